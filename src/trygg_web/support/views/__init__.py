"""The pages of help: who comes, what is offered, which times, what is agreed to, and who has whom."""

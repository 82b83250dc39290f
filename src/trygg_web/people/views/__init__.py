"""The pages about who is who and what is known."""

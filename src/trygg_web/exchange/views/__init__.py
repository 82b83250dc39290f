"""The pages of what passes between the houses."""

"""The pages of the probation service's house."""

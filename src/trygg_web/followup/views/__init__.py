"""The pages of what came after."""

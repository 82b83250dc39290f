"""What can be read of what passed between the houses."""

"""What can be read on the protected track, by those who may."""

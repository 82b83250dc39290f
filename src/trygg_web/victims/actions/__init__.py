"""What is done on the protected track."""

"""Re-offending: golden numbers, laws, and refusals."""

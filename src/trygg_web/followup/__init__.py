"""What came after a message: what stands, the same-day alert, what was promised and kept, and the watches."""

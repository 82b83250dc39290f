"""What is done between the houses: disclosed, decided by a second person, corrected, asked, answered, carried."""

"""The pages of the protected track. Who may not open one is told that there is none."""

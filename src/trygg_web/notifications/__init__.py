"""The message: who is told, how, behind which gates, and what came of each attempt."""

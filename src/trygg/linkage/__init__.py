"""Who is who: identity numbers, names, and which parties are believed to be one person."""

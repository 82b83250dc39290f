"""Planning a study: sizes, power by trying, and the lottery."""

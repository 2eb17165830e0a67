"""The sample that the program brings along."""

"""What the overview, matrix, calendar and search show."""

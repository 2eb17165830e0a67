"""The plan's own words: marks in them, and the window that shows a place in the whole document."""

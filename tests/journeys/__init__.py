"""Whole stories of a clerk's day through the real window; when one fails, a picture of the window stays in `tests/failed/`."""

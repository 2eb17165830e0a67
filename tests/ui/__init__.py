"""The window and its parts, driven as a user drives them, without a screen."""

"""设置: what an office chooses, each choice with its default and what it changes."""

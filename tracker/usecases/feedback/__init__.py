"""Units' sheets out and in, period by period."""

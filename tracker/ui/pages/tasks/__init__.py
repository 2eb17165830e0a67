"""任务: the grouped list with its filters, and beside it all that is known of one task, edited in place."""

"""Units, settings, holidays, backups and the history of operations."""

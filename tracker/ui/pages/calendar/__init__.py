"""The calendar of time limits: month, agenda and the month on paper."""

"""Figures to be reached: what is measured, the figure, its unit of measure and the comparison."""

from tracker.plans.cleaning import CleanText
from tracker.plans.draft import DraftTarget


def find_targets(text: CleanText, ranges: list[tuple[int, int]]) -> list[DraftTarget]:
    """The targets in the given clean ranges (title and body of a task), in order."""
    return []

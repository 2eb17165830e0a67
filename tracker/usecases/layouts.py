"""How the office's documents look: every writer and every preview asks here."""

from tracker.reports.layout import NATIONAL, Layout
from tracker.storage.store import Store


def current_layout(_store: Store) -> Layout:
    """The layout of this office: 国标, which every office starts with."""
    return NATIONAL

"""How the office's documents look (公文格式): 国标, or the office's own; every writer and every preview asks here."""

from collections.abc import Collection
from dataclasses import asdict, fields, replace
from typing import Any, NamedTuple

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.fonts import choose_fonts
from tracker.reports.layout import NATIONAL, Layout, Margins, Numbers
from tracker.reports.layout_check import FACES, POINTS, departures, fault_in
from tracker.reports.layout_sample import layout_sample
from tracker.storage.store import Store
from tracker.usecases.house.settings import DOCUMENT_LAYOUT, set_setting, setting

__all__ = [
    "FACES",
    "NATIONAL",
    "POINTS",
    "Layout",
    "LayoutCheck",
    "Layouts",
    "Margins",
    "Numbers",
    "check_layout",
    "choose_layout",
    "current_layout",
    "layout_fault",
    "layout_sample",
    "layouts",
]

OWN_NAME = "本单位"


class Layouts(NamedTuple):
    """The office's own layout, and whether it is in force instead of 国标."""

    own: Layout
    own_chosen: bool

    @property
    def current(self) -> Layout:
        return self.own if self.own_chosen else NATIONAL


class LayoutCheck(NamedTuple):
    """What should be known of a layout: where it departs from the standard, and which faces this computer lacks."""

    departures: tuple[str, ...]
    missing: tuple[str, ...]


def layouts(store: Store) -> Layouts:
    """Both layouts as they stand; the office's own begins as a copy of 国标."""
    stored = setting(store, DOCUMENT_LAYOUT, {})
    return Layouts(_layout(stored.get("own", {})), bool(stored.get("own_chosen")))


def current_layout(store: Store) -> Layout:
    """The layout in force."""
    return layouts(store).current


def choose_layout(store: Store, own: Layout, *, own_chosen: bool) -> Changes:
    """Keep the office's own layout and say which is in force. Raises UserError where no page could be made of it."""
    fault = fault_in(own)
    if fault is not None:
        raise UserError(f"公文格式没有保存：{fault[0]}", "", fault[1])
    plain = asdict(replace(own, name=OWN_NAME))
    return set_setting(store, DOCUMENT_LAYOUT, {"own": plain, "own_chosen": own_chosen})


def check_layout(layout: Layout, families: Collection[str] | None = None) -> LayoutCheck:
    """`families`: the faces this computer has, where known."""
    return LayoutCheck(departures(layout), choose_fonts(families, layout).missing if families is not None else ())


def layout_fault(layout: Layout) -> str:
    """Why no page could be made of a layout, and what to do; "" where one can."""
    fault = fault_in(layout)
    return "" if fault is None else f"{fault[0]}，{fault[1]}。"


def _layout(stored: dict[str, Any]) -> Layout:
    """The layout from its stored form; what an older version did not know stands as in 国标."""
    known = {field.name for field in fields(Layout)} & set(stored)
    values = {name: stored[name] for name in known}
    for name in ("text", "form", "table"):
        if name in values:
            values[name] = Margins(**values[name])
    for name in ("text_numbers", "table_numbers"):
        if name in values:
            values[name] = Numbers(values[name])
    return replace(NATIONAL, **{**values, "name": OWN_NAME})

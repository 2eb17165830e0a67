"""公文格式: 国标 or the office's own, with a live page beside the fields and what a clerk should know of it below."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.layout_fields import LayoutFields
from tracker.ui.pages.settings.paper_part import PaperPart
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.ui.widgets.plain import button
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.house.office import office
from tracker.usecases.papers.layouts import (
    NATIONAL,
    Layout,
    LayoutCheck,
    Layouts,
    check_layout,
    choose_layout,
    layout_fault,
    layout_sample,
    layouts,
)

_MOST_LINES = 6


class _Stored(NamedTuple):
    layouts: Layouts
    office: str


class LayoutPart(PaperPart):
    """公文格式: the fields of a layout beside two pages set in it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "公文格式", "台账、通知、通报等文书的纸面样子。保存后，预览、打印、Word、Excel 和 PDF 都照此排版。")
        self.fields = LayoutFields()
        self.which = Segmented([("national", "国标"), ("own", "本单位")], "使用哪种格式")
        self.add_field("使用", self.which, "国标是 GB/T 9704—2012；选“本单位”后可以改下面各项，切回国标不会丢掉。")
        self.fields.place(self.add_field)
        self.add_page()
        self.column.addWidget(button("从国标重新开始", self._begin_anew), 0, Qt.AlignmentFlag.AlignLeft)
        self.add_foot()
        self._office = ""
        self.which.chosen.connect(lambda _key: self._typed())
        self.fields.edited.connect(self._typed)

    def read(self) -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: _Stored(layouts(store), office(store).name), self._show, key="settings layout")

    def _show(self, stored: _Stored) -> None:
        self._office = stored.office
        self.which.choose("own" if stored.layouts.own_chosen else "national")
        self.fields.show_layout(stored.layouts.own)
        self.settle()
        self.fields.set_enabled(stored.layouts.own_chosen)
        self.draw()

    def values(self) -> tuple[Layout, bool]:
        return self.fields.values(), self.which.current == "own"

    def _typed(self) -> None:
        self.edited()
        self.fields.set_enabled(self.which.current == "own")
        self.page_stale()

    def draw(self) -> None:
        """Lay the sample out anew; a layout of which no page can be made keeps the last page and is told."""
        own, own_chosen = self.values()
        layout = own if own_chosen else NATIONAL
        fault = layout_fault(layout)
        if fault:
            self.check.setText(f"还不能排版：{fault}")
            return
        sample = layout_sample(self._office)
        self.ctx.runner.run_read(lambda: sheets_of(sample, layout), self._took, key="settings layout page")

    def _took(self, sheets: Sheets) -> None:
        self.view.show_sheets(sheets)
        self._say(check_layout(sheets.layout, QFontDatabase.families()))

    def _say(self, found: LayoutCheck) -> None:
        lines = [*found.departures[:_MOST_LINES]]
        if len(found.departures) > _MOST_LINES:
            lines.append(f"另有 {len(found.departures) - _MOST_LINES} 处与国标不同。")
        if not found.departures:
            lines.append("与国标一致。")
        if found.missing:
            lines.append(f"本机没有这些字体，预览和打印用相近的代替：{'、'.join(found.missing)}。")
        self.check.setText("\n".join(lines))

    def _begin_anew(self) -> None:
        """The office's own begins as a copy of the standard again."""
        self.which.choose("own")
        self.fields.show_layout(NATIONAL)
        self._typed()

    def save(self) -> Callable[[], Changes]:
        own, own_chosen = self.values()
        return lambda: choose_layout(self.ctx.store, own, own_chosen=own_chosen)

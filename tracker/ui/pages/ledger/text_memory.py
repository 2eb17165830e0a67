"""Words that were typed for a document, offered when the next one of the kind is made; and the step that keeps them for the office."""

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from tracker.domain.notice_words import PLACES
from tracker.domain.notices import NoticeKind
from tracker.ui.context import Context
from tracker.ui.pages.ledger.text_fields import TextFields
from tracker.ui.widgets.plain import link

_MOST = 5
_SHOWN = 24


class Remembered(NamedTuple):
    """What was typed for a document on a day, by place."""

    on: str
    texts: dict[str, str]

    @property
    def words(self) -> str:
        """How a menu calls it."""
        said = " ".join(" ".join(self.texts.values()).split())
        return f"{self.on}　{said[:_SHOWN]}{'…' if len(said) > _SHOWN else ''}"


class TextMemory(QWidget):
    """Under the fields: 用上次写的 and 存为本单位用语. `keep_wanted` asks to keep what is typed as the office's own words."""

    keep_wanted = Signal()

    def __init__(self, ctx: Context, fields: TextFields) -> None:
        super().__init__()
        self.ctx, self._fields, self._kind = ctx, fields, ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.again = link("用上次写的", self._offer)
        self.keep = link("存为本单位用语", self.keep_wanted.emit)
        row.addWidget(self.again)
        row.addWidget(self.keep)
        row.addStretch(1)
        fields.changed.connect(self.look)

    def show_kind(self, kind: str) -> None:
        """Offer what was typed for this kind; only notices have words of their own."""
        self._kind = kind
        self.setVisible(kind in tuple(NoticeKind))
        self.look()

    def look(self) -> None:
        """Show the steps that there is something for."""
        typed = self._fields.typed
        self.again.setVisible(any(one.texts != typed for one in self.recent()))
        self.keep.setVisible(any(place in typed for place in PLACES._fields))

    def recent(self) -> list[Remembered]:
        """What was typed for the kind in hand, the latest first."""
        stored = str(self.ctx.settings.value(self._place, "") or "[]")
        return [Remembered(on, texts) for on, texts in json.loads(stored)]

    @property
    def _place(self) -> str:
        return f"typed texts {self._kind}"

    def remember(self, kind: str, texts: Mapping[str, str], today: date) -> None:
        """A document of the kind in hand went out with these words; nothing typed leaves the memory as it is."""
        said = {place: text for place, text in texts.items() if text.strip()}
        if kind != self._kind or not said:
            return
        others = [one for one in self.recent() if one.texts != said]
        self.ctx.settings.setValue(self._place, json.dumps([Remembered(str(today), said), *others][:_MOST], ensure_ascii=False))
        self.look()

    def _offer(self) -> None:
        """Take it where there is one, else let the user choose."""
        found = self.recent()
        if len(found) == 1:
            self._fields.take(found[0].texts)
            return
        menu = QMenu(self)
        for one in found:
            menu.addAction(one.words).triggered.connect(partial(self._take, one))
        menu.popup(self.again.mapToGlobal(QPoint(0, self.again.height())))

    def _take(self, one: Remembered, _checked: bool = False) -> None:
        self._fields.take(one.texts)

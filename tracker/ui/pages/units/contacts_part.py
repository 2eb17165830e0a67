"""The contacts of a unit in its pane: name and post, phone, note; a click on the name changes them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.records import UnitContactRecord, UnitRecord
from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label, link, tool
from tracker.ui.widgets.section import InlineForm, Section


class ContactsPart(Section):
    """`edit(contact)` opens the form of a contact, or of a new one for None; `remove(id)` takes one away."""

    def __init__(
        self, edit: Callable[[UnitContactRecord | None], None], remove: Callable[[int], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("联系人", parent)
        self._edit, self._remove = edit, remove
        self.add_contact = self.add_link("加联系人", lambda: edit(None))

    def show_contacts(self, unit: UnitRecord) -> None:
        """Show the contacts of this unit; a form that stands open is left out and put back by the pane."""
        for form in self.findChildren(InlineForm):
            self.body.removeWidget(form)
        empty(self.body)
        for contact in unit.contacts:
            self.body.addWidget(self._row(contact))
        if not unit.contacts:
            self.body.addWidget(label("还没有登记联系人", ink="2"))

    def _row(self, contact: UnitContactRecord) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(10)
        name = link(contact.name, partial(self._edit, contact))
        name.setToolTip(f"修改联系人“{contact.name}”")
        first.addWidget(name)
        for text, ink in ((contact.post, "2"), (contact.phone, "")):
            if text:
                first.addWidget(label(text, ink=ink, select=True))
        first.addStretch(1)
        words.addLayout(first)
        if contact.note:
            words.addWidget(label(contact.note, look().small, "3", wrap=True))
        row.addLayout(words, 1)
        remove = tool(f"删除联系人“{contact.name}”", "x", partial(self._remove, contact.id), words=False)
        remove.setFixedHeight(look().chip)
        row.addWidget(remove)
        return box

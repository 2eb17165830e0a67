"""The page: the parts at the left, the fields of the chosen one at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.settings.backup_part import BackupPart
from tracker.ui.pages.settings.completion_part import CompletionPart
from tracker.ui.pages.settings.display_part import DisplayPart
from tracker.ui.pages.settings.holidays_part import HolidaysPart
from tracker.ui.pages.settings.layout_part import LayoutPart
from tracker.ui.pages.settings.lights_part import LightsPart
from tracker.ui.pages.settings.notice_words_part import NoticeWordsPart
from tracker.ui.pages.settings.notices_part import NoticesPart
from tracker.ui.pages.settings.office_part import OfficePart
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.pages.settings.plans_part import PlansPart
from tracker.ui.pages.settings.reporting_part import ReportingPart
from tracker.ui.pages.settings.words_part import WordsPart
from tracker.ui.theme import look

_PARTS: tuple[tuple[str, Callable[[Context], SettingsPart]], ...] = (
    ("本单位", OfficePart),
    ("方案", PlansPart),
    ("亮灯规则", LightsPart),
    ("状态用语", WordsPart),
    ("报送", ReportingPart),
    ("完成核验", CompletionPart),
    ("催办督办", NoticesPart),
    ("文书用语", NoticeWordsPart),
    ("公文格式", LayoutPart),
    ("节假日", HolidaysPart),
    ("备份", BackupPart),
    ("显示", DisplayPart),
)
_LIST_WIDTH, _NARROW_LIST, _NARROW = 150, 108, 720
_AROUND_LIST = 16


class SettingsPage(Page):
    """设置. A part is made at its first visit; a part with unsaved fields is marked in the list and keeps them."""

    keys_text = "↑↓ 选择　Tab 到右侧　Ctrl+Z 撤销已保存的修改"
    help_topic = "settings"
    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.list = QListWidget()
        self.list.setObjectName("settingsList")
        self.list.setAccessibleName("设置的各部分")
        self.list.setFixedWidth(look().px(_LIST_WIDTH))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.parts: dict[int, SettingsPart] = {}
        for name, _made in _PARTS:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(_LIST_WIDTH, look().row + 4))
            self.list.addItem(item)
            self.stack.addWidget(QWidget())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.list.currentRowChanged.connect(self._show_part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(look().px(_LIST_WIDTH if self.width() >= look().px(_NARROW) else _NARROW_LIST))
        height = max(min(look().row + 4, (self.height() - _AROUND_LIST) // self.list.count()), look().body_metrics.height() + 4)
        for place in range(self.list.count()):
            self.list.item(place).setSizeHint(QSize(_LIST_WIDTH, height))

    def activate(self) -> None:
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def open(self, request: object) -> None:
        """Come to the front with the part of this name."""
        names = [name for name, _made in _PARTS]
        if request in names:
            self.list.setCurrentRow(names.index(str(request)))

    @staticmethod
    def place_of(made: Callable[[Context], SettingsPart]) -> int:
        """Where this part stands in the list."""
        return next(place for place, (_name, part) in enumerate(_PARTS) if part is made)

    def part(self, place: int) -> SettingsPart:
        """The part with this place, made and filled at its first visit."""
        if place not in self.parts:
            made = _PARTS[place][1](self.ctx)
            self.parts[place] = made
            old = self.stack.widget(place)
            self.stack.insertWidget(place, made)
            self.stack.removeWidget(old)
            old.deleteLater()
            made.touched.connect(lambda: self._mark(place))
            made.read()
        return self.parts[place]

    def _show_part(self, place: int) -> None:
        if place >= 0:
            self.stack.setCurrentWidget(self.part(place))

    def _mark(self, place: int) -> None:
        part = self.parts[place]
        name = _PARTS[place][0]
        self.list.item(place).setText(f"{name}（未保存）" if part.dirty() else name)

    def show_changes(self, changes: Changes) -> None:
        if not changes.tables or {"setting", "plan"} & set(changes.tables):
            self.refresh()

    def refresh(self) -> None:
        """Show what is stored; what was typed and not saved stays."""
        for part in self.parts.values():
            if not part.dirty():
                part.read()

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def show(place: int) -> None:
            self.list.setCurrentRow(place)

        places: dict[str, Callable[[Context], SettingsPart]] = {
            "plans": PlansPart,
            "lights": LightsPart,
            "words": WordsPart,
            "completion": CompletionPart,
            "notices": NoticesPart,
            "notice-words": NoticeWordsPart,
            "layout": LayoutPart,
            "holidays": HolidaysPart,
            "backup": BackupPart,
            "display": DisplayPart,
        }
        return {name: partial(show, self.place_of(part)) for name, part in places.items()}

    def panes(self) -> list[QWidget]:
        return [self.list, self.stack.currentWidget()]

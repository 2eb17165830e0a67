"""Who the office is."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.usecases.house.office import LEVELS, Office, office, set_office


class OfficePart(SettingsPart):
    """本单位: name, section, level."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "本单位", "这些名称会出现在窗口标题和输出的文书上。没有填写时，文书上留空待填。")
        self.name, self.section, self.level = QLineEdit(), QLineEdit(), QComboBox()
        self.name.setPlaceholderText("例如：松河县人民政府办公室")
        self.section.setPlaceholderText("例如：督查室")
        self.level.addItem("不填", "")
        for level in LEVELS:
            self.level.addItem(level, level)
        self.add_field("单位名称", self.name, "窗口标题、文书落款使用；默认不填。")
        self.add_field("科室", self.section, "催办、通报等文书的联系科室使用；默认不填。")
        self.add_field("级别", self.level, "新增单位时先填这一级；默认不填，按县级。")
        self.add_foot()
        for field in (self.name, self.section):
            field.textChanged.connect(lambda _text: self.edited())
            field.returnPressed.connect(self._save)
        self.level.currentIndexChanged.connect(lambda _index: self.edited())

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: office(self.ctx.store), self._show, key="settings office")

    def _show(self, stored: Office) -> None:
        self.name.setText(stored.name)
        self.section.setText(stored.section)
        self.level.setCurrentIndex(max(self.level.findData(stored.level), 0))
        self.settle()

    def values(self) -> Office:
        return Office(self.name.text().strip(), self.section.text().strip(), str(self.level.currentData()))

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_office(self.ctx.store, wanted)

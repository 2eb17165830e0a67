"""How the window looks on this computer: letter size and contrast. Kept beside the window's place, not in the database."""

from PySide6.QtWidgets import QCheckBox

from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart

CONTRAST, LARGE = "contrast", "large"


class DisplayPart(SettingsPart):
    """显示: takes effect at once; the window is built anew where it stands."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "显示", "只影响这台电脑。改动后窗口会重新排好，正在核对的内容不会丢。")
        self.large, self.contrast = QCheckBox("大字"), QCheckBox("高对比（黑底白字）")
        self.add_field("字号", self.large, "所有文字放大 15%；默认不放大。整个界面放大请用系统的“缩放”设置（100%–200%）。")
        self.add_field("颜色", self.contrast, "看不清浅色线条时使用；系统已设为高对比时自动采用。默认不用。")
        self.add_foot()
        self.save_button.hide()
        self.read()
        for field, name in ((self.large, LARGE), (self.contrast, CONTRAST)):
            field.clicked.connect(lambda on, name=name: self._chosen(name, on))

    def read(self) -> None:
        self.large.setChecked(self.ctx.settings.value(LARGE) == "true")
        self.contrast.setChecked(self.ctx.settings.value(CONTRAST) == "true")

    def values(self) -> object:
        return None

    def _chosen(self, name: str, on: bool) -> None:
        self.ctx.settings.setValue(name, "true" if on else "false")
        self.ctx.reopen()

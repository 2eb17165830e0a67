"""人工定灯: the form for one task in its detail and for several rows under the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tracker.domain.records import Changes, LightSet
from tracker.domain.terms import Light
from tracker.ui.context import Context
from tracker.ui.pages.tasks.batch_form import BatchForm
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented

_CHOICES = tuple((shade.value, shade.label) for shade in (Light.RED, Light.AMBER, Light.GREEN))
_NAME = "lights/set_by"
_WHY = "理由（必填），如：县长办公会点名督办"
_LIFT = "lift"


def _reason_box() -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName("理由")
    made.setPlaceholderText(_WHY)
    return made


def _name_box(settings: QSettings) -> QLineEdit:
    """Who sets it: the one who did last stands there already."""
    made = QLineEdit(str(settings.value(_NAME, "")))
    made.setAccessibleName("定灯人")
    made.setPlaceholderText("谁定的（必填）")
    made.setMaximumWidth(look().px(150))
    return made


class LightForm(InlineForm):
    """For one task: the light, why, who; 取消人工定灯 where one is in force."""

    def __init__(self, ctx: Context, held: LightSet | None, lift: Callable[[], None]) -> None:
        super().__init__("定灯")
        self._settings = ctx.settings
        self.shade = Segmented(_CHOICES, "定为哪种灯")
        self.shade.choose((held.light if held else Light.RED).value)
        self.reason, self.by = _reason_box(), _name_box(ctx.settings)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.shade)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(field_grid(("理由", self.reason), ("定灯人", self.by)))
        self.hint.setText("Enter 保存　Esc 取消")
        self.lift = button("取消人工定灯", lift)
        self.lift.setVisible(held is not None)
        self.foot.insertWidget(2, self.lift)

    def values(self) -> object:
        return self.shade.current, self.reason.text().strip(), self.by.text().strip()

    def chosen(self) -> tuple[Light, str, str] | None:
        """Light, reason and name; None after saying what is missing. The name is offered the next time."""
        found = _complete(self, self.reason, self.by)
        if found is None:
            return None
        self._settings.setValue(_NAME, found[1])
        return Light(self.shade.current), *found

    def begin(self) -> None:
        self.reason.setFocus()


class LightsForm(BatchForm):
    """For several rows: set them all, or let the rules speak again for all."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("定灯")
        self.shade = Segmented((*_CHOICES, (_LIFT, "取消人工定灯")), "定为哪种灯")
        self.reason, self.by = _reason_box(), _name_box(ctx.settings)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shade)
        row.addWidget(self.by)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.reason)
        self.shade.chosen.connect(self._kind_chosen)

    def _kind_chosen(self, kind: str) -> None:
        self.by.setVisible(kind != _LIFT)
        self.reason.setPlaceholderText("取消的缘由，可不填" if kind == _LIFT else _WHY)
        self.complaint.say("")

    def begin(self) -> None:
        self.reason.setFocus()

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        from tracker.usecases.work.light_overrides import lift_light, set_light

        store, today, kind = ctx.store, ctx.today(), self.shade.current
        if kind == _LIFT:
            reason = self.reason.text()
            return lambda: lift_light(store, ids, reason, today)
        found = _complete(self, self.reason, self.by)
        if found is None:
            return None
        ctx.settings.setValue(_NAME, found[1])
        return lambda: set_light(store, ids, Light(kind), *found, today)


def _complete(form: InlineForm, reason: QLineEdit, by: QLineEdit) -> tuple[str, str] | None:
    for box, words in ((reason, "请写明理由，会写在亮灯的说明和记录里"), (by, "请填写是谁定的")):
        if not box.text().strip():
            form.complaint.say(words)
            box.setFocus()
            return None
    form.complaint.say("")
    return reason.text().strip(), by.text().strip()

"""The bar over both panes: one question at a time, each answer with its effect; numbers choose, Q confirms."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.icons import NAV
from tracker.ui.shapes import paint_role
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, picture
from tracker.ui.widgets.text import CENTER, draw_text
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.house.unit_questions import answer_for
from tracker.usecases.intake.plan_questions import Choice, Question

_HEIGHT, _LINE, _SHAPE, _SLIM = 57, 26, 12, 1000


class QuestionBar(QFrame):
    """Shows one question. `answered` tells its key and the choice that was confirmed; `previewed` those whose effect is to be
    shown in the rows, empty where none is."""

    answered = Signal(str, str)
    previewed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.question: Question | None = None
        self._chosen = ""
        self._slim = False
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._bar.setContentsMargins(14, 6, 12, 6)
        self._bar.setSpacing(12)
        self.words, self.about = ElidedLabel(look().bold), ElidedLabel(look().small)
        self.about.setProperty("ink", "2")
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.setSpacing(0)
        self._texts.addWidget(self.words, 3)
        self._texts.addWidget(self.about, 2)
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self.search = UnitBox("别的已有单位")
        self.search.setFixedWidth(look().px(150))
        self.search.chosen.connect(self._found)
        self.preview = button("预览影响", self.tell_preview, keys="P")
        self.preview.setCheckable(True)
        self.preview.setToolTip("在下面的任务里看选了这个答案以后的样子，确定以前什么都不改")
        self.preview.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.confirm = button("确定", self.answer, keys="Q")
        self.confirm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        asked, offered = QHBoxLayout(), QHBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(picture("circle-help", NAV))
        asked.addLayout(self._texts, 1)
        offered.setSpacing(12)
        offered.addLayout(self._places)
        offered.addWidget(self.search)
        offered.addStretch(1)
        offered.addWidget(self.preview)
        offered.addWidget(self.confirm)
        self._bar.addLayout(asked, 1)
        self._bar.addLayout(offered)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        """One row where there is room for the question beside its answers, else the question above them."""
        self._slim = self.width() < look().px(_SLIM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._bar.setDirection(down if self._slim else across)
        self._bar.setSpacing(4 if self._slim else 12)
        self._texts.setDirection(across if self._slim else down)
        self._texts.setSpacing(12 if self._slim else 0)
        self.setFixedHeight(look().px(_HEIGHT + (_LINE if self._slim else 0)))

    def set_units(self, units: Sequence[UnitRecord]) -> None:
        """The units of the office, to be found by name."""
        self.search.set_units(units)

    def show_question(self, question: Question | None, place: int, count: int) -> None:
        """Ask this question, the `place`-th of `count`; None hides the bar."""
        self.setVisible(question is not None)
        if question is None:
            self.question = None
            self.tell_preview()
            return
        same = self.question is not None and self.question.key == question.key
        self.question = question
        if not same or question.choice(self._chosen) is None:
            self._chosen = question.answer or question.proposed
            self.search.choose(None)
        self.search.setVisible(question.searches and bool(self.search.count))
        self._show_words()
        concerned = [f"{len(question.row_ids)} 项"] if question.row_ids else []
        concerned += [f"服务清单 {question.services} 行"] if question.services else []
        self.about.show_text(f"问题 {place} / {count}，涉及 {'、'.join(concerned)}，答一次全文适用")
        self._show_choices()
        self.tell_preview()

    def toggle_preview(self) -> None:
        """Show the effect of the chosen answer in the rows, or the rows as they are."""
        if self.question is not None:
            self.preview.click()

    def tell_preview(self) -> None:
        """Say whose effect is to be shown."""
        wanted = self.question is not None and self.preview.isChecked()
        self.previewed.emit(self.question.key if self.question and wanted else "", self._chosen if wanted else "")

    def _show_words(self) -> None:
        question = self.question
        if question is not None:
            self.preview.setText("预览" if self._slim else "预览影响")
            self.words.show_text(question.brief if self._slim and question.brief else question.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._slim != (event.size().width() < look().px(_SLIM)):
            self._arrange()
        self._show_words()

    @property
    def choices(self) -> list["ChoiceButton"]:
        """The answers on offer, in order."""
        widgets = (self._places.itemAt(n).widget() for n in range(self._places.count()))
        return [widget for widget in widgets if isinstance(widget, ChoiceButton)]

    def _show_choices(self) -> None:
        if self.question is None:
            return
        while self._places.count():
            widget = self._places.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, choice in enumerate(self.question.choices, 1):
            made = ChoiceButton(number, choice)
            made.setChecked(choice.key == self._chosen)
            made.clicked.connect(lambda _checked=False, key=choice.key: self._choose(key))
            self._places.addWidget(made)
        self.confirm.setEnabled(bool(self._chosen))

    def _choose(self, key: str) -> None:
        self._chosen = key
        for made in self.choices:
            made.setChecked(made.choice.key == key)
        self.confirm.setEnabled(True)
        self.tell_preview()

    def _found(self, unit_id: int | None) -> None:
        """A unit was taken from the search box: that is the answer."""
        if unit_id is not None and self.question is not None:
            self._choose(answer_for(unit_id))
            self.confirm.setFocus()

    def choose_number(self, number: int) -> bool:
        """Choose the answer with this number; False where there is none."""
        if self.question is None or not 1 <= number <= len(self.question.choices):
            return False
        self.search.choose(None)
        self._choose(self.question.choices[number - 1].key)
        return True

    def answer(self) -> None:
        """Take the chosen answer."""
        if self.question is not None and self._chosen:
            self.answered.emit(self.question.key, self._chosen)


class ChoiceButton(QAbstractButton):
    """An answer in two lines: its number and words, and under them what it does."""

    def __init__(self, number: int, choice: Choice) -> None:
        super().__init__()
        self.number, self.choice = number, choice
        self.setCheckable(True)
        self.setText(choice.words)
        drawn = "、".join(f"{name}{role.label}{'（推定）' if inferred else ''}" for name, role, inferred in choice.roles)
        self.setAccessibleName(f"{number} {choice.words}：{choice.effect or drawn}")
        self.setToolTip(choice.effect or drawn)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        current = look()
        shapes = sum(current.small_metrics.horizontalAdvance(name) + current.px(_SHAPE) + 10 for name, _, _ in self.choice.roles)
        below = shapes or current.small_metrics.horizontalAdvance(self.choice.effect)
        width = max(current.body_metrics.horizontalAdvance(self.choice.words), below)
        return QSize(9 + current.px(18) + 8 + width + 12, current.px(_HEIGHT) - 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current, tokens = look(), look().tokens
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QPen(color(tokens.accent if chosen else tokens.focus if self.hasFocus() else tokens.control), 2 if chosen else 1)
        painter.setPen(line)
        painter.setBrush(color(tokens.tint if chosen else tokens.hover if self.underMouse() else tokens.base))
        inset = line.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(color(tokens.focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(3, 3, -4, -4))
        side = current.px(18)
        cap = QRect(9, (self.height() - side) // 2, side, side)
        painter.setPen(QPen(color(tokens.line), 1))
        painter.setBrush(color(tokens.base))
        painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        draw_text(painter, cap, str(self.number), current.small, tokens.text2, CENTER)
        left, height = cap.right() + 9, current.body_metrics.height()
        top = (self.height() - height - current.small_metrics.height()) // 2
        draw_text(painter, QRect(left, top, self.width() - left - 4, height), self.choice.words, current.body, tokens.text)
        self._paint_effect(painter, left, top + height)
        painter.end()

    def _paint_effect(self, painter: QPainter, left: int, top: int) -> None:
        current, tokens = look(), look().tokens
        height = current.small_metrics.height()
        if not self.choice.roles:
            draw_text(painter, QRect(left, top, self.width() - left - 4, height), self.choice.effect, current.small, tokens.text2)
            return
        shape = current.px(_SHAPE)
        for name, role, inferred in self.choice.roles:
            width = current.small_metrics.horizontalAdvance(name)
            draw_text(painter, QRect(left, top, width + 2, height), name, current.small, tokens.text2)
            paint_role(painter, QRectF(left + width + 3, top + (height - shape) / 2, shape, shape), role, inferred)
            left += width + shape + 10

"""Colours can be read, shapes can be told apart without colour, every icon named in the code exists."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tracker.domain.terms import Role
from tracker.paths import RESOURCES, ROOT
from tracker.ui.pages import PAGES
from tracker.ui.shapes import Mark, paint_mark, paint_role
from tracker.ui.theme import LARGE, Look, apply_look, look
from tracker.ui.tokens import HIGH_CONTRAST, LIGHT, Tokens


def _luminance(value: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    ink = QColor(value)
    return 0.2126 * linear(ink.redF()) + 0.7152 * linear(ink.greenF()) + 0.0722 * linear(ink.blueF())


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, HIGH_CONTRAST], ids=lambda tokens: tokens.name)
def test_every_text_can_be_read_on_its_grounds(tokens: Tokens) -> None:
    pairs = [(ink, ground) for ink in (tokens.text, tokens.text2) for ground in (tokens.base, tokens.window, tokens.nav, tokens.bar)]
    pairs += [(tokens.text, tokens.selection), (tokens.text, tokens.hover), (tokens.text, tokens.group)]
    pairs += [(tokens.text3, tokens.base), (tokens.text3, tokens.nav), (tokens.accent, tokens.base), (tokens.accent, tokens.tint)]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_toast, tokens.toast), (tokens.on_workday, tokens.workday)]
    pairs += [(tokens.red, tokens.red_tint), (tokens.amber, tokens.amber_tint), (tokens.green, tokens.green_tint)]
    pairs += [
        (ink, ground)
        for ink in (tokens.red, tokens.amber, tokens.green, tokens.slate, tokens.violet)
        for ground in (tokens.base, tokens.selection)
    ]
    pairs += [(tokens.holiday, tokens.holiday_tint), (tokens.nav_selected_text, tokens.nav_selected)]
    pairs += [(tokens.on_green, tokens.green_bar), (tokens.on_red, tokens.red_fill), (tokens.on_amber, tokens.amber_fill)]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert weak == {}


def _painted(paint: Callable[[QPainter, QRectF], None]) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, 24, 24))
    painter.end()
    return image


def _difference(one: QImage, other: QImage) -> int:
    """How many pixels are clearly not the same, as ink or paper, whatever their grey."""
    return sum((one.pixelColor(x, y).lightness() < 200) != (other.pixelColor(x, y).lightness() < 200) for x in range(24) for y in range(24))


def test_state_shapes_differ_without_colour(qapp: QApplication) -> None:
    images = {mark: _painted(lambda painter, rect, mark=mark: paint_mark(painter, rect, mark)) for mark in Mark}  # type: ignore[misc]
    close = [(a, b) for a, b in combinations(Mark, 2) if _difference(images[a], images[b]) < 24]
    assert close == []


def test_role_shapes_differ_without_colour(qapp: QApplication) -> None:
    images = {
        (role, inferred): _painted(
            lambda painter, rect, role=role, inferred=inferred: paint_role(painter, rect, role, inferred)  # type: ignore[misc]
        )
        for role in Role
        for inferred in (False, True)
    }
    close = [(a, b) for a, b in combinations(images, 2) if _difference(images[a], images[b]) < 24]
    assert close == []


def test_large_letters_make_everything_larger(qapp: QApplication) -> None:
    normal, large = Look(LIGHT), Look(LIGHT, LARGE)
    assert large.body.pixelSize() > normal.body.pixelSize()
    assert large.row > normal.row
    assert large.page_bar > normal.page_bar


@pytest.mark.parametrize("high", [False, True], ids=["light", "contrast"])
def test_one_style_sheet_serves_both_looks(qapp: QApplication, high: bool) -> None:
    apply_look(qapp, contrast=high)
    assert look().tokens.base.lower() in qapp.styleSheet().lower()
    assert "$" not in qapp.styleSheet()


def _inks(widget: QWidget, left: int) -> set[str]:
    """The colours at the left of a widget, where what can be ticked stands."""
    image = widget.grab().toImage()
    width = min(left, image.width())
    return {image.pixelColor(x, y).name() for x in range(width) for y in range(image.height())}


@pytest.mark.parametrize("high", [False, True], ids=["light", "contrast"])
def test_what_can_be_ticked_and_the_lines_of_tables_can_be_seen(qapp: QApplication, qtbot: QtBot, high: bool) -> None:
    apply_look(qapp, contrast=high)
    radio, box, ticks, table = QRadioButton("要有佐证"), QCheckBox("记入"), QListWidget(), QTableWidget(2, 2)
    row = QListWidgetItem("县水利局")
    row.setCheckState(Qt.CheckState.Unchecked)
    ticks.addItem(row)
    ticks.setFrameShape(QFrame.Shape.NoFrame)
    for widget in (radio, box, ticks, table):
        qtbot.addWidget(widget)
        widget.show()
    base = look().tokens.base
    for widget in (radio, box, ticks):
        part = ticks.viewport() if widget is ticks else widget
        assert max(contrast(ink, base) for ink in _inks(part, 16)) >= 3, widget
    assert max(contrast(ink, base) for ink in _inks(table.viewport(), 40)) >= (3 if high else 1.3)


def test_every_icon_that_the_code_names_exists() -> None:
    there = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    named = re.compile(r"""(?<!_)(?:icon|pixmap|picture|paint_icon)\(\s*["']([a-z0-9-]+)["']""")
    of_actions = re.compile(r"""(?:add_action|tool)\(\s*["'][^"']+["'],\s*["']([a-z0-9-]+)["']""")
    missing = {
        (path.name, name)
        for path in Path(ROOT, "tracker", "ui").rglob("*.py")
        for name in [*named.findall(path.read_text("utf-8")), *of_actions.findall(path.read_text("utf-8"))]
        if name not in there
    } | {(spec.key, spec.icon) for spec in PAGES if spec.icon not in there}
    assert missing == set()


def test_no_widget_names_a_colour() -> None:
    allowed = {"tokens.py"}
    literal = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}[\"']")
    wrong = [p.name for p in Path(ROOT, "tracker", "ui").rglob("*.py") if p.name not in allowed and literal.search(p.read_text("utf-8"))]
    assert wrong == []

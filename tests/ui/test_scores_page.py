"""考核: scores and their sources, rules with a trial run, points by hand, signing off."""

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.domain.scoring import Event, ScoreTable, read_points, said
from tracker.ui.context import Context, OpenDocument, OpenSheets
from tracker.ui.pages.scores.forms import GiveForm, LiftForm, SignForm
from tracker.ui.pages.scores.page import RULES, ScoresPage
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.usecases.cycle import score_rules, score_signoff, scores
from tracker.usecases.feedback.sheet_make import make_sheets


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> ScoresPage:
    make_sheets(ctx.store, 1, "2026-08", ctx.paths.data_dir / "下发", TODAY)
    made = ScoresPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    ctx.changed.connect(made.show_changes)
    made.activate()
    return made


def click(root: QWidget, words: str) -> None:
    found = next(one for one in root.findChildren(QPushButton) if one.text() == words and one.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def totals(page: ScoresPage) -> dict[str, str]:
    return {one.unit: said(one.account.total) for one in page.model.units.values()}


def test_every_line_leads_to_what_it_comes_from(page: ScoresPage, ctx: Context) -> None:
    gone: list[tuple[str, object]] = []
    ctx.going.connect(lambda key, request: gone.append((key, request)))
    assert totals(page) == {"水利局": "95", "财政局": "95"}
    told = page.detail.current
    assert told is not None and told.happening.event is Event.NOT_REPORTED
    assert "2026年8月推进情况应于2026年8月25日前报送" in page.detail.told.whole
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    QTest.keyClick(page.detail.list, Qt.Key.Key_Return)
    unit_id = page.list.current_id()
    assert gone == [("sheets", OpenSheets((), "2026-08", unit_id))]
    page.papering.trigger()
    assert gone[-1] == ("ledger", OpenDocument("score", "2026"))


def test_the_book_of_the_period_opens_at_the_unit(page: ScoresPage, ctx: Context, qtbot: QtBot) -> None:
    book = SheetsPage(ctx)
    qtbot.addWidget(book)
    book.open(OpenSheets((), "2026-08", 2))
    assert book.period == "2026-08" and book.pane.list.current_id() == 2


def test_points_by_hand_are_given_with_a_reason_and_taken_back(page: ScoresPage, ctx: Context) -> None:
    page.giving.trigger()
    form = page.desk.form
    assert isinstance(form, GiveForm) and form.unit.unit_id == page.list.current_id()
    click(page, "记下")
    assert "分值" in form.complaint.text()
    form.points.setText("−1.5")
    click(page, "记下")
    assert "理由" in form.complaint.text()
    form.reason.setText("会议缺席")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert page.desk.form is None and "93.5" in totals(page).values()
    place = next(told.id for told in page.detail.model.lines.values() if told.happening.event is Event.MANUAL)
    page.detail.list.go_to(place)
    assert page.detail.remove_button.isVisible() and not page.detail.open_button.isVisible()
    QTest.keyClick(page.detail.list, Qt.Key.Key_Delete)
    assert set(totals(page).values()) == {"95"}
    ctx.undo()
    assert "93.5" in totals(page).values()


def test_praise_needs_no_points(page: ScoresPage) -> None:
    page.giving.trigger()
    form = page.desk.form
    assert isinstance(form, GiveForm)
    click(page, "记表扬")
    assert not form.points.isEnabled() and "+3 分" in form.points.placeholderText()
    form.reason.setText("市里通报表扬")
    click(page, "记下")
    assert "98" in totals(page).values()


def test_a_trial_run_is_shown_before_rules_are_stored(page: ScoresPage, ctx: Context) -> None:
    page.show_side(RULES)
    table = page.rules.table
    item = table.item(0, 2)
    assert item is not None
    item.setText("-8")
    assert "2 个单位的得分会变" in page.rules.heading.text()
    assert [(one.unit, said(one.before.total), said(one.after.total)) for one in page.rules.model.units.values()] == [
        ("财政局", "95", "92"),
        ("水利局", "95", "92"),
    ]
    assert score_rules.score_table(ctx.store) == ScoreTable() and totals(page)["水利局"] == "95"
    item.setText("很多")
    assert "未报送" in page.rules.complaint.text() and not page.rules.save_button.isEnabled()
    item.setText("-8")
    click(page, "保存规则")
    assert totals(page) == {"水利局": "92", "财政局": "92"} and not page.rules.dirty()
    ctx.undo()
    assert totals(page)["水利局"] == "95"


def test_rules_that_cannot_count_are_not_stored(page: ScoresPage, ctx: Context) -> None:
    page.show_side(RULES)
    page.rules.bounds["least"].setText("101")
    assert "基础分要在下限和上限之间" in page.rules.complaint.text() and not page.rules.save_button.isEnabled()
    click(page, "放弃修改")
    assert not page.rules.dirty() and page.rules.complaint.text() == ""


def test_what_is_typed_into_the_rules_is_not_lost_when_something_else_changes(page: ScoresPage, ctx: Context) -> None:
    page.show_side(RULES)
    page.rules.bounds["start"].setText("90")
    ctx.change(lambda: scores.give_points(ctx.store, 1, 1, Fraction(1), "加班", TODAY))
    assert page.rules.bounds["start"].text() == "90" and page.rules.dirty()


def test_a_span_is_signed_and_stays_until_it_is_lifted(page: ScoresPage, ctx: Context) -> None:
    page.choose_period("2026-Q3")
    page.signing.trigger()
    form = page.desk.form
    assert isinstance(form, SignForm)
    click(page, "定稿")
    assert "谁定稿" in form.complaint.text()
    form.by.setText("江一帆")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert "江一帆" in page.state.whole and "已固定" in page.state.whole and not page.signing.isVisible()
    scores.give_points(ctx.store, 1, 1, Fraction(5), "加班", TODAY)
    page.refresh()
    assert totals(page)["水利局"] == "95" and "水利局现在会是另一个分" in page.state.whole
    page.choose_period("2026")
    assert totals(page)["水利局"] == "100" and page.signing.isVisible()
    page.choose_period("2026-Q3")
    page.lifting.trigger()
    lift = page.desk.form
    assert isinstance(lift, LiftForm)
    lift.reason.setText("漏了加分")
    QTest.keyClick(lift.reason, Qt.Key.Key_Return)
    assert totals(page)["水利局"] == "100" and score_signoff.signoffs(ctx.store, 1) == []
    ctx.undo()
    assert totals(page)["水利局"] == "95"


@pytest.mark.parametrize(("typed", "points"), [("2", "2"), ("+1.5", "3/2"), ("−3", "-3"), ("- 0.25", "-1/4"), ("两分", None), ("", None)])
def test_points_are_read_as_people_type_them(typed: str, points: str | None) -> None:
    assert read_points(typed) == (None if points is None else Fraction(points))


def test_the_span_is_chosen_and_comes_back(page: ScoresPage, ctx: Context, qtbot: QtBot) -> None:
    page.span.part.setCurrentIndex(page.span.part.findData("-08"))
    page.span.part.activated.emit(page.span.part.currentIndex())
    assert page.period == "2026-08" and totals(page)["水利局"] == "95"
    again = ScoresPage(ctx)
    qtbot.addWidget(again)
    again.activate()
    assert again.period == "2026-08" and again.span.period == "2026-08"
    page.choose_period("2026-01")
    assert set(totals(page).values()) == {"100"} and page.detail.nothing.isVisibleTo(page)

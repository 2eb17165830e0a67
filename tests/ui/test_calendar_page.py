"""The calendar as a clerk uses it: right items on right days, keys, the agenda, holidays, paper."""

import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.calendar_page import dated, open_calendar, september
from tests.ui.conftest import TODAY
from tracker.domain.terms import State
from tracker.ui.context import Context, OpenTask
from tracker.ui.message import Message
from tracker.ui.pages.calendar.days import buckets, holiday_note, month_of, read_month
from tracker.ui.pages.calendar.layout import lay_out
from tracker.ui.pages.calendar.months_paint import count_words, counts_of
from tracker.ui.pages.calendar.page import DAYS, MONTH, QUARTER, YEAR, CalendarPage
from tracker.ui.pages.calendar.printing import count_sheets, sheet_layout
from tracker.ui.pages.calendar.rest_pages import REST_WIDTHS, rest_of, rest_pages
from tracker.ui.theme import apply_look, look, look_for_paper
from tracker.usecases.house import holidays
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> CalendarPage:
    return open_calendar(ctx, qtbot)


def titles(page: CalendarPage, day: date) -> list[str]:
    """What is written in the cell of a day."""
    layout = page.month.geometry_now
    assert layout is not None
    cell = next(cell for cell in layout.cells if cell.day == day)
    return [box.item.title for box in cell.items]


def agenda(page: CalendarPage) -> dict[str, list[str]]:
    model = page.agenda.entries
    found: dict[str, list[str]] = {}
    for group in model.groups:
        found[group.title] = [value.item.title for one in group.ids if (value := model.value(model.row_of(one)))]
    return found


def test_what_is_due_stands_on_its_day(page: CalendarPage) -> None:
    assert page.title.text() == "2026年9月"
    assert titles(page, date(2026, 9, 10)) == ["检修泵站"]
    assert titles(page, date(2026, 9, 26)) == ["汇总灾情"]
    assert titles(page, date(2026, 9, 21)) == []


def test_recurring_duties_are_laid_out(page: CalendarPage) -> None:
    fridays = [day for day in month_of(TODAY).days if "报送周报" in titles(page, day)]
    assert fridays == [date(2026, 9, 4), date(2026, 9, 11), date(2026, 9, 18), date(2026, 9, 25), date(2026, 10, 2)]


def test_a_full_day_says_how_many_more_and_opens(page: CalendarPage) -> None:
    day = date(2026, 9, 30)
    layout = page.month.geometry_now
    assert layout is not None
    cell = next(cell for cell in layout.cells if cell.day == day)
    assert len(cell.items) + cell.more == 8
    assert cell.more > 0
    QTest.mouseClick(page.month, Qt.MouseButton.LeftButton, pos=cell.more_rect.center().toPoint())
    assert page.chosen == day
    assert len(agenda(page)["所选 9月30日 星期三"]) == 8
    value = page.agenda.entries.value(page.agenda.currentIndex().row())
    assert value is not None
    assert value.item.day == day


def test_the_agenda_begins_with_what_is_late(page: CalendarPage) -> None:
    parts = agenda(page)
    assert list(parts) == ["逾期未办结", "今天 9月16日 星期三", "明天 9月17日 星期四", "本周后几天", "下周", "月底前"]
    assert parts["逾期未办结"] == ["检修泵站"]
    assert parts["今天 9月16日 星期三"] == ["储备沙袋"]
    assert parts["本周后几天"] == ["报送周报", "巡查险段"]
    assert parts["下周"] == ["报送周报", "汇总灾情"]
    assert len(parts["月底前"]) == 8


def test_headings_are_low_and_items_have_two_lines(page: CalendarPage) -> None:
    for day in (date(2026, 9, 30), TODAY, date(2026, 9, 10)):
        page.open(day)
        model = page.agenda.entries
        for row in range(model.rowCount()):
            high = look().row if model.heading_at(row) else look().two_line_row
            assert page.agenda.rowHeight(row) == high


def test_headings_stay_low_when_parts_are_folded_and_read_anew(page: CalendarPage) -> None:
    model = page.agenda.entries
    for folded in (True, False):
        model.set_folded(0, folded)
        for _again in range(2):
            for row in range(model.rowCount()):
                high = look().row if model.heading_at(row) else look().two_line_row
                assert page.agenda.rowHeight(row) == high
            page.refresh()


def test_a_finished_task_leaves_the_overdue_list(page: CalendarPage, ctx: Context) -> None:
    late = page.data.late[0].task_id if page.data else 0
    ctx.change(lambda: tasks.set_state(ctx.store, [late], State.COMPLETED, TODAY))
    assert "逾期未办结" not in agenda(page)
    ctx.undo()
    assert agenda(page)["逾期未办结"] == ["检修泵站"]


def test_keys_walk_days_and_months(page: CalendarPage) -> None:
    for key, day in [
        (Qt.Key.Key_Left, date(2026, 9, 15)),
        (Qt.Key.Key_Down, date(2026, 9, 22)),
        (Qt.Key.Key_PageDown, date(2026, 10, 22)),
        (Qt.Key.Key_End, date(2026, 10, 31)),
        (Qt.Key.Key_PageDown, date(2026, 11, 30)),
        (Qt.Key.Key_PageUp, date(2026, 10, 30)),
        (Qt.Key.Key_T, TODAY),
    ]:
        QTest.keyClick(page.month, key)
        assert page.chosen == day
    assert page.title.text() == "2026年9月"


def test_enter_opens_the_only_task_of_a_day(page: CalendarPage, ctx: Context) -> None:
    went: list[object] = []
    ctx.going.connect(lambda _key, request: went.append(request))
    QTest.keyClick(page.month, Qt.Key.Key_Return)
    data = page.data
    assert data is not None
    assert went == [OpenTask(data.on(TODAY)[0].task_id)]


def test_a_click_on_an_item_opens_its_task(page: CalendarPage, ctx: Context) -> None:
    went: list[object] = []
    ctx.going.connect(lambda _key, request: went.append(request))
    layout = page.month.geometry_now
    assert layout is not None
    box = next(cell for cell in layout.cells if cell.day == date(2026, 9, 10)).items[0]
    QTest.mouseClick(page.month, Qt.MouseButton.LeftButton, pos=box.rect.center().toPoint())
    assert went == [OpenTask(box.item.task_id)]


def test_a_date_on_a_holiday_proposes_the_working_day_before(page: CalendarPage) -> None:
    data = page.data
    assert data is not None
    feast = data.on(date(2026, 9, 26))[0]
    assert holiday_note(feast, data.work) == "逢假日，建议 24 日"
    swapped = data.on(date(2026, 9, 20))[0]
    assert holiday_note(swapped, data.work) == ""


def test_working_days_are_counted(page: CalendarPage) -> None:
    assert page.facts.text() == "22 个工作日，今天后还有 10 个"


def test_the_month_as_a_list(page: CalendarPage) -> None:
    page.mode.choose(DAYS)
    page.mode.chosen.emit(DAYS)
    groups = [group.title for group in page.days.entries.groups]
    assert "今天　9月16日 星期三" in groups
    assert "9月20日 星期日　调休上班" in groups
    assert "9月26日 星期六　中秋节" in groups


def test_the_list_of_this_month_begins_with_what_is_overdue_from_before(page: CalendarPage) -> None:
    later = read_month(page.ctx.store, page.plan_id, month_of(date(2026, 10, 1)), date(2026, 10, 8))
    page.days.show_data(later)
    first = page.days.entries.groups[0]
    assert (first.title, first.count) == ("以前逾期未办结", "13 项")
    value = page.days.entries.value(1)
    assert value is not None and (value.item.title, value.more) == ("检修泵站", "应于9月10日完成")
    page.days.show_data(read_month(page.ctx.store, page.plan_id, month_of(date(2026, 11, 1)), date(2026, 10, 8)))
    assert "以前逾期未办结" not in [group.title for group in page.days.entries.groups], "another month shows its own days only"


def test_a_month_in_which_nothing_is_due_says_so(page: CalendarPage) -> None:
    page.mode.choose(DAYS)
    page.mode.chosen.emit(DAYS)
    page.ctx.choose_plan(page.ctx.plans[-1].id)
    page.refresh()
    page.open(date(2026, 3, 1))
    assert [(group.title, group.count) for group in page.days.entries.groups] == [("2026年3月", "无到期任务")]


@pytest.mark.parametrize(("mode", "title", "months"), [(QUARTER, "2026年第三季度", 3), (YEAR, "2026年", 12)])
def test_quarter_and_year_count_what_is_due(page: CalendarPage, mode: str, title: str, months: int) -> None:
    page.mode.choose(mode)
    page.mode.chosen.emit(mode)
    assert page.title.text() == title
    span = page.span
    assert span is not None
    assert len(span.months) == months
    assert span.count(month_of(TODAY)) == 17
    view = page.quarter if mode == QUARTER else page.year
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(date(2026, 8, 7)).center().toPoint())
    assert page.chosen == date(2026, 8, 7)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert page.chosen == (date(2026, 11, 7) if mode == QUARTER else date(2027, 8, 7))
    assert page.title.text() == ("2026年第四季度" if mode == QUARTER else "2027年")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.views.currentWidget() is page.split
    assert page.title.text() == ("2026年11月" if mode == QUARTER else "2027年8月")


def test_a_narrow_quarter_keeps_its_figures() -> None:
    assert count_words(3, 60) == "3 项"
    assert count_words(12, 18) == "12"


def test_a_low_quarter_counts_what_it_has_no_line_for(page: CalendarPage, ctx: Context) -> None:
    first = page.data.on(date(2026, 9, 30))[0].task_id if page.data else 0
    ctx.change(lambda: tasks.set_state(ctx.store, [first], State.COMPLETED, TODAY))
    due = page.data.on(date(2026, 9, 30)) if page.data else ()
    assert [count for _mark, count in counts_of(due, 2)] == [7, 1]
    assert [count for _mark, count in counts_of(due, 1)] == [8], "under the most urgent shape"


def test_the_models_keep_qts_rules(page: CalendarPage) -> None:
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (page.agenda.entries, page.days.entries)
    ]
    QTest.keyClick(page.month, Qt.Key.Key_PageDown)
    page.agenda.entries.set_folded(0, True)
    page.escape()
    assert len(testers) == 2
    assert page.chosen == TODAY


def test_a_month_has_whole_weeks() -> None:
    for day, weeks in [(date(2026, 2, 1), 5), (date(2027, 2, 1), 4), (date(2026, 8, 1), 6)]:
        month = month_of(day)
        assert len(month.weeks) == weeks
        assert month.days[0].isoweekday() == 1
        assert month.days[0] <= month.first <= month.last <= month.days[-1]


def test_the_agenda_of_a_sunday_has_no_day_twice(ctx: Context) -> None:
    sunday = date(2026, 9, 27)
    data = read_month(ctx.store, ctx.plan_id, month_of(sunday), sunday)
    found = [item for part in buckets(data, sunday) for item in part.items if part.key != "late"]
    assert len(found) == len(set(found)) == len(data.ahead)


def test_everything_is_on_the_sheet_of_paper(page: CalendarPage) -> None:
    data = page.data
    assert data is not None
    _width, layout = sheet_layout(data, 0.7)
    assert (layout.hidden, layout.cut) == (0, 0)
    assert sum(len(cell.items) for cell in layout.cells) == sum(len(data.on(day)) for day in data.month.days)
    assert all(cell.rect.contains(box.rect) for cell in layout.cells for box in cell.items)


def test_paper_is_white_whatever_the_screen_shows(qapp: QApplication) -> None:
    shown = apply_look(qapp, contrast=True, large=True)
    with look_for_paper():
        assert (look().tokens.base, look().scale) == ("#FFFFFF", 1.0)
    assert look() is shown


def test_cells_tile_the_page(page: CalendarPage) -> None:
    data = page.data
    assert data is not None
    layout = lay_out(data, QRectF(0, 0, 934, 603))
    assert len(layout.cells) == 35
    assert layout.cells[-1].rect.bottomRight() == QRectF(0, 0, 934, 603).bottomRight()
    assert layout.columns[5][1] < layout.columns[4][1]


@pytest.mark.parametrize(("paper", "millimetres"), [("A4", (297, 210)), ("A3", (420, 297))])
@pytest.mark.parametrize(("mode", "name"), [(MONTH, "2026年9月时限日历"), (QUARTER, "2026年第三季度时限日历"), (YEAR, "2026年时限日历")])
def test_what_is_shown_is_printed_on_one_sheet(
    page: CalendarPage, ctx: Context, tmp_path: Path, mode: str, name: str, paper: str, millimetres: tuple[int, int]
) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    page.mode.choose(mode)
    page.mode.chosen.emit(mode)
    window = page.open_paper()
    assert window is not None and name in window.windowTitle()
    window.paper.choose(paper)
    window.paper.chosen.emit(paper)
    window.write(tmp_path / "日历.pdf")
    assert said[-1].text == "已导出 日历.pdf"
    pdf = (tmp_path / "日历.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert [tuple(round(float(side) * 25.4 / 72) for side in box) for box in boxes] == [millimetres], "one page of that size"
    window.reject()
    again = page.open_paper()
    assert again is not None and again.paper.current == paper, "the paper is remembered"
    again.reject()


def test_what_a_full_day_has_no_room_for_is_printed_behind_the_month(ctx: Context, qtbot: QtBot, tmp_path: Path) -> None:
    draft = september()
    draft.tasks += [dated(f"核查第{number}处险段并逐处登记造册", "9月24日前", date(2026, 9, 24)) for number in range(1, 101)]
    ctx.choose_plan(plans.import_plan(ctx.store, draft).result)
    page = CalendarPage(ctx)
    qtbot.addWidget(page)
    page.resize(1230, 630)
    page.activate()
    data = page.data
    assert data is not None
    for paper, proportion in (("A4", 190 / 277), ("A3", 277 / 400)):
        _width, layout = sheet_layout(data, proportion, paper)
        area = QRectF(0, 40, REST_WIDTHS[paper], REST_WIDTHS[paper] * proportion - 64)
        pages = rest_pages(rest_of(data, layout), area)
        listed = [line for lines in pages for line in lines if line.item is not None]
        shown = sum(len(cell.items) for cell in layout.cells)
        assert len(listed) == layout.hidden and shown + len(listed) == sum(len(data.on(day)) for day in data.month.days)
        assert all(area.contains(line.rect) for lines in pages for line in lines)
        assert not any("…" in line.lines[-1] for line in listed), "on paper nothing opens, so it is written out"
        assert count_sheets(data, paper) == (1 + len(pages), layout.hidden)
    window = page.open_paper()
    assert window is not None and "列在后面" in window.facts.text()
    window.write(tmp_path / "九月.pdf")
    assert (tmp_path / "九月.pdf").read_bytes().count(b"/MediaBox") == window.sheets > 1
    window.after.click()
    assert window.picture.number == 1 and not window.picture.grab().isNull()
    window.before.click()
    assert window.picture.number == 0
    window.reject()


def test_a_sheet_that_cannot_be_written_is_told(page: CalendarPage, ctx: Context, tmp_path: Path) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    window = page.open_paper()
    assert window is not None
    window.write(tmp_path / "无此目录" / "九月.pdf")
    assert said[-1].is_error
    window.reject()


def test_the_status_says_whose_holidays_are_counted(page: CalendarPage, ctx: Context) -> None:
    assert page.status_parts[0] == "节假日按国务院2026年安排"
    days = holidays.holiday_year(ctx.store, 2026).holidays
    ctx.change(lambda: holidays.set_holidays(ctx.store, 2026, days))
    assert page.status_parts[0] == "节假日按本单位填写的2026年安排"
    ctx.undo()
    assert page.status_parts[0] == "节假日按国务院2026年安排"


def test_the_due_dates_go_into_a_calendar_file(page: CalendarPage, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "到期.ics"
    monkeypatch.setattr("tracker.ui.exporting.ask_target", lambda *_args: out)
    page.export_ics()
    entries = list(Calendar.from_ical(out.read_bytes()).walk("VEVENT"))
    assert len(entries) == len(page.data.due if page.data else [])
    first = next(part for part in entries if "发放预案" in str(part["summary"]))
    assert first.decoded("dtstart") == date(2026, 9, 17) and "水利局" in str(first["summary"])
    page.export_ics()
    again = list(Calendar.from_ical(out.read_bytes()).walk("VEVENT"))
    assert {str(part["uid"]) for part in again} == {str(part["uid"]) for part in entries}, "a second import doubles nothing"

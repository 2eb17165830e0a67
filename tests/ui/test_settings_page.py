"""设置: what is typed is stored with 保存, shown with its effect, and undone by one step."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tracker.domain.lights import BY_MONTHS, Cause
from tracker.domain.notices import NAME_SETS
from tracker.domain.terms import Light
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages.settings.backup_part import BackupPart
from tracker.ui.pages.settings.display_part import DisplayPart
from tracker.ui.pages.settings.holidays_part import HolidaysPart
from tracker.ui.pages.settings.layout_part import LayoutPart
from tracker.ui.pages.settings.lights_part import LightsPart
from tracker.ui.pages.settings.notices_part import NoticesPart
from tracker.ui.pages.settings.office_part import OfficePart
from tracker.ui.pages.settings.page import SettingsPage
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.pages.settings.reporting_part import ReportingPart
from tracker.usecases.feedback.period_book import reporting_day
from tracker.usecases.house.holidays import holiday_year, work_calendar
from tracker.usecases.house.office import Office, office, set_office
from tracker.usecases.house.settings import light_rules
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.notice_settings import NoticeSetting, notice_setting

DAYS = (Light.AMBER, Cause.DAYS_LEFT)


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    ctx.changed.connect(made.show_changes)
    made.activate()
    return made


def test_the_office_is_stored_and_undone(page: SettingsPage, ctx: Context) -> None:
    part = page.part(0)
    assert isinstance(part, OfficePart) and not part.save_button.isEnabled()
    part.name.setText("青禾县人民政府办公室")
    assert part.save_button.isEnabled() and page.list.item(0).text() == "本单位（未保存）"
    QTest.keyClick(part.name, Qt.Key.Key_Return)
    assert office(ctx.store).name == "青禾县人民政府办公室"
    assert page.list.item(0).text() == "本单位" and not part.save_button.isEnabled()
    ctx.undo()
    assert office(ctx.store).name == "" and part.name.text() == "", "the field follows"


def test_a_fault_is_said_under_the_fields_and_nothing_is_stored(page: SettingsPage, ctx: Context) -> None:
    part = page.part(0)
    assert isinstance(part, OfficePart)
    part.name.setText("长" * 50)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "名称太长" in part.complaint.text() and part.save_button.isEnabled()
    assert office(ctx.store).name == ""


def test_a_change_of_the_lights_shows_what_it_would_do(page: SettingsPage, ctx: Context) -> None:
    page.list.setCurrentRow(page.place_of(LightsPart))
    part = page.part(page.place_of(LightsPart))
    assert isinstance(part, LightsPart)
    assert part.effect.text() == "现在全部任务：红灯 0　黄灯 0　绿灯 4", "the four tasks are due in fourteen days"
    assert part.list.isHidden()
    part.cells[DAYS].limit.setValue(14)
    assert "黄灯 0 → 4" in part.effect.text() and light_rules(ctx.store).limit(*DAYS) == 7, "only shown"
    assert "有 4 项任务的灯会变" in part.more.text() and part.list.rowCount() == 4
    cells = [part.list.item(0, column) for column in range(3)]
    assert [cell.text() for cell in cells if cell][1:] == ["绿灯　正常", "黄灯　剩 14 天"]
    assert cells[2] is not None and "还剩 14 天，在黄灯线 14 天以内" in cells[2].toolTip()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert light_rules(ctx.store).limit(*DAYS) == 14 and part.effect.text().startswith("现在全部任务") and part.list.isHidden()
    part.cells[Light.RED, Cause.POINTS].limit.setValue(5)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "亮灯规则不合理" in part.complaint.text() and light_rules(ctx.store).limit(Light.RED, Cause.POINTS) == 30


def test_a_row_is_switched_off_and_a_preset_is_one_step_to_undo(page: SettingsPage, ctx: Context) -> None:
    page.list.setCurrentRow(page.place_of(LightsPart))
    part = page.part(page.place_of(LightsPart))
    assert isinstance(part, LightsPart)
    cell = part.cells[DAYS]
    assert cell.on.isChecked() and cell.limit.isEnabled()
    cell.on.setChecked(False)
    assert not cell.limit.isEnabled() and part.dirty()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert light_rules(ctx.store).limit(*DAYS) is None
    months = next(one for one in part.findChildren(QPushButton) if one.text() == "按月计、欠半数")
    QTest.mouseClick(months, Qt.MouseButton.LeftButton)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert light_rules(ctx.store).rows == BY_MONTHS and not part.dirty()
    ctx.undo()
    assert light_rules(ctx.store).limit(*DAYS) is None and light_rules(ctx.store).limit(Light.RED, Cause.OVERDUE) == 1
    assert not part.cells[Light.AMBER, Cause.OVERDUE].on.isChecked()


def test_the_rules_of_notices_are_stored_checked_and_undone_at_once(page: SettingsPage, ctx: Context) -> None:
    page.list.setCurrentRow(page.place_of(NoticesPart))
    part = page.part(page.place_of(NoticesPart))
    assert isinstance(part, NoticesPart) and not part.dirty()
    part.overdue.setValue(2)
    part.after.setValue(5)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "督办比催办还早" in part.complaint.text() and notice_setting(ctx.store) == NoticeSetting()
    part.overdue.setValue(20)
    part.names.setFocus()
    QTest.keyClick(part.names, Qt.Key.Key_Down)
    assert part.names.currentText() == "蓝单、黄单、红单" and part.own_names[1].text() == "黄单"
    part.own_names[1].setText("红单")
    assert part.names.currentText() == "自己写"
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "不能相同" in part.complaint.text()
    part.own_names[1].setText("黄单")
    part.phone.setText("0123-4567")
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    held = notice_setting(ctx.store)
    assert (held.rules.remind_after, held.rules.supervise_overdue, held.names, held.phone) == (5, 20, NAME_SETS[1], "0123-4567")
    QTest.mouseClick(_button(part, "恢复默认"), Qt.MouseButton.LeftButton)
    assert part.overdue.value() == 15 and part.phone.text() == "0123-4567", "the rules go back, who answers the telephone stays"
    part.read()
    ctx.undo()
    assert notice_setting(ctx.store) == NoticeSetting() and part.after.value() == 1 and not part.dirty()


def test_a_holiday_is_added_by_hand(page: SettingsPage, ctx: Context) -> None:
    page.list.setCurrentRow(page.place_of(HolidaysPart))
    part = page.part(page.place_of(HolidaysPart))
    assert isinstance(part, HolidaysPart) and part.rows
    part.year.setValue(2031)
    assert not part.rows and "还没有 2031 年" in part.about.text()
    part.add_row()
    part.rows[0].name.setText("元旦")
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "没有填写日期" in part.complaint.text()
    part.rows[0].first.setText("1月1日")
    part.year.setValue(2030)
    assert part.year.value() == 2031 and "还没有保存" in part.complaint.text(), "what was typed is not dropped"
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert work_calendar(ctx.store).holiday_name(date(2031, 1, 1)) == "元旦"
    assert "自己填写" in part.about.text()
    ctx.undo()
    assert not holiday_year(ctx.store, 2031).known and not part.rows


def test_an_unsaved_part_keeps_what_was_typed_when_something_else_changes(page: SettingsPage, ctx: Context) -> None:
    first = page.part(0)
    assert isinstance(first, OfficePart)
    first.section.setText("督查室")
    page.list.setCurrentRow(page.place_of(LightsPart))
    lights = page.part(page.place_of(LightsPart))
    assert isinstance(lights, LightsPart)
    lights.cells[DAYS].limit.setValue(3)
    QTest.mouseClick(lights.save_button, Qt.MouseButton.LeftButton)
    assert first.section.text() == "督查室" and first.dirty()


def test_large_letters_are_remembered_and_asked_for(page: SettingsPage, ctx: Context, qtbot: QtBot) -> None:
    page.list.setCurrentRow(page.place_of(DisplayPart))
    part = page.part(page.place_of(DisplayPart))
    assert isinstance(part, DisplayPart) and not part.large.isChecked()
    with qtbot.waitSignal(ctx.reopening):
        QTest.keyClick(part.large, Qt.Key.Key_Space)
    assert ctx.settings.value("large") == "true"


def test_a_backup_is_made_and_chosen_to_go_back_to(page: SettingsPage, ctx: Context, qtbot: QtBot) -> None:
    page.list.setCurrentRow(page.place_of(BackupPart))
    part = page.part(page.place_of(BackupPart))
    assert isinstance(part, BackupPart) and part.list.item(0).text() == "还没有备份" and not part.restore_button.isEnabled()
    QTest.mouseClick(_button(part, "立即备份"), Qt.MouseButton.LeftButton)
    assert part.list.count() == 1 and "2026年09月16日 10:00" in part.list.item(0).text()
    set_office(ctx.store, Office("青禾县人民政府办公室"))
    part.list.setCurrentRow(0)
    with qtbot.waitSignal(ctx.reopening) as asked:
        QTest.mouseClick(part.restore_button, Qt.MouseButton.LeftButton)
    between = asked.args[0]
    ctx.store.close()
    assert "已恢复" in between()
    with Store.open(ctx.paths.db) as store:
        assert office(store).name == "", "what was set after the backup is gone, and in the backup made before"


def test_a_backup_folder_that_cannot_be_written_is_refused(
    page: SettingsPage, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.setCurrentRow(page.place_of(BackupPart))
    part = page.part(page.place_of(BackupPart))
    assert isinstance(part, BackupPart)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "没有"))
    QTest.mouseClick(_button(part, "换文件夹…"), Qt.MouseButton.LeftButton)
    assert "不能写入" in part.complaint.text() and part.folder.text() == str(ctx.paths.backups)


def _button(part: SettingsPart, words: str) -> QPushButton:
    return next(each for each in part.findChildren(QPushButton) if each.text() == words)


def test_the_reporting_day_is_chosen_and_goes_back_to_its_default(page: SettingsPage, ctx: Context) -> None:
    page.list.setCurrentRow(page.place_of(ReportingPart))
    part = page.part(page.place_of(ReportingPart))
    assert isinstance(part, ReportingPart) and part.day.value() == 25
    part.day.setValue(10)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert reporting_day(ctx.store) == 10
    QTest.mouseClick(_button(part, "恢复默认"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert reporting_day(ctx.store) == 25


def layout_part(page: SettingsPage) -> LayoutPart:
    part = page.part(page.place_of(LayoutPart))
    assert isinstance(part, LayoutPart)
    return part


def test_the_offices_own_layout_is_stored_shown_and_undone(page: SettingsPage, ctx: Context, qtbot: QtBot) -> None:
    part = layout_part(page)
    assert not part.fields.lines.isEnabled() and part.view.page_count > 1 and "与国标一致" in part.check.text()
    part.which.choose("own")
    part.which.chosen.emit("own")
    assert part.fields.lines.isEnabled()
    part.fields.lines.setValue(20)
    part.fields.margins["text", "top"].setValue(30)
    qtbot.waitUntil(lambda: "每页 20 行" in part.check.text())
    assert "上边距是 30 毫米，国标是 37 毫米" in part.check.text()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert (current_layout(ctx.store).lines, current_layout(ctx.store).text.top) == (20, 30)
    ctx.undo()
    assert current_layout(ctx.store).lines == 22 and part.which.current == "national"


def test_a_layout_that_makes_no_page_is_told_and_not_stored(page: SettingsPage, ctx: Context, qtbot: QtBot) -> None:
    part = layout_part(page)
    part.which.choose("own")
    part.which.chosen.emit("own")
    part.fields.lines.setValue(50)
    qtbot.waitUntil(lambda: "还不能排版" in part.check.text())
    pages = part.view.page_count
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "太密" in part.complaint.text() and part.view.page_count == pages
    assert current_layout(ctx.store).lines == 22


def test_every_part_says_what_holds_before_anybody_changes_it(page: SettingsPage) -> None:
    silent = []
    for place in range(page.list.count()):
        words = "".join(one.text() for one in page.part(place).findChildren(QLabel))
        if not any(word in words for word in ("默认", "自带", "国标")):
            silent.append(page.list.item(place).text())
    assert silent == []

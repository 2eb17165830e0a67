"""Sheets of indicators and projects: made for units, filled in, read, decided upon, stored with their place, undone in one."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.domain.figure_keys import figure_key, read_figure_key
from tracker.domain.figures import ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.plans.draft import DraftIndicator, DraftProject
from tracker.reports.content import Row, Table
from tracker.sheets.staged import Bin
from tracker.storage.reading.scores import asked_periods
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_values
from tracker.usecases.feedback import figure_book, period_book
from tracker.usecases.feedback.figure_make import make_figure_forms
from tracker.usecases.feedback.figure_review import FigureReview, apply_figures, read_figures
from tracker.usecases.house import history
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest

PERIOD = "2026-08"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plan = draft()
    plan.indicators += [
        DraftIndicator("2", "水质", "黑臭水体", "条", "<=", "0", "约束性"),
        DraftIndicator("3", "管网", "污水集中收集率", "%", ">=", "76.5", "预期性"),
    ]
    plan.projects.append(DraftProject("专栏1", "2.", "护岸工程", "柳林段"))
    plans.import_plan(opened, plan)
    water = find_unit(opened, "县水利局").id
    for number in (1, 2, 3):
        plan_lists.set_row_role(opened, ListKind.INDICATORS, number, water, Role.LEAD)
    plan_lists.set_row_role(opened, ListKind.PROJECTS, 1, water, Role.LEAD)
    plan_lists.edit_row(opened, ListKind.INDICATORS, 1, {"base": "82", "base_year": 2025})
    project_values.set_year(opened, 1, 2026, "1200")
    project_values.set_progress(opened, 1, "2026-07", TODAY, invested="600")
    yield opened
    opened.close()


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "t.db")


def filled(store: Store, folder: Path, fill: Callable[[Any], None]) -> Path:
    """The workbook of 县水利局, filled in."""
    made = make_figure_forms(store, 1, PERIOD, folder, TODAY)
    (file,) = [path for unit, path, _rows in made.files if unit == "水利局"]
    book = openpyxl.load_workbook(file)
    fill(book)
    book.save(file)
    return file


def write(sheet: Any, name: str, head: str, value: object) -> None:
    """Write into the column `head` of the row that names `name`."""
    at = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(head))
    row = next(cell.row for line in sheet.iter_rows(min_row=at.row + 1) for cell in line if cell.value == name)
    sheet.cell(row, at.column).value = value


def read(store: Store, *files: Path, period: str = PERIOD) -> FigureReview:
    return read_figures(store, files, 1, period, TODAY)


def own_table(path: Path, rows: list[list[object]], title: str = "县水利局2026年8月指标完成情况") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_keys_come_back_and_changed_ones_are_none() -> None:
    key = figure_key(ListKind.PROJECTS, 3, 141)
    assert read_figure_key(f" {key.lower()} ") == (ListKind.PROJECTS, 3, 141)
    assert read_figure_key(key.replace("141", "142")) is None and read_figure_key("T3-141-1") is None
    assert read_figure_key("") is None


def test_each_unit_gets_its_indicators_and_projects(store: Store, tmp_path: Path) -> None:
    made = make_figure_forms(store, 1, "2026年8月", tmp_path / "out", TODAY)
    assert [(unit, path.name, rows) for unit, path, rows in made.files] == [("水利局", "01水利局-2026年8月指标项目数据.xlsx", 4)]
    assert made.without_units == ("护岸工程",)
    book = openpyxl.load_workbook(made.files[0][1])
    assert book.sheetnames == ["指标数据表", "项目进展表"]
    sheet = book["指标数据表"]
    assert sheet.column_dimensions["A"].hidden and sheet.protection.sheet
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"填报单位（盖章）：县水利局", "优良断面比例", "≥90", "本期完成值"} <= words
    again = make_figure_forms(store, 1, PERIOD, tmp_path / "out", TODAY)
    assert again.files[0][1] == made.files[0][1]
    write(book["指标数据表"], "优良断面比例", "本期完成值", 86.5)
    book.save(made.files[0][1])
    assert make_figure_forms(store, 1, PERIOD, tmp_path / "out", TODAY).files[0][1] != made.files[0][1]
    with pytest.raises(UserError, match="没有可发的填报表"):
        make_figure_forms(store, 1, PERIOD, tmp_path / "none", TODAY, unit_ids=[find_unit(store, "县财政局").id])


def test_a_filled_sheet_is_taken_with_its_place_and_undone_in_one(store: Store, places: Paths, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        write(book["指标数据表"], "优良断面比例", "本期完成值", 86.5)
        write(book["指标数据表"], "优良断面比例", "说明", "监测站数据")
        write(book["指标数据表"], "黑臭水体", "本期完成值", 0)
        write(book["项目进展表"], "北渠清淤工程", "累计完成投资", "900")
        write(book["项目进展表"], "北渠清淤工程", "形象进度", "清淤二段完成")

    file = filled(store, tmp_path / "out", fill)
    before = contents(store.path)
    review = read(store, file)
    assert review.files[0].unit == "水利局"
    assert [(row.name, row.bin) for row in review.rows] == [
        ("优良断面比例", Bin.ADDED),
        ("黑臭水体", Bin.ADDED),
        ("污水集中收集率", Bin.SAME),
        ("北渠清淤工程", Bin.ADDED),
    ]
    assert contents(store.path) == before
    done = apply_figures(store, places, review, TODAY)
    assert done.name == "导入2026年8月指标项目数据（3项）"
    (line,) = indicator_values.indicator_lines(store, [1], TODAY)
    value = line.actuals[0]
    assert (value.period, value.value, value.note) == ("2026-08", "86.5", "监测站数据")
    assert value.origin is not None and (value.origin.file, value.origin.sheet, value.origin.unit) == (file.name, "指标数据表", "水利局")
    assert openpyxl.load_workbook(file)["指标数据表"].cell(value.origin.row, 3).value == "优良断面比例"
    assert (places.received / value.origin.kept_name).read_bytes() == file.read_bytes()
    assert indicator_values.indicator_lines(store, [2], TODAY)[0].actuals[0].value == "0"
    assert project_values.project_lines(store, [1], TODAY)[0].invested == "900"
    assert read(store, file).counts[Bin.SAME] == 4 and read(store, file).files[0].earlier
    history.undo(store)
    assert contents(store.path) == before


def test_such_a_file_is_no_report_of_tasks(store: Store, places: Paths, tmp_path: Path) -> None:
    file = filled(store, tmp_path / "out", lambda book: write(book["指标数据表"], "优良断面比例", "本期完成值", 86.5))
    apply_figures(store, places, read(store, file), TODAY)
    book = period_book.period_book(store, 1, PERIOD, TODAY)
    assert not any(row.files for row in book.rows)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("优良断面比例", "约86", "不是准确的数"),
        ("优良断面比例", "86户", "对不上"),
        ("优良断面比例", "正在统计", "看不出是哪个数"),
        ("优良断面比例", 0.865, "按86.5%读取"),
        ("优良断面比例", 865, "相差十倍以上"),
        ("优良断面比例", date(2026, 8, 31), "不是数"),
        ("优良断面比例", True, "不是数"),
    ],
)
def test_a_doubtful_figure_is_asked_about_and_never_taken_silently(
    store: Store, places: Paths, tmp_path: Path, name: str, value: object, words: str
) -> None:
    file = filled(store, tmp_path / "out", lambda book: write(book["指标数据表"], name, "本期完成值", value))
    review = read(store, file)
    (row,) = review.open
    assert row.name == name and words in "；".join(row.reasons)
    with pytest.raises(UserError, match="还有 1 行没有决定"):
        apply_figures(store, places, review, TODAY)
    review.leave(row.id)
    with pytest.raises(UserError, match="没有要写入的数"):
        apply_figures(store, places, review, TODAY)
    with pytest.raises(UserError, match="请只填一个数"):
        review.type_value(row.id, "value", "八十六")
    review.type_value(row.id, "value", "86.5%")
    apply_figures(store, places, review, TODAY)
    assert indicator_values.indicator_lines(store, [1], TODAY)[0].actuals[0].value == "86.5"


def test_money_of_another_scale_and_less_than_before_is_asked_about(store: Store, tmp_path: Path) -> None:
    less = filled(store, tmp_path / "a", lambda book: write(book["项目进展表"], "北渠清淤工程", "累计完成投资", 450))
    assert "比上次累计的 600 还少" in read(store, less).open[0].reasons[0]
    other = own_table(
        tmp_path / "县水利局.xlsx", [["项目名称", "累计完成投资（亿元）", "形象进度"], ["北渠清淤工程", 0.09, "完成二段"]], "进展"
    )
    (row,) = read(store, other).open
    assert row.values["invested"] == "900" and "按900万元读取" in row.reasons[0]
    review = read(store, other)
    review.accept(row.id)
    assert [one.values for one in review.taken] == [{"invested": "900", "progress": "完成二段"}]


def test_a_value_that_begins_anew_each_year_grows_within_the_year_only(store: Store, tmp_path: Path) -> None:
    plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"reckoning": "year", "measure": "户", "value": "900"})
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2025-12": "880", "2026-07": "500"}, TODAY)
    file = filled(store, tmp_path / "out", lambda book: write(book["指标数据表"], "优良断面比例", "本期完成值", 450))
    assert "比上次累计的 500 还少" in read(store, file).open[0].reasons[0]
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2026-07": ""}, TODAY)
    assert not read(store, file).open


def test_a_units_own_table_is_matched_by_name(store: Store, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "指标名称", "单位", "实际完成值", "备注"],
        [1, "优良断面比例", "%", "86.5", ""],
        [2, "黑臭水体数量", "条", "1", ""],
        [3, "森林覆盖率", "%", "41", ""],
        ["合计", None, None, None, None],
        ["填报人：", None, None, None, None],
    ]
    review = read(store, own_table(tmp_path / "县水利局8月.xlsx", rows))
    assert [(row.name, row.bin, row.item_id) for row in review.rows] == [
        ("优良断面比例", Bin.ADDED, 1),
        ("黑臭水体数量", Bin.ASK, 2),
        ("森林覆盖率", Bin.REFUSED, None),
    ]
    assert "像是“黑臭水体”" in review.rows[1].reasons[0] and "方案里没有“森林覆盖率”" in review.rows[2].reasons[0]
    with pytest.raises(UserError, match="还没有对应到哪一项"):
        review.accept(2)
    review.assign(2, 3)
    assert review.rows[2].is_open
    review.accept(2)
    assert [row.item_id for row in review.taken] == [1, 3]


def test_another_period_and_two_columns_that_could_be_it_are_asked_about(store: Store, tmp_path: Path) -> None:
    rows: list[list[object]] = [["指标", "完成值"], ["优良断面比例", 86]]
    review = read(store, own_table(tmp_path / "县水利局.xlsx", rows, "2026年5月指标完成情况"))
    assert review.open[0].reasons == ("表里写的是2026年5月，现在收的是2026年8月",)
    twice: list[list[object]] = [["指标", "本期完成值", "累计完成值"], ["优良断面比例", 86, 87]]
    review = read(store, own_table(tmp_path / "水利局2.xlsx", twice, "指标"))
    assert "有几列都像完成值" in review.open[0].reasons[0]


def test_one_item_told_twice_is_asked_about_in_both_places(store: Store, tmp_path: Path) -> None:
    one = own_table(tmp_path / "甲.xlsx", [["指标", "完成值"], ["优良断面比例", 86]])
    other = own_table(tmp_path / "乙.xlsx", [["指标", "完成值"], ["优良断面比例", 87]])
    review = read(store, one, other)
    assert len(review.open) == 2 and "数不一样" in review.open[0].reasons[-1]


def test_a_stored_figure_is_changed_only_as_the_sheet_says_and_words_left_empty_stay(store: Store, places: Paths, tmp_path: Path) -> None:
    project_values.set_progress(store, 1, PERIOD, TODAY, invested="700", progress="一段完工", problems="雨水多")
    file = filled(store, tmp_path / "out", lambda book: write(book["项目进展表"], "北渠清淤工程", "累计完成投资", 900))
    review = read(store, file)
    assert [row.bin for row in review.rows if row.raw] == [Bin.UPDATED]
    apply_figures(store, places, review, TODAY)
    (line,) = project_values.project_lines(store, [1], TODAY)
    assert line.last is not None and (line.last.invested, line.last.progress, line.last.problems) == ("900", "一段完工", "雨水多")


def test_another_unit_and_files_that_are_none_are_told(store: Store, tmp_path: Path) -> None:
    rows: list[list[object]] = [["指标", "完成值"], ["优良断面比例", 86]]
    foreign = own_table(tmp_path / "县财政局.xlsx", rows, "指标")
    assert "报送单位不是这一项的责任单位" in read(store, foreign).open[0].reasons
    other = own_table(tmp_path / "通讯录.xlsx", [["姓名", "电话"], ["江一帆", "13800001111"]], "通讯录")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    review = read(store, other, broken)
    assert [file.error is not None for file in review.files] == [True, True] and not review.rows
    assert "没有找到指标或项目的表" in str(review.files[0].error)


def test_values_typed_by_hand_stay_where_the_sheet_is_left_out(store: Store, tmp_path: Path) -> None:
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {PERIOD: "85"}, TODAY)
    file = filled(store, tmp_path / "out", lambda book: write(book["指标数据表"], "优良断面比例", "本期完成值", 86))
    review = read(store, file)
    (row,) = [one for one in review.rows if one.raw]
    assert row.bin is Bin.UPDATED and row.old["value"] == "85"
    review.leave(row.id)
    assert not review.taken


def test_handing_out_is_registered_apart_from_the_sheets_of_tasks(store: Store, places: Paths, tmp_path: Path) -> None:
    water = find_unit(store, "县水利局").id
    before = contents(store.path)
    made = make_figure_forms(store, 1, PERIOD, tmp_path / "out", TODAY)
    assert made.changes.name == "发放2026年8月指标项目填报表（1个单位）"
    (turn,) = figure_book.figure_book(store, 1, "2026年8月", TODAY).turns
    assert (turn.unit.id, turn.rows, turn.handed_out_as) == (water, 4, "01水利局-2026年8月指标项目数据.xlsx")
    assert turn.handed_out is not None and turn.standing == "未收，已逾期"
    row = next(one for one in period_book.period_book(store, 1, PERIOD, TODAY).rows if one.unit.id == water)
    assert row.handed_out is None and row.figures == turn
    with store.read() as db:
        assert asked_periods(db, 1) == []
    document = report_content(store, "figure-handouts", ReportRequest(1, period=PERIOD), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.cells[1:4] for row in table.rows if isinstance(row, Row)] == [("县水利局", 4, turn.handed_out_as)]
    file = filled(store, tmp_path / "out", lambda book: write(book["指标数据表"], "优良断面比例", "本期完成值", 86.5))
    apply_figures(store, places, read(store, file), TODAY)
    book = figure_book.figure_book(store, 1, PERIOD, TODAY)
    assert (book.asked, book.received) == (1, 1) and book.turns[0].files[0].name == file.name
    with store.read() as db:
        assert asked_periods(db, 1) == []
    while history.undo_name(store) != "发放2026年8月指标项目填报表（1个单位）":
        history.undo(store)
    history.undo(store)
    history.undo(store)
    assert contents(store.path) == before
    with pytest.raises(UserError, match="还没有发放指标项目填报表"):
        report_content(store, "figure-handouts", ReportRequest(1, period=PERIOD), TODAY)

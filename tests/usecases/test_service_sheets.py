"""Sheets of public services: made for units, filled in, read, decided upon, stored as the check of the year, undone in one."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.stores import NOW, TODAY
from tracker.domain.figures import ServiceStanding
from tracker.domain.plan_lists import ListKind
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.cycle.service_checks import check_service, service_lines
from tracker.usecases.feedback.figure_make import make_figure_forms
from tracker.usecases.feedback.figure_review import FigureReview, apply_figures, read_figures
from tracker.usecases.feedback.kept_figures import begin_figures, plain_review, resume_figures, write_figures
from tracker.usecases.house import history

YEAR = "2026"
NAME = "农村饮水安全"
ONLY = (ListKind.SERVICES,)


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "planned.db")


def returned(store: Store, folder: Path, **values: str) -> Path:
    """The workbook of 县水利局, filled in: by the head of the column."""
    made = make_figure_forms(store, 1, YEAR, folder, TODAY, kinds=ONLY)
    ((unit, file, rows),) = made.files
    assert (unit, rows, file.name) == ("水利局", 1, "01水利局-2026年公共服务核查.xlsx")
    book = openpyxl.load_workbook(file)
    sheet: Any = book["公共服务核查表"]
    heads = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value in ("服务项目", *values)}
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == NAME)
    for head, value in values.items():
        sheet.cell(row, heads[head].column).value = value
    book.save(file)
    return file


def read(store: Store, file: Path) -> FigureReview:
    return read_figures(store, [file], 1, YEAR, TODAY)


def checks(store: Store) -> list[tuple[int, ServiceStanding, str, str, str]]:
    (line,) = service_lines(store, [1])
    return [(one.year, one.standing, one.covered, one.words, one.checked_by) for one in line.checks]


def test_the_sheet_says_what_is_known_and_offers_the_standings(planned: Store, tmp_path: Path) -> None:
    check_service(planned, 1, 2025, ServiceStanding.UNMET, TODAY, words="缺消毒设备")
    sheet: Any = openpyxl.load_workbook(returned(planned, tmp_path))["公共服务核查表"]
    (row,) = [[cell.value for cell in line] for line in sheet.iter_rows() if NAME in [cell.value for cell in line]]
    assert row[1:6] == ["1", NAME, "农村居民", "水质达标", "未达标（2025年）"]
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"] == ['"已达标,部分达标,未达标"']
    assert sheet.protection.sheet
    with pytest.raises(UserError, match="没有选要发哪些表"):
        make_figure_forms(planned, 1, YEAR, tmp_path, TODAY, kinds=())


def test_a_clear_row_becomes_the_check_of_the_year_and_goes_with_one_undo(planned: Store, places: Paths, tmp_path: Path) -> None:
    review = read(planned, returned(planned, tmp_path, 达标情况="部分达标", 覆盖情况="312人", 说明="还差两个村"))
    assert [row.bin for row in review.rows] == [Bin.ADDED]
    done = apply_figures(planned, places, review, TODAY)
    assert done.name == "导入2026年指标项目数据（1项）"
    assert checks(planned) == [(2026, ServiceStanding.PARTLY, "312人", "还差两个村", "水利局自查")]
    history.undo(planned)
    assert checks(planned) == []


def test_what_is_said_behind_the_standing_is_its_reason(planned: Store, places: Paths, tmp_path: Path) -> None:
    review = read(planned, returned(planned, tmp_path, 达标情况="未达标，经费没有到位"))
    apply_figures(planned, places, review, TODAY)
    assert checks(planned) == [(2026, ServiceStanding.UNMET, "", "经费没有到位", "水利局自查")]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"达标情况": "基本达标", "说明": "差一个点"}, "按部分达标读取"),
        ({"达标情况": "部分达标"}, "要写明情况"),
        ({"达标情况": "98%"}, "看不出是否达标"),
        ({"覆盖情况": "312人"}, "没有写是否达标"),
    ],
)
def test_what_is_doubtful_is_asked_about(planned: Store, places: Paths, tmp_path: Path, values: dict[str, str], why: str) -> None:
    review = read(planned, returned(planned, tmp_path, **values))
    (row,) = review.rows
    assert row.bin is Bin.ASK and why in "；".join(row.reasons)
    review.type_value(0, "standing", "部分达标，差两个村")
    apply_figures(planned, places, review, TODAY)
    ((_year, standing, _covered, words, _by),) = checks(planned)
    assert (standing, words) == (ServiceStanding.PARTLY, "差两个村")


def test_a_gap_cannot_be_taken_over(planned: Store, tmp_path: Path) -> None:
    review = read(planned, returned(planned, tmp_path, 达标情况="部分达标"))
    with pytest.raises(UserError, match="要写明情况"):
        review.accept(0)
    with pytest.raises(UserError, match="要写明情况"):
        review.type_value(0, "standing", "未达标")
    with pytest.raises(UserError, match="看不出是否达标"):
        review.type_value(0, "standing", "还行")
    assert review.open


def test_what_somebody_checked_is_not_overwritten_in_silence(planned: Store, places: Paths, tmp_path: Path) -> None:
    check_service(planned, 1, 2026, ServiceStanding.UNMET, TODAY, words="水质两次不合格", covered="300人", by="江一帆", on=date(2026, 5, 6))
    review = read(planned, returned(planned, tmp_path, 达标情况="已达标"))
    (row,) = review.rows
    assert row.bin is Bin.ASK and row.reasons == ("本年度已核查为“未达标”",)
    review.accept(0)
    apply_figures(planned, places, review, TODAY)
    assert checks(planned) == [(2026, ServiceStanding.MET, "300人", "", "水利局自查")], "the reason of the other standing is gone"
    history.undo(planned)
    more = read(planned, returned(planned, tmp_path / "more", 达标情况="未达标", 覆盖情况="320人"))
    assert [one.bin for one in more.rows] == [Bin.UPDATED]
    apply_figures(planned, places, more, TODAY)
    assert checks(planned) == [(2026, ServiceStanding.UNMET, "320人", "水质两次不合格", "江一帆")], "whoever checked it stays"


def test_a_table_of_the_units_own_making_is_read(planned: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (
        ["县水利局2026年基本公共服务落实情况"],
        ["序号", "服务项目", "是否达标", "受益人数", "备注"],
        [1, NAME, "是", "2.1万人", ""],
    ):
        book.worksheets[0].append(line)
    book.save(tmp_path / "县水利局.xlsx")
    (row,) = read(planned, tmp_path / "县水利局.xlsx").rows
    assert (row.kind, row.bin, dict(row.values)) == (ListKind.SERVICES, Bin.ADDED, {"standing": "已达标", "covered": "2.1万人"})


def test_a_review_put_aside_goes_on(planned: Store, places: Paths, tmp_path: Path) -> None:
    file = returned(planned, tmp_path, 达标情况="部分达标")
    review = begin_figures(planned, places, [file], 1, YEAR, TODAY)
    review.type_value(0, "standing", "部分达标，差两个村")
    place = write_figures(planned, places, review, plain_review(review), len(review.open), NOW)
    again = resume_figures(planned, places, place, TODAY)
    assert not again.open and again.taken[0].values["note"] == "差两个村"


def test_a_year_that_has_not_come_is_refused(planned: Store, places: Paths, tmp_path: Path) -> None:
    file = returned(planned, tmp_path, 达标情况="已达标")
    review = read_figures(planned, [file], 1, "2027", TODAY)
    for row in review.open:
        review.accept(row.id)
    with pytest.raises(UserError, match="还没有到"):
        apply_figures(planned, places, review, TODAY)
    assert checks(planned) == []

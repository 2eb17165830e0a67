"""Real files in a review: read, copied, told about, put aside and taken up again after a restart."""

import json
from pathlib import Path

import pytest

from tests.stores import NOW, TODAY, clock
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback import kept_sheets
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review, listed, received_copy
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import RowKey, Told, Verdict
from tracker.usecases.feedback.sheet_table import open_questions
from tracker.usecases.house import units
from tracker.usecases.work import tasks

PERIOD = "2026-09"
HEAD = "序号,重点任务,完成状态,完成进度,进展情况\n"
ROWS = "1,清理北渠淤泥,推进中,快了,两段完工\n3,每月巡查排口,推进中,50%,巡查两次\n,修一座桥,推进中,10%,打桩\n"


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "planned.db")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "县水利局9月.csv"
    path.write_text(HEAD + ROWS, "utf-8")
    return path


def _begin(store: Store, places: Paths, *files: Path) -> SheetReview:
    return begin_review(store, places, files, 1, PERIOD, TODAY)[0]


def _key(review: SheetReview, title: str) -> RowKey:
    return next(row.key for row in review.table.rows if row.staged.title == title)


def test_files_and_folders_are_listed(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "收到" / "二"
    folder.mkdir(parents=True)
    for name in ("乙.xlsx", "甲.XLS", "~$乙.xlsx", "扫描件.pdf", ".隐藏.csv", "Thumbs.db", "反馈表 - 快捷方式.lnk"):
        (folder / name).write_bytes(b"x")
    assert [path.name for path in listed([file, folder.parent, file])] == ["县水利局9月.csv", "乙.xlsx", "扫描件.pdf", "甲.XLS"]
    assert listed([tmp_path / "没有.xlsx"]) == [tmp_path / "没有.xlsx"], "a file that is not there is told when it is read"


def test_a_copy_is_kept_under_its_bytes(planned: Store, places: Paths, file: Path) -> None:
    (one,) = _begin(planned, places, file).files
    copy = places.received / one.kept_name
    assert copy.read_bytes() == file.read_bytes()
    assert one.digest.startswith(copy.stem)


def test_columns_told_once_are_read_like_that_in_the_next_file(planned: Store, places: Paths, tmp_path: Path) -> None:
    first, second = tmp_path / "县水利局.csv", tmp_path / "县水利局10月.csv"
    first.write_text(HEAD.replace("进展情况", "本旬动静") + "1,清理北渠淤泥,推进中,63%,两段完工\n", "utf-8")
    second.write_text(HEAD.replace("进展情况", "本旬动静") + "1,清理北渠淤泥,推进中,73%,三段完工\n", "utf-8")
    review = _begin(planned, places, first)
    sheet = review.files[0].sheets[0]
    columns = {guess.column: guess.field for guess in sheet.columns} | {4: "problems"}
    review.set_columns(1, {sheet.signature: columns})
    row = review.row(_key(review, "清理北渠淤泥"))
    assert row.writes["problems"] == "两段完工"
    assert not open_questions(review.files[0])
    apply_review(planned, places, review, TODAY)
    october = begin_review(planned, places, [second], 1, "2026-10", TODAY)[0]
    assert october.row(_key(october, "清理北渠淤泥")).writes["problems"] == "三段完工"


def test_the_sender_is_asked_for_and_remembered(planned: Store, places: Paths, tmp_path: Path) -> None:
    file = tmp_path / "水务口子.csv"
    file.write_text(HEAD + "1,清理北渠淤泥,推进中,63%,两段完工\n", "utf-8")
    review = _begin(planned, places, file)
    assert "报送单位" in review.missing[0]
    water = units.find_unit(planned, "县水利局").id
    review.set_sender(1, water)
    assert review.ready
    apply_review(planned, places, review, TODAY)
    file.write_text(HEAD + "1,清理北渠淤泥,推进中,66%,两段完工\n", "utf-8")
    assert _begin(planned, places, file).files[0].sender_id == water


def test_another_period(planned: Store, places: Paths, tmp_path: Path) -> None:
    file = tmp_path / "县水利局2026年8月.csv"
    file.write_text(HEAD + "1,清理北渠淤泥,推进中,63%,两段完工\n", "utf-8")
    review = _begin(planned, places, file)
    assert [question.code for question in open_questions(review.files[0])] == ["period_differs"]
    review.set_period(1, "2026-08")
    assert review.ready
    apply_review(planned, places, review, TODAY)
    assert [report.period for report in tasks.task_detail(planned, 1, TODAY).reports] == ["2026-08"]


def _workbook(path: Path, **sheets: tuple[tuple[object, ...], ...]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _two_states(path: Path) -> Path:
    """The same tasks twice, and a sheet that is no table."""
    head = ("序号", "重点任务", "完成状态", "完成进度", "进展情况")
    return _workbook(
        path,
        初稿=(head, (1, "清理北渠淤泥", "推进中", "40%", "一段完工"), ("", "修一座桥", "推进中", "10%", "打桩")),
        定稿=(head, (1, "清理北渠淤泥", "推进中", "65%", "两段完工"), ("", "修一座桥", "推进中", "20%", "架梁")),
        备忘=(("记得催住建局",), ("十月再说",)),
    )


def test_another_sheet_of_the_workbook_is_read_instead(planned: Store, places: Paths, tmp_path: Path) -> None:
    review, desk = begin_review(planned, places, [_two_states(tmp_path / "县水利局.xlsx")], 1, PERIOD, TODAY)
    (file,) = review.files
    assert [one.sheet for one in file.sheets] == ["初稿"] and file.choosable == 3
    looks = [(one.grid, one.name, one.rows, one.has_head, one.tasks) for one in desk.looks(file)]
    assert looks == [(0, "初稿", 3, True, 1), (1, "定稿", 3, True, 1), (2, "备忘", 2, False, 0)]
    (question,) = open_questions(file)
    review.answer(1, question)
    bridge = _key(review, "修一座桥")
    review.assign(bridge, 4)
    review.set_grid(1, 1)
    assert [one.sheet for one in review.files[0].sheets] == ["定稿"]
    assert review.row(_key(review, "清理北渠淤泥")).writes["percent"] == 65
    assert review.row(bridge).task_id is None, "what was said of a row of the other sheet does not hold for the row at its place"
    review.back()
    assert review.row(bridge).task_id == 4 and not open_questions(review.files[0]), "and one step brings all of it back"
    review.forward()
    place = kept_sheets.review_place(planned, places, 1, PERIOD)
    kept_sheets.keep_sheets(place, review, NOW)
    again, _desk = kept_sheets.resume_sheets(planned, places, place, TODAY)
    assert [one.sheet for one in again.files[0].sheets] == ["定稿"] and again.files[0].choosable == 3
    again.set_grid(1, None)
    assert [one.sheet for one in again.files[0].sheets] == ["初稿"]
    assert open_questions(again.files[0]), "found out anew, it is asked anew"


def test_the_period_that_another_sheet_names_does_not_hold(planned: Store, places: Paths, tmp_path: Path) -> None:
    head = ("序号", "重点任务", "完成状态", "完成进度", "进展情况")
    last = (("2026年8月推进情况",), head, (1, "清理北渠淤泥", "推进中", "40%", "一段完工"))
    this = (("2026年9月推进情况",), head, (1, "清理北渠淤泥", "推进中", "65%", "两段完工"))
    review = _begin(planned, places, _workbook(tmp_path / "县水利局.xlsx", 表一=last, 表二=this))
    assert [one.sheet for one in review.files[0].sheets] == ["表二"]
    review.set_grid(1, 0)
    assert [question.code for question in open_questions(review.files[0])] == ["period_differs"]
    review.set_period(1, "8月")
    assert review.files[0].told.period == "2026-08"
    review.set_grid(1, 1)
    assert review.files[0].told.period == "" and review.ready
    apply_review(planned, places, review, TODAY)
    assert [(report.period, report.percent) for report in tasks.task_detail(planned, 1, TODAY).reports] == [("2026-09", 65)]


def test_a_sheet_without_a_head_is_told_and_another_may_be_chosen(planned: Store, places: Paths, tmp_path: Path) -> None:
    review = _begin(planned, places, _two_states(tmp_path / "县水利局.xlsx"))
    review.set_grid(1, 2)
    assert "没有找到任务表" in str(review.files[0].error) and review.files[0].choosable == 3
    review.set_grid(1, 0)
    assert review.files[0].error is None and review.files[0].sheets


def test_a_file_that_was_taken_in_before_says_so(planned: Store, places: Paths, file: Path) -> None:
    review = _begin(planned, places, file)
    apply_review(planned, places, review, TODAY, leave_doubts=True)
    assert _begin(planned, places, file).files[0].earlier == "这份文件在2026年9月16日已作为2026年9月的反馈表导入过"


def test_a_newer_file_says_which_one_it_takes_the_place_of(planned: Store, places: Paths, file: Path) -> None:
    apply_review(planned, places, _begin(planned, places, file), TODAY, leave_doubts=True)
    (first,) = [one for row in period_book(planned, 1, PERIOD, TODAY).rows for one in row.files]
    assert received_copy(places, first.kept_name, first.digest).read_bytes() == file.read_bytes()
    file.write_text(HEAD + ROWS.replace("50%", "60%"), "utf-8")
    review, desk = begin_review(planned, places, [file], 1, PERIOD, TODAY)
    assert desk.older(review)[1].id == first.id
    (places.received / first.kept_name).write_text("changed", "utf-8")
    with pytest.raises(UserError, match="已被改动"):
        received_copy(places, first.kept_name, first.digest)


def test_more_files_are_added_and_the_same_bytes_only_once(planned: Store, places: Paths, file: Path, tmp_path: Path) -> None:
    review, desk = begin_review(planned, places, [file], 1, PERIOD, TODAY)
    other = tmp_path / "县财政局9月.csv"
    other.write_text(HEAD + "1,清理北渠淤泥,推进中,63%,两段完工\n", "utf-8")
    review.add(desk.read([file, other], Told()))
    assert [one.name for one in review.files] == ["县水利局9月.csv", "县财政局9月.csv"]
    review.back()
    assert len(review.files) == 1


def test_a_review_goes_on_after_a_restart(planned: Store, places: Paths, file: Path) -> None:
    review = _begin(planned, places, file)
    dredging, bridge = _key(review, "清理北渠淤泥"), _key(review, "修一座桥")
    review.change(dredging, "percent", "65%")
    review.assign(bridge, 4)
    review.send_back(_key(review, "每月巡查排口"))
    place = kept_sheets.review_place(planned, places, 1, PERIOD)
    kept_sheets.keep_sheets(place, review, NOW)
    file.unlink()
    planned.close()
    with Store.open(planned.path, clock) as store:
        (held,) = kept_sheets.sheets_in_hand(store, places)
        assert (held.plan_id, held.period, held.files, held.waiting) == (1, PERIOD, 1, 0)
        again, _desk = kept_sheets.resume_sheets(store, places, held.file, TODAY)
        assert again.row(dredging).writes["percent"] == 65
        assert again.row(bridge).task_id == 4
        assert again.row(_key(again, "每月巡查排口")).verdict is Verdict.SENT_BACK
        assert again.files[0].name == "县水利局9月.csv"
        apply_review(store, places, again, TODAY)
        kept_sheets.forget_sheets(held.file)
        assert kept_sheets.sheets_in_hand(store, places) == []
        assert tasks.task_detail(store, 1, TODAY).reports[0].percent == 65


def test_what_changed_meanwhile_is_asked_again(planned: Store, places: Paths, file: Path) -> None:
    review = _begin(planned, places, file)
    outlets = _key(review, "每月巡查排口")
    review.accept(outlets)
    place = kept_sheets.review_place(planned, places, 1, PERIOD)
    kept_sheets.keep_sheets(place, review, NOW)
    tasks.report_progress(planned, 3, PERIOD, State.IN_PROGRESS, 80, "巡查三次", today=TODAY)
    again, _desk = kept_sheets.resume_sheets(planned, places, place, TODAY)
    assert (again.row(outlets).bin, again.row(outlets).verdict) == (Bin.ASK, Verdict.WAITING)


def test_a_copy_that_is_gone_is_told(planned: Store, places: Paths, file: Path) -> None:
    review = _begin(planned, places, file)
    place = kept_sheets.review_place(planned, places, 1, PERIOD)
    kept_sheets.keep_sheets(place, review, NOW)
    for copy in places.received.iterdir():
        copy.unlink()
    again, _desk = kept_sheets.resume_sheets(planned, places, place, TODAY)
    assert "存档不见了" in str(again.files[0].error)


def test_a_damaged_review_is_put_aside(planned: Store, places: Paths, file: Path) -> None:
    place = kept_sheets.review_place(planned, places, 1, PERIOD)
    kept_sheets.keep_sheets(place, _begin(planned, places, file), NOW)
    content = json.loads(place.read_text("utf-8"))
    content["review"]["files"][0]["standing"] = "lost"
    place.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UserError, match="文件已损坏"):
        kept_sheets.resume_sheets(planned, places, place, TODAY)
    assert place.with_suffix(".damaged").exists()
    with pytest.raises(UserError, match="已经不在了"):
        kept_sheets.resume_sheets(planned, places, place, TODAY)

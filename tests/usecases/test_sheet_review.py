"""The review of returned files: bins, decisions, steps back, and nothing stored by any of them."""

import pytest

from tests.returned import PERIOD, Returned, begin, key
from tests.stores import TODAY, contents
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.sheets.staged import Bin, Reason
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_rows import ReviewRow, Verdict
from tracker.usecases.house import units
from tracker.usecases.work import tasks

DREDGING, PIPES, OUTLETS = "清理北渠淤泥", "更换老旧污水管", "每月巡查排口"
WATER = Returned(
    "水利局9月.xlsx",
    "县水利局",
    [
        (DREDGING, {"state": "in_progress", "percent": "?八成左右", "progress": "两段完工"}),
        (OUTLETS, {"state": "in_progress", "percent": 50.0, "progress": "巡查两次"}),
        ("修一座桥", {"percent": 10.0}),
        (None, {}),
    ],
)


def _row(review_rows: list[ReviewRow], row: int) -> ReviewRow:
    return next(one for one in review_rows if one.key.row == row)


def test_rows_in_their_bins_and_in_review_order(planned: Store) -> None:
    before = contents(planned.path)
    review = begin(planned, WATER)
    assert [(row.bin, row.verdict, row.key.row) for row in review.rows(1)] == [
        (Bin.ASK, Verdict.WAITING, 2),
        (Bin.REFUSED, Verdict.SENT_BACK, 4),
        (Bin.ADDED, Verdict.ACCEPTED, 3),
        (Bin.NOT_TASK, Verdict.NONE, 5),
    ]
    assert sum(review.counts.values()) == 4
    (line,) = review.senders
    assert (line.name, line.waiting, line.to_do) == ("县水利局", 1, True)
    assert not review.ready
    assert "1 行待确认" in review.missing[0]
    assert contents(planned.path) == before


def test_a_typed_value_settles_the_doubt_and_can_be_taken_back(planned: Store) -> None:
    review = begin(planned, WATER)
    with pytest.raises(UserError, match="不能写成“很快”"):
        review.change(key(2), "percent", "很快")
    review.change(key(2), "percent", "80%")
    row = review.row(key(2))
    assert (row.verdict, row.writes) == (Verdict.ACCEPTED, {"state": "in_progress", "percent": 80.0, "progress": "两段完工"})
    assert review.ready
    assert review.back_name == "改正第 2 行"
    review.back()
    assert review.row(key(2)).verdict is Verdict.WAITING
    review.forward()
    assert review.row(key(2)).cell("percent").value == 80.0  # type: ignore[union-attr]


def test_keeping_the_old_value_of_a_doubtful_cell_lets_the_others_in(planned: Store) -> None:
    review = begin(planned, WATER)
    review.keep(key(2))
    assert review.row(key(2)).writes == {"state": "in_progress", "progress": "两段完工"}
    review.send_back(key(2))
    assert review.row(key(2)).verdict is Verdict.SENT_BACK
    review.undecide(key(2))
    assert review.row(key(2)).verdict is Verdict.WAITING


def test_a_doubt_about_the_time_limit_leaves_the_figures(planned: Store) -> None:
    limit = Reason("deadline_differs", "时限与方案不一致", "deadline")
    review = begin(planned, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 50.0})], doubts={2: limit}))
    assert review.row(key(2)).verdict is Verdict.WAITING
    review.keep(key(2))
    assert (review.row(key(2)).verdict, review.row(key(2)).writes) == (Verdict.ACCEPTED, {"percent": 50})


def test_a_refused_row_is_given_its_task(planned: Store) -> None:
    review = begin(planned, WATER)
    with pytest.raises(UserError, match="先指定任务"):
        review.accept(key(4))
    review.assign(key(4), 2)
    row = review.row(key(4))
    assert (row.bin, row.verdict, row.task_id, row.settles) == (Bin.ADDED, Verdict.ACCEPTED, 2, False)
    with pytest.raises(UserError, match="不是任务"):
        review.assign(key(5), 2)


def test_a_row_given_another_task_is_compared_with_that_one(planned: Store) -> None:
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 20, "一段完工", today=TODAY)
    review = begin(planned, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 50.0, "progress": "巡查两次"})]))
    assert [cell.old for cell in review.row(key(2)).cells] == [20, "一段完工"]
    review.assign(key(2), 3)
    row = review.row(key(2))
    assert ([cell.old for cell in row.cells], row.bin) == ([None, None], Bin.ADDED)


def test_words_read_like_this_from_now_on(planned: Store) -> None:
    other = Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": "?八成左右"})])
    review = begin(planned, WATER, other)
    review.change(key(2), "percent", "80")
    assert review.always(key(2), "percent") == 2
    row = review.row(key(2, 2))
    assert (row.bin, row.writes) == (Bin.ADDED, {"percent": 80.0})
    review.back()
    assert review.row(key(2, 2)).bin is Bin.ASK


def test_all_clear_rows_are_accepted_at_once(planned: Store) -> None:
    review = begin(planned, WATER)
    review.send_back(key(3))
    assert review.accept_all_clear() == 1
    assert review.row(key(3)).verdict is Verdict.ACCEPTED
    assert review.row(key(2)).verdict is Verdict.WAITING, "what is in doubt stays"


def test_two_files_of_one_unit_that_disagree(planned: Store) -> None:
    newer = Returned("水利局9月（改）.xlsx", "县水利局", [(OUTLETS, {"percent": 60.0})])
    review = begin(planned, WATER, newer)
    assert review.row(key(3)).verdict is Verdict.WAITING
    assert any("2 份文件" in words for words in review.missing)
    review.prefer(2)
    assert review.row(key(3)).verdict is Verdict.NONE
    assert review.row(key(2, 2)).verdict is Verdict.ACCEPTED
    assert review.ready
    review.back()
    review.accept(key(3))
    assert review.row(key(2, 2)).verdict is Verdict.KEPT


def test_two_leads_of_one_task_that_disagree(planned: Store) -> None:
    housing = Returned("住建局.xlsx", "县住建局", [(PIPES, {"percent": 60.0, "progress": "三公里"})])
    finance = Returned("财政局.xlsx", "县财政局", [(PIPES, {"percent": 40.0})])
    review = begin(planned, housing, finance)
    assert [review.row(key(2, file)).bin for file in (1, 2)] == [Bin.ASK, Bin.ASK]
    assert "财政局" in review.row(key(2)).reasons[-1].words
    review.keep_cell(key(2, 2), "percent")
    assert review.row(key(2)).verdict is Verdict.ACCEPTED


def test_a_file_that_confirms_what_is_stored_against_one_that_does_not(planned: Store) -> None:
    tasks.report_progress(planned, 3, "2026-08", State.IN_PROGRESS, 50, "巡查两次", today=TODAY)
    first = Returned("水利局一.xlsx", "县水利局", [(OUTLETS, {"percent": 60.0})])
    second = Returned("水利局二.xlsx", "县水利局", [(OUTLETS, {"percent": 50.0})])
    review = begin(planned, first, second)
    assert [review.row(key(2, file)).verdict for file in (1, 2)] == [Verdict.WAITING, Verdict.WAITING]
    review.accept(key(2, 2))
    assert [review.row(key(2, file)).verdict for file in (1, 2)] == [Verdict.KEPT, Verdict.ACCEPTED]


def test_the_sender_is_told_and_questions_block(planned: Store) -> None:
    file = Returned("反馈.xlsx", None, [(DREDGING, {"percent": 30.0})], questions=(Reason("unknown_sender", "看不出是哪个单位报送的"),))
    review = begin(planned, file)
    assert any("哪个单位" in words for words in review.missing)
    unit = next(unit.id for unit in units.list_units(planned) if unit.full_name == "县财政局")
    review.set_sender(1, unit)
    assert review.ready
    assert (review.row(key(2)).settles, review.senders[0].name) == (False, "县财政局")
    review.back()
    review.answer(1, file.questions[0])
    assert review.ready


def test_files_aside_and_back(planned: Store) -> None:
    review = begin(planned, WATER)
    review.put_aside(1)
    assert (review.counts.total(), review.senders, review.missing) == (0, [], ["没有可以导入的文件"])
    review.take_in(1)
    review.send_back_file(1)
    assert review.row(key(3)).verdict is Verdict.SENT_BACK


def test_the_same_bytes_twice_are_one_file(planned: Store) -> None:
    review = begin(planned, WATER, WATER)
    assert len(review.files) == 1


def test_a_hand_edit_meanwhile_is_asked_about(planned: Store) -> None:
    review = begin(planned, WATER)
    review.accept(key(3))
    tasks.report_progress(planned, 3, PERIOD, State.IN_PROGRESS, 70, "巡查三次", today=TODAY)
    review.refresh()
    row = review.row(key(3))
    assert (row.bin, row.verdict) == (Bin.ASK, Verdict.WAITING), "what was accepted before is no longer what stands there"
    cell = row.cell("percent")
    assert cell is not None
    assert (cell.old, cell.value) == (70, 50)

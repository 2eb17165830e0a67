"""Any sequence of decisions: nothing is stored before it is applied, a restart changes nothing, and what is stored is what the rows say."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.returned import PERIOD, places_of
from tests.stores import NOW, TODAY, clock, contents, draft
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.feedback import kept_sheets
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import ReviewRow, Verdict
from tracker.usecases.feedback.sheet_table import open_questions
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

HEAD = "序号,重点任务,完成状态,完成进度,进展情况,联系人\n"
FILES = {
    "县水利局9月.csv": "1,清理北渠淤泥,推进中,65%,两段完工,沈佳\n3,每月巡查排口,推进中,快了,巡查两次,\n,修一座桥,推进中,10%,打桩,\n",
    "县水利局9月（改）.csv": "1,清理北渠淤泥,推进中,70%,两段完工,沈佳\n3,每月巡查排口,长期坚持,,巡查三次,何川\n",
    "县财政局9月.csv": "1,清理北渠淤泥,推进中,30%,已拨款,罗舟\n2,更换老旧污水管,已完成,100%,验收,\n",
    "县住建局9月.csv": "2,更换老旧污水管,推进中,80%,七公里,\n",
    "反馈.csv": "4,栽种护岸柳树,未启动,0,,\n",
}
TYPED = ("80%", "已完成", "三段完工", "13600000000", "接近")
FIELDS = ("percent", "state", "progress", "phone")
STEPS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 99), st.integers(0, 99)), max_size=25)
_PLANNED: list[bytes] = []


def _begun(folder: Path) -> tuple[Store, Paths, list[Path]]:
    """A database with the plan and one report typed by hand, and the files."""
    path = folder / "planned.db"
    if not _PLANNED:
        with Store.open(path, clock) as store:
            plans.import_plan(store, draft())
            tasks.report_progress(store, 3, PERIOD, State.IN_PROGRESS, 40, "电话报送", today=TODAY)
        _PLANNED.append(path.read_bytes())
    path.write_bytes(_PLANNED[0])
    files = [folder / name for name in FILES]
    for file in files:
        file.write_text(HEAD + FILES[file.name], "utf-8")
    return Store.open(path, clock), places_of(folder), files


def _step(review: SheetReview, what: int, one: int, other: int) -> None:
    """One decision of a clerk, on some row or file; a step that makes no sense is refused."""
    rows, files = review.table.rows, review.files
    row, file = rows[one % len(rows)], files[one % len(files)]
    name = FIELDS[other % len(FIELDS)]
    questions = open_questions(file)
    steps: list[Callable[[], object]] = [
        lambda: review.accept(row.key),
        lambda: review.keep(row.key),
        lambda: review.keep_cell(row.key, name, old=bool(other % 2)),
        lambda: review.change(row.key, name, TYPED[other % len(TYPED)]),
        lambda: review.assign(row.key, 1 + other % 5),
        lambda: review.send_back(row.key),
        lambda: review.undecide(row.key),
        lambda: review.always(row.key, name),
        lambda: (review.put_aside, review.send_back_file, review.take_in, review.prefer)[other % 4](file.id),
        lambda: review.set_sender(file.id, (None, 1, 2, 3)[other % 4]),
        lambda: review.answer(file.id, questions[0]) if questions else review.accept_all_clear(),
        review.back,
        review.forward,
    ]
    try:
        steps[what]()
    except UserError:
        return


def _stands(review: SheetReview) -> list[tuple[object, ...]]:
    return [(row.key, row.bin, row.verdict, row.task_id, row.writes, row.unit_id) for row in review.table.rows]


def _stored(store: Store, row: ReviewRow, name: str) -> list[object]:
    """What the store holds of a field for the row's unit: in the task's own report, its contacts, or the unit's part."""
    assert row.task_id is not None
    detail = tasks.task_detail(store, row.task_id, TODAY)
    if not row.settles:
        return [getattr(part, name) for part in detail.parts if part.unit_id == row.unit_id]
    return [getattr(record, name) for record in (*detail.reports, *detail.contacts) if hasattr(record, name)]


@given(STEPS, st.booleans())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_is_decided_is_what_is_stored(steps: list[tuple[int, int, int]], restarted: bool) -> None:
    folder = Path(tempfile.mkdtemp())
    store, places, files = _begun(folder)
    try:
        before = contents(store.path)
        review, _desk = begin_review(store, places, files, 1, PERIOD, TODAY)
        for step in steps:
            _step(review, *step)
            assert sum(review.counts.values()) == sum(len(review.rows(file.id)) for file in review.table.taken)
        if restarted:
            place = kept_sheets.review_place(store, places, 1, PERIOD)
            kept_sheets.keep_sheets(place, review, NOW)
            again, _desk = kept_sheets.resume_sheets(store, places, place, TODAY)
            assert _stands(again) == _stands(review)
            review = again
        assert contents(store.path) == before, "nothing is stored before it is applied"
        expected: dict[tuple[object, str], list[tuple[ReviewRow, object]]] = {}
        for file in review.table.taken:
            for row in review.table.of_file(file.id) if not open_questions(file) else ():
                for name, value in row.writes.items() if row.verdict is Verdict.ACCEPTED else ():
                    expected.setdefault((row.target, name), []).append((row, value))
        applied = apply_review(store, places, review, TODAY, leave_doubts=True)
        for (_target, name), said in expected.items():
            values = {value for _, value in said}
            assert values & set(_stored(store, said[0][0], name)), f"{name} of {said[0][0].key}"
        if applied.changes.operation_id is not None:
            assert history.undo(store).kept == ()
        assert contents(store.path) == before
    finally:
        store.close()
        shutil.rmtree(folder)

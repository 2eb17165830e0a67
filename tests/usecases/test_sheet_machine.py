"""Any mixture of imports, hand edits, undos, redos, rollbacks and restarts: hand edits are never lost, each step goes back exactly."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.returned import Returned, begin, places_of
from tests.stores import TODAY, clock, contents, draft
from tracker.domain.terms import State
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_apply import Applied, apply_review
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

TITLES = {1: "清理北渠淤泥", 2: "更换老旧污水管", 3: "每月巡查排口"}
PERIODS = st.sampled_from(["2026-08", "2026-09", "2026-10"])
UNITS = st.sampled_from(["县水利局", "县财政局", "县住建局"])
PERCENTS = st.sampled_from([None, 0.0, 40.0, 75.0])
STATES = st.sampled_from([None, "not_started", "in_progress", "completed"])
TEXTS = st.sampled_from(["", "完成一段", "完成两段"])
ROW = st.tuples(st.sampled_from(list(TITLES.values())), STATES, PERCENTS, TEXTS)
ROWS = st.lists(ROW, min_size=1, max_size=3, unique_by=lambda row: row[0])
PICK = st.integers(0, 7)
_PLANNED: list[bytes] = []


def _planned_copy(folder: Path) -> Path:
    """A database with the plan, made once for the whole run."""
    path = folder / "planned.db"
    if not _PLANNED:
        with Store.open(path, clock) as store:
            plans.import_plan(store, draft())
        _PLANNED.append(path.read_bytes())
        for file in folder.iterdir():
            file.unlink()
    path.write_bytes(_PLANNED[0])
    return path


class Importing(RuleBasedStateMachine):
    """`past`: what was stored before each operation that stands; `future`: after each one that was undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(_planned_copy(self.folder), clock)
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []
        self.files: list[tuple[Returned, str]] = []
        self.rolled_back = False

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def _now(self) -> dict[str, Any]:
        return contents(self.store.path)

    def _did(self, before: dict[str, Any]) -> None:
        if self._now() != before:
            self.past.append(before)
            self.future.clear()

    @initialize()
    def begin(self) -> None:
        self.files.clear()

    def _take(self, file: Returned, period: str, *, accept: bool) -> Applied:
        review = begin(self.store, file, period=period)
        if accept:
            for key in review.waiting:
                if any(cell.value is not None for cell in review.row(key).cells):
                    review.accept(key)
        return apply_review(self.store, places_of(self.folder), review, TODAY, leave_doubts=True)

    @rule(rows=ROWS, unit=UNITS, period=PERIODS, accept=st.booleans())
    def import_a_file(self, rows: list[tuple[str, str | None, float | None, str]], unit: str, period: str, accept: bool) -> None:
        named = [
            (title, {"state": state or "", "percent": "" if percent is None else percent, "progress": text})
            for title, state, percent, text in rows
        ]
        file = Returned(f"{unit}.xlsx", unit, named)
        before, hand = self._now(), self._by_hand(period)
        applied = self._take(file, period, accept=accept)
        self._did(before)
        self.files.append((file, period))
        if not accept:
            after = self._by_hand(period)
            assert {key: after.get(key) for key in hand} == hand, "no hand edit is overwritten in silence"
        assert sum(applied.counts.values()) == len(rows), "every row is in one bin"

    @precondition(lambda self: self.files)
    @rule(pick=PICK)
    def import_again(self, pick: int) -> None:
        file, period = self.files[pick % len(self.files)]
        before = self._now()
        self._take(file, period, accept=True)
        self._did(before)
        before = self._now()
        again = self._take(file, period, accept=True)
        assert set(again.counts) <= {Bin.SAME, Bin.ASK, Bin.REFUSED, Bin.NOT_TASK}, "the same file again says nothing new"
        assert self._now() == before

    @rule(task=st.sampled_from(list(TITLES)), period=PERIODS, state=st.sampled_from(State), percent=PERCENTS, text=TEXTS)
    def report_by_hand(self, task: int, period: str, state: State, percent: float | None, text: str) -> None:
        before = self._now()
        tasks.report_progress(self.store, task, period, state, percent, text, today=TODAY)
        self._did(before)

    @rule(task=st.sampled_from(list(TITLES)), state=st.sampled_from(State))
    def set_state(self, task: int, state: State) -> None:
        before = self._now()
        tasks.set_state(self.store, [task], state, TODAY)
        self._did(before)

    @precondition(lambda self: self.past and not self.rolled_back)
    @rule()
    def undo(self) -> None:
        self.future.append(self._now())
        assert history.undo(self.store).kept == ()
        assert self._now() == self.past.pop()

    @precondition(lambda self: self.future and not self.rolled_back)
    @rule()
    def redo(self) -> None:
        self.past.append(self._now())
        assert history.redo(self.store).kept == ()
        assert self._now() == self.future.pop()

    @precondition(lambda self: self.past)
    @rule(pick=PICK)
    def roll_back_an_older_one(self, pick: int) -> None:
        standing_ones = [one.id for one in history.history(self.store) if one.state == "done" and not one.name.startswith("导入方案")]
        if standing_ones:
            history.undo(self.store, standing_ones[pick % len(standing_ones)])
            self.rolled_back = True

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.store.path, clock)

    def _by_hand(self, period: str) -> dict[tuple[int, str], object]:
        """The figures that a person typed, by task and column, as they stand."""
        with self.store.read() as db:
            columns = "task_id, by_hand, state, percent, progress"
            rows = db.rows(f"SELECT {columns} FROM progress_report WHERE period = :period", period=period)
        names = ("state", "percent", "progress")
        return {(row[0], name): row[2 + names.index(name)] for row in rows for name in row[1].split() if name in names}

    @invariant()
    def references_hold(self) -> None:
        with self.store.read() as db:
            assert db.rows("SELECT * FROM pragma_foreign_key_check") == []

    @invariant()
    def tasks_stand_as_reported_last(self) -> None:
        if self.rolled_back:
            return
        with self.store.read() as db:
            rows = db.rows(
                """SELECT t.number, t.state, r.state, t.percent, r.percent FROM task t JOIN progress_report r ON r.task_id = t.id
                WHERE t.by_hand = '' AND r.period = (SELECT MAX(period) FROM progress_report x WHERE x.task_id = t.id)"""
            )
        for number, state, reported, percent, said in rows:
            assert state == reported, f"task {number}"
            if said is not None and state != State.COMPLETED:
                assert percent == said, f"task {number}"


TestImporting = Importing.TestCase
TestImporting.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

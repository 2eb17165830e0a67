"""Any mixture of edits, undos, redos, rollbacks and restarts: the store goes back and forth along what was really there."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.readings import check_memory
from tests.stores import TODAY, clock, contents, draft
from tracker.domain.due_dates import Limit, standing
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.papers import issued, number_series
from tracker.usecases.papers.issued import IssuedFilter
from tracker.usecases.work import tasks
from tracker.usecases.work.tasks import Group, TaskFilter

TITLES = st.sampled_from(["甲", "乙", "丙"])
PICK = st.integers(0, 7)


class Undoing(RuleBasedStateMachine):
    """`past`: what was stored before each operation that stands; `future`: after each one that was undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(_empty_copy(self.folder), clock)
        self.paper = self.folder / "督办通知单.docx"
        self.paper.write_bytes(b"the paper")
        self.past: list[dict[str, object]] = []
        self.future: list[dict[str, object]] = []
        self.rolled_back = False

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def _now(self) -> dict[str, object]:
        return dict(contents(self.store.path))

    def _did(self, before: dict[str, object]) -> None:
        if self._now() != before:
            self.past.append(before)
            self.future.clear()

    def _task(self, pick: int) -> int | None:
        ids = [number for group in tasks.task_list(self.store, TaskFilter(), Group.NONE, TODAY).groups for number in group.ids]
        return ids[pick % len(ids)] if ids else None

    def _unit(self, pick: int) -> int | None:
        found = [unit.id for unit in units.list_units(self.store) if unit.merged_into_id is None]
        return found[pick % len(found)] if found else None

    @initialize()
    def begin(self) -> None:
        before = self._now()
        plans.import_plan(self.store, draft())
        self._did(before)

    @rule()
    def import_again(self) -> None:
        before = self._now()
        if plans.same_plan(self.store, draft()) is None:
            plans.import_plan(self.store, draft())
        self._did(before)

    @rule(pick=PICK, title=TITLES)
    def edit(self, pick: int, title: str) -> None:
        before = self._now()
        if (task := self._task(pick)) is not None:
            tasks.edit_task(self.store, task, title=title)
        self._did(before)

    @rule(pick=PICK, state=st.sampled_from(State))
    def set_state(self, pick: int, state: State) -> None:
        before = self._now()
        if (task := self._task(pick)) is not None:
            tasks.set_state(self.store, [task], state, TODAY)
        self._did(before)

    @rule(pick=PICK, other=PICK, role=st.sampled_from([*Role, None]))
    def set_role(self, pick: int, other: int, role: Role | None) -> None:
        before = self._now()
        task, unit = self._task(pick), self._unit(other)
        if task is not None and unit is not None:
            tasks.set_role(self.store, task, unit, role)
        self._did(before)

    @rule(pick=PICK, month=st.integers(7, 12))
    def set_deadline(self, pick: int, month: int) -> None:
        before = self._now()
        if (task := self._task(pick)) is not None:
            tasks.set_deadline(self.store, task, None, f"{month}月", DeadlineKind.DATE, TODAY.replace(month=month))
        self._did(before)

    @rule(pick=PICK)
    def remove_task(self, pick: int) -> None:
        before = self._now()
        if (task := self._task(pick)) is not None:
            tasks.remove_task(self.store, task)
        self._did(before)

    @rule(pick=PICK, other=PICK)
    def merge_units(self, pick: int, other: int) -> None:
        before = self._now()
        gone, kept = self._unit(pick), self._unit(other)
        if gone is not None and kept is not None and gone != kept:
            units.merge_units(self.store, gone, kept)
        self._did(before)

    @rule(pick=PICK, other=PICK)
    def issue(self, pick: int, other: int) -> None:
        before = self._now()
        (number,) = number_series.next_numbers(self.store, "supervision", TODAY)
        tasks_of = tuple(one for one in (self._task(pick), self._task(other)) if one is not None)
        facts = issued.Issuing("supervision", "督办通知单", TODAY, number, unit_id=self._unit(pick), due=TODAY, task_ids=tasks_of)
        issued.issue(self.store, Paths(self.folder, self.store.path), [(facts, self.paper)])
        self._did(before)

    @rule(pick=PICK)
    def answer(self, pick: int) -> None:
        before = self._now()
        if register := issued.issued(self.store, IssuedFilter(), TODAY):
            issued.record_return(self.store, [register[pick % len(register)].id], TODAY, f"已办结{pick}")
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
        standing_ones = [operation.id for operation in history.history(self.store) if operation.state == "done"]
        if standing_ones:
            history.undo(self.store, standing_ones[pick % len(standing_ones)])
            self.rolled_back = True

    @precondition(lambda self: self.rolled_back)
    @rule()
    def redo_after_a_roll_back(self) -> None:
        if history.redo_name(self.store) is not None:
            history.redo(self.store)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.store.path, clock)

    @invariant()
    def what_is_kept_from_earlier_readings_is_true(self) -> None:
        check_memory(self.store, few=True)

    @invariant()
    def references_hold(self) -> None:
        with self.store.read() as db:
            assert db.rows("SELECT * FROM pragma_foreign_key_check") == []

    @invariant()
    def no_number_is_given_twice(self) -> None:
        numbers = [record.number for record in issued.issued(self.store, IssuedFilter(), TODAY)]
        assert len(set(numbers)) == len(numbers)
        assert number_series.next_numbers(self.store, "supervision", TODAY)[0] not in numbers

    @invariant()
    def dates_follow_the_deadlines(self) -> None:
        ids = [number for group in tasks.task_list(self.store, TaskFilter(), Group.NONE, TODAY).groups for number in group.ids]
        for detail in tasks.task_details(self.store, ids, TODAY):
            limits = [Limit(limit.kind, limit.due, limit.done_on is not None, limit.main_by_hand) for limit in detail.deadlines]
            expected = standing(limits)
            assert [limit.is_main for limit in detail.deadlines] == [index == expected.main for index in range(len(limits))]
            assert detail.row.kind == expected.kind


_EMPTY: list[bytes] = []


def _empty_copy(folder: Path) -> Path:
    """An empty database; migrated once for the whole run."""
    path = folder / "machine.db"
    if not _EMPTY:
        Store.open(path, clock).close()
        _EMPTY.append(path.read_bytes())
    path.write_bytes(_EMPTY[0])
    return path


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

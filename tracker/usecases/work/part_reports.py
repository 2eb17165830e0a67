"""What a cooperating unit reported of its part of a task, put right by hand; it settles nothing of the task."""

from dataclasses import dataclass

from tracker.domain.records import Changes
from tracker.domain.reporting import marked, unmarked
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.titles import period_words
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name


@dataclass(frozen=True, slots=True)
class PartValues:
    """What a part says. `state`, `percent` None: nothing was said of it."""

    state: State | None = None
    percent: float | None = None
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    leader: str = ""
    office: str = ""
    person: str = ""
    phone: str = ""


def edit_part(store: Store, part_id: int, values: PartValues) -> Changes:
    """Change what a unit reported of its part. The fields changed count as set by hand: the unit's next file asks about them."""
    from tracker.storage.tables import PartReport, Task, Unit

    if values.percent is not None and not 0 <= values.percent <= 100:
        raise UserError("进度应在 0 到 100 之间", f"现在填的是 {values.percent:g}", "请改正进度")
    with store.transaction("修改单位所报进展") as work:
        row = work.get(PartReport, part_id)
        unit, task = work.get(Unit, row.unit_id), work.get(Task, row.task_id)
        work.name = f"修改{unit.short_name or unit.full_name}报的{task_name(task)} {period_words(row.period)}的进展"
        said = {name: getattr(values, name) for name in PartValues.__dataclass_fields__}
        changed = [name for name, value in said.items() if value != getattr(row, name)]
        for name in changed:
            setattr(row, name, said[name])
        row.by_hand, row.carried = marked(row.by_hand, changed), unmarked(row.carried, changed)
        task_id = row.task_id
    return work.changes(task_id)


def remove_part(store: Store, part_id: int) -> Changes:
    """Take away what a unit reported of its part in a period."""
    from tracker.storage.tables import PartReport, Task, Unit

    with store.transaction("删除单位所报进展") as work:
        row = work.get(PartReport, part_id)
        unit, task = work.get(Unit, row.unit_id), work.get(Task, row.task_id)
        work.name = f"删除{unit.short_name or unit.full_name}报的{task_name(task)} {period_words(row.period)}的进展"
        task_id = row.task_id
        work.delete(row)
    return work.changes(task_id)

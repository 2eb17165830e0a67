"""All tasks of one unit by its role in them (单位任务清单), over one plan or all: for the screen and as a document."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask
from tracker.domain.lights import LightRules
from tracker.domain.records import TaskRow, UnitRecord
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.unit_tasks import UnitLine, unit_tasks_document
from tracker.storage.reading import ledger as ledger_reading
from tracker.storage.reading import plans, task_list, tasks, units
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.papers.ledger_parts import with_parts
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["UnitTask", "UnitTasks", "unit_tasks", "unit_tasks_content", "unit_tasks_report"]


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task and what the unit is in it. `group`: the group through which it has the role, "" where it is named itself."""

    row: TaskRow
    plan: str
    role: Role
    group: str
    line: LedgerTask

    @property
    def progress(self) -> str:
        """What was reported last."""
        return self.line.report.progress if self.line.report else ""


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """The tasks of a unit, those it leads first, each role in printed order; `plans`: how many plans they come from."""

    unit: UnitRecord
    tasks: tuple[UnitTask, ...]
    plans: int
    rules: LightRules

    def of_role(self, role: Role) -> list[UnitTask]:
        return [task for task in self.tasks if task.role is role]


def unit_tasks(store: Store, unit_id: int, plan_id: int | None, today: date) -> UnitTasks:
    """What the unit has to do, by itself or as a member of a group. Raises `UserError` where the unit is gone."""
    with store.read() as db:
        unit = next(iter(units.units(db, [unit_id])), None)
        if unit is None:
            raise UserError("没有找到这个单位", "它可能已被删除或合并", "请重新选择单位")
        rules = rules_in(db)
        own = ledger_reading.own_ids(db, unit_id)
        wanted = TaskFilter(plan_id=plan_id, unit_id=unit_id, through_groups=True)
        ids = [one for group in task_list.task_list(db, wanted, Group.NONE, today, rules).groups for one in group.ids]
        details = tasks.task_details(db, ids, today, rules)
        titles = {plan.id: plan.title for plan in plans.plans(db)}
    found = []
    for detail in details:
        roles = sorted((each for each in detail.assignments if each.unit_id in own), key=lambda each: each.unit_id != unit_id)
        if roles:
            group = "" if roles[0].unit_id == unit_id else roles[0].display
            found.append(
                UnitTask(
                    detail.row,
                    titles.get(detail.row.plan_id, ""),
                    roles[0].role,
                    group,
                    with_parts(ledger_line(detail, "", today), detail.parts, "", unit_id),
                )
            )
    order = list(Role)
    found.sort(key=lambda task: (order.index(task.role), task.row.plan_id, task.row.number))
    return UnitTasks(unit, tuple(found), len({task.row.plan_id for task in found}), rules)


def unit_tasks_report(store: Store, request: ReportRequest, today: date) -> Document:
    """单位任务清单 of a unit in a plan."""
    assert request.unit_id is not None
    return unit_tasks_content(store, request.unit_id, request.plan_id, today)


def unit_tasks_content(store: Store, unit_id: int, plan_id: int | None, today: date) -> Document:
    """The same as a document. Raises `UserError` where there is nothing to print."""
    found = unit_tasks(store, unit_id, plan_id, today)
    if not found.tasks:
        raise UserError(f"“{found.unit.display}”没有任务", "", "请换一个单位或方案")
    lines = [UnitLine(task.line, task.role, task.group, task.plan) for task in found.tasks]
    return unit_tasks_document(found.unit, lines, today, found.rules)

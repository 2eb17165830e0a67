"""Notices made of proposals in bulk: one for each matter or one for each unit, each carrying the cause for which it was proposed."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.notices import NoticeKind
from tracker.errors import UserError
from tracker.reports.notice_proposals import ProposedNotice
from tracker.storage.reading import units
from tracker.storage.store import Store
from tracker.usecases.papers.notice_proposals import proposed_notices
from tracker.usecases.papers.print_queue import QueueItem
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["ProposedNotice", "notice_items", "still_proposed"]


def still_proposed(store: Store, plan_id: int, kind: NoticeKind, task_ids: Sequence[int], today: date) -> list[ProposedNotice]:
    """Those of the proposals that still stand: a notice without its cause is not made. Raises UserError where none does."""
    wanted = set(task_ids)
    found = [each for each in proposed_notices(store, plan_id, today) if each.kind is kind and each.task_id in wanted]
    if not found:
        raise UserError("这些任务现在没有发文的缘由", "数据已经变了，或文书已经发过", "请按 F5 刷新后再选")
    return found


def notice_items(store: Store, plan_id: int, found: Sequence[ProposedNotice]) -> dict[str, Sequence[QueueItem]]:
    """The notices of one step, by "task" and by "unit" (a task with several leads stands in the notice of each; those without any
    have none)."""
    with store.read() as db:
        known = {unit.id: unit.full_name for unit in units.units(db)}
    tasks = [
        QueueItem(place, f"{each.number} {each.title}", ReportRequest(plan_id, task_ids=(each.task_id,), causes={each.task_id: each.cause}))
        for place, each in enumerate(found, 1)
    ]
    by_unit: dict[int, list[ProposedNotice]] = {}
    for each in found:
        for unit_id in each.lead_ids:
            by_unit.setdefault(unit_id, []).append(each)
    order = [unit_id for unit_id in known if unit_id in by_unit]
    own = [QueueItem(place, known[unit_id], _for_unit(plan_id, unit_id, by_unit[unit_id])) for place, unit_id in enumerate(order, 1)]
    return {"task": tasks, "unit": own} if own else {"task": tasks}


def _for_unit(plan_id: int, unit_id: int, found: Sequence[ProposedNotice]) -> ReportRequest:
    causes = {each.task_id: each.cause for each in found}
    return ReportRequest(plan_id, unit_id, task_ids=tuple(causes), causes=causes)

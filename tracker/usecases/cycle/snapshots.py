"""Freezing a plan at the end of a period (期末快照), so that its bulletin can be made again a year later and 较上期 is exact."""

import json
from datetime import date
from typing import NamedTuple

from tracker.domain.bulletin import Standing
from tracker.domain.periods import end_of
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.titles import period_words
from tracker.storage.reading import ledger, snapshots, tasks
from tracker.storage.reading.settings import as_stored
from tracker.storage.reading.snapshots import FrozenLight, SnapshotHead, SnapshotUnitFacts
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.sheet_known import tasks_in
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.papers.ledger_parts import with_parts

__all__ = ["FrozenLight", "Snapshot", "SnapshotHead", "freeze_period", "light_history", "snapshot", "snapshot_heads", "thaw_period"]


class Snapshot(NamedTuple):
    """A frozen period: its head, its tasks and its units."""

    head: SnapshotHead
    lines: tuple[Standing, ...]
    units: tuple[SnapshotUnitFacts, ...]


def snapshot_heads(store: Store, plan_id: int) -> list[SnapshotHead]:
    """The periods of a plan that were frozen, the latest first."""
    with store.read() as db:
        return snapshots.heads(db, plan_id)


def snapshot(store: Store, plan_id: int, period: str) -> Snapshot | None:
    """What was frozen for a period; None where nothing was."""
    with store.read() as db:
        head = snapshots.head(db, plan_id, period)
        return None if head is None else Snapshot(head, snapshots.lines(db, head.id, period), snapshots.units(db, head.id))


def light_history(store: Store, task_id: int) -> list[FrozenLight]:
    """How the light of a task stood at the end of each frozen period, the latest first."""
    with store.read() as db:
        return snapshots.lights(db, task_id)


def freeze_period(store: Store, plan_id: int, period: str, today: date) -> Changes:
    """Freeze how the plan stands for a period, on the last day of the period or, while it runs, today.

    A period is frozen once: to do it anew, undo it or take the old snapshot away first. Raises UserError where it is frozen already.
    """
    from tracker.storage.tables import Snapshot as SnapshotRow
    from tracker.storage.tables import SnapshotTask, SnapshotUnit

    last = end_of(period)
    if last is None:
        raise UserError(f"不能固定“{period}”的数据", "期次是一周、一月、一季、半年或一年", "请写成 2026-11 这样的形式")
    day = min(today, last)
    with store.read() as db:
        if snapshots.head(db, plan_id, period) is not None:
            raise UserError(f"{period_words(period)}的数据已经固定过", "同一期只固定一次，免得前后不一", "要重新固定，请先取消原来的")
        rules = rules_in(db)
        details = tasks.task_details(db, ledger.ledger_ids(db, plan_id, None), day, rules)
        numbers = {task.task_id: task.number for task in tasks_in(db, plan_id, period)}
    if not details:
        raise UserError("这份方案还没有任务", "没有可以固定的数据", "请先导入或添加任务")
    book = period_book(store, plan_id, period, today)
    rows = []
    for detail in details:
        line = with_parts(ledger_line(detail, period, day), detail.parts, period)
        report = line.report
        rows.append(
            {
                "task_id": detail.row.id,
                "number": line.number,
                "title": line.title or line.content,
                "heading": line.path[0] if line.path else "",
                "units": json.dumps([(each.display, each.role) for each in line.assignments], ensure_ascii=False),
                "leader": line.contact.leader if line.contact else "",
                "wording": "\n".join(dict.fromkeys(each.wording for each in line.deadlines if each.wording)),
                "due": line.due,
                "state": line.state,
                "standing": line.paper_state(day, rules),
                "word": line.state_text(day, rules),
                "percent": line.percent,
                "light": detail.row.light,
                "light_reason": detail.row.reason,
                "progress": report.progress if report else "",
                "problems": report.problems if report else "",
                "next_steps": report.next_steps if report else "",
                "reported": report is not None and report.period == period,
            }
        )
    with store.transaction(f"固定{period_words(period)}的数据") as work:
        table = json.dumps(as_stored(rules.rows))
        head = work.add(SnapshotRow(plan_id=plan_id, period=period, day=day, frozen_at=work.now, rules=table))
        work.insert_many(SnapshotTask, [{**row, "snapshot_id": head.id} for row in rows])
        work.insert_many(
            SnapshotUnit,
            [
                {
                    "snapshot_id": head.id,
                    "unit_id": row.unit.id,
                    "name": row.unit.display,
                    "owed": len(row.tasks),
                    "missing": " ".join(str(number) for number in sorted(numbers[task_id] for task_id in row.missing)),
                    "standing": row.standing,
                    "late": row.late,
                    "reported_at": row.reported_at,
                }
                for row in book.rows
            ],
        )
        made = head.id
    return work.changes(made)


def thaw_period(store: Store, plan_id: int, period: str) -> Changes:
    """Take a snapshot away, so that the period counts live again. Raises UserError where there is none."""
    from tracker.storage.tables import Snapshot as SnapshotRow
    from tracker.storage.tables import SnapshotTask, SnapshotUnit

    with store.transaction(f"取消固定{period_words(period)}的数据") as work:
        heads = work.rows(SnapshotRow, plan_id=plan_id, period=period)
        if not heads:
            raise UserError(f"{period_words(period)}的数据没有固定过", "", "请另选期次")
        for head in heads:
            for kind in (SnapshotTask, SnapshotUnit):
                work.delete_many(kind, work.ids(kind, "snapshot_id", [head.id or 0]))
            work.delete(head)
    return work.changes()

"""An accepted revision becomes stored rows: one operation, taken back whole by one undo.

Kept tasks keep their ids, and with them progress, persons and reports; a removed task stays with date and reason.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes
from tracker.domain.reporting import is_said_behind
from tracker.errors import UserError
from tracker.plans.draft import DraftTask, Finding, PlanDraft
from tracker.plans.revision import Field, plain
from tracker.storage.reading.plans import text_hash
from tracker.storage.store import Store
from tracker.usecases.intake.plan_head import COLUMNS
from tracker.usecases.intake.plan_import import PlanImport, deadline_rows, place, target_rows, task_row, write_parts
from tracker.usecases.intake.plan_revision import HEAD, Kind, RevisionRow, RevisionSession
from tracker.usecases.intake.plan_revision_apply_lists import ListsApplying
from tracker.usecases.intake.plan_revision_rows import Alignment, Row, align_headings

if TYPE_CHECKING:
    from tracker.domain.unit_names import UnitDictionary
    from tracker.storage.journal import Work


def apply_revision(store: Store, session: RevisionSession, reason: str, on: date) -> Changes:
    """Store what was decided; the result is the plan's id. Refused while something is undecided or the plan was changed meanwhile."""
    from tracker.usecases.intake.plans import unit_dictionary

    if session.missing:
        raise UserError("还不能完成修订", f"还有 {session.missing} 项没有决定", "请逐项接受或保留")
    with store.transaction(f"修订方案《{session.plan.title}》") as work:
        _Applying(work, session, unit_dictionary()).run(reason.strip(), on)
    return work.changes(session.plan.id)


class _Applying:
    """One revision under way."""

    def __init__(self, work: "Work", session: RevisionSession, names: "UnitDictionary") -> None:
        self._work, self._session = work, session
        self._draft: PlanDraft = session.draft
        self._plan_id = session.plan.id
        self._importer = PlanImport(work, self._draft, names)
        self._rows = [row for row in session.rows if not row.table]
        self._lists = ListsApplying(work, self._plan_id, self._draft, [row for row in session.rows if row.table])
        self._added = [row for row in self._rows if row.kind is Kind.ADDED and row.accepted]
        self._removed = [row for row in self._rows if row.kind is Kind.REMOVED and row.accepted]
        self._pairs = {row.old: row for row in self._rows if row.old is not None and row.new is not None}
        self._head = next((row for row in self._rows if row.key == HEAD and row.accepted), None)
        self._ids: dict[int, int] = {}
        self._printed: dict[int, list[Row]] = {}
        self._doubts: list[tuple[int | None, Finding]] = []

    def run(self, reason: str, on: date) -> None:
        self._check()
        self._version(reason, on)
        self._plan()
        headings, tidy = align_headings(
            self._work,
            self._plan_id,
            [
                {"parent": one.parent, "level": one.level, "label": one.label, "title": one.title, **place(one.span)}
                for one in self._draft.headings
            ],
            self._headings_in_use,
        )
        self._units()
        self._add(headings)
        self._change(headings)
        self._part("assignment", Field.UNITS, lambda row, _id: self._printed.get(row, []), "unit_id", "printed")
        self._part("deadline", Field.DEADLINES, lambda row, task_id: deadline_rows(task_id, self._draft.tasks[row]), "wording")
        self._part("target", Field.TARGETS, lambda row, task_id: target_rows(task_id, self._draft.tasks[row]), "quote")
        self._leaders(on)
        self._findings()
        self._remove(reason, on)
        self._number()
        self._lists.write()
        self._settle()
        tidy()

    def _check(self) -> None:
        from tracker.storage.tables import Plan

        plan = self._work.get(Plan, self._plan_id)
        stored = {row["id"]: row["removed_on"] for row in self._work.stored_rows("task", list(self._session.old))}
        if plan.source_hash != self._session.plan.source_hash or any(stored.get(old, date.min) is not None for old in self._session.old):
            raise UserError("方案在比对期间被改动了", "有任务被删除、取消，或方案已修订过", "请重新读入修订稿再比对")

    def _version(self, reason: str, on: date) -> None:
        from tracker.storage.tables import Plan, PlanText, PlanVersion

        work, draft = self._work, self._draft
        plan = work.get(Plan, self._plan_id)
        last = work.highest(PlanVersion, "number", plan_id=self._plan_id)
        rows: list[Row] = []
        if not last:
            last = 1
            text = next(iter(work.rows(PlanText, plan_id=self._plan_id)), None)
            rows.append(
                {"plan_id": self._plan_id, "number": 1, "accepted_on": plan.imported_at.date(), "source_name": plan.source_name}
                | {"source_hash": plan.source_hash, "added": len(self._session.old), "text": text.text if text else ""}
            )
        changed = [row for row in self._pairs.values() if row.kind is Kind.CHANGED and row.accepted]
        rows.append(
            {"plan_id": self._plan_id, "number": last + 1, "accepted_on": on, "reason": reason, "source_name": draft.source_name}
            | {"source_hash": text_hash(draft.source_text), "text": draft.source_text}
            | {"added": len(self._added), "changed": len(changed), "removed": len(self._removed)}
        )
        for row in rows:
            work.insert_many("plan_version", [row])

    def _plan(self) -> None:
        values: Row = {"source_name": self._draft.source_name, "source_hash": text_hash(self._draft.source_text)}
        for change in self._head.fields if self._head else ():
            if change.field in COLUMNS:
                value: Any = getattr(self._draft, change.field)
                values[change.field] = "\n".join(value) if change.field == "lead_units" else value
        self._work.update_many("plan", {self._plan_id: values})
        texts = self._work.ids("plan_text", "plan_id", [self._plan_id])
        self._work.update_many("plan_text", {row_id: {"text": self._draft.source_text} for row_id in texts})

    def _units(self) -> None:
        """Find or make the units of all that is taken over; elsewhere the print alone tells where a name stands."""
        for row in self._rows:
            if row.new is None:
                continue
            task = self._draft.tasks[row.new]
            if row in self._added or _takes(row, Field.UNITS):
                self._printed[row.new] = self._importer.units_of(task.units, self._doubts, row.new)
            else:
                self._printed[row.new] = [{"unit_id": None, "printed": unit.name, **place(unit.span)} for unit in task.units]
        self._lists.find_units(lambda units: self._importer.units_of(units, self._doubts, None))
        self._importer.write_units()

    def _add(self, headings: Sequence[int]) -> None:
        tasks = [self._draft.tasks[row.new] for row in self._added if row.new is not None]
        ids = self._work.insert_many("task", [task_row(self._plan_id, headings, 0, task, self._work.now.date()) for task in tasks])
        self._ids = {row.new: task_id for row, task_id in zip(self._added, ids, strict=True) if row.new is not None}
        units = [unit | {"task_id": task_id} for new, task_id in self._ids.items() for unit in self._printed[new]]
        self._work.insert_many("assignment", units)
        write_parts(self._work, ids, tasks)

    def _change(self, headings: Sequence[int]) -> None:
        updates: dict[int, Row] = {}
        for old, row in self._pairs.items():
            task = self._task(row)
            values: Row = {"label": task.label, **place(task.span)}
            if _takes(row, Field.TITLE):
                values["title"] = task.title
            if _takes(row, Field.CONTENT):
                values["content"] = task.content
            if _takes(row, Field.UNITS):
                values["note"] = task.note
            moved_by_hand = any(change.field == Field.PLACE for change in row.kept)
            if _takes(row, Field.PLACE) or not (moved_by_hand or _differs(row, Field.PLACE)):
                values["heading_id"] = None if task.heading < 0 else headings[task.heading]
            updates[old] = values
        updates |= {row.old: _nowhere() for row in self._rows if row.old is not None and row.new is None}
        self._work.update_many("task", updates)

    def _part(self, table: str, field: Field, wanted: Any, *columns: str) -> None:
        """Bring one kind of parts in line for every kept task; gone tasks' parts stand nowhere in the new text."""
        alignment = Alignment(self._work, table, *(_by(column) for column in columns))
        owners = [row.old for row in self._rows if row.old is not None]
        stored = alignment.stored("task_id", owners)
        for task_id in owners:
            row = self._pairs.get(task_id)
            if row is None or row.new is None:
                alignment.place(stored[task_id], [])
            elif _takes(row, field):
                alignment.take(stored[task_id], [one | {"task_id": task_id} for one in wanted(row.new, task_id)])
            else:
                alignment.place(stored[task_id], wanted(row.new, task_id))
        alignment.write()

    def _leaders(self, on: date) -> None:
        """A new leader from this day on; office, person and telephone stay."""
        from tracker.storage.tables import Contact

        for old, row in self._pairs.items():
            if not _takes(row, Field.LEADERS):
                continue
            leader = "、".join(self._task(row).leaders)
            current = next((one for one in reversed(self._work.rows(Contact, task_id=old)) if one.valid_to is None), None)
            others: Row = {}
            if current is not None:
                current.valid_to = on
                others = {"office": current.office, "person": current.person, "phone": current.phone}
            self._work.insert_many(Contact, [{"task_id": old, "leader": leader, "valid_from": on, **others}])

    def _findings(self) -> None:
        """New doubts come with what was taken over; old ones keep standing where the text was not taken."""
        alignment = Alignment(self._work, "finding", lambda row: (row["code"], row["words"]))
        stored = alignment.stored("plan_id", [self._plan_id])[self._plan_id]
        of_task: dict[int | None, list[Row]] = {}
        for finding in (one for one in stored if not is_said_behind(one["code"])):
            of_task.setdefault(finding["task_id"], []).append(finding)
        alignment.take(of_task.get(None, []), self._told(None, None, self._draft.findings))
        for old, row in self._pairs.items():
            wanted = self._told(old, row.new, self._task(row).findings)
            if row.kind is Kind.CHANGED and row.accepted:
                alignment.take(of_task.get(old, []), wanted)
            else:
                alignment.place(of_task.get(old, []), wanted)
        for new, task_id in self._ids.items():
            alignment.take([], self._told(task_id, new, self._draft.tasks[new].findings))
        for gone in self._rows:
            if gone.old is not None and gone.new is None:
                alignment.place(of_task.get(gone.old, []), [])
        alignment.write()

    def _told(self, task_id: int | None, new: int | None, findings: Sequence[Finding]) -> list[Row]:
        own = [finding for number, finding in self._doubts if number == new]
        return [
            {"plan_id": self._plan_id, "task_id": task_id, "code": one.code, "words": one.words, **place(one.span)}
            for one in (*findings, *own)
        ]

    def _remove(self, reason: str, on: date) -> None:
        gone = [row.old for row in self._removed if row.old is not None]
        self._work.update_many("task", {old: {"removed_on": on, "removed_reason": reason} for old in gone})

    def _number(self) -> None:
        """Numbers follow the new document; what it does not have stays behind the task it stood behind."""
        removed = {row.old for row in self._removed}
        kept_back = {old for old, row in self._pairs.items() if _differs(row, Field.PLACE) and not row.accepted}
        places = {row.new: old for old, row in self._pairs.items() if old not in kept_back} | self._ids
        order = [places[new] for new in sorted(new for new in places if new is not None)]
        known, before = set(order), None
        for old in self._session.old:
            if old in removed:
                continue
            if old not in known:
                order.insert(0 if before is None else order.index(before) + 1, old)
            before = old
        self._work.update_many("task", {task_id: {"number": number} for number, task_id in enumerate(order, 1)})

    def _settle(self) -> None:
        from tracker.storage.due_dates import settle

        settle(self._work, [old for old, row in self._pairs.items() if _takes(row, Field.DEADLINES)])

    def _headings_in_use(self) -> set[int]:
        tasks = self._work.stored_rows("task", self._work.ids("task", "plan_id", [self._plan_id]))
        return {row["heading_id"] for row in tasks if row["heading_id"] is not None}

    def _task(self, row: RevisionRow) -> DraftTask:
        assert row.new is not None
        return self._draft.tasks[row.new]


def _nowhere() -> Row:
    """A row that stands nowhere in the source text."""
    return {"source_start": 0, "source_end": 0}


def _differs(row: RevisionRow, field: Field) -> bool:
    return any(change.field == field for change in row.fields)


def _takes(row: RevisionRow, field: Field) -> bool:
    return row.kind is Kind.CHANGED and bool(row.accepted) and _differs(row, field)


def _by(*columns: str) -> Any:
    """Rows match by the text of these columns; one without the first of them matches none."""

    def key(row: Mapping[str, Any]) -> object:
        first = row[columns[0]]
        if first is None:
            return object()
        return tuple(plain(row[name]) if isinstance(row[name], str) else row[name] for name in columns)

    return key

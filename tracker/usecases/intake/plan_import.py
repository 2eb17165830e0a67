"""A plan draft that a person has accepted becomes stored rows: one operation, all in bulk."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.due_dates import Limit, standing
from tracker.domain.figures import usual_reckoning
from tracker.domain.records import Changes
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.domain.unit_names import UnitDictionary
from tracker.plans.draft import DraftTask, DraftUnit, Finding, PlanDraft, Span
from tracker.storage.reading.plans import text_hash
from tracker.storage.reading.told import quoted
from tracker.storage.reading.units import units
from tracker.storage.store import Store
from tracker.usecases.house.unit_match import UnitMatcher
from tracker.usecases.intake.plan_decisions import DecidedUnits, Decisions, remember_answers, store_members

if TYPE_CHECKING:
    from tracker.storage.journal import Work

_STRENGTH = list(Role)
Row = dict[str, Any]
_NONE = Decisions()


def store_draft(store: Store, draft: PlanDraft, names: UnitDictionary, *, is_sample: bool, decisions: Decisions = _NONE) -> Changes:
    """Store all of a draft; the result is the plan's id."""
    with store.transaction(f"导入方案{quoted(draft.title or draft.source_name, 60)}") as work:
        plan_id = PlanImport(work, draft, names, decisions).run(is_sample)
    return work.changes(plan_id)


class PlanImport:
    """One import under way: rows are gathered table by table and written in the order of their references."""

    def __init__(self, work: "Work", draft: PlanDraft, names: UnitDictionary, decisions: Decisions = _NONE) -> None:
        self._work = work
        self._draft = draft
        self._matcher = UnitMatcher(names, work.next_id("unit"))
        stored = units(work.read())
        self._matcher.learn(stored)
        self._answers = decisions.answers
        self._units = DecidedUnits(self._matcher, stored, decisions)

    def run(self, is_sample: bool) -> int:
        """Write everything; gives the plan's id."""
        draft, work = self._draft, self._work
        plan_id = self._plan(is_sample)
        headings = self._headings(plan_id)
        findings: list[tuple[int | None, Finding]] = [(None, finding) for finding in draft.findings]
        assignments = [self.units_of(task.units, findings, number) for number, task in enumerate(draft.tasks)]
        services = [self.units_of(service.units, findings, None) for service in draft.services]
        self.write_units()
        tasks = work.insert_many("task", [task_row(plan_id, headings, *pair, work.now.date()) for pair in enumerate(draft.tasks, 1)])
        work.insert_many(
            "assignment",
            [row | {"task_id": task_id} for task_id, rows in zip(tasks, assignments, strict=True) for row in rows],
        )
        for task_id, task in zip(tasks, draft.tasks, strict=True):
            findings += [(task_id - tasks.start, finding) for finding in task.findings]
        write_parts(work, tasks, draft.tasks)
        self._lists(plan_id, services)
        remember_answers(work, self._answers)
        work.insert_many(
            "finding",
            [
                {"plan_id": plan_id, "task_id": None if number is None else tasks[number], "code": finding.code}
                | {"words": finding.words, **place(finding.span)}
                for number, finding in sorted(findings, key=lambda pair: -1 if pair[0] is None else pair[0])
            ],
        )
        return plan_id

    def _plan(self, is_sample: bool) -> int:
        draft, work = self._draft, self._work
        (plan_id,) = work.insert_many(
            "plan",
            [
                {
                    "title": draft.title or draft.source_name,
                    "doc_number": draft.doc_number,
                    "issuer": draft.issuer,
                    "issued": draft.issued,
                    "period_start": draft.period_start,
                    "period_end": draft.period_end,
                    "lead_units": "\n".join(draft.lead_units),
                    "source_name": draft.source_name,
                    "source_hash": text_hash(draft.source_text),
                    "is_sample": is_sample,
                    "imported_at": work.now,
                }
            ],
        )
        work.insert_many("plan_text", [{"plan_id": plan_id, "text": draft.source_text}])
        return plan_id

    def _headings(self, plan_id: int) -> range:
        first = self._work.next_id("heading")
        return self._work.insert_many(
            "heading",
            [
                {
                    "plan_id": plan_id,
                    "parent_id": None if heading.parent < 0 else first + heading.parent,
                    "position": position,
                    "level": heading.level,
                    "label": heading.label,
                    "title": heading.title,
                    **place(heading.span),
                }
                for position, heading in enumerate(self._draft.headings)
            ],
        )

    def write_units(self) -> None:
        """Store the units that were met for the first time."""
        members = self._units.members()
        self._work.insert_many("unit", [asdict(unit) for unit in self._matcher.made])
        self._work.insert_many("unit_alias", self._units.aliases())
        store_members(self._work, members)

    def units_of(self, printed: Sequence[DraftUnit], findings: list[tuple[int | None, Finding]], number: int | None) -> list[Row]:
        """The roles of units in one task or service: each unit once, in its strongest role."""
        rows: dict[int, Row] = {}
        for position, unit in enumerate(printed):
            match = self._units.match(unit.proposed or unit.name)
            if match.doubt is not None:
                findings.append((number, Finding(*match.doubt, unit.span)))
            row = {
                "unit_id": match.unit_id,
                "role": unit.role,
                "printed": unit.name,
                "inferred": unit.inferred,
                "position": position,
                **place(unit.span),
            }
            held = rows.get(match.unit_id)
            if held is None or _STRENGTH.index(unit.role) < _STRENGTH.index(held["role"]):
                rows[match.unit_id] = row
        return list(rows.values())

    def _lists(self, plan_id: int, units_of: list[list[Row]]) -> None:
        """Indicators, services and projects."""
        draft, work = self._draft, self._work
        work.insert_many(
            "indicator",
            [
                {"plan_id": plan_id, "no": row.no, "group_name": row.group, "name": row.name, "measure": row.measure}
                | {"comparison": row.comparison, "value": row.value, "nature": row.nature, **place(row.span)}
                | {"reckoning": usual_reckoning(row.name, row.measure)}
                for row in draft.indicators
            ],
        )
        services = work.insert_many(
            "service",
            [
                {"plan_id": plan_id, "no": row.no, "group_name": row.group, "name": row.name, "note": row.note}
                | {
                    "target_group": row.target_group,
                    "standard": row.standard,
                    "funding": row.funding,
                    **place(row.span),
                }
                for row in draft.services
            ],
        )
        work.insert_many(
            "service_unit",
            [
                {"service_id": service_id, **{name: row[name] for name in ("unit_id", "role", "printed", "inferred")}}
                for service_id, rows in zip(services, units_of, strict=True)
                for row in rows
            ],
        )
        work.insert_many(
            "project",
            [
                {"plan_id": plan_id, "box": row.box, "label": row.label, "title": row.title, "content": row.content} | place(row.span)
                for row in draft.projects
            ],
        )


def task_row(plan_id: int, headings: Sequence[int], number: int, task: DraftTask, on: date) -> Row:
    """The columns of one task that comes in on a day."""
    chosen = standing(_limits(task))
    endless = bool(task.deadlines) and all(limit.kind is DeadlineKind.STANDING for limit in task.deadlines)
    return {
        "plan_id": plan_id,
        "heading_id": None if task.heading < 0 else headings[task.heading],
        "number": number,
        "label": task.label,
        "title": task.title,
        "content": task.content,
        "note": task.note,
        "state": State.ONGOING if endless else State.NOT_STARTED,
        "due": chosen.due,
        "due_kind": chosen.kind,
        "pace_end": chosen.pace_end,
        "heard_to": on,
        **place(task.span),
    }


def write_parts(work: "Work", ids: Sequence[int], tasks: Sequence[DraftTask]) -> None:
    """Store deadlines, targets and leaders of new tasks."""
    work.insert_many("deadline", [row for pair in zip(ids, tasks, strict=True) for row in deadline_rows(*pair)])
    work.insert_many("target", [row for pair in zip(ids, tasks, strict=True) for row in target_rows(*pair)])
    leaders = [{"task_id": task_id, "leader": "、".join(task.leaders)} for task_id, task in zip(ids, tasks, strict=True) if task.leaders]
    work.insert_many("contact", leaders)


def deadline_rows(task_id: int, task: DraftTask) -> list[Row]:
    """The columns of a task's time limits."""
    main = standing(_limits(task)).main
    rows = []
    for index, limit in enumerate(task.deadlines):
        turn = limit.recurrence
        rows.append(
            {
                "task_id": task_id,
                "wording": limit.wording,
                "kind": limit.kind,
                "due": limit.due,
                "every": None if turn is None else turn.every,
                "every_month": None if turn is None else turn.month,
                "every_day": None if turn is None else turn.day,
                "is_main": index == main,
                **place(limit.span),
            }
        )
    return rows


def target_rows(task_id: int, task: DraftTask) -> list[Row]:
    """The columns of a task's figures."""
    return [
        {"task_id": task_id, "quote": target.quote, "value": target.value, "measure": target.measure}
        | {"comparison": target.comparison, **place(target.span)}
        for target in task.targets
    ]


def _limits(task: DraftTask) -> list[Limit]:
    return [Limit(limit.kind, limit.due) for limit in task.deadlines]


def place(span: Span) -> Row:
    """Where something stands in the source text."""
    return {"source_start": span.start, "source_end": span.end}

"""Task rows and whole tasks, read by chunks of ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.domain.completion import PENDING, pending
from tracker.domain.deadlines import Recurrence
from tracker.domain.lights import PLAIN, LightRules, pace
from tracker.domain.records import (
    AssignmentRecord,
    ContactRecord,
    DeadlineRecord,
    FindingRecord,
    PlanRecord,
    ProgressRecord,
    TargetRecord,
    TaskDetail,
    TaskRow,
)
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State
from tracker.storage.memory import same_order
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, numbers
from tracker.storage.reading.completion import open_claims, unproved
from tracker.storage.reading.judging import Facts, Judge
from tracker.storage.reading.light_sql import START
from tracker.storage.reading.origins import ORIGIN_JOINS, origin, origin_columns, part_records
from tracker.storage.reading.plans import heading_path, headings, plans
from tracker.storage.sqlite import period_order

UNIT_NAME = "CASE WHEN u.short_name = '' THEN u.full_name ELSE u.short_name END"
# A recurring duty without a turn within a year and a half has none that a list could show.
_LOOK_AHEAD = timedelta(550)

_ROW = f"""SELECT t.id, t.plan_id, t.heading_id, t.number, t.label, t.title, t.state, t.percent, t.due, t.due_kind, t.pace_end,
    {START}, d.wording, d.every, d.every_month, d.every_day, (SELECT COUNT(*) FROM finding f WHERE f.task_id = t.id),
    t.completed_on, t.removed_on, t.removed_reason, t.heard_to, t.light_set
    FROM task t JOIN plan p ON p.id = t.plan_id LEFT JOIN deadline d ON d.task_id = t.id AND d.is_main"""


def recurrence(every: str | None, month: int | None, on_day: int | None) -> Recurrence | None:
    """The recurrence that three columns of a deadline mean."""
    return None if every is None else Recurrence(Every(every), month, on_day)


def task_rows(db: Reader, ids: Sequence[int], today: date, rules: LightRules) -> list[TaskRow]:
    """The rows of these tasks, in the order asked for; ids that do not exist (any more) are left out."""
    found: dict[int, TaskRow] = {}
    for part in chunks(ids):
        leads, supports = _leads(db, part)
        rows = db.rows(f"{_ROW} WHERE t.id IN {numbers(part)}")
        judge = Judge(db, today, rules, [row[0] for row in rows if row[21]])
        claims = open_claims(db, part)
        for row in rows:
            made = _row(row, leads.get(row[0], ()), supports.get(row[0], 0), today, rules, judge)
            found[row[0]] = _claimed(made) if row[0] in claims else made
    return [found[task_id] for task_id in ids if task_id in found]


def _row(row: tuple[Any, ...], leads: tuple[str, ...], supports: int, today: date, rules: LightRules, judge: Judge) -> TaskRow:
    (
        task_id,
        plan_id,
        heading_id,
        number,
        label,
        title,
        state_word,
        percent,
        due_text,
        kind_word,
        end_text,
        start_text,
    ) = row[:12]
    wording, every, month, on_day, findings, completed_on, removed_on, removed_reason, heard_to, light_set = row[12:]
    state, kind, due, end, start = (
        State(state_word),
        None if kind_word is None else DeadlineKind(kind_word),
        day(due_text),
        day(end_text),
        day(start_text),
    )
    facts = Facts(task_id, plan_id, state, kind, due, start, end, percent, heard_to, bool(light_set))
    (shade, reason), why, by_hand = judge.light(facts), judge.why(facts), judge.by_hand(facts)
    if removed_on is not None:
        why, by_hand = "", None
        shade, reason = Light.DONE, f"已取消（{removed_on}）" + (f"：{removed_reason}" if removed_reason else "")
    expected = None if shade in (Light.DONE, Light.ONGOING) else pace(start, end or due, today)
    turn = recurrence(every, month, on_day)
    if due is None and turn is not None:
        due = next(turn.days(today, today + _LOOK_AHEAD), None)
    return TaskRow(
        id=task_id,
        plan_id=plan_id,
        heading_id=heading_id,
        number=number,
        label=label,
        title=title,
        leads=leads,
        supports=supports,
        wording=wording or "",
        kind=kind,
        due=due,
        state=state,
        percent=percent,
        pace=expected,
        light=shade,
        reason=reason,
        findings=findings,
        completed_on=day(completed_on),
        removed_on=day(removed_on),
        state_word=rules.words.of(state, percent, expected, judge.points),
        why=why,
        light_set=by_hand,
    )


def _claimed(row: TaskRow) -> TaskRow:
    """The row of a task that is said to be done and waits for its check."""
    if row.removed_on is not None:
        return row
    return row._replace(claimed=True, state_word=PENDING, reason=pending(row.reason, PLAIN), why=f"{PENDING}；{row.why}")


def _leads(db: Reader, ids: Sequence[int]) -> tuple[dict[int, tuple[str, ...]], dict[int, int]]:
    """Names of the leads of each task, else of those who share it; and how many support it."""
    by_role: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = db.rows(
        f"""SELECT a.task_id, a.role, {UNIT_NAME} FROM assignment a JOIN unit u ON u.id = a.unit_id
        WHERE a.task_id IN {numbers(ids)} ORDER BY a.task_id, a.position, a.id"""
    )
    for task_id, role, name in rows:
        by_role[task_id, role].append(name)
    leads = {task: tuple(names) for (task, role), names in by_role.items() if role == Role.JOINT}
    leads |= {task: tuple(names) for (task, role), names in by_role.items() if role == Role.LEAD}
    supports = {task: len(names) for (task, role), names in by_role.items() if role == Role.SUPPORT}
    return leads, supports


def lead_names(db: Reader, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Names of the leads of each task, else of those who share it.

    Made for thousands of tasks: most have one lead, whose name needs no order; who stands first is asked only of the others.
    """
    names = dict(db.rows(f"SELECT u.id, {UNIT_NAME} FROM unit u")) if ids else {}
    found: dict[int, tuple[str, ...]] = {}
    several: list[int] = []
    for part in chunks(ids):
        held: dict[int, dict[str, list[int]]] = {}
        for task_id, role, unit_id in db.rows(
            f"SELECT a.task_id, a.role, a.unit_id FROM assignment a WHERE a.task_id IN {numbers(part)} AND a.role IN ('lead', 'joint')"
        ):
            held.setdefault(task_id, {}).setdefault(role, []).append(unit_id)
        for task_id, by_role in held.items():
            units = by_role.get(Role.LEAD) or by_role[Role.JOINT]
            if len(units) == 1:
                found[task_id] = (names[units[0]],)
            else:
                several.append(task_id)
    for part in chunks(several):
        found |= _leads(db, part)[0]
    return found


def leaders(db: Reader, plan_id: int | None) -> list[str]:
    """Who is in charge of some task now, in the order in which the tasks name them."""
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"

    def make() -> list[str]:
        rows = db.rows(
            f"""SELECT c.leader, MIN(t.plan_id * 100000 + t.number) AS place FROM contact c JOIN task t ON t.id = c.task_id
            WHERE c.leader <> '' AND c.valid_to IS NULL AND t.removed_on IS NULL {plan} GROUP BY c.leader ORDER BY place""",
            plan_id=plan_id,
        )
        return [row[0] for row in rows]

    return [*db.kept(("leaders", plan_id), ("task", "contact"), make, same_order)]


def task_details(db: Reader, ids: Sequence[int], today: date, rules: LightRules) -> list[TaskDetail]:
    """All that is known of these tasks, in the order asked for."""
    of_plans = sorted({row[0] for part in chunks(ids) for row in db.rows(f"SELECT DISTINCT plan_id FROM task WHERE id IN {numbers(part)}")})
    known = {plan.id: plan for plan in plans(db, of_plans)}
    above = headings(db, of_plans[0] if len(of_plans) == 1 else None)
    return [detail for part in chunks(ids) for detail in _details(db, part, today, rules, known, above)]


def _details(
    db: Reader, ids: Sequence[int], today: date, rules: LightRules, known: dict[int, PlanRecord], above: Mapping[int, Any]
) -> list[TaskDetail]:
    inside = numbers(ids)
    texts = {
        row[0]: row[1:]
        for row in db.rows(
            f"""SELECT t.id, t.content, t.note, t.source_start, t.source_end,
            SUBSTR(x.text, t.source_start + 1, t.source_end - t.source_start)
            FROM task t LEFT JOIN plan_text x ON x.plan_id = t.plan_id WHERE t.id IN {inside}"""
        )
    }
    parts, others = _parts(db, inside), part_records(db, inside)
    details = []
    claims = unproved(db, inside)
    for row in task_rows(db, ids, today, rules):
        content, note, start, end, source = texts[row.id]
        assignments, deadlines, targets, contacts, reports, findings = (part.get(row.id, ()) for part in parts)
        details.append(
            TaskDetail(
                row=row,
                plan=known[row.plan_id],
                path=heading_path(above, row.heading_id),
                content=content,
                note=note,
                source_start=start,
                source_end=end,
                source=source or "",
                assignments=tuple(assignments),
                deadlines=tuple(deadlines),
                targets=tuple(targets),
                contacts=tuple(contacts),
                reports=tuple(reports),
                findings=tuple(findings),
                parts=tuple(others.get(row.id, ())),
                unproved=tuple(claims.get(row.id, ())),
            )
        )
    return details


def _parts(db: Reader, inside: str) -> tuple[dict[int, list[Any]], ...]:
    """What belongs to each task: assignments, deadlines, targets, contacts, reports, findings."""
    assignments, deadlines, targets, contacts, reports, findings = (defaultdict[int, list[Any]](list) for _ in range(6))
    for task, *a in db.rows(
        f"""SELECT a.task_id, a.id, a.unit_id, {UNIT_NAME}, a.printed, a.role, a.inferred, u.is_group, a.source_start,
        a.source_end FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.task_id IN {inside} ORDER BY a.position, a.id"""
    ):
        assignments[task].append(AssignmentRecord(a[0], a[1], a[2], a[3], Role(a[4]), bool(a[5]), bool(a[6]), a[7], a[8]))
    for task, *d in db.rows(
        f"""SELECT task_id, id, wording, kind, due, every, every_month, every_day, source_start, source_end, is_main,
        main_by_hand, done_on,
        (SELECT m.old_due FROM deadline_move m WHERE m.deadline_id = deadline.id ORDER BY m.id LIMIT 1),
        counted_from FROM deadline WHERE task_id IN {inside} ORDER BY id"""
    ):
        turn = recurrence(*d[4:7])
        deadlines[task].append(
            DeadlineRecord(
                d[0], d[1], DeadlineKind(d[2]), day(d[3]), turn, d[7], d[8], bool(d[9]), bool(d[10]), *(day(one) for one in d[11:14])
            )
        )
    for task, *values in db.rows(
        f"""SELECT task_id, id, quote, value, measure, comparison, source_start, source_end FROM target
        WHERE task_id IN {inside} ORDER BY id"""
    ):
        targets[task].append(TargetRecord(*values))
    for task, *c in db.rows(
        f"""SELECT c.task_id, c.id, c.leader, c.office, c.person, c.phone, c.valid_from, c.valid_to, {origin_columns("c")}
        FROM contact c {ORIGIN_JOINS.format("c")} WHERE c.task_id IN {inside} ORDER BY c.id DESC"""
    ):
        contacts[task].append(ContactRecord(c[0], c[1], c[2], c[3], c[4], day(c[5]), day(c[6]), origin(*c[7:])))
    for task, *r in db.rows(
        f"""SELECT r.task_id, r.id, r.period, r.state, r.percent, r.progress, r.problems, r.next_steps, r.reported_on,
        {origin_columns("r")} FROM progress_report r {ORIGIN_JOINS.format("r")}
        WHERE r.task_id IN {inside} ORDER BY {period_order("r.period")} DESC, r.id DESC"""
    ):
        reported_on = date.fromisoformat(r[7])
        reports[task].append(ProgressRecord(r[0], r[1], State(r[2]), r[3], r[4], r[5], r[6], reported_on, origin(*r[8:])))
    for task, *values in db.rows(
        f"SELECT task_id, id, code, words, source_start, source_end FROM finding WHERE task_id IN {inside} ORDER BY id"
    ):
        findings[task].append(FindingRecord(*values))
    return assignments, deadlines, targets, contacts, reports, findings

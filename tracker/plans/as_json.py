"""A plan draft in the shape of the corpus labels (FORMAT.md), for `plan read --json` and for scoring."""

from typing import Any

from tracker.domain.terms import DeadlineKind
from tracker.files.traditional import simplified
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, PlanDraft


def as_json(draft: PlanDraft) -> dict[str, Any]:
    """One JSON object: plan, tasks with whole `body` and `review`, indicators, services, projects; all words as printed.

    Standing and relative limits (长期坚持, 收到后5日内) have no date and stand under `limits` instead of `deadlines`.
    """
    printed = _Print(draft.source_text)
    period = None
    if draft.period_start and draft.period_end:
        period = [draft.period_start.isoformat(), draft.period_end.isoformat()]
    return {
        "source": draft.source_name,
        "plan": {
            "title": printed.words(draft.title, 0),
            "doc_number": printed.words(draft.doc_number, 0) or None,
            "issuer": printed.words(draft.issuer, 0) or None,
            "issued": draft.issued.isoformat() if draft.issued else None,
            "period": period,
            "lead_units": [printed.words(name, 0) for name in draft.lead_units],
        },
        "tasks": [_task(draft, task, printed) for task in draft.tasks],
        "indicators": [
            {
                "no": row.no,
                "group": row.group,
                "name": row.name,
                "unit": row.measure,
                "op": row.comparison,
                "value": row.value,
                "nature": row.nature,
            }
            for row in draft.indicators
        ],
        "services": [
            {
                "no": row.no,
                "group": row.group,
                "name": row.name,
                "target_group": row.target_group,
                "standard": row.standard,
                "funding": row.funding,
                "units": [_unit(unit, printed) for unit in row.units],
                "note": row.note,
            }
            for row in draft.services
        ],
        "projects": [{"box": row.box, "label": row.label, "title": row.title, "body": row.content} for row in draft.projects],
        "review": [finding.words for finding in draft.findings],
    }


class _Print:
    """Words as the source prints them: a document in traditional characters is read from a simplified copy of the same length."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.reading = simplified(source)
        self.same = self.reading is source

    def words(self, text: str, start: int) -> str:
        """The text with the characters that stand for it in the source, searched from `start` on; as it is if it is not there."""
        if self.same:
            return text
        found = self.reading.find(text[:_PREFIX], start)
        at = found if found >= 0 else start
        letters = []
        for letter in text:
            place = at if letter.isspace() else self.reading.find(letter, at)
            if place < 0:
                return text
            letters.append(letter if letter.isspace() else self.source[place])
            at = place if letter.isspace() else place + 1
        return "".join(letters)


_PREFIX = 6


def _path(draft: PlanDraft, task: DraftTask, printed: _Print) -> list[str]:
    index, starts = task.heading, []
    while index >= 0:
        starts.append(draft.headings[index].span.start)
        index = draft.headings[index].parent
    return [printed.words(name, start) for name, start in zip(draft.path(task), reversed(starts), strict=True)]


def _task(draft: PlanDraft, task: DraftTask, printed: _Print) -> dict[str, Any]:
    dated = [limit for limit in task.deadlines if limit.kind is DeadlineKind.RECURRING or limit.due is not None]
    rest = [limit for limit in task.deadlines if limit not in dated]
    start = task.span.start
    return {
        "label": task.label,
        "path": _path(draft, task, printed),
        "title": printed.words(task.title, start),
        "body": printed.words(task.content, start),
        "units": [_unit(unit, printed) for unit in task.units if not unit.implied],
        "implied_units": [_unit(unit, printed) for unit in task.units if unit.implied],
        "deadlines": [_deadline(limit, printed) for limit in dated],
        "limits": [{"quote": printed.words(limit.wording, limit.span.start), "kind": limit.kind.value} for limit in rest],
        "targets": [
            {
                "quote": printed.words(target.quote, start),
                "value": target.value,
                "unit": printed.words(target.measure, target.span.start),
                "op": target.comparison,
            }
            for target in task.targets
        ],
        "leaders": [printed.words(leader, start) for leader in task.leaders],
        "review": [finding.words for finding in task.findings],
    }


def _unit(unit: DraftUnit, printed: _Print) -> dict[str, str]:
    row = {"name": printed.words(unit.name, unit.span.start), "role": unit.role.value}
    if unit.proposed:
        row["proposed"] = unit.proposed
    return row


def _deadline(limit: DraftDeadline, printed: _Print) -> dict[str, Any]:
    row: dict[str, Any] = {"quote": printed.words(limit.wording, limit.span.start), "kind": limit.kind.value, "date": None}
    if limit.due is not None:
        row["date"] = limit.due.isoformat()
    if limit.recurrence is not None:
        row["every"] = limit.recurrence.every.value
    return row

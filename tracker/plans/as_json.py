"""A plan draft in the shape of the corpus labels (FORMAT.md), for `plan read --json` and for scoring."""

from typing import Any

from tracker.domain.terms import DeadlineKind
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, PlanDraft


def as_json(draft: PlanDraft) -> dict[str, Any]:
    """One JSON object: plan, tasks with whole `body` and `review`, indicators, services, projects.

    Standing and relative limits (长期坚持, 收到后5日内) have no date and stand under `limits` instead of `deadlines`.
    """
    period = None
    if draft.period_start and draft.period_end:
        period = [draft.period_start.isoformat(), draft.period_end.isoformat()]
    return {
        "source": draft.source_name,
        "plan": {
            "title": draft.title,
            "doc_number": draft.doc_number or None,
            "issuer": draft.issuer or None,
            "issued": draft.issued.isoformat() if draft.issued else None,
            "period": period,
            "lead_units": list(draft.lead_units),
        },
        "tasks": [_task(draft, task) for task in draft.tasks],
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
                "units": [_unit(unit) for unit in row.units],
                "note": row.note,
            }
            for row in draft.services
        ],
        "projects": [{"box": row.box, "label": row.label, "title": row.title, "body": row.content} for row in draft.projects],
        "review": [finding.words for finding in draft.findings],
    }


def _task(draft: PlanDraft, task: DraftTask) -> dict[str, Any]:
    dated = [limit for limit in task.deadlines if limit.kind is DeadlineKind.RECURRING or limit.due is not None]
    rest = [limit for limit in task.deadlines if limit not in dated]
    return {
        "label": task.label,
        "path": draft.path(task),
        "title": task.title,
        "body": task.content,
        "units": [_unit(unit) for unit in task.units],
        "deadlines": [_deadline(limit) for limit in dated],
        "limits": [{"quote": limit.wording, "kind": limit.kind.value} for limit in rest],
        "targets": [
            {"quote": target.quote, "value": target.value, "unit": target.measure, "op": target.comparison} for target in task.targets
        ],
        "leaders": list(task.leaders),
        "review": [finding.words for finding in task.findings],
    }


def _unit(unit: DraftUnit) -> dict[str, str]:
    row = {"name": unit.name, "role": unit.role.value}
    if unit.proposed:
        row["proposed"] = unit.proposed
    return row


def _deadline(limit: DraftDeadline) -> dict[str, Any]:
    row: dict[str, Any] = {"quote": limit.wording, "kind": limit.kind.value, "date": None}
    if limit.due is not None:
        row["date"] = limit.due.isoformat()
    if limit.recurrence is not None:
        row["every"] = limit.recurrence.every.value
    return row

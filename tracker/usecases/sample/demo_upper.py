"""The sample's superior plan: what the city has set, and which tasks of the county carry it out."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.terms import DeadlineKind, Role, UnitKind
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, PlanDraft, Span
from tracker.storage.reading.task_list import task_numbers
from tracker.usecases.house.unit_match import place_of
from tracker.usecases.intake.plan_import import PlanImport
from tracker.usecases.intake.plans import unit_dictionary

if TYPE_CHECKING:
    from tracker.storage.journal import Work

_LEVEL = "市"
_LATER = 500
"""The city's offices stand behind those of the county in the official order."""


def store_upper(work: "Work", data: Mapping[str, Any], tasks: Mapping[int, int], on: date) -> None:
    """Store the rows of upper.json; `tasks`: number in the county's plan → id; `on`: the day on which they were tied."""
    from tracker.storage.tables import TaskLink

    rows = [row for chapter in data["chapters"] for row in chapter["tasks"]]
    leads = list(dict.fromkeys(row["lead"] for row in rows))
    held = [
        {
            "full_name": name,
            "short_name": name.replace(data["issuer"][:3], _LEVEL, 1),
            "kind": UnitKind.GOVERNMENT,
            "level": _LEVEL,
            "position": place_of(UnitKind.GOVERNMENT, _LATER + place, False),
            "is_group": False,
        }
        for place, name in enumerate(leads)
    ]
    work.insert_many("unit", held)
    plan_id = PlanImport(work, _draft(data), unit_dictionary()).run(is_sample=True)
    numbers = task_numbers(work.read(), plan_id)
    for number, row in enumerate(rows, 1):
        for lower in row["carried"]:
            if lower in tasks:
                work.add(TaskLink(upper_task_id=numbers[number], lower_task_id=tasks[lower], linked_on=on))


def _draft(data: Mapping[str, Any]) -> PlanDraft:
    """The plan as if it had been read from a document."""
    draft = PlanDraft(
        source_name=f"{data['title']}.docx",
        source_text="",
        title=data["title"],
        doc_number=data["doc_number"],
        issuer=data["issuer"],
        issued=date.fromisoformat(data["issued"]),
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
    )
    text = f"{data['title']}\n{data['doc_number']}\n"
    for place, chapter in enumerate(data["chapters"]):
        title = chapter["title"]
        draft.headings.append(DraftHeading(-1, 1, title[:2], title[2:], Span(len(text), len(text) + len(title))))
        text += chapter["title"] + "\n"
        for number, row in enumerate(chapter["tasks"], 1):
            note = f"（{row['lead']}负责，{row['wording']}完成）"
            words = f"{number}. {row['title']}。{row['content']}{note}"
            task = DraftTask(place, f"{number}.", row["title"], row["content"], note, Span(len(text), len(text) + len(words)))
            task.units = [DraftUnit(row["lead"], Role.LEAD)]
            task.deadlines = [DraftDeadline(row["wording"], DeadlineKind.DATE, date.fromisoformat(row["due"]))]
            draft.tasks.append(task)
            text += words + "\n"
    draft.source_text = text
    return draft

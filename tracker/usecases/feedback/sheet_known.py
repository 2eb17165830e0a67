"""What the reader of returned sheets must know of the store, and what is remembered for the next file."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracker.domain.reporting import settles_task
from tracker.domain.task_keys import task_key
from tracker.domain.terms import State
from tracker.domain.unit_names import folded
from tracker.sheets.staged import Choices, KnownTask, StoredReport
from tracker.sheets.state_words import state_of
from tracker.storage.reading import sheets as reading
from tracker.storage.reading.settings import state_words
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.reader import Reader

# Words in the names of files and tables that say nothing of their sender.
_ANY_FILE = re.compile(
    r"推进|进展|情况|反馈|报送|上报|填报|汇报|工作|任务|重点|事项|台账|明细|附件|表格|统计|汇总|总表|清单|新建|副本|终稿|定稿|最终|修改|更新|补报"
    r"|各单位|各部门|单位|部门|政府|全县|全市|本月|上月|本期|季度|年度|上半年|下半年|[年月日期第表版份稿新旧号的及和一二三四五六七八九十]"
)
_NAME_LENGTH = 2


def known_tasks(store: Store, plan_id: int, period: str) -> list[KnownTask]:
    """The tasks of a plan with what is stored of them for a period, in printed order."""
    with store.read() as db:
        return tasks_in(db, plan_id, period)


def tasks_in(db: "Reader", plan_id: int, period: str) -> list[KnownTask]:
    """The same within a read that is under way."""
    reports = reading.reports(db, plan_id, period)
    parts = reading.part_reports(db, plan_id, period)
    contacts = reading.contacts(db, plan_id)
    known = []
    for task in reading.tasks(db, plan_id):
        held: dict[int | None, StoredReport] = {
            unit_id: _part_as_stored(report, period) for unit_id, report in parts.get(task.id, {}).items()
        }
        own = _own_as_stored(task, reports.get(task.id), contacts.get(task.id), period)
        if own != StoredReport():
            held[None] = own
        if own.unit_id is not None and own.period == period and settles_task(own.unit_id, task.assigned):
            held[own.unit_id] = own  # of several leads, the one who gave it
        known.append(
            KnownTask(
                task_id=task.id,
                number=task.number,
                key=task_key(plan_id, task.id),
                title=task.title,
                content=task.content,
                heading=task.heading,
                label=task.label,
                units=task.units,
                part_only=task.part_only,
                due=task.due,
                due_kind=task.due_kind,
                due_wording=task.wording,
                titles=task.titles,
                reports=held,
            )
        )
    return known


def choices(store: Store, _plan_id: int | None = None) -> Choices:
    """All that clerks decided about sheets before, the office's own words of states among it; it holds for every plan."""
    with store.read() as db:
        own = {("state", folded(one.word)): one.state.value for one in state_words(db).words if state_of(one.word) is None}
        return Choices(reading.column_choices(db), own | reading.value_choices(db), reading.sender_choices(db))


def remember_columns(work: "Work", signature: str, columns: Mapping[int, str]) -> None:
    """The next table with these heads is read with these columns (place from 0 → field, "" not used)."""
    from tracker.storage.tables import ColumnChoice

    held = {row.place: row for row in work.rows(ColumnChoice, signature=signature)}
    for place, field in columns.items():
        if place in held:
            held[place].field = field
        else:
            work.add(ColumnChoice(signature=signature, place=place, field=field))


def remember_value(work: "Work", field: str, words: str, value: str | float) -> None:
    """The next cell of this field with these words is read as this value."""
    from tracker.storage.tables import ValueChoice

    words, said = folded(words), json.dumps(value, ensure_ascii=False)
    held = next(iter(work.rows(ValueChoice, field=field, words=words)), None)
    if held is None:
        work.add(ValueChoice(field=field, words=words, value=said))
    else:
        held.value = said


def names_somebody(name: str) -> bool:
    """Whether a printed name can stand for one sender: more is left of it than the words that every such file is called by."""
    return len(re.findall(r"[\u4e00-\u9fff]", _ANY_FILE.sub("", folded(name)))) >= _NAME_LENGTH


def remember_sender(work: "Work", name: str, unit_id: int) -> None:
    """The next file that names its sender like this comes from this unit."""
    from tracker.storage.tables import SenderChoice

    name = folded(name)
    held = next(iter(work.rows(SenderChoice, name=name)), None)
    if held is None:
        work.add(SenderChoice(name=name, unit_id=unit_id))
    else:
        held.unit_id = unit_id


def remember_wording(work: "Work", task_id: int, title: str) -> None:
    """A unit calls the task like this, and a person has confirmed it."""
    from tracker.storage.tables import TaskWording

    title = " ".join(title.split())
    if title and not work.rows(TaskWording, task_id=task_id, title=title):
        work.add(TaskWording(task_id=task_id, title=title))


def _own_as_stored(
    task: reading.TaskFacts, report: reading.ReportFacts | None, contact: reading.ContactFacts | None, period: str
) -> StoredReport:
    """The task's own report; what a person set on the task itself counts before it, unless a later period has been reported."""
    names = ("", "", "", "") if contact is None else contact.names
    by_hand = frozenset() if contact is None else contact.by_hand
    on_task = task.by_hand if report is None or not report.later else frozenset()
    if report is not None and report.period == period:
        by_hand |= report.by_hand
    return StoredReport(
        "" if report is None else report.period,
        task.state if "state" in on_task else (None if report is None else report.state),
        task.percent if "percent" in on_task else _percent(report),
        *(("", "", "") if report is None else (report.progress, report.problems, report.next_steps)),
        *names,
        by_hand=by_hand | on_task,
        unit_id=None if report is None else report.unit_id,
    )


def _part_as_stored(report: reading.ReportFacts, period: str) -> StoredReport:
    return StoredReport(
        report.period,
        report.state,
        report.percent,
        report.progress,
        report.problems,
        report.next_steps,
        *report.contact,
        by_hand=report.by_hand if report.period == period else frozenset(),
        unit_id=report.unit_id,
    )


def _percent(report: reading.ReportFacts | None) -> float | None:
    """The percentage of a report; a completed task stands at 100 even where nobody wrote it."""
    if report is None:
        return None
    return 100.0 if report.state is State.COMPLETED and report.percent is None else report.percent

"""The responsibility matrix as a document, exactly as it is shown: the same tasks, units and order, on A4 or A3, in Word or Excel."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask
from tracker.domain.records import UnitRecord
from tracker.domain.state_words import StateWords
from tracker.domain.terms import Light
from tracker.errors import UserError
from tracker.reports.content import A3_ACROSS, A4_ACROSS, Document
from tracker.reports.matrix import Chapter, MatrixSheet, SectionLine, matrix_document
from tracker.reports.titles import derived_title
from tracker.storage.reading import tasks as reading
from tracker.storage.reading.plans import headings, plans
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in, state_words
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.views.matrix_frame import NO_HEADING, Frame, Group, Part, Rows, Wanted, keep_units, read_counts, read_frame

PAPERS = {"A4": A4_ACROSS, "A3": A3_ACROSS}


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Which matrix: what the page shows (`wanted`), on which paper.

    `folded`: the keys of the groups whose rows are folded away; `units`: columns that are shown although they may hold nothing.
    `title` and `compiler` (编制单位) replace what is derived.
    """

    wanted: Wanted
    paper: str = "A3"
    folded: frozenset[Hashable] = frozenset()
    units: tuple[UnitRecord, ...] = ()
    title: str = ""
    compiler: str = ""


def matrix_content(store: Store, request: MatrixRequest, today: date, *, one_table: bool = False) -> Document:
    """The matrix as a content tree; with `one_table` all units stand side by side, however many.

    Raises UserError for a plan that is gone and where no task is left to print.
    """
    wanted = request.wanted
    with store.read() as db:
        known = {plan.id: plan for plan in plans(db)}
    if wanted.plan_id is not None and wanted.plan_id not in known:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    frame = keep_units(read_frame(store, wanted, today, list(known.values())), request.units)
    if not frame.tasks:
        raise UserError("没有可以打印的任务", "没有任务符合现在的筛选条件", "请放宽筛选条件")
    plan = known.get(wanted.plan_id or 0)
    sections = wanted.rows is Rows.SECTIONS
    lines, lights = ({}, {}) if sections else _lines(store, frame, today)
    shown = _shown(store, frame)
    sheet = MatrixSheet(
        request.title or (derived_title(plan.title, "责任矩阵") if plan else "全部方案责任矩阵"),
        request.compiler or (plan.issuer or "、".join(plan.lead_units) if plan else "") or office(store).name,
        frame.units,
        [] if sections else list(_chapters(frame, lines, request.folded)),
        list(_sections(store, frame, request.folded)) if sections else (),
        shown,
        lights,
        _busy(frame),
        wanted.by_load,
    )
    return matrix_document(sheet, today, PAPERS[request.paper], one_table=one_table)


def _lines(store: Store, frame: Frame, today: date) -> tuple[Mapping[int, LedgerTask], Mapping[int, Light]]:
    """All tasks with their lights, by id."""
    ids = [task_id for section in frame.sections for task_id in section.tasks]
    with store.read() as db:
        details = reading.task_details(db, ids, today, rules_in(db))
    return {one.row.id: ledger_line(one, "", today) for one in details}, {one.row.id: one.row.light for one in details}


def _chapters(frame: Frame, lines: Mapping[int, LedgerTask], folded: frozenset[Hashable]) -> Iterator[Chapter]:
    """The groups of the page; that a plan has no chapters at all need not be said on paper."""
    for group in frame.groups:
        bare = len(frame.groups) == 1 and group.part.title == NO_HEADING and group.key not in folded
        yield Chapter("" if bare else _name(group), [lines[task_id] for task_id in group.items], group.key in folded)


def _name(group: Group) -> str:
    """The heading, behind the plan's title where several plans are shown."""
    return f"{group.note}　{group.part.title}" if group.note else group.part.title


def _busy(frame: Frame) -> str:
    """What the head of the page says of the units with the highest load."""
    names = frame.by_id
    busy = "、".join(f"{names[one].display}（牵头{lead}项）" for one, lead in frame.heavy.items() if one in names)
    return f"负荷偏高（超过平均{frame.average:.1f}项的两倍）的单位：{busy}" if busy else ""


def _sections(store: Store, frame: Frame, folded: frozenset[Hashable]) -> Iterator[SectionLine]:
    """The rows of the page: groups with their sections; where every group has but one section, the sections alone, none folded."""
    by_id = {section.id: section for section in frame.sections}
    counts = read_counts(store, [*frame.sections, *(group.part for group in frame.groups)])
    bare = all(len(group.items) == 1 for group in frame.groups)

    def figures(part: Part) -> dict[int, tuple[int, int]]:
        return {unit_id: (count.lead, count.part) for unit_id, count in counts.get(part.id, {}).items()}

    for group in frame.groups:
        away = not bare and group.key in folded
        if not bare:
            yield SectionLine(_name(group), len(group.part.tasks), figures(group.part), is_group=True, folded=away)
        for item in () if away else group.items:
            part = by_id[item]
            title = f"{group.note}　{part.title}" if bare and group.note else part.title
            yield SectionLine(title, len(part.tasks), figures(part))


def _shown(store: Store, frame: Frame) -> str:
    """Which filters and which order hold, in words; "" for the whole matrix in the official order."""
    wanted = frame.wanted
    words: list[str] = []
    if wanted.heading_id is not None:
        with store.read() as db:
            heading = headings(db, wanted.plan_id).get(wanted.heading_id)
        words += [f"章节“{heading.label}{heading.title}”"] if heading else []
    words += _chosen(frame, state_words(store))
    if wanted.by_load:
        words.append("单位按负荷从高到低排列")
    return "；".join([f"共{frame.tasks}项任务", *words]) if words else ""


def _chosen(frame: Frame, said: StateWords) -> Sequence[str]:
    wanted, names = frame.wanted, frame.by_id
    words = []
    if wanted.unit_id is not None and wanted.unit_id in names:
        words.append(f"责任单位“{names[wanted.unit_id].full_name}”")
    if wanted.leader:
        words.append(f"分管领导“{wanted.leader}”")
    if wanted.state:
        words.append(f"状态“{said.general(wanted.state)}”")
    if wanted.no_lead:
        words.append("没有牵头单位的任务")
    if wanted.heavy:
        words.append(f"负荷偏高单位（{'、'.join(names[one].display for one in frame.heavy if one in names)}）牵头的任务")
    return words

"""The responsibility matrix as a document, exactly as it is shown: the same tasks, units and order, on A4 or A3, in Word or Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask
from tracker.domain.records import PlanRecord
from tracker.domain.state_words import StateWords
from tracker.errors import UserError
from tracker.reports.content import A3_ACROSS, A4_ACROSS, Document
from tracker.reports.matrix import MatrixSheet, SectionLine, matrix_document
from tracker.reports.titles import derived_title
from tracker.storage.reading import tasks as reading
from tracker.storage.reading.plans import headings, plans
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in, state_words
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.views.matrix_frame import Frame, Part, Rows, Wanted, read_counts, read_frame

PAPERS = {"A4": A4_ACROSS, "A3": A3_ACROSS}


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Which matrix: what the page shows (`wanted`), on which paper. `title` and `compiler` (编制单位) replace what is derived."""

    wanted: Wanted
    paper: str = "A3"
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
    frame = read_frame(store, wanted, today, list(known.values()))
    if not frame.tasks:
        raise UserError("没有可以打印的任务", "没有任务符合现在的筛选条件", "请放宽筛选条件")
    plan = known.get(wanted.plan_id or 0)
    lines = list(_lines(store, frame, known if plan is None else {}, today))
    shown = _shown(store, frame)
    sheet = MatrixSheet(
        request.title or (derived_title(plan.title, "责任矩阵") if plan else "全部方案责任矩阵"),
        request.compiler or (plan.issuer or "、".join(plan.lead_units) if plan else "") or office(store).name,
        frame.units,
        lines,
        list(_sections(store, frame)) if wanted.rows is Rows.SECTIONS else (),
        shown,
    )
    return matrix_document(sheet, today, PAPERS[request.paper], one_table=one_table)


def _lines(store: Store, frame: Frame, titles: dict[int, PlanRecord], today: date) -> Iterator[LedgerTask]:
    """The tasks in the order of the page; over several plans each stands under the title of its plan."""
    ids = [task_id for section in frame.sections for task_id in section.tasks]
    with store.read() as db:
        details = reading.task_details(db, ids, today, rules_in(db))
    for detail in details:
        if titles:
            detail = detail._replace(path=(titles[detail.row.plan_id].title, *detail.path))
        yield ledger_line(detail, "", today)


def _sections(store: Store, frame: Frame) -> Iterator[SectionLine]:
    """The rows of the page: groups with their sections; where every group has but one section, the sections alone."""
    by_id = {section.id: section for section in frame.sections}
    counts = read_counts(store, [*frame.sections, *(group.part for group in frame.groups)])
    bare = all(len(group.items) == 1 for group in frame.groups)

    def line(part: Part, note: str, *, is_group: bool = False) -> SectionLine:
        figures = {unit_id: (count.lead, count.part) for unit_id, count in counts.get(part.id, {}).items()}
        return SectionLine(f"{note}　{part.title}" if note else part.title, len(part.tasks), figures, is_group)

    for group in frame.groups:
        if not bare:
            yield line(group.part, group.note, is_group=True)
        for item in group.items:
            yield line(by_id[item], group.note if bare else "")


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

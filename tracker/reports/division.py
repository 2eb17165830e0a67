"""Who does what in a plan: 任务分解表 as a wide table, and 责任分工方案 as official text with the duty after each task."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.domain.ledger import LedgerTask
from tracker.domain.terms import Role
from tracker.reports.content import (
    A4_ACROSS,
    TEXT_PAGE,
    Align,
    Block,
    Column,
    Document,
    FootLine,
    Group,
    Kind,
    Note,
    Paragraph,
    RedHead,
    Row,
    Signature,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title, number_runs

NO_LEAD = "未明确"
_DEEPEST = 4
_LABEL = re.compile(r"^(?:（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|第[一二三四五六七八九十百\d]+[章节]|\d+[.、．])[ 　]*")
_COLUMNS = (
    Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("section", "类别", 22, Align.FIT),
    Column("task", "任务内容", 96.5),
    Column("leader", "牵头领导", 20, Align.CENTER),
    Column("lead", "牵头单位", 32, Align.FIT),
    Column("support", "配合单位", 40, Align.FIT),
    Column("limit", "完成时限", 26, Align.FIT),
    Column("note", "备注", 20, Align.FIT),
)


@dataclass(frozen=True, slots=True)
class DividedTask:
    """A task with the label that the plan printed before it ("1.", "（2）", "" for none)."""

    label: str
    task: LedgerTask


@dataclass(frozen=True, slots=True)
class DivisionFacts:
    """The tasks of a plan in printed order. `opening` and `closing` (a paragraph a line) frame the text of the 分工方案."""

    plan_title: str
    doc_number: str
    office: str
    today: date
    tasks: tuple[DividedTask, ...]
    number: str = ""
    opening: str = ""
    closing: str = ""


def division_table(facts: DivisionFacts) -> Document:
    """任务分解表 with the columns of DOMAIN §6; the headings of the plan are the categories."""
    rows: list[Row | Group] = []
    for path, task, number in _under_chapters(facts.tasks):
        if number:
            rows.append(Group(f"{path[0]}（{number}项）"))
        lead, carried = task.names(Role.LEAD) or task.names(Role.JOINT), "、".join(task.names(Role.IMPLEMENT))
        support = "\n".join(words for words in ("、".join(task.names(Role.SUPPORT)), f"落实：{carried}" if carried else "") if words)
        leader = task.contact.leader if task.contact else ""
        cells = (
            task.number,
            _category(path),
            task_words(task),
            leader,
            "、".join(lead) or NO_LEAD,
            support,
            _limits(task),
            _note(task),
        )
        rows.append(Row(cells))
    name = _name(facts, "任务分解表")
    units = {each.display for one in facts.tasks for each in one.task.assignments}
    inferred = [one.task.number for one in facts.tasks if any(each.inferred and each.role is Role.LEAD for each in one.task.assignments)]
    blocks: list[Block] = [
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(_compiler(facts), f"编制日期：{day_words(facts.today)}", f"任务{len(facts.tasks)}项，责任单位{len(units)}个"),
        Table(_COLUMNS, rows),
    ]
    if inferred:
        blocks.append(Note(f"注：第{number_runs(inferred)}项的牵头单位原文没有写明，系按通行读法推定，请核对。"))
    blocks.append(FootLine(("编制人：", "审核人：", "签发人：")))
    return one_section(name, A4_ACROSS, facts.today, tuple(blocks), facts.office)


def _under_chapters(tasks: Sequence[DividedTask]) -> Iterator[tuple[tuple[str, ...], LedgerTask, int]]:
    """The tasks with their headings; where a plan has chapters with sections, the first task of a chapter has their number too."""
    deep = any(len(each.task.path) > 1 for each in tasks)
    for chapter, held in groupby(tasks, key=lambda each: each.task.path[:1]):
        inside = list(held)
        for place, each in enumerate(inside):
            yield each.task.path, each.task, len(inside) if deep and chapter and not place else 0


def _category(path: tuple[str, ...]) -> str:
    """The innermost heading without its number."""
    return _LABEL.sub("", path[-1]) if path else ""


def division_plan(facts: DivisionFacts) -> Document:
    """责任分工方案: the plan's headings and tasks in its own numbering, each task with its duty in brackets."""
    name = _name(facts, "责任分工方案")
    blocks: list[Block] = [
        RedHead(facts.office, facts.number),
        Title(break_title(name, room_in_em(TEXT_PAGE.text_width, 0, 22))),
        *_paragraphs(facts.opening or usual_opening(facts.plan_title, facts.doc_number)),
        *_duties(facts.tasks),
        *_paragraphs(facts.closing or usual_closing()),
        Signature(facts.office, facts.today),
    ]
    return one_section(name, TEXT_PAGE, facts.today, tuple(blocks), facts.office)


def usual_opening(plan_title: str, doc_number: str) -> str:
    """How the text begins where nothing else is written."""
    named = f"《{plan_title.strip('《》')}》" + (f"（{doc_number}）" if doc_number else "")
    return f"为落实{named}，把各项任务分解到单位、明确到时限，现提出如下责任分工。"


def usual_closing() -> str:
    """How the text ends where nothing else is written."""
    return (
        "各牵头单位对所负责的任务总体负责，要会同配合单位排出时间安排，明确责任科室和责任人，按期报送进展情况。"
        "各配合单位要按照职责主动做好相关工作。任务或者时限确需调整的，由牵头单位书面说明理由，按程序报批。"
    )


def task_words(task: LedgerTask) -> str:
    """The title of a task with its content, said once where the content repeats it."""
    title, content = task.title.strip().rstrip("。；"), task.content.strip()
    if not title or content.startswith(title):
        return content or title
    return f"{title}。{content}" if content else title


def duty_words(task: LedgerTask) -> str:
    """牵头单位：…；配合单位：…；完成时限：…, as it stands in brackets after a task."""
    joint = task.names(Role.JOINT)
    lead = task.names(Role.LEAD)
    said = [("牵头单位", "、".join(lead)), ("责任单位", "、".join(joint)), ("配合单位", "、".join(task.names(Role.SUPPORT)))]
    said += [("落实单位", "、".join(task.names(Role.IMPLEMENT))), ("完成时限", _limits(task).replace("\n", "、"))]
    if not lead and not joint:
        said.insert(0, ("牵头单位", NO_LEAD))
    return "；".join(f"{label}：{words}" for label, words in said if words)


def _duties(tasks: Sequence[DividedTask]) -> Iterator[Paragraph]:
    above: tuple[str, ...] = ()
    for each in tasks:
        path = each.task.path
        shared = next((at for at, (old, new) in enumerate(zip(above, path, strict=False)) if old != new), min(len(above), len(path)))
        for depth, words in enumerate(path[shared:], shared + 1):
            yield Paragraph(words, min(depth, _DEEPEST))
        above = path
        words = task_words(each.task).rstrip("；;")
        stop = "" if words.endswith(("。", "！", "？")) else "。"
        yield Paragraph(f"{_label(each)}{words}{stop}（{duty_words(each.task)}）")


def _label(each: DividedTask) -> str:
    """The plan's own number of the task; a bare figure gets its point."""
    label = each.label.strip() or str(each.task.number)
    return f"{label}. " if label.isdecimal() else f"{label} " if label.isascii() else label


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.split("\n") if line.strip()]


def _limits(task: LedgerTask) -> str:
    return "\n".join(dict.fromkeys(each.wording or (day_words(each.due) if each.due else "") for each in task.deadlines)).strip()


def _note(task: LedgerTask) -> str:
    return "" if task.names(Role.LEAD) or not task.names(Role.JOINT) else "分工负责，未指定牵头单位"


def _name(facts: DivisionFacts, words: str) -> str:
    """The document's name from the plan's, no word said twice: …任务推进方案 → …任务分解表."""
    return derived_title(facts.plan_title, words).replace(f"推进{words}", words).replace("任务任务", "任务")


def _compiler(facts: DivisionFacts) -> str:
    return f"编制单位：{facts.office}" if facts.office else ""

"""交办单, 催办单 and 督办通知单: one sheet with a slip below the cut line; a text too long lets the paper grow to a second page."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.notices import NoticeKind
from tracker.reports.content import (
    A4_ACROSS,
    A4_UPRIGHT,
    Align,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    Note,
    NumberLine,
    Row,
    Section,
    SubLine,
    Table,
    Title,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.notice_forms import (
    form,
    halves,
    height_mm,
    lines_mm,
    long_rows,
    matter_head,
    matter_row,
    onto_one_page,
    opening_row,
    slip,
    whole,
)
from tracker.reports.titles import day_words

MOST_ON_SHEET = 4
"""More matters than this stand on a list of their own behind the form."""
_AROUND_MM = 84.0
"""What title, number, note, cut line and the slip's own title take, with a millimetre or two to spare."""
_VERBS = {NoticeKind.ASSIGNMENT: "交办", NoticeKind.REMINDER: "催办", NoticeKind.SUPERVISION: "督办"}


@dataclass(frozen=True, slots=True)
class NoticeMatter:
    """A task that a notice is about. `detail`: what its content says beyond the title; `role`: what the receiver is in it ("" where
    nobody in particular is written to); `cause`: why it is asked after; `standing`: how far it is."""

    number: int
    title: str
    leads: str
    supports: str
    limit: str
    detail: str = ""
    role: str = ""
    cause: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as it goes out on `day`. `receiver`: the unit written to; `due`: until when the matter is done or answered;
    `instruction`: 领导批示; `cycle`: 反馈周期; `back`: where the slip goes; `wants`: 办理要求, one a line;
    `called`: the office's own name for the paper (黄单); `opening`: what stands above the form's fields, "" for nothing."""

    kind: NoticeKind
    issuer: str
    day: date
    matters: tuple[NoticeMatter, ...]
    basis: str
    wants: str
    back: str
    number: str = ""
    receiver: str = ""
    due: str = ""
    instruction: str = ""
    cycle: str = ""
    contact: str = ""
    phone: str = ""
    note: str = ""
    called: str = ""
    opening: str = ""


def notice(facts: NoticeFacts) -> Document:
    """The notice; its name says to whom it goes or which matter it is about."""
    verb = _VERBS[facts.kind]
    grid = onto_one_page(form([*opening_row(facts.opening), *_about(facts, verb), *_asked(facts, verb)]), _room)
    name = facts.called or facts.kind.label
    title = (facts.issuer, name) if facts.issuer else (name,)
    blocks: list[Block] = [Title(title), NumberLine(facts.number or "编号：", day_words(facts.day)), grid]
    if facts.note:
        blocks.append(Note(f"注：{facts.note}"))
    opinion = "反馈情况" if facts.kind is NoticeKind.REMINDER else "办理意见"
    blocks += slip(f"{verb}事项办理回执", facts.number, facts.back, opinion, _room(grid))
    about = facts.receiver or (f"第{facts.matters[0].number}项" if len(facts.matters) == 1 else f"{len(facts.matters)}项任务")
    sections = [Section(A4_UPRIGHT, tuple(blocks))]
    if len(facts.matters) > MOST_ON_SHEET:
        sections.append(Section(A4_ACROSS, _list(facts, verb)))
    return Document(f"{name}（{about}）", facts.day, tuple(sections), facts.issuer)


def _room(grid: Grid) -> float:
    """What a form leaves for the slip on its page."""
    return A4_UPRIGHT.text_height - _AROUND_MM - height_mm(grid)


def _about(facts: NoticeFacts, verb: str) -> list[GridRow]:
    """What the notice is about: one matter with its units, or the receiver with a list."""
    first = facts.matters[0]
    basis = whole(f"{verb}依据", facts.basis)
    orders = [whole("领导批示", facts.instruction, lines_mm(2, 16))] if facts.kind is NoticeKind.SUPERVISION else []
    if len(facts.matters) == 1:
        rows = [whole("承办单位", facts.receiver)] if facts.receiver and facts.kind is not NoticeKind.SUPERVISION else []
        rows += [whole(f"{verb}事项", f"{first.title}（任务第{first.number}项）"), basis, *orders]
        rows.append(halves("牵头单位", first.leads, "配合单位", first.supports))
        if first.detail and facts.kind is NoticeKind.ASSIGNMENT:
            rows += long_rows("工作内容", first.detail)
        if facts.kind is NoticeKind.REMINDER:
            rows += [whole("目前进展", first.standing), whole("催办原因", first.cause)]
        return rows
    rows = [whole("承办单位", facts.receiver)] if facts.receiver else []
    rows += [basis, *orders]
    if len(facts.matters) > MOST_ON_SHEET:
        return [*rows, whole(f"{verb}事项", f"共{len(facts.matters)}项，见所附清单。")]
    wide = not facts.receiver
    rows.append(matter_head("牵头单位" if wide else "职责", "催办原因" if facts.kind is NoticeKind.REMINDER else "完成时限", wide=wide))
    for each in facts.matters:
        last = each.cause if facts.kind is NoticeKind.REMINDER else each.limit
        rows.append(matter_row(each.number, each.title, each.leads if wide else each.role, last, wide=wide))
    return rows


def _asked(facts: NoticeFacts, verb: str) -> list[GridRow]:
    """What is asked: how, until when, how often it is reported, and who answers questions."""
    due = "反馈时限" if facts.kind is NoticeKind.REMINDER else "办理时限"
    return [
        *long_rows("办理要求", facts.wants, 26),
        halves(due, facts.due, "反馈周期", facts.cycle),
        halves(f"{verb}联系人", facts.contact, "联系电话", facts.phone),
    ]


def _list(facts: NoticeFacts, verb: str) -> tuple[Block, ...]:
    """All matters on a sheet lying across."""
    columns = (
        Column("number", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("task", "事项", 82),
        Column("role", "职责", 20, Align.CENTER),
        Column("lead", "牵头单位", 36, Align.FIT),
        Column("support", "配合单位", 44, Align.FIT),
        Column("limit", "完成时限", 30, Align.FIT),
        Column("cause", "备注" if facts.kind is NoticeKind.ASSIGNMENT else "目前情况", 43, Align.FIT),
    )
    rows = [Row((each.number, each.title, each.role or "—", each.leads, each.supports, each.limit, each.cause)) for each in facts.matters]
    name = f"{verb}事项清单"
    return (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"承办单位：{facts.receiver}" if facts.receiver else "", facts.number, f"共{len(rows)}项"),
        Table(columns, rows),
    )

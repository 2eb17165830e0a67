"""延期申请审批表 for one request, and 延期登记表 of a plan, as content trees."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.extensions import ExtensionRecord
from tracker.reports.content import (
    A4_ACROSS,
    A4_UPRIGHT,
    Align,
    Block,
    Column,
    Document,
    FaceUse,
    FootLine,
    Grid,
    GridCell,
    GridRow,
    Kind,
    NumberLine,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title

_WIDTHS = (36, 42, 36, 42)


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """The requests that a paper is about, the latest first; `content`: what the task of a single request asks for."""

    plan_title: str
    office: str
    today: date
    requests: tuple[ExtensionRecord, ...]
    content: str = ""


def approval_form(facts: ExtensionFacts) -> Document:
    """延期申请审批表 of the first request; what is decided stands in it, what is not has room to be written."""
    one = facts.requests[0]
    decided = one.decided_on if not one.is_open else None
    verdict = f"{one.outcome}。{one.words}".rstrip("。") + "。" if decided else ""
    rows = (
        _row(("申请单位", one.unit), ("申请日期", day_words(one.asked_on))),
        _row(("依据方案", f"《{facts.plan_title.strip('《》')}》")),
        _row(("任务", f"第{one.number}项　{one.title}"), height=14),
        _row(("工作内容", facts.content), height=24),
        _row(("原定时限", _limit(one)), ("申请延至", day_words(one.wished))),
        _row(("延期理由", one.reason), height=34),
        _row(("申请单位意见", f"\n　　　　申请人：{one.asked_by or '　　　　'}　　　（盖章）　　年　月　日"), height=22),
        _row(("分管领导意见", "\n　　　　签字：　　　　　　　　　　　　年　月　日"), height=24),
        _row(("审批意见", f"{verdict}\n　　　　批准人：{one.decided_by or '　　　　'}　　　　{_signed(decided)}"), height=28),
        _row(("批准的时限", day_words(one.granted) if one.granted else ""), ("批复日期", day_words(decided) if decided else "")),
        _row(("备注", ""), height=12),
    )
    blocks: tuple[Block, ...] = (
        Title(("延期申请审批表",)),
        NumberLine(f"编号：{one.id}", f"受理单位：{facts.office}" if facts.office else ""),
        Grid(_WIDTHS, rows),
    )
    return one_section(f"延期申请审批表（第{one.number}项）", A4_UPRIGHT, facts.today, blocks, facts.office)


def extension_register(facts: ExtensionFacts) -> Document:
    """延期登记表: every request of a plan with what became of it."""
    name = derived_title(facts.plan_title, "延期登记表")
    columns = (
        Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
        Column("task", "任务", 48),
        Column("unit", "申请单位", 30, Align.FIT),
        Column("asked", "申请日期", 31, Align.CENTER),
        Column("old", "原定时限", 31, Align.CENTER),
        Column("wished", "申请延至", 31, Align.CENTER),
        Column("reason", "延期理由", 44.5),
        Column("result", "办理结果", 41),
    )
    rows = [
        Row(
            (
                place,
                f"{one.number}．{one.title}",
                one.unit,
                day_words(one.asked_on),
                _limit(one),
                day_words(one.wished),
                one.reason,
                Strong(one.outcome) if one.is_open else "\n".join(part for part in (one.outcome, one.decided_by, one.words) if part),
            )
        )
        for place, one in enumerate(reversed(facts.requests), 1)
    ]
    waiting = sum(one.is_open for one in facts.requests)
    granted = sum(one.granted is not None for one in facts.requests)
    right = f"共{len(rows)}件，已批准{granted}件，待批{waiting}件"
    blocks: tuple[Block, ...] = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{facts.office}" if facts.office else "", f"统计时点：{day_words(facts.today)}", right),
        Table(columns, rows),
        FootLine(("填报人：", "审核人：")),
    )
    return one_section(name, A4_ACROSS, facts.today, blocks, facts.office)


def _limit(one: ExtensionRecord) -> str:
    return day_words(one.old_due) if one.old_due else one.wording


def _signed(day: date | None) -> str:
    return day_words(day) if day else "年　月　日"


def _row(*pairs: tuple[str, str], height: float = 11) -> GridRow:
    """One label with its words over the whole row, or two side by side."""
    span = 3 if len(pairs) == 1 else 1
    cells = [cell for label, words in pairs for cell in (_cell(label, head=True), _cell(words, span=span))]
    return GridRow(tuple(cells), height)


def _cell(words: str, *, head: bool = False, span: int = 1) -> GridCell:
    face = FaceUse.HEI if head else FaceUse.BODY
    return GridCell(tuple(words.split("\n")), span, face, 12, align=Align.CENTER if head else Align.LEFT)

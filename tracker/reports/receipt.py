"""反馈表接收回执: what was received of a unit, what became of it, what it has to correct and until when."""

from dataclasses import dataclass
from datetime import date

from tracker.reports.content import (
    A4_UPRIGHT,
    Align,
    Block,
    Column,
    Document,
    FootLine,
    Kind,
    Note,
    Row,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.titles import day_words, period_words

_MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class ReceiptFault:
    """One thing to correct: where it stands (第7行), the column's head, what is wrong."""

    place: str
    label: str
    words: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """`unread`: why the file could not be used at all; `rows`: its rows with tasks."""

    unit: str
    plan_title: str
    period: str
    file: str
    received: date
    rows: int
    stored: int
    same: int
    to_correct: int
    checking: int
    faults: tuple[ReceiptFault, ...]
    missing: tuple[str, ...]
    correct_by: date
    office: str
    unread: str = ""


def receipt(facts: ReceiptFacts) -> Document:
    """The receipt as a content tree."""
    name = "反馈表接收回执"
    about: list[tuple[str, str]] = [
        ("报送单位", facts.unit),
        ("报送内容", f"《{facts.plan_title}》{period_words(facts.period)}推进情况"),
        ("收到的文件", facts.file),
        ("收到日期", day_words(facts.received)),
    ]
    if facts.unread:
        about.append(("接收结果", f"没有收进台账：{facts.unread}"))
    else:
        parts = (("收进台账", facts.stored), ("与台账相同", facts.same), ("待更正", facts.to_correct), ("待核对", facts.checking))
        said = "，".join(f"{words}{count}项" for words, count in parts if count)
        about.append(("接收结果", f"任务{facts.rows}项：{said}" if said else "文件里没有任务行"))
    if facts.missing:
        about.append(("尚未填报", f"{len(facts.missing)}项：{'；'.join(facts.missing)}"))
    if facts.faults or facts.missing or facts.unread:
        about.append(
            ("更正要求", f"请于{day_words(facts.correct_by)}前更正后重新报送。已收进台账的内容不必重填，空着的格不会清掉原有内容。")
        )
    else:
        about.append(("更正要求", "无须更正。"))
    blocks: list[Block] = [
        Title((name,)),
        SubLine(f"致：{facts.unit}", "", f"报告期：{period_words(facts.period)}"),
        Table(
            (Column("what", "事项", 30, Align.CENTER), Column("text", "内容", 126)),
            [Row((label, text)) for label, text in about],
            cell_pt=12,
            line_pt=18,
            row_mm=10,
            side_margin_mm=_MARGIN,
        ),
    ]
    if facts.faults:
        columns = (
            Column("no", "序号", 13, Align.CENTER, Kind.NUMBER),
            Column("place", "位置", 20, Align.CENTER),
            Column("title", "任务", 50),
            Column("label", "栏目", 24, Align.CENTER),
            Column("words", "需要更正的问题", 49),
        )
        rows = [Row((number, fault.place, fault.title, fault.label, fault.words)) for number, fault in enumerate(facts.faults, 1)]
        blocks += [Note(f"需更正事项（{len(rows)}处）："), Table(columns, rows)]
    blocks.append(FootLine((f"接收单位：{facts.office}" if facts.office else "接收单位：", f"日期：{day_words(facts.received)}")))
    return one_section(f"{name}（{facts.unit}）", A4_UPRIGHT, facts.received, tuple(blocks), facts.office)

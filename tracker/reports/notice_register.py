"""督办登记簿: every notice that went out, what it is about, until when it is answered and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reports.content import (
    A4_ACROSS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    FootLine,
    Kind,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words

_COLUMNS = (
    Column("order", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("number", "编号", 32, Align.FIT),
    Column("matter", "事项", 62),
    Column("source", "来源", 34, Align.FIT),
    Column("issued", "交办日期", 23.5, Align.CENTER, Kind.DATE),
    Column("unit", "承办单位", 28, Align.FIT),
    Column("due", "办理时限", 23.5, Align.CENTER, Kind.DATE),
    Column("answered", "反馈日期", 23.5, Align.CENTER, Kind.DATE),
    Column("result", "办理结果", 30, Align.FIT),
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A notice in the register. `result`: what was said in the answer, else where it stands; `late`: an answer is overdue."""

    number: str
    matter: str
    source: str
    issued_on: date
    unit: str
    due: date | None
    returned_on: date | None
    result: str
    late: bool = False
    void: bool = False


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The notices in the order in which they went out; `span`: in words, which ones ("2026年", a plan's title, "")."""

    office: str
    span: str
    today: date
    lines: Sequence[RegisterLine]


def notice_register(facts: RegisterFacts) -> Document:
    """The register on A4, lying across."""
    name = "督办登记簿"
    rows = []
    for order, line in enumerate(facts.lines, 1):
        result: Cell = Strong(line.result) if line.late else line.result
        rows.append(Row((order, line.number, line.matter, line.source, line.issued_on, line.unit, line.due, line.returned_on, result)))
    valid = [line for line in facts.lines if not line.void]
    answered, late = sum(line.returned_on is not None for line in valid), sum(line.late for line in valid)
    counts = f"共{len(valid)}件，已反馈{answered}件" + (f"，逾期未反馈{late}件" if late else "")
    title = f"{facts.span}{name}" if facts.span else name
    blocks: tuple[Block, ...] = (
        Title(break_title(title, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"登记单位：{facts.office}" if facts.office else "", f"截至{day_words(facts.today)}", counts),
        Table(_COLUMNS, rows),
        FootLine(("登记人：", "审核人：", "日期：　　　　年　　月　　日")),
    )
    return one_section(title, A4_ACROSS, facts.today, blocks, facts.office)

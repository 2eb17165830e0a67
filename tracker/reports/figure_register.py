"""指标项目表收发登记表: which unit was sent the sheet of its indicators and projects for a period, when, and what came back from it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from tracker.domain.figures import period_said
from tracker.reports.content import Align, Cell, Column, Document, Kind, Row, Strong, Table
from tracker.reports.figure_tables import Paper, columns_of, paper
from tracker.reports.titles import day_words

NAME = "指标项目表收发登记表"
_COLUMNS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("unit", "单位", 46),
    Column("rows", "应报项数", 20, Align.CENTER, Kind.NUMBER),
    Column("file", "发放的文件", 56),
    Column("at", "发放时间", 28, Align.CENTER),
    Column("came", "收到时间", 28, Align.CENTER),
    Column("from", "收到的文件", 46),
    Column("standing", "情况", 32.5, Align.CENTER),
)


class SentSheet(NamedTuple):
    """One unit: how many rows its sheet has, what went out and what came back; `is_late`: it is to catch the eye."""

    unit: str
    rows: int
    handed_out: datetime | None
    handed_out_as: str
    received_at: datetime | None
    received: tuple[str, ...]
    standing: str
    is_late: bool


def figure_register(about: Paper, period: str, due_on: date | None, sheets: Sequence[SentSheet]) -> Document:
    """The register of a period, units in official order."""
    rows = [Row((number, *_cells(one))) for number, one in enumerate(sheets, 1)]
    asked = sum(one.handed_out is not None for one in sheets)
    came = sum(one.handed_out is not None and bool(one.received) for one in sheets)
    due = f"应于{day_words(due_on)}前报送。" if due_on else ""
    note = f"注：{due}按已发放的{asked}个单位计，已收{came}个，未收{asked - came}个。"
    about = about._replace(as_of=f"{day_words(about.today)}，{period_said(period)}")
    return paper(about, NAME, f"已发{asked}个单位，已收{came}个", Table(_COLUMNS, rows), [note])


def _cells(one: SentSheet) -> tuple[Cell, ...]:
    standing = Strong(one.standing) if one.is_late else one.standing
    rows = one.rows or None
    return (
        one.unit, rows, one.handed_out_as, _moment(one.handed_out), _moment(one.received_at), "\n".join(one.received), standing,
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at.month}月{at.day}日 {at:%H:%M}"

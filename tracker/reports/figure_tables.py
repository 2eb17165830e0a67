"""What the tables of indicators, services and projects share: rows under their groups, figures as figures, the lines above and below."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from tracker.domain.figure_lines import Line
from tracker.domain.records import PlanRecord
from tracker.reports.content import (
    A4_ACROSS,
    Block,
    Cell,
    Column,
    Document,
    FootLine,
    Group,
    Note,
    Row,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.plan_lists import figure
from tracker.reports.titles import day_words, derived_title

SIGNS = FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日"))
L = TypeVar("L", bound=Line)


class Paper(NamedTuple):
    """What such a document is about: the plan, the office that keeps it, the day, and as of when its figures are (`as_of` in words)."""

    plan: PlanRecord
    office: str
    today: date
    as_of: str = ""


def paper(about: Paper, words: str, right: str, table: Table, notes: Sequence[str]) -> Document:
    """A table across A4 with its title, the lines around it and places to sign."""
    name = derived_title(about.plan.title, words)
    office = about.office or about.plan.issuer
    blocks: tuple[Block, ...] = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{office}" if office else "", f"统计时点：{about.as_of or day_words(about.today)}", right),
        table,
        *(Note(text) for text in notes if text),
        SIGNS,
    )
    return one_section(name, A4_ACROSS, about.today, blocks, office)


def grouped(lines: Sequence[L], cells: Callable[[L, int], tuple[Cell, ...]], title: Callable[[L], str]) -> list[Row | Group]:
    """A row for every line, numbered through, under the head of its group where it has one."""
    made: list[Row | Group] = []
    number = 0
    for head, run in groupby(lines, title):
        members = list(run)
        if head:
            made.append(Group(f"{' '.join(head.split())}（{len(members)}项）"))
        for line in members:
            number += 1
            made.append(Row(cells(line, number)))
    return made


def number_of(text: str) -> Cell:
    """A stored figure as a number, so that a workbook can reckon with it; nothing as nothing."""
    return figure(text) if text else None


def two_lines(day: date) -> str:
    """A day for a narrow column, broken after the year."""
    return day_words(day).replace("年", "年\n")


def columns_of(*columns: Column) -> tuple[Column, ...]:
    """The columns, checked to fill the page across."""
    assert abs(sum(column.width for column in columns) - A4_ACROSS.text_width) < 0.01
    return columns

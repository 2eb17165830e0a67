"""The cells of a table → typed values with their reasons, column by column.

What stands in a column more than once is read once: sheets repeat themselves.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from math import isfinite
from typing import NamedTuple

from tracker.domain.terms import DeadlineKind
from tracker.domain.unit_names import folded
from tracker.files.grid import CellValue
from tracker.sheets.columns import Columns
from tracker.sheets.compare import limit_differs, plan_kind
from tracker.sheets.dates import read_day
from tracker.sheets.fields import PERSON_PHONE, REPORTED, TEXTS, TICK, label
from tracker.sheets.frame import Frame, says_nothing, shown
from tracker.sheets.staged import KnownTask, Reason, StagedCell
from tracker.sheets.state_words import is_tick, state_of, stored_state
from tracker.sheets.values import EMPTY, Reading, adds_words, read_percent, read_person, read_phone, read_state, split_person_phone

_CLEAR_CONTENTS = 0.9
_SENTENCE = 12
_DITTO = re.compile(
    r"[(（]?(?:(?:同|见|如)(?:上|前)(?:述|面)?(?:[项行条])?|同第?[\d一二三四五六七八九十]{1,3}[项行条]|[〃″＂\"]+|同左)[)）。.]?"
)
_LONGEST_DITTO = 8
_ORDER = ("number", "title", "content", "group", "lead", "support", "deadline", "state", "percent", *TEXTS)
_WORDS = ("number", "title", "content", "group", "lead", "support", *TEXTS, "office", "remark")
"""Fields whose value is what stands in the cell."""
_LAST = ("leader", "office", "person", "phone", "remark")

_STANDING = (DeadlineKind.STANDING, DeadlineKind.RECURRING)
Judged = tuple[str | float | None, Reason | None, str]


class Raws(NamedTuple):
    """Some rows of a table as they stand in the file, by field."""

    rows: Sequence[int]
    columns: Mapping[str, Sequence[CellValue]]

    def of(self, name: str) -> Sequence[CellValue]:
        """The column of a field; nothing where the table has none."""
        return self.columns.get(name) or (None,) * len(self.rows)


class _Column(dict[CellValue, StagedCell]):
    """One column of a table: what stands in its cells → the cell as it is staged."""

    def __init__(self, name: str, at: int, read: Callable[[CellValue], StagedCell]) -> None:
        super().__init__({None: StagedCell(name, None, None, None, at)})
        self.read = read

    def __missing__(self, raw: CellValue) -> StagedCell:
        cell = self[raw] = self.read(raw)
        return cell

    def staged(self, raw: CellValue) -> StagedCell:
        """The cell of a value. (True is no 1, though the two are equal.)"""
        return self.read(raw) if isinstance(raw, bool) else self[raw]


class CellReader:
    """Reads the cells of one table. `year`: of limits that name none; `values`: what a clerk decided odd words mean."""

    def __init__(
        self,
        frame: Frame,
        first: int,
        last: int,
        columns: Columns,
        values: Mapping[tuple[str, str], str | float],
        year: int,
    ) -> None:
        self.frame, self.columns, self.values, self.year = frame, columns, values, year
        fields = columns.fields
        self.ticks = [(name.removeprefix(TICK), at) for name, at in fields.items() if name.startswith(TICK)]
        self.together = fields.get(PERSON_PHONE)
        self.fractions = self._are_fractions(first, last)
        self.unsure = {name: self._unsure(name) for name in columns.unsure} | {name: self._rival(name) for name in columns.rivals}
        self._readers: dict[str, Callable[[CellValue, bool], Reading]] = {
            "state": lambda raw, standing: read_state(shown(raw), standing=standing),
            "leader": lambda raw, _none: _person(raw),
            "person": lambda raw, _none: _person(raw),
            "phone": lambda raw, _none: read_phone(raw),
            "percent": lambda raw, signed: read_percent(raw, as_percent=signed, fractions=self.fractions),
        }
        self.as_it_stands = frozenset(
            name for name in _WORDS if name not in self.unsure and not any(field == name for field, _said in values)
        )
        self.beside_words = fields.get("progress") in (fields.get("state", -1), fields.get("percent", -1))
        self.limits: dict[tuple[CellValue, date | None, DeadlineKind | None, str], StagedCell] = {}
        self.plain = [(name, fields[name]) for name in (*_ORDER, *_LAST) if name in fields]
        self.order = [name for name, _column in self.plain]
        self.columns_read: dict[tuple[str, bool], _Column] = {}

    def value(self, row: int, column: int) -> CellValue:
        """What holds for this row: its own cell, or the merged one that reaches down to it; never the neighbour's to the left."""
        covers = self.frame.covers
        merge = covers.get((row, column)) if covers else None
        if merge is None:
            cells = self.frame.grid.rows[row]
            return cells[column] if column < len(cells) else None
        return None if merge.first_column != column else self.frame.own(merge.first_row, column)

    def _are_fractions(self, first: int, last: int) -> bool:
        """Whether the bare numbers of the percentage column are all shares of one, so that 1 means all of it."""
        column = self.columns.fields.get("percent")
        if column is None:
            return False
        percents = self.frame.grid.percents
        seen = False
        for row in range(first, last + 1):
            value = self.frame.own(row, column)
            if isinstance(value, str):
                if "%" in value:
                    continue
                try:
                    number = float(value)
                except ValueError:
                    continue
            elif isinstance(value, (int, float)) and not isinstance(value, bool) and (row, column) not in percents:
                number = float(value)
            else:
                continue
            if not isfinite(number) or number > 2 or (number > 1 and number == int(number)):
                return False
            seen = seen or number != int(number)
        return seen

    def _unsure(self, name: str) -> Reason | None:
        """The question to a column that was told by its contents, unless these can be nothing else."""
        at = self.columns.fields[name]
        look = self.columns.profiles[at]
        shares = {"percent": look.sign, "phone": look.phone, "state": look.state, PERSON_PHONE: look.name_phone}
        if shares.get(name, 0.0) >= _CLEAR_CONTENTS:
            return None
        return Reason("column_unsure", f"“{self._head(at)}”这一列当作“{label(name)}”读取，请确认", name)

    def _rival(self, name: str) -> Reason:
        """The question to a column beside which another one may hold the same."""
        words = f"不止一列像是{label(name)}，读的是“{self._head(self.columns.fields[name])}”这一列，请确认"
        return Reason("column_unsure", words, name)

    def _unread(self, column: int) -> Reason:
        return Reason("column_unsure", f"“{self._head(column)}”这一列看不出是什么，请指定")

    def _head(self, column: int) -> str:
        return next((guess.head for guess in self.columns.guesses if guess.column == column), "")

    def texts(self, rows: Sequence[int], *, later: bool = False) -> Raws:
        """What stands in these rows. `later`: they are later rows of their tasks, to which merged cells of the first one add nothing."""
        fields = self.columns.fields
        if self.frame.covers and not later:
            return Raws(rows, {name: [self.value(row, at) for row in rows] for name, at in fields.items()})
        grid = self.frame.grid.rows
        columns = list(zip_longest(*[grid[row] for row in rows]))
        nothing = (None,) * len(rows)
        return Raws(rows, {name: columns[at] if at < len(columns) else nothing for name, at in fields.items()})

    def read(self, held: Raws, tasks: Sequence[KnownTask | None]) -> list[tuple[StagedCell, ...]]:
        """The cells of each row, in the usual order, as if nothing were stored. `tasks`: what the rows mean."""
        rows = held.rows
        columns: list[list[StagedCell]] = []
        for name, at in self.plain:
            raws = held.columns[name]
            columns.append(self._limits(raws, at, tasks) if name == "deadline" else self._cells(name, at, raws, rows, tasks))
        self._mark_broken(columns, rows)
        self._settle(columns)
        self._ask_struck(columns, rows)
        cells: list[tuple[StagedCell, ...]] = list(zip(*columns, strict=True)) if columns else [()] * len(rows)
        if not self.columns.unread and not self.ticks and self.together is None:
            return cells
        return [(*plain, *self._beside(row)) for plain, row in zip(cells, rows, strict=True)]

    def _cells(
        self, name: str, at: int, raws: Sequence[CellValue], rows: Sequence[int], tasks: Sequence[KnownTask | None]
    ) -> list[StagedCell]:
        """The cells of one column. A percentage counts by how it is shown, a state by whether the task is a duty without end."""
        plain, special = self._column(name, at, False), self._column(name, at, True)
        if name == "percent" and (signed := {row for row, column in self.frame.grid.percents if column == at}):
            return [(special if row in signed else plain).staged(raw) for raw, row in zip(raws, rows, strict=True)]
        if name == "state":
            standing = [task is not None and plan_kind(task) in _STANDING for task in tasks]
            return [(special if how else plain).staged(raw) for raw, how in zip(raws, standing, strict=True)]
        return [plain[raw] if raw.__class__ is not bool else plain.read(raw) for raw in raws]

    def _column(self, name: str, at: int, how: bool) -> _Column:
        held = self.columns_read.get((name, how))
        if held is None:
            read = self._as_it_stands(name, at) if name in self.as_it_stands else self._read_as(name, at, how)
            if name == "progress" and self.beside_words:
                read = _words_beside(at)
            held = self.columns_read[name, how] = _Column(name, at, read)
        return held

    @staticmethod
    def _as_it_stands(name: str, at: int) -> Callable[[CellValue], StagedCell]:
        reported = name in REPORTED

        def read(raw: CellValue) -> StagedCell:
            text = shown(raw)
            if says_nothing(text):
                return StagedCell(name, raw, None, None, at)
            if reported and len(text) <= _LONGEST_DITTO and _DITTO.fullmatch(text):
                words = f"{label(name)}写的是“{text}”，请改成具体内容"
                return StagedCell(name, raw, None, None, at, reason=Reason("ditto", words, name))
            return StagedCell(name, raw, text, None, at, reported)

        return read

    def _read_as(self, name: str, at: int, how: bool) -> Callable[[CellValue], StagedCell]:
        reported = name in REPORTED

        def read(raw: CellValue) -> StagedCell:
            value, reason, shade = self._found(name, raw, how)
            return StagedCell(name, raw, value, None, at, value is not None and reported, reason, shade)

        return read

    def _limits(self, raws: Sequence[CellValue], at: int, tasks: Sequence[KnownTask | None]) -> list[StagedCell]:
        empty = StagedCell("deadline", None, None, None, at)
        return [empty if raw is None else self._limit(at, raw, task) for raw, task in zip(raws, tasks, strict=True)]

    def _settle(self, columns: list[list[StagedCell]]) -> None:
        """Where the state says 已完成, the percentage 1 is all of it."""
        if "percent" not in self.order:
            return
        percents = columns[self.order.index("percent")]
        states = columns[self.order.index("state")] if "state" in self.order else []
        for place, cell in enumerate(percents):
            if cell.reason is not None and cell.reason.code == "percent_one" and states and states[place].value == "completed":
                percents[place] = cell._replace(value=100.0, changes=True, reason=None)

    def _mark_broken(self, columns: list[list[StagedCell]], rows: Sequence[int]) -> None:
        """Cells that hold the error of a formula have no value."""
        errors = self.frame.grid.errors
        if not errors:
            return
        for (name, at), cells in zip(self.plain, columns, strict=True):
            for place, row in enumerate(rows):
                if (row, at) in errors and cells[place].raw is not None:
                    cells[place] = self._broken(name, at, cells[place].raw)

    def _ask_struck(self, columns: list[list[StagedCell]], rows: Sequence[int]) -> None:
        """A text that is struck through may be meant as deleted."""
        struck = self.frame.grid.struck
        if not struck:
            return
        for (name, at), cells in zip(self.plain, columns, strict=True):
            if name != "title" and name not in REPORTED:
                continue
            for place, row in enumerate(rows):
                cell = cells[place]
                if (row, at) in struck and cell.raw is not None and cell.reason is None:
                    words = f"{label(name)}“{_short(shown(cell.raw))}”在表里划了删除线，请确认还算不算数"
                    cells[place] = cell._replace(reason=Reason("struck_out", words, name))

    def _beside(self, row: int) -> list[StagedCell]:
        """The cells of a row that belong to no single field: unread columns, ticks, name and phone in one cell."""
        cells = [
            StagedCell("", raw, None, column=column, reason=self._unread(column))
            for column in self.columns.unread
            if not says_nothing(raw := self.value(row, column))
        ]
        if self.ticks:
            cells.append(self._ticked(row))
        if self.together is not None:
            cells += self._name_and_phone(row, self.together)
        return cells

    def _found(self, name: str, raw: CellValue, how: bool) -> Judged:
        """Value, reason and shade of a cell that is not empty."""
        told = self.values.get((name, folded(shown(raw)))) if self.values else None
        if told is not None:
            return told, None, ""
        read = self._readers.get(name)
        if says_nothing(raw):
            reading = EMPTY
        elif read is not None:
            reading = read(raw, how)
        else:
            reading = Reading(shown(raw) or None)
        return self._judged(name, reading)

    def _judged(self, name: str, reading: Reading) -> Judged:
        reason = Reason(reading.code, reading.words, name) if reading.code else None
        if reason is None and reading.value is not None and self.unsure:
            reason = self.unsure.get(name)
        return reading.value, reason, reading.shade

    def _cell(self, name: str, raw: CellValue, column: int, reading: Reading) -> StagedCell:
        value, reason, shade = self._judged(name, reading)
        return StagedCell(name, raw, value, None, column, value is not None, reason, shade)

    @staticmethod
    def _broken(name: str, column: int, raw: CellValue) -> StagedCell:
        words = f"{label(name)}是公式错误“{shown(raw)}”，没有值"
        return StagedCell(name, raw, None, column=column, reason=Reason("formula_error", words, name))

    def _limit(self, column: int, raw: CellValue, task: KnownTask | None) -> StagedCell:
        due, kind = (None, None) if task is None else (task.due, plan_kind(task))
        key = (raw, due, kind, task.due_wording if task is not None and due is None else "")
        known = self.limits.get(key)
        if known is None:
            known = self.limits[key] = self._read_limit(column, raw, task, due, kind)
        return known

    def _read_limit(self, column: int, raw: CellValue, task: KnownTask | None, due: date | None, kind: DeadlineKind | None) -> StagedCell:
        limit = read_day(raw, due, kind, self.year)
        iso = None if limit.day is None else limit.day.isoformat()
        reason = None
        if limit.fault:
            reason = Reason("bad_date", f"完成时限写的是“{_short(shown(raw))}”，{limit.fault}", "deadline")
        elif task is not None and limit_differs(iso, limit.kind, task):
            words = f"完成时限写的是“{_short(shown(raw))}”，方案里是{_plan_limit(task)}；方案的时限不改"
            reason = Reason("deadline_differs", words, "deadline")
        return StagedCell("deadline", raw, iso, column=column, reason=reason)

    def _ticked(self, row: int) -> StagedCell:
        ticked = [(state, at) for state, at in self.ticks if is_tick(shown(self.value(row, at)))]
        if not ticked:
            return StagedCell("state", None, None, column=self.ticks[0][1])
        state, at = ticked[0]
        raw = self.value(row, at)
        if len(ticked) > 1:
            return StagedCell("state", raw, None, column=at, reason=Reason("bad_status", "勾了不止一个状态，看不出是哪一个", "state"))
        reading = Reading(str(stored_state(state)), shade=state if state == "delayed" else "")
        return self._cell("state", raw, at, reading)

    def _name_and_phone(self, row: int, column: int) -> list[StagedCell]:
        raw = self.value(row, column)
        person, phone = split_person_phone(raw)
        present = self.columns.fields
        cells = [self._cell("person", raw, column, person)] if "person" not in present else []
        return cells + ([self._cell("phone", raw, column, phone)] if "phone" not in present else [])


def _words_beside(at: int) -> Callable[[CellValue], StagedCell]:
    """The progress of a column that holds state or percentage: what is said beyond these."""

    def read(raw: CellValue) -> StagedCell:
        text = shown(raw)
        more = isinstance(raw, str) and (adds_words(text) or (len(text) >= _SENTENCE and state_of(text) is None))
        return StagedCell("progress", raw, text if more else None, None, at, more)

    return read


def _person(raw: CellValue) -> Reading:
    text = shown(raw)
    return EMPTY if text == "无" else read_person(text)


def _plan_limit(task: KnownTask) -> str:
    if task.due is not None and task.due_kind is DeadlineKind.DATE:
        return f"{task.due.year}年{task.due.month}月{task.due.day}日"
    return f"“{task.due_wording}”" if task.due_wording else "长期任务"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:19] + "…"

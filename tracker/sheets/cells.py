"""The cells of one row → typed values with their reasons, column by column."""

from collections.abc import Mapping

from tracker.domain.terms import DeadlineKind
from tracker.domain.unit_names import folded
from tracker.files.grid import CellValue
from tracker.sheets.columns import Columns
from tracker.sheets.compare import limit_differs
from tracker.sheets.dates import read_day
from tracker.sheets.fields import PERSON_PHONE, TEXTS, TICK, label
from tracker.sheets.frame import Frame, is_blank, says_nothing, shown
from tracker.sheets.staged import KnownTask, Reason, StagedCell
from tracker.sheets.state_words import is_tick, stored_state
from tracker.sheets.values import EMPTY, Reading, read_percent, read_person, read_phone, read_state, split_person_phone

_CLEAR_CONTENTS = 0.9
_ORDER = ("number", "title", "content", "group", "lead", "support", "deadline", "state", "percent", *TEXTS)
_LAST = ("leader", "office", "person", "phone", "remark")


class CellReader:
    """Reads the cells of one table. `year`: of limits that name none; `values`: what a clerk decided odd words mean."""

    def __init__(
        self, frame: Frame, first: int, last: int, columns: Columns, values: Mapping[tuple[str, str], str | float], year: int
    ) -> None:
        self.frame, self.columns, self.values, self.year = frame, columns, values, year
        fields = columns.fields
        self.plain = [(name, fields[name]) for name in (*_ORDER, *_LAST) if name in fields]
        self.ticks = [(name.removeprefix(TICK), at) for name, at in fields.items() if name.startswith(TICK)]
        self.together = fields.get(PERSON_PHONE)
        self.fractions = self._are_fractions(first, last)
        self.unsure = {name: self._unsure(name) for name in columns.unsure}

    def value(self, row: int, column: int) -> CellValue:
        """What holds for this row: its own cell, or the merged one that reaches down to it; never the neighbour's to the left."""
        merge = self.frame.covers.get((row, column)) if self.frame.covers else None
        if merge is None:
            return self.frame.own(row, column)
        return None if merge.first_column != column else self.frame.own(merge.first_row, column)

    def _are_fractions(self, first: int, last: int) -> bool:
        """Whether the bare numbers of the percentage column are all shares of one, so that 1 means all of it."""
        column = self.columns.fields.get("percent")
        if column is None:
            return False
        seen = False
        for row in range(first, last + 1):
            value = self.frame.own(row, column)
            if isinstance(value, str):
                try:
                    number = float(value)
                except ValueError:
                    continue
            elif isinstance(value, (int, float)) and not isinstance(value, bool) and (row, column) not in self.frame.grid.percents:
                number = float(value)
            else:
                continue
            if number > 2 or (number > 1 and number == int(number)):
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
        head = next((guess.head for guess in self.columns.guesses if guess.column == at), "")
        return Reason("column_unsure", f"“{head}”这一列当作“{label(name)}”读取，请确认", name)

    def read(self, row: int, task: KnownTask | None) -> list[StagedCell]:
        """The cells of a row, in the usual order. `task`: what the row means, against which its limit is compared."""
        cells: list[StagedCell] = []
        for name, column in self.plain:
            raw = self.value(row, column)
            if name in TEXTS:
                cells.append(self._text(name, raw, column, row))
            elif name == "percent":
                cells.append(self._percent(row, column, raw, cells))
            elif name == "deadline":
                cells.append(self._limit(row, column, raw, task))
            else:
                cells.append(self._plain(name, row, column, raw, task))
        if self.ticks:
            cells.append(self._ticked(row))
        if self.together is not None:
            cells += self._name_and_phone(row, self.together)
        return cells

    def _cell(self, name: str, raw: CellValue, column: int, reading: Reading) -> StagedCell:
        reason = Reason(reading.code, reading.words, name) if reading.code else None
        if reason is None and reading.value is not None:
            reason = self.unsure.get(name)
        return StagedCell(name, raw, reading.value, column=column, reason=reason, shade=reading.shade)

    def _told(self, name: str, raw: CellValue) -> str | float | None:
        """What a clerk has said such a cell means."""
        if not self.values or is_blank(raw):
            return None
        return self.values.get((name, folded(shown(raw))))

    def _broken(self, name: str, row: int, column: int, raw: CellValue) -> StagedCell | None:
        if self.frame.grid.errors and (row, column) in self.frame.grid.errors:
            words = f"{label(name)}是公式错误“{shown(raw)}”，没有值"
            return StagedCell(name, raw, None, column=column, reason=Reason("formula_error", words, name))
        return None

    def _text(self, name: str, raw: CellValue, column: int, row: int) -> StagedCell:
        broken = self._broken(name, row, column, raw)
        if broken is not None:
            return broken
        text = shown(raw)
        reason = self.unsure.get(name) if self.unsure and text else None
        return StagedCell(name, raw, None if says_nothing(text) else text, column=column, reason=reason)

    def _plain(self, name: str, row: int, column: int, raw: CellValue, task: KnownTask | None) -> StagedCell:
        broken = self._broken(name, row, column, raw)
        if broken is not None:
            return broken
        told = self._told(name, raw)
        if told is not None:
            return StagedCell(name, raw, told, column=column)
        if is_blank(raw):
            return StagedCell(name, raw, None, column=column)
        text = shown(raw)
        if name == "state":
            if says_nothing(text):
                return StagedCell(name, raw, None, column=column)
            standing = task is not None and task.due_kind in (DeadlineKind.STANDING, DeadlineKind.RECURRING)
            reading = read_state(text, standing=standing)
        elif name in ("leader", "person"):
            reading = EMPTY if says_nothing(text) or text == "无" else read_person(text)
        elif name == "phone":
            reading = read_phone(raw)
        else:
            reading = EMPTY if says_nothing(text) else Reading(text)
        return self._cell(name, raw, column, reading)

    def _percent(self, row: int, column: int, raw: CellValue, before: list[StagedCell]) -> StagedCell:
        broken = self._broken("percent", row, column, raw)
        if broken is not None:
            return broken
        told = self._told("percent", raw)
        if told is not None:
            return StagedCell("percent", raw, told, column=column)
        reading = read_percent(raw, as_percent=(row, column) in self.frame.grid.percents, fractions=self.fractions)
        if reading.code == "percent_one" and any(cell.field == "state" and cell.value == "completed" for cell in before):
            reading = Reading(100.0)
        return self._cell("percent", raw, column, reading)

    def _limit(self, row: int, column: int, raw: CellValue, task: KnownTask | None) -> StagedCell:
        broken = self._broken("deadline", row, column, raw)
        if broken is not None:
            return broken
        due, kind = (None, None) if task is None else (task.due, task.due_kind)
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


def _plan_limit(task: KnownTask) -> str:
    if task.due is not None and task.due_kind is DeadlineKind.DATE:
        return f"{task.due.year}年{task.due.month}月{task.due.day}日"
    return f"“{task.due_wording}”" if task.due_wording else "长期任务"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:19] + "…"

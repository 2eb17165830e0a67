"""A returned file → its staged comparison: one `StagedSheet` for each table with tasks, every physical row in exactly one bin."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import UserError
from tracker.files.grid import TableFile
from tracker.sheets.cells import CellReader
from tracker.sheets.choose import Candidate, choose_tables
from tracker.sheets.compare import compared
from tracker.sheets.drafts import Draft, joined, read_body
from tracker.sheets.fields import REPORTED, label
from tracker.sheets.frame import is_blank, shown
from tracker.sheets.keys import key_column, spare_rows, task_of_key, units_in_hidden
from tracker.sheets.match import SURE, Asked, Found, Plan, match_rows, proposed
from tracker.sheets.periods import asked_period, disagrees, printed_period
from tracker.sheets.repeats import find_repeats
from tracker.sheets.row_kinds import BLANK, GROUP, HEADER, NOTE, SIGNATURE, TASK, TITLE, RowReader
from tracker.sheets.senders import OFFICE, Sender, find_sender
from tracker.sheets.staged import Bin, Choices, KnownTask, Reason, StagedCell, StagedRow, StagedSheet
from tracker.sheets.vocabulary import EXTRA
from tracker.sheets.wording import bare_title

_MANY_VALUES, _SEVERAL = 50_000, 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person said about a file. `sender_id` None: to be found out; `collected`: by the office; `grid`: the sheet to be read."""

    period: str
    as_of: date
    sender_id: int | None = None
    collected: bool = False
    grid: int | None = None


def stage(file: TableFile, plan: Plan, choices: Choices, wanted: Wanted) -> list[StagedSheet]:
    """The staged tables of a file, nothing written. Raises `UserError` where the file holds no table of tasks at all."""
    with _no_collecting():
        chosen = choose_tables(file, plan, choices, asked_period(wanted.period), wanted.sender_id, wanted.grid)
        if not chosen.tables:
            raise UserError(f"“{file.name}”里没有找到任务表", "没有一张表的表头写着任务名称和进展", "请核对是不是发错了文件")
        hidden = units_in_hidden(file)
        sheets = [_Stager(file, candidate, plan, choices, wanted, hidden).sheet(chosen.left_out) for candidate in chosen.tables]
    if chosen.doubt:
        sheets[0] = replace(sheets[0], questions=(*sheets[0].questions, Reason("several_tables", chosen.doubt)))
    return _one_sender(sheets)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A large file makes a hundred thousand small values that all stay: the collector would go through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY_VALUES:
                gc.freeze()  # with the next line: they count as old at once, without a walk through all of them
                gc.unfreeze()
            gc.enable()


def _one_sender(sheets: list[StagedSheet]) -> list[StagedSheet]:
    """What one table of a file says of the sender holds for the others too, where these say nothing."""
    known = {sheet.sender_id for sheet in sheets if sheet.sender_id is not None}
    if len(known) != 1 or len(sheets) < 2:
        return sheets
    sender = known.pop()
    told = next(sheet for sheet in sheets if sheet.sender_id == sender)
    return [
        sheet
        if sheet.sender_id is not None or sheet.sender_by == OFFICE
        else replace(
            sheet,
            sender_id=sender,
            sender_by=told.sender_by,
            sender_name=told.sender_name,
            questions=tuple(question for question in sheet.questions if question.code != "unknown_sender"),
        )
        for sheet in sheets
    ]


class _Stager:
    """The work on one table."""

    def __init__(self, file: TableFile, candidate: Candidate, plan: Plan, choices: Choices, wanted: Wanted, hidden: frozenset[str]) -> None:
        self.file, self.plan, self.choices, self.wanted, self.hidden = file, plan, choices, wanted, hidden
        self.candidate = candidate
        self.frame, self.table, self.columns = candidate.frame, candidate.table, candidate.columns
        self.asked = asked_period(wanted.period)
        year = self.asked.year or wanted.as_of.year
        self.cells = CellReader(self.frame, self.table.first, self.table.last, self.columns, choices.values, year)
        headings = plan.headings | plan.unit_names
        self.body = read_body(RowReader(self.frame, self.table, self.columns, headings, plan.names_task), self.cells, self.columns)
        self.held = self.cells.texts([draft.row for draft in self.body.drafts])
        self.keys = key_column(self.frame, self.table, self.columns)
        self.units_named: dict[str, frozenset[int]] = {"": frozenset()}
        self.disagree: dict[int, list[Reason]] = {}

    def sheet(self, left_out: tuple[tuple[str, str], ...]) -> StagedSheet:
        """The whole table staged."""
        asked = self._asked()
        sender = self._sender(asked)
        spare = spare_rows(self.frame, self.keys, self.held.rows)
        matched = match_rows(self.plan, asked, sender.unit_id)
        found = [proposed(self.plan, row, match) if row.row in spare else match for row, match in zip(asked, matched, strict=True)]
        rows = self._rows(asked, found, sender)
        printed = self._printed_period()
        return StagedSheet(
            file=self.file.name,
            digest=self.file.digest,
            sheet=self.candidate.name,
            grid=self.candidate.grid,
            head_rows=tuple(row + 1 for row in self.table.head_rows),
            columns=self.columns.guesses,
            rows=tuple(sorted([*rows, *self._others()], key=lambda row: row.row)),
            sender_id=sender.unit_id,
            sender_by=sender.by,
            sender_name=sender.name,
            missing=self._missing(found, sender),
            left_out=left_out,
            signature=self.table.signature,
            period_printed=printed,
            warnings=(*self.file.warnings, *self._unused()),
            questions=tuple(self._questions(sender, rows, printed)),
        )

    def _asked(self) -> list[Asked]:
        """What each task of the table says of itself."""
        drafts, plan, rows = self.body.drafts, self.plan, self.held.rows
        units = [self._lead_units(lead) for lead in self._texts("lead")]
        groups = [draft.section or group for draft, group in zip(drafts, self._texts("group"), strict=True)]
        for place, draft in enumerate(drafts):
            if draft.section and not units[place] and bare_title(draft.section) not in plan.headings:
                units[place] = frozenset(plan.units.inside(draft.section))
        numbers = [None if is_blank(number) else number for number in self.held.of("number")]
        keys = [None if self.keys is None else task_of_key(plan, shown(self.frame.own(row, self.keys))) for row in rows]
        return list(map(Asked, rows, self._texts("title"), numbers, self._texts("content"), units, groups, keys, self.held.of("deadline")))

    def _texts(self, name: str) -> list[str]:
        return [shown(value) for value in self.held.of(name)]

    def _lead_units(self, text: str) -> frozenset[int]:
        found = self.units_named.get(text)
        if found is None:
            found = self.units_named[text] = self.plan.units.find_all(text)
        return found

    def _sender(self, asked: Sequence[Asked]) -> Sender:
        wanted = self.wanted
        if wanted.sender_id is not None:
            return Sender(wanted.sender_id, "choice", self.plan.units.display(wanted.sender_id))
        if wanted.collected:
            return Sender(None, OFFICE, "")
        if len(self.hidden) == 1:
            (name,) = self.hidden
            ids = self.plan.units.find(name)
            if len(ids) == 1:
                return Sender(next(iter(ids)), "key", name)
        above = (*self.file.texts, *self.table.above)
        return find_sender(
            self.plan.units,
            self.choices,
            file_name=self.file.name,
            sheet_name=self.candidate.name,
            above=above,
            below=self.body.lines(SIGNATURE, NOTE),
            row_units=[row.units for row in asked],
            sectioned=any(self.plan.units.inside(line) for line in self.body.lines(GROUP) if bare_title(line) not in self.plan.headings),
        )

    def _rows(self, asked: Sequence[Asked], found: Sequence[Found], sender: Sender) -> list[StagedRow]:
        drafts = self.body.drafts
        said = self._said([None if match.task is None else self.plan.tasks[match.task] for match in found])
        repeats = find_repeats([draft.row + 1 for draft in drafts], said, [_named(match) for match in found])
        rows = []
        for index, (draft, match, cells) in enumerate(zip(drafts, found, said, strict=True)):
            reasons = [cell.reason for cell in cells if cell.reason is not None]
            if match.code or index in repeats or draft.parts:
                told = [Reason(match.code, match.words)] if match.code else []
                told += [repeats[index]] if index in repeats else []
                reasons = [*told, *self.disagree.get(draft.row, ()), *reasons]
            rows.append(self._row(draft, asked[index], match, cells, tuple(reasons), sender))
        return rows

    def _row(
        self, draft: Draft, asked: Asked, match: Found, cells: tuple[StagedCell, ...], reasons: tuple[Reason, ...], sender: Sender
    ) -> StagedRow:
        task = None if match.task is None else self.plan.tasks[match.task]
        unit_id = sender.unit_id
        if sender.by == OFFICE and match.task is not None:
            unit_id = self._row_unit(asked, match.task)
        if task is None:
            found = Bin.REFUSED if match.code == "unknown_task" else Bin.ASK
        else:
            found, cells, reasons = compared(task, cells, reasons, unit_id, self.wanted.period, fresh=True)
        return StagedRow(
            draft.row + 1,
            TASK,
            found,
            asked.title,
            shown(asked.number),
            None if task is None else task.task_id,
            reasons,
            cells,
            tuple(row + 1 for row in draft.parts) if draft.parts else (),
            tuple(self.plan.tasks[index].task_id for index in match.near) if match.near else (),
            unit_id if sender.by == OFFICE else None,
            match.by,
        )

    def _row_unit(self, asked: Asked, task: int) -> int | None:
        """The one unit that reports a row of a collected table; None where the row names none, or several."""
        known = [unit for unit in asked.units if self.plan.role(task, unit) is not None]
        return known[0] if len(known) == 1 else None

    def _said(self, tasks: Sequence[KnownTask | None]) -> list[tuple[StagedCell, ...]]:
        """What the rows of each task say; `tasks`: what they mean. Rows of one task that contradict each other are told in `disagree`."""
        drafts = self.body.drafts
        said = self.cells.read(self.held, tasks)
        for place, draft in enumerate(drafts):
            if draft.parts:
                parts = self.cells.read(self.cells.texts(draft.parts, later=True), [tasks[place]] * len(draft.parts))
                said[place], disagree = joined(said[place], parts)
                rows = "、".join(str(row + 1) for row in (draft.row, *draft.parts))
                words = f"第{rows}行是同一项任务，{{}}不一样，请确认"
                self.disagree[draft.row] = [Reason("parts_differ", words.format(label(name)), name) for name in disagree]
        return self._checked(said)

    def _checked(self, said: list[tuple[StagedCell, ...]]) -> list[tuple[StagedCell, ...]]:
        """State and percentage held against each other: 已完成 and 60 % cannot both be true."""
        order = self.cells.order
        if "percent" not in order:
            return said
        percent = order.index("percent")
        if "state" in order and not self.cells.ticks:
            state = order.index("state")
            return [_agreeing(cells, cells[state], cells[percent]) for cells in said]
        states = [next((cell for cell in reversed(cells) if cell.field == "state"), None) for cells in said]
        return [_agreeing(cells, state, cells[percent]) for cells, state in zip(said, states, strict=True)]

    def _others(self) -> list[StagedRow]:
        """The rows that are no task: those of the body, the head, and the lines above it."""
        first = self.table.head_rows[0]
        rows = [StagedRow(row + 1, kind.kind, Bin.NOT_TASK, kind.text) for row, kind in self.body.others]
        rows += [StagedRow(row + 1, HEADER, Bin.NOT_TASK, " ".join(self._line(row))) for row in self.table.head_rows]
        if self.candidate.is_first:
            for row in range(first):
                line = self._line(row)
                rows.append(StagedRow(row + 1, TITLE if line else BLANK, Bin.NOT_TASK, "  ".join(line)))
        return rows

    def _line(self, row: int) -> list[str]:
        return [shown(self.frame.own(row, column)) for column in self.frame.filled(row)]

    def _printed_period(self) -> str:
        lines = [self.candidate.name, *self.table.above, *self.file.texts[:5], self.file.name]
        printed = [found for line in lines if (found := printed_period(line)).is_part]
        return printed[0].words if printed else ""

    def _missing(self, found: Sequence[Found], sender: Sender) -> tuple[int, ...]:
        if sender.unit_id is None:
            return ()
        named = {match.task for match in found if match.task is not None}
        return tuple(self.plan.tasks[index].task_id for index in sorted(self.plan.own(sender.unit_id) - named))

    def _unused(self) -> list[str]:
        """Columns that say something and are used for nothing, so that nothing is left aside in silence."""
        extra = {cell.column for cell in self.table.cells if EXTRA in cell.heads.weights or cell.heads.last}
        heads = [
            guess.head
            for guess in self.columns.guesses
            if not guess.field and guess.column not in extra and guess.column != self.keys and self.columns.profiles[guess.column].filled
        ]
        return [f"没有用到这些列：{'、'.join(heads)}"] if heads else []

    def _questions(self, sender: Sender, rows: Sequence[StagedRow], printed: str) -> list[Reason]:
        questions = [sender.question] if sender.question is not None else []
        if printed and disagrees(printed_period(printed), self.asked):
            questions.append(Reason("period_differs", f"表里写的是{printed}，当前期次是{self.asked.words}，请确认是不是这一期的表"))
        questions += [
            Reason("column_unsure", f"“{guess.head}”这一列当作“{label(guess.field)}”读取，请确认", guess.field)
            for guess in self.columns.guesses
            if guess.field and not guess.sure
        ]
        questions += [reason for name in sorted(self.columns.rivals) if (reason := self.cells.unsure[name]) is not None]
        for cell in self.table.cells:
            field = self.columns.field_of(cell.column)
            if cell.heads.is_of_other(self.asked.month) and field in REPORTED:
                said = f"{cell.heads.month}月" if cell.heads.month else f"第{'一二三四'[cell.heads.quarter - 1]}季度"
                words = f"“{cell.text}”这一列写的是{said}，当前期次是{self.asked.words}，请确认"
                questions.append(Reason("period_differs", words, field))
        questions += [
            Reason("column_unsure", f"“{guess.head}”这一列看不出是什么，请指定", "")
            for guess in self.columns.guesses
            if guess.column in self.columns.unread
        ]
        unseen = [row for row in self.held.rows if row in self.frame.grid.hidden_rows] if self.keys is None else []
        if unseen:
            numbers = "、".join(str(row + 1) for row in unseen[:_SEVERAL]) + ("等" if len(unseen) > _SEVERAL else "")
            questions.append(Reason("hidden_rows", f"第{numbers}行在表里是隐藏的（可能被筛选掉），也读进来了，请确认是不是都要"))
        if "title" not in self.columns.fields:
            questions.append(Reason("column_unsure", "没有找到任务名称这一列，请指定", "title"))
        if rows and all(row.task_id is None for row in rows):
            questions.append(Reason("no_task", "这张表里没有一行对得上本方案的任务，请核对是不是发错了表"))
        elif rows and all(any(reason.code == "wrong_unit" for reason in row.reasons) for row in rows):
            questions.append(Reason("wrong_sender", "表里没有一项是这个单位的任务，请核对报送单位"))
        return questions


def _named(match: Found) -> int | None:
    """The task that a row names by its title, even where its number says otherwise: another row of that title is a repeat."""
    if match.code in ("", "wrong_unit"):
        return match.task
    return match.points_to if match.code == "number_title_conflict" and match.score >= SURE else None


def _agreeing(cells: tuple[StagedCell, ...], state: StagedCell | None, percent: StagedCell) -> tuple[StagedCell, ...]:
    """The cells of a task, its percentage in doubt where the state cannot be true with it."""
    done = percent.value
    if state is None or state.value is None or percent.reason is not None or not isinstance(done, (int, float)):
        return cells
    if not _clash(state.value, done):
        return cells
    words = f"状态写的是“{shown(state.raw)}”，进度是{done:g}%，两者不一致"
    reason = Reason("status_progress_conflict", words, "percent")
    return tuple(cell._replace(reason=reason) if cell is percent else cell for cell in cells)


def _clash(state: str | float, done: float) -> bool:
    if state == "in_progress":
        return done >= 100
    return (state == "completed" and done < 100) or (state == "not_started" and done > 0)

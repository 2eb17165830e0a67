"""What tables may have lost on the way: numbers that jump, rows that became no task, heads of tables that were not understood.

Nothing is repaired here; each is said once for the plan, at its place, so that nothing of a table goes missing in silence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.plans.cell_kinds import look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.draft import Finding, PlanDraft, Span
from tracker.plans.table_facts import TableFacts, is_no_row, printed
from tracker.plans.table_shapes import Cell, Table

_UNITS = frozenset((Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE))
_HEAD = re.compile(r"[^,。;:\d]{0,8}(?:单位|部门)$")
_LIMIT_HEAD = re.compile(r"[\u4e00-\u9fff]{2,6}(?:时限|期限|时间|日期)")
_PARTS = re.compile(r"[\t|]|\s{1,}")
_LONGEST = 120
_MOST_NAMED = 3
_FAR = 1 << 60
_LOOKED_AT = 6


def table_doubts(text: CleanText, lines: Sequence[Line], facts: Sequence[tuple[Table, TableFacts]], draft: PlanDraft) -> None:
    """Add what may be missing to the findings of the plan, and to the rows beside a gap."""
    spans = _merged([(task.span.start, task.span.end) for task in draft.tasks])
    for table, understood in facts:
        if understood.kind is Column.TASK:
            _lost_rows(text, table, understood, spans, draft)
            _jumps(text, understood, draft)
            _tail(text, lines, table, spans, draft)
    inside = {index for table, _ in facts for index in range(table.first, table.last)}
    _guessed_heads(text, [understood for _, understood in facts], draft)
    outside = [line for index, line in enumerate(lines) if index not in inside]
    unread = [span for line in outside if (span := _head(text, line)) and not _covered(spans, span)]
    if unread:
        words = "原文有“责任单位”一类的表头，但这里的表格没有读出来，请对照原文补上"
        draft.findings.append(Finding("table_unread", words, unread[0]))
    divided = [understood for _, understood in facts if understood.kind is Column.TASK]
    if divided and not any(Column.LIMIT in understood.columns for understood in divided):
        _cut_limits(text, outside, divided, draft)


def _guessed_heads(text: CleanText, facts: Sequence[TableFacts], draft: PlanDraft) -> None:
    """Columns that were taken for units because of their cells, each head once."""
    said: set[str] = set()
    for understood in facts:
        role = "配合单位" if {Column.LEAD, Column.DUTY} & set(understood.columns) else "责任单位"
        for head in understood.guessed:
            if head not in said:
                place = text.span(understood.rows[0].start, understood.rows[0].end)
                draft.findings.append(Finding("head_guessed", f"表格的“{head}”一栏写的是单位，按{role}记录，请核对", place))
            said.add(head)


def _cut_limits(text: CleanText, lines: Sequence[Line], divided: Sequence[TableFacts], draft: PlanDraft) -> None:
    """The head of a column of time limits alone on a line: a wide table was printed on two pages side by side."""
    for line in lines:
        span = text.span(line.start, line.end)
        words = text.folded[line.start : line.end].split("\n")[0]
        if (
            _LIMIT_HEAD.fullmatch(words)
            and column_of(words) is Column.LIMIT
            and not any(t.span.start <= span.start < t.span.end for t in draft.tasks)
        ):
            doubt = f"“{words}”一栏没有读进表格（可能印在另一页），请对照原文补上时限"
            draft.findings.append(Finding("limits_unread", doubt, span))
            starts = {text.span(row.start, row.end) for understood in divided for row in understood.rows}
            for task in draft.tasks:
                if task.span in starts and not task.deadlines:
                    task.findings.append(Finding("limits_unread", doubt, span))
            return


def _lost_rows(text: CleanText, table: Table, understood: TableFacts, spans: list[tuple[int, int]], draft: PlanDraft) -> None:
    """Rows with text of which no part became a task."""
    lost = [span for row in understood.rows if not _covered(spans, span := text.span(row.start, row.end))]
    known = _merged([(row.start, max(row.end, row.start + 1)) for row in understood.rows])
    first = known[0][0]
    for cells in table.rows:
        own = [cell for cell in cells if cell.row_span != 0 and cell.end > cell.start]
        longest = max(own, key=lambda cell: cell.end - cell.start, default=None)
        if longest is None or len(own) < 2 or longest.start < first or any(_is_known(known, cell.start) for cell in own):
            continue
        if is_no_row(text, own):
            continue
        lost.append(text.span(own[0].start, own[-1].end))
    lost = [span for span in lost if any(char.isalnum() for char in draft.source_text[span.start : span.end])]
    for span in lost[:_MOST_NAMED]:
        words = "".join(draft.source_text[span.start : span.end].split())[:20]
        draft.findings.append(Finding("table_row_lost", f"表格里有一行没有读成任务：“{words}…”，请对照原文", span))
    if len(lost) > _MOST_NAMED:
        draft.findings.append(Finding("table_row_lost", f"表格里共有 {len(lost)} 行没有读成任务，请对照原文", lost[_MOST_NAMED]))


def _is_known(known: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(known, (place, _FAR)) - 1
    return at >= 0 and place < known[at][1]


def _covered(spans: list[tuple[int, int]], span: Span) -> bool:
    at = bisect_left(spans, (span.end, 0)) - 1
    return at >= 0 and span.start < spans[at][1]


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap as one, so that one look tells whether a place is inside."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _jumps(text: CleanText, understood: TableFacts, draft: PlanDraft) -> None:
    """Numbers of rows that leave some out: the rows on both sides may have lost something."""
    counted = [(int(words), row) for row in understood.rows if (words := _number(text, row.cells.get(Column.NUMBER)))]
    jumps = [(a, b, row) for (a, _), (b, row) in pairwise(counted) if b > a + 1]
    if not jumps:
        return
    beside = len(jumps) * 4 <= len(counted)  # a selection of a longer list jumps all the time
    for a, b, row in jumps[:_MOST_NAMED]:
        span = text.span(row.start, row.end)
        words = f"表格的序号从 {a} 跳到 {b}，中间可能有没读到的行，请对照原文"
        draft.findings.append(Finding("table_jump", words, span))
        if beside:
            for task in draft.tasks:
                if task.span == span:
                    task.findings.append(Finding("table_jump", words, span))


def _tail(text: CleanText, lines: Sequence[Line], table: Table, spans: list[tuple[int, int]], draft: PlanDraft) -> None:
    """Lines right below a table without any marks that still look like its cells: names of units, a time limit."""
    for line in lines[table.last : table.last + _LOOKED_AT] if table.loose else ():
        seen = look(text.folded[line.start : line.end])
        span = text.span(line.start, line.end)
        if (seen.units or seen.limit) and not _covered(spans, span):
            words = f"表格后面的“{seen.words[:20]}”像是表里的内容，没有读进任务，请对照原文"
            draft.findings.append(Finding("table_tail", words, span))
            return


def _number(text: CleanText, cell: Cell | None) -> str:
    words = printed(text, cell).strip(".．、 ")
    return words if words.isdecimal() and len(words) <= 4 else ""


def _head(text: CleanText, line: Line) -> Span | None:
    """Where a line that is the head of a table, or one cell of it, names units; None for any other line."""
    if line.end - line.start > _LONGEST:
        return None
    parts = list(_words(text, line))
    units = [span for words, span in parts if column_of(words) in _UNITS and _HEAD.match(words)]
    known = sum(column_of(words) is not None for words, _ in parts)
    if not units or (len(parts) > 1 and (known < 3 or known * 2 < len(parts))):
        return None
    return text.span(*units[0])


def _words(text: CleanText, line: Line) -> Iterator[tuple[str, tuple[int, int]]]:
    at = line.start
    for part in _PARTS.split(text.folded[line.start : line.end]):
        if part:
            at = text.folded.index(part, at)
            yield part, (at, at + len(part))
            at += len(part)


# 序号任务名称主要内容牵头单位配合单位1…: a copy glued the cells of a whole table together.
_GLUED_HEAD = re.compile(r"序号[\u4e00-\u9fff]{2,40}?(?:牵头|责任|主责|主办)(?:单位|部门)[\u4e00-\u9fff]{0,20}?1(?=[\u4e00-\u9fff“])")


def lost_tables(text: CleanText, facts: Sequence[tuple[Table, TableFacts]], draft: PlanDraft) -> None:
    """Tables whose cells ran together: nobody can tell the columns any more, and what was read behind their head is a question."""
    read = _merged([(row.start, row.end) for _, understood in facts for row in understood.rows])
    found = next((match for match in _GLUED_HEAD.finditer(text.folded) if not _is_known(read, match.end())), None)
    if found is None:
        return
    span = text.span(found.start(), found.end())
    words = "表格的格子连成了一串，分不清各栏，请对照原文逐条核对、补上任务和单位"
    draft.findings.append(Finding("lost_table", words, span))
    for task in draft.tasks:
        if task.span.end > span.start:
            task.findings.append(Finding("lost_table", words, task.span))

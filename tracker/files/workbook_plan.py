"""A workbook that holds a plan (任务分解表) → blocks: of its sheets those with a table of tasks, titles above it as paragraphs."""

import re

from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.files.workbook import Sheet, read_sheets, words
from tracker.progress import Progress

_HEAD_ROWS = 30
_HEAD_LENGTH = 24
_WHAT = re.compile("任务|工作|事项|内容|项目|举措|措施|要求|目标|指标|要点|服务")
_WHO_WHEN = re.compile("单位|部门|牵头|责任|配合|主体|领导|分工|时限|时间|期限|节点|目标值|性质|标准|对象|^20..年")
_OTHER = re.compile("序|编号|类|领域|板块|备注|说明|进度|情况|属性")

Grid = list[list[str]]


def read_workbook(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """The plan in a workbook. Hidden sheets are left out; where some sheets look like a plan, the others are too."""
    sheets = read_sheets(data, name, progress)
    shown = [(sheet, _grid(sheet)) for sheet in sheets if not sheet.hidden]
    filled = [(sheet, grid, _header(grid)) for sheet, grid in shown if any(any(row) for row in grid)]
    chosen = [item for item in filled if item[2] >= 0] or filled
    notes = []
    if hidden := [sheet.name for sheet in sheets if sheet.hidden]:
        notes.append(f"隐藏的工作表没有读：{'、'.join(hidden)}")
    if left := [sheet.name for sheet, _, _ in filled if all(sheet is not kept for kept, _, _ in chosen)]:
        notes.append(f"没有任务表的工作表没有读：{'、'.join(left)}")
    builder = SourceBuilder(name)
    for number, (sheet, grid, header) in enumerate(chosen):
        _lay_out(builder, number, sheet, grid, max(header, 0))
    return builder.build(tuple(notes))


def _grid(sheet: Sheet) -> Grid:
    return [
        [words(value, (row, column) in sheet.percents) if value != "" else "" for column, value in enumerate(values)]
        for row, values in enumerate(sheet.rows)
    ]


def _header(grid: Grid) -> int:
    """The row with the heads of a table of tasks, -1 for none: known words of two kinds, and rows below."""
    for index, row in enumerate(grid[:_HEAD_ROWS]):
        heads = ["".join(cell.split()) for cell in row if cell]
        if len(heads) < 2 or any(len(head) > _HEAD_LENGTH for head in heads):
            continue
        what, who = (sum(bool(pattern.search(head)) for head in heads) for pattern in (_WHAT, _WHO_WHEN))
        known = sum(bool(_WHAT.search(head) or _WHO_WHEN.search(head) or _OTHER.search(head)) for head in heads)
        if what and who and known >= 2 and known * 2 >= len(heads) and any(any(row) for row in grid[index + 1 :]):
            return index
    return -1


def _lay_out(builder: SourceBuilder, number: int, sheet: Sheet, grid: Grid, header: int) -> None:
    for row in grid[:header]:
        builder.add(" ".join(dict.fromkeys(cell for cell in row if cell)))
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        bottom, right = min(bottom, len(grid) - 1), min(right, max(len(grid[0]) - 1, left))
        if top < header or bottom < top:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    covered -= spans.keys()
    at = 0
    for index in range(header, len(grid)):
        row = grid[index]
        open_span = any((index, column) in covered for column in range(len(row)))
        if not any(row) and not open_span:
            continue
        cells = []
        for column, text in enumerate(row):
            if (index, column) not in covered:
                down, right = spans.get((index, column), (1, 1))
                cells.append((CellPlace(number, at, column, down, right), text))
        builder.add_row(cells)
        at += 1

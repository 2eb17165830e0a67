"""A workbook that holds a plan (任务分解表) → blocks: of its sheets those with a table of tasks, titles above it as paragraphs."""

import re

from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.files.grid import Grid, Visibility
from tracker.files.workbook import read_grids, words
from tracker.progress import Progress

_HEAD_ROWS = 30
_HEAD_LENGTH = 24
_WHAT = re.compile("任务|工作|事项|内容|项目|举措|措施|要求|目标|指标|要点|服务|实事|问题|行动|改革|工程|建设|名称|清单")
_WHO_WHEN = re.compile("单位|部门|牵头|责任|配合|主体|领导|分工|时限|时间|期限|节点|目标值|性质|标准|对象|^20..年")
_UNIT = re.compile("^[\u4e00-\u9fff]{2,14}(?:局|委|办|部|院|会|府|中心|公司|街道|镇|乡|支队|大队|镇街|学校|集团)$")
_OTHER = re.compile("序|编号|类|领域|板块|备注|说明|进度|情况|属性")

Texts = list[list[str]]


def read_workbook(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """The plan in a workbook. Hidden sheets are left out; where some sheets look like a plan, the others are too."""
    sheets, warnings = read_grids(data, name, progress, hidden=False)
    shown = [(sheet, _texts(sheet)) for sheet in sheets if sheet.visibility is Visibility.VISIBLE]
    filled = [(sheet, texts, _header(texts)) for sheet, texts in shown if any(any(row) for row in texts)]
    chosen = [item for item in filled if item[2] >= 0] or filled
    notes = list(warnings)
    if hidden := [sheet.name for sheet in sheets if sheet.visibility is not Visibility.VISIBLE]:
        notes.append(f"隐藏的工作表没有读：{'、'.join(hidden)}")
    if left := [sheet.name for sheet, _, _ in filled if all(sheet is not kept for kept, _, _ in chosen)]:
        notes.append(f"没有任务表的工作表没有读：{'、'.join(left)}")
    notes += [note for sheet, texts, _ in chosen if (note := _hidden_parts(sheet, texts))]
    builder = SourceBuilder(name)
    for number, (sheet, texts, header) in enumerate(chosen):
        _lay_out(builder, number, sheet, texts, max(header, 0))
    return builder.build(tuple(notes))


def _hidden_parts(sheet: Grid, texts: Texts) -> str:
    """What to say of rows and columns that nobody sees in the open file: they are read like the others."""
    rows = [row + 1 for row in sorted(sheet.hidden_rows) if row < len(texts) and any(texts[row])]
    columns = [column for column in sorted(sheet.hidden_columns) if any(column < len(row) and row[column] for row in texts)]
    parts = []
    if rows:
        parts.append("第 " + "、".join(map(str, rows[:20])) + (" 等" if len(rows) > 20 else "") + " 行")
    if columns:
        parts.append("、".join(f"第 {column + 1} 列" for column in columns[:20]))
    return f"工作表“{sheet.name}”里{'和'.join(parts)}是隐藏的，也读进来了，请核对" if parts else ""


def _texts(sheet: Grid) -> Texts:
    """What a person reads in the cells, all rows equally long; errors of formulas are nothing."""
    width = max(map(len, sheet.rows), default=0)
    return [
        [
            words(value, (row, column) in sheet.percents) if (row, column) not in sheet.errors else ""
            for column, value in enumerate((*values, *[None] * (width - len(values))))
        ]
        for row, values in enumerate(sheet.rows)
    ]


def _header(texts: Texts) -> int:
    """The row with the heads of a table of tasks, -1 for none: known words of two kinds, and rows below."""
    for index, row in enumerate(texts[:_HEAD_ROWS]):
        heads = ["".join(cell.split()) for cell in row if cell]
        if len(heads) < 2 or any(len(head) > _HEAD_LENGTH for head in heads):
            continue
        what, who = (sum(bool(pattern.search(head)) for head in heads) for pattern in (_WHAT, _WHO_WHEN))
        units = sum(bool(_UNIT.match(head)) for head in heads)  # tasks × units: each unit heads a column
        known = units + sum(
            bool(_WHAT.search(head) or _WHO_WHEN.search(head) or _OTHER.search(head)) and not _UNIT.match(head) for head in heads
        )
        if what and (who or units > 1) and known >= 2 and known * 2 >= len(heads) and any(any(row) for row in texts[index + 1 :]):
            return index
    return -1


def _lay_out(builder: SourceBuilder, number: int, sheet: Grid, texts: Texts, header: int) -> None:
    for row in texts[:header]:
        builder.add(" ".join(dict.fromkeys(cell for cell in row if cell)))
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        top, left = merge.first_row, merge.first_column
        bottom, right = min(merge.last_row, len(texts) - 1), min(merge.last_column, max(len(texts[0]) - 1, left))
        if top < header or bottom < top:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    covered -= spans.keys()
    at = 0
    for index in range(header, len(texts)):
        row = texts[index]
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

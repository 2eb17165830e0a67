"""Cells of a flattened table → columns. A page that lost its table keeps the cells' order and little else: cells that were merged
from above are gone, empty ones too, and a cell of several paragraphs stands on several lines.

The best reading of a row is found by its cells' looks (`cell_kinds`): each column takes the next cells or none, and a row may
begin again in the middle (its first cells are merged from above)."""

import re
from dataclasses import dataclass

from tracker.plans.cell_kinds import Look, fit
from tracker.plans.columns import Column

_APPEND = -0.6
_LEADS_ALONE = -0.3  # of several lines of units the first leads
_AGAIN = -2.6
_AGAIN_WITHOUT_NUMBERS = -0.3
_MOST_CELLS = 600
_SKIP = {
    Column.TASK: -1.2,
    Column.NUMBER: -0.8,
    Column.NOTE: -0.1,
    Column.OTHER: -0.1,
    Column.SUPPORT: -0.4,
    Column.PLACE: -0.4,
    Column.LEADER: -0.4,
    Column.GROUP: -0.2,
    Column.STEP: -0.3,
}
_USUAL_SKIP = -0.7


@dataclass(slots=True)
class Profile:
    """How the cells of each column looked in rows that had nearly all of them: how long, and whether they end as sentences."""

    length: list[float]
    stops: list[float]
    rows: list[int]

    def add(self, placed: dict[int, Look]) -> None:
        """Count one row with its cells by column."""
        for index, cell in placed.items():
            self.length[index] += len(cell.words)
            self.stops[index] += cell.words.endswith("。")
            self.rows[index] += 1

    def suits(self, index: int, cell: Look) -> float:
        """A small weight that tells two columns of text apart."""
        count = self.rows[index]
        if not count:
            return 0.0
        mean = self.length[index] / count
        longer = max(mean, len(cell.words)) / max(1.0, min(mean, len(cell.words)))
        return 0.4 * (1 if (self.stops[index] * 2 > count) == cell.words.endswith("。") else -1) - min(0.6, 0.1 * longer)


def new_profile(columns: list[Column | None]) -> Profile:
    return Profile([0.0] * len(columns), [0.0] * len(columns), [0] * len(columns))


def fits_as_it_stands(columns: list[Column | None], cells: list[Look]) -> bool:
    """Whether the cells of a row can stand where they stand; empty ones suit everywhere, in a full row one may be odd."""
    if len(cells) > len(columns):
        return False
    misfits = sum(bool(cell.words) and fit(column, cell) <= -2.0 for column, cell in zip(columns, cells, strict=False))
    return misfits <= (1 if len(cells) == len(columns) and all(cell.words for cell in cells) else 0)


def align(columns: list[Column | None], cells: list[Look], profile: Profile) -> list[dict[int, list[int]]]:
    """The rows that these cells make: for each, the indexes of the cells that stand in each column."""
    if len(cells) > _MOST_CELLS:
        return [{index: [index] for index in range(min(len(cells), len(columns)))}]
    width = len(columns)
    skip = [0.0]
    for column in columns:
        skip.append(skip[-1] + (_SKIP.get(column, _USUAL_SKIP) if column is not None else -0.1))
    numbered = Column.NUMBER in columns
    again = _AGAIN if numbered else _AGAIN_WITHOUT_NUMBERS
    scores = [
        [fit(column, cell) + (profile.suits(index, cell) if column in _PROFILED else 0.0) for index, column in enumerate(columns)]
        for cell in cells
    ]
    best = [scores[0][j] + skip[j] for j in range(width)]
    back: list[list[tuple[int, bool]]] = [[(-1, True)] * width]
    for number, cell in enumerate(scores[1:], 1):
        append = _APPEND + _goes_on(cells[number - 1].words, cells[number].words)
        following: list[float] = []
        steps: list[tuple[int, bool]] = []
        ends = [best[i] + skip[width] - skip[i + 1] for i in range(width)]  # the rest of the row stays empty
        last = max(range(width), key=lambda i: ends[i])
        for j in range(width):
            options = [(best[j] + append + (_LEADS_ALONE if columns[j] is Column.LEAD else 0.0), j, False)]
            options += [(best[i] + skip[j] - skip[i + 1], i, False) for i in range(j)]
            merged = 0.5 * skip[j] if numbered else skip[j]
            options.append((ends[last] + again + merged, last, True))
            score, source, opens = max(options, key=lambda option: option[0])
            following.append(score + cell[j])
            steps.append((source, opens))
        best = following
        back.append(steps)
    at = max(range(width), key=lambda i: best[i] + skip[width] - skip[i + 1])
    path: list[tuple[int, bool]] = []
    for index in range(len(cells) - 1, -1, -1):
        source, opens = back[index][at]
        path.append((at, opens or index == 0))
        at = source
    rows: list[dict[int, list[int]]] = []
    for index, (place, opens) in enumerate(reversed(path)):
        if opens:
            rows.append({})
        rows[-1].setdefault(place, []).append(index)
    return rows


_STEP = re.compile(r"\(?(\d{1,2})[.、)]|[①-⑳]|[一二三四五六七八九十]是")


def _goes_on(last: str, following: str) -> float:
    """Whether two lines read as parts of one cell: 1.…； 2.…; a full stop rather ends the cell."""
    if _STEP.match(following) and _STEP.match(last):
        return 1.0  # 1.…, 2.…
    return 0.4 if last[-1:] in ";,、:" else -0.3 if last[-1:] == "。" else 0.0


_PROFILED = frozenset(
    (
        Column.TASK,
        Column.TITLE,
        Column.GROUP,
        Column.STANDARD,
        Column.SERVICE,
        Column.TARGET_GROUP,
        Column.FUNDING,
        Column.STEP,
        Column.CONTENT,
        Column.PROJECT,
    )
)

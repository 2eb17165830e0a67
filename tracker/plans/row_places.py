"""Where the cells of a flattened row really stand: a page drops those that are merged from above, and all others move to the left."""

from tracker.plans.alignment import Profile, align, fits_as_it_stands, new_profile
from tracker.plans.cell_kinds import Look, fit
from tracker.plans.columns import Column
from tracker.plans.table_shapes import Cell


def is_moved(columns: list[Column | None], seen: list[Look], profile: Profile) -> bool:
    """Whether a row with fewer cells than columns suits other columns clearly better than the first ones."""
    if len(seen) >= len(columns):
        return False
    filled = [cell for cell in seen if cell.words]
    rows = align(columns, filled, profile)
    moved = sum(fit(columns[column], filled[i]) for row in rows for column, places in row.items() for i in places)
    return moved > 2.0 + sum(fit(column, cell) for column, cell in zip(columns, seen, strict=False) if cell.words)


def shifted(columns: list[Column | None], row: list[Cell], seen: list[Look]) -> list[Cell]:
    """A row without the first cells, which are merged from above, moved to the columns that its cells all suit; else nothing."""
    moves: list[tuple[float, int]] = []
    for by in range(1, len(columns) - len(row) + 1):
        fits = [fit(column, cell) for column, cell in zip(columns[by:], seen, strict=False)]
        if min(fits) > _SUITS:
            moves.append((sum(fits), by))
    best = max(moves, default=(0.0, 0))[1]
    return [Cell(cell.start, cell.end, best + i) for i, cell in enumerate(row)] if best else []


_SUITS = -1.5


def profile_of(looks: list[list[Look]], columns: list[Column | None]) -> Profile:
    """How the columns look, learnt from the rows that lack at most one cell."""
    profile = new_profile(columns)
    for seen in looks:
        filled = [cell for cell in seen if cell.words]
        if len(seen) == len(filled) == len(columns) and fits_as_it_stands(columns, seen):
            profile.add(dict(enumerate(seen)))
        elif len(filled) == len(columns) - 1 > 2:
            rows = align(columns, filled, new_profile(columns))
            if len(rows) == 1 and all(len(places) == 1 for places in rows[0].values()):
                profile.add({column: filled[places[0]] for column, places in rows[0].items()})
    return profile

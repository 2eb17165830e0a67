"""Where a stored fact stands in the passage that its row was read from: by its words, since a row keeps one place for all of them."""

import re

from tracker.domain.plan_lists import IndicatorRecord, ListRow, ProjectRecord, ServiceRecord

Place = tuple[int, int]


def place_of(words: str, passage: str, offset: int, after: int = 0) -> Place | None:
    """The place in the plan's text of these words, white space aside; a figure is no part of a longer one.

    `offset`: where the passage begins in the plan; `after`: before which place the words are looked for only if they stand nowhere else.
    """
    signs = [re.escape(sign) for sign in words if not sign.isspace()]
    if not signs:
        return None
    left = r"(?<![\d.])" if words.strip()[0].isdigit() else ""
    right = r"(?!\.?\d)" if words.strip()[-1].isdigit() else ""
    found = [match.span() for match in re.finditer(left + r"\s*".join(signs) + right, passage)]
    best = next((span for span in found if span[0] + offset >= after), found[0] if found else None)
    return None if best is None else (best[0] + offset, best[1] + offset)


_HEAD = re.compile(r"[^：:]{1,16}[：:]")


def _place_of_parts(words: str, passage: str, offset: int, after: int) -> Place | None:
    """The place of a text put together from several cells, some told with the head of their column (服务内容：…；…)."""
    places = []
    for part in re.split(r"[；\n]", words):
        head = _HEAD.match(part)
        place = place_of(part, passage, offset, after) or (place_of(part[head.end() :], passage, offset, after) if head else None)
        if place is not None:
            places.append(place)
    return (min(start for start, _ in places), max(end for _, end in places)) if places else None


def fact_places(row: ListRow, passage: str) -> dict[str, Place]:
    """The places of a row's facts by their names; those that do not stand in its own passage (a merged cell above) are left out."""
    if isinstance(row, IndicatorRecord):
        facts = {"name": row.name, "measure": row.measure, "value": row.value, "nature": row.nature, "group": row.group}
    elif isinstance(row, ServiceRecord):
        facts = {"name": row.name, "target_group": row.target_group, "standard": row.standard, "funding": row.funding, "note": row.note}
        facts |= {f"unit {unit.unit_id}": unit.printed or unit.display for unit in row.units}
    else:
        assert isinstance(row, ProjectRecord)
        facts = {"title": row.title, "content": row.content}
    found: dict[str, Place] = {}
    after = row.start
    for name, words in facts.items():
        place = place_of(words, passage, row.start, after) or _place_of_parts(words, passage, row.start, after)
        if place is not None:
            found[name] = place
            after = place[1] if name in ("name", "title") else after
    return found

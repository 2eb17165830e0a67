"""Search in indicators, services and projects; says where the words stand and shows them in their surroundings."""

from tracker.domain.plan_lists import IndicatorRecord, ListKind, ListRow, ServiceRecord, unit_words
from tracker.domain.screens import ListHit
from tracker.storage.reader import Reader
from tracker.storage.reading.plan_lists import list_groups, list_rows
from tracker.storage.reading.search import excerpt


def search_lists(db: Reader, text: str, plan_id: int | None, limit: int) -> list[ListHit]:
    """Rows in which all the words occur, those with a word in the name first within each list."""
    needles = text.split()
    found: list[ListHit] = []
    for kind in ListKind if needles else ():
        ids = [one for group in list_groups(db, kind, plan_id, text) for one in group.ids]
        hits = [_hit(kind, row, needles[0]) for row in list_rows(db, kind, ids[:limit])]
        found += sorted(hits, key=lambda hit: hit.where != "名称")
    return found[:limit]


def _hit(kind: ListKind, row: ListRow, needle: str) -> ListHit:
    texts = _texts(row)
    where, text = next(((where, text) for where, text in texts if needle.casefold() in text.casefold()), texts[0])
    number = row.no if isinstance(row, IndicatorRecord | ServiceRecord) else row.label
    return ListHit(kind, row.id, row.plan_id, number, row.title or text[:40], where, *excerpt(text, needle))


def _texts(row: ListRow) -> list[tuple[str, str]]:
    if isinstance(row, IndicatorRecord):
        return [("名称", row.name), ("目标值", f"{row.goal}{row.measure}"), ("属性", row.nature), ("类别", row.group), ("序号", row.no)]
    if isinstance(row, ServiceRecord):
        units = "、".join(unit_words(unit) for unit in row.units)
        display = "、".join(unit.display for unit in row.units)
        texts = [("名称", row.name), ("服务对象", row.target_group), ("服务标准", row.standard), ("支出责任", row.funding)]
        return [*texts, ("责任单位", units), ("责任单位", display), ("备注", row.note), ("类别", row.group), ("序号", row.no)]
    return [("名称", row.title), ("建设内容", row.content), ("专栏", row.box), ("编号", row.label)]

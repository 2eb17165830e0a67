"""What a row of a returned sheet means: the indicator, service or project by its key or name, what it says, and why to look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.domain.amounts import amount, plain, read_amount
from tracker.domain.figures import Reckoning, ServiceStanding
from tracker.domain.periods import sort_key
from tracker.domain.plan_lists import ListKind, ListUnitRecord
from tracker.domain.service_words import read_standing
from tracker.sheets.figure_table import LABELS, WORDS, FigureRow
from tracker.sheets.wording import bare_title
from tracker.storage.reading import plan_lists as lists
from tracker.usecases.cycle.indicator_values import lines_of as indicator_lines
from tracker.usecases.cycle.project_values import MONEY
from tracker.usecases.cycle.project_values import lines_of as project_lines
from tracker.usecases.cycle.service_checks import lines_of as service_lines

if TYPE_CHECKING:
    from tracker.storage.reader import Reader

_LIKE, _GAP, _JUMP = 0.72, 0.08, 10
_SHARE_FROM = 10
_YES_OR_NO = frozenset(("是", "否"))
_NO_WORDS = frozenset(("无", "没有", "暂无"))


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An indicator, service or project as the review needs it. `last`: its latest figure of an earlier period (the standing of an
    earlier year); `stored`: what this period has; `grows`: its figures of a year only grow (当年累计), `last` is of the same year."""

    kind: ListKind
    id: int
    title: str
    measure: str
    target: str
    last: str
    stored: Mapping[str, str]
    unit_ids: frozenset[int]
    grows: bool = False


def known_items(db: "Reader", plan_id: int, period: str, today: date) -> dict[tuple[ListKind, int], KnownItem]:
    ids = {kind: [one for group in lists.list_groups(db, kind, plan_id) for one in group.ids] for kind in ListKind}
    known: dict[tuple[ListKind, int], KnownItem] = {}
    here = sort_key(period)
    for line in indicator_lines(db, ids[ListKind.INDICATORS], today):
        now = next((one for one in line.actuals if one.period == period), None)
        grows = line.row.reckoning is Reckoning.YEAR
        earlier = [one for one in line.actuals if sort_key(one.period) < here and not (grows and one.period[:4] != period[:4])]
        before = earlier[-1].value if earlier else "" if grows else line.row.base
        stored = {"value": now.value, "note": now.note} if now else {}
        row, key = line.row, (ListKind.INDICATORS, line.row.id)
        known[key] = KnownItem(*key, row.title, row.measure, row.value, before, stored, _ids(row.units), grows)
    year = int(period[:4])
    for service in service_lines(db, ids[ListKind.SERVICES]):
        check = service.check(year)
        earlier_check = next((one for one in service.checks if one.year < year), None)
        told = {"standing": check.standing.label, "covered": check.covered, "note": check.words} if check else {}
        key, last = (ListKind.SERVICES, service.row.id), earlier_check.standing.label if earlier_check else ""
        known[key] = KnownItem(*key, service.row.title, "", "", last, told, _ids(service.row.units))
    for held in project_lines(db, ids[ListKind.PROJECTS], today):
        value = next((one for one in held.values if one.period == period), None)
        before_now = [one.invested for one in held.values if one.period[:4] == period[:4] and sort_key(one.period) < here]
        done = {"invested": value.invested, "progress": value.progress, "problems": value.problems} if value else {}
        key = (ListKind.PROJECTS, held.row.id)
        title = held.row.title or held.row.content
        known[key] = KnownItem(*key, title, MONEY, held.planned, before_now[-1] if before_now else "", done, _ids(held.row.units), True)
    return known


def _ids(units: Sequence[ListUnitRecord]) -> frozenset[int]:
    return frozenset(unit.unit_id for unit in units)


def match_row(row: FigureRow, items: Sequence[KnownItem], plan_id: int) -> tuple[int | None, tuple[int, ...], str]:
    """The item that a row means: by its key, else by its name; those that come near; and why it is asked."""
    from rapidfuzz import fuzz

    name = bare_title(row.name) if row.name else ""
    known = {item.id: item for item in items}
    if not known:
        return None, (), "方案里没有这一类的项"
    if row.key is not None and row.key[1] == plan_id and row.key[2] in known and row.key[0] is items[0].kind:
        item = known[row.key[2]]
        if name and fuzz.ratio(name, bare_title(item.title)) / 100 < _LIKE:
            return item.id, (item.id,), f"名称改成了“{row.name}”，原来是“{item.title}”"
        return item.id, (), ""
    if row.key is not None and row.key[1] != plan_id:
        return None, (), "这是另一份方案的表"
    same = [item.id for item in items if bare_title(item.title) == name]
    if len(same) == 1:
        return same[0], (), ""
    if same:
        return None, tuple(same), f"有 {len(same)} 项都叫“{row.name}”，请选择"
    scored = sorted(((fuzz.ratio(name, bare_title(item.title)) / 100, item.id) for item in items), reverse=True)
    near = [(score, one) for score, one in scored if score >= _LIKE]
    if not near:
        return None, (), f"方案里没有“{row.name}”"
    ids = tuple(one for _score, one in near[:5])
    if len(near) > 1 and near[0][0] - near[1][0] < _GAP:
        return None, ids, f"“{row.name}”像几项，请选择"
    return ids[0], ids, f"名称写的是“{row.name}”，像是“{known[ids[0]].title}”"


def read_values(
    raw: Mapping[str, str], odd: Mapping[str, str], item: KnownItem | None, measures: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What the cells say as it would be stored, and why somebody should look."""
    values: dict[str, str] = {}
    reasons: list[str] = []
    for name, text in raw.items():
        if name in {one for held in WORDS.values() for one in held}:
            values[name] = "" if text in _NO_WORDS else text
            continue
        if name == "standing":
            said = read_standing(text)
            if said.standing is not None:
                values[name] = said.standing.label
                if said.words and "note" not in raw:
                    values["note"] = said.words
            unsure = odd.get(name, "") if text not in _YES_OR_NO else ""
            reasons += [f"{LABELS[name]}{words}" for words in (said.doubt, unsure) if words]
            continue
        if name in odd:
            reasons.append(f"{LABELS[name]}：{odd[name]}")
            continue
        told = measures.get(name, "")
        measure = item.measure if item else ""
        wanted = f"{text}{told}" if told and told != measure and text.replace(".", "", 1).isdigit() else text
        found = read_amount(wanted, measure)
        value, doubt = found.value, found.doubt
        if value and not doubt and item is not None:
            value, doubt = _unlikely(value, item)
        if value:
            values[name] = value
        if doubt:
            reasons.append(f"{LABELS[name]}{doubt}")
    if item is not None and item.kind is ListKind.SERVICES and raw:
        gap, held = service_gap(values, item), item.stored.get("standing", "")
        reasons += [gap] if gap else []
        if held and values.get("standing", held) != held:
            reasons.append(f"本年度已核查为“{held}”")
    return values, reasons


def service_gap(values: Mapping[str, str], item: KnownItem) -> str:
    """What a row of a service must still say before it can be stored; empty: nothing."""
    held = item.stored.get("standing", "")
    standing = values.get("standing") or held
    if not standing:
        return "没有写是否达标"
    known = item.stored.get("note", "") if standing == held else ""  # what was said of another standing says nothing of this one
    if standing != ServiceStanding.MET.label and not (values.get("note") or known):
        return f"{standing}要写明情况，差在哪里"
    return ""


def _unlikely(value: str, item: KnownItem) -> tuple[str, str]:
    """A figure that is probably not meant so: a share instead of per cent, ten times the one before, less than the year had."""
    number, target, last = amount(value), amount(item.target), amount(item.last)
    assert number is not None
    if item.measure in ("%", "％") and 0 < number < 1 and target is not None and target >= _SHARE_FROM:
        percent = plain(Decimal(value) * 100)
        return percent, f"写的是“{value}”，按{percent}%读取"
    if last and number and not 1 <= _JUMP * abs(number / last) <= _JUMP * _JUMP:
        return value, f"是 {value}，与上次的 {item.last} 相差十倍以上"
    if item.grows and last is not None and number < last:
        return value, f"是 {value}，比上次累计的 {item.last} 还少"
    return value, ""

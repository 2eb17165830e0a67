"""Units as sheets name them: one name in a cell, or a name somewhere in a file name or a title line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role, UnitKind
from tracker.domain.unit_names import UnitDictionary, folded, is_group, without_level

_PARTS = re.compile(r"[、,，;；/\n\s]+|及(?=[\u4e00-\u9fff]{2,6}(?:局|委|办|镇|乡))")
_BRACKET = re.compile(r"\([^()]*\)|（[^（）]*）")
_FILE_WORDS = re.compile(
    r"\d+年?|[一二三四五六七八九十]{1,3}月|月份?|季度|第|附件|重点|民生|实事|工作|任务|项目|推进|进展|情况|完成|落实|反馈|上报|报送|填报|汇报|汇总|台账|清单|统计|表格?|定稿|终稿|最终|修改|最新|版"
    r"|(?:全)?[县市区](?=[\u4e00-\u9fff]{2})"
)
_REST_OF_A_NAME = frozenset(("人民政府", "政府", "委员会", "办公室", "办事处", "管理委员会", "管委会", "党委", "党工委"))
_SHORTEST = 2
_COMMON_ENDINGS = ("局", "委", "办", "镇", "乡", "联", "部", "院", "会", "街道", "中心", "公司")


@dataclass
class KnownUnits:
    """The stored units by all their names. Merged units answer with the one they became."""

    records: Mapping[int, UnitRecord] = field(default_factory=dict)
    names: UnitDictionary = field(default_factory=UnitDictionary)
    _by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_entry: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _found: dict[str, frozenset[int]] = field(default_factory=dict)
    _forms: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, units: Iterable[UnitRecord], names: UnitDictionary | None = None) -> "KnownUnits":
        units = tuple(units)
        known = cls({unit.id: unit for unit in units}, names or UnitDictionary())
        forms: dict[str, set[int]] = defaultdict(set)
        for unit in units:
            unit_id = unit.merged_into_id or unit.id
            for name in (unit.full_name, unit.display, *(alias.name for alias in unit.aliases)):
                plain = folded(name)
                if not plain:
                    continue
                for form in {plain, without_level(plain)}:
                    known._by_name[form].add(unit_id)
                    if not unit.is_group:
                        forms[form].add(unit_id)
                entry = known.names.entry(plain)
                if entry is not None and not entry.covers:
                    known._by_entry[id(entry)].add(unit_id)
                    if not unit.is_group:
                        for form in (entry.full, *entry.short):
                            forms[form].add(unit_id)
        pairs = [(form, next(iter(ids))) for form, ids in forms.items() if len(ids) == 1 and len(form) >= _SHORTEST]
        known._forms = tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
        return known

    def display(self, unit_id: int) -> str:
        """The unit's short name, "" where it is not known."""
        unit = self.records.get(unit_id)
        return unit.display if unit is not None else ""

    def find(self, name: str) -> frozenset[int]:
        """The units that one printed name can mean, empty where it is none."""
        plain = folded(_BRACKET.sub("", name)) or folded(name)
        if plain not in self._found:
            self._found[plain] = self._search(plain)
        return self._found[plain]

    def _search(self, plain: str) -> frozenset[int]:
        for form in (plain, without_level(plain)):
            if form in self._by_name:
                return frozenset(self._by_name[form])
        entry = self.names.entry(plain)
        if entry is not None and id(entry) in self._by_entry:
            return frozenset(self._by_entry[id(entry)])
        return self._shortened(without_level(plain))

    def _shortened(self, plain: str) -> frozenset[int]:
        """Units of whose name this is a shortening with the same first character and ending: 农水局 of 农业农村和水务局."""
        if not 3 <= len(plain) <= 8:
            return frozenset()
        found = set()
        for unit in self.records.values():
            full = without_level(folded(unit.full_name))
            if not unit.is_group and full[:1] == plain[:1] and full[-1:] == plain[-1:] and _is_inside(plain, full):
                found.add(unit.merged_into_id or unit.id)
        return frozenset(found)

    def find_all(self, text: str) -> frozenset[int]:
        """Every unit that a cell with one or several names means."""
        whole = self.find(text)
        if whole:
            return whole
        return frozenset().union(*(self.find(part) for part in _PARTS.split(text) if part)) if text else frozenset()

    def inside(self, text: str) -> tuple[int, ...]:
        """The units named somewhere in a text, in order; a longer name hides the shorter ones inside it."""
        plain = folded(text)
        places: list[tuple[int, int, int]] = []
        taken = [False] * len(plain)
        for form, unit_id in self._forms:
            start = plain.find(form)
            while start >= 0:
                end = start + len(form)
                if not any(taken[start:end]):
                    taken[start:end] = [True] * len(form)
                    places.append((start, end, unit_id))
                start = plain.find(form, end)
        if not places:
            places = self._shortened_inside(plain)
        return tuple(dict.fromkeys(unit_id for _start, _end, unit_id in sorted(places)))

    def _shortened_inside(self, plain: str) -> list[tuple[int, int, int]]:
        """Shortenings with a usual ending: 农水局 for 农业农村和水务局."""
        found = []
        for match in re.finditer(r"[\u4e00-\u9fff]{2,6}?(?:局|委|办|镇|乡|联|街道|中心)", plain):
            ids = self.find(match.group())
            if len(ids) == 1:
                found.append((match.start(), match.end(), next(iter(ids))))
        return found

    def in_name(self, name: str) -> tuple[int, ...]:
        """The units that the name of a file or sheet means; there names lose their endings too (民政残联, 教育9月)."""
        found = list(self.inside(name))
        rest = _FILE_WORDS.sub(" ", folded(name))
        for unit_id in found:
            for form, owner in self._forms:
                if owner == unit_id:
                    rest = rest.replace(form, " ")
        for word in re.findall(r"[\u4e00-\u9fff]{2,}", rest):
            if word in _REST_OF_A_NAME:
                continue
            ids = {unit_id for ending in _COMMON_ENDINGS for unit_id in self.find(word + ending)}
            if len(ids) == 1:
                found.append(ids.pop())
        return tuple(dict.fromkeys(found))

    def role(self, roles: Mapping[int, Role], unit_id: int) -> Role | None:
        """The role of a unit among those of a task: its own, or that of a group it belongs to."""
        own = roles.get(unit_id)
        if own is not None:
            return own
        unit = self.records.get(unit_id)
        for other, role in roles.items():
            group = self.records.get(other)
            if group is None or not group.is_group:
                continue
            if unit_id in group.member_ids or (not group.member_ids and unit is not None and self._is_open_to(group, unit)):
                return role
        return None

    def _is_open_to(self, group: UnitRecord, unit: UnitRecord) -> bool:
        """A group without a list of members: 各镇（街道） are the places, 各相关部门 the offices of the county."""
        entry = self.names.entry(group.full_name)
        covers = entry.covers if entry is not None else ""
        if covers in ("towns", "counties", "villages", "zones") or group.kind is UnitKind.PLACE:
            return unit.kind is UnitKind.PLACE
        if covers == "departments" or is_group(group.full_name):
            return unit.kind in (UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.AFFILIATE, UnitKind.MASS, UnitKind.VERTICAL)
        return False


def _is_inside(short: str, full: str) -> bool:
    """Whether all characters of `short` stand in `full` in their order."""
    rest = iter(full)
    return all(char in rest for char in short)

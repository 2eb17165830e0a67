"""Which stored unit does a printed name mean? Unknown names become new units with a doubt, never a silent text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.records import UnitRecord
from tracker.domain.terms import UnitKind
from tracker.domain.unit_names import GROUP_WORDS, UnitDictionary, folded, without_level

# The official order within which new units are put, and the endings by which a kind is guessed without the dictionary.
_PARTY = (
    "纪委",
    "监委",
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "编办",
    "网信办",
    "文明办",
    "党校",
    "机关工委",
    "老干局",
    "县委办",
    "市委办",
    "区委办",
)
_MASS = ("总工会", "团委", "妇联", "残联", "科协", "文联", "工商联", "侨联", "红十字会", "共青团")
_VERTICAL = ("税务局", "气象局", "烟草局", "海关", "消防救援大队", "供电公司", "邮政", "人民银行", "消防大队")
_PLACES = ("镇", "乡", "街道", "街道办", "街道办事处", "镇政府", "乡政府", "管委会", "开发区", "园区", "县", "区", "市")
_AFFILIATE = ("中心", "供销社", "融媒体中心", "馆", "站", "所", "院", "学校", "医院")
_LEVELS = "省市州盟县区旗镇乡"
_STEP = 100_000


@dataclass(slots=True)
class Match:
    """`unit_id`: the unit; `doubt`: (code, words) where a person should look, None where all is clear."""

    unit_id: int
    doubt: tuple[str, str] | None = None


@dataclass(slots=True)
class NewUnit:
    """A unit to be made, in the words of the table's columns."""

    full_name: str
    short_name: str
    kind: UnitKind
    level: str
    position: int
    is_group: bool


@dataclass(slots=True)
class _Known:
    unit_id: int
    level: str


@dataclass
class UnitMatcher:
    """Finds units by name and remembers the new ones, whose ids count up from `next_id`."""

    names: UnitDictionary
    next_id: int
    made: list[NewUnit] = field(default_factory=list)
    _told: dict[str, int] = field(default_factory=dict)
    _exact: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _bare: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    _positions: set[int] = field(default_factory=set)
    _numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = {id(entry): index for index, entry in enumerate(self.names.entries)}

    def learn(self, units: Iterable[UnitRecord]) -> None:
        """Units that are stored; a unit that was merged answers with the one it became."""
        for unit in units:
            unit_id = unit.merged_into_id or unit.id
            self._positions.add(unit.order)
            for name in (unit.full_name, unit.display, *(alias.name for alias in unit.aliases)):
                self._remember(name, unit_id, unit.level)
            self._told |= {folded(alias.name): unit_id for alias in unit.aliases if alias.kind == "printed"}

    def match(self, printed: str) -> Match:
        """The unit that a printed name means, as a person has said before; a new one where none is known."""
        name = folded(printed)
        if name in self._told:
            return Match(self._told[name])
        same = self._exact.get(name) or self._alike(name)
        if same:
            doubt = ("unit_ambiguous", f"“{printed}”可能是几个单位中的一个，请核对") if len(same) > 1 else None
            return Match(min(same), doubt)
        return self._make(printed, name)

    def _alike(self, name: str) -> set[int]:
        """Units of the same stem whose level does not speak against it; those of exactly that level before others."""
        level = level_of(name)
        known = [unit for unit in self._bare[self._stem(name)] if not level or not unit.level or unit.level == level]
        return {unit.unit_id for unit in known if unit.level == level} or {unit.unit_id for unit in known}

    def _make(self, printed: str, name: str) -> Match:
        unit_id = self.next_id
        self.next_id += 1
        entry = self.names.entry(name)
        is_group = bool(entry.covers) if entry is not None else bool(GROUP_WORDS.match(name))
        kind = kind_of(name, UnitKind(entry.kind) if entry and entry.kind in set(UnitKind) else None)
        self.made.append(
            NewUnit(
                full_name="".join(printed.split()),
                short_name="" if is_group else short_of(name),
                kind=kind,
                level="" if is_group else level_of(name),
                position=self._place(kind, 0 if entry is None else entry.order, is_group),
                is_group=is_group,
            )
        )
        self._remember(printed, unit_id, "")
        if is_group or self.names.is_known(name):
            return Match(unit_id)
        return Match(unit_id, ("unit_unknown", f"单位库里没有“{printed}”，已新增，请核对"))

    def _place(self, kind: UnitKind, order: int, is_group: bool) -> int:
        position = place_of(kind, order, is_group)
        while position in self._positions:
            position += 1
        self._positions.add(position)
        return position

    def _remember(self, name: str, unit_id: int, unit_level: str) -> None:
        name = folded(name)
        if not name:
            return
        self._exact[name].add(unit_id)
        level = level_of(name) or unit_level
        known = self._bare[self._stem(name)]
        if not any(unit.unit_id == unit_id and unit.level == level for unit in known):
            known.append(_Known(unit_id, level))

    def _stem(self, name: str) -> str:
        entry = self.names.entry(name)
        return without_level(name) if entry is None else f"#{self._numbers[id(entry)]}"


def place_of(kind: UnitKind, order: int, is_group: bool) -> int:
    """The place in the official order: by kind, then as in the dictionary (0: not in it); groups stand after their kind."""
    return list(UnitKind).index(kind) * _STEP + (_STEP * 9 // 10 if is_group else order * 10 or _STEP // 2)


def level_of(name: str) -> str:
    """The level in front of a name (县发改局 → 县), "" where there is none."""
    return name[0] if name and name[0] in _LEVELS and without_level(name) != name else ""


def short_of(name: str) -> str:
    """The name for narrow columns, without the level: 县发改局 → 发改局, but 县委组织部 stays."""
    bare = without_level(name)
    return "" if bare == name or bare.startswith(("委", "直", "级")) else bare


def kind_of(name: str, known: UnitKind | None) -> UnitKind:
    """The block of the official order that a name belongs to."""
    if known is not None:
        return known
    if name.endswith(_PARTY) or "委组织部" in name:
        return UnitKind.PARTY
    if name.endswith(_MASS):
        return UnitKind.MASS
    if name.endswith(_VERTICAL):
        return UnitKind.VERTICAL
    if name.endswith(("公司", "集团", "银行", "电信", "移动", "联通", "铁塔")):
        return UnitKind.ENTERPRISE
    if name.rstrip(")").endswith(_PLACES) or name.startswith(("各镇", "各乡", "各县", "各区", "各街道", "镇街", "乡镇")):
        return UnitKind.PLACE
    if name.endswith(_AFFILIATE):
        return UnitKind.AFFILIATE
    if name.endswith(("局", "委", "办", "委员会", "办公室", "厅", "部门", "法院", "检察院")):
        return UnitKind.GOVERNMENT
    return UnitKind.OTHER

"""The dictionary of department names: whole, without contradictions, and with the names that every county office writes."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from tracker.domain.terms import UnitKind
from tracker.paths import RESOURCES

DICTIONARY: dict[str, Any] = json.loads((RESOURCES / "units.json").read_text("utf-8"))
UNITS: list[dict[str, Any]] = DICTIONARY["units"]
COVERS = {"counties", "towns", "departments", "zones", "villages", "enterprises", "institutions", "associations", "teams"}


def names_of(unit: dict[str, Any]) -> list[str]:
    old = [former["name"] for former in unit.get("old", [])]
    return [unit["name"], *unit.get("short", []), *unit.get("variants", []), *old]


def stems_by_name() -> dict[str, list[str]]:
    stems: dict[str, list[str]] = defaultdict(list)
    for unit in UNITS:
        for name in names_of(unit):
            stems[name].append(unit["name"])
    return stems


def group_names() -> list[str]:
    return [name for group in DICTIONARY["groups"] for name in (group["name"], *group["variants"])]


def test_the_dictionary_is_large_enough_for_a_county() -> None:
    assert len(UNITS) > 400
    assert len(stems_by_name()) > 2000


def test_every_entry_has_a_known_kind_and_a_place_in_the_official_order() -> None:
    kinds = [kind.value for kind in UnitKind]
    assert DICTIONARY["kinds"] == kinds
    assert {unit["kind"] for unit in UNITS} == set(kinds)
    orders = [unit["order"] for unit in UNITS]
    assert orders == sorted(set(orders))
    assert [kinds.index(unit["kind"]) for unit in UNITS] == sorted(kinds.index(unit["kind"]) for unit in UNITS)


def test_a_name_means_one_unit_unless_it_is_listed_as_ambiguous() -> None:
    shared = {name: stems for name, stems in stems_by_name().items() if len(stems) > 1}
    ambiguous = DICTIONARY["ambiguous"]
    assert set(shared) == set(ambiguous)
    for name, stems in shared.items():
        assert sorted(stems) == sorted(ambiguous[name]), name


def test_names_are_clean() -> None:
    for name in [*stems_by_name(), *group_names()]:
        assert name == "".join(name.split()), name
        assert 2 <= len(name) <= 30, name
        assert not set(name) & set("()〈〉,;/"), name
        assert name.count("（") == name.count("）"), name


def test_former_names_carry_real_dates_and_mergers_lead_to_an_entry() -> None:
    stems = {unit["name"] for unit in UNITS}
    for unit in UNITS:
        for former in unit.get("old", []):
            if "until" in former:
                assert date(1990, 1, 1) < date.fromisoformat(former["until"]) < date(2027, 1, 1)
        if "merged_into" in unit:
            assert unit["merged_into"] in stems - {unit["name"]}
            assert date.fromisoformat(unit["until"])
        assert set(unit.get("related", [])) <= stems


def test_groups_are_no_units_and_say_whom_they_cover() -> None:
    names = group_names()
    assert len(names) == len(set(names))
    assert not set(names) & set(stems_by_name())
    assert {group["covers"] for group in DICTIONARY["groups"]} == COVERS


def test_words_of_everyday_language_are_names_of_the_dictionary() -> None:
    assert set(DICTIONARY["words"]) <= set(stems_by_name())


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("发改委", "发展和改革局"),
        ("教体局", "教育体育局"),
        ("教科局", "教育科技局"),
        ("工信局", "工业和信息化局"),
        ("经信局", "经济和信息化局"),
        ("文广旅体局", "文化广电旅游体育局"),
        ("卫健委", "卫生健康局"),
        ("人力社保局", "人力资源和社会保障局"),
        ("住房城乡建设局", "住房和城乡建设局"),
        ("自规局", "自然资源和规划局"),
        ("国土资源局", "自然资源局"),
        ("农水局", "农业农村和水利局"),
        ("林草局", "林业和草原局"),
        ("扶贫办", "乡村振兴局"),
        ("行政审批局", "行政审批服务局"),
        ("政数局", "政务服务和数据管理局"),
        ("安监局", "应急管理局"),
        ("城投公司", "城市建设投资公司"),
        ("团委", "共青团委员会"),
        ("农商行", "农村商业银行"),
        ("国网供电公司", "供电公司"),
        ("人行", "中国人民银行分行"),
        ("编办", "机构编制委员会办公室"),
    ],
)
def test_the_names_that_offices_write_lead_to_their_unit(name: str, stem: str) -> None:
    assert stems_by_name()[name][0] == stem or DICTIONARY["ambiguous"].get(name, [""])[0] == stem

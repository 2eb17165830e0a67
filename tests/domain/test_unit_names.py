"""Names of units: shapes, groups, the same unit under several names, names that ran together."""

from pathlib import Path

import pytest

from tracker.domain.unit_names import UnitDictionary, complete, is_group, looks_like_unit, may_be_two, split_run, without_level
from tracker.files.unit_list import read_unit_dictionary

RESOURCES = Path(__file__).parents[2] / "resources"
NAMES = UnitDictionary.of(
    {
        "units": [
            {
                "name": "发展和改革局",
                "short": ["发改局"],
                "variants": ["发展改革委"],
                "old": [{"name": "计划委员会", "until": "2003-12-31"}],
                "kind": "government",
            },
            {"name": "市场监督管理局", "short": ["市场监管局"], "kind": "government", "order": 2300},
            {"name": "教育科技局", "kind": "government"},
        ],
        "groups": [{"name": "各镇（街道）", "covers": "towns", "variants": ["各镇街道"]}],
        "ambiguous": {"住建局": ["住房和城乡建设局", "住房和城市更新局"]},
        "words": ["移动"],
    }
)


@pytest.mark.parametrize("name", ["县发改局", "发展和改革局", "青禾县发改局", "市发展改革委", "计划委员会", " 县 发改局"])
def test_one_department_under_many_names(name: str) -> None:
    entry = NAMES.entry(name)
    assert entry is not None and entry.full == "发展和改革局"


def test_the_level_is_left_aside_but_not_part_of_a_name() -> None:
    assert without_level("市市场监管局") == without_level("市场监管局") == "市场监管局"
    assert without_level("县教育局") == "教育局" and without_level("乡村振兴局") == "乡村振兴局"


def test_groups_say_whom_they_cover() -> None:
    entry = NAMES.entry("各镇〔街道〕")
    assert entry is not None and entry.covers == "towns"


@pytest.mark.parametrize(
    "name", ["各镇（街道）", "各相关部门", "其他有关部门", "县直各部门", "各县〔市、区〕", "相关责任单位", "乡镇（街道）"]
)
def test_groups(name: str) -> None:
    assert is_group(name) and looks_like_unit(name)


@pytest.mark.parametrize(
    "name", ["县教育局", "国网青禾供电公司", "生态环境局青禾分局", "县委宣传部", "团县委", "青禾街道", "县人民法院", "高新区管委会"]
)
def test_shapes_of_units(name: str) -> None:
    assert looks_like_unit(name) and not is_group(name)


@pytest.mark.parametrize("name", ["完成改造任务", "到2025年", "含民办", "局", "推进县城建设", "各单位要高度重视落实"])
def test_what_is_no_unit(name: str) -> None:
    assert not looks_like_unit(name)


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("县卫健局人社局", ["县卫健局", "人社局"]),
        ("发改县财政局", ["发改", "县财政局"]),
        ("应急管理局各镇街道", ["应急管理局", "各镇街道"]),
        ("生态环境局青禾分局县发改局", ["生态环境局青禾分局", "县发改局"]),
        ("教育科技局", ["教育科技局"]),
        ("自然资源和规划局", ["自然资源和规划局"]),
        ("县住房和城乡建设局", ["县住房和城乡建设局"]),
    ],
)
def test_names_that_ran_together(name: str, pieces: list[str]) -> None:
    assert split_run(name, NAMES) == pieces


def test_a_stem_is_completed() -> None:
    assert complete("发改", NAMES) == "发改局" and complete("县财政局", NAMES) == "县财政局"


def test_an_empty_or_odd_dictionary_is_fine() -> None:
    assert UnitDictionary().entry("县发改局") is None and UnitDictionary().is_known("县发改局")
    assert UnitDictionary.of("?").entries == () and UnitDictionary.of([{"full": "教育局"}]).entry("县教育局") is not None


@pytest.mark.parametrize(
    "name", ["县卫健局疾控中心", "县人社局就业服务中心", "县委宣传部文明办", "县自然资源局不动产登记中心", "县教育局教研室"]
)
def test_a_part_of_an_office_is_one_name(name: str) -> None:
    names = read_unit_dictionary(RESOURCES / "units.json")
    assert (split_run(name, names), may_be_two(name, names)) == ([name], False)


def test_an_office_and_a_centre_of_another_kind_may_be_two() -> None:
    names = read_unit_dictionary(RESOURCES / "units.json")
    assert (split_run("县财政局融媒体中心", names), may_be_two("县财政局融媒体中心", names)) == (["县财政局融媒体中心"], True)
    assert split_run("县卫健局县疾控中心", names) == ["县卫健局", "县疾控中心"]
    assert split_run("县发改县财政局", names) == ["县发改", "县财政局"]

"""Two versions of a list of projects, side by side."""

from tracker.domain.figures import ListChange
from tracker.domain.rolling_list import counts, differences


def test_what_came_changed_stayed_and_went() -> None:
    before = {1: {"title": "水厂", "planned": "500"}, 2: {"title": "老路"}, 3: {"title": "冷库"}}
    after = {1: {"title": "水厂", "planned": "800", "leader": "周树声"}, 3: {"title": "冷库"}, 4: {"title": "新校舍"}}
    found = differences(before, after, {2: "资金没有落实"})
    assert [(one.title, one.change) for one in found] == [
        ("水厂", ListChange.CHANGED),
        ("冷库", None),
        ("新校舍", ListChange.ADDED),
        ("老路", ListChange.REMOVED),
    ]
    assert found[0].words == "年度计划投资：500 → 800；挂包领导：— → 周树声"
    assert found[3].words == "资金没有落实"
    assert counts(found) == {ListChange.ADDED: 1, ListChange.CHANGED: 1, ListChange.REMOVED: 1}
    assert not any(one.change for one in differences(after, after))

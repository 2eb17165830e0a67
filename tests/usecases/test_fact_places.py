"""Facts are found in the passage of their row by their words."""

import pytest

from tracker.domain.plan_lists import IndicatorRecord, ProjectRecord, ServiceRecord
from tracker.usecases.intake.fact_places import fact_places, place_of


@pytest.mark.parametrize(
    ("words", "passage", "found"),
    [
        ("5", "1 全县5G基站 25 5 个", "5"),
        ("4.8", "14.8 4.85 4.8", "4.8"),
        ("县卫 健局", "牵头：县卫\n健局、县教育局", "县卫\n健局"),
        ("县林业局", "牵头：县卫健局", None),
        ("", "牵头", None),
    ],
)
def test_words_are_found_whole(words: str, passage: str, found: str | None) -> None:
    place = place_of(words, passage, 100)
    assert (passage[place[0] - 100 : place[1] - 100] if place else None) == found


def test_a_figure_is_looked_for_behind_the_name() -> None:
    row = IndicatorRecord(1, 1, "3", "", "3岁以下托位数", "个", ">=", "3", "预期性", 10, 40)
    passage = "3\t3岁以下托位数（个）\t≥3\t预期性"
    places = fact_places(row, passage)
    start, end = places["value"]
    assert passage[start - 10 - 1 : end - 10] == "≥3"


def test_a_text_of_several_cells_leads_to_all_of_them() -> None:
    passage = "5\t高龄津贴\t80岁及以上老人\t提供生活津贴\t每人每月100元\t市县承担\t按季发放"
    service = ServiceRecord(
        1, 1, "5", "", "高龄津贴", "80岁及以上老人", "每人每月100元", "市县承担", "服务内容：提供生活津贴；按季发放", 20, 20 + len(passage)
    )
    places = fact_places(service, passage)
    start, end = places["note"]
    assert passage[start - 20 : end - 20].startswith("提供生活津贴")
    assert passage[start - 20 : end - 20].endswith("按季发放")
    project = ProjectRecord(2, 1, "专栏1", "（1）", "扩容", "建设规模：新建2栋\n总投资：300万元", 0, 30)
    start, end = fact_places(project, "（1）扩容\t新建2栋\t300万元")["content"]
    assert (start, end) == (6, 16)

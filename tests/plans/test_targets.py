"""Figures to be reached, and figures that only describe."""

import pytest

from tests.plans.reading import read


def figures(text: str) -> list[str]:
    task = read(f"青禾县2024年要点\n一、任务\n（一）抓好落实。{text}（县发改局负责）\n").tasks[0]
    return [f"{target.value}{target.measure}{target.comparison}" for target in task.targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入园率达到98%以上。", ["98%>="]),
        ("新建厂房60万平方米、道路12公里。", ["60万平方米=", "12公里="]),
        ("培训农民2500人次，新增企业40家以上。", ["2500人次=", "40家>="]),
        ("建成养老联合体不少于20家。", ["20家>="]),
        ("漏损率控制在9%以内。", ["9%<="]),
        ("细颗粒物浓度优于22微克/立方米。", ["22微克/立方米<"]),
        ("网络零售额突破2亿元。", ["2亿元>"]),
        ("产值三年超千亿。", ["1000亿>"]),
        ("打造五个百亿园区。", ["5个="]),
        ("扩建变电站一座。", ["1座="]),
        ("谋划3个总投资超30亿元的龙头项目。", ["3个="]),
        ("新增40个以上停机坪。", ["40个>="]),
        ("引进10亿元以上项目3个。", ["3个="]),
        ("实现纯收入50万元以上的村庄全覆盖。", ["50万元>="]),
        ("纯收入80万元以上的村庄占比达到60%以上。", ["60%>="]),
        ("每年安排不少于300万元的资金扶持创业。", ["300万元>="]),
    ],
)
def test_figures_to_be_reached(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进国道207改线和320国道外迁。",
        "打造“1小时通勤圈”，推进5G应用。",
        "紧盯世界500强企业。",
        "覆盖2000人以上建制镇。",
        "推进4大领域建设，落实16条措施。",
        "全市划分为50个规划单元。",
        "推进“1+X”证书试点，开办24小时书店。",
        "从10个方面给予支持。",
        "承包到期后再延长30年。",
        "扩建35千伏变电工程。",
        "坚持三个统一，统筹两大片区。",
    ],
)
def test_figures_that_only_describe(text: str) -> None:
    assert figures(text) == []


def test_what_the_title_sets_is_not_counted_twice() -> None:
    task = read("青禾县要点\n一、任务\n1.新建公厕20座。利用闲置地块新建公厕20座，改造公厕5座。（县城管局）\n").tasks[0]
    assert [(target.value, target.quote) for target in task.targets] == [("20", "新建公厕20座"), ("5", "改造公厕5座")]

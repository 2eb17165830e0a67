"""公文格式: kept, checked, undone."""

from dataclasses import replace

import pytest

from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.papers.layouts import NATIONAL, Layout, Margins, Numbers, check_layout, choose_layout, current_layout, layouts

OWN = replace(
    NATIONAL,
    title_pt=20,
    text=Margins(35, 33, 27, 25),
    lines=20,
    text_numbers=Numbers.COUNT,
    red_head=True,
    issuer_mark="望川县人民政府文件",
)


def test_an_office_begins_with_the_standard(bare: Store) -> None:
    assert current_layout(bare) == NATIONAL
    assert replace(layouts(bare).own, name="国标") == NATIONAL


def test_the_offices_own_is_kept_and_can_be_left_for_the_standard_without_losing_it(bare: Store) -> None:
    choose_layout(bare, OWN, own_chosen=True)
    assert current_layout(bare) == replace(OWN, name="本单位")
    choose_layout(bare, OWN, own_chosen=False)
    assert current_layout(bare) == NATIONAL and layouts(bare).own.lines == 20


def test_one_undo_brings_the_former_layout_back(bare: Store) -> None:
    choose_layout(bare, OWN, own_chosen=True)
    history.undo(bare)
    assert current_layout(bare) == NATIONAL


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (replace(NATIONAL, text=Margins(2, 35, 28, 26)), "上边距不能是 2 毫米"),
        (replace(NATIONAL, table=Margins(20, 18, 80, 80)), ""),
        (replace(NATIONAL, form=Margins(25, 20, 70, 70)), "边距太宽"),
        (replace(NATIONAL, lines=40), "字会叠在一起"),
        (replace(NATIONAL, characters=40), "字会叠在一起"),
        (replace(NATIONAL, lines=4), "太少"),
        (replace(NATIONAL, text_pt=3), "字号"),
        (replace(NATIONAL, hei=""), "字体名称"),
        (replace(NATIONAL, body='仿"宋'), "字体名称"),
    ],
)
def test_a_layout_of_which_no_page_could_be_made_is_refused(bare: Store, layout: Layout, said: str) -> None:
    if not said:
        choose_layout(bare, layout, own_chosen=True)
        return
    with pytest.raises(UserError, match=said):
        choose_layout(bare, layout, own_chosen=True)
    assert current_layout(bare) == NATIONAL


def test_departures_from_the_standard_are_told_one_by_one() -> None:
    assert check_layout(NATIONAL).departures == ()
    told = check_layout(replace(OWN, body="华文行楷", mirrored=False)).departures
    assert [words.split("是")[0].split("用")[0] for words in told] == [
        "公文正文的上边距",
        "公文正文的下边距",
        "每页 20 行、每行 28 字，国标",
        "文书标题",
        "正文",
        "公文页码",
        "双面印刷时左右边距没有对换，装订后双页的订口偏窄。",
    ]


def test_a_neighbour_font_of_the_standard_is_no_departure_but_a_missing_one_is_told() -> None:
    layout = replace(NATIONAL, body="仿宋", title="方正小标宋_GBK")
    checked = check_layout(layout, ["仿宋", "楷体", "黑体", "宋体"])
    assert checked.departures == ()
    assert checked.missing == ("楷体_GB2312", "方正小标宋_GBK")

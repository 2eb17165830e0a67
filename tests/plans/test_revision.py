"""Two wordings of a plan: what became what, what differs, and where a person has to be asked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.terms import Role
from tracker.plans.revision import Field, LimitWord, UnitWord, Wording, differing, marks, moved, pair

WATER = Wording("1.", "清理北渠淤泥", "清理北渠淤泥6公里，分三段施工。", path=("治污",))
PIPES = Wording("2.", "更换老旧污水管", "更换污水管9公里，优先安排老城区。", path=("治污",))
WILLOWS = Wording("3.", "栽种护岸柳树", "栽种柳树4000株，由镇村管护。", path=("护岸",))


def test_the_same_tasks_pair_wherever_they_stand() -> None:
    assert pair([WATER, PIPES, WILLOWS], [WILLOWS, WATER, PIPES]).pairs == {0: 1, 1: 2, 2: 0}


def test_a_title_slightly_changed_is_the_same_task() -> None:
    new = PIPES._replace(title="更换老旧雨污水管", content="更换雨污水管12公里，优先安排老城区。")
    found = pair([WATER, PIPES, WILLOWS], [WATER, new, WILLOWS])
    assert found.pairs == {0: 0, 1: 1, 2: 2} and not found.open


def test_what_is_like_nothing_is_new_or_gone() -> None:
    school = Wording("4.", "新建中心小学食堂", "年内建成并投入使用。", path=("教育",))
    found = pair([WATER, PIPES], [PIPES, school])
    assert found.pairs == {1: 0} and found.added(2) == [1]


def test_two_that_may_be_the_one_are_a_question() -> None:
    old = [WATER, WATER._replace(title="清理南渠淤泥", content="清理南渠淤泥6公里，分三段施工。")]
    new = [WATER._replace(title="清理渠道淤泥", content="清理各渠淤泥12公里，分三段施工。")]
    found = pair(old, new)
    assert not found.pairs and set(found.open[0]) == {0, 1}


def test_equal_titles_pair_by_their_chapters() -> None:
    one, other = Wording("1.", "加强宣传", "张贴标语。", path=("治污",)), Wording("1.", "加强宣传", "入户讲解。", path=("护岸",))
    changed = other._replace(content="入户讲解，发放手册。")
    assert pair([one, other], [changed, one]).pairs == {0: 1, 1: 0}


def test_fields_that_differ_are_named_and_white_space_is_not_one() -> None:
    new = WATER._replace(
        label="7.",
        content="清理北渠淤泥6公里，　分三段施工。",
        units=(UnitWord(1, "县水利局", Role.LEAD),),
        limits=(LimitWord("年底前", ("date", "2026-12-31", "", "", "")),),
        path=("护岸",),
    )
    assert differing(WATER, WATER._replace(label="9.")) == []
    assert differing(WATER, new) == [Field.UNITS, Field.DEADLINES, Field.PLACE]


def test_a_unit_is_the_same_by_its_print_or_by_what_is_stored() -> None:
    one = WATER._replace(units=(UnitWord(1, "县水利局", Role.LEAD), UnitWord(2, "县财政局", Role.SUPPORT)))
    other = WATER._replace(units=(UnitWord(9, "县财政局", Role.SUPPORT), UnitWord(1, "水利局", Role.LEAD)))
    assert differing(one, other) == []
    assert differing(one, other._replace(units=(UnitWord(1, "县水利局", Role.SUPPORT), *other.units[:1]))) == [Field.UNITS]


def test_differing_words_are_marked() -> None:
    old, new = "完成污水管改造9公里，6月底前完工", "完成雨污水管改造12公里，6月底前完工"
    left, right = marks(old, new)
    assert [old[start:end] for start, end in left] == ["9"]
    assert [new[start:end] for start, end in right] == ["雨", "12"]
    assert marks(old, old) == ([], [])


@given(st.permutations(range(12)))
def test_as_few_as_possible_move(places: list[int]) -> None:
    gone = moved(places)
    rest = [place for at, place in enumerate(places) if at not in gone]
    assert rest == sorted(rest)
    assert (not gone) == (places == sorted(places))


_WORDINGS = st.lists(
    st.builds(
        lambda title, content, note, path: Wording("1.", title, content, note, path),
        st.text("清理北南渠道淤泥", max_size=6),
        st.text("整治河湖水面", max_size=8),
        st.sampled_from(["", "（县水利局牵头）"]),
        st.sampled_from([("治污",), ("护岸",)]),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(_WORDINGS, _WORDINGS)
def test_each_task_has_one_fate(old: list[Wording], new: list[Wording]) -> None:
    found = pair(old, new)
    assert len(set(found.pairs.values())) == len(found.pairs)
    assert not set(found.pairs.values()) & set(found.open)
    assert all(olds and not set(olds) & set(found.pairs) for olds in found.open.values())
    assert sorted([*found.pairs.values(), *found.open, *found.added(len(new))]) == list(range(len(new)))
    said = [task for task in new if task.title or task.content]
    again = pair(said, said)
    assert again.pairs == {n: n for n in range(len(said))} and not again.open

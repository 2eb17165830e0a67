"""When 催办 and 督办 are proposed, and that none is proposed without a cause or twice for one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.notices import Held, Matter, NoticeKind, NoticeRules, Sent, excused, proposals
from tracker.domain.terms import Light

DAY = date(2026, 9, 30)
REMIND, SUPERVISE = NoticeKind.REMINDER, NoticeKind.SUPERVISION


def matter(left: int | None, sent: tuple[Sent, ...] = (), *, closed: bool = False, percent: float | None = None, silent: int = 0) -> Matter:
    return Matter(1, None if left is None else DAY + timedelta(days=left), closed, percent, silent, sent)


def ago(kind: NoticeKind, days: int, *, answered: bool = False) -> Sent:
    return Sent(kind, DAY - timedelta(days=days), answered=answered)


@pytest.mark.parametrize(
    ("case", "kind", "cause"),
    [
        (matter(30), None, ""),
        (matter(3), REMIND, "还剩 3 天到期，尚无进度"),
        (matter(0), REMIND, "今天到期，尚无进度"),
        (matter(3, percent=60), None, ""),
        (matter(-1), REMIND, "已逾期 1 天"),
        (matter(-1, closed=True), None, ""),
        (matter(-4, (ago(REMIND, 2),)), None, ""),
        (matter(-10, (ago(REMIND, 7),)), SUPERVISE, "催办 7 天未反馈"),
        (matter(-10, (ago(REMIND, 7, answered=True),)), None, ""),
        (matter(-15), SUPERVISE, "已逾期 15 天"),
        (matter(-20, (ago(SUPERVISE, 4),)), None, ""),
        (matter(-20, (ago(SUPERVISE, 4, answered=True),)), REMIND, "已逾期 20 天"),
        (matter(40, silent=2), SUPERVISE, "连续 2 期未报送"),
        (matter(None, silent=1), None, ""),
        (matter(-3, (ago(REMIND, 8, answered=True),)), REMIND, "已逾期 3 天"),
    ],
)
def test_proposals(case: Matter, kind: NoticeKind | None, cause: str) -> None:
    found = proposals([case], DAY)
    assert [(each.kind, each.cause) for each in found] == ([] if kind is None else [(kind, cause)])


def held(shade: Light, case: Matter, days: int = 5) -> Matter:
    """The same with a light set by hand so many days ago."""
    return replace(case, held=Held(shade, "县长点名", DAY - timedelta(days=days)))


@pytest.mark.parametrize(
    ("case", "kind", "cause"),
    [
        (held(Light.RED, matter(90)), SUPERVISE, "人工定为红灯：县长点名"),
        (held(Light.RED, matter(-16)), SUPERVISE, "人工定为红灯：县长点名；已逾期 16 天"),
        (held(Light.RED, matter(None, closed=True)), SUPERVISE, "人工定为红灯：县长点名"),
        (held(Light.RED, matter(90, (ago(SUPERVISE, 3),))), None, ""),
        (held(Light.RED, matter(90, (ago(SUPERVISE, 3, answered=True),))), None, ""),
        (held(Light.RED, matter(90, (ago(SUPERVISE, 8, answered=True),))), SUPERVISE, "人工定为红灯：县长点名"),
        (held(Light.AMBER, matter(90)), REMIND, "人工定为黄灯：县长点名"),
        (held(Light.AMBER, matter(-3)), REMIND, "人工定为黄灯：县长点名；已逾期 3 天"),
        (held(Light.AMBER, matter(-16)), SUPERVISE, "已逾期 16 天"),
        (held(Light.AMBER, matter(90, (ago(REMIND, 2, answered=True),))), None, ""),
        (held(Light.GREEN, matter(-16)), None, ""),
        (held(Light.GREEN, matter(40, silent=2)), None, ""),
        (held(Light.GREEN, matter(-10, (ago(REMIND, 7),))), None, ""),
    ],
)
def test_a_light_set_by_hand_is_a_cause_or_an_excuse(case: Matter, kind: NoticeKind | None, cause: str) -> None:
    found = proposals([case], DAY)
    assert [(each.kind, each.cause) for each in found] == ([] if kind is None else [(kind, cause)])


def test_what_green_set_by_hand_excuses_is_told_with_both_reasons() -> None:
    late, calm = held(Light.GREEN, matter(-16)), held(Light.GREEN, matter(90))
    assert [one.cause for one in excused([late, calm, matter(-16)], DAY)] == ["已逾期 16 天；人工定为绿灯：县长点名"]
    assert [one.kind for one in proposals([calm], DAY, NoticeRules(assign=True))] == [NoticeKind.ASSIGNMENT]


sent_notices = st.lists(
    st.builds(Sent, st.sampled_from(NoticeKind), st.integers(0, 60).map(lambda days: DAY - timedelta(days=days)), st.none(), st.booleans()),
    max_size=4,
).map(lambda sent: tuple(sorted(sent, key=lambda each: each.on)))
matters = st.builds(
    Matter,
    st.just(1),
    st.none() | st.integers(-60, 60).map(lambda days: DAY + timedelta(days=days)),
    st.booleans(),
    st.none() | st.floats(0, 100),
    st.integers(0, 5),
    sent_notices,
    st.none() | st.builds(Held, st.sampled_from([Light.RED, Light.AMBER, Light.GREEN]), st.just("专班认定"), st.just(DAY)),
)


@given(matters)
def test_every_proposal_names_its_cause_and_is_not_made_again_once_it_is_sent(case: Matter) -> None:
    for proposal in proposals([case], DAY):
        assert proposal.cause and (not case.closed or case.held is not None)
        then = replace(case, sent=(*case.sent, Sent(proposal.kind, DAY)))
        assert not any(each.kind is proposal.kind for each in proposals([then], DAY))


@given(matters)
def test_a_matter_is_proposed_or_excused_but_never_both(case: Matter) -> None:
    assert not (proposals([case], DAY) and excused([case], DAY))
    for spared in excused([case], DAY):
        assert case.held is not None and case.held.light is Light.GREEN and case.held.words in spared.cause

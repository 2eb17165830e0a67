"""Reviews put aside and taken up again: everything decided is there, and a damaged file costs nothing but itself."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.stores import draft as full_draft
from tracker.domain.terms import Role
from tracker.domain.unit_names import UnitDictionary
from tracker.errors import UserError
from tracker.plans.draft import PlanDraft
from tracker.usecases.intake.kept_reviews import (
    forget_review,
    in_hand,
    keep_review,
    open_review,
    restore_review,
    review_file,
    reviews_in_hand,
)
from tracker.usecases.intake.plan_review import ReviewSession, Standing

NOW = datetime(2026, 3, 5, 9, 30)


@pytest.fixture
def draft() -> PlanDraft:
    return full_draft()


def keep(folder: Path, session: ReviewSession, now: datetime = NOW, current: int | None = None) -> Path:
    file = review_file(folder, session.draft)
    keep_review(file, session.kept(current), now, session.missing)
    return file


def test_every_value_of_a_review_comes_back(tmp_path: Path, draft: PlanDraft) -> None:
    session = ReviewSession(draft, UnitDictionary())
    session.drop(2)
    session.set_role(1, "县财政局", Role.LEAD)
    session.accept(4)
    file = keep(tmp_path / "reviews", session, current=3)
    kept = open_review(file)
    again = ReviewSession.resumed(kept, UnitDictionary())
    assert again.result() == session.result()
    assert again.rows == session.rows and again.row(2).standing is Standing.DROPPED
    assert kept.current == 3 and not again.undo()
    assert again.split(1, again.draft.source_text.index("，由县水利局")) == len(draft.tasks) + 1, "new rows get ids of their own"


def test_the_list_shows_the_latest_first_with_what_is_left(tmp_path: Path, draft: PlanDraft) -> None:
    other = full_draft("另一份方案")
    other.source_text += "另一份"
    keep(tmp_path, ReviewSession(draft, UnitDictionary()), NOW)
    session = ReviewSession(other, UnitDictionary())
    session.accept_all()
    keep(tmp_path, session, NOW.replace(hour=11))
    found = reviews_in_hand(tmp_path)
    assert [(one.title, one.waiting, one.total) for one in found.reviews] == [("另一份方案", 0, 5), ("松河县水环境治理方案", 2, 5)]
    assert found.reviews[1].saved == NOW and found.damaged == ()
    assert in_hand(tmp_path, draft) == found.reviews[1]


def test_nothing_is_in_hand_where_nothing_was_kept(tmp_path: Path, draft: PlanDraft) -> None:
    assert reviews_in_hand(tmp_path / "reviews").reviews == ()
    assert in_hand(tmp_path / "reviews", draft) is None


def test_a_review_given_up_can_be_brought_back(tmp_path: Path, draft: PlanDraft) -> None:
    file = keep(tmp_path, ReviewSession(draft, UnitDictionary()))
    held = forget_review(file)
    assert reviews_in_hand(tmp_path).reviews == () and forget_review(file) == b""
    with pytest.raises(UserError, match="已经不在"):
        open_review(file)
    restore_review(file, held)
    assert open_review(file).draft.title == draft.title


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 9}', '{"format": 1, "title": "某方案"}', "[" * 100_000])
def test_a_damaged_file_is_told_once_and_left_aside(tmp_path: Path, draft: PlanDraft, damage: str) -> None:
    keep(tmp_path, ReviewSession(draft, UnitDictionary()))
    (tmp_path / "bad.json").write_text(damage, "utf-8")
    found = reviews_in_hand(tmp_path)
    assert len(found.reviews) == 1
    (error,) = found.damaged
    assert "已损坏" in str(error) and str(error).count("。") == 1
    assert (tmp_path / "bad.damaged").read_text("utf-8") == damage
    assert reviews_in_hand(tmp_path).damaged == ()


@pytest.mark.parametrize(
    "path", [("state", "rows"), ("draft", "headings"), ("draft", "issued"), ("state", "head", "title"), ("next_id",), ("state", "answers")]
)
def test_a_file_whose_inside_does_not_fit_is_damaged_too(tmp_path: Path, draft: PlanDraft, path: tuple[str, ...]) -> None:
    file = keep(tmp_path, ReviewSession(draft, UnitDictionary()))
    content = json.loads(file.read_text("utf-8"))
    place = content["review"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = 7.5
    file.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UserError, match=r"“松河县水环境治理方案\.txt”的核对进度读不出来"):
        open_review(file)
    assert not file.exists()


def test_half_characters_of_a_source_survive(tmp_path: Path) -> None:
    odd = PlanDraft("怪.txt", "怪\ud800字", "怪", issued=date(2026, 1, 1))
    file = keep(tmp_path, ReviewSession(odd, UnitDictionary()))
    assert open_review(file).draft == odd

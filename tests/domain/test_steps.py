"""Steps of a review, back and forth."""

from tracker.domain.steps import Steps


def test_steps_go_back_and_forth_with_their_names() -> None:
    steps = Steps(0)
    steps.to(1, "接受第 1 项")
    steps.to(2, "拆分第 2 项")
    assert steps.back() and (steps.now, steps.name, steps.next_name) == (1, "接受第 1 项", "拆分第 2 项")
    assert steps.forward() and (steps.now, steps.next_name) == (2, "")


def test_the_first_state_is_never_taken_back() -> None:
    steps = Steps("读出")
    assert not steps.back() and not steps.any_taken and steps.now == "读出"


def test_a_new_step_forgets_what_was_taken_back() -> None:
    steps = Steps(0)
    steps.to(1, "甲")
    steps.back()
    steps.to(2, "乙")
    assert not steps.forward() and steps.now == 2

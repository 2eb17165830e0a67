"""Dates and investment → how a project stands: the rule as a table."""

from datetime import date
from fractions import Fraction

import pytest

from tracker.domain.investment import ProjectFacts, ProjectStanding, judge_project, percent_of, year_gone
from tracker.domain.terms import Light

AUTUMN = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("period", "share"),
    [
        ("2026-01", Fraction(100, 12)),
        ("2026-09", 75),
        ("2026-Q3", 75),
        ("2026-H1", 50),
        ("2026", Fraction(27300, 365)),
        ("2025", 100),
        ("2026-W27", Fraction(18600, 365)),
        ("某月", None),
    ],
)
def test_the_share_of_the_year_gone(period: str, share: Fraction | None) -> None:
    assert year_gone(period, AUTUMN) == share


@pytest.mark.parametrize(
    ("invested", "planned", "standing", "light", "words"),
    [
        ("750", "1000", ProjectStanding.AHEAD, Light.GREEN, "持平"),
        ("802", "1000", ProjectStanding.AHEAD, Light.GREEN, "超 5.2 点"),
        ("1200", "1000", ProjectStanding.AHEAD, Light.GREEN, "超 45 点"),
        ("700", "1000", ProjectStanding.SHORT, Light.GREEN, "欠 5 点"),
        ("650", "1000", ProjectStanding.SHORT, Light.AMBER, "欠 10 点"),
        ("450", "1000", ProjectStanding.SHORT, Light.AMBER, "欠 30 点"),
        ("449", "1000", ProjectStanding.SHORT, Light.RED, "欠 30.1 点"),
        ("0", "1000", ProjectStanding.SHORT, Light.RED, "欠 75 点"),
        ("", "1000", ProjectStanding.UNKNOWN, None, ""),
        ("300", "", ProjectStanding.UNKNOWN, None, ""),
        ("300", "0", ProjectStanding.UNKNOWN, None, ""),
    ],
)
def test_investment_against_the_pace_of_the_year(
    invested: str, planned: str, standing: ProjectStanding, light: Light | None, words: str
) -> None:
    facts = ProjectFacts(actual_start=date(2026, 3, 1), planned=planned, invested=invested, period="2026-09")
    found = judge_project(facts, AUTUMN)
    assert (found.standing, found.light, found.pace_words) == (standing, light, words)
    assert found.words


@pytest.mark.parametrize(
    ("planned_start", "actual_start", "planned_end", "actual_end", "standing"),
    [
        (date(2026, 10, 8), None, None, None, ProjectStanding.NOT_DUE),
        (date(2026, 9, 30), None, None, None, ProjectStanding.NOT_DUE),
        (date(2026, 9, 29), None, None, None, ProjectStanding.NOT_STARTED),
        (date(2026, 3, 1), date(2026, 3, 9), date(2026, 9, 29), None, ProjectStanding.OVERDUE),
        (date(2026, 3, 1), date(2026, 3, 9), date(2026, 9, 30), None, ProjectStanding.UNKNOWN),
        (date(2026, 3, 1), date(2026, 3, 9), date(2026, 9, 1), date(2026, 9, 5), ProjectStanding.DONE),
    ],
)
def test_dates_come_first(
    planned_start: date | None, actual_start: date | None, planned_end: date | None, actual_end: date | None, standing: ProjectStanding
) -> None:
    found = judge_project(ProjectFacts(planned_start, actual_start, planned_end, actual_end), AUTUMN)
    assert found.standing is standing and found.words


def test_shares_of_words_and_of_nothing_are_not_known() -> None:
    assert percent_of("30", "120") == 25
    assert percent_of("待定", "120") is None and percent_of("30", "0") is None and percent_of("30", "") is None

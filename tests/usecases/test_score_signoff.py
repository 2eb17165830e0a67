"""定稿: frozen rules and accounts, whatever happens later; lifting it with a reason; a trial run writes nothing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.stores import TODAY, contents
from tracker.domain.scoring import ScoreTable, said
from tracker.domain.screens import UnitFields
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import SubLine
from tracker.storage.store import Store
from tracker.usecases.cycle.score_rules import set_score_table, trial_run
from tracker.usecases.cycle.score_signoff import lift_signoff, sign_scores, signoffs
from tracker.usecases.cycle.scores import give_points, score_book, score_span
from tracker.usecases.house import history, units
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

YEAR = score_span("2026")
END = date(2026, 12, 31)


def totals(store: Store, period: str = "2026") -> dict[str, str]:
    book = score_book(store, 1, period, END)
    return {book.names[account.unit_id]: said(account.total) for account in book.accounts}


def test_what_is_signed_stays_whatever_happens_later(planned: Store) -> None:
    sign_scores(planned, 1, YEAR, END, "江一帆")
    before = totals(planned)
    paper = report_content(planned, "score", ReportRequest(1, year=2026), END)
    give_points(planned, 1, 1, Fraction(-8), "造成影响", END)
    set_score_table(planned, ScoreTable(start=Fraction(80)))
    units.save_unit(planned, 1, UnitFields("县水利事业发展中心"))
    tasks.set_state(planned, [1, 2, 4], State.COMPLETED, date(2026, 2, 1))
    assert totals(planned) == before
    again = report_content(planned, "score", ReportRequest(1, year=2026), END)
    assert again == paper
    assert "定稿：江一帆（2026年12月31日）" in next(block.right for block in again.blocks if isinstance(block, SubLine))
    book = score_book(planned, 1, "2026", END)
    assert book.signed is not None and "水利局" in book.changed
    assert totals(planned, "2026-Q4") != before, "another span counts live"


def test_a_signing_is_lifted_with_its_reason_and_both_are_undone(planned: Store) -> None:
    made = sign_scores(planned, 1, YEAR, END, "江一帆")
    assert made.name == "2026年考核定稿"
    with pytest.raises(UserError, match="已经定稿"):
        sign_scores(planned, 1, YEAR, END, "李望")
    with pytest.raises(UserError, match="理由"):
        lift_signoff(planned, signoffs(planned, 1)[0].id, "  ")
    done = lift_signoff(planned, signoffs(planned, 1)[0].id, "漏算一季度")
    assert done.name == "取消2026年考核定稿（漏算一季度）" and signoffs(planned, 1) == []
    history.undo(planned)
    assert [one.signed_by for one in signoffs(planned, 1)] == ["江一帆"]
    history.undo(planned)
    assert signoffs(planned, 1) == []


@pytest.mark.parametrize(("period", "by", "says"), [("2026", " ", "谁定稿"), ("2027", "江一帆", "还没有开始")])
def test_what_cannot_be_signed_is_said(planned: Store, period: str, by: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        sign_scores(planned, 1, score_span(period), END, by)
    assert signoffs(planned, 1) == []


def test_a_trial_run_tells_old_and_new_and_writes_nothing(planned: Store, tmp_path: Path) -> None:
    before = contents(planned.path)
    table = ScoreTable()
    wanted = replace(table, rules=tuple(replace(rule, points=rule.points * 2) for rule in table.rules))
    found = trial_run(planned, 1, YEAR.first, YEAR.last, wanted, END)
    for each in found:
        lost = 100 - each.before.total
        if all(not line.note for line in each.after.lines):
            assert 100 - each.after.total == 2 * lost
    assert any(each.before.total != each.after.total for each in found)
    assert contents(planned.path) == before
    with pytest.raises(UserError, match="基础分"):
        trial_run(planned, 1, YEAR.first, YEAR.last, replace(table, least=Fraction(110)), END)


def test_the_history_tells_of_a_signing_in_plain_words(planned: Store) -> None:
    done = sign_scores(planned, 1, YEAR, TODAY, "江一帆")
    assert done.operation_id is not None
    told = " ".join(str(change) for change in history.changes_of(planned, done.operation_id))
    assert "{" not in told.replace("{}", "") or "rules" not in told

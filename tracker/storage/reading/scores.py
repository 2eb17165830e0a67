"""What a score needs beside the tasks: points given by hand, and the periods for which something was asked of the units."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.periods import sort_key
from tracker.domain.scoring import Event
from tracker.storage.reader import Reader
from tracker.storage.reading.figure_marks import FIGURES_FORM
from tracker.storage.reading.tasks import UNIT_NAME


class GivenPoints(NamedTuple):
    """Points or praise that a person gave; `points` None: the rule of the event says how many."""

    id: int
    unit_id: int
    unit: str
    event: Event
    points: Fraction | None
    reason: str
    given_on: date
    given_by: str


def given(db: Reader, plan_id: int) -> list[GivenPoints]:
    """All that was given by hand in a plan, the latest first."""
    rows = db.rows(
        f"""SELECT s.id, s.unit_id, {UNIT_NAME}, s.event, s.points, s.reason, s.given_on, s.given_by
        FROM score_point s JOIN unit u ON u.id = s.unit_id WHERE s.plan_id = :plan_id ORDER BY s.given_on DESC, s.id DESC""",
        plan_id=plan_id,
    )
    return [
        GivenPoints(row[0], row[1], row[2], Event(row[3]), Fraction(row[4]) if row[4] else None, row[5], date.fromisoformat(row[6]), row[7])
        for row in rows
    ]


def asked_periods(db: Reader, plan_id: int) -> list[str]:
    """The periods for which sheets were handed out or came back, in order."""
    rows = db.rows(
        """SELECT period FROM handout WHERE plan_id = :plan_id AND template_version <> :form
        UNION SELECT period FROM received_file WHERE plan_id = :plan_id AND state <> 'figures'""",
        plan_id=plan_id,
        form=FIGURES_FORM,
    )
    return sorted((period for (period,) in rows), key=sort_key)


def supervised(db: Reader, plan_id: int, first: date, last: date, kind: str) -> list[tuple[int, str, date, int]]:
    """Units to which a notice of this kind went: the unit it is for, else the leads of its tasks; with its number or title, day and id."""
    rows = db.rows(
        """SELECT DISTINCT COALESCE(d.unit_id, a.unit_id), CASE WHEN d.number <> '' THEN d.number ELSE d.title END, d.issued_on, d.id
        FROM issued_document d LEFT JOIN issued_task i ON i.issued_id = d.id AND d.unit_id IS NULL
        LEFT JOIN assignment a ON a.task_id = i.task_id AND a.role IN ('lead', 'joint')
        WHERE d.plan_id = :plan_id AND d.kind = :kind AND d.state <> 'void' AND d.issued_on BETWEEN :first AND :last
        AND COALESCE(d.unit_id, a.unit_id) IS NOT NULL ORDER BY d.issued_on, d.id, 1""",
        plan_id=plan_id,
        kind=kind,
        first=first,
        last=last,
    )
    return [(unit_id, words, date.fromisoformat(on), issued_id) for unit_id, words, on, issued_id in rows]


class SignoffHead(NamedTuple):
    """Scores that were signed: the span of days they are of, in words too, and who signed them when."""

    id: int
    first: date
    last: date
    words: str
    signed_on: date
    signed_by: str


def signoffs(db: Reader, plan_id: int) -> list[SignoffHead]:
    """The signed scores of a plan, the latest span first."""
    rows = db.rows(
        "SELECT id, first, last, words, signed_on, signed_by FROM score_signoff WHERE plan_id = :plan_id ORDER BY last DESC, first, id",
        plan_id=plan_id,
    )
    return [
        SignoffHead(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), row[3], date.fromisoformat(row[4]), row[5])
        for row in rows
    ]


def signed_content(db: Reader, signoff_id: int) -> str:
    """The rules and accounts that were signed, as they were stored."""
    row = db.row("SELECT content FROM score_signoff WHERE id = :id", id=signoff_id)
    return "" if row is None else str(row[0])


def unit_names(db: Reader) -> dict[int, str]:
    """The display names of all units that are no groups, in the official order."""
    sql = f"SELECT u.id, {UNIT_NAME} FROM unit u WHERE NOT u.is_group ORDER BY u.position, u.id"
    return dict(db.rows(sql))

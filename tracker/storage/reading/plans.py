"""Plans, their headings and their source text."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.domain.records import FindingRecord, HeadingRecord, PlanRecord
from tracker.storage.memory import same_order
from tracker.storage.reader import Reader
from tracker.storage.reading import day, numbers
from tracker.storage.reading.reporting import office_day, rule_of

_PLAN = """SELECT p.id, p.title, p.doc_number, p.issuer, p.issued, p.period_start, p.period_end, p.lead_units, p.source_name,
    p.source_hash, p.is_sample, (SELECT COUNT(*) FROM task t WHERE t.plan_id = p.id AND t.removed_on IS NULL), p.cycle, p.reporting_day,
    p.reporting_next FROM plan p"""


def text_hash(text: str) -> str:
    """SHA-256 by which the same plan is known again: white space, width and line breaks do not count."""
    import hashlib  # loads OpenSSL, which a start that only lists plans does without

    return hashlib.sha256("".join(unicodedata.normalize("NFKC", text).split()).encode("utf-8", "replace")).hexdigest()


_CARRYING = "SELECT t.plan_id FROM task_link l JOIN task t ON t.id = l.{}_task_id"
_SUPERIOR = f"p.id IN ({_CARRYING.format('upper')}) AND p.id NOT IN ({_CARRYING.format('lower')})"


def plans(db: Reader, ids: Iterable[int] | None = None) -> list[PlanRecord]:
    """All plans, or those with these ids, the newest first; those of superiors, which others carry out, after them."""
    usual = office_day(db)

    def read(where: str) -> list[PlanRecord]:
        return [_plan(row, usual) for row in db.rows(f"{_PLAN} {where} ORDER BY {_SUPERIOR}, p.id DESC")]

    if ids is not None:
        return read(f"WHERE p.id IN {numbers(ids)}")
    return [*db.kept("plans", ("task", "plan", "task_link", "setting"), lambda: read(""), same_order)]


def plan(db: Reader, plan_id: int) -> PlanRecord | None:
    """One plan."""
    row = db.row(f"{_PLAN} WHERE p.id = :plan_id", plan_id=plan_id)
    return None if row is None else _plan(row, office_day(db))


def plan_with_hash(db: Reader, source_hash: str) -> PlanRecord | None:
    """The plan with that source text, the first imported if there are several."""
    row = db.row(f"{_PLAN} WHERE p.source_hash = :source_hash ORDER BY p.id", source_hash=source_hash)
    return None if row is None else _plan(row, office_day(db))


def source_text(db: Reader, plan_id: int) -> str:
    """The full source text, "" where there is none."""
    return str(db.value("SELECT text FROM plan_text WHERE plan_id = :plan_id", plan_id=plan_id) or "")


def headings_above(db: Reader, ids: Iterable[int]) -> dict[int, HeadingRecord]:
    """These headings and those above them, by id."""
    found: dict[int, HeadingRecord] = {}
    wanted = set(ids)
    while wanted:
        rows = db.rows(f"SELECT id, plan_id, parent_id, position, level, label, title FROM heading WHERE id IN {numbers(wanted)}")
        found |= {row[0]: HeadingRecord(*row) for row in rows}
        wanted = {row[2] for row in rows if row[2] is not None} - found.keys()
    return found


def headings(db: Reader, plan_id: int | None) -> Mapping[int, HeadingRecord]:
    """The headings of a plan (None: of all), by id, in printed order."""
    where = "" if plan_id is None else "WHERE plan_id = :plan_id"

    def make() -> Mapping[int, HeadingRecord]:
        rows = db.rows(
            f"SELECT id, plan_id, parent_id, position, level, label, title FROM heading {where} ORDER BY plan_id, position, id",
            plan_id=plan_id,
        )
        return {row[0]: HeadingRecord(*row) for row in rows}

    return db.kept(("headings", plan_id), ("heading",), make)


def heading_names(db: Reader, plan_id: int | None) -> Mapping[int, tuple[int, tuple[str, ...]]]:
    """The plan and the path (`heading_path`) of each heading of a plan, or of all."""

    def make() -> Mapping[int, tuple[int, tuple[str, ...]]]:
        above = headings(db, plan_id)
        return {key: (one.plan_id, heading_path(above, key)) for key, one in above.items()}

    return db.kept(("heading names", plan_id), ("heading",), make)


def plan_findings(db: Reader, plan_id: int) -> list[FindingRecord]:
    """Doubts about a plan that belong to none of its tasks."""
    rows = db.rows(
        """SELECT id, code, words, source_start, source_end FROM finding WHERE plan_id = :plan_id AND task_id IS NULL
        ORDER BY id""",
        plan_id=plan_id,
    )
    return [FindingRecord(*row) for row in rows]


def heading_path(headings: Mapping[int, HeadingRecord], heading_id: int | None) -> tuple[str, ...]:
    """The names of a heading and those above it, outermost first, each with its number."""
    names: list[str] = []
    while heading_id is not None and heading_id in headings:
        heading = headings[heading_id]
        names.append(heading.label + heading.title)
        heading_id = heading.parent_id
    return tuple(names[::-1])


def _plan(row: tuple[Any, ...], usual: int | None) -> PlanRecord:
    (number, title, doc_number, issuer, issued, start, end, leads, name, source_hash, is_sample, count, *reporting) = row
    return PlanRecord(
        id=number,
        title=title,
        doc_number=doc_number,
        issuer=issuer,
        issued=day(issued),
        period_start=day(start),
        period_end=day(end),
        lead_units=tuple(leads.splitlines()),
        source_name=name,
        source_hash=source_hash,
        is_sample=bool(is_sample),
        task_count=count,
        reporting=rule_of(reporting, usual),
    )

"""The numbers of documents (县督字〔2026〕3号): one series per kind and year, the next one proposed, none given twice, gaps told."""

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.issued import PATTERN, IssuedFilter, IssuedState, NumberSeries, ordinal_of, pattern_fault
from tracker.domain.notices import NoticeKind, number_word
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reader import Reader
from tracker.storage.reading import issued as reading
from tracker.storage.store import Store
from tracker.usecases.papers.document_names import named_kind
from tracker.usecases.papers.notice_settings import notice_setting_in
from tracker.usecases.papers.report_kinds import report_kind
from tracker.usecases.papers.report_request import ReportRequest

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import NumberSeries as SeriesRow

__all__ = ["NumberSeries", "check_number", "next_numbers", "number_series", "proposed_number", "set_series", "take_number"]

_TOLD_GAPS = 5
_ONE_FOR_ITS_PERIOD = "bulletin"


def number_series(store: Store, kind: str, year: int) -> NumberSeries:
    """The series of a kind in a year; where none is stored, as the year before had it, beginning anew."""
    with store.read() as db:
        return _series(db, kind, year)


def next_numbers(store: Store, kind: str, day: date, count: int = 1) -> tuple[str, ...]:
    """The numbers that the next documents of a kind get when they are issued on a day."""
    series = number_series(store, kind, day.year)
    return tuple(series.text(series.last + n) for n in range(1, count + 1))


def proposed_number(store: Store, kind: str, request: ReportRequest, day: date) -> str:
    """The next number of a kind; a bulletin, of which there is one for a period, keeps the number that it was issued under."""
    if kind == _ONE_FOR_ITS_PERIOD:
        with store.read() as db:
            held = reading.register(db, IssuedFilter((kind,), request.plan_id), day)
        for one in held:
            if one.number and one.period == request.period and one.state is not IssuedState.VOID:
                return one.number
    return next_numbers(store, kind, day)[0]


def check_number(store: Store, kind: str, day: date, text: str) -> tuple[bool, str]:
    """Whether a typed number can be given, and what there is to say about it ("" for nothing)."""
    with store.read() as db:
        series = _series(db, kind, day.year)
        held = reading.bearing(db, kind, text.strip())
    if held is not None:
        return False, f"{held.issued_on:%Y年%m月%d日}的《{held.title}》已用这个文号"
    n = ordinal_of(text.strip(), series.pattern, series.word, series.year)
    if n is None:
        return True, f"不合“{series.following}”的样子，不计入顺序号" if text.strip() else ""
    return True, _gap_words(range(series.last + 1, n))


def set_series(store: Store, kind: str, year: int, word: str, pattern: str = PATTERN, last: int = 0) -> Changes:
    """Say how the numbers of a kind begin in a year, and which was given last outside the program.

    Raises UserError for a pattern without a running number and for a last number below one that a document bears.
    """
    name, plain = named_kind(store, kind).name, "".join(word.split())
    if fault := pattern_fault(pattern):
        raise UserError("文号格式不能用", fault, f"例如：{PATTERN}")
    with store.read() as db:
        stored = _series(db, kind, year)
    if last < stored.highest:
        raise UserError(f"最近编号不能小于 {stored.highest}", f"{name}已经登记到{stored.text(stored.highest)}", "请改大，或先撤销那次登记")
    with store.transaction(f"设置{name}{year}年的文号") as work:
        row = _row(work, kind, year, stored)
        row.word, row.pattern, row.last = plain, pattern.strip(), last
        work.add(row)
        return work.changes(row.id)


def take_number(work: "Work", kind: str, day: date, text: str) -> "tuple[SeriesRow | None, int | None, str]":
    """Give a number to a document within a transaction: its series, its place in it, and the gap it leaves in words.

    A number that is not made by the series' pattern is taken as it stands and belongs to none. Raises UserError where it is taken.
    """
    text = text.strip()
    if not text:
        return None, None, ""
    db = work.read()
    held = reading.bearing(db, kind, text)
    if held is not None:
        raise UserError(f"文号“{text}”已经用过", f"{held.issued_on:%Y年%m月%d日}的《{held.title}》用的就是它", "请换一个文号")
    stored = _series(db, kind, day.year)
    n = ordinal_of(text, stored.pattern, stored.word, stored.year)
    if n is None:
        return None, None, ""
    row = _row(work, kind, day.year, stored)
    gap = _gap_words(range(row.last + 1, n))
    row.last = max(row.last, n)
    return work.add(row), n, gap


def _series(db: Reader, kind: str, year: int) -> NumberSeries:
    stored = reading.series(db, kind, year)
    if stored is not None:
        return stored
    before = reading.latest_series(db, kind)
    if before is not None:
        return NumberSeries(kind, year, before.word, before.pattern)
    return NumberSeries(kind, year, _usual_word(db, kind), PATTERN)


def _usual_word(db: Reader, kind: str) -> str:
    """How numbers begin where nobody said: as the paper is called here."""
    if kind in tuple(NoticeKind):
        return number_word(notice_setting_in(db).names.of(NoticeKind(kind)))
    return report_kind(kind).word


def _row(work: "Work", kind: str, year: int, stored: NumberSeries) -> "SeriesRow":
    from tracker.storage import tables

    held = [row for row in work.rows(tables.NumberSeries, year=year) if row.kind == kind]
    return held[0] if held else tables.NumberSeries(kind=kind, year=year, word=stored.word, pattern=stored.pattern, last=stored.last)


def _gap_words(missing: range) -> str:
    """空出 4、5 号."""
    if not missing:
        return ""
    if len(missing) > _TOLD_GAPS:
        return f"空出 {missing[0]} 至 {missing[-1]} 号"
    return f"空出 {'、'.join(map(str, missing))} 号"

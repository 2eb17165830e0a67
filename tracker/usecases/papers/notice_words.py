"""The office's own words of notices (文书用语), by kind: kept for all papers to come; what went out stays as it was printed."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.notice_words import PLACES, USUAL, NoticeWords, as_template, words_fault
from tracker.domain.notices import NoticeKind
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.notice_sample import notice_sample
from tracker.storage.reader import Reader
from tracker.storage.reading.settings import setting
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import NOTICE_WORDS, put_setting
from tracker.usecases.papers.notice_settings import notice_setting
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["NoticeWords", "keep_typed", "notice_words", "set_notice_words", "words_in", "words_sample"]


def notice_words(store: Store) -> dict[NoticeKind, NoticeWords]:
    """The words of all kinds: the office's own, else the usual ones."""
    with store.read() as db:
        return words_in(db)


def words_in(db: Reader) -> dict[NoticeKind, NoticeWords]:
    """The same within a read that is under way."""
    stored = setting(db, NOTICE_WORDS) or {}
    return {kind: NoticeWords(*stored[kind]) if kind in stored else USUAL[kind] for kind in NoticeKind}


def set_notice_words(store: Store, wanted: Mapping[NoticeKind, NoticeWords]) -> Changes:
    """Change the words of these kinds; those of others stay. Raises UserError for an unknown field and for words that no form holds."""
    plain = {kind: NoticeWords(*(_plain(text) for text in words)) for kind, words in wanted.items()}
    names = notice_setting(store).names
    for kind, words in plain.items():
        if fault := words_fault(words):
            raise UserError(f"{names.of(kind)}的用语没有保存", fault, "请改正后再保存")
    with store.transaction("修改设置") as work:
        now = words_in(work.read()) | plain
        own = {kind.value: list(words) for kind, words in now.items() if words != USUAL[kind]}
        put_setting(work, NOTICE_WORDS, own or None)
    return work.changes()


def keep_typed(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> Changes:
    """Keep what was typed for one notice as the office's own words; its unit, plan and days become fields.

    Raises UserError where none of the places that are kept was changed.
    """
    from tracker.usecases.papers.notices import notice_values

    typed = {place: text for place in PLACES._fields if (text := request.texts.get(place)) is not None}
    if not typed:
        raise UserError("没有改过可以留用的文字", f"能存为本单位用语的是{'、'.join(PLACES)}", "请先改好这几段")
    values = notice_values(store, kind, request, today)
    own = notice_words(store)[kind]._replace(**{place: as_template(text, values) for place, text in typed.items()})
    return set_notice_words(store, {kind: own})


def words_sample(store: Store, kind: NoticeKind, words: NoticeWords) -> Document:
    """A notice of invented matters in these words."""
    given = notice_setting(store)
    return notice_sample(kind, words, given.names.of(kind), office(store).name, given.contact, given.phone)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n") if line.strip())

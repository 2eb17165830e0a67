"""Passages of a document edited before it is printed: kept by plan, kind and period with the draft that they were made of."""

from dataclasses import replace
from datetime import date

from tracker.domain.passages import Draft, Kept, Passage, passages
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.titles import period_words
from tracker.storage.reading import document_texts as reading
from tracker.storage.store import Store
from tracker.usecases.papers.document_names import named_kind
from tracker.usecases.papers.report_kinds import ReportKind, report_drafts
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["Draft", "Kept", "Passage", "document_passages", "keep_mine", "keep_text", "take_new", "with_kept"]

_LONGEST = 20_000


def document_passages(store: Store, name: str, request: ReportRequest, today: date) -> tuple[Passage, ...]:
    """What can be edited of a document of this kind, as it will be printed. Raises UserError where there is no document."""
    assert request.plan_id is not None
    drafts = report_drafts(store, name, replace(request, texts={}), today)
    with store.read() as db:
        held = reading.kept(db, request.plan_id, name, request.period)
    return passages(drafts, held)


def with_kept(store: Store, kind: ReportKind, request: ReportRequest) -> ReportRequest:
    """The request with the passages that were kept; what is typed for this one document goes before them."""
    if not kind.drafts or request.plan_id is None:
        return request
    with store.read() as db:
        held = reading.kept(db, request.plan_id, kind.kind, request.period)
    return replace(request, texts={**{place: one.text for place, one in held.items()}, **request.texts}) if held else request


def keep_text(store: Store, name: str, request: ReportRequest, place: str, text: str, today: date) -> Changes:
    """Keep what a person wrote at a place; nothing, or just what the program writes, lets the draft stand again.

    Raises UserError for a place that the document does not have.
    """
    draft = _draft(store, name, request, place, today)
    words = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    if len(words) > _LONGEST:
        raise UserError(f"“{draft.label}”太长", f"超过 {_LONGEST} 个字", "请分开写，或写到附件里")
    return _store(store, name, request, draft, "" if words == draft.text else words, today, "修改")


def take_new(store: Store, name: str, request: ReportRequest, place: str, today: date) -> Changes:
    """Let the draft stand again, with the data of now."""
    return _store(store, name, request, _draft(store, name, request, place, today), "", today, "恢复原稿：")


def keep_mine(store: Store, name: str, request: ReportRequest, place: str, today: date) -> Changes:
    """Stay with the edited passage although the data has changed since: it is not told again until it changes once more."""
    draft = _draft(store, name, request, place, today)
    assert request.plan_id is not None
    with store.read() as db:
        held = reading.kept(db, request.plan_id, name, request.period).get(place)
    if held is None:
        raise UserError(f"“{draft.label}”没有改过", "", "请按 F5 刷新")
    return _store(store, name, request, draft, held.text, today, "保留改过的")


def _draft(store: Store, name: str, request: ReportRequest, place: str, today: date) -> Draft:
    found = {draft.place: draft for draft in report_drafts(store, name, replace(request, texts={}), today)}
    if place not in found:
        raise UserError(f"{named_kind(store, name, request.period).name}里没有“{place}”这一段", "", f"可以写：{'、'.join(found)}")
    return found[place]


def _store(store: Store, name: str, request: ReportRequest, draft: Draft, text: str, today: date, verb: str) -> Changes:
    from tracker.storage.tables import DocumentText

    period = f"{period_words(request.period)}的" if request.period else ""
    with store.transaction(f"{verb}{period}{named_kind(store, name, request.period).name}“{draft.label}”") as work:
        rows = work.rows(DocumentText, plan_id=request.plan_id, place=draft.place, period=request.period)
        row = next((one for one in rows if one.kind == name), None)
        if not text:
            if row is not None:
                work.delete(row)
        elif row is None:
            work.add(
                DocumentText(
                    plan_id=request.plan_id or 0,
                    kind=name,
                    period=request.period,
                    place=draft.place,
                    drafted=draft.text,
                    text=text,
                    edited_on=today,
                )
            )
        else:
            row.drafted, row.text, row.edited_on = draft.text, text, today
    return work.changes()

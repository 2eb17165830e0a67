"""The register of documents that went out (已发文书): what was issued when and to whom, with a copy, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.issued import IssuedFilter, IssuedRecord, IssuedState
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.files.keeping import is_whole, keep
from tracker.paths import Paths
from tracker.reports.content import Document, Receivers
from tracker.storage.reading import issued as reading
from tracker.storage.reading import units
from tracker.storage.reading.tasks import lead_names
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.papers.number_series import take_number
from tracker.usecases.papers.report_kinds import proposed_texts, report_answer_by, report_kind, report_matters
from tracker.usecases.papers.report_request import ReportRequest

if TYPE_CHECKING:
    from tracker.storage.tables import IssuedDocument as IssuedRow

__all__ = [
    "IssuedFilter",
    "IssuedRecord",
    "IssuedState",
    "Issuing",
    "edit_issued",
    "facts_of",
    "issue",
    "issued",
    "issued_copy",
    "issued_document",
    "issued_kinds",
    "issued_years",
    "record_return",
    "void",
]

_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Issuing:
    """What the register says of a document; `task_ids`: the tasks it is about, `cause`: 来源."""

    kind: str
    title: str
    issued_on: date
    number: str = ""
    plan_id: int | None = None
    unit_id: int | None = None
    period: str = ""
    receiver: str = ""
    issued_by: str = ""
    cause: str = ""
    due: date | None = None
    task_ids: tuple[int, ...] = ()


def facts_of(store: Store, kind: str, request: ReportRequest, document: Document, today: date) -> Issuing:
    """What the register would say of a document that is issued today. One that names no receivers is for its unit, else for those who
    lead what it is about."""
    own, matters = office(store), report_matters(store, kind, request, today)
    receiver = next((block.text for block in document.blocks if isinstance(block, Receivers)), "")
    if not receiver:
        with store.read() as db:
            if request.unit_id is not None:
                receiver = next((unit.full_name for unit in units.units(db, [request.unit_id])), "")
            elif matters:
                receiver = "、".join(dict.fromkeys(name for names in lead_names(db, matters).values() for name in names))
    return Issuing(
        kind,
        document.name,
        today,
        request.number,
        request.plan_id,
        request.unit_id,
        request.period,
        receiver,
        own.section or own.name,
        _cause(store, kind, request, today),
        report_answer_by(store, kind, request, today),
        matters,
    )


def _cause(store: Store, kind: str, request: ReportRequest, today: date) -> str:
    """来源 of the register: what the document gives as its 依据."""
    if not any(text.key == "basis" for text in report_kind(kind).texts):
        return ""
    basis = request.text("basis") or proposed_texts(store, kind, request, today)["basis"]
    return "；".join((basis, *dict.fromkeys(request.causes.values())))


def issue(store: Store, places: Paths, documents: Sequence[tuple[Issuing, Path]]) -> Changes:
    """Enter documents in the register, each with a copy of its file, as one operation; the result is the id of the last.

    Raises UserError for a number that is taken, and for an answer asked for before the day of issue; then nothing is entered.
    """
    from tracker.storage.tables import IssuedDocument, IssuedTask

    for facts, _file in documents:
        if facts.due is not None and facts.due < facts.issued_on:
            raise UserError(f"{quoted(facts.title)}的反馈期限早于发出日期", "", "请改正日期")
    kept = [keep(file, places.issued, _LARGEST) for _facts, file in documents]
    with store.transaction("登记发出文书") as work:
        said = []
        for (facts, file), copy in zip(documents, kept, strict=True):
            series, ordinal, gap = take_number(work, facts.kind, facts.issued_on, facts.number)
            row = work.add(
                IssuedDocument(
                    kind=facts.kind,
                    title=facts.title,
                    number=facts.number.strip(),
                    series_id=None if series is None else series.id,
                    ordinal=ordinal,
                    plan_id=facts.plan_id,
                    unit_id=facts.unit_id,
                    period=facts.period,
                    receiver=facts.receiver.strip(),
                    issued_on=facts.issued_on,
                    issued_by=facts.issued_by.strip(),
                    cause=facts.cause.strip(),
                    due=facts.due,
                    file_name=file.name,
                    kept_name=copy.name,
                    digest=copy.digest,
                    recorded_at=work.now,
                )
            )
            assert row.id is not None
            work.insert_many(IssuedTask, [{"issued_id": row.id, "task_id": task_id} for task_id in dict.fromkeys(facts.task_ids)])
            said.append((row, gap))
        work.name = _name(said)
        result = said[-1][0].id
    return work.changes(result)


def _name(said: "Sequence[tuple[IssuedRow, str]]") -> str:
    """登记发出“…”督办〔2026〕3号（空出 2 号）."""
    gaps = "；".join(gap for _row, gap in said if gap)
    return f"登记发出{_told([row for row, _gap in said])}" + (f"（{gaps}）" if gaps else "")


def issued(store: Store, wanted: IssuedFilter, today: date) -> list[IssuedRecord]:
    """The documents that the filter lets through, the latest first."""
    with store.read() as db:
        return reading.register(db, wanted, today)


def issued_document(store: Store, issued_id: int) -> IssuedRecord:
    """One line of the register. Raises UserError where it is gone."""
    with store.read() as db:
        found = reading.document(db, issued_id)
    if found is None:
        raise UserError("这份文书的登记已经撤销", "", "请按 F5 刷新")
    return found


def issued_years(store: Store) -> list[int]:
    """The years of the register, the latest first."""
    with store.read() as db:
        return reading.years(db)


def issued_kinds(store: Store) -> list[str]:
    """The kinds of document in the register."""
    with store.read() as db:
        return reading.kinds(db)


def issued_copy(store: Store, places: Paths, issued_id: int) -> Path:
    """Where the copy lies. Raises UserError where it is gone or its bytes are not what they were."""
    found = issued_document(store, issued_id)
    file = places.issued / found.kept_name
    if not found.kept_name or not is_whole(file, found.digest):
        raise UserError(f"{quoted(found.title)}的留底不见了或已被改动", f"应在 {file}", "请从备份的数据文件夹里找回")
    return file


def record_return(store: Store, ids: Sequence[int], returned_on: date | None, result: str = "") -> Changes:
    """Say when the answers came and what they say (empty: what is there stays); without a day they are waited for again.

    Raises UserError for a day before the day of issue and for a document that was taken back.
    """
    from tracker.storage.tables import IssuedDocument

    with store.transaction("登记反馈") as work:
        rows = [work.get(IssuedDocument, one) for one in ids]
        for row in rows:
            if row.state is IssuedState.VOID:
                raise UserError(f"{quoted(row.title)}已经作废", "", "作废的文书不登记反馈")
            if returned_on is not None and returned_on < row.issued_on:
                raise UserError(f"反馈日期早于{quoted(row.title)}的发出日期", f"它是{row.issued_on:%Y年%m月%d日}发出的", "请改正日期")
            row.returned_on = returned_on
            row.state = IssuedState.ISSUED if returned_on is None else IssuedState.RETURNED
            row.result = result.strip() or row.result
        work.name = ("登记" if returned_on else "取消") + f"{_told(rows)}的反馈"
    return work.changes(ids[-1] if ids else None)


def edit_issued(store: Store, issued_id: int, *, receiver: str, issued_by: str, cause: str, due: date | None, result: str) -> Changes:
    """Change what the register says beside title, number and day."""
    from tracker.storage.tables import IssuedDocument

    with store.transaction("修改文书登记") as work:
        row = work.get(IssuedDocument, issued_id)
        if due is not None and due < row.issued_on:
            raise UserError(f"{quoted(row.title)}的反馈期限早于发出日期", "", "请改正日期")
        row.receiver, row.issued_by, row.cause = receiver.strip(), issued_by.strip(), cause.strip()
        row.due, row.result = due, result.strip()
        work.name = f"修改{_told([row])}的登记"
    return work.changes(issued_id)


def void(store: Store, issued_id: int, reason: str) -> Changes:
    """Take a document back: its number stays used, its copy stays, nobody is waited for."""
    from tracker.storage.tables import IssuedDocument

    if not reason.strip():
        raise UserError("没有填写作废的原因", "作废要留下依据", "请写明原因")
    with store.transaction("作废文书") as work:
        row = work.get(IssuedDocument, issued_id)
        row.state, row.result = IssuedState.VOID, f"作废：{reason.strip()}"
        work.name = f"作废{_told([row])}"
    return work.changes(issued_id)


def _told(rows: "Sequence[IssuedRow]") -> str:
    words = "".join(f"{quoted(row.title)}{row.number}" for row in rows[:1])
    return words + (f"等 {len(rows)} 份" if len(rows) > 1 else "")

"""Many documents of one kind at once: one per unit or one per task, into a folder or to whoever prints them."""

import contextlib
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.domain.issued import ordinal_of
from tracker.domain.records import Changes
from tracker.errors import Cancelled, UserError
from tracker.files.writing import free_name
from tracker.paths import Paths
from tracker.progress import Progress, part, silent
from tracker.reports.content import Document, safe_name
from tracker.reports.titles import period_words
from tracker.storage.reading import sheets as reading
from tracker.storage.reading import units
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_make import make_folder
from tracker.usecases.papers.document_names import named_kind
from tracker.usecases.papers.issued import Issuing, facts_of, issue
from tracker.usecases.papers.number_series import next_numbers, number_series
from tracker.usecases.papers.report_kinds import DrawPdf, ReportKind, report_content, report_kind, report_matters, write_content
from tracker.usecases.papers.report_request import ReportRequest

__all__ = [
    "NAME_FIELDS",
    "PATTERNS",
    "Each",
    "QueueItem",
    "QueueResult",
    "issue_documents",
    "numbers_for",
    "queue",
    "register_files",
    "write_queue",
]

PATTERNS = {"unit": "{单位}{文书}{期次}", "task": "{序号}{任务}{文书}"}
"""The usual file names of a queue by what its documents are for."""
NAME_FIELDS = ("单位", "文书", "期次", "任务", "文号", "序号", "日期")
_FIELD = re.compile(r"\{([^{}]*)\}")
Each = str
"""What a document of the queue is for: "unit" or "task"."""


class QueueItem(NamedTuple):
    """One document to be made. `name`: the unit or task in words, `place` counts from 1."""

    place: int
    name: str
    request: ReportRequest


@dataclass(slots=True)
class QueueResult:
    """What became of a queue: how many were made and their files in order, what could not be made and why, whether it was stopped
    and how many were left then, what was registered."""

    made: int = 0
    files: list[Path] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0
    changes: Changes | None = None
    verb: str = "生成"

    @property
    def words(self) -> str:
        """The outcome in one line."""
        said = [f"已{self.verb} {self.made} 份"]
        if self.failed:
            said.append(f"{len(self.failed)} 份没有{self.verb}")
        if self.left:
            said.append(f"已停止，还有 {self.left} 份没有做")
        return "，".join(said)


def each_of(kind: ReportKind) -> tuple[Each, ...]:
    """Of what a queue of this kind can have one document each."""
    return tuple(option for option in ("unit", "task") if kind.takes(option))


def queue(store: Store, name: str, each: Each, request: ReportRequest, today: date, progress: Progress = silent) -> list[QueueItem]:
    """One item per unit that has tasks in the plan (in official order), or per task (as printed, those asked for).

    Of a kind that chooses its tasks itself (催办单: those that are late) units without such tasks get none. Raises UserError where
    the kind cannot be had so, and where there is nothing.
    """
    kind = named_kind(store, name, request.period, request.plan_id)
    if each not in each_of(kind):
        raise UserError(f"{kind.name}不能{'每个单位' if each == 'unit' else '每项任务'}出一份", "", "请直接生成")
    with store.read() as db:
        tasks = reading.tasks(db, request.plan_id) if request.plan_id is not None else []
        known = units.units(db)
    if each == "unit":
        busy = {unit_id for task in tasks for unit_id in (task.units if kind.matters else task.assigned)}
        found = [(unit.full_name, replace(request, unit_id=unit.id)) for unit in known if unit.id in busy and not unit.is_group]
        if kind.matters and not request.task_ids:
            found = list(_with_matters(store, name, found, today, progress))
    else:
        wanted = [task for task in tasks if not request.task_ids or task.id in request.task_ids]
        found = [(f"{task.number} {task.title}", replace(request, task_ids=(task.id,))) for task in wanted]
    if not found:
        raise UserError(
            f"没有要出{kind.name}的{'单位' if each == 'unit' else '任务'}",
            "这份方案里没有合适的任务",
            "请换一份方案，或先在任务里填上责任单位",
        )
    return [QueueItem(place, words, wanted) for place, (words, wanted) in enumerate(found, 1)]


def _with_matters(
    store: Store, name: str, found: Sequence[tuple[str, ReportRequest]], today: date, progress: Progress
) -> Iterator[tuple[str, ReportRequest]]:
    for done, (words, request) in enumerate(found):
        progress(done / len(found), f"正在查看“{words}”有没有要办的任务")
        with contextlib.suppress(UserError):
            if report_matters(store, name, request, today):
                yield words, request


def numbers_for(store: Store, name: str, request: ReportRequest, day: date, count: int) -> tuple[str, ...]:
    """The numbers of so many documents: from the one that was typed on, else the next ones; "" for kinds without numbers."""
    kind = report_kind(name)
    if not kind.takes("number"):
        return ("",) * count
    if not request.number:
        return next_numbers(store, name, day, count)
    series = number_series(store, name, day.year)
    first = ordinal_of(request.number, series.pattern, series.word, series.year)
    if first is None and count > 1:
        raise UserError(f"“{request.number}”后面接不下去", f"它不合“{series.following}”的样子", "请按这个样子填写，或空着由程序编号")
    return (request.number,) if first is None else tuple(series.text(first + n) for n in range(count))


def write_queue(
    store: Store,
    places: Paths,
    name: str,
    items: Sequence[QueueItem],
    folder: Path,
    today: date,
    *,
    suffix: str = ".docx",
    pattern: str = PATTERNS["unit"],
    register: bool = False,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
    draw_pdf: DrawPdf | None = None,
) -> QueueResult:
    """Write every item into the folder, named by `pattern` (fields of `NAME_FIELDS`); older files stay, ours take other names.

    A document that cannot be made is told in the result and does not hold up the rest. `register`: what was written is entered in
    the register with the next numbers, as one operation; so it is when the work is stopped half-way.
    """
    kind = named_kind(store, name, items[0].request.period if items else "")
    check_pattern(pattern)
    make_folder(folder)
    result = QueueResult()

    def write(item: QueueItem, request: ReportRequest, document: Document, step: Progress) -> None:
        out = folder / file_name(kind, item, request, pattern, suffix, today)
        out = free_name(out) if out.exists() else out
        write_content(store, document, out, step, fonts, draw_pdf)
        result.files.append(out)

    sheets = [item._replace(request=replace(item.request, one_table=suffix == ".xlsx")) for item in items]
    made = _run(store, name, sheets, write, result, today, numbered=register, progress=progress)
    if register and made:
        entries = [(request, document, out) for (request, document), out in zip(made, result.files, strict=True)]
        result.changes = register_files(store, places, name, entries, today)
    return result


def send_queue(
    store: Store,
    places: Paths,
    name: str,
    items: Sequence[QueueItem],
    give: Callable[[Document, Progress], None],
    today: date,
    *,
    register: bool = False,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
    draw_pdf: DrawPdf | None = None,
) -> QueueResult:
    """Hand every document to `give`, which prints it; else as `write_queue`. Copies for the register are made afterwards."""
    result = QueueResult(verb="打印")

    def send(_item: QueueItem, _request: ReportRequest, document: Document, step: Progress) -> None:
        give(document, step)

    made = _run(store, name, items, send, result, today, numbered=register, progress=progress)
    if register and made:
        entries = [(facts_of(store, name, request, document, today), document) for request, document in made]
        result.changes = issue_documents(store, places, entries, fonts=fonts, draw_pdf=draw_pdf)
    return result


def _run(
    store: Store,
    name: str,
    items: Sequence[QueueItem],
    give: Callable[[QueueItem, ReportRequest, Document, Progress], None],
    result: QueueResult,
    today: date,
    *,
    numbered: bool,
    progress: Progress,
) -> list[tuple[ReportRequest, Document]]:
    """Make the documents one after the other, each with the next number that is left; gives those that `give` has taken."""
    kind = named_kind(store, name, items[0].request.period if items else "")
    numbers = numbers_for(store, name, items[0].request, today, len(items)) if numbered and items else ("",) * len(items)
    made: list[tuple[ReportRequest, Document]] = []
    for done, item in enumerate(items):
        step = part(progress, 0.95 * done / len(items), 0.95 * (done + 1) / len(items))
        request = replace(item.request, number=numbers[len(made)] if numbered else item.request.number)
        try:
            step(0.0, f"正在{result.verb}“{item.name}”的{kind.name}（{done + 1}/{len(items)}）")
            document = report_content(store, name, request, today)
            give(item, request, document, step)
        except UserError as error:
            result.failed.append((item.name, str(error)))
        except Cancelled:
            result.left = len(items) - done
            break
        else:
            made.append((request, document))
            result.made += 1
    return made


def register_files(store: Store, places: Paths, name: str, made: Sequence[tuple[ReportRequest, Document, Path]], today: date) -> Changes:
    """Enter documents whose files were written in the register, as one operation."""
    return issue(store, places, [(facts_of(store, name, request, document, today), file) for request, document, file in made])


def issue_documents(
    store: Store,
    places: Paths,
    documents: Sequence[tuple[Issuing, Document]],
    *,
    fonts: Collection[str] | None = None,
    draw_pdf: DrawPdf | None = None,
) -> Changes:
    """Enter documents that were printed or are in hand in the register, each with a copy made for it."""
    with tempfile.TemporaryDirectory() as folder:
        entries = []
        for place, (facts, document) in enumerate(documents, 1):
            out = Path(folder, str(place)) / safe_name(document.name, report_kind(facts.kind).files[0])
            out.parent.mkdir()
            write_content(store, document, out, silent, fonts, draw_pdf)
            entries.append((facts, out))
        return issue(store, places, entries)


def check_pattern(pattern: str) -> None:
    """Refuse a pattern with a field that there is not, or without any."""
    fields = _FIELD.findall(pattern)
    unknown = next((name for name in fields if name not in NAME_FIELDS), None)
    if unknown is not None or not fields:
        why = f"没有“{{{unknown}}}”这一项" if unknown is not None else "没有可以替换的内容，所有文件会同名"
        raise UserError(f"文件名“{pattern}”不能用", why, f"可以用 {'、'.join(f'{{{name}}}' for name in NAME_FIELDS)}")


def file_name(kind: ReportKind, item: QueueItem, request: ReportRequest, pattern: str, suffix: str, today: date) -> str:
    """What the document of an item is called."""
    is_unit = request.unit_id is not None
    values = {
        "单位": item.name if is_unit and not request.task_ids else "",
        "文书": kind.name,
        "期次": period_words(request.period) if request.period else "",
        "任务": item.name if request.task_ids else "",
        "文号": request.number,
        "序号": f"{item.place:02}",
        "日期": today.strftime("%Y%m%d"),
    }
    words = _FIELD.sub(lambda found: values[found[1]], pattern)
    return safe_name(words or f"{item.place:02}{item.name}", suffix)

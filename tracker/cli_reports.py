"""The commands that write documents: `ledger` and `report`. Each gives what `--json` prints and the lines that it prints otherwise."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError
from tracker.paths import Paths
from tracker.progress import Progress

if TYPE_CHECKING:
    from tracker.reports.content import Document
    from tracker.reports.layout import Layout
    from tracker.storage.store import Store
    from tracker.usecases.papers.report_request import ReportRequest

Said = tuple[dict[str, Any], list[str]]
WORDS = "生成一种文书（.docx、.xlsx 或 .pdf）；--list 列出有哪些"


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said after `report`."""
    parser.add_argument("kind", nargs="?", metavar="文书")
    parser.add_argument("--list", action="store_true", help="列出可以生成的文书和各自需要什么；加 --plan 用这份方案的叫法")
    parser.add_argument("--template", metavar="模板", help="用本单位的一个模板代替文书")
    parser.add_argument("--plan", type=int, metavar="方案号")
    parser.add_argument("--unit", metavar="单位", help="只出这个单位的")
    parser.add_argument("--period", metavar="期次", help="如 2026-11")
    parser.add_argument("--year", type=int, metavar="年份", help="如 2026")
    parser.add_argument("--leader", metavar="领导", help="只出这位分管领导的")
    parser.add_argument("--task", type=int, action="append", metavar="任务号", help="只出这项任务的，可以写多次；号码见 task list")
    parser.add_argument("--due", metavar="日期", help="办理或反馈的期限，如 2026-11-30")
    parser.add_argument("--number", metavar="文号", help="印在文书上的文号")
    parser.add_argument(
        "--text", action="append", metavar="位置=文字", help="只在这一份里改写一段文字，可以写多次；有哪些位置见 report --list --json"
    )
    parser.add_argument("--rank", action="store_true", help="按完成率给单位排名")
    parser.add_argument("--out", metavar="文件", help="写到哪个文件；一次出多份时是文件夹")
    parser.add_argument("--each-unit", action="store_true", help="每个单位出一份，写到 --out 文件夹里")
    parser.add_argument("--each-task", action="store_true", help="每项任务出一份，写到 --out 文件夹里")
    parser.add_argument("--name", metavar="样式", help="一次出多份时的文件名，如 {单位}{文书}{期次}；还可用 {任务}、{文号}、{序号}、{日期}")
    parser.add_argument("--as", dest="suffix", choices=["docx", "xlsx", "pdf"], help="一次出多份时的文件类型")
    parser.add_argument("--register", action="store_true", help="记入已发文书登记簿，留底，没有写文号就用下一个")


def list_kinds(store: "Store | None" = None, plan_id: int | None = None) -> Said:
    """All kinds with what each needs; with a plan under the names that they have here and for it."""
    from tracker.usecases.papers.document_names import document_names
    from tracker.usecases.papers.report_kinds import OPTIONS, REPORTS

    names = {} if store is None else document_names(store, plan_id)
    kinds, lines = [kind._replace(name=names.get(kind.kind, kind.name)) for kind in REPORTS], []
    for kind in kinds:
        needs = "、".join(OPTIONS[option][1] for option in kind.needs)
        lines.append(f"{kind.kind}  {kind.name}：要先有{kind.content}，要写 {needs or '（无）'}")
    return {"reports": [kind.as_json() for kind in kinds]}, lines


def check(options: argparse.Namespace) -> None:
    """Refuse what is incomplete before the database is opened."""
    from tracker.usecases.papers.report_kinds import report_kind

    if options.template is not None:
        _check_template(options)
        return
    missing = [words for words, value in (("文书", options.kind), ("--out", options.out)) if value is None]
    if options.kind is not None and options.plan is None and "plan" in report_kind(options.kind).needs:
        missing.insert(len(missing) - (options.out is None), "--plan")
    if options.each_unit and options.each_task:
        raise UserError("--each-unit 和 --each-task 不能一起用", "", "请选一个")
    if not (options.each_unit or options.each_task) and (options.name or options.suffix):
        raise UserError("--name 和 --as 只在一次出多份时用", "", "请加 --each-unit 或 --each-task，或去掉它们")
    if missing:
        raise UserError(f"还缺少：{'、'.join(missing)}", "", "用 report --list 看有哪些文书")


def _check_template(options: argparse.Namespace) -> None:
    missing = [words for words, value in (("--plan", options.plan), ("--out", options.out)) if value is None]
    if missing:
        raise UserError(f"还缺少：{'、'.join(missing)}", "", "填模板要说明方案和存到哪个文件")
    if options.kind is not None:
        raise UserError("文书和 --template 不能一起写", "", "请去掉其中一个")


def ledger(store: "Store", options: argparse.Namespace) -> Said:
    """The work ledger, by the command of its own."""
    from tracker.usecases.papers import report_kinds

    request = report_kinds.ReportRequest(options.plan, _unit(store, options.unit), options.period or "")
    report_kinds.write_report(store, "ledger", request, Path(options.out), date.today(), draw_pdf=draw_pdf)
    return {"out": options.out}, [f"已生成 {options.out}"]


def report(store: "Store", options: argparse.Namespace, places: Paths) -> Said:
    """One document, or one for every unit or task; or a template of the office's own."""
    if options.template is not None:
        return _template(store, options, places)
    if options.each_unit or options.each_task:
        return _reports(store, options, places)
    from tracker.usecases.papers import print_queue, report_kinds
    from tracker.usecases.papers.document_names import named_kind

    out, today = Path(options.out), date.today()
    request = _request(store, options, places)
    kind = named_kind(store, options.kind, request.period, request.plan_id)
    report_kinds.check_request(kind, request, spelt_out=True)
    if options.register:
        (number,) = print_queue.numbers_for(store, kind.kind, request, today, 1)
        request = replace(request, number=number)
    document = report_kinds.write_report(store, kind.kind, request, out, today, draw_pdf=draw_pdf)
    data: dict[str, Any] = {"out": str(out), "kind": kind.kind, "called": kind.name, "name": document.name}
    lines = [f"已生成 {out}"]
    if options.register:
        changes = print_queue.register_files(store, places, kind.kind, [(request, document, out)], today)
        data |= {"number": request.number, "operation": changes.operation_id}
        lines.append(f"已{changes.name}")
    return data, lines


def _template(store: "Store", options: argparse.Namespace, places: Paths) -> Said:
    from tracker.usecases.papers.ledger import LedgerRequest
    from tracker.usecases.papers.templates import fill_template, template_named

    template = template_named(store, options.template)
    request = LedgerRequest(options.plan, _unit(store, options.unit), period=options.period)
    fill_template(store, places, template, request, Path(options.out), date.today())
    return {"out": options.out, "template": template.name}, [f"已生成 {options.out}"]


def _reports(store: "Store", options: argparse.Namespace, places: Paths) -> Said:
    from tracker.usecases.papers import print_queue, report_kinds
    from tracker.usecases.papers.document_names import named_kind

    each, request = "unit" if options.each_unit else "task", _request(store, options, places)
    kind = named_kind(store, options.kind, request.period, request.plan_id)
    one = replace(request, unit_id=1) if each == "unit" else replace(request, task_ids=(1,))
    report_kinds.check_request(kind, one if kind.takes(each) else request, spelt_out=True)
    items = print_queue.queue(store, kind.kind, each, request, date.today())
    result = print_queue.write_queue(
        store,
        places,
        kind.kind,
        items,
        Path(options.out),
        date.today(),
        suffix=f".{options.suffix}" if options.suffix else kind.files[0],
        pattern=options.name or print_queue.PATTERNS[each],
        register=options.register,
        draw_pdf=draw_pdf,
    )
    if not result.files:
        raise UserError(f"一份{kind.name}也没有生成", result.failed[0][1].rstrip("。"), "")
    data = {
        "out": options.out,
        "kind": kind.kind,
        "files": [str(file) for file in result.files],
        "failed": [{"name": name, "why": why} for name, why in result.failed],
        "operation": result.changes.operation_id if result.changes else None,
    }
    lines = [f"{result.words}：{options.out}", *(f"  {name}：{why}" for name, why in result.failed)]
    return data, [*lines, *([f"已{result.changes.name}"] if result.changes else [])]


def draw_pdf(document: "Document", out: Path, layout: "Layout", progress: Progress) -> None:
    """Draw a document as PDF; the window's toolkit is loaded only for this."""
    from tracker import app

    app.draw_pdf(document, out, layout, progress)


def _request(store: "Store", options: argparse.Namespace, places: Paths) -> "ReportRequest":
    from tracker.usecases.papers.report_request import ReportRequest

    return ReportRequest(
        options.plan,
        _unit(store, options.unit),
        options.period or "",
        options.year,
        options.leader or "",
        tuple(options.task or ()),
        due=_day(options.due),
        number=options.number or "",
        texts=_texts(options.text or ()),
        ranked=options.rank,
        places=places,
    )


def _texts(said: Sequence[str]) -> dict[str, str]:
    """place=words, where \\n begins a new paragraph."""
    found = {}
    for each in said:
        place, mark, words = each.partition("=")
        if not mark or not place.strip():
            raise UserError(f"文字不能写成“{each[:20]}”", "", "请写成 --text 位置=文字")
        found[place.strip()] = words.replace("\\n", "\n")
    return found


def _unit(store: "Store", name: str | None) -> int | None:
    from tracker.usecases.house.units import find_unit

    return None if name is None else find_unit(store, name).id


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UserError(f"日期不能写成“{words[:20]}”", "", "请写成 2026-11-30 这样的形式") from error

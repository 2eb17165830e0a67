"""The documents that can be made of what is stored, by name: one list for the window, the command line and the print queue.

A row names its maker as "module:function"; it is imported when a document of the kind is wanted. A new document is a module of
content, a function that gathers its facts, and a row here.
"""

from collections.abc import Callable, Collection
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from tracker.domain.passages import Draft
from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.reports.content import Document
from tracker.reports.layout import Layout
from tracker.storage.store import Store
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.papers.report_shape import OPTIONS, TEXT_FILES, ReportGroup, ReportKind, TextField

__all__ = ["OPTIONS", "REPORTS", "ReportGroup", "ReportKind", "ReportRequest", "TextField", "report_content", "report_kind", "write_report"]

DrawPdf = Callable[[Document, Path, Layout, Progress], None]
_READ_SHARE = 0.2
_MAKERS = "tracker.usecases.papers.report_makers"
_CASCADE = "tracker.usecases.papers.cascade_papers"
_PROBLEMS = "tracker.usecases.papers.problem_papers"
_EXTENSIONS = "tracker.usecases.papers.extension_papers"
_FIGURES = "tracker.usecases.papers.figure_papers"
_EVALUATION = "tracker.usecases.papers.evaluation"
_DUE = "tracker.usecases.papers.due_sheets"
_PROPOSALS = "tracker.usecases.papers.notice_proposals"
_SCORES = "tracker.usecases.cycle.scores"
_FILE_WORDS = {".docx": "Word 文档", ".xlsx": "Excel 工作簿", ".pdf": "PDF 文件"}
_TABLES, _NOTICES, _BULLETINS, _LISTS = ReportGroup
_NOTICE_TEXTS = (
    TextField("opening", "开头的话", 2),
    TextField("basis", "依据", 2),
    TextField("wants", "办理要求（一条一行）", 5),
    TextField("cycle", "反馈周期"),
    TextField("contact", "联系人"),
    TextField("phone", "联系电话"),
    TextField("note", "结尾的话", 2),
)


def _notices() -> tuple[ReportKind, ...]:
    """交办单, 催办单 and 督办通知单: for a unit or for tasks, numbered, entered in the register by task."""
    words = (("assignment", "交办单", "交办"), ("reminder", "催办单", "催办"), ("supervision", "督办通知单", "督办"))
    return tuple(
        ReportKind(
            kind,
            name,
            _NOTICES,
            "带责任单位的任务",
            f"tracker.usecases.papers.notices:{kind}_content",
            may=("unit", "task", "due", "number"),
            texts=(TextField("instruction", "领导批示", 3), *_NOTICE_TEXTS) if kind == "supervision" else _NOTICE_TEXTS,
            files=TEXT_FILES,
            proposed=f"tracker.usecases.papers.notices:{kind}_texts",
            word=word,
            matters=f"tracker.usecases.papers.notices:{kind}_tasks",
            answer_by=f"tracker.usecases.papers.notices:{kind}_answer_by",
        )
        for kind, name, word in words
    )


REPORTS = (
    ReportKind("ledger", "工作台账", _TABLES, "任务", f"{_MAKERS}:ledger", may=("unit", "period", "leader", "columns", "names")),
    ReportKind("matrix", "责任矩阵", _TABLES, "任务", f"{_MAKERS}:matrix", may=("paper",)),
    ReportKind("division", "任务分解表", _TABLES, "任务", "tracker.usecases.papers.division:division_content"),
    ReportKind(
        "division-plan",
        "责任分工方案",
        _TABLES,
        "任务",
        "tracker.usecases.papers.division:division_plan_content",
        may=("number",),
        texts=(TextField("opening", "开头", 3), TextField("closing", "结尾", 4)),
        files=TEXT_FILES,
        proposed="tracker.usecases.papers.division:division_texts",
        drafts="tracker.usecases.papers.division:division_drafts",
        word="分工",
    ),
    ReportKind(
        "unit-tasks",
        "单位任务清单",
        _TABLES,
        "带责任单位的任务",
        "tracker.usecases.papers.unit_tasks:unit_tasks_report",
        needs=("plan", "unit"),
    ),
    ReportKind(
        "subtasks",
        "任务分解落实表",
        _TABLES,
        "分解任务",
        f"{_CASCADE}:split_content",
        may=("unit", "task"),
        matters=f"{_CASCADE}:split_matters",
    ),
    ReportKind("upper-tasks", "上级任务承接情况表", _TABLES, "上级方案和对应的本级任务", f"{_CASCADE}:upper_content"),
    ReportKind("month", "时限月历", _TABLES, "任务", f"{_DUE}:month_content", needs=("plan", "period"), may=("paper",)),
    ReportKind("year", "年度时限表", _TABLES, "有时限的任务", f"{_DUE}:year_content", may=("year", "paper")),
    ReportKind("handouts", "发放登记表", _TABLES, "带责任单位的任务", f"{_MAKERS}:handouts", needs=("plan", "period")),
    ReportKind(
        "figure-handouts",
        "指标项目表收发登记表",
        _TABLES,
        "发放过的指标项目填报表",
        f"{_FIGURES}:handouts_content",
        needs=("plan", "period"),
    ),
    *_notices(),
    ReportKind(
        "register",
        "督办登记簿",
        _NOTICES,
        "登记过的交办、催办、督办文书",
        "tracker.usecases.papers.notice_register:register_content",
        needs=(),
        may=("plan", "unit", "year"),
    ),
    ReportKind("proposals", "催办督办建议表", _NOTICES, "任务", f"{_PROPOSALS}:proposals_content", may=("unit",)),
    ReportKind(
        "urging",
        "催报通知",
        _NOTICES,
        "带责任单位的任务",
        f"{_MAKERS}:urging",
        needs=("plan", "period"),
        may=("due",),
        files=TEXT_FILES,
        answer_by="tracker.usecases.papers.period_papers:urging_answer_by",
    ),
    ReportKind(
        "receipt",
        "反馈表接收回执",
        _NOTICES,
        "收到的反馈表",
        f"{_MAKERS}:receipt",
        needs=("plan", "period", "unit"),
        may=("due",),
        files=TEXT_FILES,
    ),
    ReportKind(
        "extension",
        "延期申请审批表",
        _NOTICES,
        "登记的延期申请",
        f"{_EXTENSIONS}:approval_content",
        may=("unit", "task"),
        files=TEXT_FILES,
        matters=f"{_EXTENSIONS}:extension_matters",
    ),
    ReportKind("extensions", "延期登记表", _NOTICES, "登记的延期申请", f"{_EXTENSIONS}:register_content", may=("unit", "year")),
    ReportKind(
        "not-reported",
        "未报送名单",
        _BULLETINS,
        "带责任单位的任务",
        f"{_MAKERS}:not_reported",
        needs=("plan", "period"),
    ),
    ReportKind("on-time", "按时报送率统计表", _BULLETINS, "带责任单位的任务", f"{_MAKERS}:on_time", needs=("plan", "period")),
    ReportKind(
        "bulletin",
        "月度通报",
        _BULLETINS,
        "任务",
        "tracker.usecases.papers.bulletin:bulletin_content",
        needs=("plan", "period"),
        may=("number", "rank"),
        texts=(
            TextField("receivers", "主送"),
            TextField("opening", "开头", 3),
            TextField("general", "总体情况", 3),
            TextField("overdue", "逾期事项（一项一行）", 4),
            TextField("behind", "欠进度事项（一个单位一行）", 4),
            TextField("missing", "未报送单位（一个单位一行）", 4),
            TextField("held", "另列为红灯、黄灯督办事项（一项一行）", 4),
            TextField("problems", "存在的主要问题（一个一行）", 4),
            TextField("wants", "下一步要求（一段一行）", 6),
            TextField("copies", "抄送"),
        ),
        files=TEXT_FILES,
        proposed="tracker.usecases.papers.bulletin:bulletin_texts",
        drafts="tracker.usecases.papers.bulletin:bulletin_drafts",
        word="通报",
    ),
    ReportKind("score", "考核评分表", _BULLETINS, "带责任单位的任务", f"{_SCORES}:score_content", may=("period", "year")),
    ReportKind(
        "evaluation",
        "规划实施评估表",
        _BULLETINS,
        "任务或指标、项目、服务清单",
        f"{_EVALUATION}:evaluation_content",
        may=("unit", "period"),
        texts=(TextField("stage", "评估类型"),),
        proposed=f"{_EVALUATION}:evaluation_texts",
    ),
    ReportKind("problems", "问题清单", _LISTS, "登记的问题", f"{_PROBLEMS}:list_content", may=("unit",)),
    ReportKind("rectification", "问题整改销号台账", _LISTS, "登记的问题", f"{_PROBLEMS}:rectification_content", may=("unit",)),
    ReportKind("problem-files", "一案一档", _LISTS, "登记的问题", f"{_PROBLEMS}:files_content", may=("unit",), files=TEXT_FILES),
    ReportKind("indicators", "指标监测表", _LISTS, "指标表", f"{_FIGURES}:indicators_content", may=("unit", "period"), figures=True),
    ReportKind("services", "基本公共服务清单", _LISTS, "服务清单", f"{_MAKERS}:services"),
    ReportKind("service-checks", "基本公共服务清单核查表", _LISTS, "服务清单", f"{_FIGURES}:checks_content", may=("unit", "year")),
    ReportKind("projects", "项目清单", _LISTS, "专栏项目", f"{_MAKERS}:projects"),
    ReportKind(
        "project-progress",
        "重点项目进展表",
        _LISTS,
        "专栏项目",
        f"{_FIGURES}:progress_content",
        may=("unit", "period", "leader"),
        figures=True,
    ),
    ReportKind(
        "project-order",
        "项目进度晾晒表",
        _LISTS,
        "专栏项目",
        f"{_FIGURES}:order_content",
        may=("period", "leader", "rank"),
        figures=True,
    ),
    ReportKind(
        "project-contacts", "重大项目联系表", _LISTS, "专栏项目", f"{_FIGURES}:contacts_content", may=("unit", "leader"), figures=True
    ),
    ReportKind("project-versions", "项目清单版本对照表", _LISTS, "项目清单的版本", f"{_FIGURES}:versions_content"),
)


def report_kind(name: str) -> ReportKind:
    """The kind with this short name; `UserError` names those there are."""
    found = next((kind for kind in REPORTS if kind.kind == name), None)
    if found is None:
        names = "、".join(f"{kind.kind}（{kind.name}）" for kind in REPORTS)
        raise UserError(f"没有“{name}”这种文书", "", f"可以写：{names}")
    return found


def check_request(kind: ReportKind, request: ReportRequest, *, spelt_out: bool = False) -> None:
    """Refuse what is missing and what the kind cannot take, before anything is read; `spelt_out`: in the command line's spelling."""
    said = {
        "plan": request.plan_id is not None,
        "unit": request.unit_id is not None,
        "period": bool(request.period),
        "year": request.year is not None,
        "leader": bool(request.leader),
        "task": bool(request.task_ids),
        "due": request.due is not None,
        "number": bool(request.number),
        "rank": request.ranked,
    }
    for option, is_said in said.items():
        words, spelt = OPTIONS[option]
        if not is_said and option in kind.needs:
            raise UserError(f"{kind.name}要指明{words}", "", f"请加上 {spelt}" if spelt_out else f"请选择{words}")
        if is_said and not kind.takes(option):
            raise UserError(f"{kind.name}里没有“{words}”可选", "", f"请去掉 {spelt}" if spelt_out else f"请去掉{words}")


def check_file(kind: ReportKind, out: Path) -> None:
    """Refuse a file name that says another kind of file than this document can be."""
    if out.suffix.lower() not in kind.files:
        words = "、".join(_FILE_WORDS[suffix] for suffix in kind.files)
        raise UserError(f"{kind.name}不能保存为“{out.name}”", f"它可以是 {words}", f"请把文件名的结尾改为 {' 或 '.join(kind.files)}")


def report_content(store: Store, name: str, request: ReportRequest, today: date) -> Document:
    """What a document of this kind says. Raises UserError where there is nothing to say."""
    kind = report_kind(name)
    check_request(kind, request)
    check_texts(kind, request)
    if kind.drafts:
        from tracker.usecases.papers.document_texts import with_kept

        request = with_kept(store, kind, request)
    document: Document = _function(kind.make)(store, request, today)
    return document


def check_texts(kind: ReportKind, request: ReportRequest) -> None:
    """Refuse words for a place that the kind does not have."""
    unknown = next((key for key in request.texts if key not in {text.key for text in kind.texts}), None)
    if unknown is not None:
        names = "、".join(f"{text.key}（{text.label}）" for text in kind.texts)
        raise UserError(f"{kind.name}里没有“{unknown}”这一段文字", "", f"可以写：{names}" if names else "这种文书没有可以改的文字")


def report_drafts(store: Store, name: str, request: ReportRequest, today: date) -> tuple[Draft, ...]:
    """The passages of a document of this kind that can be edited and kept; none for kinds that keep none."""
    kind = report_kind(name)
    check_request(kind, request)
    found: tuple[Draft, ...] = _function(kind.drafts)(store, request, today) if kind.drafts else ()
    return found


def proposed_texts(store: Store, name: str, request: ReportRequest, today: date) -> dict[str, str]:
    """The words that the kind's text fields have where nobody types others."""
    kind = report_kind(name)
    empty = {text.key: "" for text in kind.texts}
    return {**empty, **_function(kind.proposed)(store, request, today)} if kind.proposed else empty


def report_matters(store: Store, name: str, request: ReportRequest, today: date) -> tuple[int, ...]:
    """The ids of the tasks that a document of this kind is about: those asked for, else what the kind itself chooses."""
    kind = report_kind(name)
    if request.task_ids or not kind.matters:
        return request.task_ids
    return tuple(_function(kind.matters)(store, request, today))


def report_answer_by(store: Store, name: str, request: ReportRequest, today: date) -> date | None:
    """Until when the document asks for an answer: as said, else the kind's own usual; None where it asks for none."""
    kind = report_kind(name)
    if request.due is not None or not kind.answer_by:
        return request.due
    day: date = _function(kind.answer_by)(store, request, today)
    return day


def write_report(
    store: Store,
    name: str,
    request: ReportRequest,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    fonts: Collection[str] | None = None,
    draw_pdf: DrawPdf | None = None,
) -> Document:
    """Write a document of this kind to `out` and give back what it says; a file is complete or not there.

    `draw_pdf` draws .pdf files: it needs the window's toolkit, which only the callers know.
    """
    from dataclasses import replace

    kind = report_kind(name)
    check_file(kind, out)
    progress(0.0, "正在读取数据")
    document = report_content(store, name, replace(request, one_table=out.suffix.lower() == ".xlsx"), today)
    progress(_READ_SHARE, "正在排版")
    write_content(store, document, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts, draw_pdf)
    return document


def write_content(
    store: Store,
    document: Document,
    out: Path,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
    draw_pdf: DrawPdf | None = None,
) -> None:
    """Write what a document says in the layout of the office."""
    from tracker.usecases.papers.documents import write_document

    if out.suffix.lower() == ".pdf":
        if draw_pdf is None:
            raise RuntimeError("no way to draw PDF was given")
        draw_pdf(document, out, current_layout(store), progress)
    else:
        write_document(document, out, progress, fonts, current_layout(store))


def _function(where: str) -> Callable[..., Any]:
    module, _, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found

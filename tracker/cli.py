"""The command line: the same jobs as the window, in batch. Exit 0: done; 1: refused, one Chinese line on stderr; 2: wrong use.

Without a command the window opens. `--json` prints one JSON object for other programs.
"""

import argparse
import gc
import io
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tracker import log, paths
from tracker.domain.periods import period_of
from tracker.errors import Cancelled, UserError

if TYPE_CHECKING:
    from tracker.domain.records import Changes
    from tracker.storage.store import Store

# argparse speaks English only; these are the sentences it can say to a user of this program.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"还缺少：\1"),
    (r"unrecognized arguments: (.+)", r"不认识这些参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(.*\)", r"\1 没有 \2 这一项"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 后面要写数字，不能是 \2"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 后面还要写内容"),
)
_UNSAID: dict[str, Any] = {"db": None, "data_dir": None, "json": False, "command": None}


class _Parser(argparse.ArgumentParser):
    """A parser whose every word is Chinese."""

    def __init__(self, *, with_help: bool = True, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        if with_help:  # parents keep argparse's own titles, by which they are merged into the child's groups
            self._positionals.title, self._optionals.title = "内容", "选项"
            self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _SAYINGS:
            message = re.sub(pattern, words, message)
        self.exit(2, f"命令写法不对：{message}。用 {self.prog} --help 看写法。\n")


def run(arguments: list[str]) -> int:
    """Do what the arguments ask for; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _options(arguments)
    places: paths.Paths | None = None
    try:
        places = paths.locate(options.data_dir, options.db)
        log.start_log(places)
        if options.command is None:
            gc.disable()  # until the window has its rows: the collector would go through all that is loaded, again and again
            from tracker import app

            return app.run(places)
        if getattr(options, "period", None):
            options.period = period_of(options.period)
        work: Callable[[argparse.Namespace, paths.Paths], int] = options.work
        return work(options, places)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("已取消，没有留下半成品。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if places is None:
            raise
        _text, report = log.save_crash(places, error, " ".join(arguments))
        print(f"程序出错了，这不是您的操作造成的；错误报告在 {report or places.log}，请交给维护人员。", file=sys.stderr)
        return 1
    finally:
        log.stop_log()


def _options(arguments: list[str]) -> argparse.Namespace:
    """What the arguments say. The window does not wait until the parsers of all commands are made: it has no command."""
    shared = _shared()
    options, rest = shared.parse_known_args(arguments, argparse.Namespace(**_UNSAID))
    return options if not rest else _parser(shared).parse_args(arguments, argparse.Namespace(**_UNSAID))


def _shared() -> _Parser:
    shared = _Parser(with_help=False, prog="main.py")
    shared.add_argument("--db", metavar="文件", default=argparse.SUPPRESS, help="用哪个数据库文件")
    shared.add_argument("--data-dir", metavar="文件夹", default=argparse.SUPPRESS, help="数据、日志放在哪个文件夹")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 对象")
    return shared


def _parser(shared: _Parser) -> _Parser:
    parser = _Parser(prog="main.py", description="任务台账。不写命令就打开窗口。", parents=[shared])
    from tracker import (
        cli_cascade,
        cli_cycle,
        cli_figures,
        cli_follow_up,
        cli_notices,
        cli_plans,
        cli_problems,
        cli_reports,
        cli_scores,
        cli_sheets,
        cli_tasks,
    )

    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令")

    def add(group: Any, name: str, words: str, work: Callable[..., int]) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = group.add_parser(name, help=words, description=words, parents=[shared])
        made.set_defaults(work=work)
        return made

    plan = commands.add_parser("plan", help=f"方案：{cli_plans.WORDS}", parents=[shared])
    plans = plan.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    add(plans, "read", "试读一份方案，不保存", _plan_read).add_argument("file", metavar="文件")
    add(plans, "import", "导入一份方案", _plan_import).add_argument("file", metavar="文件")
    revise = add(plans, "revise", "把修订稿与已导入的方案比对；--apply 保存", _plan_revise)
    revise.add_argument("file", metavar="文件")
    revise.add_argument("--plan", type=int, required=True, metavar="方案号")
    revise.add_argument("--reason", default="", metavar="原因", help="修订的依据，如会议或文号")
    revise.add_argument("--apply", action="store_true", help="接受全部变更并保存；有要由人决定的就不保存")
    cli_cycle.add_rule(plans, partial(add, work=_cycle))
    cli_cycle.add_status(plans, partial(add, work=_cycle))
    cli_plans.add_head(plans, partial(add, work=_cycle))
    add(plans, "list", "列出已导入的方案", _plan_list)
    task = commands.add_parser("task", help=f"任务：{cli_tasks.WORDS}、{cli_cascade.WORDS}", parents=[shared])
    tasks = task.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    cli_tasks.add_commands(tasks, partial(add, work=_task))
    for name, words, adds in (
        ("extension", f"延期申请：{cli_follow_up.EXTENSIONS}", cli_follow_up.add_extensions),
        ("completion", f"完成核验：{cli_follow_up.CHECKS}", cli_follow_up.add_checks),
        ("problem", f"问题整改：{cli_problems.WORDS}", cli_problems.add_commands),
        ("notice", f"催办督办：{cli_notices.WORDS}", cli_notices.add_commands),
        ("indicator", f"指标：{cli_figures.INDICATORS}", cli_figures.add_indicators),
        ("service", f"服务项目：{cli_figures.SERVICES}", cli_figures.add_services),
        ("project", f"项目：{cli_figures.PROJECTS}", cli_figures.add_projects),
        ("figures", f"指标项目填报表：{cli_figures.FIGURES}", cli_figures.add_sheets),
    ):
        group = commands.add_parser(name, help=words, parents=[shared])
        adds(group.add_subparsers(dest="action", metavar="动作", required=True, title="动作"), partial(add, work=_cycle))
    cli_cascade.add_commands(tasks, partial(add, work=_task))
    ledger = add(commands, "ledger", "生成工作台账（.docx、.xlsx 或 .pdf）", _ledger)
    ledger.add_argument("--plan", type=int, required=True, metavar="方案号")
    ledger.add_argument("--unit", metavar="单位", help="只出这个单位的任务")
    ledger.add_argument("--period", metavar="期次", help="如 2026-11；不写就用最近一期")
    ledger.add_argument("--out", required=True, metavar="文件")
    cli_reports.add_options(add(commands, "report", cli_reports.WORDS, _report))
    undo = add(commands, "undo", "撤销上一步操作，或指定编号的操作", _undo)
    undo.add_argument("operation", type=int, nargs="?", metavar="操作号")
    add(commands, "redo", "重做刚撤销的操作", _redo)
    history = add(commands, "history", "列出操作记录", _history)
    history.add_argument("--limit", type=int, default=50, metavar="条数")
    backup = add(commands, "backup", "备份数据库；--list 列出已有的备份", _backup)
    backup.add_argument("--list", action="store_true", help="列出已有的备份")
    add(commands, "restore", "从一份备份恢复；先把现在的数据另存一份", _restore).add_argument("file", metavar="备份文件")
    add(commands, "check", "检查数据库是否完好", _check)
    demo = add(commands, "demo", "装入示例数据", _demo)
    demo.add_argument("--tasks", type=int, metavar="条数", help="生成这么多条任务（200 个单位），用来试速度")
    score = commands.add_parser("score", help=f"考核：{cli_scores.WORDS}", parents=[shared])
    cli_scores.add_commands(score.add_subparsers(dest="action", metavar="动作", required=True, title="动作"), partial(add, work=_score))
    sheet = commands.add_parser("sheet", help=f"反馈表：{cli_sheets.WORDS}", parents=[shared])
    cli_sheets.add_commands(sheet.add_subparsers(dest="action", metavar="动作", required=True, title="动作"), partial(add, work=_sheet))
    shots = add(commands, "shots", "给每个界面拍照", _shots)
    shots.add_argument("--out", required=True, metavar="文件夹")
    return parser


def _open(places: paths.Paths) -> "Store":
    from tracker.storage.store import Store

    return Store.open(places.db)


def _existing(places: paths.Paths) -> "Store":
    """Open a database that must be there: a mistyped --db must not make an empty one."""
    if not places.db.exists():
        raise UserError(f"没有找到数据库“{places.db}”", "文件不存在", "请核对 --db 后面的文件名，或先用 plan import 导入方案")
    return _open(places)


def _say(options: argparse.Namespace, data: dict[str, Any], lines: list[str]) -> int:
    print(json.dumps(data, ensure_ascii=False, default=str) if options.json else "\n".join(lines))
    return 0


def _say_changes(options: argparse.Namespace, changes: "Changes") -> int:
    data = {"operation": changes.operation_id, "name": changes.name, "kept": list(changes.kept)}
    return _say(options, data, [f"已{changes.name}", *(f"  保留：{line}" for line in changes.kept)])


def _plan_read(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.plans.as_json import as_json
    from tracker.usecases.intake import plans

    if options.db is not None and places.db.exists():
        with _open(places) as store:
            draft = plans.read_plan_file(store, Path(options.file))
    else:
        draft = plans.read_plan_file(None, Path(options.file))
    lines = [f"《{draft.title}》：{len(draft.tasks)} 项任务"]
    for task in draft.tasks:
        units = "、".join(f"{unit.name}（{unit.role.label}）" for unit in task.units)
        limits = "、".join(limit.wording for limit in task.deadlines)
        lines.append(f"{task.label} {task.title or task.content[:30]}｜{units or '没有单位'}｜{limits or '没有时限'}")
        lines.extend(f"    请核对：{finding.words}" for finding in task.findings)
    return _say(options, as_json(draft), lines)


def _plan_import(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.intake import plans

    with _open(places) as store:
        draft = plans.read_plan_file(store, Path(options.file))
        same = plans.same_plan(store, draft)
        if same is not None:
            raise UserError(f"这份方案已经导入过，编号 {same.id}《{same.title}》", "内容完全相同", "请直接使用，或先撤销那次导入")
        changes = plans.import_plan(store, draft)
        review = [{"label": t.label, "title": t.title, "reasons": [f.words for f in t.findings]} for t in draft.tasks if t.findings]
        data = {"plan_id": changes.result, "tasks": len(draft.tasks), "review": review, "operation": changes.operation_id}
        lines = [f"已导入方案 {changes.result}《{draft.title}》：{len(draft.tasks)} 项任务，其中 {len(review)} 项请核对"]
        lines += [f"  {row['label']}{row['title']}：{'；'.join(row['reasons'])}" for row in review]
        return _say(options, data, lines)


def _plan_revise(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_plans

    with _existing(places) as store:
        _plan_title(store, options.plan)
        return _say(options, *cli_plans.revise(store, Path(options.file), options.plan, options.reason, apply=options.apply))


def _plan_list(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.intake import plans

    with _existing(places) as store:
        records = plans.list_plans(store)
    rows = [{"plan_id": p.id, "title": p.title, "doc_number": p.doc_number, "issuer": p.issuer, "tasks": p.task_count} for p in records]
    return _say(options, {"plans": rows}, [f"{p.id}  {p.title}  {p.task_count} 项" for p in records] or ["还没有方案。"])


def _task(options: argparse.Namespace, places: paths.Paths) -> int:
    with _existing(places) as store:
        _plan_title(store, options.plan)
        return _say(options, *options.of_tasks(store, options))


def _plan_title(store: "Store", plan_id: int) -> str:
    from tracker.usecases.intake import plans

    for plan in plans.list_plans(store):
        if plan.id == plan_id:
            return plan.title
    raise UserError(f"没有编号为 {plan_id} 的方案", "数据库里没有它", "请先用 plan list 查看编号")


def _ledger(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_reports

    with _existing(places) as store:
        _plan_title(store, options.plan)
        return _say(options, *cli_reports.ledger(store, options))


def _report(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_reports

    if options.list and options.plan is None:
        return _say(options, *cli_reports.list_kinds())
    if options.list:
        with _existing(places) as store:
            _plan_title(store, options.plan)
            return _say(options, *cli_reports.list_kinds(store, options.plan))
    cli_reports.check(options)
    with _existing(places) as store:
        if options.plan is not None:
            _plan_title(store, options.plan)
        return _say(options, *cli_reports.report(store, options, places))


def _score(options: argparse.Namespace, places: paths.Paths) -> int:
    with _existing(places) as store:
        _plan_title(store, options.plan)
        return _say(options, *options.of_scores(store, options))


def _sheet(options: argparse.Namespace, places: paths.Paths) -> int:
    with _existing(places) as store:
        _plan_title(store, options.plan)
        return _say(options, *options.of_sheets(store, options))


def _cycle(options: argparse.Namespace, places: paths.Paths) -> int:
    with _existing(places) as store:
        if options.plan is not None:
            _plan_title(store, options.plan)
        return _say(options, *options.of_cycle(store, options))


def _undo(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.house import history

    with _existing(places) as store:
        return _say_changes(options, history.undo(store, options.operation))


def _redo(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.house import history

    with _existing(places) as store:
        return _say_changes(options, history.redo(store))


def _history(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.house import history

    with _existing(places) as store:
        records = history.history(store, options.limit)
    states = {"done": "", "undone": "（已撤销）", "dropped": "（已撤销，不能重做）"}
    rows = [{"operation": o.id, "name": o.name, "at": o.done_at, "state": o.state, "changes": o.changes} for o in records]
    lines = [f"{o.id}  {o.done_at:%Y-%m-%d %H:%M}  {o.name}{states[o.state]}  改动 {o.changes} 处" for o in records]
    return _say(options, {"operations": rows}, lines or ["还没有操作。"])


def _backup(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_upkeep

    with _existing(places) as store:
        return _say(options, *(cli_upkeep.list_backups if options.list else cli_upkeep.back_up)(store, places))


def _restore(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_upkeep

    return _say(options, *cli_upkeep.restore(places, Path(options.file)))


def _check(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker import cli_upkeep

    _existing(places).close()
    data, lines, whole = cli_upkeep.check(places)
    _say(options, data, lines)
    return 0 if whole else 1


def _demo(options: argparse.Namespace, places: paths.Paths) -> int:
    from tracker.usecases.intake import plans
    from tracker.usecases.sample import demo

    if options.db is None and options.data_dir is None:
        raise UserError("示例数据没有装入", "没有指明装到哪个数据库", "请加上 --db 文件名，免得和正式数据混在一起")
    with _open(places) as store:
        demo.fill_demo(store, options.tasks, date.today(), received=places.received)
        count = sum(plan.task_count for plan in plans.list_plans(store))
    return _say(options, {"tasks": count, "db": str(places.db)}, [f"示例数据已装好：共 {count} 项任务，数据库 {places.db}"])


def _shots(options: argparse.Namespace, places: paths.Paths) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tracker import app

    files = app.shots(Path(options.out), places)
    return _say(options, {"files": [str(file) for file in files]}, [str(file) for file in files])

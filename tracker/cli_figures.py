"""Commands about indicators, services and projects over time: how they stand, figures given, the rolling list, sheets for units."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.figures import Reckoning, ServiceStanding, ValueKind, period_said
from tracker.domain.plan_lists import ListKind
from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.domain.figure_lines import IndicatorLine, ProjectLine, ServiceLine
    from tracker.domain.records import Changes
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
Add = Callable[..., argparse.ArgumentParser]
_SENT = {"indicators": ListKind.INDICATORS, "services": ListKind.SERVICES, "projects": ListKind.PROJECTS}
INDICATORS = "list 列出进展、set 填数、base 填基期、reckon 设口径"
SERVICES = "list 列出核查情况、check 核查"
PROJECTS = "list 列出进展、set 填进展、plan 填年度计划、remove 调出、version 定为新版本、compare 版本对照"
FIGURES = "make 生成指标项目填报表、read 试读、import 导入其中无疑问的"


def _made(group: Any, add: Add, name: str, words: str, do: Callable[..., Told], row: str = "") -> argparse.ArgumentParser:
    made = add(group, name, words)
    made.set_defaults(of_cycle=do)
    if row:
        made.add_argument("row", metavar=row, help="名称，或表里的序号")
    made.add_argument("--plan", type=int, required=True, metavar="方案号")
    return made


def add_indicators(group: Any, add: Add) -> None:
    """The actions of `indicator`; each names the function that does it as `of_cycle`."""
    listed = _made(group, add, "list", "列出指标：目标、完成值、序时、推算", list_indicators)
    listed.add_argument("--period", default="", metavar="期次", help="截至哪一期；不写就用最近一期")
    made = _made(group, add, "set", "填一个指标一期的完成值；--aim 填目标值；值写成空的就删除", set_indicator, "指标")
    made.add_argument("--period", required=True, metavar="期次", help="如 2026-09、2026-Q3、2026")
    made.add_argument("--value", required=True, metavar="数")
    made.add_argument("--note", default="", metavar="说明")
    made.add_argument("--aim", action="store_true", help="是这一期的目标值")
    base = _made(group, add, "base", "填一个指标的基期值", set_base, "指标")
    base.add_argument("--value", required=True, metavar="数")
    base.add_argument("--year", type=int, required=True, metavar="年份")
    way = _made(group, add, "reckon", "设一个指标的口径", set_reckoning, "指标")
    way.add_argument("--by", required=True, choices=[one.value for one in Reckoning], metavar="口径", help="level 期末数、year 当年累计")


def add_services(group: Any, add: Add) -> None:
    """The actions of `service`."""
    listed = _made(group, add, "list", "列出一年的核查情况", list_services)
    listed.add_argument("--year", type=int, metavar="年份", help="不写就是今年")
    made = _made(group, add, "check", "填一个服务项目一年的核查结果", check_service, "服务项目")
    made.add_argument("--standing", required=True, choices=[one.value for one in ServiceStanding], metavar="结果",
                      help="met 已达标、partly 部分达标、unmet 未达标")  # fmt: skip
    made.add_argument("--covered", default="", metavar="覆盖", help="如 312 人")
    made.add_argument("--words", default="", metavar="情况")
    made.add_argument("--by", default="", metavar="核查人")
    made.add_argument("--year", type=int, metavar="年份", help="不写就是今年")


def add_projects(group: Any, add: Add) -> None:
    """The actions of `project`."""
    listed = _made(group, add, "list", "列出项目：投资、占年度计划、超欠序时", list_projects)
    listed.add_argument("--period", default="", metavar="期次", help="截至哪一期；不写就用最近一期")
    made = _made(group, add, "set", "填一个项目一期的进展", set_project, "项目")
    made.add_argument("--period", required=True, metavar="期次", help="如 2026-09")
    made.add_argument("--invested", default="", metavar="万元", help="当年累计完成投资")
    made.add_argument("--progress", default="", metavar="形象进度")
    made.add_argument("--problems", default="", metavar="问题")
    year = _made(group, add, "plan", "填一个项目一年的计划投资和目标", plan_project, "项目")
    year.add_argument("--year", type=int, required=True, metavar="年份")
    year.add_argument("--planned", default="", metavar="万元")
    year.add_argument("--goal", default="", metavar="目标")
    gone = _made(group, add, "remove", "把一个项目调出清单", remove_project, "项目")
    gone.add_argument("--reason", required=True, metavar="原因")
    version = _made(group, add, "version", "把项目清单定为新版本", make_version)
    version.add_argument("--reason", default="", metavar="依据", help="第1版可以不写")
    version.add_argument("--by", default="", metavar="确定人")
    compared = _made(group, add, "compare", "对照项目清单的两个版本", compare)
    compared.add_argument("--from", dest="older", type=int, metavar="版次", help="不写就是前一版")
    compared.add_argument("--to", dest="newer", type=int, metavar="版次", help="不写就是当前清单")


def add_sheets(group: Any, add: Add) -> None:
    """The actions of `figures`."""
    made = _made(group, add, "make", "给有指标、项目（或公共服务）的单位各生成一份填报表", make_forms)
    made.add_argument("--period", required=True, metavar="期次", help="如 2026-09")
    made.add_argument("--out", required=True, metavar="文件夹")
    made.add_argument("--list", dest="lists", action="append", choices=_SENT,
                      help="发哪些表，可写多次：indicators 指标、services 公共服务、projects 项目；不写就是指标和项目")  # fmt: skip
    for name, words, do in (
        ("read", "试读交回的表，不保存", read_forms),
        ("import", "导入其中无疑问的数", take_forms),
    ):
        parser = add(group, name, words)
        parser.set_defaults(of_cycle=do)
        parser.add_argument("files", nargs="+", metavar="文件")
        parser.add_argument("--plan", type=int, required=True, metavar="方案号")
        parser.add_argument("--period", required=True, metavar="期次", help="如 2026-09")


def _ids(store: "Store", kind: ListKind, plan_id: int) -> list[int]:
    from tracker.usecases.intake.plan_lists import list_groups

    return [one for group in list_groups(store, kind, plan_id) for one in group.ids]


def _row(store: "Store", kind: ListKind, options: argparse.Namespace) -> int:
    """The row that goes by this name or number; `UserError` where none or several do."""
    from tracker.usecases.intake.plan_lists import list_rows

    wanted = "".join(options.row.split())
    rows = list_rows(store, kind, _ids(store, kind, options.plan))
    named = {row.id: ("".join(row.title.split()), row.label if kind is ListKind.PROJECTS else row.no) for row in rows}  # type: ignore[union-attr]
    found = [one for one, words in named.items() if wanted in words] or [one for one, words in named.items() if wanted in words[0]]
    if len(found) == 1:
        return found[0]
    what = f"有 {len(found)} 项叫“{options.row}”" if found else f"没有叫“{options.row}”的{kind.label}"
    raise UserError(what, "", f"用 {kind.value} list 看名称，写全称")


def _done(changes: "Changes") -> Told:
    if changes.operation_id is None:
        return {"operation": None}, ["没有改动"]
    return {"operation": changes.operation_id, "name": changes.name}, [f"已{changes.name}"]


def list_indicators(store: "Store", options: argparse.Namespace) -> Told:
    """How every indicator stands, and where it goes."""
    from tracker.usecases.cycle.indicator_values import indicator_lines

    lines = indicator_lines(store, _ids(store, ListKind.INDICATORS, options.plan), date.today(), options.period)
    told = []
    for line in lines:
        row, found = line.row, line.judgement
        told.append(f"{row.no} {row.name}（目标 {line.goal}{row.measure}）：{found.label}｜{found.words}")
    return {"indicators": [_indicator(line) for line in lines]}, told or ["这份方案里没有指标"]


def _indicator(line: "IndicatorLine") -> dict[str, Any]:
    found = line.judgement
    return {
        "id": line.row.id,
        "no": line.row.no,
        "name": line.row.name,
        "measure": line.row.measure,
        "nature": line.row.nature,
        "target": line.row.goal,
        "base": line.row.base,
        "base_year": line.row.base_year,
        "target_year": line.facts.target_year,
        "reckoning": line.row.reckoning,
        "year": found.year,
        "goal": line.goal,
        "units": line.row.leads,
        "values": [{"period": one.period, "kind": one.kind, "value": one.value, "note": one.note} for one in (*line.aims, *line.actuals)],
        "standing": found.standing,
        "light": found.light,
        "words": found.words,
        "expected": None if found.expected is None else float(found.expected),
        "forecast": None if found.forecast is None else float(found.forecast),
        "method": found.method,
    }


def set_indicator(store: "Store", options: argparse.Namespace) -> Told:
    """One value of one indicator."""
    from tracker.usecases.cycle.indicator_values import set_values

    kind = ValueKind.AIM if options.aim else ValueKind.ACTUAL
    row = _row(store, ListKind.INDICATORS, options)
    return _done(set_values(store, row, kind, {options.period: options.value}, date.today(), {options.period: options.note}))


def set_base(store: "Store", options: argparse.Namespace) -> Told:
    """From where an indicator starts."""
    from tracker.usecases.intake.plan_lists import edit_row

    row = _row(store, ListKind.INDICATORS, options)
    return _done(edit_row(store, ListKind.INDICATORS, row, {"base": options.value, "base_year": options.year}))


def set_reckoning(store: "Store", options: argparse.Namespace) -> Told:
    """Whether the values of an indicator begin anew each year."""
    from tracker.usecases.intake.plan_lists import edit_row

    return _done(edit_row(store, ListKind.INDICATORS, _row(store, ListKind.INDICATORS, options), {"reckoning": Reckoning(options.by)}))


def list_services(store: "Store", options: argparse.Namespace) -> Told:
    """How every service stood against its standard in a year."""
    from tracker.usecases.cycle.service_checks import count_standings, service_lines

    year = options.year or date.today().year
    lines = service_lines(store, _ids(store, ListKind.SERVICES, options.plan))
    counts = count_standings(lines, year)
    data = {
        "year": year,
        "counts": {("unchecked" if standing is None else standing.value): count for standing, count in counts.items()},
        "services": [_service(line, year) for line in lines],
    }
    return data, [_service_words(line, year) for line in lines] or ["这份方案里没有服务清单"]


def _service(line: "ServiceLine", year: int) -> dict[str, Any]:
    check = line.check(year)
    told = None if check is None else {"standing": check.standing, "covered": check.covered, "words": check.words, "by": check.checked_by}
    row = line.row
    return {"id": row.id, "no": row.no, "name": row.name, "standard": row.standard, "units": row.leads, "check": told}


def _service_words(line: "ServiceLine", year: int) -> str:
    check = line.check(year)
    said = "未核查" if check is None else "｜".join(part for part in (check.standing.label, check.covered, check.words) if part)
    return f"{line.row.no} {line.row.name}：{said}"


def check_service(store: "Store", options: argparse.Namespace) -> Told:
    """The check of one service."""
    from tracker.usecases.cycle import service_checks

    today, row = date.today(), _row(store, ListKind.SERVICES, options)
    said = {"covered": options.covered, "words": options.words, "by": options.by}
    return _done(service_checks.check_service(store, row, options.year or today.year, ServiceStanding(options.standing), today, **said))


def list_projects(store: "Store", options: argparse.Namespace) -> Told:
    """How every project that the list holds stands."""
    from tracker.usecases.cycle.project_values import project_lines

    lines = project_lines(store, _ids(store, ListKind.PROJECTS, options.plan), date.today(), options.period)
    told = [f"{line.row.title or line.row.content}：{line.judgement.standing.label}｜{line.judgement.words}" for line in lines]
    return {"projects": [_project(line) for line in lines]}, told or ["这份方案里没有专栏项目"]


def _project(line: "ProjectLine") -> dict[str, Any]:
    found = line.judgement
    return {
        "id": line.row.id,
        "title": line.row.title or line.row.content,
        "box": line.row.box,
        "leader": line.row.leader,
        "units": line.row.leads,
        "total_investment": line.row.total_investment,
        "planned": line.planned,
        "invested": line.invested,
        "percent": None if found.percent is None else float(found.percent),
        "pace": None if found.pace is None else float(found.pace),
        "progress": line.last.progress if line.last else "",
        "problems": line.last.problems if line.last else "",
        "standing": found.standing,
        "light": found.light,
        "words": found.words,
    }


def set_project(store: "Store", options: argparse.Namespace) -> Told:
    """How one project stood at the end of a period."""
    from tracker.usecases.cycle.project_values import set_progress

    said = {"invested": options.invested, "progress": options.progress, "problems": options.problems}
    return _done(set_progress(store, _row(store, ListKind.PROJECTS, options), options.period, date.today(), **said))


def plan_project(store: "Store", options: argparse.Namespace) -> Told:
    """What one project is to do in a year."""
    from tracker.usecases.cycle.project_values import set_year

    return _done(set_year(store, _row(store, ListKind.PROJECTS, options), options.year, options.planned, options.goal))


def remove_project(store: "Store", options: argparse.Namespace) -> Told:
    """One project leaves the rolling list."""
    from tracker.usecases.cycle.project_list import let_go

    today = date.today()
    return _done(let_go(store, [_row(store, ListKind.PROJECTS, options)], options.reason, today, today))


def make_version(store: "Store", options: argparse.Namespace) -> Told:
    """The list as it stands becomes a version."""
    from tracker.usecases.cycle import project_list

    return _done(project_list.make_version(store, options.plan, options.reason, date.today(), by=options.by))


def compare(store: "Store", options: argparse.Namespace) -> Told:
    """Two versions side by side."""
    from tracker.usecases.cycle.project_list import compare_versions

    found = compare_versions(store, options.plan, date.today(), options.older, options.newer)
    changed = [one for one in found.rows if one.change is not None]
    rows = [
        {"title": one.title, "change": one.change, "before": dict(one.before), "after": dict(one.after), "reason": one.reason}
        for one in changed
    ]
    lines = [f"{found.older} → {found.newer}：{found.words}"]
    lines += [f"  {one.change.label if one.change else ''} {one.title}{'：' if one.words else ''}{one.words}" for one in changed]
    return {"older": found.older, "newer": found.newer, "rows": rows}, lines


def make_forms(store: "Store", options: argparse.Namespace) -> Told:
    """Fill-in sheets for all units that lead indicators, services or projects."""
    from tracker.usecases.feedback.figure_make import USUAL, make_figure_forms

    kinds = [_SENT[name] for name in options.lists] if options.lists else USUAL
    made = make_figure_forms(store, options.plan, options.period, Path(options.out), date.today(), kinds=kinds)
    files = [{"unit": unit, "file": str(path), "rows": rows} for unit, path, rows in made.files]
    lines = [f"已生成 {len(files)} 份填报表，在 {options.out}", *(f"  {path.name}：{unit} {rows} 项" for unit, path, rows in made.files)]
    lines += [f"  “{name}”没有责任单位，没有发" for name in made.without_units]
    return {"files": files, "without_units": list(made.without_units)}, lines


def read_forms(store: "Store", options: argparse.Namespace) -> Told:
    """What returned sheets say, row by row; nothing is stored."""
    from tracker.usecases.feedback.figure_review import read_figures

    review = read_figures(store, [Path(file) for file in options.files], options.plan, options.period, date.today())
    refused = [{"file": file.name, "reason": str(file.error)} for file in review.files if file.error is not None]
    rows = [
        {
            "file": review.files[row.file].name,
            "row": row.row,
            "name": row.name,
            "item": item.title if (item := review.item(row)) else None,
            "bin": row.bin,
            "values": dict(row.values),
            "reasons": list(row.reasons),
        }
        for row in review.rows
    ]
    lines = []
    for row in review.rows:
        why = f"｜{'；'.join(row.reasons)}" if row.reasons else ""
        lines.append(f"{review.files[row.file].name} 第{row.row}行 {row.name}：{row.bin.label}{why}")
    return {"rows": rows, "refused": refused}, [*lines, *(f"{one['file']}：{one['reason']}" for one in refused)]


def take_forms(store: "Store", options: argparse.Namespace) -> Told:
    """Store what is clear; what a person must look at is left as it is and named."""
    from tracker import paths
    from tracker.usecases.feedback.figure_review import apply_figures, read_figures

    places, today = paths.locate(options.data_dir, options.db), date.today()
    review = read_figures(store, [Path(file) for file in options.files], options.plan, options.period, today)
    left = [row for row in review.rows if row.raw and row.reasons and not row.is_taken]
    refused = [file for file in review.files if file.error is not None]
    if refused and len(refused) == len(review.files):
        raise refused[0].error or AssertionError
    data: dict[str, Any] = {"operation": None, "taken": len(review.taken)}
    lines = [f"{period_said(review.period)}没有要写入的数"]
    if review.taken:
        changes = apply_figures(store, places, review, today, leave_doubts=True)
        data |= {"operation": changes.operation_id, "name": changes.name}
        lines = [f"已{changes.name}"]
    data["left"] = [{"file": review.files[row.file].name, "row": row.row, "name": row.name, "reasons": list(row.reasons)} for row in left]
    lines += [f"  {review.files[row.file].name} 第{row.row}行 {row.name}：{'；'.join(row.reasons)}" for row in left]
    return data, [*lines, *(f"  {file.name}：{file.error}" for file in refused)]

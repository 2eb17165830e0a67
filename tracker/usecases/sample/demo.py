"""The sample that the program brings along: a made-up county with its units, a plan, persons and three periods of reports."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes
from tracker.domain.reporting import heard_to
from tracker.domain.terms import State, UnitKind
from tracker.errors import UserError
from tracker.paths import RESOURCES
from tracker.progress import Progress, silent
from tracker.storage.reading.task_list import task_numbers
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.house.unit_match import place_of
from tracker.usecases.intake.plan_import import PlanImport
from tracker.usecases.intake.plans import read_plan_file, same_plan, unit_dictionary
from tracker.usecases.sample.demo_figures import store_figures
from tracker.usecases.sample.demo_parts import store_parts
from tracker.usecases.sample.demo_problems import store_problems
from tracker.usecases.sample.demo_sheets import hand_out, receive, returned_files
from tracker.usecases.sample.demo_upper import store_upper

if TYPE_CHECKING:
    from tracker.storage.journal import Work

SAMPLE = RESOURCES / "sample"


def import_sample(store: Store, progress: Progress = silent, received: Path | None = None) -> Changes:
    """打开示例: store the sample plan with its units and progress as one operation; the result is the plan's id.

    `received`: the folder in which files that came back are kept; without it none came back.
    """
    draft = read_plan_file(store, _document(), progress)
    draft.source_name = f"{draft.title}.docx"  # the file itself has a plain name, for systems that cannot keep a Chinese one
    if (stored := same_plan(store, draft)) is not None:
        return Changes(None, "示例已经打开", result=stored.id)
    with store.transaction(f"打开示例{quoted(draft.title, 60)}") as work:
        _store_units(work)
        plan_id = PlanImport(work, draft, unit_dictionary()).run(is_sample=True)
        _store_progress(work, plan_id, received)
        numbers = task_numbers(work.read(), plan_id)
        store_problems(work, plan_id, _json("problems.json")["problems"], numbers)
        store_parts(work, _json("parts.json")["parts"], numbers)
        store_figures(work, plan_id, _json("figures.json"))
        store_upper(work, _json("upper.json"), numbers, sample_day())
    return work.changes(plan_id)


def fill_demo(
    store: Store, tasks: int | None = None, today: date | None = None, progress: Progress = silent, received: Path | None = None
) -> Changes:
    """Fill a database for a first look, pictures and measurements: the sample (`received` as there), or `tasks` made-up tasks of
    200 units."""
    if tasks is None:
        return import_sample(store, progress, received)
    from tracker.usecases.sample.demo_bulk import fill_bulk

    return fill_bulk(store, tasks, today or sample_day(), progress)


def sample_day() -> date:
    """The day for which the sample's reports were written: on it every kind of light can be seen."""
    return date.fromisoformat(_json("progress.json")["today"])


def _document() -> Path:
    found = next(SAMPLE.glob("*.docx"), None)
    if found is None:
        raise UserError("示例文件不见了", f"“{SAMPLE}”里没有方案文件", "请重新安装程序")
    return found


def _json(name: str) -> dict[str, Any]:
    try:
        return dict(json.loads((SAMPLE / name).read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise UserError("示例文件读不懂", f"“{name}”缺失或已损坏", "请重新安装程序") from error


def _store_units(work: "Work") -> None:
    data = _json("units.json")
    first = work.next_id("unit")
    towns = _add_units(work, data["towns"])
    for row, unit_id in zip(data["units"], _add_units(work, data["units"]), strict=True):
        if row.get("members") and unit_id >= first:
            work.insert_many("unit_member", [{"group_id": unit_id, "member_id": town} for town in towns])


def _add_units(work: "Work", rows: list[dict[str, Any]]) -> list[int]:
    """Units with their names; one whose full name is stored already keeps what it has."""
    from tracker.storage.tables import Unit

    held = {unit.full_name: unit.id for unit in work.rows(Unit)}
    new = [row for row in rows if row["full"] not in held]
    ids = work.insert_many(
        "unit",
        [
            {
                "full_name": row["full"],
                "short_name": row["display"] if row["display"] != row["full"] else "",
                "kind": UnitKind(row["kind"]),
                "level": row.get("level", ""),
                "position": place_of(UnitKind(row["kind"]), row["order"], bool(row.get("members"))),
                "is_group": bool(row.get("members")),
            }
            for row in new
        ],
    )
    aliases: list[dict[str, Any]] = []
    for row, unit_id in zip(new, ids, strict=True):
        aliases += [{"unit_id": unit_id, "name": name, "kind": "short"} for name in row.get("short", ())]
        aliases += [
            {"unit_id": unit_id, "name": old["name"], "kind": "old", "valid_to": date.fromisoformat(old["until"])}
            for old in row.get("old", ())
        ]
    work.insert_many("unit_alias", aliases)
    numbers = {row["full"]: unit_id for row, unit_id in zip(new, ids, strict=True)}
    return [numbers.get(row["full"]) or held[row["full"]] or 0 for row in rows]


def _store_progress(work: "Work", plan_id: int, received: Path | None) -> None:
    data = _json("progress.json")
    since = date.fromisoformat(data["contacts_from"])
    ids = task_numbers(work.read(), plan_id)
    period = data["today"][:7]
    hand_out(work, plan_id, period)
    came_from: Callable[[int], dict[str, Any]] | None = None
    if received is not None:
        known = {ids[row["number"]]: row for row in data["tasks"] if row["number"] in ids}
        said = {task_id: one for task_id, row in known.items() for one in row["reports"] if one["period"] == period}
        files = returned_files(work, plan_id, period, said, {task_id: row["contact"] for task_id, row in known.items()})
        came_from = receive(work, plan_id, period, files, received)
    contacts: list[dict[str, Any]] = []
    reports: list[dict[str, Any]] = []
    standings: dict[int, dict[str, Any]] = {}
    came_in = work.now.date()
    for row in data["tasks"]:
        task_id = ids.get(row["number"])
        if task_id is None:
            continue
        contacts.append({"task_id": task_id, "valid_from": since, **row["contact"]})
        for report in row["reports"]:
            state, day = State(report["state"]), date.fromisoformat(report["reported_on"])
            source = came_from(task_id) if came_from is not None and report["period"] == period else {}
            reports.append({**report, "task_id": task_id, "state": state, "reported_on": day, **source})
            standings[task_id] = {
                "state": state,
                "percent": 100 if state is State.COMPLETED else report["percent"],
                "completed_on": day if state is State.COMPLETED else None,
                "heard_to": heard_to(standings.get(task_id, {}).get("heard_to", came_in), report["period"]),
            }
    work.insert_many("contact", contacts)
    work.insert_many("progress_report", reports)
    work.update_many("task", standings)

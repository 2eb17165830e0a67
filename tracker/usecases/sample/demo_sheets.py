"""The sample's correspondence with its units: fill-in workbooks handed out, and files of some of them that came back."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.reporting import settles_task
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.files.writing import written
from tracker.storage.reading import sheets
from tracker.storage.reading.sheets import TaskFacts
from tracker.storage.reading.units import units

if TYPE_CHECKING:
    from tracker.storage.journal import Work

Report = Mapping[str, Any]
"""One report of `progress.json`."""

_SENDERS = ("水利局", "教体局", "应急局", "农业农村局", "工信局", "自然资源局", "生态环境分局", "住建局", "卫健局")
_WHOLE = ("教体局", "水利局")
"""Units whose file also says what they did for the tasks of others."""

_HEAD = ("序号", "重点任务", "完成状态", "完成进度（%）", "进展情况", "存在的问题", "下一步措施", "责任人", "联系电话")
_FIRST_ROW = 4
_PARTS = ("按职责配合牵头单位，参加调度会2次", "承担部分已完成，材料送牵头单位", "安排专人对接，资料和数据已提供", "配合现场核查3次")
_STATES = {State.COMPLETED: "已完成", State.IN_PROGRESS: "推进中", State.NOT_STARTED: "未启动", State.ONGOING: "长期坚持"}


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back. `rows`: task → physical row; `parts`: what it says of tasks that others lead."""

    unit_id: int
    name: str
    content: bytes
    at: datetime
    rows: Mapping[int, int]
    parts: Mapping[int, str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def kept_name(self) -> str:
        return f"{self.digest[:40]}.csv"


def hand_out(work: "Work", plan_id: int, period: str) -> None:
    """Enter in the register that every unit got its workbook at the beginning of the period."""
    owed: dict[int, int] = {}
    for task in sheets.tasks(work.read(), plan_id):
        for unit_id in task.units:
            owed[unit_id] = owed.get(unit_id, 0) + 1
    names = {unit.id: unit.full_name for unit in units(work.read()) if not unit.is_group and unit.id in owed}
    month = f"{period[:4]}年{int(period[5:])}月"
    made_at = datetime.combine(date.fromisoformat(f"{period}-01"), time(9, 10))
    rows = [
        {"file_name": f"{place:02}{name}-{month}推进情况表.xlsx", "unit_id": unit_id, "task_count": owed[unit_id]}
        for place, (unit_id, name) in enumerate(names.items(), 1)
    ]
    work.insert_many("handout", [{**row, "plan_id": plan_id, "period": period, "made_at": made_at} for row in rows])


def returned_files(
    work: "Work", plan_id: int, period: str, said: Mapping[int, Report], persons: Mapping[int, Mapping[str, str]]
) -> list[Returned]:
    """The files of some units. `said`: task → what was reported of it for the period; `persons`: task → who answers for it."""
    named = {unit.display: unit.id for unit in units(work.read())}
    tasks = sheets.tasks(work.read(), plan_id)
    files: list[Returned] = []
    told: set[int] = set()
    for unit in _SENDERS:
        unit_id = named.get(unit)
        own = [task for task in tasks if task.id in said and task.id not in told and settles_task(unit_id, task.assigned)]
        if unit_id is None or not own:
            continue
        told |= {task.id for task in own}
        others = [task for task in tasks if unit_id in task.units and not settles_task(unit_id, task.assigned)] if unit in _WHOLE else []
        parts = {task.id: _PARTS[place % len(_PARTS)] for place, task in enumerate(others)}
        lines = [_line(task, said[task.id], persons.get(task.id, {})) for task in own]
        lines += [_line(task, {"progress": parts[task.id]}, {}) for task in others]
        day = max(date.fromisoformat(said[task.id]["reported_on"]) for task in own)
        at = datetime.combine(day, time(9, 0)) + timedelta(minutes=37 * len(files) % 400)
        rows = {task.id: _FIRST_ROW + place for place, task in enumerate((*own, *others))}
        name = f"{unit}{int(period[5:])}月推进情况表.csv"
        files.append(Returned(unit_id, name, _csv(unit, period, lines), at, rows, parts))
    return files


def _line(task: TaskFacts, said: Report, person: Mapping[str, str]) -> Sequence[object]:
    state = "" if "state" not in said else _STATES[State(said["state"])]
    texts = (said.get(name, "") for name in ("progress", "problems", "next_steps"))
    return task.number, task.title, state, said.get("percent", ""), *texts, person.get("person", ""), person.get("phone", "")


def _csv(unit: str, period: str, lines: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow([f"{period[:4]}年{int(period[5:])}月重点任务推进情况表"])
    sheet.writerow([f"填报单位：{unit}"])
    sheet.writerow(_HEAD)
    sheet.writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def receive(work: "Work", plan_id: int, period: str, files: Sequence[Returned], folder: Path) -> Callable[[int], dict[str, Any]]:
    """Keep the files in `folder` and enter them. Gives for a task where its report stands in them, as columns."""
    for file in files:
        _keep(file, folder / file.kept_name)
    ids = work.insert_many(
        "received_file",
        [
            {
                "plan_id": plan_id,
                "period": period,
                "unit_id": file.unit_id,
                "name": file.name,
                "digest": file.digest,
                "kept_name": file.kept_name,
                "received_at": file.at,
                "added": len(file.rows),
                "other": _FIRST_ROW - 1,
            }
            for file in files
        ],
    )
    places = {
        (task_id, task_id in file.parts): {"received_file_id": number, "source_sheet": Path(file.name).stem, "source_row": row}
        for number, file in zip(ids, files, strict=True)
        for task_id, row in file.rows.items()
    }
    work.insert_many(
        "part_report",
        [
            {
                "task_id": task_id,
                "unit_id": file.unit_id,
                "period": period,
                "progress": words,
                "reported_on": file.at.date(),
                "received_file_id": number,
                "source_sheet": Path(file.name).stem,
                "source_row": file.rows[task_id],
            }
            for number, file in zip(ids, files, strict=True)
            for task_id, words in file.parts.items()
        ],
    )
    return lambda task_id: places.get((task_id, False), {})


def _keep(file: Returned, kept: Path) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{kept.parent}”里保存示例的反馈表", "没有写入权限", "请检查数据文件夹") from error
    with written(kept) as place:
        place.write_bytes(file.content)

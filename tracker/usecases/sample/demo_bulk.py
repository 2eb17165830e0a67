"""Thousands of made-up tasks for measurements and for seeing how screens carry large offices; always the same ones."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes
from tracker.domain.reporting import heard_to
from tracker.domain.terms import DeadlineKind, Every, Role, State, UnitKind
from tracker.progress import Progress, silent
from tracker.storage.reading.plans import text_hash
from tracker.storage.store import Store
from tracker.usecases.house.unit_match import place_of

if TYPE_CHECKING:
    from tracker.storage.journal import Work

UNITS = 200
_PLAN_SIZE = 500
_SECTION_SIZE = 10
_NUMERALS = "一二三四五六七八九十"
_AREAS = ["产业发展", "项目建设", "乡村振兴", "城市更新", "生态环境", "民生保障", "营商环境", "平安建设", "科技创新", "文化旅游"]
_VERBS = ["推进", "完成", "建成", "启动", "改造", "实施", "培育", "整治"]
_THINGS = [
    "标准厂房",
    "高标准农田",
    "供水管网",
    "老旧小区",
    "农村公路",
    "污水处理厂",
    "养老服务中心",
    "村级集体经济项目",
    "智慧停车场",
    "中小学校舍",
]
_STEMS = [
    "发改",
    "教体",
    "工信",
    "民政",
    "财政",
    "人社",
    "住建",
    "交通",
    "水利",
    "农业农村",
    "商务",
    "文旅",
    "卫健",
    "应急",
    "审计",
    "市监",
    "统计",
    "医保",
    "林业",
    "城管",
]
_SERIES = (
    ("局", UnitKind.GOVERNMENT),
    ("中心", UnitKind.AFFILIATE),
    ("服务站", UnitKind.AFFILIATE),
    ("执法队", UnitKind.AFFILIATE),
    ("投资公司", UnitKind.ENTERPRISE),
)
_PLACES = ["青山", "白沙", "柳岸", "石门", "云台", "双河", "马蹄", "望江", "东岭", "西坪"]
_BRANCHES = "甲乙丙丁戊己庚辛壬癸"
_PEOPLE = ["陆一鸣", "苏景行", "邹明远", "梅映雪", "何承志", "韩立农", "白晓川", "方知行"]

Row = dict[str, Any]


def fill_bulk(store: Store, tasks: int, today: date, progress: Progress = silent) -> Changes:
    """`tasks` tasks in plans of 500, of 200 units, with every kind of light; one operation for each plan."""
    chance = random.Random(2026)
    with store.transaction(f"建立 {UNITS} 个演示单位") as work:
        units = list(work.insert_many("unit", list(_units(work.next_id("unit")))))
    changes = work.changes()
    for start in range(0, tasks, _PLAN_SIZE):
        progress(start / tasks, f"已生成 {start} 项任务")
        number = start // _PLAN_SIZE + 1
        with store.transaction(f"导入演示方案 {number}") as work:
            plan_id = _plan(work, number, min(_PLAN_SIZE, tasks - start), units, today, chance)
        changes = work.changes(plan_id)
    progress(1.0, f"已生成 {tasks} 项任务")
    return changes


def _units(first_id: int) -> Iterator[Row]:
    """A hundred departments in five series, then a hundred towns."""
    for number in range(UNITS):
        series, index = divmod(number, len(_STEMS))
        if series < len(_SERIES):
            ending, kind = _SERIES[series]
            name = _STEMS[index] + ending
        else:
            kind = UnitKind.PLACE
            name = f"{_PLACES[number % 10]}{_BRANCHES[number // 10 % 10]}镇"
        yield {
            "full_name": f"演示县{name}（{first_id + number}）",
            "short_name": name,
            "kind": kind,
            "level": "镇" if kind is UnitKind.PLACE else "县",
            "position": place_of(kind, 1000 + number, False),
        }


def _plan(work: "Work", number: int, count: int, units: list[int], today: date, chance: random.Random) -> int:
    start, end = date(today.year, 1, 1), date(today.year, 12, 31)
    title = f"演示县{_AREAS[number % len(_AREAS)]}年度重点任务清单（{number}）"
    titles = [f"{chance.choice(_VERBS)}{chance.choice(_PLACES)}镇{chance.choice(_THINGS)}{chance.randint(2, 90)}处" for _ in range(count)]
    text = "\n".join([title, *titles])
    (plan_id,) = work.insert_many(
        "plan",
        [
            {"title": title, "issuer": "演示县人民政府", "issued": start, "period_start": start, "period_end": end}
            | {"source_name": f"演示方案{number}.txt", "source_hash": text_hash(text), "is_sample": True, "imported_at": work.now}
        ],
    )
    work.insert_many("plan_text", [{"plan_id": plan_id, "text": text}])
    headings = work.insert_many("heading", list(_headings(plan_id, count, chance)))
    offset = len(title) + 1
    tasks: list[Row] = []
    for index, name in enumerate(titles):
        limit = _limit(today, start, end, chance)
        tasks.append(
            {"plan_id": plan_id, "heading_id": headings[index // _SECTION_SIZE], "number": index + 1, "label": f"{index + 1}."}
            | {"title": name, "content": _content(name, chance), "due": limit["due"], "due_kind": limit["kind"]}
            | {"pace_end": limit["due"], "source_start": offset, "source_end": offset + len(name), **_standing(limit, today, chance)}
            | {"limit": limit}
        )
        offset += len(name) + 1
    limits = [task.pop("limit") for task in tasks]
    for task_id, task in enumerate(tasks, work.next_id("task")):
        period = _reported(task_id, task, today)
        task["heard_to"] = work.now.date() if period is None else heard_to(work.now.date(), f"{period:%Y-%m}")
    ids = work.insert_many("task", tasks)
    work.insert_many("deadline", [limit | {"task_id": task_id} for task_id, limit in zip(ids, limits, strict=True)])
    work.insert_many("assignment", [row for task_id in ids for row in _roles(task_id, units, chance)])
    work.insert_many("contact", [_contact(task_id, start, chance) for task_id in ids])
    work.insert_many("progress_report", list(_reports(ids, tasks, today)))
    return plan_id


def _headings(plan_id: int, count: int, chance: random.Random) -> Iterator[Row]:
    for position in range((count + _SECTION_SIZE - 1) // _SECTION_SIZE):
        tens, ones = divmod(position + 1, 10)
        label = ("" if tens == 0 else ("" if tens == 1 else _NUMERALS[tens - 1]) + "十") + (_NUMERALS[ones - 1] if ones else "")
        yield {"plan_id": plan_id, "parent_id": None, "position": position, "level": 1, "label": f"{label}、"} | {
            "title": f"{chance.choice(_AREAS)}方面"
        }


def _content(title: str, chance: random.Random) -> str:
    months = sorted(chance.sample(range(1, 13), 2))
    return f"{title}，{months[0]}月底前完成方案评审，{months[1]}月底前形成实物量，资金按进度拨付，每月报送一次进展。"


def _limit(today: date, start: date, end: date, chance: random.Random) -> Row:
    """Mostly dates through the year, some recurring or standing."""
    draw = chance.random()
    if draw < 0.06:
        return {"wording": "长期坚持", "kind": DeadlineKind.STANDING, "due": None, "is_main": True, "every": None}
    if draw < 0.14:
        every = chance.choice((Every.MONTH, Every.QUARTER))
        return {"wording": every.label, "kind": DeadlineKind.RECURRING, "due": None, "is_main": True, "every": every}
    late = draw > 0.95
    due = today - timedelta(chance.randint(1, 60)) if late else start + timedelta(chance.randint(30, (end - start).days))
    return {"wording": f"{due.month}月{due.day}日前", "kind": DeadlineKind.DATE, "due": due, "is_main": True, "every": None}


def _standing(limit: Row, today: date, chance: random.Random) -> Row:
    """State and percentage that fit the date, with some that lag behind."""
    due = limit["due"]
    if due is None:
        state = State.ONGOING if limit["kind"] is DeadlineKind.STANDING else State.IN_PROGRESS
        return {"state": state, "percent": None, "completed_on": None}
    left = (due - today).days
    if left < 0 and chance.random() < 0.93:
        return {"state": State.COMPLETED, "percent": 100.0, "completed_on": due - timedelta(chance.randint(0, 9))}
    if left > 90 and chance.random() < 0.3:
        return {"state": State.NOT_STARTED, "percent": None, "completed_on": None}
    gone = max(0.0, min(1.0, 1 - left / 330))
    percent = round(max(0.0, min(95.0, 100 * gone + chance.uniform(-42, 25))))
    return {"state": State.IN_PROGRESS, "percent": float(percent), "completed_on": None}


def _roles(task_id: int, units: list[int], chance: random.Random) -> Iterator[Row]:
    """One lead (now and then several units that share, or nobody) and up to five that support or carry out."""
    chosen = chance.sample(units, chance.randint(2, 6))
    draw = chance.random()
    first = 0 if draw < 0.02 else 3 if draw < 0.12 else 1
    for position, unit_id in enumerate(chosen):
        if position < first:
            role = Role.JOINT if first == 3 else Role.LEAD
        else:
            role = Role.IMPLEMENT if chance.random() < 0.15 else Role.SUPPORT
        yield {"task_id": task_id, "unit_id": unit_id, "role": role, "position": position}


def _contact(task_id: int, since: date, chance: random.Random) -> Row:
    leader, person = chance.sample(_PEOPLE, 2)
    phone = f"0000-62{chance.randint(10000, 99999)}"
    return {"task_id": task_id, "leader": leader, "office": "综合股", "person": person, "phone": phone, "valid_from": since}


def _reported(task_id: int, task: Row, today: date) -> date | None:
    """The day of a task's last report; every seventh owes this period's."""
    if task["percent"] is None:
        return None
    return (today.replace(day=1) - timedelta(1)).replace(day=25) if task_id % 7 == 0 else today


def _reports(ids: range, tasks: list[Row], today: date) -> Iterator[Row]:
    """The last report of each task that has a percentage."""
    for task_id, task in zip(ids, tasks, strict=True):
        day = _reported(task_id, task, today)
        if day is None:
            continue
        yield {"task_id": task_id, "period": f"{day:%Y-%m}", "state": task["state"], "percent": task["percent"]} | {
            "progress": f"{task['title']}，已完成{task['percent']:.0f}%。",
            "problems": "部分地块征收尚未完成" if task_id % 5 == 0 else "",
            "next_steps": "每周调度一次，按节点推进",
            "reported_on": day,
        }

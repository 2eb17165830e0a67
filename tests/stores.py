"""Databases and a plan of our own writing for tests that store something."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Every, Role
from tracker.plans.draft import (
    DraftDeadline,
    DraftHeading,
    DraftIndicator,
    DraftProject,
    DraftService,
    DraftTarget,
    DraftTask,
    DraftUnit,
    Finding,
    PlanDraft,
    Span,
)
from tracker.storage.store import Store

TODAY = date(2026, 9, 16)
NOW = datetime(2026, 9, 16, 9, 30)
JOURNAL = ("operation", "change", "alembic_version", "sqlite_sequence")


def clock() -> datetime:
    return NOW


@cache
def _empty() -> bytes:
    """A database as the migrations make it, made once in a run: they cost more than most of the tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Store.open(path, clock).close()
        return path.read_bytes()


def fresh_store(path: Path, clock: Callable[[], datetime] = clock) -> Store:
    """A store over a new database without any rows. Tests of the making itself call `Store.open`."""
    if not path.exists():
        path.write_bytes(_empty())
    return Store.open(path, clock)


def draft(title: str = "松河县水环境治理方案") -> PlanDraft:
    """Three headings (one below another), five tasks with every kind of deadline and role, and one row of each list."""
    text = f"{title}\n一、治污\n（一）管网\n二、护岸\n清理北渠淤泥，由县水利局牵头。"
    plan = PlanDraft(
        source_name=f"{title}.txt",
        source_text=text,
        title=title,
        doc_number="松政办发〔2026〕7号",
        issuer="松河县人民政府办公室",
        issued=date(2026, 1, 20),
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        lead_units=["县水利局", "县住建局"],
    )
    plan.headings = [
        DraftHeading(-1, 1, "一、", "治污", Span(11, 15)),
        DraftHeading(0, 2, "（一）", "管网", Span(16, 21)),
        DraftHeading(-1, 1, "二、", "护岸", Span(22, 26)),
    ]
    start = text.index("清理北渠")
    plan.tasks = [
        DraftTask(0, "1.", "清理北渠淤泥", "清理北渠淤泥，分三段施工。", "（县水利局牵头，县财政局配合）", Span(start, len(text))),
        DraftTask(1, "1.", "更换老旧污水管", "更换污水管9公里。"),
        DraftTask(1, "2.", "每月巡查排口", "逐口建档。"),
        DraftTask(2, "1.", "栽种护岸柳树", "栽种柳树4000株。"),
        DraftTask(-1, "", "保持河面清洁", "不留死角。"),
    ]
    dredging, pipes, outlets, willows, clean = plan.tasks
    dredging.units = [DraftUnit("县水利局", Role.LEAD, Span(start + 8, start + 12)), DraftUnit("县财政局", Role.SUPPORT)]
    dredging.deadlines = [DraftDeadline("9月底前", DeadlineKind.DATE, date(2026, 9, 30))]
    dredging.leaders = ["周树声", "李望"]
    pipes.units = [
        DraftUnit("县住建局", Role.JOINT),
        DraftUnit("县财政局", Role.JOINT),
        DraftUnit("各镇（街道）", Role.IMPLEMENT),
    ]
    pipes.deadlines = [
        DraftDeadline("6月底前完成一半", DeadlineKind.DATE, date(2026, 6, 30)),
        DraftDeadline("年底前", DeadlineKind.DATE, date(2026, 12, 31)),
    ]
    pipes.targets = [DraftTarget("更换污水管9公里", "9", "公里", "=")]
    outlets.units = [DraftUnit("县水利局", Role.LEAD)]
    outlets.deadlines = [DraftDeadline("每月25日前", DeadlineKind.RECURRING, None, Recurrence(Every.MONTH, None, 25))]
    willows.units = [DraftUnit("县柳编技艺专班", Role.LEAD, inferred=True)]
    willows.findings = [Finding("first_as_lead", "第一个单位按牵头理解")]
    clean.deadlines = [DraftDeadline("长期坚持", DeadlineKind.STANDING)]
    plan.findings = [Finding("no_number", "没有找到文号的出处")]
    plan.indicators = [DraftIndicator("1", "水质", "优良断面比例", "%", ">=", "90", "约束性")]
    plan.services = [DraftService("1", "饮水", "农村饮水安全", "农村居民", "水质达标", "县级负担", [DraftUnit("县水利局", Role.LEAD)])]
    plan.projects = [DraftProject("专栏1", "1.", "北渠清淤工程", "三段")]
    return plan


def contents(path: Path) -> dict[str, list[Any]]:
    """Every stored row outside the journal, by table."""
    connection = sqlite3.connect(path)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in names if name not in JOURNAL}
    finally:
        connection.close()

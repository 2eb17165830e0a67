"""The rolling list of a plan's projects (清单动态管理、滚动实施): what is let go with day and reason, versions, and how two differ."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.figures import ListChange, VersionRecord
from tracker.domain.plan_lists import ListKind, ProjectRecord
from tracker.domain.records import Changes
from tracker.domain.rolling_list import WORDS, Facts, ListDifference, counts, differences
from tracker.errors import UserError
from tracker.storage.reading import figures as reading
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.reader import Reader

_VERSION_NAME = "确定项目清单版本"


class Comparison(NamedTuple):
    """Two states of a list: `older` and `newer` in words, every project of both."""

    older: str
    newer: str
    rows: tuple[ListDifference, ...]

    @property
    def words(self) -> str:
        """新增 1 个，调整 2 个，调出 1 个."""
        found = counts(list(self.rows))
        return "，".join(f"{change.label} {found[change]} 个" for change in ListChange)


def let_go(store: Store, ids: Sequence[int], reason: str, on: date, today: date) -> Changes:
    """Take projects off the rolling list on a day for a reason; they stay known, with all their values."""
    from tracker.storage.tables import Project

    if not reason.strip():
        raise UserError("没有写明调出的原因", "", "请写一句话说明原因，如“用地未批，调至下年”")
    if on > today:
        raise UserError("调出日期不能晚于今天", "", "请改正日期")
    with store.transaction("调出项目") as work:
        rows = [work.get(Project, project_id) for project_id in ids]
        for row in rows:
            row.removed_on, row.removed_reason = on, reason.strip()
        name = quoted(rows[0].title or rows[0].content) if len(rows) == 1 else f" {len(rows)} 个"
        work.name = f"调出项目{name}"
    return work.changes(ids[0] if len(ids) == 1 else None)


def take_back(store: Store, ids: Sequence[int]) -> Changes:
    """Put projects that were let go onto the list again."""
    from tracker.storage.tables import Project

    with store.transaction("重新列入项目") as work:
        rows = [work.get(Project, project_id) for project_id in ids]
        for row in rows:
            row.removed_on, row.removed_reason = None, ""
        name = quoted(rows[0].title or rows[0].content) if len(rows) == 1 else f" {len(rows)} 个"
        work.name = f"重新列入项目{name}"
    return work.changes(ids[0] if len(ids) == 1 else None)


def versions(store: Store, plan_id: int) -> list[VersionRecord]:
    """The versions of a plan's list, the latest first."""
    with store.read() as db:
        return reading.versions(db, plan_id)


def make_version(store: Store, plan_id: int, reason: str, today: date, *, by: str = "", on: date | None = None) -> Changes:
    """定为新版本: freeze the list as it stands. Raises UserError where nothing changed since the last version, or there is no list."""
    with store.transaction(_VERSION_NAME) as work:
        made_id = freeze(work, plan_id, reason.strip(), by.strip(), on or today, today)
    return work.changes(made_id)


def freeze(work: "Work", plan_id: int, reason: str, by: str, on: date, today: date) -> int:
    """The same within a transaction; the id of the version."""
    from tracker.storage.tables import ListVersion, ListVersionRow

    db = work.read()
    made = reading.versions(db, plan_id)
    held, gone = reading.version_facts(db, made[0].id)[0] if made else {}, _gone(db, plan_id)
    now = current(db, plan_id, today)
    if not now and not held:
        raise UserError("没有项目，不能定为版本", "", "请先列入项目")
    found = differences(held, now, gone)
    if made and not any(one.change for one in found):
        raise UserError(f"清单与{made[0].words}相同，没有新增、调整或调出", "", "有变动以后再定新版本")
    if made and not reason:
        raise UserError("没有写明变动的依据", "", "请写一句话，如“县政府常务会议审定”")
    number = made[0].number + 1 if made else 1
    told = counts(found) if made else dict.fromkeys(ListChange, 0)
    version = work.add(
        ListVersion(
            plan_id=plan_id,
            number=number,
            made_on=on,
            made_by=by,
            reason=reason,
            added=told[ListChange.ADDED],
            changed=told[ListChange.CHANGED],
            removed=told[ListChange.REMOVED],
        )
    )
    version_id = version.id or 0
    rows = [
        {
            "version_id": version_id,
            "project_id": one.project_id,
            "change": one.change if made else None,
            "title": one.title,
            "before": _frozen({**one.before, **({"reason": one.reason} if one.change is ListChange.REMOVED else {})}),
            "after": _frozen(one.after),
        }
        for one in found
    ]
    work.insert_many(ListVersionRow, rows)
    work.name = f"确定项目清单第{number}版" if work.name == _VERSION_NAME else work.name
    return version_id


def _frozen(facts: Facts) -> str:
    return json.dumps(dict(facts), ensure_ascii=False) if facts else ""


def compare_versions(store: Store, plan_id: int, today: date, older: int | None = None, newer: int | None = None) -> Comparison:
    """Two versions side by side. `older` None: the one before `newer`; `newer` None: the list as it stands today."""
    with store.read() as db:
        made = reading.versions(db, plan_id)
        if not made:
            raise UserError("项目清单还没有版本", "", "请先在“专栏项目”里点“定为新版本”")
        after = None if newer is None else _version(made, newer)
        before = _version(made, older) if older is not None else _before(made, after)
        held, _ = reading.version_facts(db, before.id) if before else ({}, {})
        if after is None:
            now, reasons, title = current(db, plan_id, today), _gone(db, plan_id), f"当前清单（{today.isoformat()}）"
        else:
            now, title = reading.version_facts(db, after.id)[0], after.words
            told = [reading.version_facts(db, one.id)[1] for one in made if one.number <= after.number]
            reasons = {key: words for one in told for key, words in one.items()}
    return Comparison(before.words if before else "（没有更早的版本）", title, tuple(differences(held, now, reasons)))


def _version(made: Sequence[VersionRecord], number: int) -> VersionRecord:
    found = next((one for one in made if one.number == number), None)
    if found is None:
        raise UserError(f"没有第{number}版项目清单", "", f"有：{'、'.join(f'第{one.number}版' for one in reversed(made))}")
    return found


def _before(made: Sequence[VersionRecord], after: VersionRecord | None) -> VersionRecord | None:
    return next((one for one in made if after is None or one.number < after.number), None)


def current(db: "Reader", plan_id: int, today: date) -> dict[int, Facts]:
    """The facts of the projects that the list holds now, by project."""
    ids = [one for group in lists.list_groups(db, ListKind.PROJECTS, plan_id) for one in group.ids]
    years = reading.project_years(db, ids)
    found: dict[int, Facts] = {}
    for row in lists.list_rows(db, ListKind.PROJECTS, ids):
        assert isinstance(row, ProjectRecord)
        year = next((one for one in years.get(row.id, ()) if one.year == today.year), None)
        facts = {
            "title": row.title or row.content,
            "box": row.box,
            "content": row.content if row.title else "",
            "total_investment": row.total_investment,
            "planned": year.planned if year else "",
            "goal": year.goal if year else "",
            "planned_start": row.planned_start.isoformat() if row.planned_start else "",
            "planned_end": row.planned_end.isoformat() if row.planned_end else "",
            "leader": row.leader,
            "units": row.leads,
            "person": row.person,
        }
        found[row.id] = {name: facts[name] for name in WORDS if facts[name]}
    return found


def _gone(db: "Reader", plan_id: int) -> dict[int, str]:
    """Why projects were let go, by project."""
    ids = [one for group in lists.list_groups(db, ListKind.PROJECTS, plan_id, removed=True) for one in group.ids]
    rows = lists.list_rows(db, ListKind.PROJECTS, ids)
    return {row.id: row.removed_reason for row in rows if isinstance(row, ProjectRecord)}

"""Indicators, services and projects of plans: find and read them, change what was read wrongly, settle doubts, write them as documents."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.amounts import read_amount
from tracker.domain.plan_lists import ListGroup, ListKind, ListRow
from tracker.domain.records import Changes, FindingRecord, PlanRecord
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.storage.reading import plan_lists as reading
from tracker.storage.reading import plans
from tracker.storage.reading.told import field_word, quoted
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.reports.content import Document

_DAYS = ("planned_start", "actual_start", "planned_end", "actual_end")
_FOLLOWED = ("base", "base_year", "target_year", "reckoning")
_EDITABLE = {
    ListKind.INDICATORS: ("no", "group_name", "name", "measure", "comparison", "value", "nature", *_FOLLOWED),
    ListKind.SERVICES: ("no", "group_name", "name", "target_group", "standard", "funding", "note"),
    ListKind.PROJECTS: ("box", "label", "title", "content", "total_investment", *_DAYS, "leader", "person", "phone"),
}
_YEARS = ("base_year", "target_year")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_NAMES = {ListKind.INDICATORS: "name", ListKind.SERVICES: "name", ListKind.PROJECTS: "title"}
_NOUNS = {ListKind.INDICATORS: "指标", ListKind.SERVICES: "服务项目", ListKind.PROJECTS: "项目"}
_READ_SHARE = 0.2
Value = str | int | date | None


class ListDetail(NamedTuple):
    """All that is known of one row: its plan, the passage it was read from, doubts about its words."""

    row: ListRow
    plan: PlanRecord
    source: str
    findings: tuple[FindingRecord, ...]


def list_counts(store: Store, plan_id: int | None) -> dict[ListKind, int]:
    """How many rows each list of a plan (None: of all plans) has."""
    with store.read() as db:
        return reading.list_counts(db, plan_id)


def list_groups(store: Store, kind: ListKind, plan_id: int | None, text: str = "", group: str | None = None) -> list[ListGroup]:
    """The ids of the rows that hold all words, by plan and group; cheap for any number of rows."""
    with store.read() as db:
        return reading.list_groups(db, kind, plan_id, text, group)


def list_rows(store: Store, kind: ListKind, ids: Sequence[int]) -> list[ListRow]:
    """These rows in the order asked for; those that are gone are left out."""
    with store.read() as db:
        return reading.list_rows(db, kind, ids)


def list_detail(store: Store, kind: ListKind, row_id: int) -> ListDetail:
    """All that is known of one row. Raises `UserError` when it is gone."""
    with store.read() as db:
        row = next(iter(reading.list_rows(db, kind, [row_id])), None)
        plan = None if row is None else plans.plan(db, row.plan_id)
        if row is None or plan is None:
            raise UserError(f"这一项{_NOUNS[kind]}已经不存在", "它可能刚刚被删除或撤销", "请按 F5 刷新")
        return ListDetail(row, plan, reading.row_source(db, row), tuple(reading.row_findings(db, row)))


def edit_row(store: Store, kind: ListKind, row_id: int, values: Mapping[str, Value]) -> Changes:
    """Change columns of one row; one operation however many. Columns not given stay. Years are numbers or None, days dates or None."""
    with store.transaction(f"修改{_NOUNS[kind]}") as work:
        row: Any = work.get(_table(kind), row_id)
        checked = _checked(kind, values, getattr(row, "measure", ""))
        name = quoted(getattr(row, _NAMES[kind]))
        changed = [field for field, value in checked.items() if getattr(row, field) != value]
        for field in changed:
            setattr(row, field, checked[field])
        words = [field_word(kind.value, field) for field in changed]
        work.name = f"修改{_NOUNS[kind]}{name}的{'、'.join(words)}"
        _check_days(row)
    return work.changes(row_id)


def _checked(kind: ListKind, values: Mapping[str, Value], measure: str = "") -> dict[str, Value]:
    """The values as they are stored; `measure`: in what an indicator is counted so far. Raises UserError where one cannot be."""
    if unknown := set(values) - set(_EDITABLE[kind]):
        raise TypeError(f"no such fields: {sorted(unknown)}")
    made: dict[str, Value] = {field: value.strip() if isinstance(value, str) else value for field, value in values.items()}
    if not made.get(_NAMES[kind], "有"):
        raise UserError(f"{_NOUNS[kind]}名称不能为空", "", "请填写名称")
    for field, counted in (("base", str(made.get("measure", measure))), ("total_investment", "万元")):
        if made.get(field):
            made[field] = typed_amount(str(made[field]), counted, field_word(kind.value, field))
    for field in _YEARS:
        year = made.get(field)
        if isinstance(year, int) and not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise UserError(f"{field_word(kind.value, field)}不能是 {year}", "", f"请填 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间的年份")
    return made


def _check_days(row: Any) -> None:
    for first, last in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        begun, ended = getattr(row, first, None), getattr(row, last, None)
        if begun and ended and ended < begun:
            words = field_word("project", last)
            raise UserError(f"{words}日期早于{field_word('project', first)}日期", "", f"请改正{words}日期")


def typed_amount(text: str, measure: str, what: str) -> str:
    """A figure that somebody typed, as it is stored. Raises UserError where it is none, or not surely the one that is meant."""
    found = read_amount(text, measure)
    if found.doubt:
        raise UserError(f"{what}{found.doubt}", "", f"请写成{f'以{measure}为单位的' if measure else ''}一个数，如 86.5")
    return found.value


def add_row(store: Store, kind: ListKind, plan_id: int, values: Mapping[str, Value], today: date) -> Changes:
    """Add a row that the plan's document does not have, at the end of its group."""
    from tracker.storage.tables import Plan

    checked = _checked(kind, {_NAMES[kind]: "", **values})
    with store.transaction(f"新增{_NOUNS[kind]}") as work:
        work.get(Plan, plan_id)
        extra = {"added_on": today} if kind is ListKind.PROJECTS else {}
        row: Any = work.add(_table(kind)(plan_id=plan_id, **checked, **extra))
        _check_days(row)
        work.name = f"新增{_NOUNS[kind]}{quoted(checked[_NAMES[kind]])}"
        made = row.id
    return work.changes(made)


def remove_rows(store: Store, kind: ListKind, ids: Sequence[int]) -> Changes:
    """Delete rows with their units, values and checks, as one operation. A project that a rolling list lets go is no such row:
    `project_list.let_go`."""
    from tracker.usecases.work.task_removal import remove_list_rows

    with store.transaction(f"删除{_NOUNS[kind]}") as work:
        rows: list[Any] = [work.get(_table(kind), row_id) for row_id in ids]
        name = quoted(getattr(rows[0], _NAMES[kind])) if len(rows) == 1 else f"（{len(rows)} 项）"
        work.name = f"删除{_NOUNS[kind]}{name}"
        remove_list_rows(work, kind.value, list(ids))
    return work.changes()


def _table(kind: ListKind) -> Any:
    from tracker.storage import tables

    return {ListKind.INDICATORS: tables.Indicator, ListKind.SERVICES: tables.Service, ListKind.PROJECTS: tables.Project}[kind]


def set_row_role(store: Store, kind: ListKind, row_id: int, unit_id: int, role: Role | None) -> Changes:
    """Give a unit a role in a row, or (None) take it away. A role set by hand is not inferred any more."""
    from tracker.storage import tables

    roles: dict[ListKind, Any] = {
        ListKind.INDICATORS: tables.IndicatorUnit,
        ListKind.SERVICES: tables.ServiceUnit,
        ListKind.PROJECTS: tables.ProjectUnit,
    }
    owner, table = f"{kind.value}_id", roles[kind]
    with store.transaction(f"修改{_NOUNS[kind]}的责任单位") as work:
        row: Any = work.get(_table(kind), row_id)
        unit = work.get(tables.Unit, unit_id)
        whose, name = f"{_NOUNS[kind]}{quoted(getattr(row, _NAMES[kind]))}", unit.short_name or unit.full_name
        held: Any = next(iter(work.rows(table, **{owner: row_id, "unit_id": unit_id})), None)
        if role is None:
            work.name = f"取消{whose}的责任单位 {name}"
            if held is not None:
                work.delete(held)
            return work.changes(row_id)
        work.name = f"设{whose}的{role.label}单位 {name}"
        if held is None:
            work.add(table(**{owner: row_id, "unit_id": unit_id, "role": role}))
        else:
            held.role = role
            if kind is ListKind.SERVICES:
                held.inferred = False
    return work.changes(row_id)


def list_file_name(kind: ListKind, plan: PlanRecord | None, suffix: str) -> str:
    """A file name for the list of a plan (None: of all plans), with `suffix` like ".docx"."""
    from tracker.reports.content import safe_name
    from tracker.reports.plan_lists import list_title

    return safe_name(list_title(kind, plan), suffix)


def list_content(store: Store, kind: ListKind, plan_id: int | None, today: date) -> "Document":
    """One list of a plan (None: of all plans) as a content tree. Raises `UserError` where it has no rows."""
    from tracker.reports.plan_lists import list_document

    with store.read() as db:
        known = {plan.id: plan for plan in plans.plans(db)}
        if plan_id is not None and plan_id not in known:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        groups = reading.list_groups(db, kind, plan_id)
        rows = reading.list_rows(db, kind, [one for group in groups for one in group.ids])
    if not rows:
        raise UserError(f"这份方案里没有{kind.label}", "", "请换一份方案" if plan_id else "导入含有它们的方案后再导出")
    return list_document(kind, rows, known, today, None if plan_id is None else known[plan_id])


def write_list(
    store: Store,
    kind: ListKind,
    plan_id: int | None,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    fonts: Collection[str] | None = None,
) -> "Document":
    """Write one list to `out` (.docx or .xlsx) and return what it says; a file is complete or not there."""
    from tracker.usecases.papers.documents import check_kind, write_document
    from tracker.usecases.papers.layouts import current_layout

    check_kind(out)
    progress(0.0, f"正在读取{kind.label}")
    document = list_content(store, kind, plan_id, today)
    progress(_READ_SHARE, "正在排版")
    write_document(document, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts, current_layout(store))
    return document

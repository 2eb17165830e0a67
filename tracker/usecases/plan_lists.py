"""Indicators, services and projects of plans: find and read them, change what was read wrongly, settle doubts, write them as documents."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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

_EDITABLE = {
    ListKind.INDICATORS: ("no", "group_name", "name", "measure", "comparison", "value", "nature"),
    ListKind.SERVICES: ("no", "group_name", "name", "target_group", "standard", "funding", "note"),
    ListKind.PROJECTS: ("box", "label", "title", "content"),
}
_NAMES = {ListKind.INDICATORS: "name", ListKind.SERVICES: "name", ListKind.PROJECTS: "title"}
_NOUNS = {ListKind.INDICATORS: "指标", ListKind.SERVICES: "服务项目", ListKind.PROJECTS: "项目"}
_READ_SHARE = 0.2


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


def edit_row(store: Store, kind: ListKind, row_id: int, values: Mapping[str, str]) -> Changes:
    """Change columns of one row; one operation however many. Columns not given stay."""
    if unknown := set(values) - set(_EDITABLE[kind]):
        raise TypeError(f"no such fields: {sorted(unknown)}")
    if not values.get(_NAMES[kind], "有").strip():
        raise UserError(f"{_NOUNS[kind]}名称不能为空", "", "请填写名称")
    with store.transaction(f"修改{_NOUNS[kind]}") as work:
        row: Any = work.get(_table(kind), row_id)
        name = quoted(getattr(row, _NAMES[kind]))
        changed = [field for field, value in values.items() if getattr(row, field) != value.strip()]
        for field in changed:
            setattr(row, field, values[field].strip())
        words = [field_word(kind.value, field) for field in changed]
        work.name = f"修改{_NOUNS[kind]}{name}的{'、'.join(words)}"
    return work.changes(row_id)


def _table(kind: ListKind) -> Any:
    from tracker.storage import tables

    return {ListKind.INDICATORS: tables.Indicator, ListKind.SERVICES: tables.Service, ListKind.PROJECTS: tables.Project}[kind]


def set_service_role(store: Store, service_id: int, unit_id: int, role: Role | None) -> Changes:
    """Give a unit a role in a service, or (None) take it away. A role set by hand is not inferred any more."""
    from tracker.storage.tables import Service, ServiceUnit, Unit

    with store.transaction("修改服务项目的责任单位") as work:
        service, unit = work.get(Service, service_id), work.get(Unit, unit_id)
        whose, name = f"服务项目{quoted(service.name)}", unit.short_name or unit.full_name
        held = next(iter(work.rows(ServiceUnit, service_id=service_id, unit_id=unit_id)), None)
        if role is None:
            work.name = f"取消{whose}的责任单位 {name}"
            if held is not None:
                work.delete(held)
            return work.changes(service_id)
        work.name = f"设{whose}的{role.label}单位 {name}"
        if held is None:
            work.add(ServiceUnit(service_id=service_id, unit_id=unit_id, role=role))
        else:
            held.role, held.inferred = role, False
    return work.changes(service_id)


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
    from tracker.usecases.documents import check_kind, write_document
    from tracker.usecases.layouts import current_layout

    check_kind(out)
    progress(0.0, f"正在读取{kind.label}")
    document = list_content(store, kind, plan_id, today)
    progress(_READ_SHARE, "正在排版")
    write_document(document, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts, current_layout(store))
    return document

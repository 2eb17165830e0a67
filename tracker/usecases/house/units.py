"""Units: their names, order, groups and mergers."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes, UnitLoad, UnitRecord
from tracker.domain.screens import UnitFields
from tracker.domain.terms import Role, UnitKind
from tracker.errors import UserError
from tracker.storage.reading import units as reading
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.house.unit_contacts import drop_contacts, move_contacts
from tracker.usecases.house.unit_sheets import has_sheets, move_sheets

if TYPE_CHECKING:
    from tracker.storage.journal import Work

__all__ = [
    "UnitFields",
    "add_alias",
    "find_unit",
    "list_units",
    "merge_units",
    "remove_alias",
    "remove_unit",
    "reorder_units",
    "save_unit",
    "set_members",
    "unit_loads",
]

_STRENGTH = list(Role)


def list_units(store: Store) -> list[UnitRecord]:
    """All units in the official order, merged ones too (`merged_into_id`)."""
    with store.read() as db:
        return reading.units(db)


def find_unit(store: Store, name: str) -> UnitRecord:
    """The unit that goes by this name, full, short or former. Raises `UserError` where none or several do, naming near ones."""
    from tracker.domain.unit_names import folded

    wanted = folded(name)
    live = [unit for unit in list_units(store) if unit.merged_into_id is None]
    names = {unit.id: {folded(form) for form in (unit.full_name, unit.display, *(a.name for a in unit.aliases))} for unit in live}
    found = [unit for unit in live if wanted in names[unit.id]]
    near = found or [unit for unit in live if any(wanted in form or form in wanted for form in names[unit.id])]
    if len(found) == 1:
        return found[0]
    said = "、".join(unit.full_name for unit in near[:5])
    what = f"叫{quoted(name, 40)}的单位有 {len(found)} 个" if found else f"单位库里没有{quoted(name, 40)}"
    raise UserError(what, f"相近的有：{said}" if said else "", "请写单位的全称")


def unit_loads(store: Store, plan_id: int | None, today: date) -> list[UnitLoad]:
    """How many tasks each unit has in each role, over one plan or all."""
    with store.read() as db:
        return reading.unit_loads(db, plan_id, today)


def save_unit(store: Store, unit_id: int | None, fields: UnitFields) -> Changes:
    """Make (`unit_id` None) or change a unit; the result is its id. Two units of the same name are refused."""
    from tracker.domain.unit_names import folded
    from tracker.storage.tables import Unit

    name = fields.full_name.strip()
    if not name:
        raise UserError("单位全称不能为空", "", "请填写单位全称")
    if fields.valid_from and fields.valid_to and fields.valid_to < fields.valid_from:
        raise UserError("单位的止日早于起日", "", "请改正日期")
    with store.transaction(f"新增单位{quoted(name)}" if unit_id is None else f"修改单位{quoted(name)}") as work:
        for other in work.rows(Unit):
            if other.id != unit_id and folded(other.full_name) == folded(name):
                raise UserError(f"已经有单位{quoted(name)}", "全称不能重复", "请改用别的名称，或合并两个单位")
        if unit_id is None:
            unit = Unit(full_name=name, position=work.highest(Unit, "position") + 1)
        else:
            unit = work.get(Unit, unit_id)
        unit.full_name = name
        unit.short_name = fields.short_name.strip()
        unit.kind = UnitKind(fields.kind)
        unit.level = fields.level
        unit.is_group = fields.is_group
        unit.valid_from, unit.valid_to = fields.valid_from, fields.valid_to
        number = work.add(unit).id
    return work.changes(number)


def add_alias(
    store: Store,
    unit_id: int,
    name: str,
    kind: str = "short",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Changes:
    """Give a unit another name (`kind`: short, old, printed); one that another unit has is refused."""
    from tracker.storage.tables import Unit, UnitAlias

    name = name.strip()
    if not name:
        raise UserError("别名不能为空", "", "请填写别名")
    with store.transaction("新增单位别名") as work:
        unit = work.get(Unit, unit_id)
        work.name = f"新增单位{quoted(unit.full_name)}的别名{quoted(name)}"
        namesake = next((one for one in work.rows(Unit) if name in (one.full_name, one.short_name) and one.merged_into_id is None), None)
        if namesake is not None:
            whose = "这个单位本来的名称" if namesake.id == unit_id else f"单位{quoted(namesake.full_name)}的名称"
            raise UserError(f"{quoted(name)}已经是{whose}", "一个名称只能指一个单位", "请换一个别名")
        for other in work.rows(UnitAlias, name=name):
            owner = work.get(Unit, other.unit_id)
            raise UserError(f"别名{quoted(name)}已经属于{quoted(owner.full_name)}", "一个名称只能指一个单位", "请换一个别名")
        row = UnitAlias(unit_id=unit_id, name=name, kind=kind, valid_from=valid_from, valid_to=valid_to)
        number = work.add(row).id
    return work.changes(number)


def remove_alias(store: Store, alias_id: int) -> Changes:
    """Take an alias away."""
    from tracker.storage.tables import Unit, UnitAlias

    with store.transaction("删除单位别名") as work:
        row = work.get(UnitAlias, alias_id)
        unit = work.get(Unit, row.unit_id)
        work.name = f"删除单位{quoted(unit.full_name)}的别名{quoted(row.name)}"
        work.delete(row)
    return work.changes()


def merge_units(store: Store, from_id: int, into_id: int, since: date | None = None) -> Changes:
    """Merge a unit into another: its tasks, names and contacts go over, and it stays on record as merged.

    Where both have a role in the same task, the stronger one remains. `since`: from which day on they are one; the merged unit and
    its names then end the day before.
    """
    from tracker.storage.tables import Unit, UnitAlias

    if from_id == into_id:
        raise UserError("不能把单位合并到它自己", "", "请选择另一个单位")
    with store.transaction("合并单位") as work:
        gone, kept = work.get(Unit, from_id), work.get(Unit, into_id)
        if kept.merged_into_id is not None:
            raise UserError(f"单位{quoted(kept.full_name)}已经并入别的单位", "", "请选择仍在使用的单位")
        if since and gone.valid_from and since <= gone.valid_from:
            raise UserError(f"合并的日子不晚于{quoted(gone.full_name)}启用的日子", f"它从{gone.valid_from}起才启用", "请改正日期")
        last = since - timedelta(days=1) if since else None
        work.name = f"把单位{quoted(gone.full_name)}并入{quoted(kept.full_name)}"
        _move_roles(work, from_id, into_id)
        _move_members(work, from_id, into_id)
        move_sheets(work, from_id, into_id)
        move_contacts(work, from_id, into_id)
        held = {kept.full_name, kept.short_name} | {row.name for row in work.rows(UnitAlias, unit_id=into_id)}
        for alias in work.rows(UnitAlias, unit_id=from_id):
            if alias.name in held:
                work.delete(alias)
            else:
                alias.unit_id = into_id
                held.add(alias.name)
        for name in dict.fromkeys((gone.full_name, gone.short_name)):
            if name and name not in held:
                work.add(UnitAlias(unit_id=into_id, name=name, kind="old", valid_to=last))
        for other in work.rows(Unit, merged_into_id=from_id):
            other.merged_into_id = into_id
        gone.merged_into_id = into_id
        gone.valid_to = last or gone.valid_to
    return work.changes(into_id)


def _move_roles(work: "Work", from_id: int, into_id: int) -> None:
    from tracker.storage.tables import Assignment, IndicatorUnit, ProjectUnit, ServiceUnit

    for kind in (Assignment, ServiceUnit, IndicatorUnit, ProjectUnit):
        owner = "task_id" if kind is Assignment else f"{kind.__tablename__.removesuffix('_unit')}_id"
        held: dict[int, Any] = {getattr(row, owner): row for row in work.rows(kind, unit_id=into_id)}
        moved: list[Any] = list(work.rows(kind, unit_id=from_id))
        for row in moved:
            twin = held.get(getattr(row, owner))
            if twin is None:
                row.unit_id = into_id
                continue
            if _STRENGTH.index(row.role) < _STRENGTH.index(twin.role):
                twin.role = row.role
                if kind in (Assignment, ServiceUnit):
                    twin.inferred = row.inferred
            work.delete(row)


def _move_members(work: "Work", from_id: int, into_id: int) -> None:
    from tracker.storage.tables import UnitMember

    pairs = {(row.group_id, row.member_id) for row in work.rows(UnitMember)}
    for row in [*work.rows(UnitMember, group_id=from_id), *work.rows(UnitMember, member_id=from_id)]:
        pair = tuple(into_id if number == from_id else number for number in (row.group_id, row.member_id))
        if pair in pairs or pair[0] == pair[1]:
            work.delete(row)
        else:
            row.group_id, row.member_id = pair
            pairs.add((row.group_id, row.member_id))


def reorder_units(store: Store, ids: Sequence[int]) -> Changes:
    """Put these units into this order; the places that they take among all units are the ones they have."""
    from tracker.storage.tables import Unit

    with store.transaction("调整单位顺序") as work:
        units: dict[int, Unit] = {row.id: row for row in work.rows(Unit, id=list(ids)) if row.id is not None}
        places = sorted(unit.position for unit in units.values())
        for index in range(1, len(places)):
            places[index] = max(places[index], places[index - 1] + 1)
        moved = {number: {"position": place} for number, place in zip([n for n in ids if n in units], places, strict=True)}
        work.update_many("unit", moved)
    return work.changes()


def set_members(store: Store, group_id: int, member_ids: Sequence[int]) -> Changes:
    """Say which units a group stands for."""
    from tracker.storage.tables import Unit, UnitMember

    with store.transaction("修改单位组成员") as work:
        group = work.get(Unit, group_id)
        work.name = f"修改单位组{quoted(group.full_name)}的成员"
        if group_id in member_ids:
            raise UserError("单位组不能包含它自己", "", "请重新选择成员")
        group.is_group = True
        held = {row.member_id: row for row in work.rows(UnitMember, group_id=group_id)}
        for member_id, row in held.items():
            if member_id not in member_ids:
                work.delete(row)
        for member_id in dict.fromkeys(member_ids):
            if member_id not in held:
                work.get(Unit, member_id)
                work.add(UnitMember(group_id=group_id, member_id=member_id))
    return work.changes(group_id)


def remove_unit(store: Store, unit_id: int) -> Changes:
    """Remove a unit that nothing refers to; one that still has tasks is refused."""
    from tracker.storage.tables import Assignment, IndicatorUnit, ProjectUnit, ServiceUnit, Unit, UnitAlias, UnitMember

    with store.transaction("删除单位") as work:
        unit = work.get(Unit, unit_id)
        work.name = f"删除单位{quoted(unit.full_name)}"
        duties = (Assignment, ServiceUnit, IndicatorUnit, ProjectUnit)
        tasks = sum(len(work.ids(kind, "unit_id", [unit_id])) for kind in duties)
        if tasks:
            raise UserError(f"单位{quoted(unit.full_name)}还有 {tasks} 项任务", "删除会丢失责任单位", "请先把它合并到别的单位")
        if work.rows(Unit, merged_into_id=unit_id):
            raise UserError(f"有单位已并入{quoted(unit.full_name)}", "删除会丢失合并记录", "请保留这个单位")
        if has_sheets(work, unit_id):
            raise UserError(f"单位{quoted(unit.full_name)}有反馈表、文书、问题或考核的记录", "删除会丢失这些记录", "请先把它合并到别的单位")
        for row in [*work.rows(UnitMember, group_id=unit_id), *work.rows(UnitMember, member_id=unit_id)]:
            work.delete(row)
        for alias in work.rows(UnitAlias, unit_id=unit_id):
            work.delete(alias)
        drop_contacts(work, unit_id)
        work.delete(unit)
    return work.changes()

"""The persons of a unit who are asked about its tasks."""

from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.journal import Work


class ContactFields(NamedTuple):
    """What a person may say about a contact; `post` is 职务."""

    name: str
    post: str = ""
    phone: str = ""
    note: str = ""


def save_contact(store: Store, unit_id: int, contact_id: int | None, fields: ContactFields) -> Changes:
    """Add (`contact_id` None) or change a contact of a unit; the result is its id."""
    from tracker.storage.tables import Unit, UnitContact

    clean = ContactFields(*(" ".join(text.split()) for text in fields))
    if not clean.name:
        raise UserError("联系人的姓名不能为空", "", "请填写姓名")
    with store.transaction("修改单位联系人") as work:
        unit = work.get(Unit, unit_id)
        work.name = f"{'新增' if contact_id is None else '修改'}{quoted(unit.full_name)}的联系人{quoted(clean.name)}"
        row = UnitContact(unit_id=unit_id, name=clean.name) if contact_id is None else work.get(UnitContact, contact_id)
        row.name, row.post, row.phone, row.note = clean
        number = work.add(row).id
    return work.changes(number)


def remove_contact(store: Store, contact_id: int) -> Changes:
    """Take a contact away."""
    from tracker.storage.tables import Unit, UnitContact

    with store.transaction("删除单位联系人") as work:
        row = work.get(UnitContact, contact_id)
        work.name = f"删除{quoted(work.get(Unit, row.unit_id).full_name)}的联系人{quoted(row.name)}"
        work.delete(row)
    return work.changes()


def move_contacts(work: "Work", from_id: int, into_id: int) -> None:
    """Give the contacts to the unit that remains; a person whom it has already stays once."""
    from tracker.storage.tables import UnitContact

    held = {(row.name, row.phone) for row in work.rows(UnitContact, unit_id=into_id)}
    for row in work.rows(UnitContact, unit_id=from_id):
        if (row.name, row.phone) in held:
            work.delete(row)
        else:
            row.unit_id = into_id


def drop_contacts(work: "Work", unit_id: int) -> None:
    """Take all contacts of a unit away with it."""
    from tracker.storage.tables import UnitContact

    for row in work.rows(UnitContact, unit_id=unit_id):
        work.delete(row)

"""The contacts of a unit: added, changed, moved with a merger, gone with the unit, each undone by one step."""

import pytest

from tracker.domain.records import UnitRecord
from tracker.domain.screens import UnitFields
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.house.unit_contacts import ContactFields, remove_contact, save_contact


def _unit(store: Store, display: str) -> UnitRecord:
    return next(unit for unit in units.list_units(store) if unit.display == display)


def _said(store: Store, display: str) -> list[tuple[str, ...]]:
    return [contact[1:] for contact in _unit(store, display).contacts]


def test_a_contact_is_added_changed_and_removed(planned: Store) -> None:
    water = _unit(planned, "水利局").id
    number = save_contact(planned, water, None, ContactFields(" 沈 佳 ", "办公室主任", "5522101", "请打办公电话")).result
    assert _said(planned, "水利局") == [("沈 佳", "办公室主任", "5522101", "请打办公电话")]
    assert number is not None
    save_contact(planned, water, number, ContactFields("沈佳", "副局长"))
    assert _said(planned, "水利局") == [("沈佳", "副局长", "", "")]
    history.undo(planned)
    assert _said(planned, "水利局")[0][1] == "办公室主任"
    remove_contact(planned, number)
    assert _said(planned, "水利局") == []
    history.undo(planned)
    assert len(_said(planned, "水利局")) == 1
    with pytest.raises(UserError, match="姓名不能为空"):
        save_contact(planned, water, None, ContactFields("  "))


def test_history_says_what_was_changed_in_words(planned: Store) -> None:
    water = _unit(planned, "水利局").id
    number = save_contact(planned, water, None, ContactFields("沈佳", "副局长", "5522101")).result
    save_contact(planned, water, number, ContactFields("沈佳", "局长", "5522101"))
    last = history.history(planned, 1)[0]
    assert last.name == "修改“县水利局”的联系人“沈佳”"
    change = history.changes_of(planned, last.id)[0]
    assert "联系人" in change.what and "职务" in repr(change)


def test_contacts_go_over_with_a_merger_and_back_with_undo(planned: Store) -> None:
    building, money = _unit(planned, "住建局").id, _unit(planned, "财政局").id
    for unit_id, name in ((building, "何敏"), (building, "冯远"), (money, "冯远")):
        save_contact(planned, unit_id, None, ContactFields(name, phone="5522188"))
    units.merge_units(planned, building, money)
    assert [contact[0] for contact in _said(planned, "财政局")] == ["何敏", "冯远"]
    history.undo(planned)
    assert [contact[0] for contact in _said(planned, "住建局")] == ["何敏", "冯远"]
    assert [contact[0] for contact in _said(planned, "财政局")] == ["冯远"]


def test_a_unit_is_removed_with_its_contacts(planned: Store) -> None:
    made = units.save_unit(planned, None, UnitFields("县气象局")).result
    assert made is not None
    save_contact(planned, made, None, ContactFields("陆晴"))
    units.remove_unit(planned, made)
    assert all(unit.id != made for unit in units.list_units(planned))
    history.undo(planned)
    assert _said(planned, "县气象局") == [("陆晴", "", "", "")]

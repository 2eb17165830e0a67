"""Who the office is."""

from tracker.domain.office import LEVELS, Office
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house.settings import OFFICE, set_setting, setting

__all__ = ["LEVELS", "Office", "office", "set_office"]

_LONGEST = 40


def office(store: Store) -> Office:
    """The office as it was set, with empty texts where nothing was."""
    stored = setting(store, OFFICE, {})
    return Office(**{name: str(stored[name]) for name in Office._fields if name in stored})


def set_office(store: Store, wanted: Office) -> Changes:
    """Change the office's name, section and level. Raises UserError for a level that there is not and for a name too long."""
    plain = Office(*("".join(text.split()) for text in wanted))
    if plain.level and plain.level not in LEVELS:
        raise UserError(f"没有“{plain.level}”这一级别", "", f"请从{'、'.join(LEVELS)}里选一个")
    if max(len(plain.name), len(plain.section)) > _LONGEST:
        raise UserError("名称太长", f"超过 {_LONGEST} 个字，文书上放不下", "请写简短一些")
    return set_setting(store, OFFICE, plain._asdict())

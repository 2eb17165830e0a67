"""A value that a clerk types in the review instead of what the file says: checked like a cell of its field."""

from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.sheets.fields import label
from tracker.sheets.values import Reading, read_percent, read_person, read_phone, read_state

_PERSONS = ("leader", "person")


def typed_value(field: str, text: str) -> str | float:
    """The value that the words mean in this field. Raises UserError where they mean none."""
    text = text.strip()
    if not text:
        raise UserError(f"{label(field)}不能改成空的", "空白不改动原值", "请填写内容，或选“保留原值”")
    reading = _read(field, text)
    if reading.value is None or reading.code:
        raise UserError(f"{label(field)}不能写成“{text[:20]}”", reading.words, "请改正后再试")
    return reading.value


def _read(field: str, text: str) -> Reading:
    if field == "state":
        return Reading(State(text).value) if text in set(State) else read_state(text)
    if field == "percent":
        return read_percent(text, as_percent=False, fractions=False)
    if field == "phone":
        return read_phone(text)
    return read_person(text) if field in _PERSONS else Reading(text)

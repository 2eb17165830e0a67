"""What the screens call the states: the office's words and thresholds, one set for the whole window, as there is one look."""

from tracker.domain.completion import PENDING
from tracker.domain.lights import DEFAULT, PLAIN, LightRules
from tracker.domain.records import TaskRow
from tracker.domain.state_words import StateWords
from tracker.domain.terms import State

_current: list[LightRules] = [DEFAULT]


def office_rules() -> LightRules:
    """The thresholds and words in force."""
    return _current[0]


def state_words() -> StateWords:
    """The words in force."""
    return _current[0].words


def use_rules(rules: LightRules) -> bool:
    """Let the screens speak by these rules; whether they are others than before."""
    changed = rules != _current[0]
    _current[0] = rules
    return changed


def state_label(state: State) -> str:
    """A stored state as such, on buttons, menus and filters."""
    return state_words().general(state)


def standing_text(row: TaskRow) -> str:
    """What stands beside the light: why it is lit (or was set by hand), else the word of the state where that says more than 正常."""
    if row.light_set is not None:
        return f"人工：{row.light_set.reason}{f'，{PENDING}' if row.claimed else ''}"
    says_more = row.state is State.NOT_STARTED or not state_words().single(row.state)
    return row.state_word if row.reason == PLAIN and says_more and row.removed_on is None else row.reason


def state_choices() -> list[tuple[str, str]]:
    """The words among which a report chooses, each with a key that `state_of_key` understands."""
    shown = [one for state in State for one in state_words().shown() if one.state is state]
    return [(f"{one.state}-{one.pace}" if one.pace else one.state.value, one.word) for one in shown]


def key_of(state: State, percent: float | None, expected: float | None) -> str:
    """The choice for a task that stands like this."""
    rules = office_rules()
    word = rules.words.of(state, percent, expected, rules.amber_points)
    return next(key for key, shown in state_choices() if shown == word)


def state_of_key(key: str) -> State:
    """The stored state of a choice."""
    return State(key.partition("-")[0])

"""Requests for a later time limit (延期申请): a unit asks with a reason, the office grants or refuses, the old limit stays on record."""

from enum import StrEnum


class ExtensionState(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    ExtensionState.ASKED: "待批",
    ExtensionState.GRANTED: "已批准",
    ExtensionState.REFUSED: "未批准",
    ExtensionState.WITHDRAWN: "已撤回",
}

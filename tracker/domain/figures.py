"""Figures that are followed over time: values of indicators, yearly checks of services, versions of rolling lists of projects."""

from enum import StrEnum


class ValueKind(StrEnum):
    """Whether a value of an indicator is what is to be reached in its period or what was reached."""

    AIM = "aim"
    ACTUAL = "actual"

    @property
    def label(self) -> str:
        return "目标值" if self is ValueKind.AIM else "完成值"


class ServiceStanding(StrEnum):
    """How a public service stands against its standard in a year."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"

    @property
    def label(self) -> str:
        return _SERVICES[self]


_SERVICES = {ServiceStanding.MET: "已达标", ServiceStanding.PARTLY: "部分达标", ServiceStanding.UNMET: "未达标"}


class ListChange(StrEnum):
    """What a version of a rolling list did with one of its items."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return _CHANGES[self]


_CHANGES = {ListChange.ADDED: "新增", ListChange.CHANGED: "调整", ListChange.REMOVED: "调出"}

"""The closed word lists of the field: roles, states, kinds. Values are stored, so they never change; labels are what users read."""

from enum import StrEnum


class Role(StrEnum):
    """What a unit does for a task. `joint`: several units share it and the text names none as lead."""

    LEAD = "lead"
    JOINT = "joint"
    SUPPORT = "support"
    IMPLEMENT = "implement"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]

    @property
    def symbol(self) -> str:
        """The sign on paper and in exported tables; screens paint the shape instead of using a font's glyph."""
        return ROLE_SYMBOLS[self]


ROLE_LABELS = {Role.LEAD: "牵头", Role.JOINT: "分工负责", Role.SUPPORT: "配合", Role.IMPLEMENT: "组织实施"}
ROLE_SYMBOLS = {Role.LEAD: "●", Role.JOINT: "◎", Role.SUPPORT: "○", Role.IMPLEMENT: "△"}


class State(StrEnum):
    """How a task stands, as somebody reported it. Whether it is late is not a state but a light, worked out from dates."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ONGOING = "ongoing"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    State.NOT_STARTED: "未启动",
    State.IN_PROGRESS: "推进中",
    State.COMPLETED: "已完成",
    State.ONGOING: "长期坚持",
}


class DeadlineKind(StrEnum):
    """`date`: by one day; `recurring`: again and again; `standing`: 长期坚持, 立行立改; `relative`: counted from an event
    whose day the plan does not know (收到后5个工作日)."""

    DATE = "date"
    RECURRING = "recurring"
    STANDING = "standing"
    RELATIVE = "relative"


class Every(StrEnum):
    """The beat of a recurring duty; `term` is a school term."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    HALF_MONTH = "half_month"
    TEN_DAYS = "ten_days"
    WEEK = "week"
    DAY = "day"
    TERM = "term"

    @property
    def label(self) -> str:
        return EVERY_LABELS[self]


EVERY_LABELS = {
    Every.YEAR: "每年",
    Every.HALF_YEAR: "每半年",
    Every.QUARTER: "每季度",
    Every.MONTH: "每月",
    Every.HALF_MONTH: "每半月",
    Every.TEN_DAYS: "每旬",
    Every.WEEK: "每周",
    Every.DAY: "每日",
    Every.TERM: "每学期",
}


class UnitKind(StrEnum):
    """The blocks of the official order, in that order (DOMAIN §4)."""

    PARTY = "party"
    GOVERNMENT = "government"
    AFFILIATE = "affiliate"
    MASS = "mass"
    PLACE = "place"
    VERTICAL = "vertical"
    ENTERPRISE = "enterprise"
    OTHER = "other"

    @property
    def label(self) -> str:
        return UNIT_KIND_LABELS[self]


UNIT_KIND_LABELS = {
    UnitKind.PARTY: "党委部门",
    UnitKind.GOVERNMENT: "政府部门",
    UnitKind.AFFILIATE: "直属机构",
    UnitKind.MASS: "群团",
    UnitKind.PLACE: "县区镇街",
    UnitKind.VERTICAL: "垂管单位",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.OTHER: "其他",
}


class Light(StrEnum):
    """The warning light of a task; `done` and `ongoing` are no warnings but stand in the same place."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    DONE = "done"
    ONGOING = "ongoing"

    @property
    def label(self) -> str:
        return LIGHT_LABELS[self]


LIGHT_LABELS = {
    Light.RED: "红灯",
    Light.AMBER: "黄灯",
    Light.GREEN: "绿灯",
    Light.DONE: "已完成",
    Light.ONGOING: "长期坚持",
}

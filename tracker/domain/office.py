"""The office that uses the program: its name stands in the window's title and under every document."""

from typing import NamedTuple

_UNITS = {"省": "省", "市": "市", "县": "县", "区": "区", "乡镇": "镇", "街道": "镇", "部门": ""}
LEVELS = tuple(_UNITS)


class Office(NamedTuple):
    """`name`: 本单位 as it signs; `section`: the 科室 that does the work; `level`: one of `LEVELS`, "" for not said."""

    name: str = ""
    section: str = ""
    level: str = ""

    @property
    def units_level(self) -> str:
        """The level of a unit that is entered here by hand, before anybody says another."""
        return _UNITS.get(self.level, "县")

"""The office that uses the program: its name stands in the window's title and under every document."""

from typing import NamedTuple

LEVELS = ("省", "市", "县", "区", "乡镇", "街道", "部门")


class Office(NamedTuple):
    """`name`: 本单位 as it signs; `section`: the 科室 that does the work; `level`: one of `LEVELS`, "" for not said."""

    name: str = ""
    section: str = ""
    level: str = ""

"""The colours, one set for paper-white screens and one for high contrast. Nothing else in the program names a colour.

Every text token reaches 4.5:1 on the grounds it is used on; `*_fill` are for shapes and bars, `*_tint` for grounds.

A named tuple, like the other small values that the window needs before its first paint: a dataclass costs ten times its making.
"""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One set of colours as #RRGGBB. `name` is also the suffix of the small pictures that the style sheet needs."""

    name: str
    window: str
    nav: str
    bar: str
    base: str
    alternate: str
    group: str
    grid: str
    line: str
    control: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    on_accent: str
    tint: str
    tint_line: str
    selection: str
    hover: str
    cross: str
    focus: str
    focus_width: int
    red: str
    red_fill: str
    red_tint: str
    red_line: str
    amber: str
    amber_fill: str
    amber_tint: str
    amber_line: str
    green: str
    green_fill: str
    green_bar: str
    green_tint: str
    slate: str
    slate_fill: str
    slate_tint: str
    violet: str
    violet_fill: str
    violet_tint: str
    on_red: str
    on_green: str
    on_amber: str
    on_slate: str
    holiday: str
    holiday_tint: str
    workday: str
    on_workday: str
    weekend: str
    toast: str
    on_toast: str
    toast_line: str
    scroll: str
    track: str
    tick: str
    nav_selected: str
    nav_bar: str
    nav_selected_text: str
    primary_card: str
    mark_unit: str
    mark_unit_line: str
    mark_time: str
    mark_time_line: str
    mark_figure: str
    mark_figure_line: str
    mark_doubt: str
    mark_doubt_line: str
    outlined_bars: bool


LIGHT = Tokens(
    name="light",
    window="#F1F3F5",
    nav="#E6EAED",
    bar="#F8F9FA",
    base="#FFFFFF",
    alternate="#F7F8F9",
    group="#F1F3F5",
    grid="#E3E7EA",
    line="#CFD5DA",
    control="#858F97",
    text="#1D252B",
    text2="#4F5A63",
    text3="#5E6972",
    disabled="#9AA3AA",
    accent="#1F5582",
    on_accent="#FFFFFF",
    tint="#DFEAF4",
    tint_line="#B5CCE0",
    selection="#D3E3F1",
    hover="#EDF3F8",
    cross="#E4EEF6",
    focus="#1769AA",
    focus_width=2,
    red="#A8201A",
    red_fill="#C0342B",
    red_tint="#FBE9E7",
    red_line="#DDA5A1",
    amber="#7A5200",
    amber_fill="#E3A21A",
    amber_tint="#FCF2DC",
    amber_line="#D9BE85",
    green="#1F6B43",
    green_fill="#3C8C5E",
    green_bar="#2F7A50",
    green_tint="#E5F2EA",
    slate="#4F616D",
    slate_fill="#8DA0AC",
    slate_tint="#E9EEF1",
    violet="#5A4E8C",
    violet_fill="#9A90BF",
    violet_tint="#EEEBF6",
    on_red="#FFFFFF",
    on_green="#FFFFFF",
    on_amber="#3D2900",
    on_slate="#1D252B",
    holiday="#8A4536",
    holiday_tint="#F6F1EF",
    workday="#44525C",
    on_workday="#FFFFFF",
    weekend="#F7F8F9",
    toast="#26323A",
    on_toast="#FFFFFF",
    toast_line="#7F8D97",
    scroll="#B9C1C8",
    track="#E4E8EB",
    tick="#1D252B",
    nav_selected="#FFFFFF",
    nav_bar="#1F5582",
    nav_selected_text="#1F5582",
    primary_card="#F3F7FB",
    mark_unit="#DCE9F5",
    mark_unit_line="#2F6EA5",
    mark_time="#FBECC9",
    mark_time_line="#8A5C00",
    mark_figure="#E0F0E6",
    mark_figure_line="#2F7A50",
    mark_doubt="#FBE9E7",
    mark_doubt_line="#A8201A",
    outlined_bars=False,
)

HIGH_CONTRAST = Tokens(
    name="contrast",
    window="#000000",
    nav="#000000",
    bar="#000000",
    base="#000000",
    alternate="#000000",
    group="#1A1A1A",
    grid="#5A5A5A",
    line="#B0B0B0",
    control="#FFFFFF",
    text="#FFFFFF",
    text2="#E6E6E6",
    text3="#CFCFCF",
    disabled="#8C8C8C",
    accent="#8FD3FF",
    on_accent="#000000",
    tint="#0B2E47",
    tint_line="#8FD3FF",
    selection="#0B3A5C",
    hover="#242424",
    cross="#242424",
    focus="#FFE04A",
    focus_width=3,
    red="#FF8A80",
    red_fill="#FF6B5E",
    red_tint="#000000",
    red_line="#FF8A80",
    amber="#FFD34D",
    amber_fill="#FFC61A",
    amber_tint="#000000",
    amber_line="#FFD34D",
    green="#7BE0A3",
    green_fill="#4CCB84",
    green_bar="#4CCB84",
    green_tint="#000000",
    slate="#C9D6DE",
    slate_fill="#C9D6DE",
    slate_tint="#000000",
    violet="#C8BCFF",
    violet_fill="#C8BCFF",
    violet_tint="#000000",
    on_red="#000000",
    on_green="#000000",
    on_amber="#000000",
    on_slate="#000000",
    holiday="#FFB4A2",
    holiday_tint="#1A1A1A",
    workday="#FFFFFF",
    on_workday="#000000",
    weekend="#1A1A1A",
    toast="#000000",
    on_toast="#FFFFFF",
    toast_line="#FFFFFF",
    scroll="#FFFFFF",
    track="#000000",
    tick="#FFFFFF",
    nav_selected="#0B3A5C",
    nav_bar="#FFE04A",
    nav_selected_text="#FFFFFF",
    primary_card="#0B2E47",
    mark_unit="#0B2E47",
    mark_unit_line="#8FD3FF",
    mark_time="#3A2C00",
    mark_time_line="#FFD34D",
    mark_figure="#063A1E",
    mark_figure_line="#7BE0A3",
    mark_doubt="#000000",
    mark_doubt_line="#FF8A80",
    outlined_bars=True,
)

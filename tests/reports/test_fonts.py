"""Font names by what the computer has, and the characters that 仿宋_GB2312 lacks."""

from tracker.reports.fonts import choose_fonts, rare_characters


def test_the_standard_names_where_nothing_is_known() -> None:
    fonts = choose_fonts(None)
    assert (fonts.body, fonts.hei, fonts.title, fonts.missing) == ("仿宋_GB2312", "黑体", "方正小标宋简体", ())


def test_windows_gets_its_own_names_and_a_bold_title() -> None:
    fonts = choose_fonts({"仿宋", "楷体", "黑体", "宋体", "微软雅黑"})
    assert (fonts.body, fonts.kai, fonts.title, fonts.title_bold) == ("仿宋", "楷体", "宋体", True)
    assert fonts.missing == ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体")


def test_domestic_linux_gets_the_founder_fonts() -> None:
    fonts = choose_fonts({"方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正小标宋_GBK", "方正书宋_GBK"})
    assert (fonts.body, fonts.hei, fonts.song, fonts.title_bold) == ("方正仿宋_GBK", "方正黑体_GBK", "方正书宋_GBK", False)


def test_rare_characters() -> None:
    assert rare_characters().findall("许喆、张㴝、王𬭎、李明") == ["喆", "㴝", "𬭎"]
    assert rare_characters().search("望川县“一件事”——办理…12%") is None

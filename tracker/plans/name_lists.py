"""A list of names taken apart at its signs: 县水利局、各镇（街道）, 县财政局; brackets and groups (各区、县级市) stay whole."""

import re

from tracker.plans.remarks import SIGNS

MARK = re.compile(r"\((?:(?P<lead>牵头(?:单位|部门|负责)?|主责|主办)|(?P<support>配合(?:单位|部门)?|协办)|(?P<duty>负责|责任单位))\)$")
_LEVEL = (
    r"(?:地级以上市|地级市|省辖市|设区市|设区的市|县级市|自治县|自治州|直辖市|自治区|地区|特区|州|市|县|区|盟|旗|乡镇|苏木镇|苏木|镇|乡|街道|街|办|地)"
    r"(?:\([^()]{1,8}\))?"
)
_ALL_OF = re.compile(
    rf"[省市州盟县区旗](?:\([^()]{{1,8}}\))?$|(?:[\u4e00-\u9fff]{{2,20}}(?:及|和|与))?(?:[\u4e00-\u9fff]{{0,6}}各(?:有关|相关|所在)?|有关|相关|所在){_LEVEL}(?:、{_LEVEL})*$"
)
_ALL_PARTIES = re.compile(rf"(?:各|有关|相关){_LEVEL}(?:\([^()]{{1,8}}\))?(?:、?{_LEVEL})*(?:党委|[党县市区旗州盟]委|行政公署|行署)$")
_GOVERNMENT = re.compile(r"(?:各?[省市州盟县区旗镇乡])?(?:人民)?政府(?=$|[按依负组配落具分共等参牵抓])")
_AND_ALL_OF = re.compile(
    rf"{_LEVEL}"
    r"(?:$|(?:人民)?政府|街道|办事处|党工委|管委会|按|依|负责|组织|配合|落实|具体|分别|共同|等|参与|牵头)"
)
_SEPARATORS = "、,;。/"
_STRIP = " 、,;。.:" + SIGNS


def items(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list between 、 , ; and blanks that part names, brackets respected, trimmed."""
    found = []
    depth = 0
    first = start
    for i in range(start, end):
        char = folded[i]
        if char in "([〈<":
            depth += 1
        elif char in ")]〉>":
            depth = max(0, depth - 1)
            if depth == 0 and MARK.search(folded, first, i + 1) and "\u4e00" <= folded[i + 1 : i + 2] <= "\u9fff":
                found.append((first, i + 1))  # 县农业农村局（牵头）县住建局
                first = i + 1
        elif depth == 0 and (char in _SEPARATORS or char == "\n" or (char == " " and _blank_parts(folded, i, start, end))):
            found.append((first, i))
            first = i + 1
    found.append((first, end))
    trimmed = [strip(folded, a, b) for a, b in found]
    whole: list[tuple[int, int]] = []
    for a, b in trimmed:
        if b <= a:
            continue
        if whole and folded[whole[-1][1] : a] == "、" and _ALL_PARTIES.match(folded, *whole[-1]) and _GOVERNMENT.match(folded, a, b):
            whole[-1] = (whole[-1][0], b)  # 各县区党委、政府
        elif whole and folded[whole[-1][1] : a] == "、" and _ALL_OF.match(folded, *whole[-1]) and _AND_ALL_OF.match(folded, a, b):
            whole[-1] = (whole[-1][0], b)  # 各区、县级市 is one group
        else:
            whole.append((a, b))
    return whole


def _blank_parts(folded: str, at: int, start: int, end: int) -> bool:
    """Whether a blank parts two names: a unit's ending before it, a Chinese character after it."""
    rest = folded[at + 1 : end].lstrip()
    if folded[at - 1] in "县区镇乡" and (at - 1 == start or folded[at - 2] in "、,;(:"):
        return False  # 县 卫健局: a blank inside one name
    return at > start and folded[at - 1] in "局委办部会院府心司厅道镇乡县区)位门联" and bool(rest) and "\u4e00" <= rest[0] <= "\u9fff"


def strip(folded: str, start: int, end: int) -> tuple[int, int]:
    """The range without signs and blanks at its ends, and without a bracket that closes nothing."""
    while start < end and (folded[start] in _STRIP or (folded[start] == "(" and folded.find(")", start, end) < 0)):
        start += 1
    while end > start and (folded[end - 1] in _STRIP or (folded[end - 1] == ")" and folded.find("(", start, end) < 0)):
        end -= 1
    return start, end

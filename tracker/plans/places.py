"""Who carries out what the departments decide: places (各镇、街道), and all offices of one kind that 具体落实."""

import re

_PLACES = re.compile(
    r"^(?:各|属地|所在地?|相关|有关|涉及)?(?:地级以上|设区)?(?:省|市|县|区|旗|盟|州|镇|乡|街道|街|苏木|园区|开发区|功能区|县级|乡级)"
    r"[\u4e00-\u9fff()、]{0,12}$(?<![局委办部会院厅队司门位室科股处站所心社校馆行团联])"
    r"|^[\u4e00-\u9fff]{1,6}(?:自治县|自治州|县|区|市|旗|州)$"
    r"|(?:人民政府|政府|街道办事处|办事处|管委会|镇|乡|街道|园区|开发区|苏木|村|社区)(?:\([^()]*\))?$"
)
_ALL_OFFICES = re.compile(r"各(?!有关|相关|级|部门)[\u4e00-\u9fff]{2,8}(?:部门|单位)")
_IN_FACT = re.compile(r"(?:具体|抓好|组织)(?:落实|实施)")


def carries_out(folded: str, start: int, end: int) -> bool:
    """Whether a name is that of places, or of all offices of a kind that 具体落实 (not each its own part: 按职责落实)."""
    return bool(_PLACES.search(folded[start:end]) or (_ALL_OFFICES.fullmatch(folded, start, end) and _IN_FACT.match(folded, end)))

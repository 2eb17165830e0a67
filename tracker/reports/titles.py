"""Names of documents worked out from the name of their plan, and dates and periods as official papers write them."""

import re
from collections.abc import Iterable
from datetime import date

from tracker.domain.periods import Cycle, cycle_of, end_of, start_of

_ISSUED = re.compile(r"关于(?:印发|下发|转发)《?(.+?)》?的?通知$")
_QUOTED = re.compile(r"^《(.+)》$")
_TAIL = re.compile(r"[（(](?:试行|征求意见稿|送审稿|修订稿|审议稿|草案|代拟稿)[）)]$")
_YEARS = re.compile(r"（[^（）]*\d{4}[^（）]*年[^（）]*）$")
_PLAN_WORDS = (
    ("任务分解表", "任务"),
    ("责任分解表", "责任任务"),
    ("责任分工方案", "任务"),
    ("任务分工方案", "任务"),
    ("分工方案", "分工任务"),
    ("工作实施方案", "工作"),
    ("实施方案", ""),
    ("行动方案", "行动"),
    ("工作方案", "工作"),
    ("推进方案", "推进"),
    ("方案", ""),
    ("工作要点", "工作"),
    ("要点", ""),
)


def derived_title(plan_title: str, document: str) -> str:
    """“…工作要点”, “…实施方案” → “…工作台账” (for `document` 台账, 责任矩阵 …); a plan or programme keeps its whole name before it.

    The years in brackets at the end stay there: “…实施方案（2026—2028年）” → “…工作台账（2026—2028年）”.
    """
    title = re.sub(r"\s+", "", plan_title).replace("(", "（").replace(")", "）")
    if found := _ISSUED.search(title):
        title = found[1]
    if found := _QUOTED.match(title):
        title = found[1]
    if title.count("《") != title.count("》"):
        title = title.strip("《》")
    title = _TAIL.sub("", title)
    years = ""
    if found := _YEARS.search(title):
        years, title = found[0], _TAIL.sub("", title[: found.start()])
    base = next((title.removesuffix(word) + kept for word, kept in _PLAN_WORDS if title.endswith(word)), title)
    if not base:
        return f"重点工作{document}{years}"
    if document == "台账" and not base.endswith(("工作", "推进", "任务", "行动", "事项")):
        return f"{base}工作{document}{years}"
    return f"{base}{document}{years}"


def day_words(day: date) -> str:
    """Arabic, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def number_runs(numbers: Iterable[int]) -> str:
    """Numbers in order, runs of three and more drawn together: 3、6—9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def period_words(period: str) -> str:
    """“2026-06” → “2026年6月”, “2026-W07” → “2026年第7周”, “2026-Q3” → “2026年第三季度”, “2026-H1” → “2026年上半年”; else as it is."""
    found = re.fullmatch(r"(\d{4})-([QHW]?)(\d{1,2})", period)
    if found is None:
        return f"{period}年" if re.fullmatch(r"\d{4}", period) else period
    year, number = f"{found[1]}年", int(found[3])
    if found[2] == "Q":
        return f"{year}第{'一二三四'[number - 1]}季度"
    if found[2] == "H":
        return f"{year}{'上下'[number - 1]}半年"
    return f"{year}第{number}周" if found[2] else f"{year}{number}月"


def period_short(period: str) -> str:
    """The same without its year: 6月, 第7周, 第三季度, 上半年."""
    return period_words(period).partition("年")[2] or period


def period_span_words(period: str) -> str:
    """The same for a person who chooses: a week with its days, “2026年第47周（11.16—11.22）”."""
    first, last = start_of(period), end_of(period)
    if cycle_of(period) is not Cycle.WEEK or first is None or last is None:
        return period_words(period)
    return f"{period_words(period)}（{first.month}.{first.day}—{last.month}.{last.day}）"

"""Time words of duties that come back: 每季度, 每年6月, 按月调度, 月调度、季通报, 一年一评估."""

import re
from calendar import monthrange

from tracker.domain.deadline_found import FoundLimit, Reading
from tracker.domain.deadline_patterns import BEFORE, CHAINED, DAY, IN_TURN, MONTH, ONCE_EACH, RECURRING
from tracker.domain.deadlines import Recurrence
from tracker.domain.numerals import chinese_number
from tracker.domain.terms import DeadlineKind, Every


def read_recurring(reading: Reading) -> None:
    """Duties that come back, said with 每: 每年6月, 每月25日前, 每周五."""
    for match in RECURRING.finditer(reading.folded):
        before = reading.folded[max(0, match.start() - 3) : match.start()]
        if re.search(r"每[生人户亩名个]$|[\d元]/?$", before) or reading.is_taken(*match.span()):
            continue
        if re.match(r"每[生人户亩名个家村]", reading.folded[match.end() :]):
            continue
        apart = match.group("apart")
        every = Every(next(key for key, value in match.groupdict().items() if value and key != "apart"))
        end, month, day, doubt = match.end(), None, None, ""
        after = re.match(
            rf"(?:的)?(?:{MONTH}(?:份)?)?(?:(?P<last>底|末|年底|月底|季末)|(?P<third>上旬|中旬|下旬)|{DAY})?{BEFORE}?",
            reading.folded[end:],
        )
        if after and after.end():
            if after.group("month") and every is Every.YEAR:
                month = chinese_number(after.group("month"))
                end += after.end()
            elif (after.group("day") and every is Every.MONTH) or after.group("last"):
                end += after.end()
            if after.group("day") and every in (Every.YEAR, Every.MONTH) and (month or every is Every.MONTH):
                day = chinese_number(after.group("day"))
        if every is Every.WEEK:
            weekday = re.match(r"([一二三四五六日天])(?!次|期|个)", reading.folded[match.end() :])
            if weekday and reading.folded[match.end() - 1] in "周期":
                day = "一二三四五六日天".index(weekday.group(1)) + 1
                day, end = min(day, 7), match.end() + 1
        if month and day and day > monthrange(2024, month)[1]:
            doubt, day = f"日期不存在：{reading.text[match.start() : end]}", None
        if apart:
            doubt = f"“{reading.text[match.start() : end]}”隔几次才到期，暂按每次都到期提醒，请核对"
        reading.take(match.start(), end)
        recurrence = Recurrence(every, month, day)
        reading.found.append(
            FoundLimit(match.start(), end, reading.text[match.start() : end], DeadlineKind.RECURRING, None, recurrence, doubt)
        )


def read_in_turn(reading: Reading) -> None:
    """Duties that come back, said without 每: 按月调度, 月调度、季通报, 一季一通报."""
    for match in ONCE_EACH.finditer(reading.folded):
        _turn(reading, *match.span(), match.group("turn"))
    chained = 0
    for match in IN_TURN.finditer(reading.folded):
        if reading.is_taken(*match.span()):
            continue
        _turn(reading, match.start(), match.end(), match.group().lstrip("按逐")[0])
        chained = match.end()
        while not match.group().startswith(("按", "逐")):
            following = CHAINED.match(reading.folded, chained)
            if following is None:
                break
            _turn(reading, following.start("turn"), following.end("turn"), following.group("turn"))
            chained = following.end("turn")


def _turn(reading: Reading, start: int, end: int, word: str) -> None:
    if reading.is_taken(start, end):
        return
    every = {"年": Every.YEAR, "季": Every.QUARTER, "月": Every.MONTH, "周": Every.WEEK, "日": Every.DAY, "旬": Every.TEN_DAYS}[word]
    reading.take(start, end)
    reading.found.append(FoundLimit(start, end, reading.text[start:end], DeadlineKind.RECURRING, None, Recurrence(every)))

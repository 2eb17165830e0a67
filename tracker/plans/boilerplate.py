"""Lines that are no part of the plan: tables of contents, lists of annexes, signatures, imprints, what a web page adds."""

import re

from tracker.plans.cleaning import CleanText, Line

_CONTENTS = re.compile(r"目\s*(?:录|次)$")
_CONTENTS_LINE = re.compile(r"(?:[.…·]{3,}|\t|\s{2,}|-{2,})\s*\d{1,3}\s*$")
_ANNEX_LIST = re.compile(r"附\s*件\s*(?::\s*(?:(\d{1,2})\s*[.、]\s*.*|\S.*)?|\s*)$")
_ANNEX_ENTRY = re.compile(r"(\d{1,2})\s*[.、]\s*[^。]{2,60}$")
_IMPRINT = re.compile(
    r"(?:抄\s*送|主\s*送|报\s*送|分\s*送)\s*:|.{2,30}(?:办公室|办公厅|秘书科|办)\s*(?:20\d\d|二[〇零○].{2})\s*年.{1,6}月.{1,4}日\s*印\s*发$"
    r"|共印\s*\d+\s*份|\(?(?:20\d\d|二[〇零○].{2})\s*年.{1,6}月.{1,4}日\s*(?:印\s*发|发\s*布)\)?$"
    r"|\(?此件(?:主动|依申请|不予|公开|不公开).{0,10}\)?$|\(?联\s*系\s*人\s*:.{1,20}(?:电话|\d{7,})"
)
_WEB_TAIL = re.compile(
    r"(?:上|下)一(?:篇|条)\s*[:：]?|扫一扫|打印(?:本页|此页)|【?(?:打印|关闭窗口|返回顶部|纠错)】?$|分享到"
    r"|相关(?:阅读|链接|解读|文件|附件)\s*(?:[:：]|$)|[—–\- ]*END[—–\- ]*$|版权所有|主办单位\s*:|网站标识码"
    r"|(?:信息|文章|稿件)?来源\s*[:：]|(?:附件|文件|相关)下载\s*[:：]?|(?:作者|编辑|审核|校对|初审|终审|供稿)\s*[:：]|备案号"
    r"|.{0,4}ICP备|责任编辑\s*[:：]|政策解读\s*[:：]|详见[\u4e00-\u9fff]{2,8}网$|[\u4e00-\u9fff]{2,12}[报社台网](?:实习)?记者|展开阅读全文|温馨提示|版权说明|下载文档|继续阅读|举报|收藏$"
)
_PICTURE = re.compile("[\U0001f000-\U0001faff\ufe0f\u200d]{1,6}$", re.MULTILINE)  # a page sets one above each chapter
_RULE = re.compile(r"[-—–=*_·~]{3,}$")  # a line drawn under a text
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff、 ]{4,40}(?:人民政府办公室|人民政府办公厅|人民政府|委员会办公室|委员会|管委会|办公室|"
    r"办公厅|领导小组|指挥部|局|委|部|厅)$"
)
_DATE_ONLY = re.compile(
    r"(?:20\d\d|二[〇零○][一二三四五六七八九〇零○]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$"
)


def task_lines(text: CleanText) -> list[Line]:
    """The lines that may hold headings and tasks."""
    lines = _without_contents(text, [line for line in text.lines if line.cell or not _PICTURE.match(text.text, line.start, line.end)])
    lines = without_letter(text, _without_annex_list(text, lines))
    return _without_signatures(text, lines)


_SENT = re.compile(r"[^。]{0,120}(?:印发|转发|下发|发)给你们|[^。]{0,120}现(?:予)?(?:印发|下达)")
_PLAN_TITLE = re.compile(r"[^。;:]{4,50}(?:方案|要点|计划|清单|规划|意见|措施|分工|分解|安排|任务|举措|办法|表)(?:\([^()]{1,20}\))?$")
_LONGEST_LETTER = 24


def without_letter(text: CleanText, lines: list[Line]) -> list[Line]:
    """Without the demands of the letter that sends the plan out: lines between 现印发给你们 and its date, the plan's title behind it."""
    sent = next((i for i, line in enumerate(lines[: 2 * _LONGEST_LETTER]) if _SENT.match(text.folded, line.start, line.end)), -1)
    if sent < 0:
        return lines
    for index in range(sent + 2, min(sent + _LONGEST_LETTER, len(lines) - 1)):
        line = lines[index]
        if line.end - line.start <= 20 and _DATE_ONLY.match(text.folded, line.start, line.end):
            duties = any(_DUTY.search(text.folded, one.start, one.end) for one in lines[sent + 1 : index])
            below = [text.folded[one.start : one.end] for one in lines[index + 1 : index + 3]]
            titled = any(_PLAN_TITLE.match("".join(below[:count])) for count in (1, 2))
            return lines if duties or not titled else lines[: sent + 1] + lines[index - _signed(text, lines[sent + 1 : index]) :]
    return lines


def _signed(text: CleanText, lines: list[Line]) -> int:
    """How many of the last lines are the names of those who sign: one, or several offices that sign together."""
    count = 0
    while count < len(lines):
        line = lines[-1 - count]
        if line.tab or line.cell or not _SIGNATURE.match(text.folded, line.start, line.end):
            break
        words = text.folded[line.start : line.end]
        if count and not (len(words) <= _LONGEST_NAME and _OFFICE.search(words)) and "  " not in words:
            break
        count += 1
    return count


_LONGEST_NAME = 24
_OFFICE = re.compile(r"(?:办公室|办公厅|人民政府|委员会)$")


def _without_contents(text: CleanText, lines: list[Line]) -> list[Line]:
    """Without a table of contents: after 目录, up to where its first entry comes again; and without dotted lines with page numbers."""
    start = next((i for i, line in enumerate(lines) if _CONTENTS.match(text.folded, line.start, line.end)), -1)
    kept = lines
    if start >= 0 and start + 1 < len(lines):
        entry = _entry(text, lines[start + 1])
        again = next((j for j in range(start + 2, len(lines)) if entry and _entry(text, lines[j]) == entry), -1)
        if again > 0:
            kept = lines[:start] + lines[again:]
    return [
        line
        for line in kept
        if line.end - line.start > 80
        or line.cell
        or text.text.count("\t", line.start, line.end) > 1
        or not _CONTENTS_LINE.search(text.text, line.start, line.end)
    ]


def _entry(text: CleanText, line: Line) -> str:
    body = re.sub(r"[.…·\s-]*\d{0,3}\s*$", "", text.folded[line.start : line.end][:120])
    return "".join(body.split())


def _without_annex_list(text: CleanText, lines: list[Line]) -> list[Line]:
    """Without the list of annexes at the end of a notice (附件：1.… 2.…), which looks like numbered items."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        match = None if line.cell else _ANNEX_LIST.match(text.folded, line.start, line.end)
        if match is None or (match.group(1) is None and index + 1 < len(lines) and _heads_table(text, lines[index + 1])):
            kept.append(line)
            index += 1
            continue
        number = int(match.group(1) or 0)
        end = index + 1
        while end < len(lines):
            entry = _ANNEX_ENTRY.match(text.folded, lines[end].start, lines[end].end)
            if entry is None or int(entry.group(1)) != number + 1 or "责任单位" in entry.group():
                break
            number += 1
            end += 1
        if number == 0 and ":" not in match.group():
            kept.append(line)  # 附件 alone, its title in the next line
        index = end
    return kept


def _heads_table(text: CleanText, line: Line) -> bool:
    """Whether a line is a table's head: 附件：分工表 right above it is no list of annexes but the table's heading."""
    words = text.text[line.start : line.end]
    return line.cell is not None or line.tab or max(words.count("\t"), words.count("|")) > 1 or "".join(words.split()) == "序号"


_MOST_SIGNED = 3


def _without_signatures(text: CleanText, lines: list[Line]) -> list[Line]:
    """Without issuer and date under a text, the imprint of the last page, and everything that a web page adds below."""
    kept: list[Line] = []
    dates = sum(line.end - line.start <= 20 and bool(_DATE_ONLY.match(text.folded, line.start, line.end)) for line in lines)
    tabular = dates > _MOST_SIGNED  # a column of dates, one cell per line
    half = max(len(lines) // 2, _last_duty(text, lines))
    for index, line in enumerate(lines):
        if line.cell or line.tab:
            kept.append(line)
            continue
        if _RULE.match(text.folded, line.start, line.end):
            continue
        short = line.end - line.start <= 60
        if short and index > half and _WEB_TAIL.match(text.folded, line.start, line.end) and not _more_follows(lines, index):
            break
        if _IMPRINT.match(text.folded, line.start, line.end) and line.end - line.start <= 300:
            continue
        if short and not tabular and _DATE_ONLY.match(text.folded, line.start, line.end):
            del kept[len(kept) - _signed(text, kept[-_MOST_SIGNED:]) :]
            continue
        kept.append(line)
    return kept


_DUTY = re.compile(r"(?:负责|牵头|配合)\s*\)|(?:牵头|责任|配合|主办|协办|协同|参与)(?:单位|部门)\s*:|完成(?:时限|时间)\s*:")
_SITE = re.compile(r"主办单位\s*:.{0,30}(?:政府|办公室|管委会)")


def _last_duty(text: CleanText, lines: list[Line]) -> int:
    """The last line that says who does what: no tail of a web page begins before it."""
    for index in range(len(lines) - 1, -1, -1):
        start, end = lines[index].start, lines[index].end
        if _DUTY.search(text.folded, start, end) and not _SITE.match(text.folded, start, end):
            return index
    return 0


def _more_follows(lines: list[Line], index: int) -> bool:
    """Whether long paragraphs still come: then a web word in the middle is no tail."""
    return sum(line.end - line.start > 120 for line in lines[index + 1 :]) > 2

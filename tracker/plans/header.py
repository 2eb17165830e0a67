"""What stands around the plan itself: title, document number, issuer, date of issue, period, overall lead."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tracker.domain.deadlines import month_end
from tracker.domain.folding import fold
from tracker.domain.numerals import chinese_number
from tracker.plans.boilerplate import without_letter
from tracker.plans.cleaning import CleanText
from tracker.plans.labels import Kind, read_label

_NUMBER = re.compile(
    r"(?:(?<=文件)|(?!.{0,9}文件))[\u4e00-\u9fff]{2,10}(?:函|发|办|字|文|规|通|令)?\s?[〔\[【(（]\s*20\d\d\s*[〕\]】)）]\s*\d{1,4}\s*号"
)
_KIND = (
    r"(?:工作要点|行动计划|实施方案|工作方案|行动方案|分工方案|任务清单|重点任务|实施意见|工作计划|规划纲要"
    r"|规划|方案|计划|要点|意见|措施|清单|办法|纲要|台账|任务分解表|分解表|分工表|任务表|一览表|责任清单"
    r"|(?:责任|任务|目标|工作)(?:分解|分工)|分解落实|重点任务分工|工作安排|任务书|(?:责任|任务|分工)*矩阵|责任卡)表?"
)
_TITLE_END = re.compile(rf"{_KIND}(?:\([^()]{{2,20}}\))?$")
_BOOK = re.compile(rf"《([^《》]{{6,80}}?{_KIND}(?:[(（][^()（）]{{2,20}}[)）])?)(?:\.[A-Za-z]{{2,5}})?》")
_DATE = re.compile(
    r"(20\d\d|[二][〇零○一二三四五六七八九]{3})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日"
)
_ISSUER = re.compile(
    r"^[\u4e00-\u9fff“”、 ]{2,40}?(?:人民政府办公室|人民政府办公厅|人民政府|委员会办公室|委员会|管理委员会"
    r"|管委会|办公室|办公厅|领导小组|局|委|部|厅|指挥部)$"
)
# 溪源县人民政府关于落实…的意见: who speaks, where nobody signs.
_BY = re.compile(
    r"([\u4e00-\u9fff]{2,24}?(?:人民政府办公室|人民政府办公厅|人民政府|委员会办公室|委员会|委办公室|管委会|办公室|办公厅))关于[^。]{4,60}的(?:通知|意见|决定|函)"
)
_SPAN = re.compile(r"(20\d\d)\s*年?\s*[-—–~至到]+\s*(20\d\d)\s*年?")
_YEAR = re.compile(r"(20\d\d)\s*年")
_FIVE = re.compile(r"[“\"]?(十[二三四五六七八]五)[”\"]?")
_FIFTH = re.compile(r"(?:第(十[二三四五六])个五年)")
_FIVE_START = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_LEAD = re.compile(r"^\(\s*(?:由)?([^()]{2,60}?)\s*牵头(?:负责|组织实施|实施)?\s*\)$")
_NOTICE = re.compile(r"(?:关于)?印发|转发|的通知$|的通知[(（]")


_ABOUT = re.compile(r"[^。:;|]{0,40}关于[^。:;|]{4,60}的(?:[\u4e00-\u9fff]{0,4}意见|通知|决定|措施)$")
_MISREAD = re.compile(r"2[0Oo〇○][0-4Oo][\dOo](?=年)")  # a scan's 2O23年
_NO_TITLE = re.compile(r"[。:;|]|\d日|的通知$|来源|时间|浏览|发布")


@dataclass(slots=True)
class Header:
    """What the head of a document says of the plan; empty where it says nothing. `published`: a day near to its issue.

    `guessed`: the year of it is only told in the words of a duty.
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    issued: date | None = None
    published: date | None = None
    guessed: bool = False
    period: tuple[date | None, date | None] = (None, None)
    lead_units: list[str] = field(default_factory=list)


_CELL_END = re.compile(r"[|\t]")
_LEAST_TITLE = 12  # 2025年预期目标 alone, between 分解落实 and 的通知, is no title of a plan
_LONGEST_NUMBER_LINE = 80
_TITLE_SPAN = 3  # columns over which the first row of a table is merged where it holds the plan's title


def read_header(text: CleanText, name: str) -> Header:
    """Read the head; `name` is the file's name, the last resort for a title."""
    header = Header()
    lines = [
        (text.text[line.start : line.end], text.folded[line.start : line.end])
        for line in without_letter(text, text.lines[:120])[:80]
        if line.cell is None or (line.cell.row == 0 and line.cell.column == 0 and line.cell.column_span >= _TITLE_SPAN)
    ]
    first_label = next((i for i, (_, f) in enumerate(lines) if (label := read_label(f)) and label.value == 1 and i > 0), len(lines))
    table = next(
        (i for i, (_, f) in enumerate(lines) if "".join(_CELL_END.split(f)[0].split()) in ("序号", "任务类别", "类别")), len(lines)
    )
    head = [] if _begins_midway(lines) else lines[: max(min(first_label, table), 1)]
    near = sorted(head, key=lambda line: len(line[0]) > _LONGEST_NUMBER_LINE)  # a running head inside a paragraph comes last
    numbers = [match.group() for printed, _ in near for match in _NUMBER.finditer(printed) if not _inside_reference(printed, match)]
    header.doc_number = numbers[0].replace(" ", "") if numbers else ""
    header.title = _title(head, name)
    _issue(head, header)
    if header.issued is None:
        _signed(text, header)
    header.issuer = header.issuer or next((match.group(1) for _, f in head if (match := _BY.match("".join(f.split())))), "")
    header.period = _period(header)
    header.published = _published(lines[: max(len(head), 1)], lines, header)
    header.guessed = header.published is None and _year_of_duties(lines[len(head) :], header)
    for _, folded in head:
        lead = _LEAD.match(folded)
        if lead:
            header.lead_units = [part for part in re.split(r"[、,]", lead.group(1)) if part]
    return header


def _begins_midway(lines: list[tuple[str, str]]) -> bool:
    """Whether the text is a part of a document that begins with a later item: nothing in front of it tells of the plan."""
    label = read_label(lines[0][1]) if lines else None
    return label is not None and label.value > 1 and label.kind in (Kind.CN, Kind.CN_PAREN, Kind.NUM)


def _inside_reference(printed: str, match: re.Match[str]) -> bool:
    """A number after 《…》 in a sentence (根据《…》（…号）) is another document's."""
    before = printed[: match.start()].rstrip("（( ")
    return before.endswith("》") and len(printed) > 60


def _title(head: list[tuple[str, str]], name: str) -> str:
    """The plan's own title: the last centred lines before the text that end in 方案, 要点 …; else the 《…》 of the notice."""
    best = ""
    for i, (printed, folded) in enumerate(head):
        compact = "".join(folded.split())
        if len(compact) > 60 or not _ends_title(head, i) or _NOTICE.search(compact) or "。" in compact:
            continue
        if re.match(r"(?:附件\d?:)?\d{1,2}[.、]", compact):
            continue  # an entry of the list of annexes
        parts = [printed]
        back = i - 1
        while back >= 0 and _joins(head[back][1], parts[0]):
            parts.insert(0, head[back][0])
            back -= 1
        after = head[i + 1][1] if i + 1 < len(head) else ""
        if re.fullmatch(r"\(\s*20\d\d[^日]{0,20}\)", after.strip()):
            parts.append(head[i + 1][0])
        title = "".join("".join(part.split()) for part in parts)
        if len(title) >= 8:
            best = title
    if best:
        return best
    for printed, _ in head:
        book = _BOOK.search(printed)
        if book and not re.search(
            r"(?:落实|贯彻|根据|按照|执行|实施|推进|推动|对照|结合|依据|围绕|衔接|修编|制定|出台|编制|修订|起草|完善)$",
            printed[: book.start()],
        ):
            return book.group(1)
    for printed, folded in head:
        if "\t" in printed or "|" in printed or printed.lstrip().startswith(("现将", "现就", "为", "根据", "按照")):
            continue  # a row of a table, a sentence of the notice
        start = re.match(rf"\s*([^。，,;；]{{6,60}}?{_KIND})", printed)
        if start and start.group(1).count("《") == start.group(1).count("》") and not _NOTICE.search(folded[: start.end()]):
            years = re.match(r"\s*[(（]\s*20\d\d[^()（）日]{0,20}[)）]", printed[start.end() :])
            return "".join((start.group(1) + (years.group() if years else "")).split())
    for i, (printed, _) in enumerate(head):
        notice = re.search(r"(?:印发|下达|分解下达|分解落实|公布|分解)[《〈]?(.{6,80}?)[》〉]?的(?:通知|函)", printed)
        if notice:
            named = _TITLE_END.search(fold(notice.group(1))) or len(notice.group(1)) > _LEAST_TITLE
            above = head[i - 1][0] if i and printed.lstrip().startswith("关于") and _ISSUER.match("".join(head[i - 1][1].split())) else ""
            return "".join((notice.group(1) if named else above + printed[: notice.end()]).split())
    for printed, folded in reversed(head):
        compact = "".join(folded.split())
        if 8 <= len(compact) <= 50 and re.search(r"20\d\d年|十[三四五六]五", compact) and not _NO_TITLE.search(compact):
            return "".join(printed.split())
    for printed, folded in head:
        compact = "".join(folded.split())
        if len(compact) <= 80 and _ABOUT.match(compact):
            return "".join(printed.split())
    return re.sub(r"\.[A-Za-z]{2,5}$", "", name)


# Before the name of a plan that this one only carries out or is to make.
_OTHERS_PLAN = re.compile(r"(?:落实|贯彻|根据|按照|执行|实施|推进|推动|对照|结合|依据|围绕|衔接|修编|制定|出台|编制|修订|起草|完善)$")


def _ends_title(head: list[tuple[str, str]], i: int) -> bool:
    return bool(_TITLE_END.search("".join(head[i][1].split())))


def _joins(folded: str, below: str) -> bool:
    """Whether a short line above belongs to the same title: no sentence, no date, no salutation."""
    compact = "".join(folded.split())
    if not 4 <= len(compact) <= 40 or compact[0] == "(" or re.search(r"[。:;>]|\d{1,2}日|附件|\||号$|的通知|来源|时间|浏览|印发", compact):
        return False
    if _ISSUER.match(compact) or _TITLE_END.search(compact):
        return False
    return not _DATE.search(compact) and bool(re.search(r"[\u4e00-\u9fff]", compact))


def _issue(head: list[tuple[str, str]], header: Header) -> None:
    """Date and issuer: the date line with the issuer's name in the line before it."""
    for i, (_, folded) in enumerate(head):
        match = _DATE.search(folded)
        if not match or len(folded.replace(" ", "")) > 40 or re.search(r"时间|来源|浏览|发布|更新|日期|点击", folded):
            continue
        year, month, day = (chinese_number(part) or 0 for part in match.groups())
        try:
            header.issued = date(year, month, day)
        except ValueError:
            continue
        rest = "".join(folded[: match.start()].split())
        before = "".join(head[i - 1][1].split()) if i else ""
        beside = _signers(head, i) if not _ISSUER.match(rest) else rest
        header.issuer = beside or (before if _ISSUER.match(before) else header.issuer)
        return
    for i, (_, folded) in enumerate(head):
        compact = "".join(folded.split())
        if _ISSUER.match(compact) and _OFFICE.search(compact) and len(compact) <= 30:
            last = next((j for j in range(i, len(head)) if not _signer(head[j][1])), len(head))
            header.issuer = _signers(head, last) or compact
            return


_OFFICE = re.compile(r"(?:人民政府|办公室|办公厅|委员会|领导小组|指挥部)$")
_SIGNERS = 4
_BESIDE = re.compile(r"\s{2,}|\t|(?<=[室厅会府]) (?=[\u4e00-\u9fff]{4})|(?<=办公室)(?=[\u4e00-\u9fff]{4,20}办公室$)")


def _signer(folded: str) -> str:
    """The line's words where they are an office's name that may sign a document, else nothing."""
    compact = "".join(folded.split())
    return compact if len(compact) <= 30 and _ISSUER.match(compact) else ""


def _signers(head: list[tuple[str, str]], end: int) -> str:
    """The offices that sign together, one a line or with blanks between, above the line `end`: 中共泉乡县委办公室、泉乡县人民政府办公室."""
    names: list[str] = []
    for _, folded in reversed(head[max(0, end - _SIGNERS) : end]):
        parts = [part for part in _BESIDE.split(folded.strip()) if part]
        if not parts or not all(map(_signer, parts)) or (names and len(parts) < 2 and not _OFFICE.search(_signer(folded))):
            break
        names[:0] = [_signer(part) for part in parts]
    return "、".join(dict.fromkeys(names))


def _signed(text: CleanText, header: Header) -> None:
    """Issuer and date as a signature below the text, or below a notice that has numbered demands of its own."""
    for i, (above, line) in enumerate(pairwise(text.lines), 1):
        if line.end - line.start > 20 or line.cell or above.end - above.start > 40:
            continue
        match = _DATE.fullmatch(text.folded[line.start : line.end].strip())
        issuer = "".join(text.folded[above.start : above.end].split())
        if match is None or not _ISSUER.match(issuer):
            continue
        near = text.lines[max(0, i - _SIGNERS) : i]
        issuer = _signers([("", text.folded[one.start : one.end]) for one in near if not one.cell], len(near)) or issuer
        try:
            header.issued = date(*(chinese_number(part) or 0 for part in match.groups()))
        except ValueError:
            continue
        header.issuer = header.issuer or issuer
        return


def _year_of_duties(duties: list[tuple[str, str]], header: Header) -> bool:
    """Take the only year that the first duties name for the plan's, where its head tells none and it covers not several."""
    first, last = header.period
    several = bool(first and last and first.year != last.year)
    years = {int(match.group(1) or match.group(2)) for _, folded in duties[:_NEAR] for match in _YEAR_OF_WORK.finditer(folded)}
    if len(years) != 1 or several:
        return False
    header.published = date(years.pop(), 1, 1)
    return True


_NEAR = 12


def _published(head: list[tuple[str, str]], lines: list[tuple[str, str]], header: Header) -> date | None:
    """When the plan went out, as near as the head tells: its date, the date of the web page, or the year of its number."""
    if header.issued:
        return header.issued
    for _, folded in lines[:40]:
        day = _WEB_DATE.search(folded)
        if day and re.search(r"时间|日期|来源|浏览|发布", folded):
            year, month, number = (int(part) for part in day.groups())
            if 1 <= month <= 12 and 1 <= number <= 28:
                return date(year, month, number)
            return date(year, 1, 1)
    year_of_number = re.search(r"20\d\d", header.doc_number)
    if year_of_number:
        return date(int(year_of_number.group()), 1, 1)
    years = {int(match.group(1) or match.group(2)) for _, folded in head[:_NEAR] for match in _YEAR_OF_WORK.finditer(folded)}
    first, last = header.period
    several = bool(first and last and first.year != last.year)  # 到2025年全市…: a step of such a plan, not the year of its issue
    if len(years) == 1 and not several:
        return date(years.pop(), 1, 1)
    begins = {(int(match.group(1)), int(match.group(2))) for _, folded in lines[:12] for match in _BEGINS.finditer(folded)}
    year, month = begins.pop() if len(begins) == 1 else (0, 0)
    return date(year, month, 1) if 1 <= month <= 12 else None


# 决定从2024年5月起开展…: the only year of a plan whose title names none.
_BEGINS = re.compile(r"(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?(?:起|开始|[-—–~至到])")
_WEB_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


_PART = re.compile(
    r"(20\d\d)\s*年(?:度)?\s*(?:(?P<month>1[0-2]|0?[1-9])月份?(?!\d*[日底末前起])|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
)


def _part_of_year(title: str) -> tuple[date, date] | None:
    """The month, quarter or half of a year that a title names: 2024年11月份重点工作安排."""
    match = _PART.search(title)
    if match is None or re.match(r"\s*[-—–~至到]", title[match.end() :]):
        return None
    year = int(match.group(1))
    if match.group("month"):
        first = last = int(match.group("month"))
    elif match.group("quarter"):
        last = 3 * (chinese_number(match.group("quarter")) or 1)
        first = last - 2
    else:
        first, last = (1, 6) if match.group("half") == "上" else (7, 12)
    return date(year, first, 1), month_end(year, last)


_YEAR_OF_WORK = re.compile(
    r"(?:推进|做好|完成|落实|抓好|确保|办好|推动|实现)[^。]{0,6}(20\d\d)年|(20\d\d)年度?(?:重点|各项|目标|工作|全[县市区省州旗])"
)


def _period(header: Header) -> tuple[date | None, date | None]:
    title = _MISREAD.sub(lambda year: re.sub("[Oo〇○]", "0", year.group()), fold(header.title))
    span = _SPAN.search(title)
    if span and int(span.group(1)) <= int(span.group(2)):
        return date(int(span.group(1)), 1, 1), date(int(span.group(2)), 12, 31)
    part = _part_of_year(title)
    if part:
        return part
    year = _YEAR.search(title)
    if year:
        first = int(year.group(1))
        more = re.search(r"([两二三四五])年行动", title[year.end() :])  # 三年行动2024年任务清单 is of 2024
        count = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}[more.group(1)] if more else 1
        return date(first, 1, 1), date(first + count - 1, 12, 31)
    five = _FIVE.search(title) or _FIFTH.search(title)
    if five and (words := five.group(1) + ("五" if five.re is _FIFTH else "")) in _FIVE_START:
        first = _FIVE_START[words]
        return date(first, 1, 1), date(first + 4, 12, 31)
    return None, None

"""What each row of a table is: a task, the later part of one, or one of the many rows that are none."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.task_keys import is_key
from tracker.sheets.columns import Columns
from tracker.sheets.fields import TEXTS, TICK
from tracker.sheets.frame import Frame, is_blank, shown, squeezed
from tracker.sheets.heads import Table
from tracker.sheets.wording import bare_title

TASK, PART, GROUP, BLANK, TOTAL, SIGNATURE, NOTE = "task", "part", "group", "blank", "total", "signature", "note"
HEADER_REPEAT, COLUMN_NUMBERS, TITLE, HEADER = "header_repeat", "column_numbers", "title", "header"

_TOTAL = re.compile(
    r"^(?:本?(?:页|月|期|类|表)?(?:合计|总计|小计|共计|累计|总数|汇总)(?:$|[:：\d（(]|.{0,6}\d)|(?:总|合|共)计?\s*\d+\s*[项条个]|共\s*\d+\s*[项条个])"
)
_SIGN = re.compile(
    r"(?:填报|填表|制表|审核|复核|审签|审定|签发|签字|签名|盖章|经办|报送|汇总|联系|负责|分管|主管|单位|分管领导|主要领导|校对|录入|统计)"
    r"(?:单位|人|人员|部门|领导|负责人|时间|日期|电话)?(?:签名|签字|审核|意见|（签字）|\(签字\)|（盖章）|\(盖章\)|（章）|\(章\))?\s*[:：]"
)
_STAMP = re.compile(r"[（(](?:盖章|签字|公章|签名|章)[)）]")
_DAY_ALONE = re.compile(r"^(?:填报|填表|报送|制表)?(?:日期|时间)?[:：]?\s*\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-](?:\s*\d{1,2}\s*日?)?$")
_NOTE = re.compile(
    r"^[（(【\[]?(?:备注|注|注意|说明|填表说明|填报说明|填写说明|附注|附|提示|要求|温馨提示|填报要求|数据来源|数据截至)[)）】\]]?\s*\d?\s*[:：.、]|^[※*★▲]|^数据截至|^以上|^本表"
)
_NUMERAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.]?$")
_SECTION = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．:：\s]|第[一二三四五六七八九十]{1,3}[章节部类]|[◆●■★▲◇○□]|\d{1,2}[.、]\s*(?=[\u4e00-\u9fff]{2,12}$))"
)
_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")
_LONG_NOTE = 40
_PLAINLY, _SHORTEST = 5, 3
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class RowKind:
    """The kind of one row and, for rows that are no task, what they say."""

    kind: str
    text: str = ""


_IS_TASK = RowKind(TASK)


class RowReader:
    """Tells the rows of one table apart.

    `headings`: the plan's headings and the units' names, made ready by `bare_title`; `names_task`: whether a text is like a task.
    """

    def __init__(self, frame: Frame, table: Table, columns: Columns, headings: Collection[str], names_task: Callable[[str], bool]) -> None:
        self.frame, self.table, self.headings, self.names_task = frame, table, headings, names_task
        fields = columns.fields
        self.title = fields.get("title", -1)
        self.number = fields.get("number", -1)
        self.key = fields.get("key", -1)
        self.answers = [
            at for name, at in fields.items() if name not in ("title", "number", "group", "key", "content", "lead", "support", "remark")
        ]
        self.texts = [fields[name] for name in TEXTS if name in fields]
        self.plain = [
            at for name, at in fields.items() if name not in TEXTS and name not in ("group", "leader", "lead", "support", "remark")
        ]
        self.ticks = [at for name, at in fields.items() if name.startswith(TICK)]
        self.heads = [
            {(cell, squeezed(shown(frame.value(row, cell)))) for cell in range(frame.width) if shown(frame.value(row, cell))}
            for row in table.head_rows
        ]
        self.head_words = {words for row in self.heads for _column, words in row}
        self.head_starts = {words[:1] for words in self.head_words}
        self.all_heads = set().union(*self.heads)
        self.repeated_at = -2
        self.seen_task = False

    def read(self, row: int) -> RowKind:
        """The kind of a physical row (from 0)."""
        frame = self.frame
        title = frame.own(row, self.title) if self.title >= 0 else None
        if isinstance(title, str) and len(title) >= _SHORTEST and self._is_plain(row, title):
            self.seen_task = True
            return _IS_TASK
        filled = frame.filled(row)
        if not filled:
            return RowKind(PART if self._is_inside_task(row) else BLANK)
        if self.key in filled and is_key(shown(frame.own(row, self.key))):
            self.seen_task = self.seen_task or len(filled) > 1
            return RowKind(TASK if len(filled) > 1 else BLANK)
        first = shown(frame.own(row, filled[0]))
        if self._is_head(row, filled):
            return RowKind(HEADER_REPEAT, first)
        if self._counts_columns(row, filled):
            return RowKind(COLUMN_NUMBERS, first)
        distinct = self._distinct(row, filled)
        said = "  ".join(distinct)
        other = self._outside(row, filled, first, distinct, said)
        if other is not None:
            return RowKind(other, said)
        if is_blank(title) and self.title >= 0:
            if frame.is_continued(row, self.title) and not is_blank(frame.value(row, self.title)):
                return RowKind(PART) if self.seen_task else RowKind(NOTE, said)
            return self._without_title(row, filled, distinct, said)
        if self.title >= 0 and frame.span(row, self.title) > max(2, frame.width // 2):
            return RowKind(NOTE if len(said) > _LONG_NOTE else GROUP, said)
        self.seen_task = True
        return RowKind(TASK)

    def _is_plain(self, row: int, title: str) -> bool:
        """Whether a row with many cells is a task at first sight: its title is no head, no sum, no column number."""
        filled, first = self.frame.begins(row, _PLAINLY)
        if filled < _PLAINLY or is_blank(title):
            return False
        if (title[0] in self.head_starts or not _HAN.match(title)) and squeezed(title) in self.head_words:
            return False
        if _TOTAL.match(title) or (isinstance(first, str) and _TOTAL.match(first)):
            return False
        return not self.frame.covers or self.frame.span(row, self.title) <= 2

    def _distinct(self, row: int, filled: list[int]) -> list[str]:
        return list(dict.fromkeys(shown(self.frame.own(row, column)) for column in filled))

    def _outside(self, row: int, filled: list[int], first: str, distinct: list[str], said: str) -> str | None:
        """Rows that only look like data: sums, signatures, notes, section lines."""
        title = shown(self.frame.own(row, self.title)) if self.title >= 0 else ""
        if _TOTAL.match(first) or (title and _TOTAL.match(title)):
            return TOTAL
        if len(distinct) == 1 and (_SIGN.match(first) or _NOTE.match(first)):
            return SIGNATURE if _SIGN.match(first) else NOTE
        if len(distinct) <= 4 and not self._answered(row, filled) and (_SIGN.search(said) or _STAMP.search(said)):
            return SIGNATURE
        if not title and sum(bool(_SIGN.search(text)) for text in distinct) >= 2:
            return SIGNATURE  # places to sign side by side, wherever they stand
        if len(distinct) <= 2 and _DAY_ALONE.match(first) and (len(distinct) == 1 or not title):
            return SIGNATURE
        if len(distinct) == 1:
            return self._alone(row, filled, first)
        if len(distinct) == 2 and _NUMERAL.match(first) and not self._answered(row, filled) and self._is_heading(distinct[1]):
            return GROUP
        if _NOTE.match(first) and not title:
            return NOTE
        return None

    def _alone(self, row: int, filled: list[int], text: str) -> str | None:
        """A row with one text only: a note, a section line, a signature, a part of the task above, or a task of which nothing is said."""
        if _NOTE.match(text):
            return NOTE
        column = filled[0]
        wide = self.frame.span(row, column) > 2 or len(filled) > 2
        if wide or column not in (self.title, *self.texts):
            if column in self.texts and self.seen_task and not wide:
                return None
            if len(text) > _LONG_NOTE:
                return NOTE
            return GROUP if wide or self._is_heading(text) or column in (self.number, 0) or _SECTION.match(text) else None
        if column == self.title and (self._is_heading(text) or (_ORDINAL.match(text) and not self.names_task(text))):
            return GROUP
        if column == self.title and len(text) > _LONG_NOTE and not self.texts:
            return NOTE
        return None

    def _without_title(self, row: int, filled: list[int], distinct: list[str], said: str) -> RowKind:
        """A row whose title cell is empty: a part of the task above, or something written below or between the tasks."""
        has_number = self.number >= 0 and not is_blank(self.frame.own(row, self.number))
        if has_number and not self._answered(row, filled):
            return RowKind(GROUP if self._is_heading(shown(self.frame.own(row, self.number))) else BLANK, said)
        if has_number:
            return RowKind(TASK)
        if self.seen_task and any(column in self.texts for column in filled):
            return RowKind(PART)
        if self.seen_task and any(column in self.answers for column in filled):
            return RowKind(PART)
        if len(distinct) == 1 and (self._is_heading(distinct[0]) or _SECTION.match(distinct[0])):
            return RowKind(GROUP, said)
        return RowKind(NOTE, said)

    def _answered(self, row: int, filled: list[int]) -> bool:
        return any(column in self.answers for column in filled if self.frame.span(row, column) <= 2)

    def _is_heading(self, text: str) -> bool:
        return bare_title(text) in self.headings

    def _is_inside_task(self, row: int) -> bool:
        return (
            self.seen_task
            and self.title >= 0
            and self.frame.is_continued(row, self.title)
            and bool(shown(self.frame.value(row, self.title)))
        )

    def _is_head(self, row: int, filled: list[int]) -> bool:
        """Whether the head is printed once more: most of its words in their columns; right below such a row one word is enough."""
        if row - 1 == self.repeated_at and all((c, squeezed(shown(self.frame.own(row, c)))) in self.all_heads for c in filled):
            self.repeated_at = row
            return True
        if len(filled) < 2 or squeezed(shown(self.frame.own(row, filled[-1]))) not in self.head_words:
            return False
        here = {(column, squeezed(shown(self.frame.own(row, column)))) for column in filled}
        if not any(len(here & head) >= max(2, 0.6 * len(here)) for head in self.heads):
            return False
        self.repeated_at = row
        return True

    def _counts_columns(self, row: int, filled: list[int]) -> bool:
        """Whether the row counts the columns: 1 2 3 4 …, (1) (2) (3) …, 甲 乙 1 2 …"""
        if len(filled) < 3 or len(filled) < len(self.table.cells) - 2:
            return False
        last = shown(self.frame.own(row, filled[-1]))
        if len(last) > 5:
            return False
        texts = [re.sub(r"[()（）\[\]栏列=+]", "", shown(self.frame.own(row, column))) for column in filled]
        digits = [int(text) for text in texts if re.fullmatch(r"[0-9]{1,3}", text)]
        letters = [text for text in texts if not re.fullmatch(r"[0-9]{1,3}", text)]
        if letters and not all(re.fullmatch(r"[A-Za-z甲乙丙丁戊己]", text) for text in letters):
            return False
        steady = all(b - a == 1 for a, b in pairwise(digits))
        return steady and ((len(digits) >= 3 and digits[0] in (0, 1)) or len(letters) == len(texts))

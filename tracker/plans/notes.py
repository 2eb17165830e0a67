"""Finding the notes of responsibility in a paragraph: closing brackets, 牵头单位： lines, and notes whose bracket was lost."""

import re
from bisect import bisect_left

from tracker.domain.unit_names import UnitDictionary, is_group, looks_like_unit, split_run, surely_unit
from tracker.domain.unit_names import folded as fold_name
from tracker.plans.grammar import OF_PART, Note, read_note
from tracker.plans.keys import KEY_BLANK, KEY_COLON, KEY_START, Said, glued_keys
from tracker.plans.name_lists import items
from tracker.plans.prose import closing_sentence
from tracker.plans.remarks import is_limit

_LIMIT_ONLY = re.compile(r"(?:完成|落实|到位|前|底|末|内|坚持|推进|实施|建成|完工)$")
_PLAIN_NAME = re.compile(r"(?=.{2,24}$)[\u4e00-\u9fff()A-Z\d]+$(?<![的了等和中后前])")
_HAS_VERB = re.compile(r"牵头|负责|配合|组织实施|落实|协助|参与|实施|各负其责")
_CLOSES = re.compile(rf"{_HAS_VERB.pattern}|做好(?:相关|有关)工作|办理$")  # in brackets 线上办理 says how, not who
_ALSO = re.compile(r"(?:管委会|街道|街道办|办事处|街道办事处|党工委|园区|开发区|管理区|农场)$")
_OFFICE_BEFORE = re.compile(r"(?:办公室|领导小组|小组办|专班|指挥部|委员会|[\u4e00-\u9fff](?<![通快网好创举承兴代帮速联])办)$")
_MAX_NOTE = 1500
NO_BRACKETS = "括号缺失"
IN_SENTENCE = "责任单位分别写在句子中间，请核对"


class NoteFinder:
    """Finds notes with the help of the unit dictionary; holds no state but that."""

    def __init__(self, names: UnitDictionary) -> None:
        self.names = names

    def find(self, folded: str, start: int, end: int) -> list[Note]:
        """All notes in the paragraph [start, end), in order."""
        notes: list[Note] = []
        pairs, open_at, lost_open = _brackets(folded, start, end)
        for a, b in pairs:
            note = self._bracket(folded, a, b, end)
            if note:
                notes.append(note)
        if len(notes) == 1 and len(pairs) > 1:
            notes += self._of_parts(folded, [pair for pair in pairs if pair[1] < notes[0].start])
        if lost_open >= 0 and not folded[lost_open + 1 : end].strip("。.; "):
            note = self._lost_open(folded, start, lost_open, end)
            if note:
                notes.append(note)
        if open_at >= 0 and end - open_at < _MAX_NOTE:
            note = read_note(folded, open_at + 1, end, outer=(open_at, end))
            bare = not folded[end - 1 : end].strip("。") or all(map(surely_unit, (folded[u.start : u.end] for u in note.named)))
            if note.named and (
                ((note.keyed or note.verbs) and self._all_units(folded, note, share=0.6))
                or (bare and self._all_units(folded, note, share=1.0))
            ):
                note.damage = "右括号缺失"
                notes = [found for found in notes if found.start < open_at] + [note]
        self._add_keyed_tail(folded, start, end, notes)
        if not notes:
            note = self._bare_tail(folded, start, end) or closing_sentence(folded, start, end, self.names)
            if note:
                notes.append(note)
        notes.sort(key=lambda note: note.start)
        return notes

    def _bracket(self, folded: str, a: int, b: int, end: int) -> Note | None:
        """The note in the brackets at a and b, None if they hold something else."""
        inside = folded[a + 1 : b]
        if not 2 <= len(inside) <= _MAX_NOTE:
            return None
        if _WEIGHT.fullmatch(inside) and not folded[b + 1 : end].strip("。.; "):
            return Note(a, b + 1, keyed=True)
        keyed = bool(KEY_COLON.search(inside))
        closing = not folded[b + 1 : end].strip("。.;, ") or _is_limit_bracket(folded, b + 1, end)
        if not keyed and not (
            _HAS_VERB.search(inside) or closing or folded[a - 1 : a] in ("。", ";") or folded[b + 1 : b + 2] in ("。", ";")
        ):
            return None
        note = read_note(folded, a + 1, b, outer=(a, b + 1))
        if keyed and note.keyed and (note.named or note.limits or note.leaders):
            return note
        if not note.named:
            return note if note.limits and (closing or folded[b + 1 : b + 2] == "(") and _LIMIT_ONLY.search(inside) else None
        if note.verbs:
            return note if self._all_units(folded, note, share=0.7) or self._plainly(folded, note, b) else None
        # A bare list: every item must be a unit, and one of them beyond doubt.
        texts = [folded[unit.start : unit.end] for unit in note.named]
        if not all(self._is_unit(text) for text in texts) and not (closing and self._mostly_units(texts)):
            return None
        if len(texts) == 1 and (_ALSO.match(texts[0]) or _OFFICE_BEFORE.search(folded, max(0, a - 12), a)):
            return None  # 各县区政府（管委会）, 报县城镇化办（县发改局）: a part of the name before it
        before = folded[max(0, a - 2) : a].rstrip("”")
        if len(texts) > 1 and len(before) == 2 and all(text.endswith(before) for text in texts):
            return None  # 建好三级中心（县矛盾调处中心、乡镇综治中心）: what the noun before it means
        return note if any(surely_unit(text) or self.names.is_known(text) for text in texts) and (closing or len(texts) > 1) else None

    def _mostly_units(self, texts: list[str]) -> bool:
        """Whether a closing list names units beyond doubt but for one of an unusual shape, which then is a question."""
        odd = [text for text in texts if not self._is_unit(text)]
        sure = sum(surely_unit(text) for text in texts)
        return len(odd) == 1 and sure >= 2 and bool(_PLAIN_NAME.match(odd[0])) and len(odd[0]) <= 12

    def _of_parts(self, folded: str, pairs: list[tuple[int, int]]) -> list[Note]:
        """Units in brackets behind the parts of one sentence: 学校5所（县教育局）、医院2个（县卫健局）、球场3处（县文旅局）."""
        found = []
        for a, b in pairs:
            text = folded[a + 1 : b]
            if folded[b + 1 : b + 2] in ("、", ",", ";") and surely_unit(text) and self.names.is_known(text):
                note = read_note(folded, a + 1, b, outer=(a, b + 1))
                note.damage = IN_SENTENCE
                found.append(note)
        return found

    def _plainly(self, folded: str, note: Note, close: int) -> bool:
        """A closing bracket whose every name carries a verb (A、B负责): names of an unusual shape are names too."""
        texts = [folded[unit.start : unit.end] for unit in note.named]
        if folded.endswith("办理", 0, close) and not any(map(self._is_unit, texts)):
            return False  # 网上申报、线上办理: how, not who
        ended = not folded[close + 1 : close + 2].strip() or folded[close + 1] in "。;,"
        return ended and all(unit.said is not Said.BARE for unit in note.named) and all(_PLAIN_NAME.match(text) for text in texts)

    def _is_unit(self, text: str) -> bool:
        return self.names.is_known(text) or looks_like_unit(text) or len(split_run(text, self.names)) > 1

    def _all_units(self, folded: str, note: Note, share: float) -> bool:
        texts = [folded[unit.start : unit.end] for unit in note.named]
        good = sum(self._is_unit(text) for text in texts)
        return bool(texts) and good >= len(texts) * share

    def _lost_open(self, folded: str, start: int, close: int, end: int) -> Note | None:
        """A closing bracket without its partner: the note begins after the last full stop, or where the first unit begins."""
        first = self._tail_start(folded, start, close)
        stop = max(folded.rfind("。", start, close), folded.rfind(";", start, close)) + 1
        if start < stop < (first if first >= 0 else close):
            whole = read_note(folded, stop, close, outer=(stop, close + 1))
            if whole.verbs and self._all_units(folded, whole, share=1.0) and self._only_names(folded, whole):
                first = stop
        if first < 0:
            return None
        note = read_note(folded, first, close, outer=(first, close + 1))
        note.damage = "左括号缺失"
        return note if note.named else None

    def _only_until(self, folded: str, note: Note) -> bool:
        """Whether the time words of a sentence of names stand after them and tell a limit, not a duty (每月召开一次会议)."""
        return all(a > note.named[0].start and _LIMIT_ONLY.search(folded, a, b) for a, b in note.limits)

    def _only_names(self, folded: str, note: Note) -> bool:
        """Whether every name of a note is short and holds no other name at its end, and one of them is one beyond doubt."""
        texts = [folded[unit.start : unit.end] for unit in note.named]
        return all(len(text) <= 14 and self._cut(text) < 4 for text in texts) and any(surely_unit(text) for text in texts)

    def _tail_start(self, folded: str, start: int, end: int) -> int:
        """Where the run of unit names at the end of [start, end) begins; -1 if there is none."""
        stop = max(folded.rfind("。", start, end), start - 1) + 1
        parts = items(folded, stop, end)
        if not parts:
            return -1
        probe = read_note(folded, stop, end)
        names = {unit.start: unit for unit in probe.named}
        begin = -1
        for index in range(len(parts) - 1, -1, -1):
            a, b = parts[index]
            unit = names.get(a)
            text = folded[a : unit.end] if unit else folded[a:b]
            if text in ("局", "委", "办", "部") and begin > 0:
                begin = a
                continue
            if self.names.is_exact(text) or self._chain(text, 0) == len(text):
                begin = a
                continue
            cut = self._cut(text)
            if cut > 0 and index and looks_like_unit(text) and len(text) <= 14 and self._ends_with_unit(folded, parts[index - 1]):
                begin = a  # 县农业农村局、湖光农业科学研究所: a name of the list, though a known one stands at its end
                continue
            if cut > 0:
                return a + cut
            if len(text) <= 14 and surely_unit(text):
                begin = a
                continue
            return begin
        return begin

    def _ends_with_unit(self, folded: str, part: tuple[int, int]) -> bool:
        text = folded[slice(*part)]
        return self.names.is_exact(text) or self._cut(text) > 0 or (len(text) <= 14 and surely_unit(text))

    def _cut(self, text: str) -> int:
        """Where the unit names at the end of a text begin, 0 if it has none: `…全覆盖县住建局` → place of 县."""
        for at in range(max(1, len(text) - 40), len(text) - 1):
            if self._chain(text, at) == len(text):
                return at
        return 0

    def _chain(self, text: str, at: int) -> int:
        """How far known names follow each other from `at`."""
        pieces = split_run(text[at:], self.names)
        if len(pieces) > 1 or self.names.is_exact(text[at:]):
            return len(text)
        return at

    def _add_keyed_tail(self, folded: str, start: int, end: int, notes: list[Note]) -> None:
        """Keys outside brackets: from the first 牵头单位： that opens the line or follows a sentence, to the end of the paragraph."""
        blank = KEY_BLANK.match(folded, start, end)
        if blank and not notes:
            note = read_note(folded, start, end)
            limited = not note.named and any(is_limit(folded, a, b) for a, b in note.limits)
            if limited or (note.named and all(self._is_unit(folded[unit.start : unit.end]) for unit in note.named)):
                notes.append(note)
                return
        bare = next(iter(glued_keys(folded, start, end)), None) if not notes else None
        if bare is not None and all(self._is_unit(folded[u.start : u.end]) for u in read_note(folded, bare.start(), end).named):
            notes.append(read_note(folded, bare.start(), end))
            return
        match = KEY_START.search(folded, start, end)
        if KEY_COLON.match(folded, start, end) and not any(note.start <= start < note.end for note in notes):
            notes[:] = [read_note(folded, start, end)]
            return
        while match:
            at = match.end()
            covered = next((note for note in notes if note.start <= at < note.end), None)
            if covered is None:
                note = read_note(folded, at, end, outer=(match.start() if match.group().strip() else at, end))
                if note.named or note.limits or note.leaders or note.keyed:
                    notes[:] = [found for found in notes if found.end <= note.start]
                    notes.append(note)
                return
            match = KEY_START.search(folded, covered.end, end)

    def _bare_tail(self, folded: str, start: int, end: int) -> Note | None:
        """Both brackets lost: the last sentence is nothing but names and a verb."""
        last = end - 1 if folded[end - 1 : end] in ("。", ";") else end
        stop = folded.rfind("。", start, last) + 1
        if stop <= 0 or last - stop > 200:
            stop = max(stop, start)
        told = _before_limit(folded, stop, last)
        if last - stop > 200 or last - stop < 4 or not _CLOSES.search(folded, max(stop, told - 12), told):
            return None
        note = read_note(folded, stop, last, outer=(stop, end))
        if not note.verbs or not note.named or note.named[-1].said is Said.BARE or not self._only_until(folded, note):
            return None
        if any(OF_PART.match(folded, a, b) for a, b in items(folded, stop, last)):
            return None  # 轴承集群由城东街道牵头: the sentence divides the duty and belongs to it
        texts = [folded[unit.start : unit.end] for unit in note.named]
        odd = [t for t in texts if not (self.names.is_known(t) or is_group(t) or (surely_unit(t) and len(fold_name(t)) <= 12))]
        # 县水利局牵头，县林业局、青峰矿业集团…: behind one who leads, a name of an unusual shape is a name too.
        led = note.named[0].said is Said.LEAD and texts[0] not in odd and len(odd) * 2 < len(texts)
        if not odd or (led and all(looks_like_unit(t) and len(t) <= 12 for t in odd)):
            helped = note.named[0].said is Said.DUTY and any(unit.said is Said.SUPPORT for unit in note.named)
            # 县工信局牵头，县发改局配合。 is a sentence
            told = folded[last : last + 1] == "。" and (note.named[0].said is Said.LEAD or helped)
            note.damage = NO_BRACKETS if stop > start and folded[stop] not in "由请此该本上以" and not told else ""
            return note
        return None


_WEIGHT = re.compile(r"(?:分值|权重|满分|计分|赋分|基础分)\s*:?\s*\d{1,3}(?:\.\d)?(?:分|%)?")  # （分值：5分）
_LIMIT_BRACKET = re.compile(r"\s*\((?P<limit>[^()]{2,30})\)[。;]?\s*$")


def _is_limit_bracket(folded: str, start: int, end: int) -> bool:
    """Whether only a bracket with a time limit follows: （县农业农村局）（11月底前完成）."""
    found = _LIMIT_BRACKET.match(folded, start, end)
    return found is not None and is_limit(folded, *found.span("limit"))


def _before_limit(folded: str, start: int, end: int) -> int:
    """Where a sentence of names ends before the time limit that closes it: …，县财政局配合，11月底前完成."""
    comma = folded.rfind(",", start, end)
    return comma if comma > start and is_limit(folded, comma + 1, end) and _LIMIT_ONLY.search(folded, comma + 1, end) else end


def _brackets(folded: str, start: int, end: int) -> tuple[list[tuple[int, int]], int, int]:
    """Outermost bracket pairs, the place of an opening bracket left open (or -1), and of a last closing one without partner."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    lost = -1
    for match in _BRACKET.finditer(folded, start, end):
        if match.group() == "(":
            stack.append(match.start())
        elif stack:
            pairs.append((stack.pop(), match.start()))
        else:
            lost = match.start()
    pairs.sort()
    outer: list[tuple[int, int]] = []
    for pair in pairs:
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    # An opening bracket that never closes swallows nothing but what follows it.
    return outer, stack[-1] if stack else -1, lost


_BETWEEN = re.compile(r"[。.;,、\s]*(?:\(?\d{1,2}[.、)]\s*)?")  # 2.责任单位：… below 1.牵头单位：…
_BRACKET = re.compile(r"[()]")


def joined(notes: list[Note], folded: str) -> list[list[Note]]:
    """Notes that belong together: those with nothing but punctuation between them, and all lines of keys."""
    groups: list[list[Note]] = []
    for note in notes:
        if groups and _BETWEEN.fullmatch(folded, groups[-1][-1].end, note.start):
            groups[-1].append(note)
        else:
            groups.append([note])
    return groups


def covers(notes: list[Note], at: int) -> bool:
    """Whether an offset lies inside one of the (ordered) notes."""
    index = bisect_left(notes, at + 1, key=lambda note: note.end)
    return index < len(notes) and notes[index].start <= at

"""Signs beside the names of units (★区发改局、○区财政局): what each means, told anywhere in the document, and the usual reading where
nothing is told.

A sentence of explanation may stand in the title, above or below a table, or inside a note: 带★的为牵头单位, 其余为配合单位; ●牵头 ○配合;
牵头单位以★标注. A sign that is explained as something else (带★的为省定任务) says nothing of roles. Letters may be the sign too
(加粗的为牵头单位), where the kind of file tells how letters look.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tracker.files.letter_shapes import Shape, Shaped
from tracker.plans.cleaning import CleanText
from tracker.plans.grammar import Named, Note, read_cell
from tracker.plans.keys import Said
from tracker.plans.remarks import SIGNS
from tracker.plans.table_shapes import Cell

_ALIKE = str.maketrans("＊﹡✱＃✓✔⭐◯", "***#√√★○")
_RANK = "★●▲◆■◎☆○△◇□※*#√"  # of two signs without explanation the one that stands out leads
_SIGN = rf"[\"“‘'(\[]{{0,2}}(?P<sign>[{SIGNS}])[\"”’')\]]{{0,2}}"
_LEAD = r"(?:总|主要|负责)?牵头|主责|主办|第一责任|主要责任|总负责"
_SUPPORT = r"配合|协助|协办|协同|协作|参与|参加|会办"
_DUTY = r"责任|负责|承办|主管"
_IMPLEMENT = r"落实|(?:组织|具体)?实施"
_ROLE = (
    rf"(?:(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<duty>{_DUTY})|(?P<implement>{_IMPLEMENT}))(?:负责|责任|实施|落实)?(?:单位|部门|方)?"
)
_WHOSE = r"(?:该|此|本|各)?项?(?:重点)?(?:任务|工作|事项)?的?(?:第一|主要)?"
_PUT = r"(?:号|符号|标[记志识注有示明]|加注|记号)*(?:的|者)?(?:责任|单位|部门)*"
_MEANS = rf"(?:(?:则|均|都|分别)?(?:为|是|表示|代表|系|指|即)|[:=]|[-—–]{{1,2}})\s*{_WHOSE}"
# 带★的为牵头单位, “●”表示牵头; ●牵头单位、○配合单位 where no name follows.
_TOLD = re.compile(rf"{_SIGN}\s*{_PUT}\s*{_MEANS}{_ROLE}")
_SHORT = re.compile(rf"{_SIGN}\s*{_ROLE}(?=\s*(?:[,;、。)\]/\n]|$|[{SIGNS}]|\s))(?!\s*:)")
# 牵头单位以“★”标注, 牵头单位前加★号, 牵头：★.
_MARKED = re.compile(
    rf"{_ROLE}(?:名称)?(?:的|均|都|一律|统一|分别|用|以|由|为|是|带|加|标|注|打|画|前面?|后面?|名前|名后|有|[:=(])+\s*{_SIGN}"
    r"\s*(?=号|符号|标|加以|表示|注明|区分|[,;、。)\]\n]|$)"
)
_REST = re.compile(
    rf"(?:其[他它余](?:的|各|责任|相关)?|(?:未|没有?|不|无)(?:加|带|标|注|做|作)*(?:有|注|明)?(?:此|该|上述)?(?:{_SIGN})?(?:标[记志识注]|符号|号)*(?:的|者)?)(?:单位|部门)*"
    rf"(?:则|均|都|一律)*(?:为|是|属|系|作为)*{_WHOSE}{_ROLE}"
)
_OTHERWISE = re.compile(
    rf"{_SIGN}\s*{_PUT}(?:任务|项目|事项|指标|条目|工作|内容)*\s*(?:均|都)?(?:为|是|表示|代表|系)(?P<what>[^,;。\n]{{2,24}})"
)
# 加粗的为牵头单位, 牵头单位用下划线标注: what each such word means in a file.
_SHAPES = {"bold": (Shape.BOLD, Shape.HEAVY), "heavy": (Shape.HEAVY, Shape.BOLD), "line": (Shape.UNDERLINED,), "other": ()}
_SHAPE = (
    r"(?P<shape>(?:(?P<bold>加粗|粗体|加黑|粗字)|(?P<heavy>黑体)|(?P<line>(?:下划|划|横)线)|(?P<other>斜体|标红|红色|红字|楷体))(?:字体?)?)"
    r"(?:显示|标[注示识记出]|表示|部分|字样)*"
)
_SHAPE_WORDS = ("加粗", "粗体", "加黑", "粗字", "黑体", "划线", "横线", "斜体", "标红", "红色", "红字", "楷体")
_SHAPE_TOLD = (
    re.compile(rf"{_SHAPE}(?:的|者)?(?:责任|单位|部门)*{_MEANS}{_ROLE}"),
    re.compile(rf"{_ROLE}(?:名称)?(?:以|用|均|已|都|为|由|作|做|统一|加|画|划|带|标|下)*{_SHAPE}(?=[,;、。)\n]|$)"),
)
_NOT_BEFORE = re.compile(r"(?:不|未|没有?|无)(?:加|带|标|注|有|做|作|明)*[\"“‘'(\[]{0,2}$")
_BOUNDS = frozenset(" 、,，;；:：()（）\n\t/|.。")
_REACH = 80
_UPRIGHT = 2  # letters in a line of a name that is set upright
_SAID = {"lead": Said.LEAD, "support": Said.SUPPORT, "duty": Said.DUTY, "implement": Said.IMPLEMENT}
_CELL = re.compile(
    r"(?:总|主要)?(?P<lead>牵头|主责|主办|主|牵|头)|(?P<support>配合|协助|协办|协同|参与|参加|配|协|助|辅)|(?P<duty>负责|责任|承办|是|有)|(?P<implement>落实|(?:组织|具体)?实施)"
)


@dataclass(slots=True)
class RoleMarks:
    """What the signs of one document mean: `roles` by sign; `rest`: what a unit without a sign is; `others`: signs of other things.

    `used`: the signs that stand beside units or alone in cells, so that ○ beside ● can be told from ○ alone. `shape`: the word for
    letters that tell a role (加粗), a sign like the others; `shaped`: where such letters stand, in order.
    """

    roles: dict[str, Said] = field(default_factory=dict)
    rest: Said | None = None
    others: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    shape: str = ""
    shaped: list[tuple[int, int]] = field(default_factory=list)

    def beside(self, folded: str, unit: Named) -> str:
        """The sign of a unit: beside its name, or its own letters; "" for none."""
        at = bisect_right(self.shaped, (unit.start, len(folded))) - 1
        if at >= 0 and self.shaped[at][0] <= unit.start and unit.end <= self.shaped[at][1]:
            return self.shape
        return sign_beside(folded, unit)

    def of_sign(self, sign: str) -> tuple[Said, bool]:
        """What a sign says of its unit, and whether the document says so itself."""
        if sign in self.roles:
            return self.roles[sign], True
        if sign in self.others:
            return Said.BARE, True
        known = (self.used | self.roles.keys() | {sign}) - self.others
        if known == {"√"}:
            return Said.DUTY, True
        known -= {self.shape}
        first = Said.LEAD not in self.roles.values() and sign == leading(known)
        return Said.LEAD if first else Said.SUPPORT, False

    def of_cell(self, words: str) -> tuple[Said, bool] | None:
        """What a cell below a unit's name says: a sign or a word of a role; None for anything else."""
        if len(words) == 1 and (sign := words.translate(_ALIKE)) in _RANK:
            alone = not self.roles and len(self.used) == 1  # one sign in all cells only says: this unit
            return (Said.DUTY, True) if alone else self.of_sign(sign)
        role = _CELL.fullmatch(words.removesuffix("单位").removesuffix("部门").strip(SIGNS))
        return (_SAID[str(role.lastgroup)], True) if role else None


def read_marks(text: CleanText, shapes: Sequence[Shaped] | None) -> RoleMarks:
    """Find the sentences that explain the signs; a sign that is explained in two ways has no meaning. `shapes`: of the source."""
    folded = text.folded
    marks = RoleMarks()
    if any(sign in folded for sign in SIGNS):
        _read_signs(folded, marks)
    shaped = any(word in folded for word in _SHAPE_WORDS)  # `in` is quick, the patterns are not
    told = next((match for pattern in _SHAPE_TOLD for match in pattern.finditer(folded)), None) if shaped else None
    if told is not None:
        marks.shape = told.group("shape")
        marks.roles[marks.shape] = _said(told)
        wanted = next(found for group, found in _SHAPES.items() if told.group(group))
        marks.shaped = _places(text, [(start, end) for start, end, shape in shapes or () if shape in wanted])
        rest = _REST.search(folded, told.end(), told.end() + _REACH)
        marks.rest = _said(rest) if rest else marks.rest
    return marks


def _places(text: CleanText, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the source as stretches of the clean text, joined where they touch."""
    stretches.sort()
    starts = [start for start, _ in stretches]
    found: list[tuple[int, int]] = []
    for place, source in enumerate(text.origin):
        at = bisect_right(starts, source) - 1
        if at >= 0 and source < stretches[at][1]:
            if found and found[-1][1] == place:
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
    return found


def _read_signs(folded: str, marks: RoleMarks) -> None:
    found: dict[str, set[Said]] = {}
    for pattern in (_TOLD, _SHORT, _MARKED):
        for match in pattern.finditer(folded):
            negated = _NOT_BEFORE.search(folded, max(0, match.start() - 8), match.start())
            if not negated and (pattern is not _SHORT or _explains(folded, match)):
                found.setdefault(match.group("sign").translate(_ALIKE), set()).add(_said(match))
    marks.roles = {sign: said.pop() for sign, said in found.items() if len(said) == 1}
    marks.others = frozenset(
        match.group("sign").translate(_ALIKE) for match in _OTHERWISE.finditer(folded) if match.group("sign").translate(_ALIKE) not in found
    )
    if marks.roles:
        rest = next((match for match in _REST.finditer(folded) if _near_sign(folded, match.start())), None)
        marks.rest = _said(rest) if rest else None
    marks.used = frozenset(match.group(1).translate(_ALIKE) for match in _BESIDE_NAME.finditer(folded))


# A sign before a name, or alone in a cell.
_BESIDE_NAME = re.compile(
    rf"(?:(?<=[、,;:(/|\s])|^)([{SIGNS}])(?=[\u4e00-\u9fff]{{1,14}}[局委办部厅院会府心司道镇乡县区队站所团联社][、,;)\s|]|[\s|]|$)",
    re.MULTILINE,
)
_LEGEND = re.compile(r"[(\s]*(?:附?注|备注|说明|图例|标[识记]|填表说明)")


def _explains(folded: str, match: re.Match[str]) -> bool:
    """Whether ●牵头 is said of the sign: in brackets, in a note, or beside another sign with its role; it may as well be a cell."""
    start = folded.rfind("\n", 0, match.start()) + 1
    stop = folded.find("\n", match.end())
    stop = stop if stop >= 0 else len(folded)
    bracketed = folded[start : match.start()].endswith("(") and folded.startswith(")", match.end())
    signs = {other.group("sign") for other in _SHORT.finditer(folded, start, stop)}
    return bracketed or len(signs) > 1 or bool(_LEGEND.match(folded, start, stop))


def _said(match: re.Match[str]) -> Said:
    return next(said for group, said in _SAID.items() if match.group(group))


def _near_sign(folded: str, at: int) -> bool:
    return any(sign in folded[max(0, at - _REACH) : at + _REACH] for sign in SIGNS)


def sign_beside(folded: str, named: Named) -> str:
    """The sign that stands right before or behind a name, perhaps in brackets; "" for none."""
    before = folded[max(0, named.start - 3) : named.start].rstrip(" (（").translate(_ALIKE)
    if before and before[-1] in SIGNS and (len(before) == 1 or before[-2] in _BOUNDS or before[-2] in SIGNS):
        return before[-1]
    after = folded[named.end : named.end + 3].lstrip(" (（").translate(_ALIKE)
    return after[0] if after and after[0] in SIGNS and (len(after) == 1 or after[1] in _BOUNDS) else ""


def sign_of(text: str, start: int, end: int) -> str:
    """The sign at a unit's place in a source text: beside its name, or the sign of its column; "" for none."""
    own = text[start:end].strip().translate(_ALIKE)
    return own if len(own) == 1 and own in _RANK else sign_beside(text, Named(start, end, Said.BARE))


def leading(signs: Iterable[str]) -> str:
    """Of signs without explanation the one that stands out: its units lead, in the usual reading."""
    return min(signs, key=_RANK.index)


# Codes of findings: the usual reading of a sign (asked once per plan, see `usecases.plan_questions`), no sign where others have one,
# a cell under a unit's name that says nothing known.
GUESSED, MISSING, UNREAD = "sign", "sign_missing", "sign_unread"
Doubt = tuple[str, str]


def marked(marks: RoleMarks, notes: Sequence[Note], folded: str) -> list[Doubt]:
    """Give the units of notes that belong together what their signs say; returns what is left to ask, as code and words."""
    open_units = [unit for note in notes for unit in note.named if unit.said in (Said.BARE, Said.DUTY)]
    signs = {unit: sign for unit in open_units if (sign := marks.beside(folded, unit)) and sign not in marks.others}
    if not signs:
        if marks.shape and not marks.shaped and len(open_units) > 1:
            return [(MISSING, f"原文说“{marks.shape}”的为牵头单位，这个文件里看不出字体，请指定由谁牵头")]
        explained = marks.rest is Said.SUPPORT or Said.SUPPORT in marks.roles.values() or marks.shape
        unmarked = explained and Said.LEAD in marks.roles.values() and len(open_units) > 1
        if unmarked and all(unit.said in (Said.BARE, Said.DUTY) for note in notes for unit in note.named):
            sign = next(sign for sign, said in marks.roles.items() if said is Said.LEAD)
            return [(MISSING, f"原文用“{sign}”标明牵头单位，这一项没有标，请指定由谁牵头")]
        return []
    meaning = {sign: marks.of_sign(sign) for sign in signs.values()}
    leads = any(said is Said.LEAD for said, _ in meaning.values())
    guessed = not all(sure for _, sure in meaning.values()) and (len(open_units) > 1 or not leads)
    rest = marks.rest if not guessed and marks.rest is not None else Said.SUPPORT if leads else None

    def read(unit: Named) -> Named:
        if unit.said not in (Said.BARE, Said.DUTY):
            return unit
        said = meaning[signs[unit]][0] if unit in signs else rest
        return replace(unit, said=said or unit.said, guessed=guessed and said is not None)

    for note in notes:
        note.named = [read(unit) for unit in note.named]
    if not guessed:
        return []
    shown = "、".join(f"“{sign}”" for sign in dict.fromkeys(signs.values()) if not meaning[sign][1])
    return [(GUESSED, f"原文没有写明{shown}的含义，按标{shown}的为{'牵头' if leads else '配合'}单位记录，请核对")]


def stated(marks: RoleMarks, folded: str, cells: Sequence[tuple[Cell, Cell]]) -> tuple[Note, list[Doubt]]:
    """What signs in the columns of units say of one row, as a note, and what is left to ask. `cells`: unit's name and sign."""
    note = Note(min(cell.start for _, cell in cells), max(cell.end for _, cell in cells), keyed=True)
    doubts: list[Doubt] = []
    guesses: list[str] = []
    for head, cell in cells:
        words = "".join(folded[cell.start : cell.end].split())
        meaning = marks.of_cell(words)
        if meaning is None:
            doubts.append((UNREAD, f"“{''.join(folded[head.start : head.end].split())}”一列写着“{words}”，没有读懂，请核对"))
            continue
        said, sure = meaning
        upright = all(len(line.strip()) <= _UPRIGHT for line in folded[head.start : head.end].split("\n"))
        own = [Named(head.start, head.end, said, True)] if upright else read_cell(folded, head.start, head.end, said).named
        note.named += [replace(unit, guessed=not sure, at=(cell.start, cell.end)) for unit in own]
        if not sure:
            guesses.append(f"“{words}”按{'牵头' if said is Said.LEAD else '配合'}单位")
    if guesses:
        doubts.append((GUESSED, f"原文没有写明标记的含义，{'、'.join(dict.fromkeys(guesses))}记录，请核对"))
    return note, doubts

"""Questions of meaning, asked once for a whole plan: who leads where the plan only lists units, what 责任单位 means beside 牵头单位,
what a sign beside a name (★) means that the plan does not explain.

The reader has taken the plain reading (several units without a named lead share the duty; beside a lead, 责任单位 supports). An
answer changes the roles of the rows concerned; a role that the text does not say is marked as inferred. Rows whose units a person
has set are left alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.domain.folding import fold
from tracker.domain.terms import Role
from tracker.domain.unit_names import is_group
from tracker.plans.draft import DraftTask, DraftUnit
from tracker.plans.keys import KEY_COLON, KEYS, Holds, Said, key_index
from tracker.plans.role_marks import GUESSED, leading, sign_of
from tracker.usecases.intake.review_rows import ReviewRow, Standing, name_of
from tracker.usecases.work.column_roles import said_by_column

KEYED, SHARED, BARE, BESIDE, SIGNED = "joint.keyed", "joint.shared", "joint.bare", "beside", "signed"
JOINT, FIRST, SUPPORT, IMPLEMENT = "joint", "first", "support", "implement"
_REACH = 160
_SHARING = re.compile("分工|职责|共同|分别|各自|联合|负责")
_ASKED = {
    KEYED: "本方案写“责任单位：甲、乙、丙”时，谁牵头？",
    SHARED: "本方案写“甲、乙、丙分工负责”时，谁牵头？",
    BARE: "本方案只列出“甲、乙、丙”时，谁牵头？",
    BESIDE: "“牵头单位”之外的“责任单位”，指什么？",
    SIGNED: "单位名旁的标记，本方案没有说明，指什么？",
}
_SHORT = {
    KEYED: "“责任单位：甲、乙、丙”",
    SHARED: "“甲、乙、丙分工负责”",
    BARE: "只列出“甲、乙、丙”",
    BESIDE: "“牵头单位”之外的“责任单位”",
    SIGNED: "单位名旁的标记",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its words, and its effect, drawn as roles (name, role, inferred) or said in words."""

    key: str
    words: str
    roles: tuple[tuple[str, Role, bool], ...] = ()
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the rows that it concerns. `proposed` is the choice to begin with; `answer` the one given.

    `searches`: any unit of the office is an answer too; `brief`: the words where there is little room; `services`: in how many
    services it matters too.
    """

    key: str
    words: str
    short: str
    row_ids: tuple[int, ...]
    choices: tuple[Choice, ...]
    proposed: str = ""
    answer: str = ""
    searches: bool = False
    brief: str = ""
    services: int = 0

    def choice(self, key: str) -> Choice | None:
        """The choice with this key."""
        return next((choice for choice in self.choices if choice.key == key), None)


def questions(rows: Sequence[ReviewRow], text: str, answers: Mapping[str, str], remembered: Mapping[str, str]) -> list[Question]:
    """The questions that matter for these rows, the answered ones too. `remembered`: what was answered for the plan before."""
    found = []
    for key in (SIGNED, KEYED, SHARED, BARE, BESIDE):
        answer = answers.get(key, "")
        concerned = tuple(row.id for row in rows if row.standing is not Standing.DROPPED and _places(row, text, key, answer))
        if not concerned:
            continue
        choices = _sign_choices(rows, text, concerned) if key == SIGNED else _choices(key, len(concerned))
        plain = plain_answer(key)
        proposed = remembered.get(key, plain)
        known = {choice.key for choice in choices}
        proposed = proposed if proposed in known else plain
        brief = _SHORT[key] + ("指什么？" if key in (BESIDE, SIGNED) else "谁牵头？")
        found.append(Question(key, _ASKED[key], _SHORT[key], concerned, choices, proposed, answer, brief=brief))
    return found


def plain_answer(key: str) -> str:
    """The answer that changes nothing."""
    return {BESIDE: SUPPORT, SIGNED: FIRST}.get(key, JOINT)


def answered(rows: Iterable[ReviewRow], text: str, key: str, before: str, answer: str) -> list[ReviewRow]:
    """The rows with their roles as this answer has them; `before` is the answer that they follow now."""
    if key == SIGNED:
        signs = {sign for row in rows for sign in _signs(row, text) if sign}
        return [_by_sign(row, _signs(row, text), leading(signs), answer) if any(_signs(row, text)) else row for row in rows]
    return [_changed(row, _places(row, text, key, before), key, answer) for row in rows]


def _choices(key: str, count: int) -> tuple[Choice, ...]:
    if key == BESIDE:
        return (
            Choice(SUPPORT, "配合单位", _drawn(("甲", Role.SUPPORT, False), ("乙", Role.SUPPORT, False))),
            Choice(JOINT, "分工负责", _drawn(("甲", Role.JOINT, True), ("乙", Role.JOINT, True))),
            Choice(IMPLEMENT, "组织实施", _drawn(("甲", Role.IMPLEMENT, True), ("乙", Role.IMPLEMENT, True))),
        )
    first = _drawn(("甲", Role.LEAD, True), ("乙", Role.SUPPORT, True), ("丙", Role.SUPPORT, True))
    joint = _drawn(*((name, Role.JOINT, False) for name in "甲乙丙"))
    return (
        Choice(FIRST, "第一个单位牵头", first),
        Choice(JOINT, "共同负责", joint),
        Choice(SUPPORT, "都是配合单位", effect=f"{count} 项将无牵头"),
    )


def _drawn(*roles: tuple[str, Role, bool]) -> tuple[tuple[str, Role, bool], ...]:
    return roles


def _places(row: ReviewRow, text: str, key: str, answer: str) -> list[int]:
    """The places of the units of this row that the question is about, while they follow this answer."""
    if row.by_hand:
        return []
    task = row.task
    signed = any(_signs(row, text))
    if signed or key == SIGNED:
        return [n for n, unit in enumerate(task.units) if unit.inferred] if signed and key == SIGNED else []
    if key == BESIDE:
        return _beside(task, text)
    if len(task.units) < 2 or any(unit.role is Role.LEAD and not unit.inferred for unit in task.units):
        return []
    plain = answer in ("", JOINT)
    found = [n for n, unit in enumerate(task.units) if (unit.role is Role.JOINT if plain else unit.inferred)]
    return found if len(found) > 1 and _wording(task, task.units[found[0]], text) == key else []


def _signs(row: ReviewRow, text: str) -> list[str]:
    """The sign of each unit of a row whose roles follow from unexplained signs; empty for other rows."""
    if row.by_hand or not any(unit.inferred for unit in row.task.units):
        return []
    return [sign_of(text, unit.span.start, unit.span.end) if unit.inferred and unit.span.end else "" for unit in row.task.units]


def _sign_choices(rows: Sequence[ReviewRow], text: str, concerned: tuple[int, ...]) -> tuple[Choice, ...]:
    """标★的牵头 or 标★的配合, the others the other way round; or the sign says nothing of roles."""
    signs = {sign for row in rows if row.id in concerned for sign in _signs(row, text) if sign}
    first = leading(signs)
    rest = "、".join(sorted(signs - {first}))
    other = f"标{rest}的" if rest else "其余"
    lead, support = (f"{first}甲", Role.LEAD, True), (f"{rest}乙", Role.SUPPORT, True)
    return (
        Choice(FIRST, f"标{first}的牵头，{other}配合", _drawn(lead, support)),
        Choice(SUPPORT, f"标{first}的配合，{other}牵头", _drawn((lead[0], Role.SUPPORT, True), (support[0], Role.LEAD, True))),
        Choice(JOINT, "与分工无关，共同负责", _drawn((lead[0], Role.JOINT, True), (support[0], Role.JOINT, True))),
    )


def _by_sign(row: ReviewRow, signs: Sequence[str], first: str, answer: str) -> ReviewRow:
    """The row with the roles that its signs have by this answer; once it is answered, nothing is left to ask."""
    marked, others = {FIRST: (Role.LEAD, Role.SUPPORT), SUPPORT: (Role.SUPPORT, Role.LEAD)}.get(answer, (Role.JOINT, Role.JOINT))
    units = [
        replace(unit, role=marked if sign == first else others) if unit.inferred else unit
        for unit, sign in zip(row.task.units, signs, strict=True)
    ]
    task = replace(row.task, units=units, findings=[finding for finding in row.task.findings if finding.code != GUESSED])
    return replace(row, task=task)


def _beside(task: DraftTask, text: str) -> list[int]:
    if len(task.units) < 2:
        return []
    said = [_said_before(text, unit) for unit in task.units]
    return [n for n, what in enumerate(said) if what is Said.DUTY] if Said.LEAD in said else []


def _wording(task: DraftTask, first: DraftUnit, text: str) -> str:
    if _said_before(text, first) is Said.DUTY:
        return KEYED
    return SHARED if _SHARING.search(task.note) else BARE


def _said_before(text: str, unit: DraftUnit) -> Said | None:
    """What the key in front of a unit or the head of its column says (责任单位 → DUTY); None where it stands under neither."""
    if unit.span.end <= unit.span.start:
        return None
    said = said_by_column(text, unit.span.start)
    return said if said is not None else _last_key(text[max(unit.span.start - _REACH, 0) : unit.span.start])


@lru_cache(maxsize=4096)
def _last_key(words: str) -> Said | None:
    line = fold(words)
    keys = list(KEY_COLON.finditer(line))
    if not keys or "。" in line[keys[-1].end() :]:
        return None
    _, said, holds = KEYS[key_index(keys[-1])]
    return said if holds is Holds.UNITS else None


def _changed(row: ReviewRow, places: Sequence[int], key: str, answer: str) -> ReviewRow:
    if not places:
        return row
    units = list(row.task.units)
    lead = next((n for n in places if not is_group(name_of(units[n]))), places[0])
    for n in places:
        role = Role.SUPPORT
        if answer == FIRST:
            role = Role.LEAD if n == lead else Role.SUPPORT
        elif answer in (JOINT, IMPLEMENT):
            role = Role(answer)
        units[n] = replace(units[n], role=role, inferred=answer != plain_answer(key))
    return replace(row, task=replace(row.task, units=units)) if units != row.task.units else row

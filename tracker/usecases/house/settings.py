"""Choices of the office that are kept in the database, each with its default."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.completion import PENDING
from tracker.domain.light_words import fault_in as rules_fault
from tracker.domain.lights import DEFAULT, LightRules
from tracker.domain.records import Changes
from tracker.domain.state_words import THREE, StateWords, fault_in
from tracker.errors import UserError
from tracker.storage.reader import Reader
from tracker.storage.reading import overview
from tracker.storage.reading import settings as reading
from tracker.storage.reading.completion import PROOF as COMPLETION_PROOF
from tracker.storage.reading.reporting import REPORTING_DAY
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.journal import Work

PLAN_ANSWERS = "plan_answers"
OFFICE = "office"
HOLIDAYS = "holidays"
BACKUP_FOLDER = "backup_folder"
TASK_FILTERS = "task_filters"
DOCUMENT_LAYOUT = "document_layout"
TEMPLATES = "templates"
SCORE_TABLE = "score_table"
NOTICES = "notices"
NOTICE_WORDS = "notice_words"
_NAMES = {
    reading.LIGHT_RULES: "亮灯规则",
    COMPLETION_PROOF: "完成核验",
    PLAN_ANSWERS: "方案问题的回答",
    OFFICE: "本单位",
    HOLIDAYS: "节假日",
    BACKUP_FOLDER: "备份文件夹",
    TASK_FILTERS: "常用筛选",
    REPORTING_DAY: "报送日",
    DOCUMENT_LAYOUT: "公文格式",
    TEMPLATES: "本单位模板",
    SCORE_TABLE: "考核计分规则",
    NOTICES: "催办督办",
    NOTICE_WORDS: "文书用语",
    reading.STATE_WORDS: "状态用语",
}


def light_rules(store: Store) -> LightRules:
    """The table of the lights in this office."""
    with store.read() as db:
        return rules_in(db)


def rules_in(db: Reader) -> LightRules:
    """The table of the lights and the words of states, within a read that is under way."""
    return reading.light_rules(db)


def set_light_rules(store: Store, rules: LightRules) -> Changes:
    """Change the table of the lights."""
    fault = rules_fault(rules)
    if fault is not None:
        raise UserError("亮灯规则不合理", *fault)
    return set_setting(store, reading.LIGHT_RULES, None if rules.rows == DEFAULT.rows else reading.as_stored(rules.rows))


def state_words(store: Store) -> StateWords:
    """The office's words for how a task stands."""
    with store.read() as db:
        return reading.state_words(db)


def set_state_words(store: Store, wanted: StateWords) -> Changes:
    """Change the office's words for how a task stands. Raises UserError where a task would find no word, or a word is not clear."""
    fault = fault_in(wanted) or _misread(wanted)
    if fault is not None:
        raise UserError(f"状态用语没有保存：{fault[0]}", "", fault[1])
    stored = [[one.word, one.state.value, one.pace.value if one.pace else ""] for one in wanted.words]
    return set_setting(store, reading.STATE_WORDS, None if wanted == THREE else stored)


def _misread(wanted: StateWords) -> tuple[str, str] | None:
    """A word by which all other offices mean another state: their sheets could not be told from ours."""
    from tracker.sheets.state_words import state_of, stored_state

    for one in wanted.words:
        usual = state_of(one.word)
        if usual is not None and stored_state(usual) is not one.state:
            return f"“{one.word}”通常表示“{stored_state(usual).label}”", f"请归入“{stored_state(usual).label}”，或换一个词"
    return None


def words_shown(store: Store, words: StateWords, today: date) -> dict[str, int]:
    """How many tasks of all plans would show each word: what a change would do. Words that none shows stand with 0.

    Tasks that wait for a check that they are done show 待核验, whatever the words are."""
    counts = {one.word: 0 for one in words.shown()}
    with store.read() as db:
        for standing, count in overview.standing_counts(db, today, rules_in(db)).items():
            word = words.of_pace(*standing)
            counts[word] = counts.get(word, 0) + count
        claimed = overview.claimed_count(db)
    if claimed:
        counts[PENDING] = claimed
    return counts


def setting(store: Store, name: str, default: Any = None) -> Any:
    """A stored choice, a JSON value."""
    with store.read() as db:
        value = reading.setting(db, name)
    return default if value is None else value


def set_setting(store: Store, name: str, value: Any) -> Changes:
    """Store a choice, a JSON value; None takes it back to its default."""
    with store.transaction(f"修改设置：{_NAMES.get(name, name)}") as work:
        put_setting(work, name, value)
    return work.changes()


def put_setting(work: "Work", name: str, value: Any) -> None:
    """The same within a transaction that is under way, which takes its name."""
    from tracker.storage.tables import Setting

    work.name = f"修改设置：{_NAMES.get(name, name)}"
    row = next(iter(work.rows(Setting, name=name)), None)
    if value is None:
        if row is not None:
            work.delete(row)
    elif row is None:
        work.add(Setting(name=name, value=json.dumps(value, ensure_ascii=False)))
    else:
        row.value = json.dumps(value, ensure_ascii=False)

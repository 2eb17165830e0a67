"""An office of five words: its words stand on lists, documents and sheets, and are understood when they come back."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.stores import TODAY
from tracker.domain.bulletin import figures
from tracker.domain.ledger import PaperState
from tracker.domain.lights import Cause
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.state_words import FIVE, THREE, Pace, StateWord, StateWords, pace_of
from tracker.domain.terms import Light, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.feedback.sheet_read import stage_files
from tracker.usecases.house import history
from tracker.usecases.house.settings import light_rules, set_light_rules, set_state_words, state_words, words_shown
from tracker.usecases.papers.bulletin import bulletin_facts
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks
from tracker.usecases.work.column_paste import plan_paste

PERIOD = "2026-09"
DAYS = (Light.AMBER, Cause.DAYS_LEFT)
OWN = StateWords((*FIVE.words, StateWord("缓办", State.NOT_STARTED), StateWord("办理顺利吗", State.IN_PROGRESS)))


@pytest.fixture
def five(planned: Store) -> Store:
    set_state_words(planned, FIVE)
    return planned


def _words(store: Store) -> list[str]:
    return [row.state_word for row in tasks.task_rows(store, [1, 2, 3, 4, 5], TODAY)]


def test_words_are_stored_and_taken_back_with_one_undo(planned: Store) -> None:
    assert state_words(planned) == THREE
    assert set_state_words(planned, FIVE).name == "修改设置：状态用语"
    assert state_words(planned) == FIVE
    history.undo(planned)
    assert state_words(planned) == THREE


def test_a_list_that_cannot_be_told_apart_is_refused(planned: Store) -> None:
    swapped = StateWords((StateWord("未启动", State.COMPLETED), *THREE.words[1:2], *THREE.words[3:]))
    with pytest.raises(UserError, match="“未启动”通常表示“未启动”"):
        set_state_words(planned, swapped)
    with pytest.raises(UserError, match="没有表示“已完成”的用语"):
        set_state_words(planned, StateWords(THREE.words[1:]))
    assert state_words(planned) == THREE


def test_thresholds_and_words_are_kept_apart(five: Store) -> None:
    set_light_rules(five, light_rules(five).changed(*DAYS, 3))
    assert light_rules(five).limit(*DAYS) == 3 and light_rules(five).words == FIVE
    history.undo(five)
    assert light_rules(five).limit(*DAYS) == 7 and state_words(five) == FIVE


def test_rows_and_groups_show_the_word_that_the_figures_give(five: Store) -> None:
    for task_id, percent in ((1, 100), (2, 40), (4, 75)):
        tasks.report_progress(five, task_id, PERIOD, State.IN_PROGRESS, percent, today=TODAY)
    rows = tasks.task_rows(five, [1, 2, 3, 4, 5], TODAY)
    assert {row.state_word for row in rows if row.pace is not None} > {"达进度"} and rows[4].state_word == "长期坚持"
    grouped = tasks.task_list(five, TaskFilter(), Group.STATE, TODAY)
    assert {task_id: group.title for group in grouped.groups for task_id in group.ids} == {row.id: row.state_word for row in rows}
    counts = words_shown(five, FIVE, TODAY)
    assert {word: count for word, count in counts.items() if count} == {group.title: len(group.ids) for group in grouped.groups}
    assert list(counts) == [one.word for one in FIVE.words] and sum(words_shown(five, THREE, TODAY).values()) == 5


def test_the_ledger_prints_the_words(five: Store) -> None:
    tasks.report_progress(five, 1, PERIOD, State.IN_PROGRESS, 20, today=TODAY)
    tasks.set_state(five, [2], State.COMPLETED, TODAY)
    data = ledger_data(five, LedgerRequest(1), TODAY)
    printed = {task.number: task.state_text(TODAY, data.rules) for task in data.tasks}
    assert printed[2] == "已完成" and printed[1] in ("欠进度", "逾期")
    own = StateWords((StateWord("办结", State.COMPLETED), *THREE.words[1:]))
    set_state_words(five, own)
    data = ledger_data(five, LedgerRequest(1), TODAY)
    assert next(task for task in data.tasks if task.number == 2).state_text(TODAY, data.rules) == "办结"
    assert tasks.task_rows(five, [2], TODAY)[0].reason == "办结" and tasks.task_rows(five, [2], TODAY)[0].light is Light.DONE


def test_sheets_offer_the_words_and_they_are_understood_when_they_come_back(planned: Store, tmp_path: Path) -> None:
    set_state_words(planned, OWN)
    made = make_sheets(planned, 1, PERIOD, tmp_path, TODAY)
    book = load_workbook(made.files[0].path)
    rules = [rule for rule in book.worksheets[0].data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in rules] == ['"已完成,超进度,达进度,欠进度,其他,长期坚持,缓办"'] * len(rules) and rules
    known = known_tasks(planned, 1, PERIOD)
    said = ("缓办", "办理顺利吗", "欠进度", "其他")
    lines = [f"{task.number},{task.title},{word},已报送材料。" for task, word in zip(known, said, strict=False)]
    path = tmp_path / "反馈.csv"
    path.write_text("\n".join(["序号,任务名称,完成状态,进展情况", *lines]), "utf-8")
    (sheet,) = stage_files(planned, [path], 1, PERIOD, collected=True, today=TODAY).sheets
    read = [next(cell.value for cell in row.cells if cell.field == "state") for row in sheet.rows if row.kind == "task"]
    assert read == ["not_started", "in_progress", "in_progress", "in_progress"]
    assert not any(row.reasons for row in sheet.rows)


def test_a_pasted_column_is_read_in_the_office_words(planned: Store) -> None:
    assert plan_paste(planned, [1, 2], ["缓办", "已完成"], PERIOD, "state").lines[0].fault
    set_state_words(planned, OWN)
    plan = plan_paste(planned, [1, 2], ["缓办", "已完成"], PERIOD, "state")
    assert [line.value for line in plan.lines] == [State.NOT_STARTED, State.COMPLETED]


def test_history_tells_states_in_the_office_words(planned: Store) -> None:
    set_state_words(planned, StateWords((StateWord("办结", State.COMPLETED), *THREE.words[1:])))
    done = tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    assert done.name.endswith("设为办结")
    operation = history.history(planned, 1)[0]
    fields = [field for change in history.changes_of(planned, operation.id) for field in change.fields]
    assert ("状态", "未启动", "办结") in fields


def _agree(store: Store) -> dict[int, str]:
    """The word of each task, which list, groups, counts, lights, ledger and bulletin must all bear out."""
    rows = tasks.task_rows(store, [1, 2, 3, 4, 5], TODAY)
    rules = light_rules(store)
    grouped = tasks.task_list(store, TaskFilter(), Group.STATE, TODAY)
    words = {row.id: row.state_word for row in rows}
    assert {one: group.title for group in grouped.groups for one in group.ids} == words
    assert {word: n for word, n in words_shown(store, rules.words, TODAY).items() if n} == Counter(words.values())
    facts = bulletin_facts(store, ReportRequest(1, period=PERIOD), TODAY)
    lines = {line.task.task_id: line for line in facts.lines}
    tells = any(one.pace is not None for one in rules.words.words)
    for row in rows:
        line = lines[row.id]
        says_behind = row.state_word == facts.words.behind
        figured = row.pace is not None and row.percent is not None
        assert not tells or says_behind is (figured and pace_of(row.percent, row.pace, rules.amber_points) is Pace.BEHIND)
        assert not says_behind or "欠进度" in row.reason or row.light is Light.RED, "a task that is called behind is not green"
        if line.state not in (PaperState.OVERDUE, PaperState.ONGOING):
            assert not tells or (line.word == row.state_word and says_behind is (line.state is PaperState.BEHIND))
    counted, known = figures(facts.lines), Counter(line.word for line in facts.lines)
    assert counted.behind == known[facts.words.behind]
    assert counted.not_started == known[facts.words.not_started] or not rules.words.single(State.NOT_STARTED)
    assert counted.under_way + counted.not_started + counted.completed + counted.ongoing + counted.overdue == counted.total
    if not rules.words.single(State.NOT_STARTED):
        assert counted.not_started == 0, "what no word tells apart is not counted apart"
    return words


@pytest.mark.parametrize("percent", [None, 0.0, 30.0, 70.0, 95.0])
@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS])
@pytest.mark.parametrize("words", [THREE, FIVE])
def test_word_light_and_counts_agree_whatever_was_reported(planned: Store, words: StateWords, state: State, percent: float | None) -> None:
    set_state_words(planned, words)
    assert set(_agree(planned).values()) <= {one.word for one in words.words}
    tasks.report_progress(planned, 2, PERIOD, state, percent, "已报送材料。", today=TODAY)
    said = _agree(planned)
    if percent is None:
        assert said[2] in ("未启动", "推进中", "其他"), "nobody is called behind on no figure"


def test_behind_reported_without_a_percentage_is_shown_by_the_figures_and_told(five: Store, tmp_path: Path) -> None:
    tasks.report_progress(five, 2, "2026-08", State.IN_PROGRESS, 95, "已过半。", today=TODAY)
    known = known_tasks(five, 1, PERIOD)
    path = tmp_path / "反馈.csv"
    lines = [f"{task.number},{task.title},欠进度,{text}" for task, text in zip(known[:2], ("材料不齐。", "人手不足。"), strict=True)]
    path.write_text("\n".join(["序号,任务名称,完成状态,进展情况", *lines]), "utf-8")
    (sheet,) = stage_files(five, [path], 1, PERIOD, collected=True, today=TODAY).sheets
    told = {row.task_id: "；".join(reason.words for reason in row.reasons) for row in sheet.rows if row.kind == "task"}
    assert "写“欠进度”，没有填进度，台账里还是95%" in told[2], "what is shown goes by the figure"
    assert told[1] == "", "without any figure the word of the sheet stands alone, and nobody is called behind"

"""What documents are called: notices by the office's own names, in numbers and the register too; a bulletin by how often it comes out."""

from datetime import date
from pathlib import Path

import pytest

from tests.returned import places_of
from tests.stores import TODAY
from tracker.domain.issued import IssuedFilter
from tracker.domain.notices import NAME_SETS, USUAL_NAMES, NoticeKind, NoticeNames, NoticeSetting, number_word
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import Row, Table
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import set_reporting_rule
from tracker.usecases.house import history
from tracker.usecases.house.settings import NOTICES, set_setting
from tracker.usecases.papers.document_names import bulletin_name, document_names, named_kind
from tracker.usecases.papers.document_texts import keep_text
from tracker.usecases.papers.issued import issued
from tracker.usecases.papers.notice_settings import notice_setting, set_notice_setting
from tracker.usecases.papers.number_series import next_numbers, set_series
from tracker.usecases.papers.print_queue import QueueItem, queue, write_queue
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

WARNINGS = NAME_SETS[2]


def send(store: Store, folder: Path, kind: NoticeKind, task_id: int) -> Path:
    """Issue a notice as the batch does; gives its file."""
    item = QueueItem(1, f"任务 {task_id}", ReportRequest(1, task_ids=(task_id,)))
    result = write_queue(store, places_of(folder), kind.value, [item], folder, TODAY, register=True)
    assert not result.failed
    return result.files[0]


def lines(store: Store) -> list[list[object]]:
    """What the printed register says."""
    document = report_content(store, "register", ReportRequest(), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [list(row.cells) for row in table.rows if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("name", "word"),
    [("督办通知单", "督办"), ("催办单", "催办"), ("黄单", "黄单"), ("红色预警单", "红色预警"), ("提醒函", "提醒函")],
)
def test_numbers_begin_as_the_paper_is_called(name: str, word: str) -> None:
    assert number_word(name) == word


def test_title_number_file_and_register_say_the_offices_name_and_what_went_out_keeps_its_own(planned: Store, tmp_path: Path) -> None:
    send(planned, tmp_path, NoticeKind.REMINDER, 1)
    set_notice_setting(planned, NoticeSetting(names=WARNINGS))
    assert document_names(planned)["reminder"] == "黄色预警单"
    file = send(planned, tmp_path, NoticeKind.REMINDER, 2)
    assert "黄色预警单" in file.name
    new, old = issued(planned, IssuedFilter(), TODAY)
    assert (old.number, old.title.partition("（")[0]) == ("催办〔2026〕1号", "催办单")
    assert (new.number, new.title.partition("（")[0]) == ("黄色预警〔2026〕2号", "黄色预警单")
    assert [line[1] for line in lines(planned)] == ["催办单\n催办〔2026〕1号", "黄色预警单\n黄色预警〔2026〕2号"]
    history.undo(planned)
    history.undo(planned)
    assert next_numbers(planned, "reminder", TODAY) == ("催办〔2026〕2号",)


def test_a_word_that_the_office_chose_for_its_numbers_stays(planned: Store, tmp_path: Path) -> None:
    set_series(planned, "supervision", 2026, "望督字")
    set_notice_setting(planned, NoticeSetting(names=WARNINGS))
    assert next_numbers(planned, "supervision", TODAY) == ("望督字〔2026〕1号",)
    assert next_numbers(planned, "reminder", date(2027, 1, 4)) == ("黄色预警〔2027〕1号",)


def test_faults_and_operations_say_the_offices_name(planned: Store) -> None:
    set_notice_setting(planned, NoticeSetting(names=NAME_SETS[1]))
    with pytest.raises(UserError, match="黄单要指明单位或任务"):
        report_content(planned, "reminder", ReportRequest(1), TODAY)
    with pytest.raises(UserError, match="没有登记过蓝单、黄单或红单"):
        report_content(planned, "register", ReportRequest(), TODAY)
    for task_id in range(1, 6):
        tasks.set_state(planned, [task_id], State.COMPLETED, TODAY)
    with pytest.raises(UserError, match="没有要出黄单的单位"):
        queue(planned, "reminder", "unit", ReportRequest(1), TODAY)
    assert set_series(planned, "reminder", 2026, "望黄").name == "设置黄单2026年的文号"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (USUAL_NAMES._replace(reminder=""), "都要有名称"),
        (USUAL_NAMES._replace(reminder="交办单"), "不能相同"),
        (USUAL_NAMES._replace(reminder="催办单（急）"), "括号"),
        (USUAL_NAMES._replace(reminder="重点工作进度滞后黄色预警单"), "12 个字"),
    ],
)
def test_names_that_cannot_be_are_refused(planned: Store, names: NoticeNames, says: str) -> None:
    with pytest.raises(UserError, match=says):
        set_notice_setting(planned, NoticeSetting(names=names))
    assert notice_setting(planned) == NoticeSetting()


def test_what_an_older_version_stored_is_understood(planned: Store) -> None:
    rules = {"remind_before": 5, "remind_after": 1, "supervise_after": 7, "supervise_overdue": 15, "supervise_silent": 2, "assign": False}
    set_setting(planned, NOTICES, {"rules": rules, "coloured": True, "contact": "江一帆", "phone": ""})
    held = notice_setting(planned)
    assert (held.names, held.contact, held.rules.remind_before) == (NAME_SETS[1], "江一帆", 5)
    set_setting(planned, NOTICES, {"rules": rules, "coloured": False, "contact": "", "phone": ""})
    assert notice_setting(planned).names == USUAL_NAMES


@pytest.mark.parametrize(
    ("cycle", "period", "name"),
    [
        (Cycle.WEEK, "2026-W38", "周通报"),
        (Cycle.MONTH, "2026-09", "月度通报"),
        (Cycle.QUARTER, "2026-Q3", "季度通报"),
        (Cycle.HALF_YEAR, "2026-H2", "半年通报"),
    ],
)
def test_a_bulletin_is_called_by_its_period_and_offered_by_the_plans_cycle(planned: Store, cycle: Cycle, period: str, name: str) -> None:
    set_reporting_rule(planned, 1, ReportingRule(cycle))
    assert document_names(planned, 1)["bulletin"] == document_names(planned)["bulletin"] == bulletin_name(period) == name
    assert named_kind(planned, "bulletin", period).name == name
    changes = keep_text(planned, "bulletin", ReportRequest(1, period=period), "opening", "现通报如下。", TODAY)
    assert name in changes.name


def test_a_year_and_plans_of_several_cycles(planned: Store) -> None:
    assert bulletin_name("2026") == "年度通报"
    assert named_kind(planned, "ledger").name == "工作台账"

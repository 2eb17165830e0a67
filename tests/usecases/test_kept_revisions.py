"""A comparison put aside and taken up again, its tasks cut otherwise, and a damaged file."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.stores import TODAY
from tests.usecases.test_plan_revision import finish, listed, revised
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.plans.draft import DraftTask, DraftUnit, PlanDraft, Span
from tracker.storage.store import Store
from tracker.usecases.intake import plans
from tracker.usecases.intake.kept_revisions import keep_revision, open_revision, revision_file, revision_rows_waiting, revisions_in_hand
from tracker.usecases.intake.plan_revision import Kind, RevisionSession, compare
from tracker.usecases.work import tasks

NOW = datetime(2026, 9, 16, 9, 30)
ONE, TWO = "清理北湖淤泥。分三段施工，9月底前完成。（县水利局牵头）", "加固北湖堤岸。加固堤岸3公里。（县水利局牵头）"


def put_aside(folder: Path, session: RevisionSession) -> Path:
    file = revision_file(folder, session.plan, session.draft.source_text)
    keep_revision(file, session.kept("常务会议", TODAY, "task-2"), NOW, session.missing, len(session.rows))
    return file


def taken_up(store: Store, file: Path) -> RevisionSession:
    kept = open_revision(file)
    session = compare(store, 1, kept.draft)
    session.take_up(kept)
    return session


def test_what_was_decided_is_there_again(planned: Store, tmp_path: Path) -> None:
    session = compare(planned, 1, revised())
    session.decide("task-1", False)
    session.decide("task-4", True)
    file = put_aside(tmp_path / "revisions", session)
    kept = open_revision(file)
    assert (kept.reason, kept.on, kept.current) == ("常务会议", TODAY, "task-2")
    again = taken_up(planned, file)
    assert again.rows == session.rows and again.missing == session.missing and not again.undo()
    finish(planned, again)
    assert tasks.task_detail(planned, 1, TODAY).content == "清理北渠淤泥，分三段施工。"
    (plan,) = plans.list_plans(planned)
    assert revisions_in_hand(tmp_path / "revisions", plan).reviews == (), "the plan has another wording now"


def test_the_list_says_what_is_left(planned: Store, tmp_path: Path) -> None:
    session = compare(planned, 1, revised())
    put_aside(tmp_path, session)
    (one,) = revisions_in_hand(tmp_path, session.plan).reviews
    assert (one.source_name, one.waiting, one.saved) == ("松河县水环境治理方案（修订）.txt", session.missing, NOW)


def test_the_count_of_rows_left_passes_over_other_wordings_and_damage(planned: Store, tmp_path: Path) -> None:
    session = compare(planned, 1, revised())
    file = put_aside(tmp_path, session)
    (tmp_path / "0123456789abcdef-0123456789abcdef.json").write_bytes(file.read_bytes())
    file.with_name(file.name.replace(".json", "0.json")).write_text("{", "utf-8")
    assert revision_rows_waiting(planned, tmp_path) == session.missing
    assert revision_rows_waiting(planned, tmp_path / "none") == 0


def test_a_task_that_is_gone_meanwhile_is_left_out(planned: Store, tmp_path: Path) -> None:
    session = compare(planned, 1, revised())
    session.decide("task-2", True)
    file = put_aside(tmp_path, session)
    tasks.remove_task(planned, 2)
    again = taken_up(planned, file)
    assert all(row.old != 2 for row in again.rows if not row.table)
    finish(planned, again)


def test_a_damaged_file_is_told_once(planned: Store, tmp_path: Path) -> None:
    session = compare(planned, 1, revised())
    file = put_aside(tmp_path, session)
    file.write_text('{"format": 1', "utf-8")
    found = revisions_in_hand(tmp_path, session.plan)
    assert found.reviews == () and "比对进度读不出来" in str(found.damaged[0])
    assert revisions_in_hand(tmp_path, session.plan).damaged == ()


@pytest.fixture
def lake(bare: Store) -> Store:
    """Two tasks that stand in one passage each."""
    plans.import_plan(bare, written([ONE, TWO]))
    return bare


def written(passages: list[str], head: str = "") -> PlanDraft:
    plan = PlanDraft("北湖方案.txt", head + "\n".join(passages), "北湖方案")
    at = len(head)
    for number, words in enumerate(passages, 1):
        title, rest = words.split("。", 1)
        plan.tasks.append(DraftTask(-1, f"{number}.", title, rest.replace("（县水利局牵头）", ""), span=Span(at, at + len(words))))
        plan.tasks[-1].units = [DraftUnit("县水利局", Role.LEAD)]
        at += len(words) + 1
    return plan


def test_two_tasks_read_as_one_are_split_and_find_their_origins(lake: Store) -> None:
    plan = written([ONE + TWO], "修订：")
    session = compare(lake, 1, plan)
    assert [row.kind for row in session.rows] == [Kind.CHANGED, Kind.REMOVED]
    key = session.split("task-1", len("修订：") + len(ONE))
    assert key == "task-1" and {row.kind for row in session.rows} <= {Kind.SAME, Kind.CHANGED}
    assert [row.title for row in session.rows] == ["清理北湖淤泥", "加固北湖堤岸"]
    assert session.undo() and [row.kind for row in session.rows] == [Kind.CHANGED, Kind.REMOVED]
    assert session.redo()
    finish(lake, session)
    assert listed(lake) == ["清理北湖淤泥", "加固北湖堤岸"]


def test_one_task_read_as_two_is_merged(lake: Store, tmp_path: Path) -> None:
    half = len("清理北湖淤泥。")
    plan = written([ONE, TWO], "修订：")
    first = plan.tasks[0]
    start = first.span.start
    plan.tasks.insert(1, DraftTask(-1, "", "分三段施工", "9月底前完成。", span=Span(start + half, first.span.end)))
    plan.tasks[0] = DraftTask(-1, "1.", "清理北湖淤泥", "", span=Span(start, start + half))
    session = compare(lake, 1, plan)
    assert session.counts[Kind.ADDED] == 1
    session.decide("new-1", True)
    key = session.merge("task-1")
    assert key == "task-1" and session.counts[Kind.ADDED] == 0 and len(session.new) == 2
    again = taken_up(lake, put_aside(tmp_path, session))
    assert again.rows == session.rows, "the new cut is kept too"


def test_only_tasks_of_the_new_document_can_be_cut(planned: Store) -> None:
    session = compare(planned, 1, revised())
    with pytest.raises(UserError, match="不是修订稿里的任务"):
        session.split("task-4", 3)
    with pytest.raises(UserError, match="不是修订稿里的任务"):
        session.merge("indicator-1")

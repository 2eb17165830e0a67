"""A revised plan: compared, decided one by one, stored as one operation that one undo takes back."""

import copy
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores import TODAY, clock, contents, draft
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Light, Role, State
from tracker.errors import UserError
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, PlanDraft, Span
from tracker.storage.reading.ledger import ledger_ids
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.intake.plan_revision import (
    HEAD,
    Kind,
    RevisionSession,
    compare,
    plan_version_changes,
    plan_version_text,
    plan_versions,
    similar_plan,
)
from tracker.usecases.intake.plan_revision_apply import apply_revision
from tracker.usecases.views import calendar, matrix, overview, search
from tracker.usecases.work import tasks
from tracker.usecases.work.task_restoring import restore_task

REASON = "县政府第12次常务会议调整"


def revised() -> PlanDraft:
    """One task changed, one added, one taken out, one moved to another heading."""
    plan = draft()
    plan.source_name = "松河县水环境治理方案（修订）.txt"
    plan.source_text += "\n修订稿"
    dredging, pipes, outlets, _, clean = plan.tasks
    dredging.content = "清理北渠淤泥，分四段施工。"
    dredging.deadlines = [DraftDeadline("11月底前", DeadlineKind.DATE, date(2026, 11, 30))]
    pipes.units = [DraftUnit("县住建局", Role.LEAD), DraftUnit("县财政局", Role.SUPPORT)]
    outlets.heading = 2
    fresh = DraftTask(2, "2.", "修建亲水步道", "沿西岸修建步道3公里。", span=Span(1, 4))
    fresh.units = [DraftUnit("县园林绿化专班", Role.LEAD)]
    plan.tasks = [dredging, pipes, outlets, fresh, clean]
    return plan


def fates(session: RevisionSession) -> dict[str, Kind]:
    return {row.title: row.kind for row in session.rows if not row.table}


def fields(session: RevisionSession, title: str) -> list[str]:
    return [change.label for row in session.rows if row.title == title for change in row.fields]


def finish(store: Store, session: RevisionSession) -> None:
    session.accept_all()
    assert session.missing == 0
    apply_revision(store, session, REASON, TODAY)


def listed(store: Store, **wanted: object) -> list[str]:
    found = tasks.task_list(store, TaskFilter(plan_id=1, **wanted), Group.NONE, TODAY)  # type: ignore[arg-type]
    return [row.title for row in tasks.task_rows(store, [number for group in found.groups for number in group.ids], TODAY)]


def test_every_difference_is_told(planned: Store) -> None:
    session = compare(planned, 1, revised())
    assert fates(session) == {
        "清理北渠淤泥": Kind.CHANGED,
        "更换老旧污水管": Kind.CHANGED,
        "每月巡查排口": Kind.CHANGED,
        "修建亲水步道": Kind.ADDED,
        "栽种护岸柳树": Kind.REMOVED,
        "保持河面清洁": Kind.SAME,
    }
    assert fields(session, "清理北渠淤泥") == ["内容", "时限"]
    assert fields(session, "更换老旧污水管") == ["责任单位"]
    assert fields(session, "每月巡查排口") == ["章节和顺序"]
    (change,) = next(row for row in session.rows if row.title == "更换老旧污水管").fields
    assert change.old == "分工负责：县住建局、县财政局；组织实施：各镇（街道）" and change.new == "牵头：县住建局；配合：县财政局"
    assert (session.missing, session.counts[Kind.CHANGED]) == (5, 3)


def test_nothing_is_stored_before_every_row_is_decided(planned: Store) -> None:
    before = contents(planned.path)
    session = compare(planned, 1, revised())
    with pytest.raises(UserError, match="还有 5 项没有决定"):
        apply_revision(planned, session, REASON, TODAY)
    assert contents(planned.path) == before


def test_what_was_done_stays_with_the_kept_tasks(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 40, "已完成两段", today=TODAY)
    tasks.set_contact(planned, 1, leader="周树声", office="水政股", person="林一舟", phone="1234", today=TODAY)
    finish(planned, compare(planned, 1, revised()))
    detail = tasks.task_detail(planned, 1, TODAY)
    assert detail.content == "清理北渠淤泥，分四段施工。" and detail.row.due == date(2026, 11, 30)
    assert detail.row.percent == 40 and detail.reports[0].progress == "已完成两段"
    assert [contact.person for contact in detail.contacts if contact.valid_to is None] == ["林一舟"]
    assert [(unit.display, unit.role) for unit in tasks.task_detail(planned, 2, TODAY).assignments] == [
        ("住建局", Role.LEAD),
        ("财政局", Role.SUPPORT),
    ]
    assert tasks.task_detail(planned, 3, TODAY).path == ("二、护岸",)


def test_a_removed_task_leaves_every_list_and_is_found_among_the_cancelled(planned: Store) -> None:
    finish(planned, compare(planned, 1, revised()))
    assert listed(planned) == ["清理北渠淤泥", "更换老旧污水管", "每月巡查排口", "修建亲水步道", "保持河面清洁"]
    assert listed(planned, removed=True) == ["栽种护岸柳树"]
    gone = tasks.task_detail(planned, 4, TODAY)
    assert gone.row.removed_on == TODAY and gone.row.reason == f"已取消（2026-09-16）：{REASON}" and gone.row.light is Light.DONE
    assert plans.list_plans(planned)[0].task_count == 5
    assert 4 not in matrix.matrix(planned, TaskFilter(plan_id=1), TODAY).task_ids
    with planned.read() as db:
        assert 4 not in ledger_ids(db, 1, None)
    assert search.search(planned, "柳树") == []
    assert overview.overview(planned, 1, TODAY).counts.total == 5
    days = calendar.calendar_days(planned, 1, date(2026, 1, 1), date(2026, 12, 31), TODAY)
    assert 4 not in {item.task_id for item in days}
    craft = next(load for load in units.unit_loads(planned, 1, TODAY) if load.unit.full_name == "县柳编技艺专班")
    assert craft.lead == 0


def test_a_cancelled_task_comes_back_to_its_place_with_all_that_was_known(planned: Store) -> None:
    tasks.set_contact(planned, 4, leader="", office="", person="林一舟", phone="", today=TODAY)
    finish(planned, compare(planned, 1, revised()))
    before = contents(planned.path)
    assert restore_task(planned, 4).name == "恢复已取消的任务 4“栽种护岸柳树”"
    assert listed(planned) == ["清理北渠淤泥", "更换老旧污水管", "每月巡查排口", "栽种护岸柳树", "修建亲水步道", "保持河面清洁"]
    assert listed(planned, removed=True) == []
    detail = tasks.task_detail(planned, 4, TODAY)
    assert detail.row.removed_on is None and [contact.person for contact in detail.contacts] == ["林一舟"]
    with pytest.raises(UserError, match="没有被取消"):
        restore_task(planned, 4)
    history.undo(planned)
    assert contents(planned.path) == before


def test_places_point_into_the_new_text(planned: Store) -> None:
    plan = revised()
    plan.source_text = "前言一段。" + plan.source_text
    for task in plan.tasks:
        if task.span.end:
            task.span = Span(task.span.start + 5, task.span.end + 5)
        task.units = [DraftUnit(u.name, u.role, Span(u.span.start + 5, u.span.end + 5) if u.span.end else u.span) for u in task.units]
    finish(planned, compare(planned, 1, plan))
    detail = tasks.task_detail(planned, 1, TODAY)
    assert detail.source == "清理北渠淤泥，由县水利局牵头。\n修订稿"[: len(detail.source)] and detail.source.startswith("清理北渠")
    lead = detail.assignments[0]
    assert plans.plan_source(planned, 1)[lead.start : lead.end] == "县水利局"


def test_rejected_differences_keep_the_old(planned: Store) -> None:
    session = compare(planned, 1, revised())
    for row in session.rows:
        if row.kind is not Kind.SAME:
            session.decide(row.key, False)
    apply_revision(planned, session, "", TODAY)
    assert listed(planned) == ["清理北渠淤泥", "更换老旧污水管", "每月巡查排口", "栽种护岸柳树", "保持河面清洁"]
    detail = tasks.task_detail(planned, 1, TODAY)
    assert detail.content == "清理北渠淤泥，分三段施工。" and detail.row.due == date(2026, 9, 30)
    assert tasks.task_detail(planned, 3, TODAY).path == ("一、治污", "（一）管网")


def test_versions_are_kept_with_their_texts_and_counts(planned: Store) -> None:
    assert plan_versions(planned, 1) == []
    finish(planned, compare(planned, 1, revised()))
    newest, first = plan_versions(planned, 1)
    assert (newest.number, newest.added, newest.changed, newest.removed, newest.reason) == (2, 1, 3, 1, REASON)
    assert newest.accepted_on == TODAY and first.source_name == "松河县水环境治理方案.txt"
    assert plan_version_text(planned, first.id) == draft().source_text
    assert plan_version_text(planned, newest.id) == plans.plan_source(planned, 1)
    said = "新增 1 项：修建亲水步道\n变更 3 项：清理北渠淤泥、更换老旧污水管、每月巡查排口\n取消 1 项：栽种护岸柳树"
    assert plan_version_changes(planned, newest.id) == said and plan_version_changes(planned, first.id) == ""
    history.undo(planned)
    history.redo(planned)
    assert plan_version_changes(planned, newest.id) == said


def test_a_version_that_only_turns_the_order_says_so(planned: Store) -> None:
    plan = draft()
    plan.source_text += "\n调整顺序"
    plan.tasks = [plan.tasks[1], plan.tasks[0], *plan.tasks[2:]]
    finish(planned, compare(planned, 1, plan))
    newest = plan_versions(planned, 1)[0]
    assert newest.changed == 1 and plan_version_changes(planned, newest.id) == "1 项只调整了顺序"


def test_one_undo_restores_exactly_and_a_redo_too(planned: Store) -> None:
    tasks.edit_task(planned, 2, title="更换全部污水管")
    before = contents(planned.path)
    finish(planned, compare(planned, 1, revised()))
    after = contents(planned.path)
    assert history.undo_name(planned) == "修订方案《松河县水环境治理方案》"
    assert history.undo(planned).kept == ()
    assert contents(planned.path) == before
    assert history.redo(planned).kept == ()
    assert contents(planned.path) == after
    plans.remove_plan(planned, 1)
    history.undo(planned)
    assert contents(planned.path) == after


def test_hand_edits_stay_unless_the_new_text_is_accepted(planned: Store) -> None:
    tasks.edit_task(planned, 1, content="清理北渠淤泥，分五段施工，留鱼道。")
    tasks.edit_task(planned, 3, title="每旬巡查排口")
    session = compare(planned, 1, revised())
    row = session.row("task-1")
    change = row.fields[0]
    assert (change.label, change.old, change.said) == ("内容", "清理北渠淤泥，分五段施工，留鱼道。", "清理北渠淤泥，分三段施工。")
    assert [kept.label for kept in session.row("task-3").kept] == ["标题"]
    assert session.accept_all() == 1, "what would overwrite somebody's typing is decided alone"
    session.decide("task-1", False)
    apply_revision(planned, session, REASON, TODAY)
    assert tasks.task_detail(planned, 1, TODAY).content == "清理北渠淤泥，分五段施工，留鱼道。"
    assert tasks.task_detail(planned, 3, TODAY).row.title == "每旬巡查排口"


def test_a_task_added_by_hand_is_kept_unless_taken_out_on_purpose(planned: Store) -> None:
    added = tasks.add_task(planned, 1, 3, "整理护岸档案").result
    session = compare(planned, 1, revised())
    row = session.row(f"task-{added}")
    assert (row.kind, row.by_hand, row.accepted) == (Kind.REMOVED, True, False)
    finish(planned, session)
    assert "整理护岸档案" in listed(planned)


def test_two_possible_origins_are_asked_about(planned: Store) -> None:
    plan = draft("沟渠方案")
    plan.tasks = [DraftTask(-1, "1.", "清理北渠淤泥", "清理淤泥6公里。"), DraftTask(-1, "2.", "清理南渠淤泥", "清理淤泥6公里。")]
    plan_id = plans.import_plan(planned, plan).result
    assert plan_id is not None
    new = copy.deepcopy(plan)
    new.source_text += "新"
    new.tasks = [DraftTask(-1, "1.", "清理渠道淤泥", "清理淤泥12公里。")]
    session = compare(planned, plan_id, new)
    (question,) = [row for row in session.rows if row.kind is Kind.QUESTION]
    assert len(question.candidates) == 2 and session.counts[Kind.REMOVED] == 0
    with pytest.raises(UserError, match="先要确认"):
        session.decide(question.key, True)
    assert session.accept_all() == 1
    key = session.answer(question.key, question.candidates[0])
    assert session.row(key).kind is Kind.CHANGED and session.counts[Kind.REMOVED] == 1
    session.undo()
    session.answer(question.key, None)
    assert session.row(question.key).kind is Kind.ADDED and session.counts[Kind.REMOVED] == 2
    session.undo()
    assert session.row(question.key).kind is Kind.QUESTION
    assert session.redo() and session.counts[Kind.ADDED] == 1
    finish(planned, session)


def test_what_the_document_says_about_itself_is_one_row(planned: Store) -> None:
    plan = revised()
    plan.doc_number, plan.title = "松政办发〔2026〕31号", "松河县水环境治理行动方案"
    session = compare(planned, 1, plan)
    assert [(change.label, change.new) for change in session.row(HEAD).fields] == [
        ("标题", "松河县水环境治理行动方案"),
        ("文号", "松政办发〔2026〕31号"),
    ]
    before = contents(planned.path)
    finish(planned, session)
    assert plans.list_plans(planned)[0].doc_number == "松政办发〔2026〕31号"
    assert plans.list_plans(planned)[0].title == "松河县水环境治理行动方案"
    history.undo(planned)
    assert contents(planned.path) == before


def test_the_same_text_is_no_revision_and_a_changed_plan_is_compared_anew(planned: Store) -> None:
    with pytest.raises(UserError, match="完全相同"):
        compare(planned, 1, draft())
    session = compare(planned, 1, revised())
    session.accept_all()
    tasks.remove_task(planned, 5)
    with pytest.raises(UserError, match="被改动"):
        apply_revision(planned, session, REASON, TODAY)


def test_a_draft_like_a_stored_plan_is_noticed(planned: Store) -> None:
    found = similar_plan(planned, revised())
    assert found is not None and found.plan.id == 1 and found.reason == "标题相同，文号相同，5 项任务中有 4 项标题一致"
    assert similar_plan(planned, draft()) is None, "the same text is no revision"
    other = draft("青禾县冬季防火方案")
    other.doc_number, other.tasks = "", [DraftTask(-1, "1.", "清运秸秆", "")]
    assert similar_plan(planned, other) is None
    next_year = draft("松河县2027年水环境治理方案")
    next_year.doc_number, next_year.tasks = "", [DraftTask(-1, "1.", "清运秸秆", "")]
    assert similar_plan(planned, next_year) is None, "next year's plan is another plan"


def _edits() -> list[Callable[[PlanDraft, int], None]]:
    def retitle(plan: PlanDraft, at: int) -> None:
        plan.tasks[at % len(plan.tasks)].title += "（调整）"

    def drop(plan: PlanDraft, at: int) -> None:
        if len(plan.tasks) > 1:
            plan.tasks.pop(at % len(plan.tasks))

    def add(plan: PlanDraft, at: int) -> None:
        task = DraftTask(
            at % len(plan.headings), "9.", f"第{at}处堤坝加固", f"加固堤坝{at}米。", units=[DraftUnit(f"县第{at}工程专班", Role.LEAD)]
        )
        plan.tasks.insert(at % len(plan.tasks), task)

    def turn(plan: PlanDraft, at: int) -> None:
        plan.tasks.append(plan.tasks.pop(at % len(plan.tasks)))

    def limit(plan: PlanDraft, at: int) -> None:
        plan.tasks[at % len(plan.tasks)].deadlines = [DraftDeadline("下月底前", DeadlineKind.DATE, date(2026, 10, 31))]

    def heading(plan: PlanDraft, at: int) -> None:
        plan.headings[at % len(plan.headings)].title += "工程"

    def under(plan: PlanDraft, at: int) -> None:
        plan.headings.append(DraftHeading(at % len(plan.headings), 3, "1.", f"分项{at}"))
        plan.tasks[at % len(plan.tasks)].heading = len(plan.headings) - 1

    return [retitle, drop, add, turn, limit, heading, under]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=6), says=st.lists(st.booleans(), min_size=12, max_size=12))
def test_any_revision_is_taken_back_whole_and_the_same_text_changes_nothing(
    planned_database: Path, edits: list[tuple[int, int]], says: list[bool]
) -> None:
    plan = draft()
    for number, at in edits:
        _edits()[number](plan, at)
    plan.source_text += "\n附注。"
    with TemporaryDirectory() as folder, Store.open(Path(shutil.copy(planned_database, folder)), clock) as store:
        before = contents(store.path)
        session = compare(store, 1, plan)
        if not edits:
            assert {row.kind for row in session.rows} == {Kind.SAME}
        while (question := next((row for row in session.rows if row.kind is Kind.QUESTION), None)) is not None:
            session.answer(question.key, None)
        for accept, row in zip(says * 4, session.rows, strict=False):
            if row.is_waiting:
                session.decide(row.key, accept)
        apply_revision(store, session, REASON, TODAY)
        if all(says):
            again = copy.deepcopy(plan)
            again.source_text += "再印。"
            assert {row.kind for row in compare(store, 1, again).rows} == {Kind.SAME}
        with store.read() as db:
            assert db.rows("SELECT * FROM pragma_foreign_key_check") == []
            numbers = [row[0] for row in db.rows("SELECT number FROM task WHERE removed_on IS NULL ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert history.undo(store).kept == ()
        assert contents(store.path) == before


def test_a_plan_is_revised_again_and_both_are_taken_back(planned: Store) -> None:
    before = contents(planned.path)
    finish(planned, compare(planned, 1, revised()))
    between = contents(planned.path)
    again = revised()
    again.source_text += "，第二次"
    again.tasks[3].title = "修建亲水步道和观景台"
    again.tasks.pop(0)
    session = compare(planned, 1, again)
    kinds = Counter(row.kind for row in session.rows if not row.table)
    assert kinds == {Kind.SAME: 3, Kind.CHANGED: 1, Kind.REMOVED: 1}
    finish(planned, session)
    assert [version.number for version in plan_versions(planned, 1)] == [3, 2, 1]
    assert sorted(listed(planned, removed=True)) == ["栽种护岸柳树", "清理北渠淤泥"]
    history.undo(planned)
    assert contents(planned.path) == between
    history.undo(planned)
    assert contents(planned.path) == before

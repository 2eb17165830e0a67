"""Moved time limits keep what they were and why; files kept with a task outlive their originals."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft
from tracker.domain.terms import DeadlineKind
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.work import attachments, deadline_moves, tasks


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "data" / "tracker.db")


@pytest.fixture
def store(places: Paths) -> Store:
    made = Store.open(places.db, clock)
    plans.import_plan(made, draft())
    return made


def _dated(store: Store) -> tuple[int, int, date]:
    for detail in tasks.plan_details(store, 1, TODAY):
        for limit in detail.deadlines:
            if limit.kind is DeadlineKind.DATE and limit.due and limit.is_main:
                return detail.row.id, limit.id, limit.due
    raise AssertionError("the sample has a dated limit")


def test_a_moved_limit_keeps_what_it_was_and_why(store: Store) -> None:
    task_id, limit, old = _dated(store)
    later = date(2027, 3, 1)
    deadline_moves.move_deadline(store, limit, later, "常务会议同意延期", TODAY, approved_by="周县长")
    detail = tasks.task_detail(store, task_id, TODAY)
    assert detail.row.due == later and "2027年3月1日" in next(each.wording for each in detail.deadlines if each.id == limit)
    assert next(each.moved_from for each in detail.deadlines if each.id == limit) == old
    (move,) = deadline_moves.deadline_moves(store, task_id)
    assert (move.old_due, move.new_due, move.reason, move.approved_by, move.moved_on) == (old, later, "常务会议同意延期", "周县长", TODAY)
    assert "延后到 2027年3月1日" in history.history(store, 1)[0].name
    history.undo(store)
    assert tasks.task_detail(store, task_id, TODAY).row.due == old and not deadline_moves.deadline_moves(store, task_id)


def test_a_limit_is_not_moved_without_a_reason_nor_to_the_same_day(store: Store) -> None:
    task_id, limit, old = _dated(store)
    for due, reason in ((date(2027, 1, 1), "  "), (old, "会议同意")):
        with pytest.raises(UserError):
            deadline_moves.move_deadline(store, limit, due, reason, TODAY)
    assert tasks.task_detail(store, task_id, TODAY).row.due == old


def test_a_recurring_limit_has_no_day_to_move(store: Store) -> None:
    limits = [each for detail in tasks.plan_details(store, 1, TODAY) for each in detail.deadlines]
    turning = next(each.id for each in limits if each.kind is DeadlineKind.RECURRING)
    with pytest.raises(UserError, match="不是固定日期"):
        deadline_moves.move_deadline(store, turning, date(2027, 1, 1), "会议同意", TODAY)


def test_a_file_is_kept_when_its_original_is_gone(store: Store, places: Paths, tmp_path: Path) -> None:
    task_id, *_ = _dated(store)
    source = tmp_path / "验收意见.PDF"
    source.write_bytes(b"%PDF-1.4 sample")
    attachments.attach(store, places, task_id, source, "县水利局提供")
    source.unlink()
    (kept,) = attachments.attachments(store, task_id)
    assert (kept.name, kept.note, kept.size) == ("验收意见.PDF", "县水利局提供", 15)
    file = attachments.attachment_file(store, places, kept.id)
    assert file.read_bytes() == b"%PDF-1.4 sample" and file.suffix == ".pdf"
    attachments.detach(store, kept.id)
    assert not attachments.attachments(store, task_id)
    history.undo(store)
    assert attachments.attachment_file(store, places, kept.id).is_file()


def test_what_cannot_be_kept_is_told(store: Store, places: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task_id, *_ = _dated(store)
    source = tmp_path / "照片.jpg"
    source.write_bytes(b"x" * 100)
    attachments.attach(store, places, task_id, source)
    with pytest.raises(UserError, match="已经是这项任务的附件"):
        attachments.attach(store, places, task_id, source)
    with pytest.raises(UserError, match="不是文件"):
        attachments.attach(store, places, task_id, tmp_path)
    monkeypatch.setattr(attachments, "LARGEST", 10)
    source.write_bytes(b"y" * 100)
    with pytest.raises(UserError, match="太大"):
        attachments.attach(store, places, task_id, source)
    assert len(attachments.attachments(store, task_id)) == 1


def test_several_files_are_one_step_and_one_that_fails_holds_up_no_other(store: Store, places: Paths, tmp_path: Path) -> None:
    task_id, *_ = _dated(store)
    (tmp_path / "甲").mkdir()
    files = [tmp_path / "照片.jpg", tmp_path / "甲" / "照片.jpg", tmp_path / "不在了.pdf", tmp_path / "照片.jpg"]
    files[0].write_bytes(b"one")
    files[1].write_bytes(b"two")
    done = attachments.attach_all(store, places, task_id, files)
    assert [one.name for one in attachments.attachments(store, task_id)] == ["照片.jpg", "照片.jpg"]
    assert done.name.endswith("添加 2 个附件") and history.undo_name(store) == done.name
    assert [("不是文件" in fault, "已经是" in fault) for fault in done.kept] == [(True, False), (False, True)]
    history.undo(store)
    assert not attachments.attachments(store, task_id)
    with pytest.raises(UserError, match="2 个文件都没有添加"):
        attachments.attach_all(store, places, task_id, [files[2], tmp_path])


def test_a_copy_that_was_changed_is_told(store: Store, places: Paths, tmp_path: Path) -> None:
    task_id, *_ = _dated(store)
    source = tmp_path / "纪要.txt"
    source.write_text("同意", "utf-8")
    attachments.attach(store, places, task_id, source)
    (kept,) = attachments.attachments(store, task_id)
    attachments.attachment_file(store, places, kept.id).write_text("不同意", "utf-8")
    with pytest.raises(UserError, match="已被改动"):
        attachments.attachment_file(store, places, kept.id)


def test_a_task_goes_with_its_files_and_moved_limits_and_comes_back_with_them(store: Store, places: Paths, tmp_path: Path) -> None:
    task_id, limit, _old = _dated(store)
    paper = tmp_path / "会议纪要.txt"
    paper.write_text("同意延期", "utf-8")
    attachments.attach(store, places, task_id, paper)
    deadline_moves.move_deadline(store, limit, date(2027, 3, 1), "常务会议同意延期", TODAY)
    tasks.remove_task(store, task_id)
    history.undo(store)
    assert len(attachments.attachments(store, task_id)) == len(deadline_moves.deadline_moves(store, task_id)) == 1
    plans.remove_plan(store, 1)
    assert plans.list_plans(store) == []

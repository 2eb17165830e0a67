"""Further columns of the task list, and where a search that found a task outside its title found it."""

from pathlib import Path

import pytest

from tests.stores import TODAY
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import State
from tracker.paths import locate
from tracker.storage.store import Store
from tracker.usecases.house.units import add_alias, find_unit
from tracker.usecases.views.search import hits_beside, search
from tracker.usecases.work import tasks
from tracker.usecases.work.attachments import attach


def test_further_columns_say_the_latest(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-07", State.IN_PROGRESS, 10, "旧的", "缺钱", today=TODAY)
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 20, "新的", "", today=TODAY)
    tasks.set_contact(planned, 1, leader="周明", phone="0000-1234567", today=TODAY)
    said = tasks.task_extras(planned, [1, 2], ["leader", "phone", "progress", "problems", "updated", "support_names", "heading", "plan"])
    assert {key: said[1][key] for key in ("leader", "phone", "progress", "problems", "updated", "support_names")} == {
        "leader": "周明",
        "phone": "0000-1234567",
        "progress": "新的",
        "problems": "",
        "updated": TODAY.isoformat(),
        "support_names": "财政局",
    }
    assert said[2]["heading"] == "一、治污 › （一）管网"
    assert said[1]["plan"] == "松河县水环境治理方案"
    assert tasks.task_extras(planned, [1], []) == {1: {}}


def test_a_hit_beside_the_title_says_where_it_stands(planned: Store) -> None:
    found = hits_beside(planned, [4], "4000株")
    assert (found[4].where, found[4].excerpt[found[4].start : found[4].end]) == ("内容", "4000株")
    assert 1 not in hits_beside(planned, [1], "淤泥"), "the title shows it"
    assert hits_beside(planned, [1], "czj")[1].where == "责任原文"
    assert hits_beside(planned, [1], "") == {}


def test_other_names_time_limits_chapters_and_attachments_are_looked_through_too(planned: Store, tmp_path: Path) -> None:
    notes = tmp_path / "验收纪要.txt"
    notes.write_text("略", "utf-8")
    attach(planned, locate(str(tmp_path)), 2, notes, "县里开的会")
    finance = find_unit(planned, "县财政局")
    add_alias(planned, finance.id, "国资办")
    limit = tasks.task_detail(planned, 1, TODAY).deadlines[0]
    tasks.set_deadline(planned, 1, limit.id, "汛期以前", limit.kind, limit.due)
    for typed, task_id, where in (
        ("国资办", 1, "责任单位"),
        ("验收纪要", 2, "附件"),
        ("县里开的会", 2, "附件"),
        ("汛期以前", 1, "时限"),
        ("一、治污", 2, "章节"),
    ):
        hit = next(hit for hit in search(planned, typed) if hit.task_id == task_id)
        assert (hit.where, hit.excerpt[hit.start : hit.end]) == (where, typed)


@pytest.mark.parametrize(("typed", "shown"), [("80%", "80％"), ("８０％", "80％"), ("(一)", "（一）"), ("ppp", "PPP")])
def test_full_width_and_half_width_are_the_same_word(planned: Store, typed: str, shown: str) -> None:
    tasks.edit_task(planned, 4, content="（一）采用PPP模式，完成投资的80％")
    (hit,) = [hit for hit in search(planned, typed) if hit.task_id == 4]
    assert hit.excerpt[hit.start : hit.end] == shown
    assert hits_beside(planned, [4], typed)[4].excerpt == hit.excerpt


def test_a_hit_in_reports_shows_the_one_of_the_latest_period(planned: Store) -> None:
    """Weeks and months mixed: the 40th week ends in October, whatever its letter sorts behind."""
    tasks.report_progress(planned, 1, "2026-W40", State.IN_PROGRESS, 10, "围堰只填了一半", today=TODAY)
    tasks.report_progress(planned, 1, "2026-11", State.IN_PROGRESS, 20, "围堰已经合龙", today=TODAY)
    assert "合龙" in hits_beside(planned, [1], "围堰")[1].excerpt
    assert "合龙" in search(planned, "围堰")[0].excerpt


@pytest.mark.parametrize(
    ("typed", "found"), [("ppp", True), ("PPP模式", True), ("80%", True), ("8_%", False), ("8_", False), ("！80", False)]
)
def test_small_letters_find_large_ones_and_signs_stand_for_themselves(planned: Store, typed: str, found: bool) -> None:
    tasks.edit_task(planned, 4, content="采用PPP模式，完成投资的80%")
    assert [hit.task_id for hit in search(planned, typed)] == ([4] if found else [])
    listed = tasks.task_list(planned, TaskFilter(text=typed), Group.NONE, TODAY)
    assert listed.total == found

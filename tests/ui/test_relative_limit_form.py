"""A time limit that runs from an event: the form asks for its day and says how the last day was counted."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.input_method import type_words
from tracker.ui.context import Context
from tracker.ui.pages.tasks.limits_form import LimitForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activate()
    return made


def opened(page: TasksPage) -> LimitForm:
    page.detail.limits.open_limit(None)
    form = page.detail.desk.form
    assert isinstance(form, LimitForm)
    return form


def test_the_last_day_is_counted_before_anything_is_saved(page: TasksPage) -> None:
    form = opened(page)
    type_words(form.wording, "收到后5个工作日内")
    assert form.since.isVisible() and not form.day.isVisible()
    form.since.setText("2026-9-14")
    assert form.read.text().startswith("9月14日起算，当天不计，5 个工作日，跳过休息日和放假 1 天，到 ")
    form.saved.emit()
    task_id = page.detail.desk.task_id
    (held,) = [one for one in tasks.task_detail(page.ctx.store, task_id, TODAY).deadlines if one.counted_from]
    assert f"{held.due:%Y-%m-%d}" == "2026-09-20"
    said = " ".join(one.text() for one in page.detail.limits.findChildren(QLabel))
    assert "2026年9月14日起算" in said
    page.ctx.undo()
    assert not any(one.counted_from for one in tasks.task_detail(page.ctx.store, task_id, TODAY).deadlines)


def test_a_wording_without_a_number_is_told_in_the_form(page: TasksPage) -> None:
    form = opened(page)
    type_words(form.wording, "收到通知后")
    form.kind.choose("relative")
    form.kind.chosen.emit("relative")
    form.since.setText("2026-9-14")
    form.saved.emit()
    assert form.complaint.text() == "写法里没有写明几天或几个工作日，算不出到期的日子"
    form.since.setText("2026-9-31")
    form.saved.emit()
    assert form.complaint.text() == "日期不存在：2026年9月31日"

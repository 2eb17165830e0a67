"""A task handed down to the towns and followed until it is rolled up; the city's plan beside the county's, paired and printed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.steps import click, context, drop, ids, keys, open_sample, press, rows, words_on, write
from tracker.domain.screens import TaskFilter
from tracker.ui.pages.tasks.detail import BREAKDOWN
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow
from tracker.usecases.intake import plans
from tracker.usecases.papers.report_kinds import ReportRequest, write_report
from tracker.usecases.views import overview
from tracker.usecases.work.subtasks import subtasks
from tracker.usecases.work.task_links import task_links

CITY = """望州市2026年民生实事任务方案

望州市人民政府办公室
2026年1月15日

一、养老
（一）建成镇级养老服务中心。全市建成镇级养老服务中心40个，12月底前投用。（市民政局牵头，市财政局配合）
二、环境
（二）治理农村生活污水。全年治理行政村生活污水140个。（市生态环境局牵头，各县〔市、区〕组织实施）
三、文化
（三）建成城市书房。在主城区建成城市书房6处，10月底前开放。（市文旅局负责）
"""
SEWAGE = "治理14个村生活污水"


def tasks_page(window: MainWindow) -> TasksPage:
    page = window.page("tasks")
    assert isinstance(page, TasksPage)
    return page


def open_breakdown(window: MainWindow, title: str) -> TasksPage:
    """The task with this title in front, with its 分解."""
    page, ctx = tasks_page(window), context(window)
    number = next(row.id for row in rows(window, ids(window)) if row.title == title)
    ctx.open_task(number)
    page.detail.tabs.setCurrentIndex(BREAKDOWN)
    return page


def test_a_task_goes_down_to_the_towns_and_its_progress_comes_back_up(window: MainWindow) -> None:
    open_sample(window)
    ctx = context(window)
    before = overview.overview(ctx.store, ctx.plan_id, ctx.today()).counts
    page = open_breakdown(window, SEWAGE)
    part = page.detail.breakdown.parts
    assert "还没有分解" in words_on(part)
    click(part, "分解给单位…")
    click(part, "各镇街道")
    click(part, "去掉城关街道")
    click(part, "去掉望江街道")
    click(part, "分解给 7 个单位")
    assert page.detail.tabs.tabText(BREAKDOWN) == "分解 7"
    assert window.toast.isVisible() and "分解给 7 个单位" in words_on(window)

    for town, percent in (("石门镇", "100"), ("柳岸镇", "40")):
        click(part, f"报进展：{SEWAGE}（{town}）")
        keys(window, "Ctrl+A")
        write(percent)
        keys(window, "Ctrl+Return")
    assert "汇总：7 项中已完成 0 项，按权重汇总 20%" in words_on(part)
    task_id = page.detail.desk.task_id
    click(part, "采用汇总进度，记为2026年9月的进展")
    assert rows(window, [task_id])[0].percent == 20
    counts = overview.overview(ctx.store, ctx.plan_id, ctx.today()).counts
    assert counts.total == before.total == 46, "parts are no tasks"
    window.setFocus()
    for _step in range(4):
        keys(window, "Ctrl+Z")
    assert rows(window, [task_id])[0].percent == 43 and subtasks(ctx.store, task_id)[0] == []
    assert "还没有分解" in words_on(part)


def test_the_citys_plan_is_paired_with_the_countys_and_printed(window: MainWindow, tmp_path: Path) -> None:
    open_sample(window)
    file = tmp_path / "市方案.txt"
    file.write_text(CITY, "utf-8")
    drop(window, file)
    keys(window, "Ctrl+Shift+A", "Ctrl+Return")
    ctx = context(window)
    county, city = (next(plan.id for plan in plans.list_plans(ctx.store) if plan.is_sample is sample) for sample in (True, False))
    ctx.choose_plan(county)
    window.go("tasks")
    click(window, "对应上级方案")
    page = tasks_page(window)
    strip = page.under.pairs
    assert strip is not None and strip.isVisible() and strip.plan.currentData() == city
    assert not strip.tie.isEnabled()
    wanted = {"建成镇级养老服务中心4个", SEWAGE}
    for place, pair in enumerate(strip.model.pairs):
        if pair.task.title in wanted:
            assert pair.upper is not None, pair.task.title
            strip.table.setCurrentIndex(strip.model.index(place, 2))
            press(window, Qt.Key.Key_Space)
    assert strip.tie.text() == "对应所选 2 项"
    QTest.keyClick(strip.table, Qt.Key.Key_Return)
    assert not strip.isVisible()

    page = open_breakdown(window, "建成镇级养老服务中心4个")
    assert "望州市2026年民生实事任务方案　民政局" in words_on(page.detail.breakdown.links)
    click(page.detail.breakdown.links, "1　建成镇级养老服务中心")
    assert ctx.plan_id == city, "a click goes to the other plan"
    page.detail.tabs.setCurrentIndex(BREAKDOWN)
    assert "下级汇总：1 项中已完成 0 项，按权重汇总 45%" in words_on(page.detail.breakdown.links)
    click(page.detail.breakdown.links, "采用汇总进度，记为2026年9月的进展")
    upper = ids(window, TaskFilter(plan_id=city))[0]
    assert rows(window, [upper])[0].percent == 45

    made = write_report(ctx.store, "upper-tasks", ReportRequest(city), tmp_path / "承接.docx", ctx.today())
    assert (tmp_path / "承接.docx").is_file() and made.name == "望州市2026年民生实事任务承接情况表"
    keys(window, "Ctrl+Z", "Ctrl+Z")
    assert rows(window, [upper])[0].percent is None and task_links(ctx.store, upper, ctx.today()).lower == ()

"""The calendar page alone over a plan of one autumn, for the tests of its parts."""

from datetime import date

from pytestqt.qtbot import QtBot

from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Every, Role
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, PlanDraft
from tracker.ui.context import Context
from tracker.ui.pages.calendar.page import CalendarPage
from tracker.usecases.intake import plans


def dated(title: str, wording: str, due: date | None = None, every: Recurrence | None = None) -> DraftTask:
    task = DraftTask(-1, "", title, f"{title}。")
    task.units = [DraftUnit("县水利局", Role.LEAD)]
    kind = DeadlineKind.RECURRING if every else DeadlineKind.DATE
    task.deadlines = [DraftDeadline(wording, kind, due, recurrence=every)]
    return task


def september() -> PlanDraft:
    draft = PlanDraft("秋.txt", "秋", "石桥县秋汛方案", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    draft.tasks = [
        dated("检修泵站", "9月10日前", date(2026, 9, 10)),
        dated("储备沙袋", "9月16日前", date(2026, 9, 16)),
        dated("发放预案", "9月17日前", date(2026, 9, 17)),
        dated("巡查险段", "9月20日前", date(2026, 9, 20)),
        dated("汇总灾情", "9月26日前", date(2026, 9, 26)),
        dated("报送周报", "每周五", every=Recurrence(Every.WEEK, day=5)),
        *(dated(f"完成第{number}处", "9月底前", date(2026, 9, 30)) for number in range(1, 9)),
    ]
    return draft


def open_calendar(ctx: Context, qtbot: QtBot) -> CalendarPage:
    """The calendar page alone over the plan of September."""
    done = plans.import_plan(ctx.store, september())
    ctx.set_plans(tuple(plans.list_plans(ctx.store)))
    ctx.choose_plan(done.result)
    made = CalendarPage(ctx)
    qtbot.addWidget(made)
    made.resize(1230, 630)
    ctx.changed.connect(made.show_changes)
    made.show()
    made.activate()
    made.month.setFocus()
    return made

"""Made-up facts for the papers of dividing, due days and notices, all from the sample county's tasks."""

from datetime import date

from tests.reports import samples
from tracker.domain.lights import DEFAULT
from tracker.domain.notices import NoticeKind
from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light, Role
from tracker.reports.division import DividedTask, DivisionFacts
from tracker.reports.month_sheet import MonthFacts
from tracker.reports.notice_register import RegisterFacts, RegisterLine
from tracker.reports.notices import NoticeFacts, NoticeMatter
from tracker.reports.year_sheet import YearFacts

OFFICE = "望川县人民政府办公室"
DAY = samples.TODAY

DIVISION = DivisionFacts(
    samples.PLAN.title,
    samples.PLAN.doc_number,
    OFFICE,
    DAY,
    tuple(DividedTask("" if task.number == 9 else f"{task.number}.", task) for task in samples.tasks()),
)
MATTERS = tuple(
    NoticeMatter(
        task.number,
        task.title,
        "、".join(task.names(Role.LEAD) or task.names(Role.JOINT)),
        "、".join(task.names(Role.SUPPORT, Role.IMPLEMENT)),
        task.deadlines[0].wording,
        detail=task.content,
        role="牵头",
        cause="逾期1天" if task.number == 3 else "",
        standing="推进中，完成90%（序时进度100%）。入库18个，其余2个在补材料。" if task.number == 3 else "",
    )
    for task in samples.tasks()
)


def notice_facts(kind: NoticeKind, matters: tuple[NoticeMatter, ...], receiver: str = "", wants: str = "") -> NoticeFacts:
    return NoticeFacts(
        kind=kind,
        issuer=OFFICE,
        day=DAY,
        matters=matters,
        basis="《望川县2026年重点工作任务推进方案》第3项",
        wants=wants or "1. 列明每步完成日期。\n2. 每月25日前反馈。\n3. 办结后报送“结果”。",
        back="请于签收后2个工作日内退回督查室",
        number="望督办〔2026〕3号",
        receiver=receiver,
        due="2026年7月14日前",
        instruction="请县工信局说明原因。（许喆㴝　6月29日）",
        cycle="每月25日前",
        contact="江一帆",
        phone="0000-1234568",
        note="逾期未办结的，在通报中列明。",
    )


def due(day: int, number: int, light: Light = Light.GREEN, title: str = "") -> CalendarItem:
    """Something due in September 2026."""
    named = title or f"建成第{number}处乡村文化广场"
    return CalendarItem(date(2026, 9, day), number, number, named, ("县文化旅游局",), light, "正常", False, f"9月{day}日前", number)


def month_facts(items: tuple[CalendarItem, ...]) -> MonthFacts:
    """September 2026: three days off at its end and one Sunday worked."""
    weekend = {date(2026, 9, day): "" for day in (5, 6, 12, 13, 19)}
    off = {**weekend, **{date(2026, 9, day): "中秋节" for day in (25, 26, 27)}}
    mark = (date(2026, 9, 24), "★9月反馈报送（提前至24日）")
    return MonthFacts(date(2026, 9, 1), samples.PLAN.title, OFFICE, DAY, items, (mark,), off, frozenset({date(2026, 9, 20)}))


YEAR = YearFacts(
    2026,
    samples.PLAN.title,
    OFFICE,
    DAY,
    samples.tasks(),
    {
        **{task.number: (task.due,) for task in samples.tasks() if task.due},
        5: tuple(date(2026, month, 25) for month in range(1, 13)),
        6: tuple(date(2026, 11, day) for day in (6, 13, 20, 27)),
    },
    DEFAULT,
)
REGISTER = RegisterFacts(
    OFFICE,
    "2026年",
    DAY,
    (
        RegisterLine("望交办〔2026〕1号", "3 技改项目入库20个", "常务会议", date(2026, 3, 2), "县工信局", None, date(2026, 3, 9), "已办结"),
        RegisterLine("望督办〔2026〕3号", "3 技改入库", "《方案》", date(2026, 6, 8), "县工信局", date(2026, 6, 22), None, "逾期8天", True),
        RegisterLine("望督办〔2026〕4号", "7 新建高标准农田", "", date(2026, 6, 9), "", None, None, "作废：重号", void=True),
    ),
)  # fmt: skip

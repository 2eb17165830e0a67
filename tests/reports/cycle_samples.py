"""Made-up facts for the papers of the cycle: a bulletin's, problems on their way to 销号, scores."""

from datetime import date
from fractions import Fraction

from tests.reports import samples
from tracker.domain.bulletin import Figures, standings, words_of
from tracker.domain.lights import DEFAULT
from tracker.domain.notices import NoticeKind
from tracker.domain.problems import Problem, ProblemSource, ProblemState, ProblemStep, Step
from tracker.domain.scoring import Event, Happening, ScoreTable, accounts
from tracker.reports.bulletin import BulletinFacts, Missing
from tracker.reports.notice_proposals import ProposedNotice
from tracker.reports.problem_papers import ProblemFacts
from tracker.reports.score_sheet import ScoreFacts

DAY = date(2026, 6, 30)
OFFICE = "望川县人民政府办公室"

BULLETIN = BulletinFacts(
    plan_title=samples.PLAN.title,
    period="2026-06",
    day=DAY,
    issued=date(2026, 7, 3),
    office=OFFICE,
    lines=standings(samples.tasks(), DAY, DEFAULT),
    words=words_of(),
    missing=(Missing("县统计局", (3, 5), True), Missing("开发区管委会", (2,), False)),
    owing=9,
    before=Figures(9, 0, 5, 1, 0, 2, 1),
    before_period="2026-05",
    number="望政办通〔2026〕7号",
    texts={"receivers": "各镇人民政府、街道办事处，县直各有关单位", "copies": "县委办公室，县人大常委会办公室，县政协办公室。"},
)

_STEPS = (
    ProblemStep(Step.PLAN, date(2026, 4, 8), "江一帆", "抽调两个班组进场，逐个路口补装"),
    ProblemStep(Step.REPORT_DONE, date(2026, 5, 20), "江一帆", "37处全部补装，“一处一照片”存档"),
    ProblemStep(Step.PASS, date(2026, 5, 27), "闻亦舟", "抽查12处，全部到位"),
    ProblemStep(Step.STRIKE_OFF, date(2026, 5, 29), "闻亦舟"),
)
PROBLEMS = ProblemFacts(
    samples.PLAN.title,
    OFFICE,
    DAY,
    (
        Problem(
            1, 1, "城区37处路口标线磨损、缺少夜间照明，群众反映集中。", ProblemSource.INSPECTION, date(2026, 4, 1), ProblemState.STRUCK_OFF,
            "第一季度督查", "路口照明和标线全部恢复", "逐个路口补装照明、重划标线，建立月巡查制度。",
            "县住建局", "江一帆", date(2026, 5, 31), "37处全部补装。",
            date(2026, 5, 29), date(2026, 11, 30), 6, "改造老旧管网18公里", _STEPS,
        ),
        Problem(
            2, 2, "标准化厂房二期外墙施工比计划晚了约20天。", ProblemSource.REPORT, date(2026, 6, 25), ProblemState.RECTIFYING,
            "2026年6月反馈", "8月底前做完外墙", "增加一个作业班组；雨天改做室内管线。", "开发区管委会", "许喆㴝", date(2026, 8, 31),
            "新班组已进场。", None, None, 2, "建成开发区标准化厂房二期", _STEPS[:1],
        ),
        Problem(
            3, 3, "夜间运输车辆监管力量不足。", ProblemSource.HAND, date(2026, 5, 6), ProblemState.RECTIFYING,
            "", "", "住建、交警每周联合检查一次。", "县住建局", "", date(2026, 6, 15), "",
        ),
        Problem(4, 4, "管网改造资金缺口120万元。", ProblemSource.REPORT, date(2026, 6, 25), ProblemState.FOUND, "2026年6月反馈",
                indicator="老旧管网改造率"),
    ),
)  # fmt: skip

_NAMES = {1: "县工信局", 2: "县住建局", 3: "县文化旅游局", 4: "县档案馆"}
_HAPPENINGS = (
    Happening(2, Event.OVERDUE_LEAD, "任务6“改造老旧管网18公里”应于2026年6月20日前完成", date(2026, 6, 21), task_ids=(6,)),
    Happening(2, Event.LATE, "2026年5月反馈应于5月25日前报送，5月28日收到", date(2026, 5, 28), period="2026-05"),
    Happening(2, Event.SUPERVISED, "望政办督〔2026〕3号", date(2026, 6, 25), issued_id=6),
    Happening(3, Event.NOT_REPORTED, "2026年4月未报送", period="2026-04"),
    Happening(3, Event.EARLY, "任务4“打造夜间文旅街区”提前15天完成", date(2026, 6, 16), task_ids=(4,)),
    Happening(1, Event.MANUAL, "规上企业培育做法被省里推广", date(2026, 6, 10), points=Fraction(2)),
)
SCORES = ScoreFacts(
    samples.PLAN.title,
    OFFICE,
    "2026年上半年",
    DAY,
    ScoreTable(),
    tuple(accounts({1: 4, 2: 6, 3: 3, 4: 0}, _HAPPENINGS, ScoreTable())),
    _NAMES,
)

PROPOSED = (
    ProposedNotice(
        NoticeKind.SUPERVISION,
        "催办 9 天未反馈",
        3,
        "技改项目入库20个",
        "县工信局",
        date(2026, 6, 19),
        90,
        "催办〔2026〕2号（06-21，待反馈）",
    ),
    ProposedNotice(NoticeKind.SUPERVISION, "连续 2 期未报送", 8, "常态化整治扬尘污染", "", None, None, ""),
    ProposedNotice(NoticeKind.REMINDER, "已逾期 1 天", 6, "改造老旧管网18公里", "县住建局", date(2026, 6, 29), 55, ""),
)

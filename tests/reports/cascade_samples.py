"""Made-up facts for the papers of the cascade: tasks split among 科室 and towns, a superior's plan and what carries it out."""

from datetime import date

from tests.reports import samples
from tracker.domain.cascade import LinkedTask, SubtaskRecord
from tracker.domain.state_words import THREE
from tracker.domain.terms import Light, State
from tracker.reports.cascade_papers import SplitFacts, SplitTask, TaskFacts, UpperFacts, UpperTask

DAY = samples.TODAY
OFFICE = "望川县人民政府办公室"


def part(number: int, title: str, unit: str, office: str, due: date | None, percent: float | None, said: str = "") -> SubtaskRecord:
    state = State.COMPLETED if percent == 100 else State.IN_PROGRESS if percent else State.NOT_STARTED
    done = DAY if state is State.COMPLETED else None
    return SubtaskRecord(number, 6, number, title, number if unit else None, unit, office, "闻亦舟" if office else "", due, 1, state, percent, done, said, DAY)  # fmt: skip  # noqa: E501


def lower(number: int, title: str, lead: str, wording: str, percent: float | None, light: Light, reason: str) -> LinkedTask:
    return LinkedTask(
        number, number, 1, samples.PLAN.title, number, title, (lead,), None, wording, State.IN_PROGRESS, percent, light, reason, 1, ""
    )


SPLIT = SplitFacts(
    samples.PLAN.title,
    OFFICE,
    DAY,
    THREE,
    (
        SplitTask(
            TaskFacts(6, "改造老旧管网18公里", ("县住建局",), "11月底前"),
            (
                part(1, "城关片6.4公里管网更换和路面恢复", "县住建局", "市政股", date(2026, 6, 20), 70, "已换4.5公里，剩余路段夜间施工。"),
                part(2, "改造老旧管网18公里", "柳河镇", "", date(2026, 9, 30), 100, "2.1公里全部完成。"),
                part(3, "居民楼院支管入户排查", "", "", None, None),
            ),
        ),
        SplitTask(
            TaskFacts(9, "农村改厕整改提升1800户", (), ""),
            (part(4, "问题户逐户核对、建档", "县农业农村局", "人居环境股", date(2026, 5, 31), 100, "1800户全部建档。"),),
        ),
    ),
)
UPPER = UpperFacts(
    "广陵市2026年重点工作任务方案",
    OFFICE,
    DAY,
    THREE,
    (
        UpperTask(
            TaskFacts(4, "全市改造老旧管网150公里", ("市住建局",), "12月底前"),
            (
                lower(6, "改造老旧管网18公里", "县住建局", "11月底前", 55, Light.GREEN, "正常"),
                lower(7, "新建高标准农田2.4万亩", "县农业农村局", "11月底前", 47, Light.RED, "欠进度 32 点"),
            ),
        ),
        UpperTask(TaskFacts(5, "建设社区养老服务站40个", ("市民政局", "市卫健委"), "年底前"), ()),
        UpperTask(
            TaskFacts(6, "技改项目入库160个", ("市工信局",), "6月底前"),
            (lower(3, "技改项目入库20个", "县工信局", "6月底前", 90, Light.RED, "逾期 1 天"),),
        ),
    ),
)

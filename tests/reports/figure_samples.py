"""Made-up indicators, services and projects with what was followed of them: every standing, long words, rows without anything."""

from datetime import date, datetime

from tests.reports import samples
from tracker.domain.evaluation import YEARLY
from tracker.domain.figure_lines import IndicatorLine, ProjectLine, ServiceLine
from tracker.domain.figures import (
    IndicatorValueRecord,
    ListChange,
    ProjectValueRecord,
    ProjectYearRecord,
    Reckoning,
    ServiceCheckRecord,
    ServiceStanding,
    ValueKind,
)
from tracker.domain.indicators import IndicatorFacts, judge
from tracker.domain.investment import ProjectFacts, judge_project
from tracker.domain.plan_lists import IndicatorRecord, ListUnitRecord, ProjectRecord, ServiceRecord
from tracker.domain.project_order import unit_paces
from tracker.domain.rolling_list import ListDifference
from tracker.domain.terms import Role
from tracker.reports.evaluation import Evaluation
from tracker.reports.figure_register import SentSheet
from tracker.reports.figure_tables import Paper

DAY = date(2026, 9, 30)
DUE = date(2026, 9, 25)
ABOUT = Paper(samples.PLAN, "望川县人民政府办公室", DAY)


def unit(name: str, role: Role = Role.LEAD) -> ListUnitRecord:
    return ListUnitRecord(len(name), name, "", role, False, False)


def indicator(
    number: int,
    group: str,
    name: str,
    measure: str,
    goal: str,
    nature: str,
    base: str,
    values: str,
    *units: str,
    yearly: bool = False,
) -> IndicatorLine:
    """`goal`: ">= 6.5"; `values`: "2026-03 5.1, 2026-06 5.9"."""
    sign, target = goal.split()
    said = [one.split() for one in values.split(", ") if one]
    row = IndicatorRecord(
        number, 1, str(number), group, name, measure, sign, target, nature, 0, 0, base, 2025 if base else None, 2026,
        reckoning := Reckoning.YEAR if yearly else Reckoning.LEVEL,
        tuple(unit(one, Role.SUPPORT if place else Role.LEAD) for place, one in enumerate(units)),
    )  # fmt: skip
    records = tuple(IndicatorValueRecord(n, number, when, ValueKind.ACTUAL, value, "", DAY) for n, (when, value) in enumerate(said))
    told = tuple((when, value) for when, value in said)
    facts = IndicatorFacts(name, measure, nature, sign, target, base, row.base_year, 2026, (), told, reckoning)
    return IndicatorLine(row, (), records, facts, judge(facts, DAY))


INDICATORS = (
    indicator(1, "一、经济发展", "规上工业企业户数", "户", ">= 86", "预期性", "80", "2026-06 83, 2026-09 87", "县工信局"),
    indicator(2, "一、经济发展", "单位产值能耗降低", "%", "= 3.2", "约束性", "0", "2026-06 1.1, 2026-09 1.5", "县发改局", "县工信局"),
    indicator(3, "二、民生福祉", "城镇新增就业", "人", "= 1500", "预期性", "0", "2026-06 760, 2026-09 1210", "县人社局"),
    indicator(4, "二、民生福祉", "每千名常住人口拥有护理型养老床位", "张", "> 4.5", "约束性", "3.9", "", "县民政局"),
    indicator(5, "三、生态环境", "城区空气优良天数比例", "%", ">= 92", "约束性", "", "2026-06 91.4", "县生态环境分局"),
    indicator(7, "三、生态环境", "每年新增绿化面积", "亩", ">= 800", "预期性", "", "2025-12 760, 2026-09 560", "县林业局", yearly=True),
    indicator(6, "三、生态环境", "黑臭水体", "条", "<= 0", "预期性", "3", "2026-06 2, 2026-09 2", "县住建局"),
)  # fmt: skip
SERVICES = (
    ServiceLine(
        ServiceRecord(1, 1, "1", "幼有所育", "农村托育补助", "3岁以下幼儿", "每月80元以上", "县财政承担", "", units=(unit("县卫健局"),)),
        (ServiceCheckRecord(1, 1, 2026, ServiceStanding.MET, "覆盖 312 名幼儿", "按月发放", date(2026, 9, 18), "江一帆"),),
    ),
    ServiceLine(
        ServiceRecord(2, 1, "2", "病有所医", "慢性病随访", "在册病人", "每季度不少于1次", "省、县分担", "", units=(unit("县卫健局"),)),
        (ServiceCheckRecord(2, 2, 2026, ServiceStanding.UNMET, "随访率 61%", "柳河镇二季度没有随访", date(2026, 9, 20), "江一帆"),),
    ),
    ServiceLine(ServiceRecord(3, 1, "3", "病有所医", "老年人体检", "65岁以上老人", "每年1次，含血常规等12项", "县财政承担", ""), ()),
)  # fmt: skip


def project(
    number: int, box: str, title: str, *, whole: str = "", planned: str = "", invested: str = "", begun: date | None = None,
    due: date | None = None, leader: str = "", units: str = "", progress: str = "", problems: str = "", content: str = "",
) -> ProjectLine:  # fmt: skip
    row = ProjectRecord(
        number, 1, box, f"{number:02}", title, content, 0, 0, whole, due, begun, None, None, leader, "许喆㴝" if leader else "",
        "13800005566" if leader else "", None, None, "", (unit(units),) if units else (),
    )  # fmt: skip
    year = ProjectYearRecord(number, number, 2026, planned, "") if planned else None
    last = ProjectValueRecord(number, number, "2026-09", invested, progress, problems, DAY) if invested or progress else None
    facts = ProjectFacts(due, begun, None, None, planned, invested, "2026-09" if invested else "")
    return ProjectLine(row, (year,) if year else (), (last,) if last else (), year, last, invested, judge_project(facts, DAY))


PROJECTS = (
    project(1, "水利工程", "青石水厂扩建", whole="12600", planned="4200", invested="3650.5", begun=date(2026, 2, 20), due=date(2026, 3, 1),
            leader="周树声", units="县水利局", progress="泵房封顶，管道铺设11公里", content="日供水能力增加2万吨，铺设主管道18公里。"),
    project(2, "水利工程", "", whole="3800", planned="1500", invested="420", begun=date(2026, 4, 2), due=date(2026, 3, 15), leader="李望",
            units="县水利局", progress="完成9座", problems="山路狭窄，大型机械进不了场", content="整治山塘26座。"),
    project(3, "产业项目", "标准化厂房二期", whole="26000", planned="9000", due=date(2026, 6, 1), leader="周树声", units="开发区管委会"),
    project(4, "产业项目", "粮食烘干中心", planned="600"),
)  # fmt: skip
PACES = unit_paces(PROJECTS, [unit("县水利局").unit_id, unit("开发区管委会").unit_id])
VERSIONS = (
    ListDifference(4, ListChange.ADDED, "粮食烘干中心", {}, {"title": "粮食烘干中心", "planned": "600", "leader": "李望"}),
    ListDifference(1, ListChange.CHANGED, "青石水厂扩建", {"title": "青石水厂扩建", "planned": "3000"},
                   {"title": "青石水厂扩建", "planned": "4200", "leader": "周树声"}),
    ListDifference(2, None, "山塘整治", {"title": "山塘整治"}, {"title": "山塘整治"}),
    ListDifference(9, ListChange.REMOVED, "石门景区步道", {"title": "石门景区步道", "total_investment": "900"}, {}, "用地未批，调至下年"),
)  # fmt: skip
EVALUATION = Evaluation(ABOUT, DAY, 2026, YEARLY, INDICATORS, tuple(samples.tasks()), PROJECTS, SERVICES)
SENT = (
    SentSheet("望川县发展和改革局", 3, datetime(2026, 9, 20, 9, 30), "01县发改局-2026年9月指标项目数据.xlsx", datetime(2026, 9, 24, 16, 5),
              ("01县发改局-2026年9月指标项目数据.xlsx",), "已收", False),
    SentSheet("望川县水利局", 2, datetime(2026, 9, 20, 9, 30), "02县水利局-2026年9月指标项目数据.xlsx", None, (), "未收，已逾期", True),
    SentSheet("望川县林业局", 0, None, "", datetime(2026, 9, 26, 8, 0), ("林业9月.xls", "林业9月（改）.xls"), "已收，迟报", True),
)  # fmt: skip

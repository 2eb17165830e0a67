"""A made-up county's ledger with everything that occurs in one: late and shared tasks, groups, long texts, rare characters."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date

from tracker.domain.ledger import LedgerData, LedgerTask
from tracker.domain.records import (
    AssignmentRecord,
    ContactRecord,
    DeadlineRecord,
    PlanRecord,
    ProgressRecord,
    UnitRecord,
)
from tracker.domain.terms import DeadlineKind, Role, State, UnitKind

TODAY = date(2026, 6, 30)

PLAN = PlanRecord(
    id=1,
    title="望川县2026年重点工作任务推进方案",
    doc_number="望政办发〔2026〕3号",
    issuer="望川县人民政府办公室",
    issued=date(2026, 1, 12),
    period_start=date(2026, 1, 1),
    period_end=date(2026, 12, 31),
    lead_units=(),
    source_name="方案.docx",
    source_hash="0",
    is_sample=True,
    task_count=0,
)

UNITS = ["县工信局", "县财政局", "县统计局", "县住建局", "县自然资源局", "县农业农村局", "县文化旅游局", "开发区管委会", "各镇（街道）"]
TOWN = UnitRecord(40, "柳河镇人民政府", "柳河镇", UnitKind.PLACE, "镇", 40, False, None, None, None)
FINANCE = UnitRecord(2, "望川县财政局", "县财政局", UnitKind.GOVERNMENT, "县", 2, False, None, None, None)

_LEAD, _JOINT, _SUPPORT, _IMPLEMENT = Role.LEAD, Role.JOINT, Role.SUPPORT, Role.IMPLEMENT

# title, heading, units with roles, time limit (words, day), percent, progress, problems, next steps, leader
_TASKS: list[tuple[str, tuple[str, ...], list[tuple[int, Role]], tuple[str, date | None], float | None, str, str, str, str]] = [
    ("规上工业企业净增12家", ("一、产业提质", "（一）工业"), [(0, _LEAD), (1, _SUPPORT), (2, _SUPPORT)], ("12月底前", date(2026, 12, 31)), 58, "已入库7家，另有3家企业在核对上年的营业收入。", "个别企业账目不全。", "7月15日前派员上门辅导，9月底前再入库3家。", "沈一川"),
    ("建成开发区标准化厂房二期", ("一、产业提质", "（一）工业"), [(7, _LEAD), (3, _SUPPORT), (4, _SUPPORT)], ("9月底前", date(2026, 9, 30)), 31, "主体封顶4栋，水电管网招标结束，完成投资1.2亿元。", "雨季影响外墙施工，工期晚了约20天。", "增加一个作业班组，8月底前做完外墙。", "沈一川"),
    ("技改项目入库20个", ("一、产业提质", "（一）工业"), [(0, _LEAD), (2, _SUPPORT)], ("6月底前", date(2026, 6, 29)), 90, "入库18个，其余2个在补材料。", "无", "按月跟踪项目投资。", "沈一川"),
    ("打造夜间文旅街区", ("一、产业提质", "（二）文旅"), [(6, _JOINT), (3, _JOINT), (7, _JOINT)], ("7月底前", date(2026, 7, 31)), 82, "业态入驻34户，“望川夜市”品牌已注册——标识同步上墙…", "无", "7月中旬试运营。", "何雨桐"),
    ("旅游收入比上年增长10%以上", ("一、产业提质", "（二）文旅"), [(6, _LEAD), (2, _SUPPORT)], ("12月底前", date(2026, 12, 31)), 52, "上半年增长11.2%。", "无", "办好秋季活动。", "何雨桐"),
    ("改造老旧管网18公里", ("二、城乡建设",), [(3, _LEAD), (1, _SUPPORT), (8, _IMPLEMENT)], ("11月底前", date(2026, 11, 30)), 55, "已改10.2公里，恢复路面4.3万平方米。", "=资金缺口120万元", "7月至8月集中做完学校周边4条路段。", "许喆㴝"),
    ("新建高标准农田2.4万亩", ("二、城乡建设",), [(5, _LEAD), (4, _SUPPORT), (1, _SUPPORT), (8, _IMPLEMENT)], ("11月底前", date(2026, 11, 30)), 47, "开工1.6万亩，土方完成六成；下半年备料已到场。", "", "分片包干，按旬通报。", "何雨桐"),
    ("常态化整治扬尘污染", ("二、城乡建设",), [(3, _LEAD), (8, _IMPLEMENT)], ("长期坚持", None), None, "巡查工地46处，整改23处。", "夜间运输车辆监管力量不足。", "住建、交警每周联合检查一次。", "许喆㴝"),
    ("农村改厕整改提升1800户", ("二、城乡建设",), [(5, _LEAD), (1, _SUPPORT)], ("5月底前", date(2026, 5, 31)), 100, "整改1800户，逐户验收。", "无", "加强管护。", "何雨桐"),
]  # fmt: skip


def _unit(number: int, task_id: int, index: int, role: Role) -> AssignmentRecord:
    name = UNITS[index]
    return AssignmentRecord(task_id * 100 + number, index + 1, name, name, role, False, name.startswith("各"))


def tasks() -> list[LedgerTask]:
    made = []
    for number, (title, path, units, (words, due), percent, progress, problems, steps, leader) in enumerate(_TASKS, 1):
        kind = DeadlineKind.DATE if due else DeadlineKind.STANDING
        state = State.ONGOING if due is None else State.COMPLETED if percent == 100 else State.IN_PROGRESS
        made.append(
            LedgerTask(
                number=number,
                title=title,
                content=f"{title}。列入年度重点，逐月调度，年终核验。",
                path=path,
                state=state,
                percent=percent,
                kind=kind,
                due=due,
                pace=49.3 if due else None,
                assignments=tuple(_unit(at, number, index, role) for at, (index, role) in enumerate(units)),
                deadlines=(DeadlineRecord(number, words, kind, due, None),),
                contact=ContactRecord(number, leader, "综合股", "江一帆", "0000-1234568", None, None),
                report=ProgressRecord(number, "2026-06", state, percent, progress, problems, steps, date(2026, 6, 25)),
            )
        )
    return made


def ledger(copies: int = 1) -> LedgerData:
    """The sample's nine tasks, or many times them under the same headings."""
    some = tasks()
    many = sorted((task for task in some for _ in range(copies)), key=lambda task: task.number)
    return LedgerData(PLAN, tuple(replace(task, number=number) for number, task in enumerate(many, 1)))

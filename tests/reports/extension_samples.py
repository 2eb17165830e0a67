"""Invented requests for later limits, for the papers about them."""

from datetime import date

from tests.reports import samples
from tracker.domain.extensions import ExtensionRecord, ExtensionState
from tracker.reports.extension_papers import ExtensionFacts

_ASKED = ExtensionRecord(
    3, 6, 6, "改造老旧管网18公里", 1, samples.PLAN.title, 9, 2, "县住建局", "6月20日前", date(2026, 6, 20), date(2026, 8, 31),
    "五月连续降雨，沟槽开挖停了十九天；新到的管材要送检，检测报告七月上旬才能拿到。", date(2026, 6, 12), "江一帆", ExtensionState.ASKED,
)  # fmt: skip
_GRANTED = _ASKED._replace(
    id=2,
    task_id=2,
    number=2,
    title="建成开发区标准化厂房二期",
    unit="开发区管委会",
    old_due=date(2026, 7, 31),
    wished=date(2026, 9, 30),
    reason="外墙脚手架重新验收，工期顺延。",
    asked_on=date(2026, 5, 20),
    asked_by="许喆㴝",
    state=ExtensionState.GRANTED,
    granted=date(2026, 9, 15),
    decided_on=date(2026, 5, 25),
    decided_by="县政府第9次常务会议",
    words="每周报一次进度",
)
_REFUSED = _ASKED._replace(
    id=1,
    task_id=4,
    number=4,
    title="打造夜间文旅街区",
    unit="县文化旅游局",
    asked_on=date(2026, 4, 3),
    state=ExtensionState.REFUSED,
    decided_on=date(2026, 4, 7),
    decided_by="周副县长",
    words="场地已经腾空，按原时限办理",
)
FORM = ExtensionFacts(
    samples.PLAN.title,
    "望川县人民政府办公室",
    date(2026, 6, 25),
    (_ASKED,),
    "更换城区老旧供水管网18公里，同步改造6处加压泵站，6月20日前完工通水。",
)
DECIDED = FORM.__class__(FORM.plan_title, FORM.office, FORM.today, (_GRANTED,), "")
REGISTER = FORM.__class__(FORM.plan_title, FORM.office, FORM.today, (_ASKED, _GRANTED, _REFUSED))

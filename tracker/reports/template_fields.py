"""What the office's own templates can be filled with: every field with its Chinese name, and what it stands for.

The columns of a task are those of the ledger, under the same heads; so a template and a ledger of the same day say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.bulletin import figures, standings
from tracker.domain.ledger import LedgerData, PaperState
from tracker.domain.office import Office
from tracker.reports.ledger import CHOICES, ledger_values
from tracker.reports.titles import day_words, period_words

TASKS, LATE, ITEM, LATE_ITEM = "任务列表", "逾期列表", "任务", "逾期任务"
Value = str | int | float | date
Row = Mapping[str, Value]


class TemplateField(NamedTuple):
    """`write`: what stands in the template; `means`: what becomes of it."""

    write: str
    means: str


_SINGLE = (
    ("方案标题", "方案的标题"),
    ("方案文号", "方案的文号"),
    ("印发单位", "印发方案的单位"),
    ("印发日期", "方案的印发日期"),
    ("本单位", "设置里填写的本单位名称"),
    ("科室", "设置里填写的科室"),
    ("责任单位", "只出一个单位时，这个单位的名称；否则空着"),
    ("期次", "报告期，如 2026年11月；没有选期次时空着"),
    ("今天", "生成文书的日期"),
    ("任务总数", "列入的任务项数"),
    ("已完成数", "已完成的项数"),
    ("推进中数", "推进中的项数，含欠进度的"),
    ("欠进度数", "欠进度的项数"),
    ("未启动数", "未启动的项数"),
    ("逾期数", "逾期的项数"),
    ("长期坚持数", "长期坚持的项数"),
    ("完成率", "已完成数÷任务总数，如 12.5%"),
)


def field_list() -> tuple[TemplateField, ...]:
    """Every field, as it is written in a Word template or a cell."""
    single = [TemplateField(f"{{{{ {name} }}}}", means) for name, means in _SINGLE]
    columns = [TemplateField(f"{{{{ {ITEM}.{choice.head} }}}}", f"一项任务的{choice.head}") for choice in CHOICES.values()]
    return (
        *single,
        TemplateField(f"{{%tr for {ITEM} in {TASKS} %}}", "Word 表格里单独占一行：从下一行起，每项任务重复一次"),
        TemplateField("{%tr endfor %}", "Word 表格里单独占一行：重复到上一行为止"),
        TemplateField(f"{{%p for {ITEM} in {TASKS} %}}", "Word 正文里单独占一段：从下一段起，每项任务重复一次"),
        TemplateField("{%p endfor %}", "Word 正文里单独占一段：重复到上一段为止"),
        TemplateField(LATE, f"写在 for 里代替“{TASKS}”，只列逾期的任务"),
        *columns,
        TemplateField(f"{{{{ {ITEM}.章节 }}}}", "任务所在的一级章节"),
        TemplateField(f"{{{{ {LATE_ITEM}.序号 }}}}", f"Excel 里写“{LATE_ITEM}”的一行只按逾期的任务重复，写“{ITEM}”的按全部任务重复"),
        TemplateField("=SUM(A4:A4)", "Excel 里对重复的那一行求和：写成这样的区域，会随行数延长"),
    )


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """What one filling is about."""

    data: LedgerData
    office: Office
    today: date


def template_values(facts: TemplateFacts) -> dict[str, Value | list[Row]]:
    """Every field with its value: texts, whole numbers, percentages 0–100, days; the two lists of tasks as rows."""
    data, plan = facts.data, facts.data.plan
    lines = standings(data.tasks, facts.today, data.rules)
    counted = figures(lines)
    rows: list[Row] = [
        {**row, "章节": task.path[0] if task.path else ""} for task, row in zip(data.tasks, ledger_values(data, facts.today), strict=True)
    ]
    single: tuple[Value, ...] = (
        plan.title,
        plan.doc_number,
        plan.issuer,
        plan.issued or "",
        facts.office.name or plan.issuer,
        facts.office.section,
        data.unit.full_name if data.unit else "",
        period_words(data.period),
        facts.today,
        counted.total,
        counted.completed,
        counted.under_way,
        counted.behind,
        counted.not_started,
        counted.overdue,
        counted.ongoing,
        counted.share(counted.completed),
    )
    late = [row for line, row in zip(lines, rows, strict=True) if line.state is PaperState.OVERDUE]
    return {**{name: value for (name, _), value in zip(_SINGLE, single, strict=True)}, TASKS: rows, LATE: late}


def in_words(values: Mapping[str, Value | list[Row]]) -> dict[str, object]:
    """The same as a text prints it: days in words, percentages with their sign."""
    return {
        name: [{key: _word(key, each) for key, each in row.items()} for row in value] if isinstance(value, list) else _word(name, value)
        for name, value in values.items()
    }


def _word(name: str, value: Value) -> str:
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, float):
        return f"{value:g}%" if name == CHOICES["percent"].head else f"{value:g}"
    return str(value)

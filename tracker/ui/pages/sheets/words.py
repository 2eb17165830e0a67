"""Values, fields and bins of returned sheets in the clerk's words."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.periods import MONTHLY, WEEKDAYS, ReportingRule, asked_now, reporting_date
from tracker.domain.records import PlanRecord
from tracker.domain.terms import State
from tracker.reports.titles import period_span_words, period_words
from tracker.sheets.fields import label as field_label
from tracker.sheets.staged import Bin
from tracker.ui.source.grid_window import column_letters
from tracker.ui.tokens import Tokens
from tracker.ui.wording import state_label
from tracker.usecases.feedback.sheet_rows import ReviewCell, ReviewRow, Verdict

__all__ = [
    "BIN_ICONS",
    "BIN_NOTES",
    "asked_of",
    "bin_ink",
    "cell_place",
    "field_label",
    "outcome",
    "period_span_words",
    "period_words",
    "reasons",
    "rule_preview",
    "short_label",
    "value_words",
]

BIN_ICONS = {
    Bin.ADDED: "plus",
    Bin.UPDATED: "pen-line",
    Bin.SAME: "equal",
    Bin.ASK: "circle-help",
    Bin.REFUSED: "ban",
    Bin.NOT_TASK: "minus",
}
BIN_NOTES = {
    Bin.ADDED: "台账里还没有进展，默认接受",
    Bin.UPDATED: "默认接受",
    Bin.SAME: "与台账一致，不用改",
    Bin.ASK: "逐条看，Enter 接受后到下一条",
    Bin.REFUSED: "不写入，随退回件说明原因",
    Bin.NOT_TASK: "标题、表头、合计和落款，不写入",
}
_SHORT = {
    "progress": "进展",
    "problems": "问题",
    "next_steps": "措施",
    "leader": "领导",
    "office": "科室",
    "phone": "电话",
    "deadline": "时限",
}


def short_label(field: str) -> str:
    """The field in two or three signs."""
    return _SHORT.get(field, field_label(field))


def bin_ink(found: Bin, tokens: Tokens) -> str:
    """The colour of a bin's sign and figure."""
    inks = {
        Bin.ADDED: tokens.green,
        Bin.UPDATED: tokens.accent,
        Bin.SAME: tokens.slate,
        Bin.ASK: tokens.amber,
        Bin.REFUSED: tokens.red,
        Bin.NOT_TASK: tokens.text3,
    }
    return inks[found]


def value_words(field: str, value: object) -> str:
    """A value as it stands in the list; empty where there is none."""
    if value is None or value == "":
        return ""
    if field == "state":
        return next((state_label(state) for state in State if state == value), str(value))
    if field == "percent" and isinstance(value, (int, float)):
        return f"{value:g}%"
    return str(value)


def reasons(row: ReviewRow) -> str:
    """Why the row stands where it stands."""
    if row.reasons:
        return "；".join(reason.words for reason in row.reasons)
    matched = {"key": "按任务标识对应", "number": "按编号和名称对应", "title": "按名称对应"}
    return matched.get(row.staged.matched_by, "") if row.task_id is not None else ""


def outcome(row: ReviewRow) -> str:
    """What becomes of the row, in a word."""
    if row.verdict is Verdict.WAITING and row.task_id is None:
        return "指定任务"
    if row.verdict is Verdict.NONE:
        return "不用改" if row.bin is Bin.SAME else ""
    return row.verdict.label


def cell_place(row: ReviewRow, cell: ReviewCell) -> str:
    """Where the cell stands in its sheet (E9); empty where it was typed."""
    if cell.column is None:
        return ""
    return f"{column_letters(cell.column)}{row.key.row}"


def asked_of(plans: Sequence[PlanRecord], plan_id: int | None, today: date) -> str:
    """The period that the plan asks for now; the running month where no plan is chosen."""
    rule = next((plan.reporting for plan in plans if plan.id == plan_id), MONTHLY)
    return asked_now(today, rule)


def rule_preview(rule: ReportingRule, today: date) -> str:
    """What a rule asks for now, as an example: 2026年第47周（11.16—11.22），11月20日（周五）前报送."""
    period = asked_now(today, rule)
    day = reporting_date(period, rule)
    until = f"，{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）前报送" if day else ""
    return f"本期是{period_span_words(period)}{until}"

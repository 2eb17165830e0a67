"""The work ledger (工作台账) as a content tree: which columns, what stands in each, group rows with counts, and the notes below.

No unit, task or time limit of the plan is left out: where the plan names no lead, the units that share the task stand in the lead
column marked 分工, implementing units stand with the cooperating ones marked 落实, and notes explain the marks where they occur.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import OVERDUE_WORD, LedgerData, LedgerTask, PaperState, behind_word
from tracker.domain.records import AssignmentRecord
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.reports.content import (
    A3_ACROSS,
    A4_ACROSS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    FootLine,
    Group,
    Kind,
    Note,
    Page,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.headings import under_headings
from tracker.reports.measure import POINT_MM, break_title, em_width, room_in_em
from tracker.reports.titles import day_words, derived_title, period_words

NO_UNIT = "未明确"
NOT_REPORTED = "本期未报送"
_SHARED, _CARRIED = "分工：", "落实："
_ROLE_WORDS = {Role.LEAD: "牵头", Role.JOINT: "分工", Role.SUPPORT: "配合", Role.IMPLEMENT: "落实"}
_ALERTS = (PaperState.OVERDUE, PaperState.BEHIND)


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that a ledger can have. `width` is its width on A4 with the usual columns, `least` the narrowest that still reads well."""

    key: str
    head: str
    width: float
    least: float
    value: Callable[[LedgerTask, "_Context"], Cell]
    align: Align = Align.LEFT
    kind: Kind = Kind.TEXT


class _Context:
    """What the cells of one ledger depend on beside their task."""

    def __init__(self, today: date, data: LedgerData, short_names: bool) -> None:
        self.today, self.data, self._short_names = today, data, short_names
        self._task: LedgerTask | None = None
        self._names = ("", "", "", "")

    def names(self, task: LedgerTask) -> tuple[str, str, str, str]:
        """Units that lead, share, support and implement a task, as the plan printed them.

        Two units that it ran together in one word go by their own short names.
        """
        if task is not self._task:
            self._task, self._names = task, self._read_names(task.assignments)
        return self._names

    def _read_names(self, assignments: tuple[AssignmentRecord, ...]) -> tuple[str, str, str, str]:
        printed = [each.printed for each in assignments]
        run_together = len(set(printed)) < len(printed)
        lead: list[str] = []
        joint: list[str] = []
        support: list[str] = []
        implement: list[str] = []
        for each in assignments:
            name, role = each.printed, each.role
            if not name or self._short_names or (run_together and printed.count(name) > 1):
                name = each.display
            names = lead if role is Role.LEAD else support if role is Role.SUPPORT else joint if role is Role.JOINT else implement
            if name not in names:
                names.append(name)
        return "、".join(lead), "、".join(joint), "、".join(support), "、".join(implement)


def _task(task: LedgerTask, _: _Context) -> Cell:
    return (task.title or task.content).strip().removesuffix("。")


def _lead(task: LedgerTask, context: _Context) -> Cell:
    lead, joint, _, _ = context.names(task)
    if not lead and not joint:
        return NO_UNIT
    return _two_lines(lead, _SHARED, joint)


def _support(task: LedgerTask, context: _Context) -> Cell:
    _, _, support, implement = context.names(task)
    return _two_lines(support, _CARRIED, implement)


def _two_lines(first: str, mark: str, second: str) -> str:
    if not second:
        return first
    return f"{first}\n{mark}{second}" if first else mark + second


def _own_role(task: LedgerTask, context: _Context) -> Cell:
    own = [each for each in task.assignments if each.unit_id in context.data.own_ids]
    direct = [each for each in own if context.data.unit and each.unit_id == context.data.unit.id]
    return "、".join(dict.fromkeys(_ROLE_WORDS[each.role] for each in direct or own))


def _deadline(task: LedgerTask, _: _Context) -> Cell:
    if len(task.deadlines) == 1 and task.deadlines[0].wording:
        return task.deadlines[0].wording
    words = [each.wording or (day_words(each.due) if each.due else "") for each in task.deadlines]
    return "\n".join(dict.fromkeys(word for word in words if word))


def _targets(task: LedgerTask, _: _Context) -> Cell:
    return "；".join(each.quote for each in task.targets)


def _progress(task: LedgerTask, context: _Context) -> Cell:
    if context.data.period and (task.report is None or task.report.period != context.data.period):
        state = task.paper_state(context.today, context.data.rules)
        return "" if state in (PaperState.COMPLETED, PaperState.ONGOING) else NOT_REPORTED
    return task.report.progress if task.report else ""


def _reported(field: str) -> Callable[[LedgerTask, _Context], Cell]:
    def value(task: LedgerTask, context: _Context) -> Cell:
        report = task.report
        if report is None or (context.data.period and report.period != context.data.period):
            return ""
        return str(getattr(report, field))

    return value


def _person(field: str) -> Callable[[LedgerTask, _Context], Cell]:
    def value(task: LedgerTask, _: _Context) -> Cell:
        return str(getattr(task.contact, field)) if task.contact else ""

    return value


def _state(task: LedgerTask, context: _Context) -> Cell:
    state = task.paper_state(context.today, context.data.rules)
    words = task.state_text(context.today, context.data.rules)
    return Strong(words) if state in _ALERTS else words


CHOICES: dict[str, Choice] = {
    choice.key: choice
    for choice in (
        Choice("number", "序号", 10.5, 10.5, lambda task, _: task.number, Align.CENTER, Kind.NUMBER),
        Choice("task", "重点任务", 34, 30, _task),
        Choice("content", "具体内容", 60, 45, lambda task, _: task.content),
        Choice("targets", "量化目标", 30, 22, _targets),
        Choice("role", "职责", 14.5, 14.5, _own_role, Align.CENTER),
        Choice("lead", "牵头单位", 28, 24.5, _lead, Align.FIT),
        Choice("support", "配合单位", 26, 24.5, _support),
        Choice("leader", "分管领导", 14.5, 14.5, _person("leader"), Align.CENTER),
        Choice("office", "责任科室", 20, 17, _person("office"), Align.FIT),
        Choice("person", "责任人", 15.5, 15.5, _person("person"), Align.CENTER),
        Choice("phone", "联系电话", 24, 24, _person("phone"), Align.CENTER),
        Choice("deadline", "完成时限", 19.5, 19.5, _deadline, Align.FIT),
        Choice("due", "到期日", 22, 22, lambda task, _: task.due, Align.CENTER, Kind.DATE),
        Choice("percent", "进度", 14, 14, lambda task, _: task.percent, Align.RIGHT, Kind.PERCENT),
        Choice("progress", "进展情况", 41.5, 32, _progress),
        Choice("problems", "存在问题", 25, 20, _reported("problems"), Align.FIT),
        Choice("next_steps", "下一步措施", 37, 25, _reported("next_steps")),
        Choice("state", "状态", 17, 17, _state, Align.CENTER),
    )
}

FULL_COLUMNS = (
    "number", "task", "content", "lead", "support", "leader", "office", "person", "deadline", "percent", "progress", "problems",
    "next_steps", "state",
)  # fmt: skip
PLAN_COLUMNS = tuple(key for key in FULL_COLUMNS if key not in ("content", "office", "person"))
UNIT_COLUMNS = (*PLAN_COLUMNS[:2], "role", *PLAN_COLUMNS[2:])
_USUAL_LENGTH = {"task": 24, "lead": 12, "support": 13}
"""Characters that the usual width of a column is made for."""
_ONE_LINE_LIMIT = 5.5
"""Time limits up to this length in em (11月28日前) stay on one line."""
_SAMPLE_ROWS = 500
"""So many rows tell how long the texts of a column usually are."""
_FIXED = {"number", "role", "leader", "person", "phone", "deadline", "due", "percent", "state"}


def ledger_values(data: LedgerData, today: date) -> list[dict[str, str | int | float | date]]:
    """What every column of a ledger says of each task, by its head; "" where there is nothing."""
    context = _Context(today, data, False)
    return [{choice.head: _said(choice.value(task, context)) for choice in CHOICES.values()} for task in data.tasks]


def _said(value: Cell) -> str | int | float | date:
    return "" if value is None else str(value) if isinstance(value, str) else value


def ledger_document(
    data: LedgerData,
    today: date,
    *,
    columns: Sequence[str] | None = None,
    title: str = "",
    compiler: str = "",
    short_names: bool = False,
) -> Document:
    """The ledger as of `today`. `columns`: keys of CHOICES, else the usual ones; `title`, `compiler` (编制单位) replace the derived ones.

    Raises UserError for an unknown column. The paper is A4 as long as the columns stay readable on it, else A3.
    """
    chosen = _chosen(columns or (UNIT_COLUMNS if data.unit else PLAN_COLUMNS))
    page = A4_ACROSS if sum(choice.least for choice in chosen) <= A4_ACROSS.text_width else A3_ACROSS
    context = _Context(today, data, short_names)
    rows = list(under_headings(data.tasks, lambda task: Row(tuple([choice.value(task, context) for choice in chosen]))))
    table = Table(_columns(chosen, page, rows), rows)
    name = title or derived_title(data.plan.title, "台账")
    author = compiler or data.plan.issuer or "、".join(data.plan.lead_units)
    blocks: list[Block] = [
        Title(break_title(name, room_in_em(page.text_width, 0, 22))),
        _sub_line(data, author, today),
        table,
        *(Note(text) for text in _notes(data, chosen, context)),
        FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日")),
    ]
    whose = "，".join(word for word in (data.unit.display if data.unit else "", data.leader) if word)
    full_name = f"{name}（{whose}）" if whose else name
    return one_section(full_name, page, today, tuple(blocks), author)


def _chosen(columns: Sequence[str]) -> list[Choice]:
    unknown = [key for key in columns if key not in CHOICES]
    if unknown:
        raise UserError(f"台账里没有“{unknown[0]}”这一列", "", f"可选的列有：{'、'.join(CHOICES)}")
    return [CHOICES[key] for key in dict.fromkeys(columns)]


def _columns(chosen: list[Choice], page: Page, rows: Sequence[Row | Group]) -> tuple[Column, ...]:
    """Widths that fill the page: short columns keep theirs, the others grow or shrink with their share of text."""
    some = [row.cells for row in rows[:_SAMPLE_ROWS] if isinstance(row, Row)]
    cells = zip(*some, strict=True) if some else ([] for _ in chosen)
    natural = [_natural(choice, column) for choice, column in zip(chosen, cells, strict=True)]
    spare = page.text_width - sum(natural)
    pairs = list(zip(chosen, natural, strict=True))
    share = [0.0 if choice.key in _FIXED else width - (0 if spare >= 0 else choice.least) for choice, width in pairs]
    if not any(share):
        share = natural
    whole = sum(share)
    return tuple(
        Column(choice.key, choice.head, width + spare * part / whole, choice.align, choice.kind)
        for choice, width, part in zip(chosen, natural, share, strict=True)
    )


def _natural(choice: Choice, cells: Iterable[Cell]) -> float:
    """More than the usual width where tasks are whole sentences or units come in long lists; the least where nothing stands."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if choice.key == "deadline":
        short = [width for text in texts for line in text.split("\n") if (width := em_width(line)) <= _ONE_LINE_LIMIT]
        return max(choice.width, max(short, default=0) * 10.5 * POINT_MM + 3.2)
    usual = _USUAL_LENGTH.get(choice.key)
    if usual is None or not texts:
        return choice.width
    mean = sum(min(150, len(text)) for text in texts) / len(texts)
    if not mean:
        return choice.least
    return choice.width + min(46, max(0.0, mean - usual) * 0.9)


def _sub_line(data: LedgerData, author: str, today: date) -> SubLine:
    if data.period:
        middle = f"报告期：{period_words(data.period)}（截至{day_words(today)}）"
    else:
        middle = f"统计时点：{day_words(today)}"
    count = f"任务项数：{len(data.tasks)}项"
    if data.unit is None:
        return SubLine(f"分管领导：{data.leader}" if data.leader else f"编制单位：{author}", middle, count)
    unit_id = data.unit.id
    leads = sum(any(each.unit_id == unit_id and each.role is Role.LEAD for each in task.assignments) for task in data.tasks)
    return SubLine(f"责任单位：{data.unit.full_name}", middle, f"{count}（其中牵头{leads}项）" if leads else count)


def _notes(data: LedgerData, chosen: list[Choice], context: _Context) -> list[str]:
    keys = {choice.key for choice in chosen}
    roles = {each.role for task in data.tasks for each in task.assignments}
    notes: list[str] = []
    if "lead" in keys and Role.JOINT in roles:
        notes.append("“牵头单位”栏标“分工”的，原文由所列单位分工负责，未指定牵头单位。")
    if "support" in keys and Role.IMPLEMENT in roles:
        notes.append("“配合单位”栏标“落实”的，为组织实施单位。")
    inferred = [
        task.number for task in data.tasks if any(each.inferred and each.role in (Role.LEAD, Role.SUPPORT) for each in task.assignments)
    ]
    if "lead" in keys and inferred:
        named = f"第{'、'.join(map(str, inferred))}项" if len(inferred) <= 15 else f"有{len(inferred)}项"
        notes.append(f"{named}的牵头或配合关系原文没有写明，系按通行读法推定。")
    if "state" in keys and any(task.paper_state(context.today, context.data.rules) in _ALERTS for task in data.tasks):
        points = f"{context.data.rules.amber_points:g}个百分点以上"
        notes.append(f"“{OVERDUE_WORD}”指已过完成时限而未完成；“{behind_word(context.data.rules)}”指进度低于序时进度{points}。")
    if len(notes) == 1:
        return [f"注：{notes[0]}"]
    return [f"{'注：' if number == 1 else '　　'}{number}. {note}" for number, note in enumerate(notes, 1)]

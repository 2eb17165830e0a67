"""Papers about a period: 发放登记表, 未报送名单, 按时报送率统计表 and 催报通知. Every rate prints its base."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.reports.content import (
    A4_ACROSS,
    TEXT_PAGE,
    Align,
    AnnexList,
    AnnexMark,
    Block,
    Cell,
    Column,
    Document,
    FootLine,
    Group,
    Kind,
    Note,
    Paragraph,
    Receivers,
    Row,
    Signature,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title, number_runs, period_words

NOT_REPORTED, EMPTY, SENT_BACK, PARTLY, ALL = "未报送", "空报", "已退回", "部分报送", "已报送"
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class PaperUnit:
    """One unit in the period. `tasks`, `missing`: numbers in the plan; `standing`: one of the five words; `files` in order."""

    name: str
    tasks: tuple[int, ...]
    lead: int
    missing: tuple[int, ...]
    standing: str
    late: bool
    handed_out: datetime | None = None
    handed_out_as: str = ""
    reported_at: datetime | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period of a plan as it stands on `today`; `office` issues the papers, `section` collects the tables."""

    plan_title: str
    period: str
    due_on: date | None
    today: date
    office: str
    section: str
    units: tuple[PaperUnit, ...]

    def of(self, *standings: str) -> list[PaperUnit]:
        """The units that stand like this."""
        return [unit for unit in self.units if unit.standing in standings]

    @property
    def reported(self) -> int:
        """How many units have reported, in part or whole."""
        return len(self.of(ALL, PARTLY))

    @property
    def on_time(self) -> int:
        """How many have reported by the day."""
        return sum(not unit.late for unit in self.of(ALL, PARTLY))

    @property
    def rate(self) -> str:
        """On time of all that owe, in words: 73.7%."""
        return f"{100 * self.on_time / len(self.units):.1f}%" if self.units else "—"


def register(facts: PeriodFacts) -> Document:
    """发放登记表: what each unit was handed, with room to sign for it."""
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 52),
        Column("tasks", "任务数", 17, Align.CENTER, Kind.NUMBER),
        Column("lead", "其中牵头", 20, Align.CENTER, Kind.NUMBER),
        Column("file", "发放的文件", 76),
        Column("at", "发放时间", 30, Align.CENTER),
        Column("by", "签收人", 22, Align.CENTER),
        Column("on", "签收时间", 22, Align.CENTER),
        Column("note", "备注", 16),
    )
    rows = [
        Row((number, unit.name, len(unit.tasks), unit.lead, unit.handed_out_as, _moment(unit.handed_out), "", "", ""))
        for number, unit in enumerate(facts.units, 1)
    ]
    handed = sum(unit.handed_out is not None for unit in facts.units)
    return _document(facts, "推进情况表发放登记表", columns, rows, f"应发{len(rows)}个单位，已发{handed}个", ("发放人：", "审核人："))


def not_reported(facts: PeriodFacts) -> Document:
    """未报送名单: units that owe, first those without any report, then those whose sheet was empty or sent back, then those with
    tasks missing."""
    rows: list[Row | Group] = []
    number = 0
    for words in (NOT_REPORTED, EMPTY, SENT_BACK, PARTLY):
        units = facts.of(words)
        if units:
            rows.append(Group(f"{words}（{len(units)}个单位）"))
        for unit in units:
            number += 1
            rows.append(Row((number, unit.name, len(unit.tasks), unit.lead, _missing(unit), _moment(unit.handed_out), _state(unit))))
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 60),
        Column("tasks", "应报任务", 22, Align.CENTER, Kind.NUMBER),
        Column("lead", "其中牵头", 22, Align.CENTER, Kind.NUMBER),
        Column("missing", "未报任务序号", 83),
        Column("at", "发放时间", 32, Align.CENTER),
        Column("state", "情况", 36, Align.CENTER),
    )
    count = len(facts.of(NOT_REPORTED, EMPTY, SENT_BACK))
    middle = f"应报送{len(facts.units)}个单位，未报送{count}个"
    return _document(facts, "推进情况未报送名单", columns, rows, middle, ("填报人：", "审核人："), [_due_note(facts)])


def punctuality(facts: PeriodFacts) -> Document:
    """按时报送率统计表: every unit, when it reported and whether by the day; the rate below with its base."""
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 56),
        Column("tasks", "应报任务", 21, Align.CENTER, Kind.NUMBER),
        Column("done", "已报任务", 21, Align.CENTER, Kind.NUMBER),
        Column("at", "首次报送时间", 34, Align.CENTER),
        Column("state", "报送情况", 24, Align.CENTER),
        Column("late", "是否按时", 21, Align.CENTER),
        Column("file", "报送的文件", 78),
    )
    rows = [
        Row(
            (
                number,
                unit.name,
                len(unit.tasks),
                len(unit.tasks) - len(unit.missing),
                _moment(unit.reported_at),
                unit.standing if unit.standing in (ALL, PARTLY) else Strong(unit.standing),
                _punctual(unit),
                "\n".join(unit.files),
            )
        )
        for number, unit in enumerate(facts.units, 1)
    ]
    done = sum(len(unit.tasks) - len(unit.missing) for unit in facts.units)
    owed = sum(len(unit.tasks) for unit in facts.units)
    rows.append(Row(("合计", "", owed, done, "", f"{facts.reported}个单位", f"{facts.on_time}个单位", ""), shaded=True, span=2))
    notes = [
        f"注：1. 按时报送率＝按时报送单位数÷应报送单位数＝{facts.on_time}÷{len(facts.units)}＝{facts.rate}。",
        "　　2. 部分报送的计为已报送；未到报送日的，未报送单位不计为逾期。任务数按单位分别计，一项任务有几个单位的计几次。",
    ]
    return _document(facts, "推进情况按时报送率统计表", columns, rows, f"按时报送率：{facts.rate}", ("填报人：", "审核人："), notes)


def urging(facts: PeriodFacts, answer_by: date) -> Document:
    """催报通知 to the units that have not reported, with the list as its annex."""
    open_units, partly = facts.of(NOT_REPORTED, EMPTY, SENT_BACK), facts.of(PARTLY)
    words = period_words(facts.period)
    asked = open_units + partly
    due = f"应于{day_words(facts.due_on)}前报送" if facts.due_on else "应按期报送"
    text: list[Block] = [
        Paragraph(
            f"根据《{facts.plan_title}》安排，{words}推进情况{due}。截至{day_words(facts.today)}，应报送单位{len(facts.units)}个，"
            f"已报送{facts.reported}个，其中按时报送{facts.on_time}个，按时报送率{facts.rate}（以应报送单位数计）。现将有关事项通知如下。"
        ),
    ]
    parts: list[tuple[str, list[str]]] = []
    if open_units:
        back, blank = facts.of(SENT_BACK), facts.of(EMPTY)
        owed = sum(len(unit.tasks) for unit in open_units)
        said = f"{_named(open_units)}共{len(open_units)}个单位尚未报送，涉及任务{owed}项（按单位分别计）。"
        if back:
            said += f"其中{_named(back)}的反馈表因填写有误已退回，尚未重新报送。"
        if blank:
            said += f"{'' if back else '其中'}{_named(blank)}交回的反馈表没有填写内容，按空报处理。"
        parts.append(("尚未报送的单位", [said]))
    if partly:
        said = f"{_named(partly)}已报送部分任务，尚缺{sum(len(unit.missing) for unit in partly)}项，任务序号见附件。"
        parts.append(("报送不完整的单位", [said]))
    where = facts.section or facts.office
    to = f"，将推进情况表电子版和盖章件一并报{where}" if where else "，将推进情况表电子版和盖章件一并报送"
    wants = [
        f"请有关单位于{day_words(answer_by)}前{to.removeprefix('，')}。已经报送的，请与我们核对是否收到。",
        "填报时请使用统一发放的推进情况表，不要增删列、改动任务名称；进展情况要写明做成了什么、数量多少。",
        "因特殊情况不能按时报送的，请书面说明原因和可以报送的时间。",
    ]
    parts.append(("有关要求", wants))
    numerals = "一二三四"
    for index, (head, lines) in enumerate(parts):
        text.append(Paragraph(f"{numerals[index]}、{head}", 1))
        marks = [f"{number}. " for number in range(1, len(lines) + 1)] if len(lines) > 1 else [""]
        text += [Paragraph(mark + line) for mark, line in zip(marks, lines, strict=True)]
    annex = f"{words}推进情况未报送单位名单"
    receivers = "、".join(unit.name for unit in asked) if len(asked) <= _MOST_NAMES else "各有关单位"
    title = (f"关于催报{words}重点工作", "推进情况的通知")
    blocks: tuple[Block, ...] = (
        Title(title),
        Receivers(receivers),
        *text,
        AnnexList((annex,)),
        Signature(facts.office, facts.today),
        AnnexMark(0),
        Title(break_title(annex, room_in_em(TEXT_PAGE.text_width, 0, 22))),
        _annex_table(asked),
    )
    return one_section("".join(title), TEXT_PAGE, facts.today, blocks, facts.office)


def _annex_table(units: Sequence[PaperUnit]) -> Table:
    columns = (
        Column("no", "序号", 13, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 55),
        Column("state", "情况", 24, Align.CENTER),
        Column("count", "应报任务", 22, Align.CENTER, Kind.NUMBER),
        Column("missing", "未报任务序号", 42),
    )
    rows = [Row((number, unit.name, unit.standing, len(unit.tasks), _missing(unit))) for number, unit in enumerate(units, 1)]
    return Table(columns, rows)


def _document(
    facts: PeriodFacts,
    words: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row | Group],
    right: str,
    signs: tuple[str, ...],
    notes: Iterable[str] = (),
) -> Document:
    name = derived_title(facts.plan_title, words).replace("推进推进", "推进")
    blocks: list[Block] = [
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(
            f"编制单位：{facts.office}" if facts.office else "",
            f"报告期：{period_words(facts.period)}（截至{day_words(facts.today)}）",
            right,
        ),
        Table(columns, rows),
        *(Note(text) for text in notes if text),
        FootLine((*signs, "日期：　　　　年　　月　　日")),
    ]
    return one_section(f"{name}（{period_words(facts.period)}）", A4_ACROSS, facts.today, tuple(blocks), facts.office)


def _due_note(facts: PeriodFacts) -> str:
    return f"注：应于{day_words(facts.due_on)}前报送。" if facts.due_on else ""


def _moment(at: datetime | None) -> Cell:
    return "" if at is None else f"{at.month}月{at.day}日 {at:%H:%M}"


def _missing(unit: PaperUnit) -> str:
    """The numbers of the missing tasks."""
    return "全部" if len(unit.missing) == len(unit.tasks) else number_runs(unit.missing)


def _state(unit: PaperUnit) -> Cell:
    words = f"缺{len(unit.missing)}项" if unit.standing == PARTLY else unit.standing
    return Strong(f"{words}，已逾期") if unit.late and unit.standing != PARTLY else words


def _punctual(unit: PaperUnit) -> Cell:
    if unit.standing in (ALL, PARTLY):
        return Strong("逾期") if unit.late else "按时"
    return Strong("逾期未报") if unit.late else "未到期"


def _named(units: Sequence[PaperUnit]) -> str:
    return "、".join(unit.name for unit in units) if len(units) <= _MOST_NAMES else f"{'、'.join(unit.name for unit in units[:3])}等"

"""催办督办建议表: which notice the rules would send next for which task, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.notices import NoticeKind
from tracker.reports.content import A4_ACROSS, Align, Column, Document, FootLine, Group, Kind, Note, Row, SubLine, Table, Title, one_section
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title


@dataclass(frozen=True, slots=True)
class ProposedNotice:
    """One proposal for a task that these units answer for. `called`: what the office calls the paper; `sent`: what went out for the
    task so far, in words."""

    kind: NoticeKind
    cause: str
    number: int
    title: str
    leads: str
    due: date | None
    percent: float | None
    sent: str
    task_id: int = 0
    lead_ids: tuple[int, ...] = ()
    called: str = ""

    @property
    def name(self) -> str:
        """What the proposed paper is called."""
        return self.called or self.kind.label


def proposals_document(
    plan_title: str, office: str, today: date, found: Sequence[ProposedNotice], excused: Sequence[ProposedNotice] = ()
) -> Document:
    """The highest step first; within it in the order of the plan; last what a light set to green by hand excuses."""
    columns = (
        Column("no", "编号", 12, Align.CENTER, Kind.NUMBER),
        Column("task", "重点任务", 74),
        Column("leads", "牵头单位", 42, Align.FIT),
        Column("due", "完成时限", 32, Align.CENTER),
        Column("percent", "进度", 16, Align.RIGHT, Kind.PERCENT),
        Column("cause", "建议原因", 45),
        Column("sent", "已发文书", 46),
    )
    rows: list[Row | Group] = []
    for kind in reversed(NoticeKind):
        own = [each for each in found if each.kind is kind]
        if own:
            rows.append(Group(f"建议发{own[0].name}（{len(own)}项）"))
        rows += [_row(each) for each in own]
    if excused:
        rows.append(Group(f"人工定为绿灯，不建议发文（{len(excused)}项）"))
        rows += [_row(each) for each in excused]
    name = derived_title(plan_title, "催办督办建议表")
    blocks = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{office}" if office else "", f"统计时点：{day_words(today)}", f"建议{len(found)}项"),
        Table(columns, rows),
        Note("注：按催办督办规则提出，是否发出由承办人决定；同一缘由不重复建议。"),
        FootLine(("承办人：", "审核人：", "日期：　　　　年　　月　　日")),
    )
    return one_section(name, A4_ACROSS, today, blocks, office)


def _row(each: ProposedNotice) -> Row:
    due = day_words(each.due) if each.due else ""
    return Row((each.number, each.title, each.leads or "未明确", due, each.percent, each.cause, each.sent))

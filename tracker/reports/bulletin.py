"""月度通报: the figures, what is late by unit, the units' table, problems and what is asked next, with the lists as annexes (DOMAIN §8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.bulletin import Figures, Standing, Words, by_heading, by_lead, figures
from tracker.domain.ledger import PaperState
from tracker.domain.problems import says_problem
from tracker.domain.terms import Light
from tracker.reports.bulletin_tables import ledger_annex, missing_annex, overdue_annex, section_table, unit_table
from tracker.reports.content import (
    ANNEX_ACROSS,
    TEXT_PAGE,
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    Document,
    Imprint,
    Note,
    Paragraph,
    Receivers,
    RedHead,
    Section,
    Signature,
    Table,
    Title,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title, number_runs, period_words

_NUMERALS = "一二三四五六七八九十"
_MOST_PROBLEMS, _MOST_MISSING = 10, 8


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that did not report, or not all: the numbers of the tasks it owes; `blank`: it sent a sheet in which nothing was filled."""

    unit: str
    tasks: tuple[int, ...]
    all_missing: bool
    blank: bool = False


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """A plan on the bulletin's `day`; `before`: the figures of the period before, None where nothing is known of them.

    `opening` and `wants` replace the usual words; a want is (short call, rest of the paragraph). `rank`: units in the order of their
    share of completed tasks instead of the official one (`unit_order`). `missing`: who owes a report after its day.
    """

    plan_title: str
    period: str
    day: date
    issued: date
    office: str
    lines: tuple[Standing, ...]
    words: Words
    missing: tuple[Missing, ...] = ()
    owing: int = 0
    unit_order: tuple[str, ...] = ()
    before: Figures | None = None
    before_period: str = ""
    number: str = ""
    receivers: str = ""
    copies: str = ""
    opening: str = ""
    wants: tuple[tuple[str, str], ...] = ()
    rank: bool = False


def bulletin(facts: BulletinFacts) -> Document:
    """The text upright, each annex lying across on pages of its own."""
    title = f"关于{_subject(facts.plan_title, facts.period)}推进情况的通报"
    annexes = _annexes(facts)
    blocks: list[Block] = [
        RedHead(facts.office, facts.number),
        Title(break_title(title, room_in_em(TEXT_PAGE.text_width, 0, 22))),
        Receivers(facts.receivers or "各有关单位"),
        Paragraph(facts.opening or usual_opening(facts.plan_title, facts.day)),
        *_chapters(facts),
        AnnexList(tuple(name for name, _table in annexes)),
        Signature(facts.office, facts.issued),
    ]
    sections = [Section(TEXT_PAGE, tuple(blocks))]
    for place, (name, table) in enumerate(annexes, 1):
        head = Title(break_title(name, room_in_em(ANNEX_ACROSS.text_width, 0, 22)))
        sections.append(Section(ANNEX_ACROSS, (AnnexMark(place if len(annexes) > 1 else 0), head, table)))
    if facts.copies:
        last = sections[-1]
        sections[-1] = Section(last.page, (*last.blocks, Imprint(facts.copies, facts.office, facts.issued)))
    return Document(title, facts.issued, tuple(sections), facts.office)


def _subject(plan_title: str, period: str) -> str:
    """What is told about, and when: 望川县2026年6月重点工作任务."""
    said = derived_title(plan_title, "").removesuffix("推进") or "重点工作"
    when, year = period_words(period), f"{period[:4]}年"
    return said.replace(year, when, 1) if year in said else f"{when}{said}"


def usual_opening(plan_title: str, day: date) -> str:
    """How a bulletin begins where nothing else is written."""
    return f"按照《{plan_title}》安排，现将截至{day_words(day)}的推进情况通报如下。"


def _chapters(facts: BulletinFacts) -> Iterable[Block]:
    chapters: list[tuple[str, list[Block]]] = [("总体情况", _general(facts))]
    late = _late(facts)
    if late:
        held = bool(_held_lines(facts))
        chapters.append(("逾期、欠进度、未报送和重点督办事项" if held else "逾期、欠进度和未报送事项", late))
    chapters.append(("各单位推进情况", _units(facts)))
    problems = _problems(facts)
    if problems:
        chapters.append(("存在的主要问题", problems))
    chapters.append(("下一步工作要求", _wants(facts)))
    for place, (head, blocks) in enumerate(chapters):
        yield Paragraph(f"{_NUMERALS[place]}、{head}", 1)
        yield from blocks


def _general(facts: BulletinFacts) -> list[Block]:
    now = figures(facts.lines)
    words = facts.words
    behind = f"，其中{words.behind}{now.behind}项" if now.behind else ""
    parts = [
        f"{words.completed}{now.completed}项，占{now.share(now.completed)}",
        f"{words.under_way}{now.under_way}项，占{now.share(now.under_way)}{behind}",
    ]
    for count, word in ((now.not_started, words.not_started), (now.overdue, words.overdue), (now.ongoing, words.ongoing)):
        if count:
            parts.append(f"{word}{count}项，占{now.share(count)}")
    said = f"纳入通报的任务共{now.total}项。截至{day_words(facts.day)}，{'；'.join(parts)}。"
    blocks: list[Block] = [Paragraph(said + _compared(facts, now) + "以上比例均以任务项数为基数，一项任务有几个单位的只计一次。")]
    groups = by_heading(facts.lines)
    if len(groups) > 1:
        blocks += [Caption("分类推进情况"), section_table(groups, facts.words), Note("注：完成率＝完成项数÷任务项数。")]
    return blocks


def _compared(facts: BulletinFacts, now: Figures) -> str:
    """With the period before, where something is known of it."""
    if facts.before is None:
        return ""
    changes = [
        f"{word}{'增加' if new > old else '减少'}{abs(new - old)}项"
        for word, new, old in (
            ("任务总数", now.total, facts.before.total),
            (facts.words.completed, now.completed, facts.before.completed),
            (facts.words.overdue, now.overdue, facts.before.overdue),
        )
        if new != old
    ]
    same = f"{facts.words.completed}、{facts.words.overdue}项数没有变化"
    return f"与{period_words(facts.before_period)}相比，{'，'.join(changes) or same}。"


def _late(facts: BulletinFacts) -> list[Block]:
    blocks: list[Block] = []
    parts: list[tuple[str, list[str]]] = []
    overdue, behind = ([line for line in facts.lines if line.state is state] for state in (PaperState.OVERDUE, PaperState.BEHIND))
    if overdue:
        parts.append((f"{facts.words.overdue}事项{len(overdue)}项", [_item(line) for line in overdue]))
    if behind:
        parts.append((f"{facts.words.behind}事项{len(behind)}项", _by_unit(behind, facts)))
    if facts.missing:
        parts.append((f"未报送单位{len(facts.missing)}个（应报送{facts.owing}个）", _missing(facts.missing)))
    held = _held_lines(facts)
    if held:
        parts.append((f"另列为红灯、黄灯督办事项{len(held)}项", [_held(line) for line in held]))
    for place, (head, items) in enumerate(parts):
        blocks.append(Paragraph(f"（{_NUMERALS[place]}）{head}", 2))
        marks = [f"{number}. " for number in range(1, len(items) + 1)] if len(items) > 1 else [""]
        blocks += [Paragraph(f"{mark}{item}") for mark, item in zip(marks, items, strict=True)]
    return blocks


def _by_unit(lines: Sequence[Standing], facts: BulletinFacts) -> list[str]:
    """One line for each lead unit with its tasks and their numbers."""
    said = []
    for unit, own in by_lead(lines, facts.unit_order).items():
        tasks = "；".join(f"{_name(line)}（编号{line.task.number}，{_percent(line)}）" for line in own)
        said.append(f"{unit or '未明确牵头单位'}{len(own)}项：{tasks}。")
    return said


def _missing(missing: Sequence[Missing]) -> list[str]:
    """Few units one by one with their numbers; many in one line, their numbers in the annex."""
    if len(missing) > _MOST_MISSING:
        return [f"{'、'.join(each.unit for each in missing)}，未报送的任务编号见附件。"]
    return [f"{each.unit}：{_missing_words(each)}（编号{number_runs(each.tasks)}）。" for each in missing]


def _held_lines(facts: BulletinFacts) -> list[Standing]:
    """Tasks that a person set to red or yellow."""
    return [line for line in facts.lines if line.task.held_light is not None and line.task.held_light[0] in (Light.RED, Light.AMBER)]


def _held(line: Standing) -> str:
    """A task whose light a person set: 名称（编号3）。列为红灯：理由。"""
    shade, reason = line.task.held_light or (Light.RED, "")
    return f"{_name(line)}（编号{line.task.number}）。列为{shade.label}：{reason.rstrip('。')}。"


def _percent(line: Standing) -> str:
    return "进度未报送" if line.task.percent is None else f"进度{line.task.percent:g}%"


def _item(line: Standing) -> str:
    """1. 名称（编号11）。牵头单位…，时限为…，目前进度…。问题。"""
    task = line.task
    said = [f"牵头单位{'、'.join(line.leads)}" if line.leads else "未明确牵头单位"]
    if task.due is not None:
        said.append(f"时限为{day_words(task.due)}")
    said.append(_percent(line))
    return f"{_name(line)}（编号{task.number}）。{'，'.join(said)}。{_problem(line)}"


def _units(facts: BulletinFacts) -> list[Block]:
    groups = by_lead(facts.lines, facts.unit_order)
    note = "注：按牵头单位统计，一项任务有几个牵头单位的各计一次；完成率＝完成项数÷牵头任务项数。"
    return [Caption("牵头单位推进情况"), unit_table(groups, facts.words, rank=facts.rank), Note(note)]


def _problems(facts: BulletinFacts) -> list[Block]:
    """What the units themselves report, of tasks that are not named above already."""
    told = [line for line in facts.lines if line.state not in (PaperState.OVERDUE, PaperState.BEHIND) and _problem(line)]
    shown = told[:_MOST_PROBLEMS]
    rest = "其余问题见附件。" if len(told) > len(shown) else ""
    texts = [f"{_name(line)}（编号{line.task.number}）：{_problem(line)}" for line in shown]
    if rest:
        texts[-1] += rest
    marks = [f"{number}. " for number in range(1, len(texts) + 1)] if len(texts) > 1 else [""] * len(texts)
    return [Paragraph(f"{mark}{text}") for mark, text in zip(marks, texts, strict=True)]


def _wants(facts: BulletinFacts) -> list[Block]:
    wants: Sequence[tuple[str, str]] = facts.wants or usual_wants(facts.lines, facts.missing)
    if len(wants) == 1:
        return [Paragraph("".join(wants[0]))]
    return [Paragraph(text, 2, f"（{_NUMERALS[place]}）{call}") for place, (call, text) in enumerate(wants)]


def _missing_words(each: Missing) -> str:
    if each.blank:
        return "空报，交回的表没有填写内容"
    return "全部任务未报送" if each.all_missing else "部分任务未报送"


def usual_wants(lines: Sequence[Standing], missing: Sequence[Missing]) -> tuple[tuple[str, str], ...]:
    """What a bulletin asks for where nothing else is written."""
    now = figures(lines)
    wants = []
    if now.overdue:
        wants.append(("限期办结逾期事项。", f"逾期的{now.overdue}项任务，牵头单位要逐项说明原因、明确新的完成时间，按程序报批后抓紧办结。"))
    if now.behind:
        wants.append(("加快补齐进度差距。", f"欠进度的{now.behind}项任务，要倒排工期、压实到人，尽快赶上序时进度。"))
    if missing:
        wants.append(("按时报送推进情况。", "未报送、少报送的单位要尽快补报，并从下期起按规定时间报送。"))
    wants.append(("写实进展情况。", "反馈内容要写明做成了什么、数量多少、与上期相比有什么变化，佐证材料自行留存备查。"))
    return tuple(wants)


def _annexes(facts: BulletinFacts) -> list[tuple[str, Table]]:
    words = f"{_subject(facts.plan_title, facts.period)}推进情况"
    annexes = [(f"{words}台账", ledger_annex(facts.lines))]
    late = [line for line in facts.lines if line.state is PaperState.OVERDUE]
    if late:
        annexes.append(("逾期事项责任清单", overdue_annex(late, facts.day)))
    if len(facts.missing) > _MOST_MISSING:
        annexes.append(("未报送任务清单", missing_annex([(each.unit, each.tasks) for each in facts.missing])))
    return annexes


def _name(line: Standing) -> str:
    return (line.task.title or line.task.content).strip().removesuffix("。")


def _problem(line: Standing) -> str:
    """The problem as reported, as a sentence; "" for 无 and its kind."""
    words = " ".join((line.task.report.problems if line.task.report else "").split())
    if not says_problem(words):
        return ""
    return words if words.endswith(("。", "！", "？", "…")) else f"{words.rstrip('；;，,')}。"

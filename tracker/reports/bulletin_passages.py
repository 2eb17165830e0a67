"""The passages of a bulletin as the program drafts them: what may be edited before printing, each with the tasks its figures count."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.bulletin import Figures, Standing, Words, by_lead, figures
from tracker.domain.completion import PENDING
from tracker.domain.ledger import PaperState
from tracker.domain.passages import Draft, Figure, Place, figure_places, without_deleted
from tracker.domain.problems import says_problem
from tracker.domain.terms import Light
from tracker.reports.titles import day_words, number_runs, period_words

MOST_MISSING = 8
_MOST_PROBLEMS = 10
_UNDER_WAY = (PaperState.IN_PROGRESS, PaperState.BEHIND)
_NUMBERS = re.compile(r"编号(\d+(?:[、—]\d+)*)")


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

    `texts`: words that a person wrote at a place (`Draft.place`), a paragraph a line. `rank`: units in the order of their share of
    completed tasks instead of the official one (`unit_order`). `missing`: who owes a report after its day. `there`: which of the tasks
    are still stored; those of a frozen bulletin may be gone. None: all of them.
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
    texts: Mapping[str, str] = field(default_factory=dict)
    rank: bool = False
    there: frozenset[int] | None = None

    def of(self, *states: PaperState) -> list[Standing]:
        """The tasks that stand so."""
        return [line for line in self.lines if line.state in states]

    def held(self) -> list[Standing]:
        """Tasks that a person set to red or yellow."""
        return [line for line in self.lines if line.task.held_light is not None and line.task.held_light[0] in (Light.RED, Light.AMBER)]

    def unreported(self) -> list[Standing]:
        """Tasks that a unit has not reported on."""
        numbers = {number for each in self.missing for number in each.tasks}
        return [line for line in self.lines if line.task.number in numbers]

    def figure(self, label: str, lines: Iterable[Standing], about: str = "") -> Figure:
        """How many tasks these are, with those that can still be shown."""
        ids = tuple(line.task.task_id for line in lines)
        counted = Figure(label, len(ids), ids, about=about)
        return counted if self.there is None else without_deleted(counted, self.there)


def drafts(facts: BulletinFacts) -> tuple[Draft, ...]:
    """Every passage in the order of the paper, whatever was typed in its place."""
    overdue, behind, told = facts.of(PaperState.OVERDUE), facts.of(PaperState.BEHIND), _told(facts)
    words, held, unreported = facts.words, facts.held(), facts.unreported()
    return (
        Draft("receivers", "主送", "各有关单位"),
        Draft("opening", "开头", usual_opening(facts.plan_title, facts.day)),
        Draft("general", "总体情况", _general(facts), general_figures(facts, facts.lines)),
        Draft(
            "overdue",
            f"{words.overdue}事项",
            "\n".join(_item(line) for line in overdue),
            (facts.figure(words.overdue, overdue),),
            printed=bool(overdue),
        ),
        Draft(
            "behind",
            f"{words.behind}事项",
            "\n".join(_by_unit(behind, facts)),
            (facts.figure(words.behind, behind), *_unit_figures(behind, facts)),
            printed=bool(behind),
        ),
        Draft(
            "missing",
            "未报送单位",
            "\n".join(_missing(facts.missing)),
            (facts.figure("未报送任务", unreported),) if unreported else (),
            printed=bool(facts.missing),
        ),
        Draft(
            "held",
            "另列为红灯、黄灯督办事项",
            "\n".join(_held(line) for line in held),
            (facts.figure("列为红灯、黄灯", held),),
            bool(held),
        ),
        Draft("problems", "存在的主要问题", "\n".join(_problems(told)), (facts.figure("反映问题的任务", told),) if told else ()),
        Draft(
            "wants",
            "下一步工作要求",
            "\n".join(call + rest for call, rest in usual_wants(facts.lines, facts.missing)),
            (facts.figure(words.overdue, overdue), facts.figure(words.behind, behind)),
        ),
        Draft("copies", "抄送", ""),
    )


def figures_in(text: str, said: Iterable[tuple[str, Figure]], facts: BulletinFacts) -> tuple[Place, ...]:
    """Where a text says figures, each under its word, and where it names tasks by their numbers."""
    places, tasks = list(figure_places(said, text)), {line.task.number: line for line in facts.lines}
    for found in _NUMBERS.finditer(text):
        named = [tasks[number] for number in _in_runs(found[1]) if number in tasks]
        if named:
            places.append(Place(*found.span(1), facts.figure(found[0], named)))
    return tuple(sorted(place for place in places if place.figure.opens))


def _in_runs(said: str) -> Iterable[int]:
    """The numbers of “3、6—9”."""
    for run in said.split("、"):
        first, _mark, last = run.partition("—")
        yield from range(int(first), int(last or first) + 1)


def table_figures(facts: BulletinFacts, lines: Sequence[Standing], about: str) -> tuple[Figure, ...]:
    """What the cells of a row count from the number of tasks on to the share completed; `about`: the unit or section of the row."""
    words = facts.words
    wanted = (
        ("任务", tuple(PaperState)),
        (words.completed, (PaperState.COMPLETED,)),
        (words.under_way, _UNDER_WAY),
        (words.behind, (PaperState.BEHIND,)),
        (words.overdue, (PaperState.OVERDUE,)),
        ("其他", (PaperState.NOT_STARTED, PaperState.ONGOING)),
        (words.completed, (PaperState.COMPLETED,)),
    )
    return tuple(facts.figure(word, (line for line in lines if line.state in states), about) for word, states in wanted)


def general_figures(facts: BulletinFacts, lines: Sequence[Standing], *, everything: bool = False) -> tuple[Figure, ...]:
    """All tasks, and how many stand under each word; with `everything` those words too under which none stands."""
    words = facts.words
    wanted = (
        ("任务", tuple(PaperState)),
        (words.completed, (PaperState.COMPLETED,)),
        (words.under_way, _UNDER_WAY),
        (words.behind, (PaperState.BEHIND,)),
        (words.not_started, (PaperState.NOT_STARTED,)),
        (words.overdue, (PaperState.OVERDUE,)),
        (words.ongoing, (PaperState.ONGOING,)),
    )
    found = [(word, [line for line in lines if line.state in states]) for word, states in wanted]
    if _pending(facts.lines):
        found.append((PENDING, _pending(lines)))
    return tuple(facts.figure(word, own) for word, own in found if own or everything)


def _pending(lines: Iterable[Standing]) -> list[Standing]:
    """Those under way that are said to be done and wait for their check."""
    return [line for line in lines if line.word == PENDING]


def _unit_figures(lines: Sequence[Standing], facts: BulletinFacts) -> tuple[Figure, ...]:
    return tuple(facts.figure(unit or "未明确牵头单位", own) for unit, own in by_lead(lines, facts.unit_order).items())


def usual_opening(plan_title: str, day: date) -> str:
    """How a bulletin begins where nothing else is written."""
    return f"按照《{plan_title}》安排，现将截至{day_words(day)}的推进情况通报如下。"


def _general(facts: BulletinFacts) -> str:
    now, words = figures(facts.lines), facts.words
    among = ((words.behind, now.behind), (PENDING, len(_pending(facts.lines))))
    told = "、".join(f"{word}{count}项" for word, count in among if count)
    behind = f"，其中{told}" if told else ""
    parts = [
        f"{words.completed}{now.completed}项，占{now.share(now.completed)}",
        f"{words.under_way}{now.under_way}项，占{now.share(now.under_way)}{behind}",
    ]
    for count, word in ((now.not_started, words.not_started), (now.overdue, words.overdue), (now.ongoing, words.ongoing)):
        if count:
            parts.append(f"{word}{count}项，占{now.share(count)}")
    said = f"纳入通报的任务共{now.total}项。截至{day_words(facts.day)}，{'；'.join(parts)}。"
    return said + _compared(facts, now) + "以上比例均以任务项数为基数，一项任务有几个单位的只计一次。"


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


def _by_unit(lines: Sequence[Standing], facts: BulletinFacts) -> list[str]:
    """One line for each lead unit with its tasks and their numbers."""
    said = []
    for unit, own in by_lead(lines, facts.unit_order).items():
        tasks = "；".join(f"{_name(line)}（编号{line.task.number}，{_percent(line)}）" for line in own)
        said.append(f"{unit or '未明确牵头单位'}{len(own)}项：{tasks}。")
    return said


def _missing(missing: Sequence[Missing]) -> list[str]:
    """Few units one by one with their numbers; many in one line, their numbers in the annex."""
    if len(missing) > MOST_MISSING:
        return [f"{'、'.join(each.unit for each in missing)}，未报送的任务编号见附件。"]
    return [f"{each.unit}：{_missing_words(each)}（编号{number_runs(each.tasks)}）。" for each in missing]


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


def _told(facts: BulletinFacts) -> list[Standing]:
    """What the units themselves report as problems, of tasks that are not named above already."""
    return [line for line in facts.lines if line.state not in (PaperState.OVERDUE, PaperState.BEHIND) and _problem(line)]


def _problems(told: Sequence[Standing]) -> list[str]:
    texts = [f"{_name(line)}（编号{line.task.number}）：{_problem(line)}" for line in told[:_MOST_PROBLEMS]]
    if len(told) > len(texts):
        texts[-1] += "其余问题见附件。"
    return texts


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


def _name(line: Standing) -> str:
    return (line.task.title or line.task.content).strip().removesuffix("。")


def _problem(line: Standing) -> str:
    """The problem as reported, as a sentence; "" for 无 and its kind."""
    words = " ".join((line.task.report.problems if line.task.report else "").split())
    if not says_problem(words):
        return ""
    return words if words.endswith(("。", "！", "？", "…")) else f"{words.rstrip('；;，,')}。"

"""月度通报: the figures, what is late by unit, the units' table, problems and what is asked next, with the lists as annexes (DOMAIN §8).

What may be edited stands in `bulletin_passages`; headings, tables and annexes are always those of the data, so that they agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain.bulletin import Standing, by_heading, by_lead
from tracker.domain.ledger import PaperState
from tracker.domain.passages import Draft, Figure
from tracker.reports.bulletin_passages import (
    MOST_MISSING,
    BulletinFacts,
    Missing,
    drafts,
    figures_in,
    table_figures,
    usual_opening,
    usual_wants,
)
from tracker.reports.bulletin_tables import Count, ledger_annex, missing_annex, overdue_annex, section_table, unit_table
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
from tracker.reports.titles import derived_title, period_words

_NUMERALS = "一二三四五六七八九"

__all__ = ["BulletinFacts", "Missing", "bulletin", "usual_opening", "usual_wants"]


def bulletin(facts: BulletinFacts) -> Document:
    """The text upright, each annex lying across on pages of its own."""
    title = f"关于{_subject(facts.plan_title, facts.period)}推进情况的通报"
    annexes, drafted = _annexes(facts), {draft.place: draft for draft in drafts(facts)}
    said = {place: facts.texts.get(place, "").strip() or draft.text for place, draft in drafted.items()}
    blocks: list[Block] = [
        RedHead(facts.office, facts.number),
        Title(break_title(title, room_in_em(TEXT_PAGE.text_width, 0, 22))),
        Receivers(said["receivers"]),
        *_paragraphs(said["opening"]),
        *_chapters(facts, drafted, said),
        AnnexList(tuple(name for name, _table in annexes)),
        Signature(facts.office, facts.issued),
    ]
    sections = [Section(TEXT_PAGE, tuple(blocks))]
    for place, (name, table) in enumerate(annexes, 1):
        head = Title(break_title(name, room_in_em(ANNEX_ACROSS.text_width, 0, 22)))
        sections.append(Section(ANNEX_ACROSS, (AnnexMark(place if len(annexes) > 1 else 0), head, table)))
    if said["copies"]:
        last = sections[-1]
        sections[-1] = Section(last.page, (*last.blocks, Imprint(said["copies"], facts.office, facts.issued)))
    return Document(title, facts.issued, tuple(sections), facts.office)


def _subject(plan_title: str, period: str) -> str:
    """What is told about, and when: 望川县2026年6月重点工作任务."""
    said = derived_title(plan_title, "").removesuffix("推进") or "重点工作"
    when, year = period_words(period), f"{period[:4]}年"
    return said.replace(year, when, 1) if year in said else f"{when}{said}"


def _chapters(facts: BulletinFacts, drafted: dict[str, Draft], said: dict[str, str]) -> Iterable[Block]:
    chapters: list[tuple[str, list[Block]]] = [("总体情况", _general(facts, drafted["general"], said["general"]))]
    late = _late(facts, drafted, said)
    if late:
        chapters.append(("逾期、欠进度、未报送和重点督办事项" if facts.held() else "逾期、欠进度和未报送事项", late))
    chapters.append(("各单位推进情况", _units(facts)))
    if said["problems"]:
        chapters.append(("存在的主要问题", _marked(_numbered(said["problems"]), drafted["problems"], facts)))
    chapters.append(("下一步工作要求", _marked(_wants(said["wants"]), drafted["wants"], facts)))
    for place, (head, blocks) in enumerate(chapters):
        yield Paragraph(f"{_numeral(place)}、{head}", 1)
        yield from blocks


def _numeral(place: int) -> str:
    """一, 二, … 十, 十一: the place counted from 1, as headings are."""
    tens, ones = divmod(place + 1, 10)
    return (_NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in _lines(text)]


def _numbered(text: str) -> list[Block]:
    """A paragraph for each line, counted where there are several."""
    lines = _lines(text)
    marks = [f"{number}. " for number in range(1, len(lines) + 1)] if len(lines) > 1 else [""] * len(lines)
    return [Paragraph(f"{mark}{line}") for mark, line in zip(marks, lines, strict=True)]


def _marked(blocks: Iterable[Block], draft: Draft, facts: BulletinFacts, more: Sequence[tuple[str, Figure]] = ()) -> list[Block]:
    """The paragraphs of a passage with the places where figures stand in them; `more`: under other words than the draft's."""
    said = [*((figure.label, figure) for figure in draft.figures), *more]
    return [
        replace(block, figures=figures_in(f"{block.lead}{block.text}", said, facts)) if isinstance(block, Paragraph) else block
        for block in blocks
    ]


def _general(facts: BulletinFacts, draft: Draft, said: str) -> list[Block]:
    blocks = _marked(_paragraphs(said), draft, facts)
    groups = by_heading(facts.lines)
    if len(groups) > 1:
        blocks += [Caption("分类推进情况"), section_table(groups, facts.words, _counting(facts)), Note("注：完成率＝完成项数÷任务项数。")]
    return blocks


def _late(facts: BulletinFacts, drafted: dict[str, Draft], said: dict[str, str]) -> list[Block]:
    """The heads with their counts are those of the data, whatever was made of the text under them."""
    blocks: list[Block] = []
    overdue, behind, held = facts.of(PaperState.OVERDUE), facts.of(PaperState.BEHIND), facts.held()
    units, owing = (Figure(f"{word}单位", count, units=True) for word, count in (("未报送", len(facts.missing)), ("应报送", facts.owing)))
    parts: tuple[tuple[str, int, str, tuple[tuple[str, Figure], ...]], ...] = (
        ("overdue", len(overdue), f"{facts.words.overdue}事项{len(overdue)}项", ()),
        ("behind", len(behind), f"{facts.words.behind}事项{len(behind)}项", ()),
        ("missing", units.amount, f"未报送单位{units.amount}个（应报送{owing.amount}个）", (("未报送单位", units), ("应报送", owing))),
        ("held", len(held), f"另列为红灯、黄灯督办事项{len(held)}项", ()),
    )
    for numeral, (place, _count, head, more) in enumerate(part for part in parts if part[1]):
        draft = drafted[place]
        counted = more or (("事项", draft.figures[0]),)
        blocks += _marked([Paragraph(f"（{_numeral(numeral)}）{head}", 2)], draft, facts, counted)
        blocks += _marked(_numbered(said[place]), draft, facts)
    return blocks


def _counting(facts: BulletinFacts) -> Count:
    return lambda lines, about: table_figures(facts, lines, about)


def _units(facts: BulletinFacts) -> list[Block]:
    groups = by_lead(facts.lines, facts.unit_order)
    note = "注：按牵头单位统计，一项任务有几个牵头单位的各计一次；完成率＝完成项数÷牵头任务项数。"
    return [Caption("牵头单位推进情况"), unit_table(groups, facts.words, _counting(facts), rank=facts.rank), Note(note)]


def _wants(text: str) -> list[Block]:
    """Each line a demand; its first sentence is the call."""
    wants = [_call_and_rest(line) for line in _lines(text)]
    if len(wants) == 1:
        return [Paragraph("".join(wants[0]))]
    return [Paragraph(rest, 2, f"（{_numeral(place)}）{call}") for place, (call, rest) in enumerate(wants)]


def _call_and_rest(line: str) -> tuple[str, str]:
    call, mark, rest = line.partition("。")
    return (f"{call}{mark}", rest) if rest else ("", line)


def _annexes(facts: BulletinFacts) -> list[tuple[str, Table]]:
    words = f"{_subject(facts.plan_title, facts.period)}推进情况"
    tasks = {line.task.number: line for line in facts.lines}

    def named(line: Standing) -> Figure:
        return facts.figure(f"编号{line.task.number}", [line])

    annexes = [(f"{words}台账", ledger_annex(facts.lines, named))]
    late = [line for line in facts.lines if line.state is PaperState.OVERDUE]
    if late:
        annexes.append(("逾期事项责任清单", overdue_annex(late, facts.day, named)))
    if len(facts.missing) > MOST_MISSING:
        owed = [
            (each.unit, each.tasks, facts.figure("未报送任务", [tasks[number] for number in each.tasks if number in tasks], each.unit))
            for each in facts.missing
        ]
        annexes.append(("未报送任务清单", missing_annex(owed)))
    return annexes

"""A source document → a plan draft. The one door of this package; its docstring names the stages."""

import re
from collections.abc import Callable
from functools import partial

from tracker.domain.terms import Role
from tracker.domain.unit_names import UnitDictionary
from tracker.files.blocks import SourceDocument
from tracker.plans.assemble import Assembler
from tracker.plans.boilerplate import task_lines
from tracker.plans.cleaning import clean
from tracker.plans.columns import Column
from tracker.plans.draft import Finding, PlanDraft
from tracker.plans.figures import indicators
from tracker.plans.grammar import Named, for_following
from tracker.plans.halves import join_halves
from tracker.plans.header import read_header
from tracker.plans.keys import Said
from tracker.plans.labels import Kind
from tracker.plans.notes import NoteFinder
from tracker.plans.outline import build, paragraphs_of
from tracker.plans.plan_lists import heading_of, projects_of_box, projects_of_table
from tracker.plans.remarks import COMMA_LEADS, FIRST_LEADS, FOLLOWING
from tracker.plans.role_marks import read_marks
from tracker.plans.table_checks import lost_tables, table_doubts
from tracker.plans.table_facts import TableFacts, name_tables, read_table
from tracker.plans.table_shapes import Table
from tracker.plans.tables import find_tables
from tracker.plans.tasks import TaskFinder

_EMPTY = UnitDictionary()


def read_plan(source: SourceDocument, names: UnitDictionary = _EMPTY) -> PlanDraft:
    """Everything that the document says of tasks, units, time limits and figures, with the reasons to look at it again."""
    text = clean(source)
    header = read_header(text, source.name)
    draft = PlanDraft(
        source.name,
        source.text,
        header.title,
        header.doc_number,
        header.issuer,
        header.issued,
        *header.period,
        lead_units=header.lead_units,
    )
    lines = task_lines(text)
    facts: list[tuple[Table, TableFacts]] = []
    for table in join_halves(text, lines, find_tables(text, lines)):
        understood = read_table(text, table)
        if understood is not None:
            facts.append((table, understood))
    name_tables(text, lines, facts)
    by_table = {id(table): understood for table, understood in facts}
    root = build(paragraphs_of(text, lines, [table for table, _ in facts]), text.folded)
    notes = NoteFinder(names)
    finder = TaskFinder(text.folded, notes)
    assembler = Assembler(text, names, header.period, header.published, draft, finder)
    heads = [(table.rows[0][0].start, max(cell.end for cell in table.rows[0])) for table, _ in facts if table.rows[0]]
    assembler.first_leads = any(
        any(a <= match.start() < b for a, b in heads) or not _of_one_note(text.folded, match) for match in FIRST_LEADS.finditer(text.folded)
    )
    comma = COMMA_LEADS.search(text.folded)
    assembler.leads_before = ("," if comma.group("sign") == "逗号" else ";") if comma else ""
    assembler.marks = read_marks(text, source.shapes)
    assembler.following = _for_all_after(text.folded)
    divided = any(understood.kind is Column.TASK for _, understood in facts)
    steps: list[tuple[int, Callable[[], None]]] = [
        (item.start, partial(assembler.add_item, item)) for item in finder.find(root, divided=divided)
    ]
    for node in root.walk():
        if node.label is not None and node.label.kind is Kind.BOX:
            draft.projects += projects_of_box(text, node)
        for paragraph in node.paragraphs:
            understood = by_table.get(id(paragraph.table))
            if understood is None:
                continue
            if understood.kind is Column.TASK:
                steps += [(row.start, partial(assembler.add_row, row, node, notes)) for row in understood.rows]
            elif understood.kind is Column.SERVICE:
                assembler.add_services(understood, node)
            elif understood.kind is Column.PROJECT:
                draft.projects += projects_of_table(text, understood, heading_of(text, node))
            if Column.INDICATOR in understood.columns:
                draft.indicators.extend(indicators(text, understood, header.period[1].year if header.period[1] else None))
    for _, step in sorted(steps, key=lambda step: step[0]):
        step()
    _ask_for_units(draft)
    if header.guessed:
        _ask_for_year(draft)
    table_doubts(text, lines, facts, draft)
    lost_tables(text, facts, draft)
    if any(unit.implied for task in draft.tasks for unit in task.units):
        draft.findings.append(Finding("implied", "原文写明“以下均…不再列出”，已把这些单位加到后面各项任务，请核对"))
    if text.simplified:
        draft.findings.append(Finding("traditional", "原文是繁体字，任务和单位按简体字记录，原文不变"))
    draft.findings += [Finding("source", note) for note in source.notes]
    if not draft.tasks:
        draft.findings.append(Finding("no_tasks", "没有找到任务，请确认这是任务分解类的方案"))
    return draft


def _of_one_note(folded: str, remark: re.Match[str]) -> bool:
    """Whether a remark on who leads stands inside a note and is said of no other (no 下同, 以下)."""
    line = folded.rfind("\n", 0, remark.start()) + 1
    opened = folded.rfind("(", line, remark.start())
    if opened < 0 or ")" in folded[opened : remark.start()]:
        return False
    closed = folded.find(")", remark.end())
    return "同" not in folded[remark.end() : closed if closed >= 0 else remark.end()] and "以下" not in folded[opened : remark.start()]


def _ask_for_units(draft: PlanDraft) -> None:
    """Where most duties name their units, one that names none is a question."""
    missing = [task for task in draft.tasks if not task.units]
    if missing and len(missing) * 2 <= len(draft.tasks):
        for task in missing:
            if not any(finding.code == "no_units" for finding in task.findings):
                task.findings.append(Finding("no_units", "没有找到责任单位，可能原文缺失，请补上", task.span))


def _ask_for_year(draft: PlanDraft) -> None:
    """Limits without a year, in a plan whose year only the words of a duty tell, are one question for all of them."""
    limits = (limit for task in draft.tasks for limit in task.deadlines if limit.due and not _YEAR_SAID.search(limit.wording))
    first = next(limits, None)
    if first is not None and first.due is not None:
        words = f"标题和文号没有年份，没写年份的时限按任务原文提到的 {first.due.year} 年理解，请核对"
        draft.findings.append(Finding("year", words, first.span))


_YEAR_SAID = re.compile(r"20\d\d|[二〇零○一]{2}[〇零○一二三四五六七八九]{2}年|十[一二三四五六七]五")


def _for_all_after(folded: str) -> list[tuple[int, Named, Role]]:
    """Units that remarks name for all items after them, with the place of the remark."""
    return [
        (remark.start(), named, Role.IMPLEMENT if named.said is Said.IMPLEMENT else Role.SUPPORT)
        for remark in FOLLOWING.finditer(folded)
        for named in for_following(folded, remark)
    ]

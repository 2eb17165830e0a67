"""Items and table rows → draft tasks: headings above, title and text, units with roles, time limits, figures, findings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.deadline_entries import read_limit
from tracker.domain.deadline_found import FoundLimit, Period
from tracker.domain.deadline_words import find_deadlines
from tracker.domain.terms import Role
from tracker.domain.unit_names import UnitDictionary, complete, is_group, looks_like_unit, may_be_two, split_run
from tracker.plans.cell_kinds import look, persons_of
from tracker.plans.cleaning import CleanText
from tracker.plans.columns import Column
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, Finding, PlanDraft
from tracker.plans.grammar import Named, Note, read_cell, resolve
from tracker.plans.item_doubts import doubts_of_item, doubts_of_lead
from tracker.plans.keys import Said
from tracker.plans.labels import Kind, read_label
from tracker.plans.notes import IN_SENTENCE, NoteFinder, joined
from tracker.plans.outline import Node
from tracker.plans.plan_lists import heading_of, service_of
from tracker.plans.prose import helpers_told, left_out, prose_note, subject_note
from tracker.plans.record_fields import after_name, is_standard_field, name_before_colon, title_field
from tracker.plans.remarks import FIRST_LEADS
from tracker.plans.role_marks import RoleMarks, marked, stated
from tracker.plans.sharing import leaders_above, leads_itself, led_before, names_lead, told_apart
from tracker.plans.table_facts import Row, TableFacts, printed
from tracker.plans.table_shapes import Cell
from tracker.plans.targets import find_targets
from tracker.plans.tasks import Item, TaskFinder

_LONGEST_TITLE = 60
_TOLD = ("prose", "责任单位取自正文的叙述，请核对")
_APART = ("parts", "这一条有几段各写了责任单位，已合在一起记录，请核对是否分成几项")
_ROW_NUMBERS = (Kind.NUM, Kind.NUM_PAREN, Kind.NUM_HALF, Kind.CN, Kind.CN_PAREN)
_BULLETS = "—-–·•●◆■□▪★※ "
_EDGES = " \u3000。；;：:，,"
_UNIT_COLUMNS = ((Column.LEAD, Said.LEAD), (Column.DUTY, Said.DUTY), (Column.SUPPORT, Said.SUPPORT), (Column.PLACE, Said.IMPLEMENT))


@dataclass(slots=True)
class Assembler:
    """Builds the draft of one document; `first_leads`: the document says that the unit named first leads; `leads_before`: that
    those before this sign of a list do. `marks`: what signs beside names mean.

    `following`: units that a remark names for all items after its place.
    """

    text: CleanText
    names: UnitDictionary
    period: Period
    issued: date | None
    draft: PlanDraft
    finder: TaskFinder
    first_leads: bool = False
    leads_before: str = ""
    marks: RoleMarks = field(default_factory=RoleMarks)
    following: list[tuple[int, Named, Role]] = field(default_factory=list)
    _headings: dict[int, int] = field(default_factory=dict)
    _limits_read: dict[tuple[str, bool], list[FoundLimit]] = field(default_factory=dict)
    _groups: dict[tuple[int, str], int] = field(default_factory=dict)

    def add_item(self, item: Item) -> None:
        """A task of the outline."""
        above = item.node.ancestors()
        if item.label is None and item.node.label is not None:
            above.append(item.node)
        task = DraftTask(self.heading(above), "", "", "", span=self.text.span(item.start, item.end))
        first = item.start + (item.label.length if item.label else 0)
        task.label = self.text.text[item.start : first].strip()
        told = self._prose(item)
        first, title_end, body = self._title_and_body(item, first)
        task.title = self.text.text[first:title_end].strip(_EDGES).lstrip(_BULLETS)
        task.content = "\n".join(part for a, b in body if (part := self.text.text[a:b].strip()))
        task.note = "；".join(self.text.text[note.start : note.end].strip() for note in item.notes)
        task.note_spans = [self.text.span(note.start, note.end) for note in item.notes]
        groups = [[note] for note in item.shared] + joined([*item.notes, *told], self.text.folded)
        if item.inherited and not any(leads_itself(note, item.inherited) for note in item.notes):
            groups = [item.inherited + (groups[0] if groups else []), *groups[1:]]
            task.findings.append(Finding("inherited", "牵头单位取自上级标题，请核对", task.span))
        elif any(u.said is Said.LEAD for n in item.inherited for u in n.named) and not any(map(names_lead, groups)):
            task.findings.append(Finding("inherited", "上级标题另有牵头单位，本条只写了负责单位，请核对由谁牵头", task.span))
        if item.label is not None and item.node.paragraphs and item.node.paragraphs[0].lost:
            task.findings.append(Finding("number", "编号缺失或不完整，已按前后编号认作一项任务，请核对", task.span))
        task.findings += [Finding(code, words, task.span) for code, words in doubts_of_item(self.text.folded, item, body, bool(task.note))]
        if self._goes_on(item, body):
            words = "责任说明后面还有文字，已算作这项任务，请核对任务到哪里为止"
            task.findings.append(Finding("text_after_note", words, task.span))
        if told_apart(groups):
            task.findings.append(Finding("parts", "这一条分几句写了不同的责任单位，已合在一起记录，请核对角色", task.span))
        self._units(groups, task)
        self._limits([(first, title_end), *body], [span for note in [*item.shared, *item.notes] for span in note.limits], task)
        self._targets([(first, title_end), *body], task)
        if not task.units and any(self._names_units(a, b) for a, b in body):
            task.findings.append(Finding("no_units", "有一行像是单位名称，没有写明是不是责任单位，请核对", task.span))
        task.findings += [Finding(code, words, task.span) for code, words in item.doubts if code != "no_units" or not task.units]
        if task.leaders and not task.units and not any(finding.code == "no_units" for finding in task.findings):
            task.findings.append(Finding("no_units", "只写了责任人，没有写明责任单位，请补上", task.span))
        self._implied(item.start, task)
        task.leaders = task.leaders or leaders_above(self.finder, above)
        self.draft.tasks.append(task)

    def _prose(self, item: Item) -> list[Note]:
        """What the running text says of who is responsible, where no note does."""
        if item.shared or item.inherited or any(note.named for note in item.notes):
            return []
        folded = self.text.folded
        lines = [(p.start + (p.label.length if p.label else 0), p.end) for p in item.paragraphs if p.table is None]
        for at, (start, end) in enumerate(lines):
            if note := prose_note(folded, start, end, self.names):
                others = [one for a, b in lines[at + 1 :] if (one := prose_note(folded, a, b, self.names))]
                if others:
                    item.doubts.append(_APART)
                    return [note, *others]
                if folded[note.end : end].strip("。;. ") or folded[start : note.start].rstrip()[-1:] not in ("", "。", ";"):
                    self._add_helpers(note, end, item)
                    return [note]
                item.notes.append(note)  # a closing sentence is no part of the duty's text
                item.notes.sort(key=lambda one: one.start)
                return []
        for start, end in lines:
            if note := subject_note(folded, start, end, self.names):
                by_verb = folded[note.end - 2 : note.end].endswith(("牵头", "负责")) or any(u.said is Said.LEAD for u in note.named)
                if not self._add_helpers(note, end, item) and not by_verb:
                    item.doubts.append(_TOLD)
                return [note]
        return []

    def _add_helpers(self, note: Note, end: int, item: Item) -> bool:
        """Units that further clauses have for their subject; each is a question. Whether there are any, read or not."""
        helpers = helpers_told(self.text.folded, note, end, self.names)
        note.named += helpers
        if not helpers and not left_out(self.text.folded, note, end, self.names):
            return False
        item.doubts.append(_TOLD)
        return True

    def _implied(self, at: int, task: DraftTask) -> None:
        """Units that a remark before this place names for all items after it (以下均需…落实，不再列出)."""
        known = {unit.name for unit in task.units}
        for place, named, role in self.following:
            name = "".join(self.text.text[named.start : named.end].split())
            if place < at and name not in known:
                known.add(name)
                task.units.append(DraftUnit(name, role, self.text.span(named.start, named.end), implied=True))

    def _goes_on(self, item: Item, body: list[tuple[int, int]]) -> bool:
        """Whether text stands before the last note and, in a paragraph of its own, after it: perhaps no part of the task."""
        named = [note for note in item.notes if note.named]
        if not named or not body:
            return False
        last = named[-1]
        before = any(a < last.start and self.text.text[a : min(b, last.start)].strip(_EDGES) for a, b in body)
        after = [(a, b) for a, b in body if a >= last.end and b - a > 1]
        return before and any(not is_standard_field(self.text.folded, a, b) for a, b in after)

    def add_row(self, row: Row, node: Node, notes: NoteFinder) -> None:
        """A row of a task-division table."""
        title, body = row.cells.get(Column.TITLE), row.cells.get(Column.TASK)
        groups = list(row.groups)
        groups += [row.cells[column] for column in (Column.GROUP, Column.TOPIC) if column in row.cells]
        if body is None:
            body, title = next((row.cells[c] for c in (Column.TITLE, Column.PROJECT, Column.INDICATOR) if c in row.cells), None), None
        if title is None and body is row.cells.get(Column.TASK):
            title = row.cells.get(Column.PROJECT)
        if (body is None or body.end <= body.start) and row.steps:
            body = Cell(row.steps[0][1].start, row.steps[0][1].start, 0)  # only figures, each with the head of its column
        if body is None or (body.end <= body.start and not row.steps):
            return
        more = list(row.more)
        if more and title is None and (body.row_span != 1 or self._is_short(body)):
            title, body = body, more.pop(0)
        if title is not None and title.row_span != 1:
            groups.append(title)
            title = None
        above = [*node.ancestors(), *([node] if node.label and not node.hidden else [])]
        heading = self._group_heading(self.heading(above), groups)
        number = row.cells.get(Column.NUMBER)
        span = self.text.span(row.start, row.end)
        task = DraftTask(heading, printed(self.text, number), printed(self.text, title), "", span=span)
        if not task.label or (number is not None and number.row_span != 1):
            title, body = self._take_label(task, title, body)  # one number over several rows that count on their own
        inner = [note for note in notes.find(self.text.folded, body.start, body.end) if note.named or (note.keyed and note.limits)]
        end = min([body.end, *(note.start for note in inner if not self.text.folded[note.end : body.end].strip("。;. "))])
        parts = [self.text.text[a:b].strip() for a, b in [(body.start, end), *((cell.start, cell.end) for cell in more)]]
        values = [(head, cell) for kind, head, cell in row.named if kind in (Column.VALUE, Column.RATE) and Column.INDICATOR in row.cells]
        task.content = "\n".join([*filter(None, parts), *(f"{head}：{printed(self.text, cell)}" for head, cell in (*values, *row.steps))])
        columns = [(row.cells[column], said) for column, said in _UNIT_COLUMNS if column in row.cells]
        columns += [(cell, said) for kind, _, cell in row.named for column, said in _UNIT_COLUMNS if kind is column]
        found = [read_cell(self.text.folded, cell.start, cell.end, said) for cell, said in columns if cell.end > cell.start]
        told = [printed(self.text, cell) for cell, _ in columns if cell.end > cell.start]
        task.note = "；".join([*told, *(f"{printed(self.text, head)}（{printed(self.text, cell)}）" for head, cell in row.stated)])
        task.note_spans = [
            self.text.span(c.start, c.end) for c in (*(c for c, _ in columns), *(c for _, c in row.stated)) if c.end > c.start
        ]
        if row.stated:
            note, doubts = stated(self.marks, self.text.folded, row.stated)
            found.append(note)
            task.findings += [Finding(*doubt, span) for doubt in doubts]
        self._units([found, *([note] for note in inner)] if found else [[note] for note in inner], task)
        limit = row.cells.get(Column.LIMIT)
        keyed = [(limit.start, limit.end)] if limit is not None and limit.end > limit.start else []
        keyed += [span for note in inner for span in note.limits]
        ranges = [(cell.start, cell.end) for cell in (title,) if cell is not None]
        ranges += [
            (body.start, end),
            *((cell.start, cell.end) for cell in more),
            *((c.start, c.end) for _, c in row.steps if not self.text.folded[c.start].isdigit()),
        ]
        self._limits(ranges, keyed, task)
        self._targets(ranges, task)
        if (leader := row.cells.get(Column.LEADER)) is not None:
            task.leaders += persons_of(self.text.text[leader.start : leader.end])
        task.leaders = task.leaders or leaders_above(self.finder, above)
        if Column.LEAD in row.filled or Column.DUTY in row.filled:
            task.findings.append(Finding("same_as_above", "这一行的单位空着，按上一行填写，请核对", span))
        self._implied(row.start, task)
        if not task.units:
            task.findings.append(Finding("no_units", "这一行没有责任单位，可能与上一行合并，请补上", span))
        if row.shifted:
            task.findings.append(Finding("table_row", "表格的格子不齐，这一行按内容对上了列，请核对单位和时限", span))
        self.draft.tasks.append(task)

    def _names_units(self, start: int, end: int) -> bool:
        """Whether a line holds nothing but names of units: a cell of a table that was lost."""
        words = self.text.folded[start:end].strip()
        return 3 <= len(words) <= _LONGEST_TITLE and "。" not in words and look(words).units

    def _take_label(self, task: DraftTask, title: Cell | None, body: Cell) -> tuple[Cell | None, Cell]:
        """The number of a row that has no column for it: it stands before the words of its title or its text."""
        cell = title or body
        label = read_label(self.text.folded[cell.start : cell.end])
        if label is None or label.kind not in _ROW_NUMBERS or cell.row_span == 0:
            return title, body
        task.label = self.text.text[cell.start : cell.start + label.length].strip()
        rest = Cell(cell.start + label.length, cell.end, cell.column, cell.row_span, cell.column_span)
        if title is None:
            return None, rest
        task.title = printed(self.text, rest)
        return rest, body

    def _is_short(self, cell: Cell) -> bool:
        """Whether a cell with a second one beside it reads as a title: one clause, not a sentence."""
        words = self.text.folded[cell.start : cell.end].strip()
        return len(words) <= _LONGEST_TITLE and not set("。;") & set(words[:-1])

    def add_services(self, facts: TableFacts, node: Node) -> None:
        """The rows of a service list; doubts about their units are the document's."""
        for row in facts.rows:
            holder = DraftTask(-1, "", "", "")
            columns = [(row.cells[column], said) for column, said in _UNIT_COLUMNS if column in row.cells]
            self._units([[read_cell(self.text.folded, c.start, c.end, said) for c, said in columns if c.end > c.start]], holder)
            self.draft.services.append(service_of(self.text, row, heading_of(self.text, node), holder.units))
            self.draft.findings += [finding for finding in holder.findings if finding.code in ("unknown_unit", "run_together")]

    def heading(self, above: list[Node]) -> int:
        """Index of the draft heading for a chain of nodes, made on the first call; -1 for none."""
        parent = -1
        for level, node in enumerate(above, 1):
            index = self._headings.get(id(node))
            if index is None:
                index = len(self.draft.headings)
                first = node.paragraphs[0]
                after = first.start + (node.label.length if node.label else 0)
                start, end = self.finder.title_span(node)
                label = self.text.text[first.start : after].strip()
                if label and label[-1].isalnum():
                    label += " "  # 第一章 总则, 附件2 分工方案
                title = "".join(self.text.text[start:end].split("\n")).strip(_EDGES)
                self.draft.headings.append(DraftHeading(parent, level, label, title, self.text.span(first.start, max(after, end))))
                self._headings[id(node)] = index
            parent = index
        return parent

    def _group_heading(self, parent: int, groups: Iterable[Cell]) -> int:
        for cell in groups:
            if cell.end <= cell.start:
                continue
            title = printed(self.text, cell).strip(_EDGES)
            key = (parent, title)
            index = self._groups.get(key)
            if index is None:
                index = len(self.draft.headings)
                level = self.draft.headings[parent].level + 1 if parent >= 0 else 1
                span = self.text.span(cell.start, cell.end)
                self.draft.headings.append(DraftHeading(parent, level, "", title, span))
                self._groups[key] = index
            parent = index
        return parent

    def _title_and_body(self, item: Item, start: int) -> tuple[int, int, list[tuple[int, int]]]:
        """Where the title begins and ends, and the ranges of the text after it without the notes that stand at paragraph ends."""
        folded = self.text.folded
        ranges = []
        for paragraph in item.paragraphs:
            a = start if paragraph is item.paragraphs[0] else paragraph.start
            b = paragraph.end
            for note in sorted((n for n in item.notes if a <= n.start < b), key=lambda n: -n.start):
                if not folded[note.end : b].strip("。.;； \n"):
                    b = a + len(folded[a : note.start].rstrip(",、 "))
            ranges.append((a, b))
        a, b = ranges[0]
        fields = title_field(folded, a, b)
        if fields:
            a, title_end, after = fields
            return a, title_end, [(min(after, b), b), *ranges[1:]]
        a = after_name(folded, a, b)
        stop = folded.find("。", a, b)
        if (colon := name_before_colon(folded, a, stop if stop >= 0 else b)) >= 0:
            stop = colon
        inner = min((note.start for note in item.notes if a <= note.start < b), default=b)
        title_end = min(stop if stop >= 0 else b, inner)
        after = title_end + (1 if stop == title_end else 0)
        for note in item.notes:  # a note between title and text belongs to neither
            if a <= note.start <= b and not folded[after : note.start].strip("。;, "):
                after = max(after, note.end)
        rest = (min(after, b), b)
        return a, title_end, [rest, *ranges[1:]] if rest[1] > rest[0] else ranges[1:]

    def _units(self, groups: list[list[Note]], task: DraftTask) -> None:
        seen: dict[str, DraftUnit] = {}
        for notes in groups:
            if self.leads_before:
                led_before(self.leads_before, notes, self.text.folded)
            task.findings += [Finding(*doubt, task.span) for doubt in marked(self.marks, notes, self.text.folded)]
            flags = [is_group(self.text.text[unit.start : unit.end]) for note in notes for unit in note.named]
            first_leads = self.first_leads or any(FIRST_LEADS.search(self.text.folded, note.start, note.end) for note in notes)
            for named, role in resolve(notes, flags, first_leads=first_leads):
                for unit in self._unit(named, role, task, first_leads=first_leads):
                    known = seen.setdefault(unit.name, unit)
                    if known is unit:
                        task.units.append(unit)
                    elif role is Role.LEAD:
                        known.role = role
            for note in notes:
                if note.damage:
                    words = note.damage if note.damage == IN_SENTENCE else f"责任说明的{note.damage}，已按文意补上，请核对"
                    task.findings.append(Finding("bracket", words, self.text.span(note.start, note.end)))
                task.leaders += [self.text.text[a:b] for a, b in note.leaders]
        task.findings += [Finding(*doubt, task.span) for doubt in doubts_of_lead(task.units)]

    def _unit(self, named: Named, role: Role, task: DraftTask, *, first_leads: bool) -> list[DraftUnit]:
        name = "".join(self.text.text[named.start : named.end].split())
        pieces = split_run(name, self.names)
        span = self.text.span(*(named.at or (named.start, named.end)))
        if len(pieces) > 1:
            roles = [role] * len(pieces)
            if role is Role.LEAD and named.said is not Said.LEAD:
                roles = [Role.LEAD, *[Role.SUPPORT] * (len(pieces) - 1)] if first_leads else [Role.JOINT] * len(pieces)
            whole = [complete(piece, self.names) for piece in pieces]
            words = f"“{name}”像是几个单位连写，已拆为{'、'.join(whole)}，请核对"
            task.findings.append(Finding("run_together", words, span))
            return [
                DraftUnit(piece, own, span, named.guessed, proposed if proposed != piece else "")
                for piece, proposed, own in zip(pieces, whole, roles, strict=True)
            ]
        if (whole_name := complete(name, self.names)) != name:
            words = f"“{name}”像是少了字，可能是“{whole_name}”，请核对"
            task.findings.append(Finding("unknown_unit", words, span))
            return [DraftUnit(name, role, span, False, whole_name)]
        if may_be_two(name, self.names):
            words = f"“{name}”按一个单位记录，也可能是两个单位连写，请核对"
            task.findings.append(Finding("run_together", words, span))
        elif not (self.names.is_known(name) or looks_like_unit(name)):
            task.findings.append(Finding("unknown_unit", f"“{name}”不像单位名称，请核对", span))
        return [DraftUnit(name, role, span, named.guessed)]

    def _limits(self, ranges: list[tuple[int, int]], keyed: list[tuple[int, int]], task: DraftTask) -> None:
        seen: set[tuple[object, ...]] = set()
        for a, b, sure in [(a, b, False) for a, b in ranges] + [(a, b, True) for a, b in keyed]:
            words = self.text.text[a:b]
            found = self._read_limits(words, sure)
            for limit in found:
                key = (limit.kind, limit.wording, limit.due)
                if key not in seen:
                    seen.add(key)
                    task.deadlines.append(self._deadline(limit, a))
                    if limit.doubt:
                        task.findings.append(Finding("deadline", limit.doubt, self.text.span(a + limit.start, a + limit.end)))
            if sure and not found and words.strip():
                task.findings.append(Finding("deadline", f"没有读懂时限“{words.strip()}”，请核对", self.text.span(a, b)))

    def _read_limits(self, words: str, sure: bool) -> list[FoundLimit]:
        """The limits in these words; tables say the same ones over and over."""
        known = self._limits_read.get((words, sure))
        if known is None:
            known = (read_limit if sure else find_deadlines)(words, self.period, self.issued)
            self._limits_read[words, sure] = known
        return known

    def _targets(self, ranges: list[tuple[int, int]], task: DraftTask) -> None:
        task.targets, doubts = find_targets(self.text, ranges)
        task.findings += doubts

    def _deadline(self, limit: FoundLimit, base: int) -> DraftDeadline:
        span = self.text.span(base + limit.start, base + limit.end)
        return DraftDeadline(limit.wording, limit.kind, limit.due, limit.recurrence, span)

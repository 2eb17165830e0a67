"""The review of a plan draft before it is stored: accept, change, split, merge, drop, add, and step back from each of these.

Every step makes a new list of rows and leaves the old one untouched, so stepping back is taking up the list before. Draft tasks
are never changed in place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace

from tracker.domain.steps import Steps
from tracker.domain.terms import Role
from tracker.domain.unit_names import UnitDictionary, folded
from tracker.errors import UserError
from tracker.plans.draft import NOWHERE, DraftDeadline, DraftTask, DraftUnit, PlanDraft
from tracker.plans.passage import read_passage, read_wording
from tracker.usecases.house.unit_questions import OPEN, UnitAsker, asked_name, is_about_unit, names_unit, renamed
from tracker.usecases.intake.plan_questions import Question, answered, plain_answer, questions
from tracker.usecases.intake.review_rows import (
    KeptReview,
    PlanHead,
    ReviewRow,
    ReviewState,
    Standing,
    TaskFields,
    fields_of,
    head_of,
    is_to_be_seen,
    joined_tasks,
    name_of,
    with_period,
)

__all__ = ["KeptReview", "PlanHead", "ReviewRow", "ReviewSession", "Standing", "TaskFields", "fields_of", "name_of"]


class ReviewSession:
    """One draft under review. Methods raise UserError where a step makes no sense; nothing is stored by any of them."""

    def __init__(
        self, draft: PlanDraft, names: UnitDictionary, remembered: Mapping[str, str] | None = None, asker: UnitAsker | None = None
    ) -> None:
        """`remembered`: the answers given for the plan before, proposed for this one; `asker` knows the office's units."""
        self.asker = asker
        self._bare = replace(draft, tasks=[])
        self.draft, self._names, self._remembered = draft, names, dict(remembered or {})
        rows = [ReviewRow(n, task, Standing.WAITING if is_to_be_seen(task) else Standing.SETTLED) for n, task in enumerate(draft.tasks, 1)]
        self._begin(ReviewState(tuple(rows), head_of(draft)), len(rows) + 1)

    def _begin(self, state: ReviewState, next_id: int) -> None:
        self._steps = Steps(state)
        self._next_id = next_id
        self._asked: tuple[ReviewState, tuple[Question, ...], frozenset[int]] | None = None

    @classmethod
    def resumed(
        cls, kept: KeptReview, names: UnitDictionary, remembered: Mapping[str, str] | None = None, asker: UnitAsker | None = None
    ) -> "ReviewSession":
        """A review that was put aside, as it stood then; the steps before it cannot be taken back any more."""
        made = cls(kept.draft, names, remembered, asker)
        made._begin(kept.state, kept.next_id)
        return made

    def kept(self, current: int | None = None) -> KeptReview:
        """All that is needed to go on later. Nothing in it will change, so that it can be written on another thread."""
        return KeptReview(self._bare, self.state, self._next_id, current)

    # what stands there

    @property
    def rows(self) -> tuple[ReviewRow, ...]:
        """All rows in the order of the document, those put aside too."""
        return self.state.rows

    @property
    def state(self) -> ReviewState:
        """All that has been decided so far."""
        return self._steps.now

    @property
    def head(self) -> PlanHead:
        """Title, number, issuer and period as they will be stored."""
        return self.state.head

    def standing_of(self, row: ReviewRow) -> Standing:
        """Where a row stands, an open question taken into account."""
        asked = row.standing is Standing.SETTLED and not row.looked_at and row.id in self._questions()[2]
        return Standing.ASKED if asked else row.standing

    def standing(self, standing: Standing) -> list[ReviewRow]:
        """The rows that stand so; of those to be looked at, the ones that may be wrong come first."""
        rows = [row for row in self.rows if self.standing_of(row) is standing]
        return sorted(rows, key=lambda row: not row.is_hard) if standing is Standing.WAITING else rows

    @property
    def missing(self) -> int:
        """How many rows must still be looked at, or wait for an answer, before the plan can be stored; and names of services alone."""
        return sum(not question.row_ids for question in self.open_questions) + sum(
            self.standing_of(row) in (Standing.WAITING, Standing.ASKED) for row in self.rows
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions about this plan, the answered ones too."""
        return self._questions()[1]

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that are still to be answered."""
        return tuple(question for question in self.questions if not question.answer)

    def find_questions(self) -> None:
        """Find the questions now, beside the window, rather than when they are shown: likeness of names takes a moment."""
        self._questions()

    def _questions(self) -> tuple[ReviewState, tuple[Question, ...], frozenset[int]]:
        if self._asked is None or self._asked[0] is not self.state:
            answers = self.state.answers
            found = tuple(questions(self.rows, self.draft.source_text, answers, self._remembered))
            if self.asker is not None:
                found += tuple(self.asker.questions(self.rows, dict(answers), self.draft.services))
            concerned = frozenset(row_id for question in found if not question.answer for row_id in question.row_ids)
            self._asked = (self.state, found, concerned)
        return self._asked

    @property
    def total(self) -> int:
        """How many tasks the plan will have."""
        return sum(row.standing is not Standing.DROPPED for row in self.rows)

    def row(self, row_id: int) -> ReviewRow:
        return next(row for row in self.rows if row.id == row_id)

    def numbers(self) -> dict[int, int]:
        """The number that each task will have, by row."""
        kept = [row.id for row in self.rows if row.standing is not Standing.DROPPED]
        return {row_id: number for number, row_id in enumerate(kept, 1)}

    def row_at(self, offset: int) -> ReviewRow | None:
        """The row whose passage holds this place of the source text."""
        inside = [row for row in self.rows if row.task.span.start <= offset < row.task.span.end]
        return min(inside, key=lambda row: row.task.span.end - row.task.span.start, default=None)

    def after(self, row_id: int) -> int | None:
        """Where to go when this row is done with: the next one to be looked at, from the top again at the end."""
        waiting = [row.id for standing in (Standing.WAITING, Standing.ASKED) for row in self.standing(standing)]
        if row_id not in waiting:
            return waiting[0] if waiting else None
        place = waiting.index(row_id)
        rest = [*waiting[place + 1 :], *waiting[:place]]
        return rest[0] if rest else None

    @property
    def is_changed(self) -> bool:
        """Whether anything was decided that would be lost by going away."""
        return self._steps.any_taken

    def waits_for(self, row: ReviewRow) -> str:
        """The open questions that concern a row, in words."""
        return "" if row.looked_at else "、".join(question.short for question in self.open_questions if row.id in question.row_ids)

    # steps

    def accept(self, row_id: int) -> None:
        """The row is right as it stands; a row put aside is taken in again."""
        row = self.row(row_id)
        if row.standing is Standing.SETTLED and row.looked_at:
            return
        self._change(row_id, "接受", lambda row: replace(row, standing=Standing.SETTLED, looked_at=True))

    def accept_all(self) -> None:
        """Take all rows without looking at each; what was doubtful stays marked on the stored tasks."""
        if self.missing:
            rows = [replace(row, standing=Standing.SETTLED) if row.standing is Standing.WAITING else row for row in self.rows]
            plain = {question.key: OPEN if question.searches else plain_answer(question.key) for question in self.open_questions}
            state = replace(self.state, rows=tuple(rows), answers={**self.state.answers, **plain})
            self._to(state, f"全部接受（{self.missing} 项）")

    def answer(self, key: str, choice: str) -> None:
        """Answer a question for the whole plan, or change the answer; the roles of all rows concerned follow."""
        before = self.state.answers.get(key, "")
        if choice != before:
            question = next(question for question in self.questions if question.key == key)
            rows = self.rows if question.searches else answered(self.rows, self.draft.source_text, key, before, choice)
            answers = {**self.state.answers, key: choice}
            self._to(replace(self.state, rows=tuple(rows), answers=answers), f"回答问题：{question.short}")

    def preview(self, key: str, choice: str) -> dict[int, ReviewRow]:
        """The rows that would be others if this were the answer, as they would be then; nothing is decided by it."""
        question = next((question for question in self.questions if question.key == key), None)
        if question is None or not choice:
            return {}
        if not question.searches:
            before = self.state.answers.get(key, "")
            rows = answered(self.rows, self.draft.source_text, key, before, choice)
        else:
            rows = (
                [renamed(row, asked_name(key), self.asker.called(choice)) for row in self.rows] if self.asker and names_unit(choice) else []
            )
        return {row.id: row for row, old in zip(rows, self.rows, strict=False) if row is not old}

    def drop(self, row_id: int) -> None:
        """The row is no task."""
        self._change(row_id, "排除", lambda row: replace(row, standing=Standing.DROPPED))

    def edit(self, row_id: int, fields: TaskFields) -> None:
        """Give the task this title, these units and limits; what was there before keeps its place in the source."""
        if not fields.title.strip():
            raise UserError("任务名称不能为空", "", "请填写名称，或按 Del 排除这一项")
        task = self.row(row_id).task
        edited = replace(task, title=fields.title.strip(), units=self._units(task, fields), deadlines=self._limits(task, fields))
        if edited != task:
            by_hand = edited.units != task.units
            self._change(row_id, "修改", lambda row: replace(row, task=edited, by_hand=row.by_hand or by_hand))

    def set_role(self, row_id: int, name: str, role: Role | None) -> None:
        """Change the role of one unit; without a role it is taken out."""
        task = self.row(row_id).task
        units: list[DraftUnit] = []
        for unit in task.units:
            if name_of(unit) != name:
                units.append(unit)
            elif role is not None:
                units.append(replace(unit, role=role, inferred=False))
        edited = replace(task, units=units)
        self._change(row_id, "修改", lambda row: replace(row, task=edited, by_hand=True))

    def split(self, row_id: int, at: int) -> int:
        """Make two tasks of one: the second begins at this place of the source text. Gives the new row's id."""
        row = self.row(row_id)
        span, text = row.task.span, self.draft.source_text
        if not (text[span.start : at].strip() and text[at : span.end].strip() and span.start < at < span.end):
            raise UserError("这里不能拆分", "前后都要有文字", "请把光标移到第二项任务开始的位置")
        first, second = self._read(span.start, at, row.task), self._read(at, span.end, row.task)
        first = replace(first, label=row.task.label or first.label, findings=[])
        for one in (first, second):
            if not one.units or row.by_hand:
                one.units = list(row.task.units)
        first.targets = [target for target in row.task.targets if target.span.start < at]
        second.targets = [target for target in row.task.targets if target.span.start >= at]
        new = ReviewRow(self._next_id, second, Standing.SETTLED, True)
        self._next_id += 1
        rows: list[ReviewRow] = []
        for each in self.rows:
            rows += [replace(row, task=first, standing=Standing.SETTLED, looked_at=True), new] if each.id == row_id else [each]
        self._step(rows, f"拆分第 {self.numbers().get(row_id, 0)} 项")
        return new.id

    def merge(self, row_id: int) -> None:
        """Make one task of this row and the next one in the document."""
        kept = [row for row in self.rows if row.standing is not Standing.DROPPED]
        place = next((n for n, row in enumerate(kept) if row.id == row_id), -1)
        if place < 0 or place + 1 >= len(kept):
            raise UserError("这一项后面没有任务可以合并", "", "请选择前一项再合并")
        one, other = kept[place], kept[place + 1]
        if other.task.heading != one.task.heading:
            raise UserError("下一项在另一个标题下", "不能与这一项合并", "请用“修改”分别处理")
        whole = joined_tasks(one.task, other.task)
        rows = [replace(one, task=whole, standing=Standing.SETTLED, looked_at=True) if row is one else row for row in self.rows]
        self._step([row for row in rows if row is not other], f"合并第 {place + 1}、{place + 2} 项")

    def add(self, start: int, end: int) -> int:
        """Read a passage of the source text as one more task. Gives the new row's id."""
        if not self.draft.source_text[start:end].strip():
            raise UserError("没有选中文字", "", "请先在原文中选中这项任务的文字")
        before = [place for place, row in enumerate(self.rows) if row.task.span.start <= start]
        place = before[-1] + 1 if before else 0
        task = self._read(start, end, None)
        if not task.title:
            raise UserError("选中的文字里没有任务", "", "请多选一些文字")
        new = ReviewRow(self._next_id, task, Standing.SETTLED, True)
        self._next_id += 1
        self._step([*self.rows[:place], new, *self.rows[place:]], "补一项")
        return new.id

    def set_head(self, head: PlanHead) -> None:
        """Change what the document says of itself; limits that were read by the period are read again."""
        if not head.title:
            raise UserError("方案标题不能为空", "", "请填写标题")
        if head.period_start and head.period_end and head.period_end < head.period_start:
            raise UserError("截止日期早于起始日期", "", "请改正方案的起止日期")
        if head != self.head:
            rows = tuple(with_period(row, self.head, head) for row in self.rows)
            self._to(replace(self.state, rows=rows, head=head), "修改方案标题、文号或起止时间")

    def members_of(self, group: str) -> tuple[str, ...]:
        """The units that a group of units stands for; none: it stays open."""
        held = self.state.members.get(folded(group))
        return held if held is not None else self.asker.members(group) if self.asker else ()

    def set_members(self, group: str, names: tuple[str, ...]) -> None:
        """Say which units a group of units stands for, in this whole plan and afterwards."""
        if any(folded(name) == folded(group) for name in names):
            raise UserError("单位组不能包含它自己", "", "请改正成员名单")
        if names != self.members_of(group):
            self._to(replace(self.state, members={**self.state.members, folded(group): names}), f"修改“{group}”代表的单位")

    # stepping back

    @property
    def undo_name(self) -> str:
        """The step that can be taken back; empty where there is none."""
        return self._steps.name

    def undo(self) -> bool:
        """Take back the last step."""
        return self._steps.back()

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._steps.forward()

    # the outcome

    def result(self) -> PlanDraft:
        """The draft to be stored: without the rows put aside, and without the doubts that somebody has looked at."""
        tasks = [replace(row.task, findings=list(row.doubts)) for row in self.rows if row.standing is not Standing.DROPPED]
        head = {part.name: getattr(self.head, part.name) for part in dataclass_fields(self.head)}
        return replace(self.draft, tasks=tasks, **head)

    # inside

    def _change(self, row_id: int, doing: str, change: Callable[[ReviewRow], ReviewRow]) -> None:
        number = self.numbers().get(row_id)
        rows = [change(row) if row.id == row_id else row for row in self.rows]
        self._step(rows, f"{doing}第 {number} 项" if number else f"{doing}一项")

    def _step(self, rows: Sequence[ReviewRow], name: str) -> None:
        self._to(replace(self.state, rows=tuple(rows)), name)

    def _to(self, state: ReviewState, name: str) -> None:
        self._steps.to(state, name)

    def _heading_at(self, offset: int) -> int:
        """The heading under which this place of the source stands."""
        above = [n for n, heading in enumerate(self.draft.headings) if heading.span != NOWHERE and heading.span.start <= offset]
        return max(above, key=lambda n: self.draft.headings[n].span.start, default=-1)

    def _read(self, start: int, end: int, like: DraftTask | None) -> DraftTask:
        draft = self.draft
        heading = self._heading_at(start) if like is None else like.heading
        period = (self.head.period_start, self.head.period_end)
        task = read_passage(draft.source_text, start, end, heading, self._names, period, self.head.issued)
        rows = [ReviewRow(0, task, Standing.SETTLED)]
        for key, choice in self.state.answers.items():
            rows = rows if is_about_unit(key) else answered(rows, draft.source_text, key, "", choice)
        return rows[0].task

    def _units(self, task: DraftTask, fields: TaskFields) -> list[DraftUnit]:
        known = {name_of(unit): unit for unit in task.units}
        units: dict[str, DraftUnit] = {}
        for role, names in fields.units:
            for name in names:
                before = known.get(name)
                if before is None:
                    units.setdefault(name, DraftUnit(name, role))
                else:
                    units.setdefault(name, before if before.role is role else replace(before, role=role, inferred=False))
        return list(units.values())

    def _limits(self, task: DraftTask, fields: TaskFields) -> list[DraftDeadline]:
        known = {limit.wording: limit for limit in task.deadlines}
        period = (self.head.period_start, self.head.period_end)
        return [known.get(words) or read_wording(words, period, self.head.issued) for words in dict.fromkeys(fields.limits)]

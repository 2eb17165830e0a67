"""A revised plan against the stored one: every difference a row, accepted or kept one by one, with steps back. Nothing is stored here.

Three wordings meet: what the documents said so far, what stands now (hands may have changed it), and the new document. A difference
is what the new document says otherwise than the documents before; a hand's change that no document touches stays silently in force.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.records import PlanLikeness, PlanRecord, PlanVersionRecord
from tracker.domain.steps import Steps
from tracker.errors import UserError
from tracker.plans.revision import Field, Wording, differing, moved, pair, plain
from tracker.storage.reading import plans as plans_reading
from tracker.storage.reading import revision as reading
from tracker.storage.store import Store
from tracker.usecases.intake import plan_head
from tracker.usecases.intake.plan_review import ReviewSession
from tracker.usecases.intake.plan_revision_lists import compare_lists, lists_not_there
from tracker.usecases.intake.plan_wordings import DraftWorder, stored_wordings, told, whole
from tracker.usecases.intake.revision_rows import HEAD, FieldChange, KeptRevision, Kind, RevisionRow

if TYPE_CHECKING:
    from tracker.plans.draft import PlanDraft

__all__ = ["HEAD", "FieldChange", "Kind", "RevisionRow", "RevisionSession"]
_LIKE_TITLE, _SHARED, _SHARED_OTHER_YEAR = 85, 0.25, 0.6


@dataclass(frozen=True, slots=True)
class _State:
    draft: "PlanDraft"
    new: list[Wording]
    pairs: Mapping[int, int]
    open: Mapping[int, tuple[int, ...]]
    decided: Mapping[str, bool]


class RevisionSession:
    """One comparison under review. Methods raise `UserError` where a step makes no sense."""

    def __init__(
        self, plan: PlanRecord, draft: "PlanDraft", old: Mapping[int, Wording], said: Mapping[int, Wording], by_hand: Iterable[int],
        worded: Callable[["PlanDraft"], list[Wording]], head: tuple[FieldChange, ...] = (), lists: tuple[RevisionRow, ...] = (),
    ) -> None:  # fmt: skip
        """`worded` puts the tasks of the draft into words, also after they were cut otherwise."""
        self.plan, self.old = plan, old
        self._said, self._by_hand, self._head, self._lists = said, frozenset(by_hand), head, lists
        self._worded = worded
        self._numbers = {task_id: number for number, task_id in enumerate(old, 1)}
        new = worded(draft)
        pairs, opened = self._matched(list(old), new, range(len(new)))
        kept = {_old_key(task_id): False for task_id in old if task_id in self._by_hand and task_id not in pairs}
        kept |= dict.fromkeys(lists_not_there(lists), False)
        self._begin(_State(draft, new, pairs, opened, kept))

    def _begin(self, state: _State) -> None:
        self._steps = Steps(state)
        self._rows: tuple[_State | None, tuple[RevisionRow, ...]] = (None, ())

    def _matched(self, olds: Sequence[int], new: list[Wording], at: Sequence[int]) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
        """Which of these stored tasks became which of the new ones at these places, and where that must be asked."""
        found = pair([self._said[task_id] for task_id in olds], [new[n] for n in at])
        opened = {at[b]: tuple(olds[a] for a in may) for b, may in found.open.items()}
        return {olds[a]: at[b] for a, b in found.pairs.items()}, opened

    def kept(self, reason: str = "", on: date | None = None, current: str = "") -> KeptRevision:
        """All that is needed to go on later. Nothing in it will change, so that it can be written on another thread."""
        state = self._steps.now
        opened = tuple((new, *olds) for new, olds in state.open.items())
        return KeptRevision(state.draft, tuple(state.pairs.items()), opened, state.decided, reason, on, current)

    def take_up(self, kept: KeptRevision) -> None:
        """Go on where it was left, as far as the stored tasks are still those; steps before cannot be taken back any more."""
        state = self._steps.now
        pairs = {old: new for old, new in kept.pairs if old in self.old}
        opened = {new: may for new, *olds in kept.open if (may := tuple(old for old in olds if old in self.old))}
        self._begin(_State(state.draft, state.new, pairs, opened, {**state.decided, **kept.decided}))

    @property
    def draft(self) -> "PlanDraft":
        """The new document, its tasks cut as they are now."""
        return self._steps.now.draft

    @property
    def new(self) -> list[Wording]:
        """The tasks of the new document in words."""
        return self._steps.now.new

    # what stands there

    @property
    def rows(self) -> tuple[RevisionRow, ...]:
        """All rows in the order of the new document; what it no longer has stands where it was."""
        state = self._steps.now
        if self._rows[0] is not state:
            self._rows = (state, self._made(state))
        return self._rows[1]

    def row(self, key: str) -> RevisionRow:
        return next(row for row in self.rows if row.key == key)

    @property
    def counts(self) -> Counter[Kind]:
        return Counter(row.kind for row in self.rows)

    @property
    def missing(self) -> int:
        """How many rows must still be decided."""
        return sum(row.is_waiting for row in self.rows)

    @property
    def is_changed(self) -> bool:
        """Whether anything was decided that would be lost by going away."""
        return self._steps.any_taken

    def after(self, key: str) -> str | None:
        """The next row to be decided after this one, from the top again at the end."""
        keys = [row.key for row in self.rows]
        at = keys.index(key) if key in keys else -1
        waiting = [row.key for row in (*self.rows[at + 1 :], *self.rows[: max(at, 0)]) if row.is_waiting]
        return waiting[0] if waiting else None

    # steps

    def decide(self, key: str, accepted: bool) -> None:
        """Take the new wording, or keep the old one."""
        row = self.row(key)
        if row.kind is Kind.QUESTION:
            raise UserError("先要确认它是原来的哪一项", "两份文件里有几项相近", "请选择原来的任务，或选择“是新增的任务”")
        if row.kind is not Kind.SAME and row.accepted is not accepted:
            self._step(decided={key: accepted})

    def answer(self, key: str, old: int | None) -> str:
        """Say which stored task an open one is (None: a new one). Gives the key of the row that it became."""
        row, state = self.row(key), self._steps.now
        if row.kind is not Kind.QUESTION or row.new is None or (old is not None and old not in row.candidates):
            raise UserError("这一项不用再确认", "", "请选择别的一项")
        opened = {new: tuple(n for n in olds if n != old) for new, olds in state.open.items() if new != row.new}
        opened = {new: olds for new, olds in opened.items() if olds}
        if old is None:
            self._step(opened=opened, decided={key: True})
            return key
        self._step(opened=opened, pairs={**state.pairs, old: row.new})
        return _old_key(old)

    def split(self, key: str, at: int) -> str:
        """Make two tasks of one of the new document, cut at this place of its text. Gives the row of the first."""
        place = self.place_of(key)
        review = self._review()
        review.split(place + 1, at)
        return self._cut(review, place, 1, 2)

    def merge(self, key: str) -> str:
        """Make one task of this one of the new document and the next. Gives its row."""
        place = self.place_of(key)
        review = self._review()
        review.merge(place + 1)
        return self._cut(review, place, 2, 1)

    def place_of(self, key: str) -> int:
        """Which task of the new document a row is about."""
        row = self.row(key)
        if row.table or row.new is None:
            raise UserError("这一行不能拆分或合并", "它不是修订稿里的任务", "请选择修订稿里的一项任务")
        return row.new

    def accept_all(self) -> int:
        """Take every new wording that asks nothing and overwrites nobody's typing; gives how many are left."""
        clear = {row.key: True for row in self.rows if row.is_waiting and row.kind is not Kind.QUESTION and not row.has_hand_edits}
        if clear:
            self._step(decided=clear)
        return self.missing

    def undo(self) -> bool:
        """Take back the last step."""
        return self._steps.back()

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._steps.forward()

    # inside

    def _review(self) -> ReviewSession:
        from tracker.usecases.intake.plans import unit_dictionary

        return ReviewSession(self.draft, unit_dictionary())

    def _cut(self, review: ReviewSession, at: int, before: int, after: int) -> str:
        """Take the tasks as they are cut in this review: at this place, so many became so many; they look for their origin anew.

        What finds none better keeps the one it had.
        """
        state = self._steps.now
        draft = replace(state.draft, tasks=[row.task for row in review.rows])
        new, gone = self._worded(draft), range(at, at + before)

        def moved_to(place: int) -> int:
            return place if place < at else place + after - before

        kept = {old: place for old, place in state.pairs.items() if place not in gone}
        opened = {moved_to(place): olds for place, olds in state.open.items() if place not in gone}
        asked = {old for olds in opened.values() for old in olds}
        free = [old for old in self.old if old not in kept and old not in asked]
        pairs, doubtful = self._matched(free, new, range(at, at + after))
        freed = [old for old, place in sorted(state.pairs.items(), key=lambda one: one[1]) if place in gone]
        for old in freed:
            rest = [place for place in range(at, at + after) if place not in pairs.values() and place not in doubtful]
            if rest and old not in pairs and not any(old in olds for olds in doubtful.values()):
                pairs[old] = rest[0]
        again = {_old_key(old) for old in (*pairs, *freed)}
        again |= {_old_key(old) for olds in doubtful.values() for old in olds} | {_new_key(place) for place in gone}
        names = {_new_key(place): _new_key(moved_to(place)) for place in range(len(state.new)) if place not in gone}
        decided = {names.get(key, key): said for key, said in state.decided.items() if key not in again}
        pairs |= {old: moved_to(place) for old, place in kept.items()}
        self._to(_State(draft, new, pairs, opened | doubtful, decided))
        return next(row.key for row in self.rows if row.new == at and not row.table)

    def _step(
        self,
        decided: Mapping[str, bool] | None = None,
        opened: Mapping[int, tuple[int, ...]] | None = None,
        pairs: Mapping[int, int] | None = None,
    ) -> None:
        state = self._steps.now
        new = replace(state, decided={**state.decided, **(decided or {})})
        new = replace(new, open=state.open if opened is None else opened, pairs=state.pairs if pairs is None else pairs)
        self._to(new)

    def _to(self, state: _State) -> None:
        self._steps.to(state, "")

    def _made(self, state: _State) -> tuple[RevisionRow, ...]:
        news = {new: old for old, new in state.pairs.items()}
        asked = {old for olds in state.open.values() for old in olds}
        in_order = [old for old in self.old if old in state.pairs]
        shifted = {in_order[at] for at in moved([state.pairs[old] for old in in_order])}
        placed: list[tuple[float, RevisionRow]] = []
        for index in range(len(self.new)):
            row = self._pair_row(news[index], index, news[index] in shifted) if index in news else self._new_row(index, state)
            placed.append((index, row))
        at = -1.0
        for old in self.old:
            if old in state.pairs:
                at = state.pairs[old]
            elif old not in asked:
                placed.append((at + 0.5, self._gone_row(old)))
        rows = [row for _, row in sorted(placed, key=lambda one: one[0])]
        if self._head:
            rows.insert(0, RevisionRow(HEAD, Kind.CHANGED, None, None, "", "方案信息", self._head))
        rows += self._lists
        return tuple(row._replace(accepted=state.decided.get(row.key)) for row in rows)

    def _pair_row(self, old: int, new: int, shifted: bool) -> RevisionRow:
        now, said, wanted = self.old[old], self._said[old], self.new[new]
        by_hand, still = set(differing(now, said)), set(differing(now, wanted))
        document = [field for field in differing(said, wanted) if field in still]
        fields = [_change(field, now, wanted, said if field in by_hand else None) for field in document]
        if shifted and Field.PLACE not in document:
            places = (f"第 {self._numbers[old]} 项", f"第 {new + 1} 项")
            fields.append(FieldChange(Field.PLACE, "顺序", *places))
        kept = tuple(_change(field, now, wanted, said) for field in Field if field in by_hand and field not in document)
        kind = Kind.CHANGED if fields else Kind.SAME
        return RevisionRow(_old_key(old), kind, old, new, wanted.label, now.title or now.content[:40], tuple(fields), kept)

    def _new_row(self, new: int, state: _State) -> RevisionRow:
        task = self.new[new]
        kind = Kind.QUESTION if new in state.open else Kind.ADDED
        change = FieldChange("", "全文", "", f"{task.title}\n{whole(task)}".strip())
        return RevisionRow(
            _new_key(new), kind, None, new, task.label, task.title or task.content[:40], (change,), candidates=state.open.get(new, ())
        )

    def _gone_row(self, old: int) -> RevisionRow:
        task = self.old[old]
        change = FieldChange("", "全文", f"{task.title}\n{whole(task)}".strip(), "")
        return RevisionRow(
            _old_key(old), Kind.REMOVED, old, None, task.label, task.title or task.content[:40], (change,), by_hand=old in self._by_hand
        )


def similar_plan(store: Store, draft: "PlanDraft") -> PlanLikeness | None:
    """The stored plan that this draft is most likely a revision of; None where none is like it, or its text is the same."""
    from rapidfuzz import fuzz

    titles = {plain(task.title) for task in draft.tasks if task.title}
    best: tuple[float, PlanLikeness] | None = None
    with store.read() as db:
        stored = reading.task_titles(db)
        known = plans_reading.plans(db)
    for plan in known:
        if plan.source_hash == plans_reading.text_hash(draft.source_text):
            return None
        shared = len(titles & {plain(title) for title in stored[plan.id]})
        part = shared / max(len(titles), 1)
        likeness = fuzz.ratio(plain(plan.title), plain(draft.title)) if draft.title else 0.0
        same_number = bool(draft.doc_number) and plain(plan.doc_number) == plain(draft.doc_number)
        same_year = _digits(plan.title) == _digits(draft.title)
        by_title = likeness >= _LIKE_TITLE and same_year and (part >= _SHARED or likeness == 100)
        if not (by_title or same_number or part >= _SHARED_OTHER_YEAR):
            continue
        reasons = ["标题相同" if likeness == 100 else "标题相近"] if likeness >= _LIKE_TITLE else []
        reasons += ["文号相同"] if same_number else []
        reasons.append(f"{len(draft.tasks)} 项任务中有 {shared} 项标题一致")
        score = likeness / 100 + part + same_number
        if best is None or score > best[0]:
            best = (score, PlanLikeness(plan, "，".join(reasons)))
    return None if best is None else best[1]


def compare(store: Store, plan_id: int, draft: "PlanDraft") -> RevisionSession:
    """Compare a draft with a stored plan."""
    from tracker.usecases.intake.plans import unit_dictionary

    with store.read() as db:
        plan = plans_reading.plan(db, plan_id)
        if plan is None:
            raise UserError("没有这份方案", "它可能刚刚被删除或撤销", "请重新选择方案")
        if plan.source_hash == plans_reading.text_hash(draft.source_text):
            raise UserError(f"“{draft.source_name}”与方案现有的文本完全相同", "没有可修订的内容", "请核对选的是不是修订后的文件")
        if not draft.tasks:
            raise UserError("没有可比对的任务", f"“{draft.source_name}”里没有找到任务", "请换一个文件")
        now = reading.standing(db, plan_id)
        said, by_hand = reading.as_documents_said(db, plan_id, now)
        worder = DraftWorder(db, unit_dictionary())
        old_words, said_words = stored_wordings(db, plan_id, now), stored_wordings(db, plan_id, said)
        lists = compare_lists(db, plan_id, draft, worder)
    head = tuple(FieldChange(*change) for change in plan_head.head_changes(plan, draft))
    return RevisionSession(plan, draft, old_words, said_words, by_hand, worder.wordings, head, lists)


def plan_versions(store: Store, plan_id: int) -> list[PlanVersionRecord]:
    """The versions of a plan, the newest first; none before its first revision."""
    with store.read() as db:
        return reading.versions(db, plan_id)


def plan_version_changes(store: Store, version_id: int) -> str:
    """What one version added, changed and removed among the tasks, in words; "" where it changed none."""
    with store.read() as db:
        found, changed = reading.version_changes(db, version_id)
    names = {"added": "新增", "changed": "变更", "removed": "取消"}
    lines = [f"{names[kind]} {len(titles)} 项：{'、'.join(titles)}" for kind, titles in found.items() if titles]
    turned = changed - len(found["changed"])
    also = [f"{'另有 ' if lines else ''}{turned} 项只调整了顺序"] if turned > 0 else []
    return "\n".join([*lines, *also])


def plan_version_text(store: Store, version_id: int) -> str:
    """The full text of one version of a plan."""
    with store.read() as db:
        return reading.version_text(db, version_id)


def _change(field: Field, now: Wording, wanted: Wording, said: Wording | None) -> FieldChange:
    old, new = told(field, now, wanted)
    return FieldChange(field, field.label, old, new, None if said is None else told(field, said, now)[0])


def _new_key(new: int) -> str:
    return f"new-{new}"


def _old_key(task_id: int) -> str:
    return f"task-{task_id}"


def _digits(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign.isdigit())

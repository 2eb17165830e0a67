"""完成核验: what the office wants before a task counts as done, the evidence of a claim, and the check that passes or returns it."""

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.completion import WAYS, CheckRecord, CheckState, CheckStep, Proof
from tracker.domain.records import Changes
from tracker.domain.reporting import marked, proved
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.reading import completion as reading
from tracker.storage.store import Store
from tracker.usecases.house.settings import set_setting
from tracker.usecases.work.task_state import stand, task_name

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import CompletionCheck, Task

__all__ = [
    "CheckRecord",
    "completion_checks",
    "completion_proof",
    "mark_evidence",
    "pass_completion",
    "return_completion",
    "set_completion_proof",
    "tell_evidence",
]


def completion_proof(store: Store) -> Proof:
    """What the office wants before a task counts as done."""
    with store.read() as db:
        return reading.proof(db)


def set_completion_proof(store: Store, wanted: Proof) -> Changes:
    """Choose what the office wants. Tasks that are done stay so; claims that wait go on waiting."""
    return set_setting(store, reading.PROOF, None if wanted is Proof.NONE else wanted.value)


def completion_checks(store: Store, task_id: int) -> list[CheckRecord]:
    """The claims that a task is done, the latest first."""
    with store.read() as db:
        return reading.checks(db, task_id)


def tell_evidence(store: Store, check_id: int, words: str, today: date) -> Changes:
    """Say in words what proves a claim (a document's number, what was seen on the spot)."""
    with store.transaction("填写完成佐证") as work:
        row, task = _open(work, check_id, CheckStep.PASS)
        work.name = f"填写{task_name(task)}的完成佐证"
        row.evidence = words.strip()
        _count_evidence(work, task, row, today)
        task_id = row.task_id
    return work.changes(task_id)


def mark_evidence(store: Store, attachment_id: int, on: bool, today: date) -> Changes:
    """Mark a file of a task as proof of its completion, or take the mark off."""
    from tracker.storage.tables import Attachment, CompletionCheck, Task

    with store.transaction("标记佐证") as work:
        file = work.get(Attachment, attachment_id)
        task = work.get(Task, file.task_id)
        work.name = f"把{task_name(task)}的附件{'标为佐证' if on else '改为普通附件'}"
        file.is_evidence = on
        row = next(iter(work.rows(CompletionCheck, task_id=task.id, state=CheckState.CLAIMED)), None)
        if on and row is not None:
            _count_evidence(work, task, row, today)
        task_id = task.id
    return work.changes(task_id)


def pass_completion(store: Store, check_id: int, by: str, words: str, today: date) -> Changes:
    """The check passes: the task is done since the day on which it was claimed. Raises UserError without any evidence."""
    if not by.strip():
        raise UserError("没有填写核验人", "核验要留下是谁看过的", "请填写核验人")
    with store.transaction("核验通过") as work:
        row, task = _open(work, check_id, CheckStep.PASS)
        if not row.evidence.strip() and not _files(work, task):
            raise UserError("还没有佐证，不能通过核验", "完成要有佐证材料", "请在“附件”里把证明材料标为佐证，或用文字写明佐证")
        work.name = f"{task_name(task)}核验通过，记为完成"
        _pass(task, row, by, words, today)
        task_id = row.task_id
    return work.changes(task_id)


def return_completion(store: Store, check_id: int, by: str, words: str, today: date) -> Changes:
    """The check sends the claim back, with what is missing: the task stays open."""
    if not words.strip():
        raise UserError("没有填写退回的原因", "要让单位知道差什么", "请写明原因")
    with store.transaction("核验退回") as work:
        row, task = _open(work, check_id, CheckStep.RETURN)
        work.name = f"{task_name(task)}的完成核验退回"
        _close(row, CheckStep.RETURN, by, words, today)
        task_id = row.task_id
    return work.changes(task_id)


def _open(work: "Work", check_id: int, step: CheckStep) -> "tuple[CompletionCheck, Task]":
    """The claim and its task, where the step can be taken."""
    from tracker.storage.tables import CompletionCheck, Task

    row = work.get(CompletionCheck, check_id)
    if step not in WAYS[row.state]:
        raise UserError("这次完成核验已经办结", f"结果是“{row.state.label}”", "需要时请用撤销退回上一步")
    return row, work.get(Task, row.task_id)


def _files(work: "Work", task: "Task") -> bool:
    from tracker.storage.tables import Attachment

    return bool(work.rows(Attachment, task_id=task.id, is_evidence=True))


def _count_evidence(work: "Work", task: "Task", row: "CompletionCheck", today: date) -> None:
    """Where evidence alone is wanted, a claim that has it counts at once."""
    if reading.proof(work.read()) is Proof.EVIDENCE and (row.evidence.strip() or _files(work, task)):
        work.name = f"{task_name(task)}佐证已齐，记为完成"
        _pass(task, row, "", "佐证已齐", today)


def _pass(task: "Task", row: "CompletionCheck", by: str, words: str, today: date) -> None:
    if task.state is not State.COMPLETED:
        stand(task, proved(row.claimed_on))
        if not row.period:
            task.by_hand = marked(task.by_hand, ["state", "percent"])
    _close(row, CheckStep.PASS, by, words, today)


def _close(row: "CompletionCheck", step: CheckStep, by: str, words: str, today: date) -> None:
    row.state = WAYS[row.state][step]
    row.checked_on, row.checked_by, row.words = today, by.strip(), words.strip()

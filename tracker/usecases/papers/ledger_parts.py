"""What cooperating units reported of their parts, in the line of a task: each under its name, below the task's own report."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.ledger import LedgerTask
from tracker.domain.periods import sort_key
from tracker.domain.records import PartRecord, ProgressRecord


def with_parts(line: LedgerTask, parts: Sequence[PartRecord], period: str, unit_id: int | None = None) -> LedgerTask:
    """The line with the parts (`unit_id`: of this unit only); state and percentage stay the task's.

    Of each unit its newest part up to the period counts, and only one that is as new as the task's own report. `parts` come with
    the newest first.
    """
    newest: dict[int, PartRecord] = {}
    for part in parts:
        if (not period or sort_key(part.period) <= sort_key(period)) and unit_id in (None, part.unit_id):
            newest.setdefault(part.unit_id, part)
    said = [part for part in newest.values() if line.report is None or _adds(part, line.report)]
    if not said:
        return line
    report = line.report or ProgressRecord(0, said[0].period, line.state, None, "", "", "", said[0].reported_on)
    return replace(
        line,
        report=report._replace(
            progress=_joined(report.progress, [(part.unit, part.progress) for part in said]),
            problems=_joined(report.problems, [(part.unit, part.problems) for part in said]),
            next_steps=_joined(report.next_steps, [(part.unit, part.next_steps) for part in said]),
        ),
    )


def _adds(part: PartRecord, report: ProgressRecord) -> bool:
    """Whether a part is as new as the task's report and not that report itself, as one of several leads gave it."""
    same = (part.progress, part.problems, part.next_steps) == (report.progress, report.problems, report.next_steps)
    return sort_key(part.period) >= sort_key(report.period) and not same


def _joined(own: str, others: Sequence[tuple[str, str]]) -> str:
    return "\n".join([*([own] if own else []), *(f"{unit}：{words}" for unit, words in others if words)])

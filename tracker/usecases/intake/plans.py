"""Plans: read a document, store what was found, list, change the head, remove."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes, FindingRecord, HeadingRecord, PlanLikeness, PlanRecord
from tracker.errors import UserError
from tracker.paths import RESOURCES
from tracker.progress import Progress, silent
from tracker.storage.reading import plans as reading
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.domain.unit_names import UnitDictionary
    from tracker.plans.draft import PlanDraft
    from tracker.usecases.intake.plan_decisions import Decisions

_EDITABLE = ("title", "doc_number", "issuer", "issued", "period_start", "period_end", "lead_units")


@cache
def unit_dictionary() -> "UnitDictionary":
    """The department names that the program brings along."""
    from tracker.files.unit_list import read_unit_dictionary

    return read_unit_dictionary(RESOURCES / "units.json")


def office_dictionary(store: Store) -> "UnitDictionary":
    """The department names of the program and the office's own units with all their names."""
    from tracker.domain.unit_names import UnitDictionary, UnitEntry
    from tracker.storage.reading.units import units

    known = unit_dictionary()
    with store.read() as db:
        own = tuple(
            UnitEntry(unit.full_name, (unit.display, *(alias.name for alias in unit.aliases)), kind=unit.kind, order=unit.order)
            for unit in units(db)
            if not unit.is_group
        )
    return UnitDictionary((*known.entries, *own), known.ambiguous, known.words) if own else known


def read_plan_file(store: Store | None, path: Path, progress: Progress = silent) -> "PlanDraft":
    """Read and understand a plan document; nothing is stored. Raises `UserError` for a file that cannot be read.

    The office's own units count as known names; without a store only the program's dictionary does.
    """
    from tracker.files.source import read_source
    from tracker.plans.reader import read_plan

    progress(0.0, f"正在读取“{path.name}”")
    source = read_source(path, lambda done, words: progress(done / 2, words))
    progress(0.5, "正在查找任务、单位和时限")
    draft = read_plan(source, unit_dictionary() if store is None else office_dictionary(store))
    progress(1.0, f"找到 {len(draft.tasks)} 项任务")
    return draft


def same_plan(store: Store, draft: "PlanDraft") -> PlanRecord | None:
    """The stored plan with the same text, if there is one."""
    with store.read() as db:
        return reading.plan_with_hash(db, reading.text_hash(draft.source_text))


def similar_plan(store: Store, draft: "PlanDraft") -> PlanLikeness | None:
    """The stored plan that this draft is most likely a revision of; None where none is like it."""
    from tracker.usecases.intake import plan_revision

    return plan_revision.similar_plan(store, draft)


def import_plan(store: Store, draft: "PlanDraft", *, is_sample: bool = False, decisions: "Decisions | None" = None) -> Changes:
    """Store an accepted draft as one operation; the result is the plan's id. The same text twice is refused.

    `decisions`: what a person said in the review about units and roles.
    """
    from tracker.storage.reading.told import quoted
    from tracker.usecases.intake.plan_decisions import Decisions
    from tracker.usecases.intake.plan_import import store_draft

    if not draft.tasks:
        raise UserError("没有可导入的任务", f"“{draft.source_name}”里没有找到任务", "请换一个文件，或先在预览里添加任务")
    if (stored := same_plan(store, draft)) is not None:
        raise UserError(f"方案{quoted(stored.title, 60)}已经导入过", "内容完全相同", "请直接打开已有的方案")
    return store_draft(store, draft, unit_dictionary(), is_sample=is_sample, decisions=decisions or Decisions())


def list_plans(store: Store) -> list[PlanRecord]:
    """All plans, the newest first."""
    with store.read() as db:
        return reading.plans(db)


def plan_source(store: Store, plan_id: int) -> str:
    """The full text of the document that a plan was read from."""
    with store.read() as db:
        return reading.source_text(db, plan_id)


def plan_headings(store: Store, plan_id: int) -> list[HeadingRecord]:
    """The headings of a plan in printed order."""
    with store.read() as db:
        return list(reading.headings(db, plan_id).values())


def plan_findings(store: Store, plan_id: int) -> list[FindingRecord]:
    """Doubts about the plan as a whole."""
    with store.read() as db:
        return reading.plan_findings(db, plan_id)


def edit_plan(store: Store, plan_id: int, **fields: str | date | tuple[str, ...] | None) -> Changes:
    """Change title, doc_number, issuer, issued, period_start, period_end or lead_units of a plan."""
    from tracker.storage.reading.told import quoted
    from tracker.storage.reading.told_words import FIELDS
    from tracker.storage.tables import Plan

    values: dict[str, Any] = dict(fields)
    if unknown := set(values) - set(_EDITABLE):
        raise TypeError(f"no such fields of a plan: {sorted(unknown)}")
    if "title" in values:
        values["title"] = str(values["title"]).strip()
        if not values["title"]:
            raise UserError("方案标题不能为空", "", "请填写标题")
    if "lead_units" in values:
        values["lead_units"] = "\n".join(values["lead_units"])
    with store.transaction("修改方案") as work:
        plan = work.get(Plan, plan_id)
        start, end = (values.get(name, getattr(plan, name)) for name in ("period_start", "period_end"))
        if start is not None and end is not None and end < start:
            raise UserError("截止日期早于起始日期", "", "请改正方案的起止日期")
        for name, value in values.items():
            setattr(plan, name, value)
        work.name = f"修改方案{quoted(plan.title)}的{'、'.join(FIELDS[name] for name in values)}"
    return work.changes(plan_id)


def remove_plan(store: Store, plan_id: int) -> Changes:
    """Remove a plan with all that belongs to it; units stay."""
    from tracker.storage import tables
    from tracker.storage.reading.told import quoted
    from tracker.usecases.work.task_removal import remove_list_rows, remove_task_rows

    with store.transaction("删除方案") as work:
        plan = work.get(tables.Plan, plan_id)
        work.name = f"删除方案{quoted(plan.title, 60)}"
        problems = work.ids(tables.Problem, "plan_id", [plan_id])
        work.delete_many("problem_step", work.ids(tables.ProblemStep, "problem_id", problems))
        snapshots = work.ids(tables.Snapshot, "plan_id", [plan_id])
        for kept in (tables.SnapshotTask, tables.SnapshotUnit):
            work.delete_many(kept, work.ids(kept, "snapshot_id", snapshots))
        versions = work.ids(tables.ListVersion, "plan_id", [plan_id])
        work.delete_many("list_version_row", work.ids(tables.ListVersionRow, "version_id", versions))
        own = (tables.Problem, tables.Snapshot, tables.ScorePoint, tables.ScoreSignoff, tables.DocumentText, tables.ListVersion)
        for whole in own:
            work.delete_many(whole, work.ids(whole, "plan_id", [plan_id]))
        remove_task_rows(work, work.ids(tables.Task, "plan_id", [plan_id]))
        for listed in ("indicator", "service", "project"):
            remove_list_rows(work, listed, work.ids(listed, "plan_id", [plan_id]))
        for sheets in (tables.Handout, tables.ReceivedFile):
            work.delete_many(sheets, work.ids(sheets, "plan_id", [plan_id]))
        issued = work.ids(tables.IssuedDocument, "plan_id", [plan_id])
        work.update_many("issued_document", {key: {"plan_id": None} for key in issued})
        for kind in (tables.Finding, tables.Heading, tables.PlanText, tables.PlanVersion):
            work.delete_many(kind, sorted(work.ids(kind, "plan_id", [plan_id]), reverse=True))
        work.delete_many("plan", [plan_id])
    return work.changes(plan_id)

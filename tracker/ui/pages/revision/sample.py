"""The sample document as an office might change it in the summer: for pictures."""

from dataclasses import replace

from tracker.paths import RESOURCES
from tracker.plans.draft import PlanDraft


def sample_revision() -> PlanDraft:
    """One task rewritten, one renamed, one moved, one taken out, one added."""
    from tracker.usecases.intake.plans import read_plan_file

    draft = read_plan_file(None, next((RESOURCES / "sample").glob("*.docx")))
    draft.source_name, draft.source_text = "调整稿.docx", draft.source_text + "（调整）"
    first, second, *_rest = draft.tasks
    first.content = first.content.replace("，", "，全面", 1)
    second.title += "和配套设施"
    moved = draft.tasks.pop(4)
    draft.tasks.insert(7, moved)
    draft.tasks.pop(9)
    fresh = replace(draft.tasks[5], title="建设防汛物资储备点", content="在五个镇各建一处储备点，汛期前备齐物资。", targets=[])
    draft.tasks.insert(6, fresh)
    return draft

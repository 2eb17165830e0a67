"""Every character of a source belongs to one part; what became no task can be shown."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans.reading import dictionary, read
from tests.plans.test_own_documents import NAMES, own_file
from tracker.files.source import read_source
from tracker.plans.coverage import Part, coverage, left_out
from tracker.plans.draft import PlanDraft
from tracker.plans.reader import read_plan

TEXT = """云溪县2024年工作要点
为做好今年工作，制定本要点。
一、稳住粮食生产
（一）落实面积。播种面积50万亩。（县农业农村局负责）
（二）建设农田。年底前建成2万亩。（县农业农村局牵头，县财政局配合）
二、保障措施
各单位要加强领导。
"""


def _words(draft: PlanDraft, part: Part) -> list[str]:
    return [draft.source_text[s.start : s.end].strip() for s in coverage(draft) if s.part is part]


def test_headings_tasks_and_notes_have_their_places() -> None:
    draft = read(TEXT)
    assert _words(draft, Part.HEADING) == ["一、稳住粮食生产"]
    assert _words(draft, Part.NOTE) == ["（县农业农村局负责）", "（县农业农村局牵头，县财政局配合）"]
    assert _words(draft, Part.TASK) == ["（一）落实面积。播种面积50万亩。", "（二）建设农田。年底前建成2万亩。"]


def test_what_became_no_task_is_told() -> None:
    draft = read(TEXT)
    told = [draft.source_text[s.start : s.end].strip() for s in left_out(draft)]
    assert told == ["云溪县2024年工作要点\n为做好今年工作，制定本要点。", "二、保障措施\n各单位要加强领导。"]


def test_own_documents_leave_no_task_outside() -> None:
    for name in NAMES:
        draft = read_plan(read_source(own_file(name)), dictionary())
        parts = {part for task in draft.tasks for part in _parts(draft, task.span.start, task.span.end)}
        assert Part.NO_TASK not in parts, name


def _parts(draft: PlanDraft, start: int, end: int) -> set[Part]:
    return {stretch.part for stretch in coverage(draft) if stretch.start < end and start < stretch.end}


_PIECES = [
    "一、重点任务\n",
    "（一）清理河道。",
    "（县水利局负责）\n",
    "附件\n",
    "2.建设道路",
    "\n",
    "责任单位：县交通局",
    "，",
    "。",
    "目录\n",
    "\t",
    "抄送：县委",
    "│序号│任务│\n",
    "├─┼─┤\n",
    "│1│修路│\n",
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)))
def test_no_character_is_lost_or_counted_twice(text: str) -> None:
    draft = read(text)
    stretches = coverage(draft)
    assert "".join(draft.source_text[s.start : s.end] for s in stretches) == draft.source_text
    assert all(one.end == other.start and one.part is not other.part for one, other in pairwise(stretches))

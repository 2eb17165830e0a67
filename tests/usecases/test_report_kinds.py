"""The list of documents: every row says what can be said about it, and leads to what makes it."""

from importlib import import_module

import pytest

from tests.stores import TODAY
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.papers.report_kinds import OPTIONS, REPORTS, ReportKind, ReportRequest, proposed_texts, report_content


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.kind)
def test_a_row_leads_to_its_functions(kind: ReportKind) -> None:
    for where in (kind.make, kind.proposed, kind.matters, kind.answer_by):
        module, _, name = where.partition(":")
        assert not where or callable(getattr(import_module(module), name))
    assert set(kind.needs) | set(kind.may) <= set(OPTIONS) and not set(kind.needs) & set(kind.may)
    assert kind.files and set(kind.files) <= {".docx", ".xlsx", ".pdf"} and ".pdf" in kind.files
    assert len({text.key for text in kind.texts}) == len(kind.texts)
    assert bool(kind.word) == kind.takes("number")
    assert kind.texts or not kind.proposed


def test_names_are_told_apart() -> None:
    assert len({kind.kind for kind in REPORTS}) == len({kind.name for kind in REPORTS}) == len(REPORTS)


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.kind)
def test_what_cannot_be_made_is_said_in_chinese(kind: ReportKind, bare: Store) -> None:
    request = ReportRequest(
        9 if kind.takes("plan") else None, 9 if "unit" in kind.needs else None, "2026-09" if "period" in kind.needs else ""
    )
    with pytest.raises(UserError):
        report_content(bare, kind.kind, request, TODAY)


@pytest.mark.parametrize("kind", [kind for kind in REPORTS if kind.texts], ids=lambda kind: kind.kind)
def test_words_are_proposed_for_every_field(kind: ReportKind, planned: Store) -> None:
    unit, tasks = (1 if "unit" in kind.needs else None), ((1,) if kind.takes("task") else ())
    request = ReportRequest(1, unit, "2026-09" if "period" in kind.needs else "", task_ids=tasks)
    assert set(proposed_texts(planned, kind.kind, request, TODAY)) == {text.key for text in kind.texts}

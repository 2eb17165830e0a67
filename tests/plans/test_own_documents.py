"""Documents of our own, written and damaged in the many ways of real ones, with labels: what the reader has reached, it keeps.

A label file has the shape of the corpus labels. A task counts as found when title, first and last words of its text are right;
a doubt counts as kept quiet when something is wrong and no finding says so.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.plans.reading import dictionary
from tracker.files.source import read_source
from tracker.plans.as_json import as_json
from tracker.plans.reader import read_plan

FOLDER = Path(__file__).parents[1] / "data" / "plans"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json"))
_KINDS = (".txt", ".docx", ".xlsx", ".pdf", ".html")
_BRACKETS = str.maketrans("〔〕［］【】", "()()()")
_Facts = dict[str, Any]


@cache
def _labels(name: str) -> _Facts:
    labels: _Facts = json.loads((FOLDER / f"{name}.gold.json").read_text("utf-8"))
    return labels


@cache
def _found(name: str) -> _Facts:
    return as_json(read_plan(read_source(own_file(name)), dictionary()))


def own_file(name: str) -> Path:
    """The document of this name, whatever kind of file it is."""
    return next(path for suffix in _KINDS if (path := FOLDER / f"{name}{suffix}").exists())


def _norm(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").translate(_BRACKETS)
    return "".join(folded.split()).rstrip("。.")


def _says(task: _Facts) -> str:
    return _norm(task["title"]) + _norm(task["body"])


def _same_words(label: _Facts, task: _Facts) -> bool:
    if label.get("one_sentence"):
        return _norm(label["title"]) == _says(task) or _says(task).startswith(_norm(label["title"])[:12])
    body = _norm(task["body"])
    return (
        _norm(label["title"]) == _norm(task["title"])
        and body.startswith(_norm(label["body_start"]))
        and body.endswith(_norm(label["body_end"]))
    )


def _units(task: _Facts) -> Counter[tuple[str, str]]:
    return Counter((_norm(unit["name"]), unit["role"]) for unit in task["units"])


def _limits(task: _Facts, key: str = "deadlines") -> set[tuple[str, str]]:
    return {(limit["kind"], limit.get("date") or limit.get("every") or "") for limit in task.get(key, ())}


def _pairs(name: str) -> Iterator[tuple[_Facts, _Facts]]:
    """Label and task, in document order; our documents are read with nothing left out and nothing invented."""
    labels, tasks = _labels(name)["tasks"], _found(name)["tasks"]
    assert [_norm(label["label"]) for label in labels] == [_norm(task["label"]) for task in tasks], name
    return zip(labels, tasks, strict=True)


def test_there_is_a_wide_choice_of_documents() -> None:
    assert len(NAMES) >= 40
    assert sum(len(_labels(name)["tasks"]) for name in NAMES) >= 300


@pytest.mark.parametrize("name", NAMES)
def test_tasks_and_headings_are_read_as_labelled(name: str) -> None:
    for label, task in _pairs(name):
        assert _same_words(label, task), (label["label"], label["title"], task["title"], task["body"])
        assert list(map(_norm, task["path"])) == list(map(_norm, label["path"]))


@pytest.mark.parametrize("name", NAMES)
def test_units_and_limits_are_read_as_labelled(name: str) -> None:
    for label, task in _pairs(name):
        assert _units(task) == _units(label), label["title"]
        doubtful = _limits(label, "deadlines_doubtful") - _limits(label)
        assert _limits(task) - doubtful == _limits(label), label["title"]


def test_few_tasks_need_a_second_look() -> None:
    """Where the print is fine; documents damaged on purpose, and those that tell units in sentences only, want their doubts."""
    tasks = [task for name in NAMES if not _labels(name).get("doubts_wanted") for task in _found(name)["tasks"]]
    assert sum(bool(task["review"]) for task in tasks) * 16 <= len(tasks)


@pytest.mark.parametrize("name", [name for name in NAMES if _labels(name).get("doubts_wanted")])
def test_damage_is_never_read_in_silence(name: str) -> None:
    assert any(task["review"] for task in _found(name)["tasks"])


@pytest.mark.parametrize("name", NAMES)
def test_period_is_understood(name: str) -> None:
    wanted = _labels(name)["plan"]["period"]
    if wanted and _norm(wanted[0][:4]) in _norm(_found(name)["plan"]["title"]):
        assert _found(name)["plan"]["period"] == wanted


def _rows(facts: _Facts, kind: str, fields: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(_norm(row.get(field)) for field in fields) for row in facts.get(kind) or ()]


@pytest.mark.parametrize("name", NAMES)
def test_lists_are_read_as_labelled(name: str) -> None:
    labels, found = _labels(name), _found(name)
    for kind, fields in (
        ("indicators", ("no", "group", "name", "unit", "op", "value", "nature")),
        ("services", ("no", "group", "name", "target_group", "standard", "funding")),
    ):
        if labels.get(kind):
            assert _rows(found, kind, fields) == _rows(labels, kind, fields)
    wanted = [(_norm(p["box"]), _norm(p["label"]), _norm(p["title"]), _norm(p["body_end"])[-6:]) for p in labels.get("projects") or ()]
    if wanted:
        assert [(_norm(p["box"]), _norm(p["label"]), _norm(p["title"]), _norm(p["body"])[-6:]) for p in found["projects"]] == wanted
    for label, service in zip(labels.get("services") or (), found["services"], strict=False):
        assert _units(service) == _units(label)

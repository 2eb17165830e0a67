"""The corpus of real documents with gold labels, where it is at hand: the reader keeps what it has reached."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
READ = (
    "import json, sys; from pathlib import Path; from tracker.files.source import read_source; from track"
    "er.files.unit_list import read_unit_dictionary;"
    "from tracker.plans.as_json import as_json; from tracker.plans.reader import read_plan;"
    "names = read_unit_dictionary(Path('resources/units.json'));"
    "sys.stdout.buffer.write(json.dumps(as_json(read_plan(read_source(Path(sys.argv[1])), names)), ensure_ascii=False).encode())"
)


@pytest.mark.skipif(not (CORPUS / "score.py").exists(), reason="the corpus of real documents is not on this machine")
def test_scores_do_not_fall() -> None:
    command = [sys.executable, str(CORPUS / "score.py"), "--json", "--", sys.executable, "-c", READ, "{file}"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT, env=_environment())
    total = json.loads(run.stdout)["ALL"]
    assert total["failed"] == [] and total["silent"] == 0
    for kind in ("tasks", "paths", "units", "deadlines", "indicators", "services", "projects"):
        assert total[kind]["f1"] == 1.0, kind
    assert total["targets"]["f1"] >= 0.95


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

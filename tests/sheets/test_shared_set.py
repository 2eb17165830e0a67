"""The shared set of returned sheets with their truth, read through the command line: nothing wrong in silence, nothing lost."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT.parent / "shared" / "sheets"


@pytest.mark.skipif(not (SHEETS / "score.py").exists(), reason="the shared set of returned sheets is not on this machine")
def test_every_sheet_of_the_shared_set_is_understood(tmp_path: Path) -> None:
    main = shlex.join([sys.executable, str(ROOT / "main.py")])
    store = shlex.join(["--db", str(tmp_path / "sheets.db"), "--data-dir", str(tmp_path)])
    run = subprocess.run(
        [
            *(sys.executable, str(SHEETS / "score.py"), "--json", "--plan", f"{main} plan import {{plan}} {store}", "--"),
            *(*shlex.split(main), "sheet", "read", "{file}", "--sender", "{sender}", "--plan", "1", "--period", "2024-05", "--json"),
            *shlex.split(store),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    found = json.loads(run.stdout)
    assert found["accept_unasked"] == found["accept"] == found["tasks_right"]
    assert found["flag_caught"] == found["flag"]
    assert found["refuse_caught"] == found["refuse"]
    assert found["values_right"] == found["values"]
    assert (found["lost"], found["invented"], found["wrong_and_silent"], found["asked_needlessly"]) == (0, 0, 0, 0)

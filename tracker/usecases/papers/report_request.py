"""What somebody asks a document to say: one form of words for the window, the command line and the print queue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.paths import Paths


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """Every kind reads of it what it needs; nothing said means the kind's own usual.

    `period` like "2026-11" ("" the newest), `task_ids`: only these tasks, `columns`: keys of `ledger.column_choices`, `due`: until
    when the receivers act or answer, `number`: the document's number as printed, `texts`: words typed for the kind's text fields,
    `causes`: by task, why a notice is sent, where the rules proposed it, `ranked`: units in the order of their results, `paper`: "A4"
    or "A3", `one_table`: for a spreadsheet, nothing divided, `places`: where received files are kept.
    """

    plan_id: int | None = None
    unit_id: int | None = None
    period: str = ""
    year: int | None = None
    leader: str = ""
    task_ids: tuple[int, ...] = ()
    columns: tuple[str, ...] | None = None
    short_names: bool = False
    due: date | None = None
    number: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    causes: Mapping[int, str] = field(default_factory=dict)
    ranked: bool = False
    paper: str = ""
    one_table: bool = False
    places: Paths | None = None

    def text(self, key: str) -> str:
        """What was typed for a text field of the kind; "" for nothing."""
        return self.texts.get(key, "").strip()

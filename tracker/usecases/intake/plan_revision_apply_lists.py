"""The accepted differences of the lists beside the tasks become stored rows, within the revision's own operation."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tracker.domain.figures import usual_reckoning
from tracker.domain.plan_lists import ListKind
from tracker.plans.draft import DraftUnit, PlanDraft
from tracker.usecases.intake.plan_import import place
from tracker.usecases.intake.plan_revision_lists import COLUMNS, UNITS, ListColumns, draft_values
from tracker.usecases.intake.plan_revision_rows import Alignment, Row
from tracker.usecases.intake.revision_rows import Kind, RevisionRow
from tracker.usecases.work.task_removal import remove_list_rows

if TYPE_CHECKING:
    from tracker.storage.journal import Work

_ROLE = ("unit_id", "role", "printed", "inferred")


class ListsApplying:
    """`units_of` finds or makes the units of a service; it is asked before any new unit is written."""

    def __init__(self, work: "Work", plan_id: int, draft: PlanDraft, rows: Sequence[RevisionRow]) -> None:
        self._work, self._plan_id, self._draft = work, plan_id, draft
        self._rows = rows
        self._units: dict[int, list[Row]] = {}

    def find_units(self, units_of: Callable[[Sequence[DraftUnit]], list[Row]]) -> None:
        """Find or make the units of all services that are taken over."""
        for row in self._rows:
            if row.table == ListKind.SERVICES.value and row.new is not None and _takes_units(row):
                self._units[row.new] = units_of(self._draft.services[row.new].units)

    def write(self) -> None:
        """Store what was accepted; everything else only gets its place in the new text."""
        for columns in COLUMNS:
            rows = [row for row in self._rows if row.table == columns.kind.value]
            self._remove(columns, [row for row in rows if row.kind is Kind.REMOVED and row.accepted])
            self._update(columns, [row for row in rows if row.old is not None and not (row.kind is Kind.REMOVED and row.accepted)])
            self._add(columns, [row for row in rows if row.kind is Kind.ADDED and row.accepted])

    def _remove(self, columns: ListColumns, rows: Sequence[RevisionRow]) -> None:
        ids = [row.old for row in rows if row.old is not None]
        remove_list_rows(self._work, columns.kind.value, ids)

    def _update(self, columns: ListColumns, rows: Sequence[RevisionRow]) -> None:
        values, spans = draft_values(self._draft, columns.kind), self._spans(columns)
        updates: dict[int, Row] = {}
        for row in rows:
            if row.old is None:
                continue
            if row.new is None:
                updates[row.old] = {"source_start": 0, "source_end": 0}
                continue
            new = values[row.new]
            taken: Row = dict(spans[row.new])
            if not any(change.field == columns.number for change in row.kept):
                taken[columns.number] = new[columns.number]
            if row.kind is Kind.CHANGED and row.accepted:
                taken |= {change.field: new[change.field] for change in row.fields if change.field != UNITS}
            updates[row.old] = taken
        self._work.update_many(columns.kind.value, updates)
        self._set_units({row.old: row.new for row in rows if row.old is not None and row.new in self._units})

    def _add(self, columns: ListColumns, rows: Sequence[RevisionRow]) -> None:
        values, spans = draft_values(self._draft, columns.kind), self._spans(columns)
        news = [row.new for row in rows if row.new is not None]
        made: list[Row] = [{"plan_id": self._plan_id, **values[new], **spans[new]} for new in news]
        if columns.kind is ListKind.INDICATORS:
            made = [{**row, "reckoning": usual_reckoning(row["name"], row["measure"])} for row in made]
        ids = self._work.insert_many(columns.kind.value, made)
        if columns.kind is ListKind.SERVICES:
            self._set_units(dict(zip(ids, news, strict=True)))

    def _set_units(self, services: Mapping[int, int | None]) -> None:
        """The units of these services (row id to draft index) are as the document says; one that stays keeps its row."""
        alignment = Alignment(self._work, "service_unit", lambda row: row["unit_id"])
        stored = alignment.stored("service_id", list(services))
        for row_id, new in services.items():
            units = self._units[new] if new is not None else []
            alignment.take(stored[row_id], [{"service_id": row_id, **{name: unit[name] for name in _ROLE}} for unit in units])
        alignment.write()

    def _spans(self, columns: ListColumns) -> list[Row]:
        return [place(one.span) for one in getattr(self._draft, f"{columns.kind.value}s")]


def _takes_units(row: RevisionRow) -> bool:
    return bool(row.accepted) and (row.kind is Kind.ADDED or any(change.field == UNITS for change in row.fields))

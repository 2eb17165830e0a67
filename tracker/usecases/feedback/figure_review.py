"""Returned sheets of indicators, services and projects: read, matched and compared; a person decides what is doubtful; then one operation.

Every row ends in one bin. What is clear is taken unless told otherwise; what is asked about is taken only when somebody says so, and a
row that cannot be taken as it stands needs a figure typed, or the indicator, service or project that it means.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.amounts import read_amount
from tracker.domain.figures import period_said
from tracker.domain.periods import period_of
from tracker.domain.plan_lists import ListKind
from tracker.domain.records import Changes
from tracker.domain.service_words import read_standing
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.sheets.figure_table import FIGURES, LABELS, FigureTable, figure_tables
from tracker.sheets.periods import asked_period, disagrees
from tracker.sheets.staged import Bin
from tracker.storage.reading.figure_marks import FIGURES_FILE
from tracker.storage.store import Store
from tracker.usecases.feedback.figure_match import KnownItem, known_items, match_row, read_values, service_gap
from tracker.usecases.feedback.sheet_files import keep_copy, listed
from tracker.usecases.house.backup import back_up
from tracker.usecases.house.units import list_units

if TYPE_CHECKING:
    from tracker.sheets.units import KnownUnits
    from tracker.storage.journal import Work

BACKUP_REASON = "导入指标项目数据前"
_READ_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row of a returned file. `values`: what would be stored by field, `raw`: as the sheet says it; `old`: stored today; `accepted`
    None: not decided (only where `bin` asks)."""

    id: int
    file: int
    sheet: str
    row: int
    kind: ListKind
    name: str
    item_id: int | None
    candidates: tuple[int, ...]
    raw: Mapping[str, str]
    values: Mapping[str, str]
    old: Mapping[str, str]
    bin: Bin
    reasons: tuple[str, ...] = ()
    accepted: bool | None = None

    @property
    def writes(self) -> bool:
        """Whether accepting it changes what is stored."""
        return self.item_id is not None and any(value and value != self.old.get(name, "") for name, value in self.values.items())

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.bin is Bin.ASK and self.accepted is None

    @property
    def is_taken(self) -> bool:
        """Whether it will be stored."""
        return self.writes and (self.accepted is True or (self.accepted is None and self.bin in (Bin.ADDED, Bin.UPDATED)))


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """One file: whose it is (None: not known), or why it was refused."""

    name: str
    path: Path
    digest: str = ""
    unit_id: int | None = None
    unit: str = ""
    error: UserError | None = None
    earlier: bool = False


@dataclass(slots=True)
class FigureReview:
    """All rows of the files. Its methods change the rows in place; nothing is stored. `touched`: the rows that a person decided about."""

    plan_id: int
    period: str
    files: tuple[ReviewedFile, ...]
    items: Mapping[tuple[ListKind, int], KnownItem]
    rows: list[ReviewedRow] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    @property
    def counts(self) -> Counter[Bin]:
        """Rows by bin."""
        return Counter(row.bin for row in self.rows)

    @property
    def open(self) -> list[ReviewedRow]:
        """Rows that wait for a decision."""
        return [row for row in self.rows if row.is_open]

    @property
    def taken(self) -> list[ReviewedRow]:
        """Rows that will be stored."""
        return [row for row in self.rows if row.is_taken]

    def item(self, row: ReviewedRow) -> KnownItem | None:
        """The indicator or project that a row means."""
        return None if row.item_id is None else self.items.get((row.kind, row.item_id))

    def choices(self, row: ReviewedRow) -> list[KnownItem]:
        """The items that a row may mean, those that come near first."""
        near = [self.items[row.kind, one] for one in row.candidates]
        return [*near, *(item for (kind, one), item in self.items.items() if kind is row.kind and one not in row.candidates)]

    def accept(self, row_id: int) -> None:
        """Take a row as it was read. Raises UserError where it says nothing that could be stored."""
        row = self.rows[row_id]
        if row.item_id is None:
            raise UserError(f"“{row.name}”还没有对应到哪一项", "", "请先选择对应的指标或项目")
        if not row.writes:
            raise UserError(f"“{row.name}”没有可以写入的数", "；".join(row.reasons), "请先改成正确的数，或不收这一行")
        self._check(row)
        self._change(replace(row, accepted=True))

    def leave(self, row_id: int) -> None:
        """Do not take a row."""
        self._change(replace(self.rows[row_id], accepted=False))

    def type_value(self, row_id: int, name: str, text: str) -> None:
        """Give a row another figure or words; that decides it. Raises UserError for what is no figure."""
        row = self.rows[row_id]
        value = text.strip()
        if name == "standing" and value:
            said = read_standing(value)
            if said.standing is None:
                raise UserError(f"{LABELS[name]}{said.doubt}", "", "请写已达标、部分达标或未达标，差的写在后面，如“部分达标，差两个村”")
            row = replace(row, values={**row.values, "note": said.words or row.values.get("note", "")})
            value = said.standing.label
        elif name in FIGURES[row.kind] and value:
            item = self.item(row)
            found = read_amount(value, item.measure if item else "")
            if found.doubt:
                raise UserError(f"{LABELS[name]}{found.doubt}", "", "请只填一个数，如 86.5")
            value = found.value
        changed = replace(row, values={**row.values, name: value})
        if changed.writes:
            self._check(changed)
        self._change(replace(changed, accepted=True if changed.writes else row.accepted))

    def assign(self, row_id: int, item_id: int) -> None:
        """Say which indicator or project a row means; what it says is compared anew, and still has to be accepted where in doubt."""
        row = self.rows[row_id]
        item = self.items[row.kind, item_id]
        values, reasons = read_values(row.raw, {}, item, {})
        why = tuple(reasons) or ("由人工对应",)
        self._change(replace(row, item_id=item_id, values=values, old=item.stored, bin=Bin.ASK, reasons=why, accepted=None))

    def _check(self, row: ReviewedRow) -> None:
        """Raise UserError where a service would be stored without what a check must say."""
        item = self.item(row)
        gap = service_gap(row.values, item) if item is not None and item.kind is ListKind.SERVICES else ""
        if gap:
            raise UserError(f"“{row.name}”{gap}", "", "请写在结果里，如“部分达标，差两个村”，或不收这一行")

    def _change(self, row: ReviewedRow) -> None:
        self.rows[row.id] = row
        self.touched.add(row.id)


def read_figures(store: Store, paths: Sequence[Path], plan_id: int, period: str, today: date, progress: Progress = silent) -> FigureReview:
    """The review of returned files for a period as a person writes it; nothing is stored. Raises UserError for what is no period."""
    return read_named(store, [(path.name, path) for path in listed(paths)], plan_id, period, today, progress)


def read_named(
    store: Store, sources: Sequence[tuple[str, Path]], plan_id: int, period: str, today: date, progress: Progress = silent
) -> FigureReview:
    """The same of files that stand under other names than those that they came by: (name, path)."""
    from tracker.files.table_file import read_all
    from tracker.sheets.units import KnownUnits
    from tracker.usecases.intake.plans import unit_dictionary

    when = period_of(period)
    files = [path for _name, path in sources]
    found = read_all(files, lambda done, text: progress(_READ_SHARE * done, text))
    units = KnownUnits.of(list_units(store), unit_dictionary())
    with store.read() as db:
        items = known_items(db, plan_id, when, today)
        seen = {row[0] for row in db.rows("SELECT digest FROM received_file WHERE plan_id = :p AND state = 'figures'", p=plan_id)}
    review = FigureReview(plan_id, when, (), items)
    made: list[ReviewedFile] = []
    for place, ((name, path), tables) in enumerate(zip(sources, found, strict=True)):
        progress(_READ_SHARE, f"正在比对“{name}”")
        if isinstance(tables, UserError):
            made.append(ReviewedFile(name, path, error=tables))
            continue
        held = figure_tables(tables)
        if not any(table.rows for table in held):
            why = UserError(
                f"“{name}”里没有找到指标或项目的表", "没有一张表的表头写着指标、项目或服务项目的名称和要填的数", "请核对是不是发错了文件"
            )
            made.append(ReviewedFile(name, path, tables.digest, error=why))
            continue
        unit_id = _sender(name, held, units)
        made.append(ReviewedFile(name, path, tables.digest, unit_id, units.display(unit_id or 0), earlier=tables.digest in seen))
        for table in held:
            review.rows += _stage(table, place, unit_id, items, plan_id, when, len(review.rows))
    review.files = tuple(made)
    _ask_twice_told(review)
    return review


def _sender(name: str, tables: Sequence[FigureTable], units: "KnownUnits") -> int | None:
    """The one unit that the sheets or the file's name tell."""
    named = {unit for table in tables if table.unit for unit in units.find(table.unit)}
    named = named or set(units.in_name(Path(name).stem))
    return named.pop() if len(named) == 1 else None


def _stage(
    table: FigureTable,
    file: int,
    unit_id: int | None,
    items: Mapping[tuple[ListKind, int], KnownItem],
    plan_id: int,
    period: str,
    first: int,
) -> list[ReviewedRow]:
    general = []
    if table.rivals:
        general.append(f"有几列都像{LABELS[FIGURES[table.kind][0]]}：{'、'.join(table.rivals)}，读的是第一列")
    if disagrees(table.period, asked_period(period)):
        general.append(f"表里写的是{table.period.words}，现在收的是{period_said(period)}")
    own = [item for (kind, _id), item in items.items() if kind is table.kind]
    rows = []
    for number, row in enumerate(table.rows, first):
        item_id, candidates, why = match_row(row, own, plan_id)
        item = None if item_id is None else items[table.kind, item_id]
        raw = {name: cell.text for name, cell in row.cells.items()}
        odd = {name: cell.odd for name, cell in row.cells.items() if cell.odd and name in FIGURES[table.kind]}
        values, reasons = read_values(raw, odd, item, table.measures)
        if item is not None and unit_id is not None and item.unit_ids and unit_id not in item.unit_ids and raw:
            reasons.append("报送单位不是这一项的责任单位")
        old = item.stored if item else {}
        reasons = [*([why] if why else []), *(general if raw else []), *reasons]
        staged = ReviewedRow(number, file, table.sheet, row.row, table.kind, row.name, item_id, candidates, raw, values, old, Bin.SAME)
        rows.append(replace(staged, bin=_bin(staged, reasons), reasons=tuple(reasons)))
    return rows


def _bin(row: ReviewedRow, reasons: Sequence[str]) -> Bin:
    if not row.raw:
        return Bin.SAME
    if row.item_id is None:
        return Bin.ASK if row.candidates else Bin.REFUSED
    if reasons:
        return Bin.ASK
    if not row.writes:
        return Bin.SAME
    return Bin.UPDATED if any(row.old.values()) else Bin.ADDED


def _ask_twice_told(review: FigureReview) -> None:
    """Two rows that say different things of one item are both asked about."""
    by_item: dict[tuple[ListKind, int], list[ReviewedRow]] = {}
    for row in review.rows:
        if row.item_id is not None and row.raw:
            by_item.setdefault((row.kind, row.item_id), []).append(row)
    for rows in by_item.values():
        figures = {tuple(row.values.get(name, "") for name in FIGURES[row.kind]) for row in rows}
        if len(figures) > 1:
            where = "、".join(f"“{review.files[row.file].name}”第{row.row}行" for row in rows)
            for row in rows:
                review.rows[row.id] = replace(row, bin=Bin.ASK, reasons=(*row.reasons, f"{where}说的是同一项，数不一样"))


def apply_figures(store: Store, places: Paths, review: FigureReview, today: date, *, leave_doubts: bool = False) -> Changes:
    """Store what is taken: a backup, then one operation. Raises UserError where something is open, unless `leave_doubts`."""
    if review.open and not leave_doubts:
        raise UserError(f"还有 {len(review.open)} 行没有决定", "", "请逐行接受或不收")
    taken = review.taken
    if not taken:
        raise UserError("没有要写入的数", "与已有的数相同，或者没有接受", "请核对后再试")
    from tracker.usecases.feedback.figure_writes import write_rows

    used = sorted({row.file for row in taken})
    for place in used:
        file = review.files[place]
        keep_copy(file.path, places.received / kept_name(file), file.digest)
    back_up(store, places, BACKUP_REASON)
    with store.transaction(f"导入{period_said(review.period)}指标项目数据（{len(taken)}项）") as work:
        ids = _receive(work, review, used)
        write_rows(work, review.period, [(row, ids[row.file], review.files[row.file].unit) for row in taken], today)
    return work.changes()


def kept_name(file: ReviewedFile) -> str:
    """The name of a file's copy in the data folder."""
    return f"{file.digest[:40]}{file.path.suffix.lower()[:10]}"


def _receive(work: "Work", review: FigureReview, used: Sequence[int]) -> dict[int, int]:
    """Enter the files from which something is taken; place → id."""
    rows = []
    for place in used:
        file, own = review.files[place], [row for row in review.rows if row.file == place]
        taken = [row for row in own if row.is_taken]
        added = sum(not any(row.old.values()) for row in taken)
        rows.append(
            {
                "plan_id": review.plan_id,
                "period": review.period,
                "unit_id": file.unit_id,
                "name": file.name,
                "digest": file.digest,
                "kept_name": kept_name(file),
                "received_at": work.now,
                "state": FIGURES_FILE,
                "added": added,
                "updated": len(taken) - added,
                "same": sum(row.bin is Bin.SAME for row in own),
                "asked": sum(row.bin is Bin.ASK and not row.is_taken for row in own),
                "refused": sum(row.bin is Bin.REFUSED for row in own),
            }
        )
    return dict(zip(used, work.insert_many("received_file", rows), strict=True))

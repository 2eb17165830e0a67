"""Values of indicators over time: what is to be reached, what was reached, and how each stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.figure_lines import IndicatorLine
from tracker.domain.figures import IndicatorValueRecord, ValueKind, period_said
from tracker.domain.indicators import IndicatorFacts, judge
from tracker.domain.periods import end_of, period_of
from tracker.domain.plan_lists import IndicatorRecord, ListKind
from tracker.domain.records import Changes, PlanRecord
from tracker.storage.reading import figures as reading
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading import plans
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.intake.plan_lists import typed_amount

if TYPE_CHECKING:
    from tracker.storage.reader import Reader


def indicator_lines(store: Store, ids: Sequence[int], today: date, period: str = "") -> list[IndicatorLine]:
    """These indicators in the order asked for, those that are gone left out. `period`: as they stood at its end; "" by the latest value."""
    with store.read() as db:
        return lines_of(db, ids, today, period)


def lines_of(db: "Reader", ids: Sequence[int], today: date, period: str = "") -> list[IndicatorLine]:
    """The same within a reading."""
    rows = [row for row in lists.list_rows(db, ListKind.INDICATORS, ids) if isinstance(row, IndicatorRecord)]
    values = reading.indicator_values(db, [row.id for row in rows])
    known = {plan.id: plan for plan in plans.plans(db, {row.plan_id for row in rows})}
    until = end_of(period) if period else None
    day = min(until, today) if until else today
    return [_line(row, values.get(row.id, ()), known[row.plan_id], day, until) for row in rows]


def _line(row: IndicatorRecord, values: Iterable[IndicatorValueRecord], plan: PlanRecord, today: date, until: date | None) -> IndicatorLine:
    held = tuple(values)
    aims = tuple(one for one in held if one.kind is ValueKind.AIM)
    done = (one for one in held if one.kind is ValueKind.ACTUAL)
    actuals = tuple(one for one in done if until is None or (end_of(one.period) or until) <= until)
    facts = IndicatorFacts(
        row.name,
        row.measure,
        row.nature,
        row.comparison,
        row.value,
        row.base,
        row.base_year,
        row.target_year or _end_year(plan),
        tuple((one.period, one.value) for one in aims),
        tuple((one.period, one.value) for one in actuals),
        row.reckoning,
    )
    return IndicatorLine(row, aims, actuals, facts, judge(facts, today))


def _end_year(plan: PlanRecord) -> int | None:
    """The year by whose end a plan's indicators are due where they say nothing themselves."""
    day = plan.period_end or plan.period_start or plan.issued
    return None if day is None else day.year


def set_values(
    store: Store, indicator_id: int, kind: ValueKind, values: Mapping[str, str], today: date, notes: Mapping[str, str] | None = None
) -> Changes:
    """Set what an indicator is to reach, or reached, in periods as people write them; "" takes the value away. One operation.

    Raises UserError for what is no figure or no period. A value typed by hand has no place in a file any more.
    """
    from tracker.storage.tables import Indicator, IndicatorValue

    said = notes or {}
    with store.transaction("填写指标数值") as work:
        indicator = work.get(Indicator, indicator_id)
        held = {one.period: one for one in work.rows(IndicatorValue, indicator_id=indicator_id) if one.kind is kind}
        changed = []
        for written, text in values.items():
            period = period_of(written)
            value = typed_amount(text, indicator.measure, f"{period_said(period)}{kind.label}") if text.strip() else ""
            row, note = held.get(period), said.get(written, "").strip()
            if not value:
                if row is not None:
                    work.delete(row)
                    changed.append(period)
            elif row is None:
                work.add(IndicatorValue(indicator_id=indicator_id, period=period, kind=kind, value=value, note=note, reported_on=today))
                changed.append(period)
            elif (row.value, row.note) != (value, note):
                row.value, row.note, row.reported_on = value, note, today
                row.received_file_id, row.source_sheet, row.source_row = None, "", None
                changed.append(period)
        when = period_said(changed[0]) if len(changed) == 1 else f"{len(changed)} 期"
        work.name = f"填写指标{quoted(indicator.name)}{when}的{kind.label}"
    return work.changes(indicator_id)


def remove_value(store: Store, value_id: int) -> Changes:
    """Take one value away."""
    from tracker.storage.tables import Indicator, IndicatorValue

    with store.transaction("删除指标数值") as work:
        row = work.get(IndicatorValue, value_id)
        owner = row.indicator_id
        indicator = work.get(Indicator, owner)
        work.name = f"删除指标{quoted(indicator.name)}{period_said(row.period)}的{ValueKind(row.kind).label}"
        work.delete(row)
    return work.changes(owner)

"""The yearly check of public services against their standard: who is met, who not, and what has not been looked at yet."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.figure_lines import ServiceLine
from tracker.domain.figures import ServiceStanding
from tracker.domain.plan_lists import ListKind, ServiceRecord
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reading import figures as reading
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.reader import Reader


def service_lines(store: Store, ids: Sequence[int]) -> list[ServiceLine]:
    """These services in the order asked for; those that are gone are left out."""
    with store.read() as db:
        return lines_of(db, ids)


def lines_of(db: "Reader", ids: Sequence[int]) -> list[ServiceLine]:
    """The same within a reading."""
    rows = [row for row in lists.list_rows(db, ListKind.SERVICES, ids) if isinstance(row, ServiceRecord)]
    checks = reading.service_checks(db, [row.id for row in rows])
    return [ServiceLine(row, tuple(checks.get(row.id, ()))) for row in rows]


def count_standings(lines: Sequence[ServiceLine], year: int) -> dict[ServiceStanding | None, int]:
    """How many of these services stand how in a year; under None those not yet checked."""
    counts: dict[ServiceStanding | None, int] = dict.fromkeys((*ServiceStanding, None), 0)
    for line in lines:
        check = line.check(year)
        counts[None if check is None else check.standing] += 1
    return counts


def check_service(
    store: Store,
    service_id: int,
    year: int,
    standing: ServiceStanding,
    today: date,
    *,
    covered: str = "",
    words: str = "",
    by: str = "",
    on: date | None = None,
) -> Changes:
    """Enter the check of a year, or change it. What is not fully met needs a word why."""
    from tracker.storage.tables import Service, ServiceCheck

    day = on or today
    if standing is not ServiceStanding.MET and not words.strip():
        raise UserError(f"{standing.label}要写明情况", "", "请在“核查情况”里写一句差在哪里")
    if day > today:
        raise UserError("核查日期不能晚于今天", "", "请改正日期")
    if not 1990 <= year <= today.year:
        raise UserError(f"不能核查 {year} 年", "那一年还没有到" if year > today.year else "", "请改正年份")
    with store.transaction("核查服务项目") as work:
        service = work.get(Service, service_id)
        work.name = f"{year}年核查服务项目{quoted(service.name)}：{standing.label}"
        row = next(iter(work.rows(ServiceCheck, service_id=service_id, year=year)), None)
        facts: dict[str, Any] = {
            "standing": standing,
            "covered": covered.strip(),
            "words": words.strip(),
            "checked_on": day,
            "checked_by": by.strip(),
        }
        if row is None:
            work.add(ServiceCheck(service_id=service_id, year=year, **facts))
        else:
            for name, value in facts.items():
                setattr(row, name, value)
    return work.changes(service_id)


def remove_check(store: Store, check_id: int) -> Changes:
    """Take a check away that was entered by mistake."""
    from tracker.storage.tables import Service, ServiceCheck

    with store.transaction("取消核查") as work:
        row = work.get(ServiceCheck, check_id)
        owner = row.service_id
        service = work.get(Service, owner)
        work.name = f"取消服务项目{quoted(service.name)}{row.year}年的核查"
        work.delete(row)
    return work.changes(owner)

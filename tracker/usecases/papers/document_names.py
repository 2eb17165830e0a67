"""What a kind of document is called here: notices as the office names them, a bulletin by how often it comes out."""

from tracker.domain.notices import NoticeKind
from tracker.domain.periods import Cycle, cycle_of
from tracker.storage.reader import Reader
from tracker.storage.reading.reporting import reporting_rules
from tracker.storage.store import Store
from tracker.usecases.papers.notice_settings import notice_setting_in
from tracker.usecases.papers.report_kinds import REPORTS, ReportKind, report_kind

__all__ = ["bulletin_name", "document_names", "named_kind", "names_in"]

_BULLETIN = "bulletin"
_ANY = "通报"
_BY_CYCLE = {Cycle.WEEK: "周通报", Cycle.MONTH: "月度通报", Cycle.QUARTER: "季度通报", Cycle.HALF_YEAR: "半年通报"}


def bulletin_name(period: str) -> str:
    """周通报, 月度通报, 季度通报, 半年通报; for a year 年度通报."""
    cycle = cycle_of(period)
    if cycle is not None:
        return _BY_CYCLE[cycle]
    return "年度通报" if period.isdigit() else _ANY


def document_names(store: Store, plan_id: int | None = None) -> dict[str, str]:
    """All kinds by their short names. The bulletin's is that of the plan's cycle; over several cycles 通报."""
    with store.read() as db:
        return names_in(db, plan_id)


def names_in(db: Reader, plan_id: int | None = None) -> dict[str, str]:
    """The same within a read that is under way."""
    notices = notice_setting_in(db).names
    rules = reporting_rules(db)
    cycles = {rule.cycle for plan, rule in rules.items() if plan_id in (None, plan)} or {Cycle.MONTH}
    bulletin = _BY_CYCLE[next(iter(cycles))] if len(cycles) == 1 else _ANY
    own = {kind.value: notices.of(kind) for kind in NoticeKind} | {_BULLETIN: bulletin}
    return {kind.kind: own.get(kind.kind, kind.name) for kind in REPORTS}


def named_kind(store: Store, name: str, period: str = "", plan_id: int | None = None) -> ReportKind:
    """The row of a kind with its name here: that of the period, where one is said."""
    kind = report_kind(name)
    if name == _BULLETIN and period:
        return kind._replace(name=bulletin_name(period))
    return kind._replace(name=document_names(store, plan_id).get(name, kind.name))

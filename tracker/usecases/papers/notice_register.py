"""Gathering 督办登记簿 from the register of what was issued: every 交办单, 催办单 and 督办通知单, the first one first."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.issued import IssuedFilter, IssuedRecord, IssuedState
from tracker.domain.notices import NoticeKind, printed_name
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.notice_register import RegisterFacts, RegisterLine, notice_register
from tracker.storage.reading import issued as reading
from tracker.storage.reading.tasks import lead_names
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.papers.notice_settings import notice_setting
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["register_content"]

_MOST_TASKS = 3


def register_content(store: Store, request: ReportRequest, today: date) -> Document:
    """督办登记簿 of all plans or one, of a year or all, of a unit or all. Raises UserError where nothing was entered."""
    wanted = IssuedFilter(tuple(NoticeKind), request.plan_id, request.unit_id, None, request.year)
    with store.read() as db:
        found = reading.register(db, wanted, today)
        leads = lead_names(db, sorted({task_id for record in found for task_id in record.task_ids}))
    if not found:
        names = notice_setting(store).names
        raise UserError("督办登记簿里还没有文书", f"没有登记过{'、'.join(names[:2])}或{names[2]}", "请在生成这些文书时选上“登记”")
    found.sort(key=lambda record: (record.issued_on, record.id))
    span = f"{request.year}年" if request.year else ""
    return notice_register(RegisterFacts(office(store).name, span, today, tuple(_line(record, leads, today) for record in found)))


def _line(record: IssuedRecord, leads: Mapping[int, tuple[str, ...]], today: date) -> RegisterLine:
    named = [task.strip() for task in record.tasks]
    matter = "；".join(named[:_MOST_TASKS]) + (f"等{len(named)}项" if len(named) > _MOST_TASKS else "")
    led = dict.fromkeys(name for task_id in record.task_ids for name in leads.get(task_id, ()))
    return RegisterLine(
        number="\n".join(part for part in (printed_name(record.title), record.number) if part),
        matter=matter or record.title,
        source=_source(record),
        issued_on=record.issued_on,
        unit=record.unit or record.receiver or "、".join(led),
        due=record.due,
        returned_on=record.returned_on,
        result=record.result or record.standing(today),
        late=record.is_late(today),
        void=record.state is IssuedState.VOID,
    )


def _source(record: IssuedRecord) -> str:
    """Why it was issued; of a plan that has a number the number alone, which is shorter: 望政办发〔2026〕3号第31项."""
    named = f"《{record.plan}》" if record.plan else ""
    rest = record.cause.removeprefix(named)
    if rest == record.cause or not rest.startswith("（"):
        return record.cause or named
    return rest.removeprefix("（").replace("）", "", 1)

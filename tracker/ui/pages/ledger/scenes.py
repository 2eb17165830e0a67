"""Further pictures of the page, on the sample's data; nothing is stored."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.ui.pages.ledger.kinds import LADDER, REGISTER, TEMPLATES
from tracker.usecases.papers.issued import IssuedRecord, IssuedState

if TYPE_CHECKING:
    from tracker.ui.pages.ledger.page import LedgerPage

_SHOWN = ("督办〔2026〕3号", "督办通知单"), ("督办〔2026〕2号", "督办通知单"), ("通报〔2026〕1号", "8月份工作进展情况通报")


def scenes(page: "LedgerPage") -> dict[str, Callable[[], QWidget | None]]:
    """Name → a step that shows it."""

    def whole() -> None:
        page.choose_kind("ledger")
        page.preview.choose_fit("page")

    def problem() -> None:
        page.preview.choose_fit("width")
        page.show_problem(UserError("没有选择要打印的列", "", "请在左边勾选至少一列"))

    def bulletin() -> None:
        page.choose_kind("bulletin")

    def issuing() -> None:
        page.out.open_issue()

    def batch() -> None:
        page.choose_kind("ledger")
        page.out.open_batch()

    def nothing_issued() -> None:
        page.choose_kind(REGISTER)

    def register() -> None:
        view, today = page.register_view, page.ctx.today()
        view.show_records([_record(place, *shown, today) for place, shown in enumerate(_SHOWN, 1)])

    def ladder() -> None:
        page.choose_kind(LADDER)

    def templates() -> None:
        page.choose_kind(TEMPLATES)

    return {
        "whole": whole,
        "problem": problem,
        "bulletin": bulletin,
        "issuing": issuing,
        "batch": batch,
        "nothing-issued": nothing_issued,
        "register": register,
        "ladder": ladder,
        "templates": templates,
    }


def _record(place: int, number: str, title: str, today: date) -> IssuedRecord:
    due = date.fromordinal(today.toordinal() + 4 - 5 * (place % 2)) if place < 3 else None
    state = IssuedState.ISSUED
    sent = date.fromordinal(today.toordinal() - 3 * place)
    receiver = "县住房和城乡建设局" if place < 3 else "各乡镇人民政府，县直各部门"
    return IssuedRecord(
        place,
        "bulletin",
        title,
        number,
        None,
        "",
        None,
        "",
        "",
        receiver,
        sent,
        "督查室",
        "县政府常务会议",
        due,
        None,
        "",
        state,
        "",
        "",
        "",
        (),
        (),
    )

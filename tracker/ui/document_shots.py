"""Small pictures of the first pages of documents, made from the sample: what the README and the help show."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from tracker.storage.store import Store
from tracker.ui.paper.paint import paint_sheet
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

_WIDTHS = {False: 560, True: 780}
"""Pixels that an upright page and one lying across are wide."""
_PIECE = 4


def document_shots(store: Store, out: Path, today: date) -> Iterator[Path]:
    """Write `paper_….png` for each document shown; the store holds the sample as it is on that day."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (kind, request) in _shown(store, today).items():
        document = report_kinds.report_content(store, kind, request, today)
        path = out / f"paper_{name}.png"
        page_image(sheets_of(document), 0).save(str(path))
        yield path


def page_image(sheets: Sheets, number: int) -> QImage:
    """One page with a thin edge. It is drawn larger and made smaller, so that small type stays readable."""
    sheet = sheets.pages[number]
    width = _WIDTHS[sheet.width > sheet.height]
    height = round(width * sheet.height / sheet.width)
    large = QImage(width * _PIECE, height * _PIECE, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.white)
    painter = QPainter(large)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(width * _PIECE / sheet.width, width * _PIECE / sheet.width)
    paint_sheet(painter, sheets, number)
    painter.end()
    mode = Qt.TransformationMode.SmoothTransformation
    small = large.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    painter = QPainter(small)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(QRectF(0, 0, width - 1, height - 1))
    painter.end()
    return small.convertToFormat(QImage.Format.Format_Grayscale8)


def _shown(store: Store, today: date) -> Mapping[str, tuple[str, ReportRequest]]:
    """The documents by the name of their picture."""
    late = next(detail.row.id for detail in tasks.plan_details(store, 1, today) if detail.row.light.value == "red")
    before = f"{today.year}-{today.month - 1:02}" if today.month > 1 else f"{today.year - 1}-12"
    words = {"instruction": "请牵头单位列出时间表，逐项抓落实。", "contact": "郑若谷", "phone": "0000-1234567"}
    return {
        "bulletin": ("bulletin", ReportRequest(1, period=before, number="望政办通〔2026〕7号")),
        "supervision": ("supervision", ReportRequest(1, task_ids=(late,), number="望督办〔2026〕3号", texts=words)),
        "division": ("division", ReportRequest(1)),
        "division_plan": ("division-plan", ReportRequest(1)),
        "month": ("month", ReportRequest(1, period=f"{today:%Y-%m}")),
        "year": ("year", ReportRequest(1, year=today.year)),
    }

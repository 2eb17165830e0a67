"""The report of a fault, to read and to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import fit_window


class CrashDialog(QDialog):
    """The report, with 复制 and 继续使用."""

    def __init__(self, text: str, saved: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        fit_window(self, 680, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("刚才这一步没有做成，是程序的错", look().title))
        words = "已存的数据没有受影响，可以继续使用。请把下面的报告复制给维护人员。"
        column.addWidget(label(words, ink="2", wrap=True))
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误报告")
        column.addWidget(self.report, 1)
        if saved:
            column.addWidget(label(f"报告已存到 {saved}", look().small, "2", wrap=True, select=True))
        row = QHBoxLayout()
        row.addWidget(button("复制报告", self.copy, "copy"))
        row.addStretch(1)
        row.addWidget(button("继续使用", self.accept, primary=True))
        column.addLayout(row)

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())

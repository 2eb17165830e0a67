"""The period book (报送情况): who owes what, what was handed out, what came back, by which file, and what is still missing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.domain.poor_texts import Poor
from tracker.ui.page import FilterBar
from tracker.ui.pages.sheets.book_rows import BookList, BookModel, moment_words, standing_words
from tracker.ui.pages.sheets.words import period_span_words
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.hand_lines import HandLines
from tracker.ui.widgets.plain import label, link
from tracker.ui.widgets.rows_model import RowGroup
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.feedback.kept_sheets import SheetsInHand
from tracker.usecases.feedback.period_book import PeriodBook, PeriodRow, Reported

_TITLES = 6


class BookHead(QWidget):
    """What stands in the page's second row: the period and the counts; beside them `only`, which units are shown."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.period = QComboBox()
        self.period.setAccessibleName("期次")
        self.period.setMaxVisibleItems(14)
        self.period.setMinimumWidth(look().px(104))
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.counts = ElidedLabel(look().bold)
        self.about = ElidedLabel(None, "2")
        self.only = Segmented(
            [("all", "全部"), ("open", "未报"), ("partly", "没填全"), ("late", "迟报"), ("poor", "空白重复")], "显示哪些单位"
        )
        self.rule_link = link("报送规则", lambda: None)
        row.addWidget(label("期次", ink="2"))
        row.addWidget(self.period)
        row.addWidget(self.rule_link)
        row.addWidget(self.counts, 3)
        row.addWidget(self.about, 4)

    def put_into(self, bar: FilterBar) -> FilterBar:
        """Stand in this bar, with the choice of units under it where there is no room beside."""
        bar.add(self, wide=True)
        bar.add(self.only)
        return bar

    def show_periods(self, periods: Sequence[str], chosen: str) -> None:
        """Offer these periods."""
        self.period.blockSignals(True)
        self.period.clear()
        for one in periods:
            self.period.addItem(period_span_words(one), one)
        self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        self.period.blockSignals(False)

    def show_book(self, book: PeriodBook) -> None:
        """Take the counts of a book."""
        figures = f"已收 {book.reported} / {len(book.rows)}"
        self.counts.setMinimumWidth(look().bold_metrics.horizontalAdvance(f"{figures}…") + 4)
        self.counts.show_text(f"{figures} 个单位")
        due = f"{book.due_on.month}月{book.due_on.day}日前报送，" if book.due_on else ""
        rate = "" if book.rate is None else f"按时报送率 {book.rate:.0f}%"
        gathered = f"，另有全县汇总表 {len(book.collected)} 份" if book.collected else ""
        self.about.show_text(f"{due}{rate}{gathered}")
        lates = sum(row.late for row in book.rows)
        partly = sum(row.standing is Reported.PARTLY for row in book.rows)
        for key, words, count in (
            ("all", "全部", len(book.rows)),
            ("open", "未报", len(book.not_reported)),
            ("partly", "没填全", partly),
            ("late", "迟报", lates),
            ("poor", "空白重复", sum(bool(row.empty or row.repeated) for row in book.rows)),
        ):
            self.only.rename(key, f"{words} {count}")


class BookPane(QWidget):
    """The list of units with what is known of the current one under it, and the reviews that were put aside above it.

    `titles_wanted`: the names of these tasks are to be shown; `file_wanted`: a received file is to be opened.
    """

    titles_wanted = Signal(object)
    file_wanted = Signal(object)
    go_on_wanted = Signal(object)
    give_up_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: PeriodBook | None = None
        self._wanted: int | None = None
        self.head = BookHead()
        self.model = BookModel(self)
        self.list = BookList(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.in_hand = HandLines("反馈表")
        self.in_hand.go_on_wanted.connect(self.go_on_wanted)
        self.in_hand.give_up_wanted.connect(self.give_up_wanted)
        column.addWidget(self.in_hand)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())
        self.head.only.chosen.connect(lambda _key: self._load())
        self.list.current_changed.connect(lambda _id: self._show_unit())
        self.list.opened.connect(lambda _id: self._open_file())

    def _foot(self) -> QWidget:
        self.foot = QFrame()
        self.foot.setObjectName("strip")
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(14, 8, 12, 9)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.unit = ElidedLabel(look().strip_title)
        self.open_link = link("打开收到的原表", self._open_file)
        head.addWidget(self.unit, 1)
        head.addWidget(self.open_link)
        self.said, self.missing = ElidedLabel(None, "2"), ElidedLabel()
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.missing)
        return self.foot

    def show_book(self, book: PeriodBook) -> None:
        """Show this period."""
        self._book = book
        self.head.show_book(book)
        self._load()
        if self._wanted is not None:
            self.look_for(self._wanted)

    def look_for(self, unit_id: int | None) -> None:
        """Bring this unit into sight, as soon as it is in the book."""
        self._wanted = unit_id if unit_id is None or not self.list.go_to(unit_id) else None

    def _load(self) -> None:
        book = self._book
        if book is None:
            return
        key = self.head.only.current
        wanted = {
            "all": book.rows,
            "open": book.not_reported,
            "partly": tuple(row for row in book.rows if row.standing is Reported.PARTLY),
            "late": tuple(row for row in book.rows if row.late),
            "poor": tuple(row for row in book.rows if row.empty or row.repeated),
        }[key]
        groups: list[RowGroup] = self.model.show_rows(wanted)
        self.list.load(groups, grouped=False)
        if self.list.current_id() is None:
            self.list.go_to_first()
        self._show_unit()

    @property
    def current(self) -> PeriodRow | None:
        """The unit of the current line."""
        return self.model.row(self.list.current_id())

    def chosen_units(self) -> list[int]:
        """The units that are selected, where there are several."""
        ids = self.list.selected_ids()
        return ids if len(ids) > 1 else []

    def _show_unit(self) -> None:
        row = self.current
        self.foot.setVisible(row is not None)
        if row is None:
            return
        self.unit.show_text(f"{row.unit.full_name}　{standing_words(row)}")
        handed = f"{moment_words(row.handed_out)}发放“{row.handed_out_as}”" if row.handed_out else "还没有发放填报表"
        states = {"replaced": "已被新版代替", "sent_back": "已退回"}
        came = "；".join(
            f"{moment_words(file.received_at)}收到“{file.name}”" + (f"（{states[file.state]}）" if file.state in states else "")
            for file in row.files
        )
        self.said.show_text(f"{handed}；{came or '还没有收到'}{_figures_words(row)}")
        self.open_link.setVisible(bool(row.files))
        self.missing.show_text(self._left(row, {}))
        wanted = (*row.missing[:_TITLES], *row.empty[:_TITLES], *row.repeated[:_TITLES])
        if wanted:
            self.titles_wanted.emit(wanted)

    def show_titles(self, titles: Mapping[int, str]) -> None:
        """The names of tasks that the current unit has not reported on, or of which it said nothing new."""
        row = self.current
        if row is not None:
            self.missing.show_text(self._left(row, titles))

    def _left(self, row: PeriodRow, titles: Mapping[int, str]) -> str:
        """What is still wanted of a unit: tasks not reported, texts that are empty or those of the period before."""
        said = []
        for words, tasks in (("未填", row.missing), (Poor.EMPTY.label, row.empty), (Poor.REPEATED.label, row.repeated)):
            names = "、".join(titles[one] for one in tasks[:_TITLES] if one in titles)
            more = " 等" if names and len(tasks) > _TITLES else ""
            if tasks:
                said.append(f"{words} {len(tasks)} 项{'：' if names else ''}{names}{more}")
        return "；".join(said) or "应报的任务都已填报"

    def _open_file(self) -> None:
        row = self.current
        if row is not None and row.files:
            self.file_wanted.emit(row.received or row.files[-1])

    def show_in_hand(self, reviews: Sequence[SheetsInHand]) -> None:
        """Offer to go on with these reviews."""
        self.in_hand.show_reviews(reviews)

    @property
    def go_on_buttons(self) -> list[QPushButton]:
        """The buttons that take up a review, in order."""
        return self.in_hand.go_on_buttons


def _figures_words(row: PeriodRow) -> str:
    """What went out to the unit for its indicators and projects, and what came back."""
    turn = row.figures
    if turn is None:
        return ""
    handed = f"{moment_words(turn.handed_out)}发放" if turn.handed_out else "没有发放"
    return f"；指标项目表{handed}，{f'{moment_words(turn.received_at)}收到' if turn.files else turn.standing}"

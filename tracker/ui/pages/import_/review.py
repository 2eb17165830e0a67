"""The two panes of the review tied together: source at the left, rows and editor strip at the right."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.terms import Role
from tracker.domain.unit_names import is_group
from tracker.errors import UserError
from tracker.ui.pages.import_.forms import HeadForm, MembersForm
from tracker.ui.pages.import_.panes import TwoPanes
from tracker.ui.pages.import_.question_bar import QuestionBar
from tracker.ui.pages.import_.review_marks import known_names
from tracker.ui.pages.import_.rows import ReviewList, ReviewModel
from tracker.ui.pages.import_.source_side import SourceSide
from tracker.ui.pages.import_.source_view import SourceView
from tracker.ui.pages.import_.strip import EditorStrip
from tracker.ui.widgets.form_place import FormPlace
from tracker.ui.widgets.place_prompt import PlacePrompt
from tracker.ui.widgets.scrolled import StripArea
from tracker.usecases.intake.plan_review import ReviewRow, ReviewSession, Standing, TaskFields, name_of
from tracker.usecases.intake.review_rows import likely_cut


class ReviewPane(TwoPanes):
    """Shows one session and carries out its steps. `stepped` comes after each; `failed` says why a step was not possible."""

    stepped = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: ReviewSession | None = None
        self._asked: Callable[[], None] | None = None
        self.source = SourceView()
        self.model = ReviewModel(self)
        self.list = ReviewList(self.model)
        self.strip = EditorStrip()
        self.prompt = PlacePrompt(self._confirm, self.stop_asking)
        self.questions = QuestionBar()
        self._reopened = ""
        self.form_place = FormPlace()
        self.source_side = SourceSide(self.source, self.prompt)
        self.set_panes(self.source_side, self.source, self._rows_side(), self.list)
        self._connect()

    def _rows_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(StripArea(self.strip))
        side.setMinimumWidth(380)
        return side

    def _connect(self) -> None:
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.opened.connect(lambda _id: self.accept())
        self.list.edit_wanted.connect(lambda _id, column: self.strip.begin_edit(column))
        self.list.split_wanted.connect(lambda _id: self.ask_split())
        self.list.merge_wanted.connect(lambda _id: self.merge())
        self.list.drop_wanted.connect(lambda _id: self.drop())
        self.list.add_wanted.connect(self.add)
        self.list.number_typed.connect(self.questions.choose_number)
        self.list.answer_wanted.connect(self.questions.answer)
        self.list.group_wanted.connect(self.open_group)
        self.list.preview_wanted.connect(self.questions.toggle_preview)
        self.questions.answered.connect(self._answer)
        self.questions.previewed.connect(self._preview)
        self.source.touched.connect(self._touched)
        self.source.confirmed.connect(self._confirm)
        self.source.add_wanted.connect(self.add)
        self.strip.accept_wanted.connect(self.accept)
        self.strip.edit_wanted.connect(self.strip.begin_edit)
        self.strip.split_wanted.connect(self.ask_split)
        self.strip.merge_wanted.connect(self.merge)
        self.strip.drop_wanted.connect(self.drop)
        self.strip.add_wanted.connect(self.add)
        self.strip.role_wanted.connect(self._set_role)
        self.strip.edited.connect(self._edit)
        self.strip.members_wanted.connect(self.edit_members)
        self.strip.edit_ended.connect(self.list.setFocus)

    # showing

    def show_session(self, session: ReviewSession, current: int | None = None) -> None:
        """Begin with another draft, or go on at the row where one was left."""
        self.session, self._reopened = session, ""
        self.stop_asking()
        self.questions.set_units(session.asker.units if session.asker else ())
        self.known = known_names(session)
        self.strip.set_session(session, self.known)
        self.form_place.close_form()
        self.source_side.show_text(session)
        self.list.clearSelection()
        self._load(None)
        self.list.go_to_first()
        self.list.scrollToTop()
        if current is not None:
            self.list.go_to(current)
        self._show_current()

    def _load(self, go_to: int | None) -> None:
        if self.session is None:
            return
        self.list.load(self.model.show_session(self.session))
        if go_to is not None:
            self.list.go_to(go_to)
        self.show_questions()
        self.source_side.show_marks()
        self._show_current()

    @property
    def current(self) -> ReviewRow | None:
        """The row that the keys act on."""
        row_id = self.list.current_id()
        if self.session is None or row_id is None:
            return None
        return next((row for row in self.session.rows if row.id == row_id), None)

    def _show_current(self) -> None:
        row = self.current
        number = self.model.number(row) if row else ""
        self.strip.show_row(row, number, self.session.waits_for(row) if self.session and row else "")
        self.source.show_passage(row.task.span if row else None, number)

    def _touched(self, place: int) -> None:
        if self.session and self._asked is None and (row := self.session.row_at(place)) is not None:
            self.list.go_to(row.id)

    # steps

    def _step(self, do: Callable[[ReviewSession], int | None]) -> None:
        """Carry out one step and go to the row that it gives."""
        if self.session is None:
            return
        try:
            go_to = do(self.session)
        except UserError as error:
            self.failed.emit(error)
            return
        self._load(go_to)
        self.stepped.emit()

    def accept(self) -> None:
        """Accept the current row and go on to the next one to be looked at."""
        row = self.current
        if row is None:
            return
        ahead = self._next_below(row)

        def do(session: ReviewSession) -> int | None:
            session.accept(row.id)
            return ahead

        self._step(do)

    def _next_below(self, row: ReviewRow) -> int | None:
        if self.session is None:
            return None
        if self.model.standing(row) in (Standing.WAITING, Standing.ASKED):
            return self.session.after(row.id)
        place = self.list.currentIndex().row()
        return self.model.id_at(place + 1) or row.id

    def accept_all(self) -> None:
        """Accept every row at once."""
        self._step(lambda session: session.accept_all())

    def drop(self) -> None:
        """The current row is no task."""
        row = self.current
        if row is None or row.standing is Standing.DROPPED:
            return
        ahead = self._next_below(row)

        def do(session: ReviewSession) -> int | None:
            session.drop(row.id)
            return ahead

        self._step(do)

    def merge(self) -> None:
        """Make one task of the current row and the next."""
        row = self.current
        if row is None:
            return

        def do(session: ReviewSession) -> int | None:
            session.merge(row.id)
            return row.id

        self._step(do)

    def ask_split(self) -> None:
        """Let the user put the caret where the second task begins."""
        row = self.current
        if row is None or self.session is None:
            return
        span = row.task.span
        if span.end <= span.start:
            self.failed.emit(UserError("这一项不能拆分", "它在原文中没有位置", "请用“补一项”另加任务"))
            return
        self.source.put_caret(likely_cut(self.session.draft.source_text, span))

        def split() -> None:
            self._step(lambda session: session.split(row.id, self.source.caret))

        self._ask(f"拆分第 {self.model.number(row)} 项：用方向键或鼠标把光标移到第二项开始的位置", "在此拆分", split)

    def add(self) -> None:
        """Take the selected words of the source as one more task; without any, ask for them."""
        span = self.source.chosen
        if span.end > span.start:
            self.stop_asking()
            self._step(lambda session: session.add(span.start, span.end))
            self._back_to_rows()
            return
        self._ask("补一项：在原文中选中这项任务的文字（Shift+方向键或鼠标拖选）", "补为任务", self.add)

    def _edit(self, fields: TaskFields) -> None:
        row = self.current
        if row is None:
            return

        def do(session: ReviewSession) -> int | None:
            session.edit(row.id, fields)
            return row.id

        self._step(do)
        if not self.strip.is_editing:
            self.list.setFocus()

    def _set_role(self, name: str, role: Role | None) -> None:
        row = self.current
        if row is None:
            return

        def do(session: ReviewSession) -> int | None:
            session.set_role(row.id, name, role)
            return row.id

        self._step(do)

    def step_back(self) -> bool:
        """Take back the last step."""
        done = self.session is not None and self.session.undo()
        if done:
            self._load(None)
            self.stepped.emit()
        return done

    def step_again(self) -> bool:
        """Do again what was taken back."""
        done = self.session is not None and self.session.redo()
        if done:
            self._load(None)
            self.stepped.emit()
        return done

    # questions about meaning

    def show_questions(self) -> None:
        """Show the first question that is open, or the one whose answer is to be changed."""
        everything = self.session.questions if self.session and not self.form_place.form else ()
        keys = [question.key for question in everything]
        wanted = [question for question in everything if question.key == self._reopened or not question.answer]
        first = next((question for question in wanted if question.key == self._reopened), wanted[0] if wanted else None)
        self.questions.show_question(first, keys.index(first.key) + 1 if first else 0, len(keys))

    def _preview(self, key: str, choice: str) -> None:
        """Show the rows as they would be with this answer; without one as they are."""
        rows = self.session.preview(key, choice) if self.session and key else {}
        self.list.show_preview(rows)

    def ask_again(self, key: str) -> None:
        """Show an answered question once more, to change its answer."""
        self._reopened = key
        self.show_questions()
        self.list.setFocus()

    def _answer(self, key: str, choice: str) -> None:
        self._reopened = ""
        here = self.list.current_id()

        def do(session: ReviewSession) -> int | None:
            asked = here is not None and session.standing_of(session.row(here)) is Standing.ASKED
            session.answer(key, choice)
            done = here is not None and session.standing_of(session.row(here)) is Standing.SETTLED
            return session.after(here) or here if asked and done and here is not None else here

        self._step(do)
        self.list.setFocus()

    # forms over both panes

    def edit_head(self, year: int) -> None:
        """Let the user correct title, number, issuer and period."""
        if self.session is not None:
            form = HeadForm(self.session.head, year)

            def save() -> None:
                if fault := form.fault():
                    self.failed.emit(UserError(fault, "", "请改正后再保存"))
                else:
                    self._save_form(lambda session: session.set_head(form.head()))

            self.form_place.show_form(form, save, self._form_left)
            self.show_questions()

    def edit_members(self, group: str) -> None:
        """Let the user say which units a group stands for."""
        if self.session is not None:
            form = MembersForm(group, self.session.members_of(group), self.known)

            def save() -> None:
                self._save_form(lambda session: session.set_members(group, form.values()))

            self.form_place.show_form(form, save, self._form_left)
            self.show_questions()

    def open_group(self) -> None:
        """Let the user say which units the current row's first group of units stands for, one that is not spread out yet before others."""
        session, row = self.session, self.current
        if session is not None and row is not None:
            groups = [name_of(unit) for unit in row.task.units if is_group(name_of(unit))]
            groups.sort(key=lambda name: bool(session.members_of(name)))
            if groups:
                self.edit_members(groups[0])
            else:
                self.failed.emit(UserError("这一项里没有“各镇（街道）”这样的单位组", "", "请选择有单位组的一项"))

    def _save_form(self, do: Callable[[ReviewSession], None]) -> None:
        if self.session is None:
            return
        try:
            do(self.session)
        except UserError as error:
            self.failed.emit(error)
            return
        self.form_place.close_form()
        self._step(lambda _session: self.list.current_id())
        self.list.setFocus()

    def _form_left(self) -> None:
        self.form_place.close_form()
        self.show_questions()
        self.list.setFocus()

    # asking for a place in the text

    def _ask(self, words: str, answer: str, do: Callable[[], None]) -> None:
        self._asked = do
        self.prompt.show_words(words, answer)
        if self._narrow:
            self._show_side(self.left)
        self.source.setFocus()

    def _confirm(self) -> None:
        do = self._asked
        if do is not None and self.prompt.isVisible():
            self.stop_asking()
            do()
            if self._asked is None:
                self._back_to_rows()

    def _back_to_rows(self) -> None:
        if self._narrow:
            self._show_side(self.right)
        self.list.setFocus()

    def stop_asking(self) -> None:
        """Leave the text as it is."""
        self._asked = None
        self.prompt.hide()

    def escape(self) -> bool:
        """Back out of the form or of the question."""
        if self.form_place.isVisible():
            self._form_left()
            return True
        if self.strip.is_editing:
            self.strip.end_edit()
            return True
        if self._reopened:
            self._reopened = ""
            self.show_questions()
            return True
        if self.prompt.isVisible():
            self.stop_asking()
            self._back_to_rows()
            return True
        if self.source_side.leave_left_out():
            self._show_current()
            self._back_to_rows()
            return True
        return False

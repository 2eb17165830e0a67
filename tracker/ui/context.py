"""What the window offers its pages, without the pages knowing the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal

from tracker.errors import UserError
from tracker.ui.message import Message

if TYPE_CHECKING:
    from tracker.domain.lights import LightRules
    from tracker.domain.plan_lists import ListKind
    from tracker.domain.records import Changes, PlanRecord
    from tracker.domain.screens import TaskFilter
    from tracker.paths import Paths
    from tracker.plans.draft import PlanDraft
    from tracker.progress import Progress
    from tracker.storage.store import Store
    from tracker.ui.runner import TaskRunner


class OpenTask(NamedTuple):
    """The request to the task page to show one task with its detail."""

    task_id: int


class OpenListRow(NamedTuple):
    """The request to the page of indicators, services and projects to show one row."""

    kind: ListKind
    row_id: int


class OpenProblem(NamedTuple):
    """The request to the page of problems to show one of them."""

    problem_id: int


class OpenFiles(NamedTuple):
    """The request to the import page to read these files, or to ask for some where there are none."""

    paths: tuple[Path, ...]


class OpenSheets(NamedTuple):
    """The request to the page of returned sheets to take these files and folders, or to ask for some where there are none; with a
    `period`, to show its book and this unit in it."""

    paths: tuple[Path, ...]
    period: str = ""
    unit_id: int | None = None


class OpenDocument(NamedTuple):
    """The request to the page of documents to show one of this kind, of a period and about these tasks where some are said."""

    kind: str
    period: str = ""
    task_ids: tuple[int, ...] = ()


class OpenIssued(NamedTuple):
    """The request to the page of documents to show one line of the register."""

    issued_id: int


class OpenRevision(NamedTuple):
    """The request to the revision page to compare a document that was read with a stored plan."""

    plan_id: int
    draft: PlanDraft


class Context(QObject):
    """Store, clock, runner, the chosen plan, and the ways to change, to tell and to go elsewhere.

    Pages call the methods and listen to `plan_changed`, `plans_changed`, `changed` and `reworded`; the shell listens to the rest.
    """

    plan_changed = Signal(object)
    plans_changed = Signal()
    changed = Signal(object)
    reworded = Signal()
    message = Signal(object)
    going = Signal(str, object)
    help_wanted = Signal(str)
    reopening = Signal(object)

    def __init__(
        self,
        store: Store,
        runner: TaskRunner,
        *,
        paths: Paths,
        today: Callable[[], date] = date.today,
        settings: QSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store, self.runner, self.paths, self.today = store, runner, paths, today
        self.settings = settings or QSettings(str(paths.data_dir / "window.ini"), QSettings.Format.IniFormat)
        self._plans: tuple[PlanRecord, ...] = ()
        self._plan_id: int | None = None
        runner.told.connect(self.tell)
        self.changed.connect(lambda changes: self._learn_rules() if not changes.tables or "setting" in changes.tables else None)
        self._learn_rules()

    def _learn_rules(self) -> None:
        """Take over the office's words of states; `reworded` comes when they are others than before."""
        from tracker.ui.wording import use_rules

        def read() -> LightRules:
            from tracker.usecases.house.settings import light_rules

            return light_rules(self.store)

        self.runner.run_read(read, lambda rules: self.reworded.emit() if use_rules(rules) else None, key="rules")

    # the chosen plan

    @property
    def plans(self) -> tuple[PlanRecord, ...]:
        """All stored plans, newest first as `usecases.plans.list_plans` gives them."""
        return self._plans

    @property
    def plan_id(self) -> int | None:
        """The chosen plan; None stands for all plans."""
        return self._plan_id

    def choose_plan(self, plan_id: int | None) -> None:
        """Show this plan on every page (None: all of them)."""
        if plan_id != self._plan_id:
            self._plan_id = plan_id
            self.settings.setValue("plan", plan_id or 0)
            self.plan_changed.emit(plan_id)

    def set_plans(self, plans: tuple[PlanRecord, ...]) -> None:
        """Take the list of plans anew. A chosen plan that is gone gives way to the first one, or to all where there is none."""
        known = {plan.id for plan in plans}
        first_time = not self._plans
        self._plans = plans
        self.plans_changed.emit()
        if first_time and self._plan_id is None and plans:
            remembered = int(str(self.settings.value("plan", -1)))
            if remembered != 0 or len(plans) == 1:
                self.choose_plan(remembered if remembered in known else plans[0].id)
        elif self._plan_id is not None and self._plan_id not in known:
            self.choose_plan(plans[0].id if plans else None)

    # changing

    def change(
        self,
        fn: Callable[[], Changes],
        then: Callable[[Changes], None] | None = None,
        *,
        say: str | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run a use case that writes, refresh every page, and say what happened with a way back.

        `say` replaces the toast's words (default: the operation's name); "" says nothing. `then` runs after the refresh.
        """
        self.runner.run_write(fn, lambda done: self.took(done, then, say), failed=failed)

    def change_long(
        self,
        title: str,
        fn: Callable[[Progress], Changes],
        then: Callable[[Changes], None] | None = None,
        *,
        say: str | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Like `change`, for work that reports progress and can be stopped."""
        self.runner.run_long(title, fn, lambda done: self.took(done, then, say), writes=True, failed=failed)

    def took(self, done: Changes, then: Callable[[Changes], None] | None = None, say: str | None = None) -> None:
        """Spread the news of a finished change."""
        self.changed.emit(done)
        text = done.name if say is None else say
        if text and done.operation_id is not None:
            self.toast(text)
        if then:
            then(done)

    def undo(self, operation_id: int | None = None) -> None:
        """Take back the last operation, or this one."""
        from tracker.usecases.house import history

        self.runner.run_write(
            lambda: history.undo(self.store, operation_id),
            lambda done: self._took_back(done, "重做", "Ctrl+Y", self.redo),
        )

    def redo(self) -> None:
        """Do again what was undone last."""
        from tracker.usecases.house import history

        self.runner.run_write(
            lambda: history.redo(self.store),
            lambda done: self._took_back(done, "撤销", "Ctrl+Z", self.undo),
        )

    def _took_back(self, done: Changes, action: str, keys: str, do: Callable[[], None]) -> None:
        self.changed.emit(done)
        self.message.emit(Message("；".join((f"已{done.name}", *done.kept)), action, keys, do))

    # telling

    def toast(self, text: str, undo: bool = True) -> None:
        """Say what happened; `undo` offers the way back."""
        self.message.emit(Message(text, "撤销", "Ctrl+Z", self.undo) if undo else Message(text))

    def tell(self, error: UserError) -> None:
        """Say plainly what is wrong; stays until it is closed."""
        self.message.emit(Message(str(error), is_error=True))

    def reopen(self, between: Callable[[], str] | None = None) -> None:
        """Close the window and build it anew, in another look or on other data.

        `between` runs while the database is closed; the new window says what it returns, or the UserError it raises.
        """
        self.reopening.emit(between)

    # going elsewhere

    def navigate(self, page: str, request: object = None) -> None:
        """Show the page with this key; `request`, where given, is handed to its `open`."""
        self.going.emit(page, request)

    def open_tasks(self, filter: TaskFilter | None = None) -> None:
        """Show the task page with this filter."""
        self.navigate("tasks", filter)

    def open_document(self, kind: str, period: str = "", task_ids: tuple[int, ...] = ()) -> None:
        """Show the page of documents with this kind, for this period and about these tasks where some are said."""
        self.navigate("ledger", OpenDocument(kind, period, task_ids))

    def open_task(self, task_id: int) -> None:
        """Show the task page with this task selected and its detail open."""
        self.navigate("tasks", OpenTask(task_id))

    def open_list_row(self, kind: ListKind, row_id: int) -> None:
        """Show the page of indicators, services and projects with this row selected."""
        self.navigate("lists", OpenListRow(kind, row_id))

    def open_files(self, paths: tuple[Path, ...] = ()) -> None:
        """Begin an import with these files, or ask for some."""
        self.navigate("import", OpenFiles(paths))

    def open_sheets(self, paths: tuple[Path, ...] = ()) -> None:
        """Begin or go on with a review of returned sheets, with these files, or ask for some."""
        self.navigate("sheets", OpenSheets(paths))

    @property
    def opening_keys(self) -> dict[str, Callable[[], None]]:
        """Keys that open files from everywhere."""
        return {"Ctrl+O": self.open_files, "Ctrl+Shift+O": self.open_sheets}

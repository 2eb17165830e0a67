"""问题: what keeps an indicator from being reached; a click opens the page of problems."""

from functools import partial

from tracker.domain.plan_lists import ListKind
from tracker.domain.problems import Problem
from tracker.ui.context import Context, OpenProblem
from tracker.ui.theme import look
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.plain import empty, label
from tracker.ui.widgets.section import Section


class ProblemsPart(Section):
    """The problems tied to an indicator; hidden where there are none."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("影响这项指标的问题")
        self.ctx = ctx
        self.hide()

    def show_row(self, kind: ListKind, row_id: int) -> None:
        """Read the problems of this row."""
        if kind is not ListKind.INDICATORS:
            self._show([])
            return
        store = self.ctx.store

        def read() -> list[Problem]:
            from tracker.usecases.cycle.problems import of_indicator

            return of_indicator(store, row_id)

        self.ctx.runner.run_read(read, self._show, key=f"problems of {id(self)}")

    def _show(self, found: list[Problem]) -> None:
        empty(self.body)
        today = self.ctx.today()
        for each in found:
            open_one = partial(self.ctx.navigate, "problems", OpenProblem(each.id))
            self.body.addWidget(ElidedLink(f"{each.number}. {each.text}", open_one))
            late = each.overdue(today)
            words = f"{each.state.label}（逾期）" if late else each.state.label
            self.body.addWidget(label("　".join(part for part in (words, each.unit) if part), look().small, "red" if late else "2"))
        self.note.show_text(f"{len(found)} 个")
        self.setVisible(bool(found))

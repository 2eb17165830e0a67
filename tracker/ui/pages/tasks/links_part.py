"""上下级任务: the superior's tasks that the task carries out and the tasks that carry out this one, with what the latter come to."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.cascade import LinkedTask
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.head_part import LightWords
from tracker.ui.pages.tasks.subtasks_part import adopt_button, adopt_words
from tracker.ui.pages.tasks.words import day_words, percent_words
from tracker.ui.shapes import mark_of
from tracker.ui.theme import look
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.plain import label, link, rule
from tracker.ui.widgets.section import InlineForm, Line, field_grid

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.link_form import LinkForm
    from tracker.usecases.work.breakdown import Breakdown

_NOTHING = "没有对应的上级任务。上级方案也导入进来，就能把本级任务对应到它的哪一项，两边的时限和进度放在一起看。"


class WeightForm(InlineForm):
    """How much a lower task counts in the roll-up."""

    def __init__(self, held: LinkedTask) -> None:
        super().__init__()
        self.weight = QLineEdit(str(held.weight))
        self.weight.setMaximumWidth(look().px(80))
        self.body.addWidget(label(f"{held.number}　{held.title}", look().bold, wrap=True))
        self.body.addLayout(field_grid(("权重", self.weight)))

    def values(self) -> object:
        return self.weight.text()

    def begin(self) -> None:
        self.weight.setFocus()
        self.weight.selectAll()


class LinksPart(TaskPart):
    """The tasks above, then those below; a click opens a task in its own plan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "上下级任务")
        self.found: Breakdown | None = None
        self.add_link("对应上级任务…", lambda: self.open_form(above=True))
        self.add_link("对应下级任务…", lambda: self.open_form(above=False))

    def show_found(self, found: "Breakdown") -> None:
        """Show the ties of the task in hand; a form that is open stays."""
        self.found = found
        form = self.cleared()
        if form:
            self.body.addWidget(form)
        links = found.links
        for words, held in (("上级", links.upper), ("下级", links.lower)):
            for each in held:
                self.body.addWidget(Line(words, self._row(each, below=words == "下级")))
                self.body.addWidget(rule())
        for words in links.warnings:
            self.body.addWidget(label(words, look().small, "red", wrap=True))
        if links.lower:
            self.body.addWidget(label(f"下级汇总：{links.roll.words}", wrap=True, select=True))
            if links.roll.percent is not None:
                line = QHBoxLayout()
                line.addWidget(adopt_button(found.period, self.adopt))
                line.addWidget(label(adopt_words(found.period), look().small, "3"))
                line.addStretch(1)
                box = QWidget()
                line.setContentsMargins(0, 0, 0, 0)
                box.setLayout(line)
                self.body.addWidget(box)
        if not links.upper and not links.lower:
            self.body.addWidget(label(_NOTHING, look().small, "2", wrap=True))

    def _row(self, each: LinkedTask, *, below: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(ElidedLink(f"{each.number}　{each.title}", partial(self.ctx.open_task, each.task_id)))
        leads = "、".join(each.leads) or "无牵头"
        due = each.wording or (day_words(each.due) if each.due else "没有时限")
        column.addWidget(label(f"{each.plan}　{leads}　{due}", look().small, "2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        light = LightWords()
        light.show_light(mark_of(each.light, each.state), each.reason)
        line.addWidget(light)
        line.addWidget(label(percent_words(each.percent)))
        line.addStretch(1)
        if below:
            weight = link(f"权重 {each.weight}", partial(self.open_weight, each))
            weight.setAccessibleName(f"修改权重：{each.title}")
            line.addWidget(weight)
        cancel = link("取消对应", partial(self._unlink, each))
        cancel.setAccessibleName(f"取消对应：{each.title}")
        line.addWidget(cancel)
        column.addLayout(line)
        return box

    # what is done

    def open_form(self, *, above: bool) -> None:
        """Open the form that ties the task to one of another plan: a superior's (`above`), or one that carries this one out."""
        detail = self.desk.detail
        if detail is None:
            return
        from tracker.ui.pages.tasks.link_form import LinkForm

        form = LinkForm(self.ctx, detail.row.id, above=above)
        self.desk.open_form(form, self.body, lambda: self._save(form), on_top=True)

    def _save(self, form: "LinkForm") -> None:
        chosen = form.chosen
        if not form.ready:
            return
        if chosen is None:
            form.complaint.say("请先选一项任务")
            return
        from tracker.usecases.work.task_links import link_tasks

        store, own, today = self.ctx.store, form.task_id, self.ctx.today()
        upper, lower = (chosen, own) if form.above else (own, chosen)
        self.desk.save(lambda: link_tasks(store, upper, lower, today))

    def open_weight(self, held: LinkedTask) -> None:
        """Open the form for how much a lower task counts."""
        form = WeightForm(held)
        self.desk.open_form(form, self.body, lambda: self._save_weight(form, held), on_top=True)

    def _save_weight(self, form: WeightForm, held: LinkedTask) -> None:
        words, store = form.weight.text().strip(), self.ctx.store
        if not words.isdecimal():
            form.complaint.say("权重请填整数，一般都填 1")
            return
        from tracker.usecases.work.task_links import set_weight

        self.desk.save(lambda: set_weight(store, held.link_id, int(words)))

    def _unlink(self, held: LinkedTask) -> None:
        from tracker.usecases.work.task_links import unlink

        store = self.ctx.store
        self.ctx.change(lambda: unlink(store, held.link_id))

    def adopt(self) -> None:
        """Write what the lower tasks come to as the task's own progress of the period that is asked for."""
        found, store, today = self.found, self.ctx.store, self.ctx.today()
        if found is None:
            return
        from tracker.usecases.work.subtasks import LOWER_TASKS, adopt_roll

        roll = found.links.roll
        self.ctx.change(lambda: adopt_roll(store, found.task_id, found.period, roll, today=today, of=LOWER_TASKS))

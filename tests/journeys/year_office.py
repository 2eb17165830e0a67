"""The year as the office lives it: sheets made by the program, filled in with openpyxl as units do, taken in, frozen month by month."""

from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.journeys.year_model import ModelProblem, ModelTask, ModelYear
from tests.journeys.year_script import COMES_BACK, COURSE, LATER, MONTHS, TOWNS, YEAR, Said, Sending, day_of, granted, said, sending
from tracker.domain.extensions import ExtensionState
from tracker.domain.issued import IssuedState
from tracker.domain.problems import Step
from tracker.domain.screens import UnitFields
from tracker.domain.terms import UnitKind
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.cycle.problems import edit_problem, problems, problems_told, raise_told, take_step
from tracker.usecases.cycle.scores import give_points
from tracker.usecases.cycle.snapshots import freeze_period
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.papers.issued import IssuedFilter, Issuing, issue, issued, record_return
from tracker.usecases.papers.notice_proposals import proposed_notices
from tracker.usecases.sample.demo import SAMPLE
from tracker.usecases.work import tasks
from tracker.usecases.work.extensions import ask_extension, extensions, grant_extension, refuse_extension

PLAN = 1
HANDED_OUT, ON_TIME, TOO_LATE = 18, 23, 28


class Office:
    """The program in the office, its clock set by the story, beside the model that counts on its own."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(YEAR, 1, 4, 9, 0)
        self.folder = folder
        self.places = Paths(folder / "data", folder / "年度.db")
        self.store = Store.open(self.places.db, lambda: self.now)
        plans.import_plan(self.store, plans.read_plan_file(self.store, next(SAMPLE.glob("*.docx"))))
        self._give_members()
        self.units = [unit for unit in units.list_units(self.store) if not unit.is_group]
        self.model = ModelYear({task.number: task for task in self._facts()})
        self.proposed: dict[int, tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]]] = {}
        self.ids = {detail.row.number: detail.row.id for detail in tasks.plan_details(self.store, PLAN, self.today)}

    @property
    def today(self) -> date:
        return self.now.date()

    def at(self, month: int, day: int) -> date:
        """Go on to this day."""
        self.now = datetime.combine(day_of(month, day), time(9, 0))
        return self.today

    def _give_members(self) -> None:
        """The towns behind 各镇街道."""
        groups = [unit for unit in units.list_units(self.store) if unit.is_group and not unit.member_ids]
        made = [units.save_unit(self.store, None, UnitFields(full_name=name, kind=UnitKind.PLACE)).result or 0 for name in TOWNS]
        for group in groups:
            units.set_members(self.store, group.id, made)

    def _facts(self) -> list[ModelTask]:
        """The plan as it stands before anything happens; a group's role is that of its members who have none of their own."""
        names = {unit.id: unit for unit in units.list_units(self.store)}
        facts = []
        for detail in tasks.plan_details(self.store, PLAN, self.today):
            roles = {each.display: each.role.value for each in detail.assignments if not each.is_group}
            own = set(roles)
            for each in detail.assignments:
                if each.is_group:
                    for member in names[each.unit_id].member_ids:
                        roles.setdefault(names[member].display, each.role.value)
            limits = [each.due for each in detail.deadlines if each.due is not None]
            row = detail.row
            facts.append(ModelTask(row.number, row.title, limits, row.kind.value if row.kind else "", roles, frozenset(set(roles) - own)))
        return facts

    # a month

    def month(self, month: int) -> None:
        """Hand out, take in what comes on time, then what comes late, and freeze the last day."""
        period = f"{YEAR}-{month:02}"
        out = self.folder / period
        today = self.at(month, HANDED_OUT)
        self._extensions(month)
        made = make_sheets(self.store, PLAN, period, out, today)
        ways = {unit.display: sending(place, month) for place, unit in enumerate(self.units)}
        shown = {unit.id: unit.display for unit in self.units}
        files = {shown[file.unit_id]: file.path for file in made.files}
        on_time = [path for name, path in files.items() if ways[name] not in (Sending.NOTHING, Sending.LATE)]
        late = [path for name, path in files.items() if ways[name] is Sending.LATE]
        for name, path in files.items():
            self._fill(name, path, month, ways[name])
        self._take_in(on_time, period, self.at(month, ON_TIME), ways, files, month)
        self._take_in(late, period, self.at(month, TOO_LATE), ways, files, month)
        self.at(month, 29)
        self._problems(month, period)
        self._points(month)
        self._notices(month)
        freeze_period(self.store, PLAN, period, self.at(month, 31))

    def _extensions(self, month: int) -> None:
        """Before the half and the third quarter end, leads ask for more time; some get it."""
        if month not in LATER:
            return
        for task in self.model.tasks.values():
            if task.state in ("completed", "ongoing") or task.due != day_of(month, 31):
                continue
            ask_extension(self.store, self.ids[task.number], LATER[month], "汛期停工", self.today, asked_by=task.owners[0])
            waiting = extensions(self.store, plan_id=PLAN, states=[ExtensionState.ASKED])[0].id
            if granted(task.number):
                grant_extension(self.store, waiting, LATER[month], "县政府常务会议", "同意", self.today)
                task.put_off_to(LATER[month])
                self.model.granted += 1
            else:
                refuse_extension(self.store, waiting, "县政府常务会议", "应按期完成", self.today)
                self.model.refused += 1

    def _problems(self, month: int, period: str) -> None:
        """Enter what was told this month, and take every problem as far as its course goes by now."""
        told = problems_told(self.store, PLAN, period)
        if told:
            raise_told(self.store, PLAN, period, [each.report_id for each in told], self.today)
        self.model.problems += [
            ModelProblem(task.number, month)
            for task in self.model.tasks.values()
            if month in task.texts and task.problems.get(month, "无") not in ("", "无")
        ]
        for entered, known in zip(problems(self.store, PLAN), self.model.problems, strict=True):
            for step in self._steps(known, month):
                if step == "plan":
                    water = self.units[known.task % 20].id
                    due = day_of(min(known.told + 1, 12), 28)
                    edit_problem(self.store, entered.id, measures="专班推进", unit_id=water, due=due)
                take_step(self.store, entered.id, Step(step), self.today, by="督查室", words=f"{month}月{step}")
                known.take(step)

    def _steps(self, known: ModelProblem, month: int) -> tuple[str, ...]:
        if month - known.told == COMES_BACK and known.task % 3 == 0:
            return ("reopen",)
        return COURSE.get(month - known.told, ())

    def _notices(self, month: int) -> None:
        """Slips of odd tasks come back, then all that the rules ask for goes out and is entered in the register."""
        odd = [self.ids[number] for number in self.ids if number % 2]
        waiting = [each for each in issued(self.store, IssuedFilter(plan_id=PLAN), self.today) if each.state is IssuedState.ISSUED]
        answered = [each.id for each in waiting if set(each.task_ids) & set(odd)]
        if answered:
            record_return(self.store, answered, self.today, "已反馈")
        for task in self.model.tasks.values():
            if task.number % 2:
                task.sent = [(kind, on, True) for kind, on, _ in task.sent]
        proposed = {each.number: (each.kind.value, each.cause) for each in proposed_notices(self.store, PLAN, self.today)}
        self.proposed[month] = (proposed, {no: say for no, task in self.model.tasks.items() if (say := task.next_notice(self.today))})
        paper = self.folder / f"通知{month}.docx"
        paper.write_bytes(f"{month}月".encode())
        papers = [
            Issuing(kind, f"{kind} {number}", self.today, plan_id=PLAN, cause=cause, task_ids=(self.ids[number],))
            for number, (kind, cause) in proposed.items()
        ]
        if papers:
            issue(self.store, self.places, [(each, paper) for each in papers])
        for number, (kind, _cause) in proposed.items():
            task = self.model.tasks[number]
            task.sent.append((kind, self.today, False))
            if kind == "supervision":
                self.model.supervised.update(task.owners)

    def _points(self, month: int) -> None:
        """Praise in spring, points by hand in autumn."""
        if month == 4:
            give_points(self.store, PLAN, self.units[5].id, None, "全市会议表扬", self.today, "赵一鸣")
            self.model.by_hand[self.units[5].display] += 3
        if month == 10:
            give_points(self.store, PLAN, self.units[9].id, Fraction("-1.5"), "材料有误", self.today, "赵一鸣")
            self.model.by_hand[self.units[9].display] -= 1.5

    def _fill(self, unit: str, path: Path, month: int, way: Sending) -> None:
        if way in (Sending.NOTHING, Sending.EMPTY):
            return
        book = load_workbook(path)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        heads = {str(cell.value): cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
        title = heads["重点任务"]
        at = {name: next(cell.column for words, cell in heads.items() if name in words and cell.row == title.row) for name in _FILLED}
        spoiled = False
        for row in range(title.row + 1, sheet.max_row + 1):
            number = str(sheet.cell(row, title.column - 1).value or "")
            if not number.isdigit():
                continue
            task = self._named(str(sheet.cell(row, title.column).value))
            values = self._row(unit, task, month, way)
            if values is None:
                continue
            if way is Sending.CONTRADICTORY and not spoiled and unit in task.owners:
                values, spoiled = Said("已完成", 40, values.text, values.problem), True
            sheet.cell(row, at["状态"]).value = values.state
            sheet.cell(row, at["进度"]).value = None if values.percent is None else f"{values.percent:g}%"
            sheet.cell(row, at["进展"]).value = values.text
            sheet.cell(row, at["问题"]).value = values.problem or None
        book.save(path)

    def _named(self, title: str) -> ModelTask:
        return next(task for task in self.model.tasks.values() if task.title == title)

    def _row(self, unit: str, task: ModelTask, month: int, way: Sending) -> Said | None:
        """What a unit writes of a task: the first of its owners speaks for it, some of the others say what they did."""
        if unit in task.owners:
            if task.owners[0] != unit:
                return None
            return said(task.number, month, task.first_last_month, task.endless, way)
        if (task.number + len(unit)) % 2:
            return None
        return Said("推进中", 50, f"配合第{task.number}项，{month}月已办理")

    def _take_in(
        self, paths: list[Path], period: str, today: date, ways: Mapping[str, Sending], files: Mapping[str, Path], month: int
    ) -> None:
        review, _desk = begin_review(self.store, self.places, paths, PLAN, period, today)
        senders = {path.name: name for name, path in files.items()}
        for file in review.files:
            if ways[senders[file.name]] is Sending.SENT_BACK:
                review.send_back_file(file.id)
        apply_review(self.store, self.places, review, today, leave_doubts=True)
        for path in paths:
            self._count(senders[path.name], ways[senders[path.name]], month, today)

    def _count(self, unit: str, way: Sending, month: int, today: date) -> None:
        """The same file in the model."""
        if way is Sending.SENT_BACK:
            self.model.returned[unit] += 1
            return
        if way is Sending.EMPTY:
            self.model.empty.add((unit, month))
            return
        spoiled = False
        for number in sorted(self.model.owed(unit)):
            task = self.model.tasks[number]
            values = self._row(unit, task, month, way)
            if values is None:
                continue
            if way is Sending.CONTRADICTORY and not spoiled and unit in task.owners:
                spoiled = True
                self.model.open_rows.setdefault((unit, month), today)
                continue
            self.model.rows[unit, month].add(number)
            self.model.days.setdefault((unit, month), today)
            if unit in task.owners:
                task.take(values.state, values.percent, values.text, month, today)
                task.problems[month] = values.problem
        if not self.model.rows[unit, month] and not spoiled:
            self.model.empty.add((unit, month))


_FILLED = ("状态", "进度", "进展", "问题")


def whole_year(folder: Path) -> tuple[Office, dict[int, Any]]:
    """Live through the twelve months; by month what the model counted on its last day."""
    office = Office(folder)
    counted: dict[int, Any] = {}
    for month in MONTHS:
        office.month(month)
        counted[month] = (office.model.words(office.today), office.model.lights(office.today))
    return office, counted

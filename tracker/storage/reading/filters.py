"""A `TaskFilter` as an SQL condition over `task t JOIN plan p`. Only what is asked for stands in the text."""

from datetime import date
from typing import Any

from tracker.domain.lights import LightRules
from tracker.domain.periods import asked_now
from tracker.domain.screens import THIS_PERIOD, TaskFilter
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers, words
from tracker.storage.reading.light_sql import OPEN, OVERDUE, Lights
from tracker.storage.reading.reporting import reporting_rules
from tracker.storage.reading.tasks import recurrence

# Nobody leads it and nobody shares it: a task without anyone to ask.
# Asked role by role: most tasks have a lead, and the second question is then not asked at all.
NO_LEAD = """(NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.role = 'lead')
    AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.role = 'joint'))"""
# Who is in charge of a task today, "" where nobody is said to be.
LEADER = """COALESCE((SELECT c.leader FROM contact c WHERE c.task_id = t.id AND c.leader <> ''
    AND c.valid_to IS NULL ORDER BY c.id DESC LIMIT 1), '')"""
EXTENSION_ASKED = "t.id IN (SELECT x.task_id FROM extension x WHERE x.state = 'asked')"
UNPROVED = "t.id IN (SELECT x.task_id FROM completion_check x WHERE x.state = 'claimed')"
DOUBTFUL = "t.id IN (SELECT f.task_id FROM finding f)"
UNREPORTED = """(t.state <> 'completed'
    AND NOT EXISTS (SELECT 1 FROM progress_report r WHERE r.task_id = t.id AND r.period = {}))"""


class Condition:
    """An SQL condition with its parameters."""

    def __init__(self, db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> None:
        self.lights = Lights(db, today, rules)
        self.values: dict[str, Any] = dict(self.lights.values)
        gone = "t.removed_on IS NOT NULL" if wanted.removed else "t.removed_on IS NULL"
        self._parts: list[str] = [f"t.id IN {numbers(wanted.only)}" if wanted.only else gone]
        self._add_places(wanted)
        self._add_units(wanted)
        self._add_standing(db, wanted, today)
        self._add_days(db, wanted)
        if wanted.text.strip():
            self._parts.append(f"t.id IN {numbers(sorted(with_words(db, wanted)))}")

    @property
    def sql(self) -> str:
        return " AND ".join(self._parts)

    @property
    def _free_name(self) -> str:
        """What the next parameter of the query is called."""
        return f"v{len(self.values)}"

    def _value(self, value: Any) -> str:
        """A parameter of the query; gives its name in the text."""
        name = self._free_name
        self.values[name] = value
        return f":{name}"

    def _add_places(self, wanted: TaskFilter) -> None:
        if wanted.plan_id is not None:
            self._parts.append(f"t.plan_id = {self._value(wanted.plan_id)}")
        if wanted.heading_id is not None:
            self._parts.append(
                f"""t.heading_id IN (WITH RECURSIVE below(id) AS (SELECT {self._value(wanted.heading_id)} UNION ALL
                SELECT h.id FROM heading h JOIN below b ON h.parent_id = b.id) SELECT id FROM below)"""
            )

    def _add_units(self, wanted: TaskFilter) -> None:
        roles = f"AND a.role IN {words(wanted.roles)}" if wanted.roles else ""
        if wanted.unit_id is not None:
            unit = self._value(wanted.unit_id)
            groups = f" UNION SELECT m.group_id FROM unit_member m WHERE m.member_id = {unit}"
            units = f"(SELECT {unit}{groups if wanted.through_groups else ''})"
            self._parts.append(f"t.id IN (SELECT a.task_id FROM assignment a WHERE a.unit_id IN {units} {roles})")
        elif roles:
            self._parts.append(f"EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id {roles})")

    def _add_standing(self, db: Reader, wanted: TaskFilter, today: date) -> None:
        if wanted.leader:
            self._parts.append(f"{LEADER} = {self._value(wanted.leader)}")
        if wanted.states:
            self._parts.append(f"t.state IN {words(wanted.states)}")
        if wanted.lights:
            self._parts.append(f"{self.lights.sql} IN {words(wanted.lights)}")
        if wanted.light_set:
            self._parts.append("(t.light_set <> '' AND t.state <> 'completed')")
        if wanted.overdue:
            self._parts.append(OVERDUE)
        if wanted.no_lead:
            self._parts.append(NO_LEAD)
        if wanted.doubtful:
            self._parts.append(DOUBTFUL)
        if wanted.extension_asked:
            self._parts.append(EXTENSION_ASKED)
        if wanted.unproved:
            self._parts.append(UNPROVED)
        if wanted.unreported:
            self._parts.append(UNREPORTED.format(self._asked(db, wanted, today)))

    def _asked(self, db: Reader, wanted: TaskFilter, today: date) -> str:
        """The period for which reports are missed: of `THIS_PERIOD`, for each plan the one that it asks for."""
        if wanted.unreported != THIS_PERIOD:
            return self._value(wanted.unreported)
        rules = {plan_id: rule for plan_id, rule in reporting_rules(db).items() if wanted.plan_id in (None, plan_id)}
        periods = {rule: asked_now(today, rule) for rule in set(rules.values())}  # there are few different rules
        asked = {plan_id: periods[rule] for plan_id, rule in rules.items()}
        usual = next(iter(asked.values()), "")
        cases = " ".join(f"WHEN {int(plan_id)} THEN {self._value(period)}" for plan_id, period in asked.items() if period != usual)
        return f"(CASE t.plan_id {cases} ELSE {self._value(usual)} END)" if cases else self._value(usual)

    def _add_days(self, db: Reader, wanted: TaskFilter) -> None:
        """Between two days: a date that is still open, or a turn of a recurring duty."""
        if wanted.due_from is None and wanted.due_to is None:
            return
        dated = [OPEN, "t.due IS NOT NULL"]
        if wanted.due_from is not None:
            dated.append(f"t.due >= {self._value(wanted.due_from)}")
        if wanted.due_to is not None:
            dated.append(f"t.due <= {self._value(wanted.due_to)}")
        either = [f"({' AND '.join(dated)})"]
        if wanted.due_from is not None and wanted.due_to is not None:
            turning = _turning(db, wanted.due_from, wanted.due_to)
            if turning:
                either.append(f"(t.state <> 'completed' AND t.id IN (SELECT d.task_id FROM deadline d WHERE {turning}))")
        self._parts.append(f"({' OR '.join(either)})")


_BEATS = "SELECT DISTINCT every, every_month, every_day FROM deadline WHERE every IS NOT NULL"


def _turning(db: Reader, first: date, last: date) -> str:
    """The condition on `deadline d` that a recurring duty falls due in [first, last]: there are few different ones."""
    found = []
    for every, month, on_day in db.kept("beats", ("deadline",), lambda: db.rows(_BEATS)):
        turn = recurrence(every, month, on_day)
        if turn is not None and next(turn.days(first, last), None) is not None:
            same = [f"d.every = '{every}'"]
            same += [
                f"d.{name} IS NULL" if value is None else f"d.{name} = {int(value)}"
                for name, value in (("every_month", month), ("every_day", on_day))
            ]
            found.append(f"({' AND '.join(same)})")
    return " OR ".join(found)


def with_words(db: Reader, wanted: TaskFilter) -> set[int]:
    """The tasks in which all the words stand that a filter looks for, whatever else it asks."""
    from tracker.storage.reading.texts import tasks_with_all  # the start does without

    return tasks_with_all(db, wanted.text, wanted.plan_id) or set()


def filtered(condition: Condition) -> str:
    """The FROM and WHERE of a filtered query over tasks."""
    return f"FROM task t JOIN plan p ON p.id = t.plan_id WHERE {condition.sql}"

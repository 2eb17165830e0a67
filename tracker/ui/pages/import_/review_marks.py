"""What is marked in the source text of a review, and which names can be typed there."""

from tracker.ui.pages.import_.names_field import KnownNames
from tracker.ui.pages.import_.source_view import TextMark
from tracker.usecases.intake.plan_review import ReviewSession, Standing, name_of


def marks_of(session: ReviewSession) -> tuple[list[TextMark], list[tuple[int, str]]]:
    """Units, times, figures and doubts of all tasks, and the places where the tasks' numbers stand."""
    marks: list[TextMark] = []
    kept = [row for row in session.rows if row.standing is not Standing.DROPPED]
    for row in kept:
        task = row.task
        found = [("unit", unit.span) for unit in task.units] + [("time", limit.span) for limit in task.deadlines]
        found += [("figure", target.span) for target in task.targets]
        found += [("doubt", doubt.span) for doubt in row.doubts if doubt.span != task.span]
        marks += [TextMark(span, kind) for kind, span in found if span.end > span.start]
    numbers = session.numbers()
    return marks, [(row.task.span.start, str(numbers[row.id])) for row in kept if row.task.span.end]


def known_names(session: ReviewSession) -> KnownNames:
    """The units of the office, then the names that the document itself writes."""
    printed = [name_of(unit) for task in session.draft.tasks for unit in task.units]
    printed += [name_of(unit) for row in session.rows for unit in row.task.units]
    return KnownNames(session.asker.units if session.asker else (), printed)

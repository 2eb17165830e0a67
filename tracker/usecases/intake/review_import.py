"""A review begins, goes on and ends: what it needs from the store, and what the import takes from it."""

from tracker.domain.records import Changes
from tracker.plans.draft import PlanDraft
from tracker.storage.store import Store
from tracker.usecases.house.settings import PLAN_ANSWERS, setting
from tracker.usecases.house.unit_questions import NEW, UnitAsker, asked_name, is_about_unit, named_unit, stored_unit
from tracker.usecases.house.units import list_units
from tracker.usecases.intake.plan_decisions import Decisions
from tracker.usecases.intake.plan_review import KeptReview, ReviewSession
from tracker.usecases.intake.plans import import_plan, office_dictionary, unit_dictionary


def begin_review(store: Store, draft: PlanDraft) -> ReviewSession:
    """The review of a draft that was just read; answers given for the plan before are proposed."""
    return _asked(ReviewSession(draft, office_dictionary(store), _remembered(store), UnitAsker(unit_dictionary(), list_units(store))))


def resume_review(store: Store, kept: KeptReview) -> ReviewSession:
    """The review that was put aside, with the units as they are known now."""
    asker = UnitAsker(unit_dictionary(), list_units(store))
    return _asked(ReviewSession.resumed(kept, office_dictionary(store), _remembered(store), asker))


def _asked(session: ReviewSession) -> ReviewSession:
    session.find_questions()
    return session


def import_review(store: Store, session: ReviewSession) -> Changes:
    """Store the reviewed plan, the names learnt and the answers, all as one operation; the result is the plan's id."""
    answers = session.state.answers
    units = {asked_name(key): answer for key, answer in answers.items() if is_about_unit(key)}
    decisions = Decisions(
        new_units=frozenset(name for name, answer in units.items() if answer == NEW),
        unit_ids={name: unit_id for name, answer in units.items() if (unit_id := stored_unit(answer)) is not None},
        unit_names={name: other for name, answer in units.items() if (other := named_unit(answer))},
        members=session.state.members,
        answers={key: answer for key, answer in answers.items() if not is_about_unit(key)},
    )
    return import_plan(store, session.result(), decisions=decisions)


def _remembered(store: Store) -> dict[str, str]:
    return {str(key): str(answer) for key, answer in dict(setting(store, PLAN_ANSWERS, {})).items()}

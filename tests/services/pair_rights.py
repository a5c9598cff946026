"""Who may do what about pairs and their months: part of the table in `test_rights.py`."""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.ground.ids import OfferId, PersonId, ReflectionId
from domain.ground.people import Actor
from domain.pair.checkins import Answer
from domain.pair.moves import How
from tests.services.conftest import House

Try = Callable[[House, Actor], Awaitable[Any]]
MOVED = How.EXCHANGE, PersonId(1), PersonId(2)


def of_pairs(members: set[str], staff: set[str], gone: set[str], anybody: set[str]) -> dict[str, tuple[Try, set[str]]]:
    """Each way to draw and change pairs, to answer a check-in, to settle two answers, to find a time, and to keep something of study.

    `members`: of that pair, by each road. `staff`: who draws pairs. `gone`: members who are on the server no more. `anybody`: everybody.
    """
    return {
        "chevrutot.draft": (lambda h, a: h.made.pair.chevrutot.draft(a, h.cohort), staff),
        "chevrutot.redraw": (lambda h, a: h.made.pair.chevrutot.redraw(a, h.cohort, h.pairing), staff),
        "chevrutot.swap": (lambda h, a: h.made.pair.chevrutot.swap(a, h.cohort, h.pairing, PersonId(1), PersonId(2)), staff),
        "chevrutot.lock": (lambda h, a: h.made.pair.chevrutot.lock(a, h.cohort, h.pairing, ()), staff),
        "chevrutot.undo": (lambda h, a: h.made.pair.chevrutot.undo(a, h.cohort, h.pairing), staff),
        "moves.whom": (lambda h, a: h.made.pair.moves.whom(a, h.cohort, h.pairing, PersonId(1)), staff),
        "moves.preview": (lambda h, a: h.made.pair.moves.preview(a, h.cohort, h.pairing, *MOVED), staff),
        "moves.change": (lambda h, a: h.made.pair.moves.change(a, h.cohort, h.pairing, *MOVED, 0), staff),
        "chevrutot.publish_question": (lambda h, a: h.made.pair.chevrutot.publish_question(a, h.cohort, h.pairing), staff),
        "chevrutot.publish": (lambda h, a: h.made.pair.chevrutot.publish(a, h.cohort, h.pairing), staff),
        "apart.study_as_three": (lambda h, a: h.made.pair.apart.study_as_three(a, h.cohort), members),
        "apart.wait": (lambda h, a: h.made.pair.apart.wait(a, h.cohort), members),
        "apart.study_with": (lambda h, a: h.made.pair.apart.study_with(a, h.cohort, PersonId(1)), members),
        "apart.may_join": (lambda h, a: h.made.pair.apart.may_join(a, 1, yes=True), set()),  # of this season nobody is asked
        "fits.say": (lambda h, a: h.made.pair.fits.say(a, h.pair, good=False), members),
        "checkins.answer": (lambda h, a: h.made.pair.checkins.answer(a, h.pair, 1, Answer.MET), members),
        "checkins.take_guess": (
            lambda h, a: h.made.pair.checkins.take_guess(a, h.pair, 1, int(h.clock.now().timestamp()) + 3600, Answer.DATE),
            members,
        ),
        "checkins.date_form": (lambda h, a: h.made.pair.checkins.date_form(a, h.pair, 1), members),
        "threads.open": (lambda h, a: h.made.pair.threads.open(a, h.pair), members),
        "checkins.current": (lambda h, a: h.made.pair.checkins.current(a, h.pair, 1), members),
        "checkins.tell_partner": (lambda h, a: h.made.pair.checkins.tell_partner(a, h.pair, 1), members),
        "reflections.who_may_read": (lambda h, a: h.made.pair.reflections.who_may_read(a, h.pair, 1), members),
        "reflections.form": (lambda h, a: h.made.pair.reflections.form(a, h.pair, 1, "pair"), members),
        "reflections.write": (lambda h, a: h.made.pair.reflections.write(a, h.pair, 1, "cohort", "A line.", ""), members),
        "reflections.take_back": (lambda h, a: h.made.pair.reflections.take_back(a, ReflectionId(1)), members | gone),
        "reflections.mine": (lambda h, a: h.made.pair.reflections.mine(a), anybody),
        "reflections.for_lead": (lambda h, a: h.made.pair.reflections.for_lead(a, h.cohort), staff - {"manager"}),
        "checkins.change_for_both": (lambda h, a: h.made.pair.checkins.change_for_both(a, h.pair, 1, 1), members),
        "checkins.keep": (lambda h, a: h.made.pair.checkins.keep(a, h.pair, 1, 1), members),
        "checkins.join": (lambda h, a: h.made.pair.checkins.join(a, h.pair, 1, 1), members),
        "times.choose": (lambda h, a: h.made.pair.times.choose(a, OfferId(1)), members),
        "times.none_of_these": (lambda h, a: h.made.pair.times.none_of_these(a, h.pair, 1, 1), members),
        "times.ask_for_times": (lambda h, a: h.made.pair.times.ask_for_times(a, h.pair, 1), members),
        "times.offer_form": (lambda h, a: h.made.pair.times.offer_form(a, h.pair, 1), members),
        "times.offer": (lambda h, a: h.made.pair.times.offer(a, h.pair, 1, "next Thursday 3pm", ""), members),
    }

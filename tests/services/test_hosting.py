"""Hosts: told once, asked a week before what they need, and told when they host no more."""

from datetime import timedelta

from domain.ground.refusal import Why
from domain.group.curriculum import LONGEST_NEEDS
from domain.sending.deliveries import DeliveryState
from messages.group import arranging as words
from tests.services.conftest import LINK, actor, why
from tests.services.together import Together, together
from tests.services.waiting import Line

TOLD, ASKED, OVER = "You're hosting session", "Is there anything you need", "You're not hosting session"


async def with_host(line: Line) -> Together:
    """Person 21 hosts the second session, on what they proposed, and all can read it."""
    made = await together(line)
    await made.give(2, await made.propose(21, host="yes"))
    await made.publish()
    await made.wait()
    return made


async def test_nobody_hears_that_they_host_before_it_is_published_and_then_they_hear_it_once(line: Line) -> None:
    made = await together(line)
    session = await made.give(2, await made.propose(21, host="yes"))
    await made.wait()
    assert made.heard(21, TOLD) == []
    await made.publish()
    await made.wait()
    (told,) = made.heard(21, TOLD)
    assert told.startswith("Hi Person. You're hosting session 2 of **Justice**")
    await made.house.made.group.arranging.give_hosts(made.house.lead, session, (await made.person(21),))
    await made.publish()
    await made.wait()
    assert made.heard(21, TOLD) == [told]


async def test_a_host_of_what_is_published_later_is_told_then(line: Line) -> None:
    made = await with_host(line)
    await made.house.made.group.arranging.give_hosts(made.house.lead, (await made.session(3)).id, (await made.person(22),))
    await made.wait()
    assert len(made.heard(22, TOLD)) == 1


async def test_a_week_before_a_host_is_asked_what_they_need_and_it_moves_with_the_session(line: Line) -> None:
    made = await with_host(line)
    session = await made.session(2)
    await made.house.made.group.sessions.move(
        made.house.lead, made.house.cohort, 2, session.revision, (session.when.date + timedelta(days=1)).isoformat(), "13:00"
    )  # fmt: skip
    at = (await made.session(2)).starts_at - timedelta(days=7)
    (row,) = await made.rows("/asked")
    assert row.ideal == at
    await made.line.wait(at - made.house.clock.now() - timedelta(hours=1))
    assert made.heard(21, ASKED) == []
    await made.wait()
    assert len(made.heard(21, ASKED)) == 1
    await made.wait(6)
    assert len(made.heard(21, ASKED)) == 1


async def test_what_a_host_needs_goes_to_those_who_lead_and_to_nobody_else(line: Line) -> None:
    made = await with_host(line)
    hosts, session = made.house.made.group.hosts, (await made.session(2)).id
    saved = await hosts.needs(actor(21), session, "A room with a piano.")
    assert "Person 3 will read it." in words.needs_saved(*saved).text
    await made.wait()
    (word,) = made.heard(3, "A room with a piano.")
    assert "Person 21 hosts session 2" in word
    assert [user for user, text in made.direct if "piano" in text] == [3]
    assert "piano" not in f"{made.posts}"
    assert "Person 21 needs:" in words.setting(await made.house.made.group.arranging.one(made.house.lead, session)).text
    assert await why(hosts.form(actor(22), session)) is Why.NOT_YOURS
    assert await why(hosts.needs(actor(21), session, " ")) is Why.EMPTY
    assert await why(hosts.needs(actor(21), session, f"See {LINK}")) is Why.HOLDS_LINK
    assert await why(hosts.needs(actor(21), session, "x" * (LONGEST_NEEDS + 1))) is Why.TOO_LONG


async def test_the_last_word_stands_where_a_host_says_two_before_the_first_goes_out(line: Line) -> None:
    made = await with_host(line)
    hosts, session = made.house.made.group.hosts, (await made.session(2)).id
    await hosts.needs(actor(21), session, "A room.")
    made.house.clock.move_to(made.house.clock.now() + timedelta(seconds=1))
    await hosts.needs(actor(21), session, "No room.")
    await made.wait()
    assert len(made.heard(3, "asks you for something")) == 1
    assert len(made.heard(3, "No room.")) == 1


async def test_who_hosts_no_more_is_told_and_whoever_was_never_told_hears_nothing(line: Line) -> None:
    made = await with_host(line)
    arranging, session = made.house.made.group.arranging, (await made.session(2)).id
    await arranging.give_hosts(made.house.lead, session, (await made.person(22),))
    await arranging.give_hosts(made.house.lead, session, (await made.person(23),))
    await made.wait()
    assert len(made.heard(21, OVER)) == 1
    assert made.heard(22, TOLD) == made.heard(22, OVER) == []
    assert len(made.heard(23, TOLD)) == 1
    await arranging.give_hosts(made.house.lead, session, (await made.person(21),))
    await made.wait()
    assert len(made.heard(21, TOLD)) == 2, "they heard that it was over"


async def test_a_slip_that_is_put_right_at_once_is_heard_by_nobody(line: Line) -> None:
    made = await with_host(line)
    arranging, session = made.house.made.group.arranging, (await made.session(2)).id
    for people in ((), (await made.person(21),)):
        await arranging.give_hosts(made.house.lead, session, people)
    await made.wait()
    assert len(made.heard(21, TOLD)) == 1
    assert made.heard(21, OVER) == []


async def test_who_hosts_another_topic_than_they_heard_of_is_told(line: Line) -> None:
    made = await with_host(line)
    one = await made.propose(21, "Strangers", host="yes")
    await made.house.made.group.arranging.give_topic(made.house.lead, (await made.session(2)).id, one)
    await made.wait()
    assert [("Neighbors" in text, "Strangers" in text) for text in made.heard(21, TOLD)] == [(True, False), (False, True)]
    assert made.heard(21, OVER) == []


async def test_who_leaves_hosts_no_more_and_their_name_goes(line: Line) -> None:
    made = await with_host(line)
    await made.house.made.joining.signups.withdraw(actor(21), made.house.cohort)
    assert (await made.session(2)).host is None
    assert (await made.session(2)).topic == "Neighbors"
    await made.wait()
    assert made.heard(21, OVER) == []
    assert "Host: Person 21" not in await made.post()


async def test_of_a_session_that_is_called_off_no_host_is_asked(line: Line) -> None:
    made = await with_host(line)
    session = await made.session(2)
    await made.house.made.group.sessions.cancel(made.house.lead, made.house.cohort, 2, session.revision)
    assert {row.state for row in await made.rows("/asked")} == {DeliveryState.CANCELLED}
    assert await why(made.house.made.group.hosts.form(actor(21), session.id)) is Why.SESSION_PAST

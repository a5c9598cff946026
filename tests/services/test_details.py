"""What a session is about: typed by staff, read by members, and asked for while something is open."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Gap, Material
from domain.sending.deliveries import Delivery, Kind, Reason, Subject
from messages.ground.values import Message
from messages.ground.words import moment
from messages.group import details as words
from services.group.details import numbered
from tests.services.conftest import LINK, House, actor, let_stand, posted, why
from tests.services.waiting import Line, acts

TYPED = {
    "topic": "Who is my neighbor?", "teacher": "Dr. Ruth Levi", "contact": "ruth@example.org", "host": "Dana",
    "materials": "Source sheet: https://sefaria.example/sheets/1\n\nhttps://library.example/a_b",
}  # fmt: skip


async def edit(house: House, *, session: int = 2, **other: str) -> words.Saved:
    async with house.store.read() as db:
        found = await numbered(db, house.cohort, session)
    return await house.made.group.details.edit(house.lead, found.id, **(TYPED | other))


async def rows(house: House, ending: str) -> list[Delivery]:
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if ending in row.key]


async def said(house: House, row: Delivery) -> Message | Reason:
    made = house.made.group
    async with house.store.read() as db:
        found = await (made.announcements.composers() | made.details.composers())[row.message](db, row, house.clock.now())
    assert isinstance(found, Message | Reason)
    return found


async def test_members_read_what_a_session_is_about_and_only_staff_how_to_reach_its_teacher(house: House) -> None:
    saved = await edit(house)
    assert saved.session.materials == (
        Material("Source sheet", "https://sefaria.example/sheets/1"), Material("library.example", "https://library.example/a_b"),
    )  # fmt: skip
    (announcement,) = await rows(house, f"session/{saved.session.id}/announce")
    post = await said(house, announcement)
    assert isinstance(post, Message)
    for line in (
        "Topic: Who is my neighbor?", "With Dr. Ruth Levi", "Host: Dana", "- Source sheet: <https://sefaria.example/sheets/1>",
        "- library.example: <https://library.example/a_b>",
    ):  # fmt: skip
        assert line in post.text
    assert "ruth@example.org" not in post.text
    assert "for staff only: ruth@example.org" in words.saved(saved).text
    form = await house.made.group.details.form(house.lead, saved.session.id)
    stands = {field.name: field.value for field in form.fields}
    assert await edit(house, session=2, **stands) == words.Saved(saved.cohort, saved.session, saved.contact, changed=False, posted=False)


async def test_an_announcement_that_is_out_is_brought_up_to_date_by_one_edit_for_each_change(house: House) -> None:
    assert "when it is announced" in words.saved(await edit(house)).text.lower()
    assert await rows(house, "/details/") == [], "it goes out with all that is known by then"
    house.clock.move_to(datetime(2026, 10, 29, 18, 0, tzinfo=UTC))
    assert (await edit(house, topic="Another")).posted
    assert len(await rows(house, "/details/")) == 1
    await edit(house, topic="Another", contact="ruth@example.com")
    assert len(await rows(house, "/details/")) == 1, "members read the same"
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    saved = await edit(house, topic="Yet another")
    await posted(house, f"session/{saved.session.id}/announce", 77)
    (change,) = [row for row in await rows(house, "/details/") if row.on_its_way]
    assert (change.kind, change.target) == (Kind.EDIT, f"session/{saved.session.id}/announce")


async def test_a_text_needs_no_link_to_be_read_for_a_session(house: House) -> None:
    saved = await edit(house, materials="Source sheet https://sefaria.org/sheets/1\nBM 59b")
    assert saved.session.materials[1] == Material("Bava Metzia 59b", "https://www.sefaria.org/Bava_Metzia.59b")
    assert "- Bava Metzia 59b: <https://www.sefaria.org/Bava_Metzia.59b>" in words.saved(saved).text
    form = await house.made.group.details.form(house.lead, saved.session.id)
    (field,) = [field for field in form.fields if field.name == "materials"]
    assert (await edit(house, materials=field.value)).session.materials == saved.session.materials, "sent again as it stands"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("materials", "Zoom https://zoom.example/j/1"),
        ("topic", "at zoom.example/j/1?pwd=2"),
        ("teacher", "Ruth (HTTPS://ZOOM.EXAMPLE/j/1)"),
    ],
)
async def test_the_meeting_link_is_taken_in_no_field_that_others_read(house: House, field: str, typed: str) -> None:
    await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/1?pwd=2")
    assert await why(edit(house, session=2, **{field: typed})) is Why.HOLDS_LINK
    await edit(house, contact="zoom.example/j/1", materials="https://zoom.example/rec/1")


@pytest.mark.parametrize("link", ["https://meet.example/?room=5", "https://meet.example?room=5"])
async def test_a_meeting_link_without_a_path_is_known_by_all_of_it(house: House, link: str) -> None:
    await house.made.group.sessions.set_link(house.lead, house.cohort, link)
    assert await why(edit(house, materials=link)) is Why.HOLDS_LINK
    await edit(house, materials="https://meet.example/about")


@pytest.mark.parametrize(
    ("field", "typed", "no"),
    [
        ("materials", "a sheet without a link", Why.BAD_MATERIAL),
        ("materials", "javascript://x.example", Why.BAD_LINK),
        ("materials", "\n".join(["https://x.example"] * 5), Why.TOO_MANY_MATERIALS),
        ("materials", "https://x.example/" + "a" * 200, Why.TOO_LONG),
        ("topic", "w" * 81, Why.TOO_LONG),
    ],
)
async def test_what_cannot_be_kept_is_said_and_nothing_that_stands_is_lost(house: House, field: str, typed: str, no: Why) -> None:
    stands = (await edit(house)).session
    with pytest.raises(Refusal) as refused:
        await edit(house, session=2, **{field: typed})
    assert refused.value.why is no
    async with house.store.read() as db:
        assert await db.sessions.get(stands.id) == stands


async def test_of_a_session_that_is_called_off_nothing_is_changed_any_more(house: House) -> None:
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    assert await why(edit(house)) is Why.SESSION_PAST
    assert await why(house.made.group.details.form_of(house.lead, house.cohort, 2)) is Why.SESSION_PAST, "before they have typed anything"


async def test_a_week_before_a_session_its_facilitator_hears_what_is_open_each_with_its_button_and_else_nothing(house: House) -> None:
    saved = await edit(house, session=3, topic="", host="")
    (row,) = [one for one in await rows(house, f"session/{saved.session.id}/facilitator/") if one.key.endswith("/lacks")]
    assert row.message == Subject.SESSION_LACKS
    assert row.ideal == saved.session.starts_at - timedelta(days=7)
    word = await said(house, row)
    assert isinstance(word, Message)
    assert "Still open: its topic and who hosts it." in word.text
    assert acts(word) == {("session-edit", (saved.session.id,))}
    bare = words.lacking(saved.cohort, saved.session, tuple(Gap))
    assert acts(bare) == {("session-edit", (saved.session.id,)), ("session-link-form", (house.cohort,))}
    await edit(house, session=3)
    assert await said(house, row) is Reason.UNWANTED
    await edit(house, session=3, host="")
    await house.made.group.sessions.cancel(house.lead, house.cohort, 3, 0)
    assert await said(house, row) is Reason.UNWANTED


async def test_nobody_but_staff_sees_the_form_with_its_contact(house: House) -> None:
    session = (await edit(house)).session
    for outside in (actor(21), actor(90), actor(4)):
        assert await why(house.made.group.details.form(outside, session.id)) in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}


async def test_a_facilitator_hears_before_a_link_has_gone_unused_for_a_year_and_a_session_is_still_to_come(line: Line) -> None:
    house = line.house
    assert await rows(house, "/unused") == [], "each session uses it, so it does not grow old within a term"
    await house.made.group.series.draft_dates(house.lead, house.cohort, "2027-08-24\n2027-09-21", "13:00")
    await let_stand(house.made.group.series, house.lead, house.cohort)
    (row,) = await rows(house, "/unused")
    assert row.message == Subject.LINK_UNUSED
    entered = house.clock.now()
    assert timedelta(days=330) <= row.due - entered < timedelta(days=340)
    house.clock.move_to(row.due)
    word = await said(house, row)
    assert isinstance(word, Message)
    assert f"was last used or changed on {moment(entered, 'D')}, and session 1 is on" in word.text
    assert acts(word) == {("session-link-form", (house.cohort,))}
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    assert await said(house, row) is Reason.UNWANTED, "it was looked at"
    assert not [one for one in await rows(house, "/unused") if one.on_its_way]

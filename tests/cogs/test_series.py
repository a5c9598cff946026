"""A facilitator plans a term on Discord: by weeks, as a list with a slip in it, page by page, and makes it longer once it runs."""

from rehearsal.discord import Answer
from rehearsal.prove.circle import Circle


async def drafted(circle: Circle, first: str, count: int) -> Answer:
    await circle.manager.command(
        circle.staff, "cohort create", title="Justice", topic="Justice", facilitator=circle.lead, home=circle.home, places=3
    )
    return await circle.lead.command(circle.staff, "session every", cohort="1", weeks=1, time="1pm", first=first, count=count)


async def test_a_long_term_is_read_page_by_page_in_the_same_message(begun: Circle) -> None:
    first = await drafted(begun, first="2026-10-16", count=24)
    assert "**Justice: 24 sessions, October 16, 2026 to March 26, 2027**" in first.text
    assert "\n1. Friday, October 16, 2026 · 5 Cheshvan 5787\n> Friday afternoon, before Shabbat (serious)\n> Better: " in first.text
    page, texts = first, [first.text]
    while "More" in page.buttons:
        page = await begun.press(begun.lead, page, "More")
        texts.append(page.text)
    assert "\n24. Friday, March 26, 2027" in texts[-1]
    assert "Back" in page.buttons


async def test_another_date_is_one_tap_and_the_page_shows_it(begun: Circle) -> None:
    page = await drafted(begun, first="2026-12-01", count=3)
    assert page.message is not None
    (chooser,) = page.message.selects
    instead = next(option for option in chooser["options"] if option["label"].startswith("Session 2: "))
    taken = await begun.lead.choose(page.message, chooser["custom_id"], [instead["value"]])
    assert instead["description"]
    assert "2. Tuesday, December 8, 2026" not in taken.text
    assert "Session 2: Tue, Dec 8 instead" not in taken.text


async def test_a_list_with_a_slip_comes_back_with_all_that_was_typed_and_the_form_to_mend_it(begun: Circle) -> None:
    page = await drafted(begun, first="2026-10-13", count=2)
    form = (await begun.press(begun.lead, page, "Write the dates myself")).form
    assert form is not None
    assert form.field("dates").value == "October 13, 2026\nOctober 20, 2026"
    refused = await begun.lead.submit(form, {"dates": "2026-10-13\n10 Novembre", "clock": "13:00"})
    assert "I could not read “10 Novembre” as a date." in refused.text
    assert "> 10 Novembre" in refused.text
    again = (await begun.press(begun.lead, refused, "Open the form again")).form
    assert again is not None
    listed = await begun.lead.submit(again, {"dates": "2026-10-13\n10 November 2026", "clock": "13:00"})
    assert "2. Tuesday, November 10, 2026" in listed.text
    stands = await begun.press(begun.lead, listed, "These dates stand")
    assert "The 2 dates of **Justice** stand." in stands.text


async def test_a_term_gets_longer_and_shorter_by_one_command_each(begun: Circle) -> None:
    page = await drafted(begun, first="2026-10-13", count=2)
    await begun.press(begun.lead, page, "These dates stand")
    longer = await begun.lead.command(begun.staff, "session extend", cohort="1", sessions=2)
    assert "4. Tuesday, November 3, 2026" in longer.text
    assert "The 4 dates" in (await begun.press(begun.lead, longer, "These dates stand")).text
    shorter = await begun.lead.command(begun.staff, "session shorten", cohort="1", sessions=3)
    assert "No longer: Tue, Oct 20, 2026, 1:00 pm; Tue, Oct 27, 2026, 1:00 pm; Tue, Nov 3, 2026, 1:00 pm" in shorter.text
    assert "The one date of **Justice** stands." in (await begun.press(begun.lead, shorter, "Change the dates")).text
    refused = await begun.lead.command(begun.staff, "session shorten", cohort="1", sessions=1)
    assert "There are 0 sessions left that could go" in refused.text


async def test_two_sessions_on_one_day_are_shown_and_stand(begun: Circle) -> None:
    """Discord refuses a list in which two options have one value."""
    page = await drafted(begun, first="2026-10-13", count=2)
    form = (await begun.press(begun.lead, page, "Write the dates myself")).form
    assert form is not None
    listed = await begun.lead.submit(form, {"dates": "2027-01-15 15:00\n2027-01-15 19:00\n2027-02-16", "clock": "13:00"})
    assert "2. Friday, January 15, 2027" in listed.text
    assert "The 3 dates" in (await begun.press(begun.lead, listed, "These dates stand")).text


async def test_a_button_under_an_older_draft_shows_the_one_that_took_its_place(begun: Circle) -> None:
    mine = await drafted(begun, first="2026-10-13", count=2)
    await begun.manager.command(begun.staff, "session every", cohort="1", weeks=1, time="8pm", first="2027-03-17", count=4)
    shown = await begun.press(begun.lead, mine, "These dates stand")
    assert "have changed since you opened this draft" in shown.text
    assert "1. Wednesday, March 17, 2027" in shown.text
    assert "The 4 dates" in (await begun.press(begun.lead, shown, "These dates stand")).text

"""Topics that members propose."""

from messages.group import arranging as staff
from messages.group import curriculum as words
from tests.services.conftest import House, actor


async def test_slice(house: House) -> None:
    p, c, a = house.made.group.proposals, house.made.group.choices, house.made.group.arranging
    saved = await p.propose(actor(21), house.cohort, "Who is my neighbor?", "We meet them daily.", "Genesis 18:23", "yes")
    print(words.saved(saved).text)
    for n in (22, 23):
        print(words.saved(await p.propose(actor(n), house.cohort, f"Topic {n}", "Because.", "Geneses 18:23", "maybe")).text)
    print(words.topics(await p.topics(actor(22), house.cohort)))
    for n in (21, 22, 23):
        print(words.choose(await c.tap(actor(n), house.cohort, saved.listed.proposal.id)))
    print(staff.page(await a.page(house.lead, house.cohort)))
    page = await a.page(house.lead, house.cohort)
    session = page.slots[0].session.id
    print(staff.setting(await a.one(house.lead, session)))
    print(staff.done(await a.give_topic(house.lead, session, saved.listed.proposal.id)))
    view = await a.preview(house.lead, house.cohort)
    print(staff.preview(view))
    v, at = await a.publish(house.lead, house.cohort, view.mark)
    print(staff.published(v, at))
    async with house.store.read() as db:
        for row in await db.deliveries.of_cohort(house.cohort):
            if "host" in row.key or "curric" in row.key:
                print(row.key, row.due)

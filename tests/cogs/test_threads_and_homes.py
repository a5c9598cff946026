"""Where no private thread can be opened in a cohort's home, its move to another channel opens one there."""

from datetime import timedelta

from rehearsal.discord import permissions
from tests.cogs.conftest import FIRST_ROUND, Circle


async def test_a_member_without_direct_messages_is_reached_in_the_new_home(begun: Circle) -> None:
    await begun.prepare()
    dana, bot = begun.members[0], begun.server.bot_role
    assert bot is not None
    dana.dms_open = False
    begun.server.overwrite(begun.home, bot, deny=permissions.CREATE_PRIVATE_THREADS)
    await begun.press(begun.lead, await begun.lead.command(begun.staff, "cohort start", cohort="1"), "Start")
    await begun.stage.pass_until(FIRST_ROUND)
    assert not [thread for thread in dana.threads(begun.home) if thread.name.startswith("For ")]
    new = begun.server.add_text_channel("new-home", private_to=[begun.managers, begun.lead, *begun.members])
    await begun.press(begun.lead, await begun.lead.command(begun.staff, "cohort home", cohort="1", home=new), "Move it")
    begun.server.delete_channel(begun.home)
    await begun.stage.pass_until(begun.stage.clock.now() + timedelta(days=1))
    (thread,) = [thread for thread in dana.threads(new) if thread.name.startswith("For ")]
    assert any("Dana" in seen.text for seen in dana.sees(thread))

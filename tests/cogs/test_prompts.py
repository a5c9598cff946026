"""The text of a round, from the facilitator's form to what each member reads."""

from datetime import timedelta

import pytest

from rehearsal.discord import Answer
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
LINK = "[Bava Metzia 59b](<https://www.sefaria.org/Bava_Metzia.59b>)"


async def give(circle: Circle, round_: int, reference: str, question: str) -> Answer:
    form = (await circle.lead.command(circle.staff, "session prompt", cohort="1", round=round_)).form
    assert form is not None
    return await circle.lead.submit(form, {"reference": reference, "question": question})


async def test_a_text_typed_in_short_is_a_link_to_whoever_studies_it_and_all_else_only_words(circle: Circle) -> None:
    before = [len(member.dm) for member in circle.members]
    receipt = await give(circle, 2, "BM 59b", "Compare Deut. 30:12, Shabbat 6:10 and [this](https://evil.example) @everyone")
    assert LINK in receipt.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=35))
    for member, count in zip(circle.members, before, strict=True):
        (text,) = [seen.text for seen in member.dm[count:] if "your study partner" in seen.text]
        assert f"The text: **{LINK}**" in text
        assert "[Deut. 30:12](<https://www.sefaria.org/Deuteronomy.30.12>), Shabbat 6:10 and " in text
        assert "(https://" not in text
        assert "@everyone" not in text
        assert text.count("](<") == 2


async def test_a_facilitator_who_mistypes_a_text_reads_which_one_may_be_meant_and_it_goes_out_as_typed(circle: Circle) -> None:
    receipt = await give(circle, 3, "Sanhedrn 37a", "Who is not in the room?")
    assert "Did you mean Sanhedrin?" in receipt.text
    receipt = await give(circle, 3, "A poem by Amichai", "Who is not in the room?")
    assert "Did you mean" not in receipt.text

"""What staff hear after publishing, from Discord itself."""

import pytest

from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_whoever_published_hears_once_that_every_letter_arrived(circle: Circle) -> None:
    heard = [seen.text for seen in circle.lead.dm if "letters about places" in seen.text]
    assert heard == ["All 3 letters about places in **Justice** have arrived. There is nothing you need to do."]

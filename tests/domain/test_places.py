"""Which channel can be used for what: the same for the wizard and for a command's options."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import ChannelId, RoleId
from domain.ground.places import NEEDED, Lack, Place, Sort, Use, check_place, fits, lacking_in
from domain.ground.refusal import Refusal, Why
from domain.program.setups import IN_THE_WAY, SetupAnswers, Sight, troubles

CHANNEL = ChannelId(5)


@given(st.sampled_from(Use), st.sampled_from(Sort))
def test_only_an_ordinary_text_channel_has_private_threads_for_those_with_closed_messages(use: Use, sort: Sort) -> None:
    assert fits(use, Place(sort)) is (sort is Sort.TEXT or (use is Use.STAFF and sort is Sort.NEWS))


@given(st.sampled_from([Use.STAFF, Use.SIGNUPS]), st.sampled_from(Sort))
def test_the_wizard_and_the_options_of_a_command_take_the_same_channels(use: Use, sort: Sort) -> None:
    sight = Sight("", RoleId(1), channels={CHANNEL: Place(sort)})
    answers = SetupAnswers(staff=CHANNEL) if use is Use.STAFF else SetupAnswers(signups=CHANNEL)
    if IN_THE_WAY & set(troubles(answers, sight)):
        with pytest.raises(Refusal) as no:
            check_place(use, sight.place(CHANNEL))
        assert no.value.why is Why.WRONG_CHANNEL
    else:
        check_place(use, sight.place(CHANNEL))


@given(st.sampled_from(Use), st.frozensets(st.sampled_from(Lack)))
def test_the_rights_that_are_lacking_are_all_said_and_no_others(use: Use, lacks: frozenset[Lack]) -> None:
    said = lacking_in(use, Place(lacks=lacks))
    assert said == (Lack.VIEW,) if Lack.VIEW in lacks else set(said) == lacks & NEEDED[use]

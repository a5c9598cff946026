"""A role opens a cohort's home and gives nothing else; only somebody who could give it in Discord gives it through the bot."""

import pytest
from discord import Permissions
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import RoleId
from domain.ground.refusal import Refusal, Why
from domain.sending.roles import HARMLESS, Flaw, Role, check_named, flaw

EVERY = sorted(name for name, _ in Permissions.all())
FIT = Role(RoleId(5), "Circle", given_by_person=True)


def why(role: Role) -> Why | None:
    try:
        check_named(role)
    except Refusal as no:
        return no.why
    return None


@given(st.frozensets(st.sampled_from([*EVERY, "unknown"])))
def test_a_role_is_given_only_when_all_it_adds_is_what_an_ordinary_member_may_do(extra: frozenset[str]) -> None:
    role = replace(FIT, extra=extra)
    assert (flaw(role) is None) is (why(role) is None) is (extra <= HARMLESS)


@pytest.mark.parametrize(
    "power",
    [
        "administrator", "manage_guild", "manage_roles", "manage_channels", "manage_webhooks", "manage_expressions", "manage_events",
        "manage_nicknames", "kick_members", "ban_members", "moderate_members", "mention_everyone", "manage_messages", "manage_threads",
        "view_audit_log", "move_members", "mute_members", "deafen_members", "unknown",
    ],
)  # fmt: skip
def test_no_member_is_given_power_over_others(power: str) -> None:
    assert why(replace(FIT, extra=frozenset({"send_messages", power}))) is Why.ROLE_POWERFUL


def test_every_harmless_permission_is_one_of_discord_s() -> None:
    assert set(EVERY) >= HARMLESS


@pytest.mark.parametrize(
    ("role", "no", "found"),
    [
        (FIT, None, None),
        (replace(FIT, given_by_person=False), Why.ROLE_NOT_YOURS, None),
        (replace(FIT, given_by_bot=False), Why.ROLE_OUT_OF_REACH, Flaw.OUT_OF_REACH),
        (replace(FIT, given_by_bot=False, given_by_person=False), Why.ROLE_NOT_YOURS, Flaw.OUT_OF_REACH),
        (replace(FIT, managed=True), Why.ROLE_MANAGED, Flaw.MANAGED),
    ],
)
def test_a_role_is_used_when_the_person_who_names_it_and_the_bot_both_stand_above_it(
    role: Role, no: Why | None, found: Flaw | None
) -> None:
    assert (why(role), flaw(role)) == (no, found)

"""Which role may open a cohort's home: it lets people in there, gives them no power over the server, and the bot can hand it out."""

from enum import StrEnum

from domain.ground.ids import RoleId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

HARMLESS = frozenset(
    {
        "read_messages", "send_messages", "send_messages_in_threads", "create_public_threads", "create_private_threads",
        "read_message_history", "embed_links", "attach_files", "add_reactions", "external_emojis", "external_stickers",
        "send_voice_messages", "send_polls", "use_application_commands", "use_external_apps", "use_embedded_activities",
        "connect", "speak", "stream", "use_voice_activation", "request_to_speak", "use_soundboard", "use_external_sounds",
        "set_voice_channel_status", "change_nickname", "create_instant_invite",
    }
)  # fmt: skip
"""Permissions that an ordinary member may have, by discord.py's names. Any other is refused, also one that Discord adds later:
a list of the dangerous ones would let a new one through until somebody noticed."""


class Flaw(StrEnum):
    """Why a role cannot be used; each is also a `Why` and a `Reason` with the prefix `role-`."""

    GONE = "gone"
    MANAGED = "managed"
    POWERFUL = "powerful"
    NOT_YOURS = "not-yours"
    OUT_OF_REACH = "out-of-reach"


class Role(Value):
    """A role as it stands on the server now.

    `extra`: the permissions it adds to those of @everyone, on the server or in one of its channels.
    `given_by_bot`, `given_by_person`: has *Manage Roles* and stands above it.
    """

    id: RoleId
    name: str = ""
    extra: frozenset[str] = frozenset()
    managed: bool = False  # belongs to an integration: nobody can give it
    given_by_bot: bool = True
    given_by_person: bool = False

    @property
    def powers(self) -> tuple[str, ...]:
        """The permissions that make it dangerous, by name; one that has no name yet is "unknown"."""
        return tuple(sorted(self.extra - HARMLESS))


def flaw(role: Role) -> Flaw | None:
    """What keeps the bot from giving this role, whoever asks."""
    if role.managed:
        return Flaw.MANAGED
    if role.powers:
        return Flaw.POWERFUL
    return None if role.given_by_bot else Flaw.OUT_OF_REACH


def check_named(role: Role) -> None:
    """The bot may give this role because that person says so.

    A person uses the bot to give a role only where they could give it themselves in Discord.
    Raises `Refusal(ROLE_MANAGED | ROLE_POWERFUL | ROLE_NOT_YOURS | ROLE_OUT_OF_REACH)`.
    """
    found = flaw(role)
    if found in {None, Flaw.OUT_OF_REACH} and not role.given_by_person:
        raise Refusal(Why.ROLE_NOT_YOURS, role=role.name)
    match found:
        case Flaw.MANAGED:
            raise Refusal(Why.ROLE_MANAGED, role=role.name)
        case Flaw.POWERFUL:
            raise Refusal(Why.ROLE_POWERFUL, role=role.name, powers=role.powers)
        case Flaw.OUT_OF_REACH:
            raise Refusal(Why.ROLE_OUT_OF_REACH, role=role.name)
        case _:
            return

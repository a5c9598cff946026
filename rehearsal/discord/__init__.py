"""A Discord on loopback, as strict as the real one, on which the bot is rehearsed."""

from rehearsal.discord.acts import Answer
from rehearsal.discord.errors import DiscordError
from rehearsal.discord.people import Person
from rehearsal.discord.seen import CannotDo, Field, Form, Seen
from rehearsal.discord.server import LocalDiscord
from rehearsal.discord.servers import Server
from rehearsal.discord.typed import Upload

__all__ = ["Answer", "CannotDo", "DiscordError", "Field", "Form", "LocalDiscord", "Person", "Seen", "Server", "Upload"]

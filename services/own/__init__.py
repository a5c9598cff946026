"""One's own corner: what a person sees and sets for themselves, and what is kept about them."""

from typing import Self

from domain.sending.deliveries import Subject
from services.own.calendars import Calendars
from services.own.people import People
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer


class OwnRoom(Room):
    """The services about a person's own settings."""

    people: People
    calendars: Calendars

    @classmethod
    def on(cls, sending: SendingRoom, feeds_at: str) -> Self:
        """`feeds_at`: where people reach the addresses of their calendars, empty where there are none."""
        return cls(people=People(sending.units), calendars=Calendars(sending.units, sending.installation, feeds_at))

    def composers(self) -> dict[Subject, Composer]:
        """Words in a thread that stands for closed messages, and to the partners of whoever pauses."""
        return self.people.composers()

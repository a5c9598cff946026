"""The program of a server as it was saved."""

from domain.cohort.cohorts import Program
from domain.program.setups import Sight, standing
from messages.ground.values import Message
from messages.ground.words import Safe, lines, link_to, say
from messages.program.setups import test_button, to_mend


def set_up(program: Program, sight: Sight) -> Message:
    """Everything that now stands, what is to be mended on the server, and what comes next; running it again changes it."""
    saved = say(
        "program-saved", name=program.name, managers=Safe(f"<@&{program.manager_role}>"), staff=Safe(f"<#{program.staff_channel}>"),
        signups=Safe(f"<#{program.signup_channel}>"), zone=program.zone, contact=program.contact,
    )  # fmt: skip
    donations = say("program-donations", link=link_to(program.donation)) if program.donation else None
    return Message(lines(saved, donations, *to_mend(standing(program), sight), say("program-next")), ((test_button(),),))

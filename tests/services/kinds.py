"""Every kind of person there is to a cohort, by the road they come, and the sets of them that may do something."""

from collections.abc import Callable

from msgspec.structs import replace

from domain.ground.people import Actor, Whereabouts
from tests.services.conftest import HERE, THERE, actor


def _left(user: int) -> Actor:
    """Somebody who left the server, or was banned from it, and still has the conversation with the bot."""
    return replace(actor(user, None), seen=Whereabouts(left=frozenset({HERE})))


WHO: dict[str, Callable[[], Actor]] = {
    "outsider": lambda: actor(90),
    "applicant": lambda: actor(25),
    "member": lambda: actor(21),
    "member, by direct message": lambda: actor(21, None),
    "outsider, by direct message": lambda: actor(90, None),
    "facilitator, by direct message": lambda: actor(3, None),
    "member who has left the server": lambda: _left(21),
    "facilitator who has left the server": lambda: _left(3),
    "member of whom Discord says nothing just now": lambda: replace(actor(21, None), seen=Whereabouts(unsure=frozenset({HERE}))),
    "facilitator of whom Discord says nothing just now": lambda: replace(actor(3, None), seen=Whereabouts(unsure=frozenset({HERE}))),
    "was facilitator": lambda: actor(5),
    "was facilitator, by direct message": lambda: actor(5, None),
    "facilitator": lambda: actor(3),
    "facilitator of another cohort": lambda: actor(4),
    "manager": lambda: actor(2, manager=True),
    "owner": lambda: actor(1, owner=True),
    "another server's manager": lambda: actor(52, THERE, manager=True),
    "another server's owner": lambda: actor(51, THERE, owner=True),
}
BY_DM = {who for who in WHO if who.endswith("by direct message")}
MEMBER_GONE, LEAD_GONE = (
    {f"{kind} who has left the server", f"{kind} of whom Discord says nothing just now"} for kind in ("member", "facilitator")
)
STAFF_HERE = {"facilitator", "manager"}
STAFF = STAFF_HERE | {"facilitator, by direct message"}
MEMBER = {"member", "member, by direct message"}
ANYBODY = set(WHO)
NOT_HERE = MEMBER_GONE | LEAD_GONE
ON_A_SERVER = ANYBODY - BY_DM - NOT_HERE
HERE_ANYBODY = ANYBODY - NOT_HERE - {
    "another server's manager", "another server's owner", "outsider, by direct message", "was facilitator, by direct message",
}  # fmt: skip
OVER_ONESELF = HERE_ANYBODY | NOT_HERE  # what stays possible for somebody who has left
SERVED = HERE_ANYBODY & ON_A_SERVER
ANY_STAFF = STAFF_HERE | {"facilitator of another cohort"}
SETS_UP = {"manager", "owner", "another server's manager", "another server's owner"}
MANAGER = {"manager"}
A_MANAGER = {"manager", "another server's manager"}

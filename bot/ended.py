"""How the process ends when it cannot go on."""

from typing import Final

from domain.leases import LeaseLost
from storage.sqlite import DatabaseGone

# Nothing can be read or written any more by this process. What renews the lease meets it within seconds and says so in one sentence,
# so that nobody else writes a traceback about it.
CANNOT_GO_ON: Final = (LeaseLost, DatabaseGone)


class Ended(Exception):  # noqa: N818 - says what happened
    """The process cannot go on and a new one may: exit status 1, after which a service manager starts the bot again.

    Its text is one sentence for the operator.
    """

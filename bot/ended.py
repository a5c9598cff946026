"""How the process ends when it cannot go on."""


class Ended(Exception):  # noqa: N818 - says what happened
    """The process cannot go on and a new one may: exit status 1, after which a service manager starts the bot again.

    Its text is one sentence for the operator.
    """

"""A "no" as a value: why, and the facts that its sentence needs."""

from enum import StrEnum


class Why(StrEnum):
    """Every reason the bot can give for not doing what was asked; `messages/en/refusals.ftl` has a sentence for each."""

    UNKNOWN_ZONE = "unknown-zone"
    BAD_SERIES = "bad-series"
    ALREADY_HANDLED = "already-handled"
    NOT_ALLOWED = "not-allowed"
    NOT_SET_UP = "not-set-up"
    NO_SUCH_COHORT = "no-such-cohort"
    NO_SUCH_SESSION = "no-such-session"
    NO_SUCH_ROUND = "no-such-round"
    NO_SUCH_PERSON = "no-such-person"
    WRONG_STATE = "wrong-state"
    NOT_READY = "not-ready"
    BAD_NUMBER = "bad-number"
    BAD_DATE = "bad-date"
    BAD_TIME = "bad-time"
    BAD_LINK = "bad-link"
    EVERYBODYS_ROLE = "everybodys-role"
    NOT_A_PERSON = "not-a-person"
    LAST_FACILITATOR = "last-facilitator"
    TOO_FEW_PLACES = "too-few-places"
    SETUP_UNFINISHED = "setup-unfinished"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    SIGNUPS_CLOSED = "signups-closed"
    ALREADY_DECIDED = "already-decided"
    NOT_COMMITTED = "not-committed"
    NOT_A_MEMBER = "not-a-member"
    NOTHING_OPEN = "nothing-open"
    NO_APPLICATION = "no-application"
    TOO_MANY_ACCEPTED = "too-many-accepted"
    NOT_FROZEN = "not-frozen"
    FROZEN = "frozen"
    NO_DRAFT = "no-draft"
    STALE = "stale"
    NEVER_TOGETHER = "never-together"
    LINK_MISSING = "link-missing"
    SESSION_PAST = "session-past"
    SAME_TIME = "same-time"
    IN_THE_PAST = "in-the-past"
    UNKNOWN_BUTTON = "unknown-button"
    NOT_YOURS = "not-yours"
    IN_DMS_ONLY = "in-dms-only"
    ON_A_SERVER_ONLY = "on-a-server-only"
    BOT_LACKS = "bot-lacks"
    DATABASE_MISSING = "database-missing"
    DATABASE_EXISTS = "database-exists"
    DATABASE_IN_USE = "database-in-use"
    DATABASE_NEWER = "database-newer"
    DATABASE_DAMAGED = "database-damaged"
    BACKUP_MISSING = "backup-missing"
    BACKUP_DAMAGED = "backup-damaged"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised by domain and services; turned into a sentence in one place, whatever road the person came by."""

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts = facts

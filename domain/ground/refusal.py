"""A "no" as a value: why, and the facts that its sentence needs."""

from enum import StrEnum


class Why(StrEnum):
    """Every reason the bot can give for not doing what was asked; `messages/en/refusals.ftl` has a sentence for each."""

    UNKNOWN_TOWN = "unknown-town"
    TOWN_ELSEWHERE = "town-elsewhere"
    UNKNOWN_ZONE = "unknown-zone"
    WHICH_CLOCK = "which-clock"
    WHICH_TOWN = "which-town"
    BAD_SERIES = "bad-series"
    NOT_ALLOWED = "not-allowed"
    NOT_SET_UP = "not-set-up"
    NO_SUCH_COHORT = "no-such-cohort"
    NO_SUCH_SESSION = "no-such-session"
    NO_SUCH_ROUND = "no-such-round"
    WRONG_STATE = "wrong-state"
    NOT_READY = "not-ready"
    CALLED_OFF = "called-off"
    BAD_NUMBER = "bad-number"
    BAD_DATE = "bad-date"
    BAD_TIME = "bad-time"
    BAD_LINK = "bad-link"
    BAD_MATERIAL = "bad-material"
    TOO_MANY_MATERIALS = "too-many-materials"
    EVERYBODY_WOULD_MANAGE = "everybody-would-manage"
    NOT_A_PERSON = "not-a-person"
    LAST_FACILITATOR = "last-facilitator"
    TOO_FEW_PLACES = "too-few-places"
    SETUP_UNFINISHED = "setup-unfinished"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    SIGNUPS_CLOSED = "signups-closed"
    ALREADY_DECIDED = "already-decided"
    PLACES_GIVEN = "places-given"
    SAME_HOME = "same-home"
    NOT_HERE = "not-here"
    EVERYBODY_WOULD_BE_IN = "everybody-would-be-in"
    SETTLE_FIRST = "settle-first"
    MANAGERS_ROLE = "managers-role"
    HOME_OPEN = "home-open"
    HOME_OF_STAFF = "home-of-staff"
    HOME_NOT_YOURS = "home-not-yours"
    WRONG_CHANNEL = "wrong-channel"
    LEAD_BRINGS_ROLE = "lead-brings-role"
    ROLE_GONE = "role-gone"
    ROLE_MANAGED = "role-managed"
    ROLE_POWERFUL = "role-powerful"
    ROLE_NOT_YOURS = "role-not-yours"
    ROLE_OUT_OF_REACH = "role-out-of-reach"
    COHORTS_ROLE = "cohorts-role"
    HAS_APPLICATION = "has-application"
    NOT_COMMITTED = "not-committed"
    NO_SUCH_QUESTION = "no-such-question"
    NO_QUESTION_HERE = "no-question-here"
    NO_WORDS = "no-words"
    TOO_MANY_QUESTIONS = "too-many-questions"
    NO_APPLICATION = "no-application"
    TOO_MANY_ACCEPTED = "too-many-accepted"
    STANDING_NOT_GOOD = "standing-not-good"
    LEFT_SERVER = "left-server"
    PAIRED_AND_LEFT = "paired-and-left"
    FILE_TOO_BIG = "file-too-big"
    FILE_NOT_TEXT = "file-not-text"
    FILE_EMPTY = "file-empty"
    FILE_UNREACHED = "file-unreached"
    IMPORT_GONE = "import-gone"
    NO_DATES = "no-dates"
    DATES_GONE = "dates-gone"
    TOO_MANY_WEEKS = "too-many-weeks"
    TOO_MANY_DATES = "too-many-dates"
    DECISIONS_TOO_BIG = "decisions-too-big"
    NO_DECISIONS = "no-decisions"
    DECISIONS_GONE = "decisions-gone"
    FROZEN = "frozen"
    DATE_PAST = "date-past"
    BEGINS_BEFORE = "begins-before"
    BAD_MONTH = "bad-month"
    TOO_MANY_SESSIONS = "too-many-sessions"
    TOO_FEW_SESSIONS = "too-few-sessions"
    NO_DRAFT = "no-draft"
    HOLDS_LINK = "holds-link"
    STALE = "stale"
    NEVER_TOGETHER = "never-together"
    LINK_MISSING = "link-missing"
    SESSION_PAST = "session-past"
    SESSION_AHEAD = "session-ahead"
    SAME_TIME = "same-time"
    TIME_TAKEN = "time-taken"
    TOO_FAR_AHEAD = "too-far-ahead"
    NO_OFFER = "no-offer"
    IN_THE_PAST = "in-the-past"
    ENDS_BEFORE = "ends-before"
    AFTER_SESSION = "after-session"
    REST_DAY = "rest-day"
    UNKNOWN_BUTTON = "unknown-button"
    NOT_YOURS = "not-yours"
    ON_A_SERVER_ONLY = "on-a-server-only"
    SERVER_UNSEEN = "server-unseen"
    NOT_ON_SERVER = "not-on-server"
    CANNOT_TELL = "cannot-tell"
    DATABASE_MISSING = "database-missing"
    DATABASE_EXISTS = "database-exists"
    DATABASE_IN_USE = "database-in-use"
    DATABASE_NEWER = "database-newer"
    DATABASE_DAMAGED = "database-damaged"
    BACKUP_MISSING = "backup-missing"
    BACKUP_DAMAGED = "backup-damaged"


TO_CORRECT = frozenset(
    {
        Why.UNKNOWN_ZONE, Why.WHICH_CLOCK, Why.UNKNOWN_TOWN, Why.WHICH_TOWN, Why.TOWN_ELSEWHERE, Why.NOT_COMMITTED, Why.EMPTY,
        Why.TOO_LONG, Why.BAD_NUMBER, Why.BAD_DATE, Why.BAD_TIME, Why.BAD_LINK, Why.BAD_SERIES, Why.DATE_PAST, Why.BAD_MATERIAL,
        Why.TOO_MANY_MATERIALS, Why.HOLDS_LINK,
    }
)  # fmt: skip
"""What somebody settles by filling in the same form otherwise."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised by domain and services; turned into a sentence in one place, whatever road the person came by."""

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts = facts


class AlreadyHandled(Exception):  # noqa: N818 - not an error either
    """The interaction was taken before, by another process or by this one, which answers it: nothing is done, and nothing is said."""

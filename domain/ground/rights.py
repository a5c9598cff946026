"""Who may do what: one table, which the services ask and the tests print whole."""

from enum import StrEnum


class Kind(StrEnum):
    """What a person is to one cohort and its program. One may be several at once."""

    OUTSIDER = "outsider"
    APPLICANT = "applicant"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    MANAGER = "manager"
    OWNER = "owner"  # may manage the server; counts for setting the program up, not for reading anybody's words


class Action(StrEnum):
    """Every intention that the services know."""

    SET_UP = "set-up"
    CREATE_COHORT = "create-cohort"
    OPEN_COHORT = "open-cohort"
    START_COHORT = "start-cohort"
    PLAN_SESSIONS = "plan-sessions"
    SET_LINK = "set-link"
    SEE_LINK = "see-link"
    ANSWER_RSVP = "answer-rsvp"
    APPLY = "apply"
    WITHDRAW = "withdraw"
    ANSWER_OFFER = "answer-offer"
    SELECT = "select"
    PAIR = "pair"
    SET_PROMPT = "set-prompt"
    CHECK_IN = "check-in"
    CHOOSE_PARTNER = "choose-partner"  # without one: how to go on; asked to be three, or whether it fits: an answer
    SEE_TIMELINE = "see-timeline"
    SEE_TODAY = "see-today"
    SEE_PROGRESS = "see-progress"
    RESOLVE_DELIVERY = "resolve-delivery"
    ATTEST_STANDING = "attest-standing"
    SEE_BOARD = "see-board"
    ASK = "ask"
    ANSWER_QUESTION = "answer-question"
    FOLLOW = "follow"  # word of openings, and news
    UNFOLLOW = "unfollow"
    SEND_NEWS = "send-news"
    EDIT_COHORT = "edit-cohort"
    APPOINT = "appoint"
    SEE_AUDIT = "see-audit"
    SEE_REPORT = "see-report"
    SEE_OVERVIEW = "see-overview"
    CANCEL_COHORT = "cancel-cohort"
    ENTER_APPLICANT = "enter-applicant"
    REMOVE_MEMBER = "remove-member"
    SET_DATES = "set-dates"
    EDIT_SESSION = "edit-session"
    SAY_WHO_CAME = "say-who-came"
    SAY_I_CAME = "say-i-came"
    MEET_PARTNER = "meet-partner"  # a private thread for one's own pair
    REFLECT = "reflect"
    READ_REFLECTIONS = "read-reflections"
    EDIT_COVENANT = "edit-covenant"
    SIGN_COVENANT = "sign-covenant"
    SEE_TOPICS = "see-topics"
    PROPOSE = "propose"  # a topic, and choose among all
    ARRANGE = "arrange"  # topics over sessions, with hosts
    HOST = "host"


_STAFF = frozenset({Kind.FACILITATOR, Kind.MANAGER})
_EVERYONE = frozenset(Kind)

ALLOWED: dict[Action, frozenset[Kind]] = {
    Action.SET_UP: frozenset({Kind.OWNER, Kind.MANAGER}),
    Action.CREATE_COHORT: frozenset({Kind.MANAGER}),
    Action.OPEN_COHORT: _STAFF,
    Action.START_COHORT: _STAFF,
    Action.PLAN_SESSIONS: _STAFF,
    Action.SET_LINK: _STAFF,
    Action.SEE_LINK: _STAFF | {Kind.MEMBER},
    Action.ANSWER_RSVP: frozenset({Kind.MEMBER}),
    Action.APPLY: _EVERYONE,
    Action.WITHDRAW: frozenset({Kind.APPLICANT, Kind.MEMBER}),
    Action.ANSWER_OFFER: frozenset({Kind.APPLICANT}),
    Action.SELECT: _STAFF,
    Action.PAIR: _STAFF,
    Action.SET_PROMPT: _STAFF,
    Action.CHECK_IN: frozenset({Kind.MEMBER}),
    Action.CHOOSE_PARTNER: frozenset({Kind.MEMBER}),
    Action.SEE_TIMELINE: _STAFF,
    Action.SEE_TODAY: _STAFF,
    Action.SEE_PROGRESS: _STAFF,
    Action.RESOLVE_DELIVERY: _STAFF,
    Action.ATTEST_STANDING: frozenset({Kind.MANAGER}),
    Action.SEE_BOARD: _EVERYONE,
    Action.ASK: _EVERYONE,
    Action.ANSWER_QUESTION: _STAFF,
    Action.FOLLOW: _EVERYONE,
    Action.UNFOLLOW: _EVERYONE,
    Action.SEND_NEWS: frozenset({Kind.MANAGER}),
    Action.EDIT_COHORT: _STAFF,
    Action.APPOINT: frozenset({Kind.MANAGER}),
    Action.SEE_AUDIT: frozenset({Kind.MANAGER}),
    Action.SEE_REPORT: frozenset({Kind.MANAGER}),
    Action.SEE_OVERVIEW: frozenset({Kind.MANAGER}),
    Action.CANCEL_COHORT: frozenset({Kind.MANAGER}),
    Action.ENTER_APPLICANT: frozenset({Kind.MANAGER}),
    Action.REMOVE_MEMBER: _STAFF,
    Action.SET_DATES: frozenset({Kind.MANAGER}),
    Action.EDIT_SESSION: _STAFF,
    Action.SAY_WHO_CAME: _STAFF,
    Action.SAY_I_CAME: frozenset({Kind.MEMBER}),
    Action.MEET_PARTNER: frozenset({Kind.MEMBER}),
    Action.REFLECT: frozenset({Kind.MEMBER}),
    Action.READ_REFLECTIONS: frozenset({Kind.FACILITATOR}),  # what was written for them, and not for managers
    Action.EDIT_COVENANT: frozenset({Kind.FACILITATOR}),  # its drafts, and who has not signed, are for nobody else
    Action.SIGN_COVENANT: frozenset({Kind.MEMBER}),
    Action.SEE_TOPICS: _STAFF | {Kind.MEMBER},
    Action.PROPOSE: frozenset({Kind.MEMBER}),
    Action.ARRANGE: _STAFF,
    Action.HOST: frozenset({Kind.MEMBER}),
}

AFTER_THE_END = (
    frozenset(  # all that may still be done with a cohort that was called off: looked at, asked about, copied, and its lead taken back
        {
            Action.CANCEL_COHORT,
            Action.CREATE_COHORT,
            Action.APPOINT,
            Action.SEE_TIMELINE,
            Action.SEE_TODAY,
            Action.RESOLVE_DELIVERY,
            Action.ASK,
            Action.ANSWER_QUESTION,
            Action.FOLLOW,
            Action.UNFOLLOW,
        }
    )
)


OVER_ONESELF = frozenset({Action.WITHDRAW, Action.UNFOLLOW})
"""What concerns only the person who does it. It stays possible for somebody who has left the server."""


WRITTEN_DOWN = frozenset(
    {
        Action.SET_UP, Action.CREATE_COHORT, Action.EDIT_COHORT, Action.OPEN_COHORT, Action.START_COHORT, Action.CANCEL_COHORT,
        Action.PLAN_SESSIONS, Action.SET_LINK, Action.SET_PROMPT, Action.PAIR, Action.SELECT, Action.ENTER_APPLICANT,
        Action.REMOVE_MEMBER, Action.APPOINT, Action.ATTEST_STANDING, Action.ANSWER_QUESTION, Action.SEND_NEWS, Action.RESOLVE_DELIVERY,
        Action.SET_DATES,
        Action.EDIT_SESSION, Action.SAY_WHO_CAME, Action.EDIT_COVENANT, Action.ARRANGE,
    }
)  # fmt: skip
"""What staff do for others, which managers read on `/program audit`."""


def may(kinds: frozenset[Kind], action: Action) -> bool:
    """True when any of the kinds a person is may do that."""
    return bool(kinds & ALLOWED[action])

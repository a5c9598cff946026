"""Who may do what, whole: a change of it is a change of this table."""

from domain.ground.rights import ALLOWED, Action, Kind


def test_the_actions_and_who_may_do_them_are_these() -> None:
    table = {action.value: " ".join(sorted(kind.value for kind in kinds)) for action, kinds in ALLOWED.items()}
    everyone = " ".join(sorted(kind.value for kind in Kind))
    assert table == {
        "set-up": "manager owner",
        "create-cohort": "manager",
        "open-cohort": "facilitator manager",
        "start-cohort": "facilitator manager",
        "plan-sessions": "facilitator manager",
        "set-link": "facilitator manager",
        "see-link": "facilitator manager member",
        "answer-rsvp": "member",
        "apply": everyone,
        "withdraw": "applicant member",
        "answer-offer": "applicant",
        "select": "facilitator manager",
        "pair": "facilitator manager",
        "set-prompt": "facilitator manager",
        "check-in": "member",
        "choose-partner": "member",
        "see-timeline": "facilitator manager",
        "see-today": "facilitator manager",
        "see-progress": "facilitator manager",
        "resolve-delivery": "facilitator manager",
        "attest-standing": "manager",
        "see-board": everyone,
        "ask": everyone,
        "answer-question": "facilitator manager",
        "follow": everyone,
        "unfollow": everyone,
        "send-news": "manager",
        "set-dates": "manager",
        "edit-cohort": "facilitator manager",
        "appoint": "manager",
        "see-audit": "manager",
        "see-report": "manager",
        "see-overview": "manager",
        "cancel-cohort": "manager",
        "enter-applicant": "manager",
        "remove-member": "facilitator manager",
        "edit-session": "facilitator manager",
        "say-who-came": "facilitator manager",
        "say-i-came": "member",
        "meet-partner": "member",
        "reflect": "member",
        "read-reflections": "facilitator",
        "edit-covenant": "facilitator",
        "sign-covenant": "member",
        "see-topics": "facilitator manager member",
        "propose": "member",
        "arrange": "facilitator manager",
        "host": "member",
    }
    assert set(ALLOWED) == set(Action)

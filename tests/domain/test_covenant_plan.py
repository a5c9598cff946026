"""Who is asked to sign, whatever happens and in whatever order: texts, signatures, people who come and who leave."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import PersonId
from domain.ground.quiet import Observance, PersonQuiet
from domain.group.covenant import Covenant, Signature, Text
from domain.sending.deliveries import Kind, Planned, Subject
from domain.sending.timeline import deliveries
from domain.sending.timeline.season import Member
from tests.domain.test_timeline import COHORT, NY, SEASON, STARTED

WHO = st.integers(1, 5).map(PersonId)


def member(person: PersonId, since: timedelta) -> Member:
    return Member(person, PersonQuiet(NY, Observance.SHABBAT), since=STARTED + since)


class Signing(RuleBasedStateMachine):
    """A group over its year, and a plain memory of who was there when, and signed what."""

    def __init__(self) -> None:
        super().__init__()
        self.days = 1
        self.season = replace(
            SEASON, cohort=replace(COHORT, started_at=None, state=CohortState.FORMING),
            members=(member(PersonId(1), timedelta()), member(PersonId(2), timedelta())),
        )  # fmt: skip

    @property
    def covenant(self) -> Covenant:
        return self.season.covenant

    @property
    def asked(self) -> list[Planned]:
        about = {Subject.COVENANT_CHANGED, Subject.COVENANT_ASK}
        return [one for one in deliveries(self.season) if one.message in about]

    def _passes(self) -> None:
        self.days += 1

    @rule()
    def publish(self) -> None:
        text = Text(self.covenant.version + 1, f"Text {self.days}.", STARTED + timedelta(days=self.days))
        self.season = replace(self.season, covenant=replace(self.covenant, texts=(*self.covenant.texts, text)))
        self._passes()

    @precondition(lambda self: bool(self.covenant.texts))
    @rule(who=WHO)
    def sign(self, who: PersonId) -> None:
        if any(one.person == who for one in self.season.members) and self.covenant.last_signed(who) < self.covenant.version:
            signed = Signature(who, self.covenant.version, STARTED + timedelta(days=self.days))
            self.season = replace(self.season, covenant=replace(self.covenant, signatures=(*self.covenant.signatures, signed)))
            self._passes()

    @rule(who=WHO)
    def come(self, who: PersonId) -> None:
        if all(one.person != who for one in self.season.members):
            self.season = replace(self.season, members=(*self.season.members, member(who, timedelta(days=self.days))))
            self._passes()

    @rule(who=WHO)
    def leave(self, who: PersonId) -> None:
        self.season = replace(self.season, members=tuple(one for one in self.season.members if one.person != who))

    @invariant()
    def who_signed_what_holds_or_is_gone_is_asked_nothing(self) -> None:
        waiting = {one.person for one in self.season.members if self.covenant.last_signed(one.person) < self.covenant.version}
        assert {one.person for one in self.asked} <= waiting

    @invariant()
    def each_is_asked_once_of_each_text_and_who_never_signed_once_at_all(self) -> None:
        assert len({one.person for one in self.asked}) == len(self.asked)
        for one in self.asked:
            assert one.person is not None
            signed = self.covenant.last_signed(one.person)
            assert one.key == (f"covenant/1/{self.covenant.version}/changed/{one.person}" if signed else f"covenant/1/ask/{one.person}"), (
                "a key that was sent once is never sent again"
            )

    @invariant()
    def who_was_there_and_did_not_sign_is_not_chased(self) -> None:
        first = self.covenant.texts[0].at if self.covenant.texts else None
        there = {one.person for one in self.season.members if first is not None and one.since is not None and one.since <= first}
        silent = {person for person in there if not self.covenant.last_signed(person)}
        assert not silent & {one.person for one in self.asked}

    @invariant()
    def there_is_one_post_and_nothing_at_all_once_it_is_called_off(self) -> None:
        posts = [one for one in deliveries(self.season) if one.message is Subject.COVENANT and one.kind is Kind.POST]
        assert len(posts) == bool(self.covenant.texts)
        off = replace(self.season, cohort=replace(self.season.cohort, state=CohortState.CANCELLED))
        assert not [one for one in deliveries(off) if one.key.startswith("covenant/")]


TestSigning = Signing.TestCase
TestSigning.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)

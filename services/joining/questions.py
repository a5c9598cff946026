"""Questions to the staff: asked, posted with a thread, answered by form or by picking a message, and answered back."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import AnswerId, ChannelId, CohortId, MessageId, PersonId, ProgramId, QuestionId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.questions import LONGEST_ADDED, LONGEST_ANSWER, LONGEST_QUESTION, MOST_OPEN, WINDOW, Question, StaffAnswer, may_ask_more
from domain.sending import gate
from domain.sending.deliveries import Class, Delivery, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfAnswer, OfMore, OfQuestion, OfThread
from messages.ground.values import Form, Message
from messages.ground.words import speak
from messages.joining import questions as words
from messages.joining.questions import Asked
from services.ground import permissions
from services.ground.text import required
from services.sending.deliveries import Composer, Opening, Placed
from services.sending.unit import Press, Unit, Units
from storage.db import Db
from storage.pair.replies import Reply

PASSED_ON = "question"  # what a reply meant that went to the staff
WENT_ON = "passed-on"  # and one that went to them as a question of its own, by a tap
_KEEP = timedelta(days=30)
_POSTED = frozenset({"question", "question-answered", "question-more"})  # a thread is on the first post, or on a later one that began anew


class Questions:
    """What people ask the staff of a program."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId | None) -> Form:
        """The form of a question, perhaps about a cohort; only reads."""
        async with self._units.read() as db:
            return words.ask_form((await self._about(db, actor, cohort))[1])

    async def ask(self, actor: Actor, cohort: CohortId | None, typed: str) -> Asked:
        """Keep a question and bring it to the staff. Raises `Refusal(TOO_MANY_QUESTIONS)` when five of a day wait for an answer."""
        async with self._units.press(actor) as press:
            db, now = press.db, press.now
            program, found = await self._about(db, actor, cohort)
            text = required(typed, LONGEST_QUESTION)
            return await self._keep(db, await press.me(), program, found, text, now)

    async def _keep(self, db: Db, person: Person, program: Program, cohort: Cohort | None, text: str, now: datetime) -> Asked:
        may_ask_more(await db.questions.waiting(program.id, person.id, now - WINDOW), now, program.contact)
        id_ = await db.questions.add(program.id, None if cohort is None else cohort.id, person.id, text, now)
        await self._post(db, program, Subject.QUESTION, OfQuestion(id_), Kind.POST, _post_key(id_))
        await self._post(db, program, Subject.QUESTION_THREAD, OfThread(id_), Kind.THREAD, _thread_key(id_, 0))
        return await self._view(db, await self._get(db, id_), program)

    async def pass_on(self, actor: Actor, program: ProgramId, cohort: CohortId | None, message: MessageId) -> tuple[Program, bool]:
        """Bring the actor's own direct message to the staff as a question, all of its words; False where it went to them before.

        Raises `Refusal(STALE)` where it is kept no more, `Refusal(NOT_YOURS)` for somebody else's, and what asking raises.
        """
        async with self._units.press(actor) as press:
            db = press.db
            found, about = await self._whom(db, actor, program, cohort)
            reply, person = await db.replies.get(message), await press.me()
            if reply is None:
                raise Refusal(Why.STALE)
            if reply.person != person.id:
                raise Refusal(Why.NOT_YOURS)
            if not await db.replies.becomes(message, WENT_ON, press.now):
                return found, False
            text = required(reply.words[:LONGEST_QUESTION], LONGEST_QUESTION)
            question = (await self._keep(db, person, found, about, text, press.now)).question.id
            for start in range(LONGEST_QUESTION, len(reply.words), LONGEST_ADDED):
                key = f"question/{question}/more/{message}/{start}"
                await self._post(db, found, Subject.QUESTION_MORE, OfMore(question, message, start), Kind.POST, key)
            return found, True

    async def _whom(self, db: Db, actor: Actor, program: ProgramId, cohort: CohortId | None) -> tuple[Program, Cohort | None]:
        """Whom somebody asks from a direct message, where everybody may ask who is on the program's server now."""
        if cohort is not None:
            about, found = await permissions.require_cohort(db, actor, Action.ASK, cohort)
            if found.id != program:
                raise Refusal(Why.NO_SUCH_COHORT)
            return found, about
        found = (await db.programs.all_of([program])).get(program)
        if found is None:
            raise Refusal(Why.STALE)
        permissions.require_presence(actor, found, own=True)
        speak(found, await db.people.by_user(actor.user))
        return found, None

    async def _about(self, db: Db, actor: Actor, cohort: CohortId | None) -> tuple[Program, Cohort | None]:
        """Whom one asks, and about what."""
        program = await permissions.require_program(db, actor, Action.ASK)
        if cohort is None:
            return program, None
        found, _ = await permissions.require_cohort(db, actor, Action.ASK, cohort)
        return program, found

    async def _post(
        self, db: Db, program: Program, message: Subject, facts: OfQuestion, kind: Kind, key: str, target: str | None = None
    ) -> None:
        """Something for the staff channel, of no cohort: it waits for the hours of the home. `target`: the key of what it corrects."""
        now = self._units.now()
        quiet, own = program.home_quiet(), program.held_in(program.staff_channel)
        due = gate.plan(now, Direction.LATER, quiet, Class.NOTICE, kind, program.zone, own)
        planned = Planned(
            key, kind, message, now, due, now + _KEEP, Class.NOTICE, channel=program.staff_channel, facts=facts, target=target
        )
        await self._units.deliveries.plan(db, planned, program, None)

    async def _get(self, db: Db, question: QuestionId) -> Question:
        found = await db.questions.get(question)
        if found is None:
            raise Refusal(Why.NO_SUCH_QUESTION)
        return found

    async def _view(self, db: Db, question: Question, program: Program) -> Asked:
        cohort = None if question.cohort is None else await db.cohorts.get(question.cohort)
        given = await db.questions.answered(question.id)
        people = await db.people.all_of({question.person, *(answer.by for answer in given if answer.by is not None)})
        names = dict.fromkeys(people[answer.by].name for answer in given if answer.by is not None and answer.by in people)
        return Asked(question, program, cohort, people[question.person].name, tuple(names))

    async def _answerable(self, db: Db, actor: Actor, id_: QuestionId) -> tuple[Question, Program]:
        """A question of the actor's server that they may answer: one about a cohort is for its own staff, any other for all staff."""
        program = await permissions.require_program(db, actor, Action.ASK)
        found = await self._get(db, id_)
        if found.program != program.id:
            raise Refusal(Why.NO_SUCH_QUESTION)
        if found.cohort is not None:
            await permissions.require_cohort(db, actor, Action.ANSWER_QUESTION, found.cohort)
        else:
            await permissions.require_staff(db, actor, Action.ANSWER_QUESTION)
        return found, program

    async def answer_form(self, actor: Actor, question: QuestionId) -> Form:
        """The form of an answer; only reads."""
        async with self._units.read() as db:
            return words.answer_form(await self._view(db, *await self._answerable(db, actor, question)))

    async def answer(self, actor: Actor, question: QuestionId, typed: str) -> Asked:
        """Send an answer, written in a form, to whoever asked."""
        async with self._units.press(actor) as press:
            db = press.db
            found, program = await self._answerable(db, actor, question)
            by = await press.me()
            id_ = await db.questions.answer(found.id, by.id, required(typed, LONGEST_ANSWER), press.now)
            return await self._send(press, found, program, id_)

    async def pick(
        self, actor: Actor, thread: ChannelId, message: MessageId, typed: str, *, ours: bool = False
    ) -> tuple[Asked, StaffAnswer]:
        """Keep a message of a question's thread as an answer that waits for a confirmation. `ours`: the bot wrote it.

        Gives the answer as it stands: one that went out stays as it was.
        """
        async with self._units.press(actor) as press:
            db = press.db
            found, program = await self._in_thread(db, actor, thread)
            if ours or not typed.strip():
                raise Refusal(Why.NO_WORDS)
            by = await press.me()
            answer = await db.questions.pick(found.id, by.id, required(typed, LONGEST_ANSWER), message, press.now)
            return await self._view(db, found, program), answer

    async def _in_thread(self, db: Db, actor: Actor, thread: ChannelId) -> tuple[Question, Program]:
        """The question under which that thread is: a thread carries the id of the message that it is on."""
        posted = await db.deliveries.by_message(MessageId(thread))
        if posted is None or posted.message not in _POSTED:
            raise Refusal(Why.NO_QUESTION_HERE)
        return await self._answerable(db, actor, posted.facts_as(OfQuestion).question)

    async def send_picked(self, actor: Actor, answer: AnswerId, wording: int) -> tuple[Asked, bool]:
        """Send what was picked; False when it went out before. `wording`: that which the preview showed."""
        async with self._units.press(actor) as press:
            db = press.db
            given = await db.questions.given(answer)
            if given is None:
                raise Refusal(Why.NO_SUCH_QUESTION)
            found, program = await self._answerable(db, actor, given.question)
            if given.sent_at is not None:
                return await self._view(db, found, program), False
            if given.wording != wording:
                raise Refusal(Why.STALE)
            by = await press.me()
            await db.questions.confirm(answer, by.id, press.now)
            return await self._send(press, found, program, answer), True

    async def _send(self, press: Press, question: Question, program: Program, answer: AnswerId) -> Asked:
        """The letter to whoever asked, the mark on the post, the record."""
        db = press.db
        view = await self._view(db, question, program)
        asker = await db.people.get(question.person)
        assert asker is not None, "a question goes with its person"  # noqa: S101
        await press.deliveries.direct(
            db, f"question/{question.id}/answer/{answer}", Subject.QUESTION_ANSWER, asker, program, question.cohort,
            facts=OfAnswer(question.id, answer),
        )  # fmt: skip
        key = f"question/{question.id}/answered/{answer}"
        await self._post(db, program, Subject.QUESTION_ANSWERED, OfQuestion(question.id), Kind.EDIT, key, target=_post_key(question.id))
        press.about(Action.ANSWER_QUESTION, program, view.cohort)
        press.says(number=question.id)
        return view

    async def take_words(self, unit: Unit, person: Person, about: Delivery, reply: Reply) -> tuple[str, Message]:
        """A reply to an answer goes into the question's thread, in the unit of the reply; gives what it meant, and our answer."""
        db = unit.db
        program = await db.programs.get(about.program)
        if not reply.words.strip():
            return "no-words", words.no_words()
        if await db.replies.count(person.id, PASSED_ON, unit.now - WINDOW) >= MOST_OPEN:
            return "enough", words.enough(program)
        question = about.facts_as(OfQuestion).question
        key = f"question/{question}/more/{reply.message}"
        await self._post(db, program, Subject.QUESTION_MORE, OfMore(question, reply.message), Kind.POST, key)
        return PASSED_ON, words.passed_on(program, reply.words)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about questions by itself."""
        return {
            Subject.QUESTION: self._compose_post,
            Subject.QUESTION_ANSWERED: self._compose_post,
            Subject.QUESTION_THREAD: self._compose_thread,
            Subject.QUESTION_ANSWER: self._compose_letter,
            Subject.QUESTION_MORE: self._compose_more,
        }

    async def _of(self, db: Db, row: Delivery) -> Asked | None:
        question = await db.questions.get(row.facts_as(OfQuestion).question)
        return None if question is None else await self._view(db, question, await db.programs.get(question.program))

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        view = await self._of(db, row)
        return Reason.UNWANTED if view is None else words.post(view)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason | gate.Wait:
        view = await self._of(db, row)
        thread = row.facts_as(OfThread)
        posted = await db.deliveries.by_key(thread.on or _post_key(thread.question))
        if posted is not None and posted.under_way:
            return _behind(posted, now)
        if view is None or posted is None or posted.sent_message is None:
            return Reason.UNWANTED
        return Opening(words.thread_name(view)[:100], posted.sent_message, posted.sent_channel)

    async def _compose_letter(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        view = await self._of(db, row)
        answer = await db.questions.given(row.facts_as(OfAnswer).answer)
        if view is None or answer is None:
            return Reason.UNWANTED
        by = None if answer.by is None else await db.people.get(PersonId(answer.by))
        return words.letter(view, answer, None if by is None else by.name)

    async def _compose_more(self, db: Db, row: Delivery, now: datetime) -> Placed | Reason | gate.Wait:
        """Into the question's thread; where that is gone, under the staff's eyes with the question, and with a thread of its own."""
        view = await self._of(db, row)
        more = row.facts_as(OfMore)
        reply = await db.replies.get(more.reply)
        if view is None or reply is None:
            return Reason.UNWANTED
        added = reply.words[more.start :]
        threads = await self._threads(db, view.question.id)
        last = threads[-1] if threads else None
        on_this = OfThread(view.question.id, on=row.key)
        own = last is not None and last.facts == on_this
        if last is not None and not own and last.under_way:
            return _behind(last, now)
        there = None if last is None or own else last.sent_channel
        if there is not None and not (row.reason == Reason.GONE and row.channel == there):
            return Placed(there, words.addition(view, added), elsewhere=True)
        if not own:
            key = _thread_key(view.question.id, len(threads))
            await self._post(db, view.program, Subject.QUESTION_THREAD, on_this, Kind.THREAD, key)
        return Placed(view.program.staff_channel, words.begun_anew(view, added), elsewhere=False)

    async def _threads(self, db: Db, question: QuestionId) -> list[Delivery]:
        """The threads of a question, as they were planned; the last one counts."""
        found: list[Delivery] = []
        while (row := await db.deliveries.by_key(_thread_key(question, len(found)))) is not None:
            found.append(row)
        return found


def _post_key(question: QuestionId) -> str:
    return f"question/{question}/post"


def _thread_key(question: QuestionId, number: int) -> str:
    return f"question/{question}/thread" + (f"/{number}" if number else "")


def _behind(first: Delivery, now: datetime) -> gate.Wait:
    """Wait for another delivery, which may itself wait for its place."""
    return gate.Wait(max(first.due, now) + timedelta(seconds=600 if first.waits_for_a_place else 5), Reason.AFTER)

"""Questions to the staff, and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from domain.ground.ids import AnswerId, CohortId, MessageId, PersonId, ProgramId, QuestionId
from domain.joining.questions import Question, StaffAnswer
from storage.link import Link
from storage.tables import answers, questions

_SENT = answers.c.sent_at.is_not(None)


def _question_of(row: Row[Any]) -> Question:
    return Question(row.id, row.program_id, row.cohort_id, row.person_id, row.words, row.at)


def _answer_of(row: Row[Any]) -> StaffAnswer:
    return StaffAnswer(row.id, row.question_id, row.by_id, row.words, row.source, row.at, row.sent_at)


class QuestionQueries:
    """Typed queries on `questions` and `answers`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(self, program: ProgramId, cohort: CohortId | None, person: PersonId, words: str, now: datetime) -> QuestionId:
        """Keep a question."""
        new = self._link.insert(questions).values(program_id=program, cohort_id=cohort, person_id=person, words=words, at=now)
        return await self._link.value(new.returning(questions.c.id))

    async def get(self, question: QuestionId) -> Question | None:
        """One question; the caller checks that it belongs to the server it is asked on."""
        row = await self._link.row(select(questions).where(questions.c.id == question))
        return None if row is None else _question_of(row)

    async def last_asked(self, person: PersonId) -> ProgramId | None:
        """The program that a person's last question was for."""
        return await self._link.value(
            select(questions.c.program_id).where(questions.c.person_id == person).order_by(questions.c.id.desc()).limit(1)
        )

    async def waiting(self, program: ProgramId, person: PersonId, since: datetime) -> list[datetime]:
        """When that person asked what has no answer yet, since then."""
        answered = select(answers.c.id).where(answers.c.question_id == questions.c.id, _SENT).exists()
        mine = questions.c.person_id == person, questions.c.program_id == program, questions.c.at >= since
        return [row.at for row in await self._link.rows(select(questions.c.at).where(*mine, ~answered))]

    async def answered(self, question: QuestionId) -> list[StaffAnswer]:
        """The answers that were sent, in their order."""
        rows = await self._link.rows(
            select(answers).where(answers.c.question_id == question, _SENT).order_by(answers.c.sent_at, answers.c.id)
        )
        return [_answer_of(row) for row in rows]

    async def answer(self, question: QuestionId, by: PersonId, words: str, now: datetime) -> AnswerId:
        """Keep an answer that was written in a form, and goes out."""
        new = self._link.insert(answers).values(question_id=question, by_id=by, words=words, at=now, sent_at=now)
        return await self._link.value(new.returning(answers.c.id))

    async def pick(self, question: QuestionId, by: PersonId, words: str, source: MessageId, now: datetime) -> StaffAnswer:
        """Keep a message's words as an answer to be confirmed; picked again, they are as that message stands now, unless they went out."""
        new = self._link.insert(answers).values(question_id=question, by_id=by, words=words, source=source, at=now)
        again = new.on_conflict_do_update(
            index_elements=["question_id", "source"], set_={"by_id": by, "words": words, "at": now}, where=answers.c.sent_at.is_(None)
        )
        await self._link.run(again)
        row = await self._link.row(select(answers).where(answers.c.question_id == question, answers.c.source == source))
        assert row is not None, "the row was just written"  # noqa: S101
        return _answer_of(row)

    async def given(self, answer: AnswerId) -> StaffAnswer | None:
        """One answer, sent or not."""
        row = await self._link.row(select(answers).where(answers.c.id == answer))
        return None if row is None else _answer_of(row)

    async def confirm(self, answer: AnswerId, by: PersonId, now: datetime) -> bool:
        """It goes out, in that person's name; False when it did before."""
        unsent = update(answers).where(answers.c.id == answer, answers.c.sent_at.is_(None))
        return await self._link.run(unsent.values(by_id=by, sent_at=now)) > 0

"""Questions to the staff: asked in a form, posted with a thread, answered by direct message, and answered back."""

from domain.cohort.cohorts import Cohort, Program
from domain.ground.values import Value
from domain.joining.questions import LONGEST_ADDED, LONGEST_ANSWER, LONGEST_QUESTION, MOST_OPEN, Question, StaffAnswer
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, clean, lines, listed, quoted, say
from messages.joining.signups import me_button

ROOM = 1150  # for 1,000 characters of a question or an answer, with the marks of its lines


class Asked(Value):
    """A question as it stands: who asked whom, about which cohort, and who has answered."""

    question: Question
    program: Program
    cohort: Cohort | None
    name: str
    answered_by: tuple[str, ...] = ()


def ask_form(cohort: Cohort | None) -> Form:
    """One paragraph, to the staff."""
    field = Field("asked", say("field-asked"), Ask.PARAGRAPH, most=LONGEST_QUESTION, hint=say("field-asked.hint"))
    return Form(say("form-question-title"), "question", (field,), (0 if cohort is None else cohort.id,))


def asked(view: Asked) -> Message:
    """The question is kept; who reads it, and how the answer comes."""
    kept = say("question-kept", program=view.program.name, contact=view.program.contact)
    return Message(lines(kept, _about(view)), ((Button(say("button-me"), "me"),),))


def _about(view: Asked) -> Safe | None:
    return say("question-about", title=view.cohort.title) if view.cohort is not None else None


def _answer_button(view: Asked) -> tuple[Button, ...]:
    return (Button(say("button-answer"), "answer", (view.question.id,), Tone.MAIN),)


def post(view: Asked) -> Message:
    """To the staff: who asks what, whether somebody has answered, and the two ways to do it."""
    answered_by = say("question-post-answered", names=listed(view.answered_by)) if view.answered_by else None
    text = lines(
        say("question-post", name=view.name), _about(view), quoted(view.question.words, ROOM), answered_by, say("question-post-next")
    )
    return Message(text, (_answer_button(view),))


def thread_name(view: Asked) -> str:
    """The thread under a question, plain text."""
    return f"{view.name[:60]} asks · {view.question.id}"


def answer_form(view: Asked) -> Form:
    """The words that go to whoever asked."""
    field = Field("answer", say("field-answer"), Ask.PARAGRAPH, most=LONGEST_ANSWER, hint=say("field-answer.hint"))
    return Form(say("form-answer-title"), "answer", (field,), (view.question.id,))


def answered(view: Asked) -> Message:
    """The receipt of an answer."""
    return Message(say("answer-sent", name=view.name))


def picked(view: Asked, answer: StaffAnswer) -> Message:
    """What would be sent of a message that was picked; one that went out says so."""
    if answer.sent_at is not None:
        return stands(view)
    text = say("answer-preview", name=view.name, question=quoted(view.question.words, 200), words=quoted(answer.words, ROOM, links=True))
    go = Button(say("button-send"), "answer-send", (answer.id, answer.wording), Tone.MAIN)
    return Message(lines(text, say("answer-preview-next")), ((go,),))


def stands(view: Asked) -> Message:
    """That answer went out before."""
    return Message(say("answer-stands", name=view.name))


def letter(view: Asked, answer: StaffAnswer, by: str | None) -> Message:
    """The answer, with what was asked, to whoever asked it."""
    text = say(
        "question-answer", name=view.name, program=view.program.name, question=quoted(view.question.words, 150),
        by=clean(by, 60) if by is not None else say("somebody-of-the-staff"), answer=quoted(answer.words, ROOM, links=True),
    )  # fmt: skip
    return Message(lines(text, say("question-answer-next", contact=view.program.contact)), ((me_button(),),))


def addition(view: Asked, words: str) -> Message:
    """Into the question's thread: what the person wrote back."""
    return Message(lines(say("question-more", name=view.name), quoted(words[:LONGEST_ADDED], 1700)), (_answer_button(view),))


def begun_anew(view: Asked, words: str) -> Message:
    """To the staff, where the question's thread is gone: what the person wrote back, with what they had asked."""
    text = lines(
        say("question-more", name=view.name), quoted(words[:LONGEST_ADDED], 1550), say("question-more-asked"), _about(view),
        quoted(view.question.words, 120), say("question-more-next"),
    )  # fmt: skip
    return Message(text, (_answer_button(view),))


def passed_on(program: Program, words: str) -> Message:
    """A reply to an answer is on its way to the staff; of a very long one, only so much, and it says so."""
    cut = say("words-cut", most=LONGEST_ADDED) if len(words) > LONGEST_ADDED else None
    return Message(lines(say("words-passed-on", program=program.name), cut), ((me_button(),),))


def went_on(program: Program, *, new: bool) -> Message:
    """Somebody's words, which they had written to me, are on their way to the staff; or went there before."""
    return Message(say("question-went-on" if new else "question-went-before", program=program.name), ((me_button(),),))


def enough(program: Program) -> Message:
    """More than is passed on in a day."""
    return Message(say("words-enough", most=MOST_OPEN, contact=program.contact), ((me_button(),),))


def no_words() -> Message:
    """A picture or a file, which is not passed on."""
    return Message(say("words-none"), ((me_button(),),))

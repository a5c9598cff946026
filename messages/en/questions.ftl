# Questions to the staff: the form, the post with its thread, the answer, and what is added to a question.

form-question-title = Ask a question
field-asked = Your question
    .hint = Read by the managers and facilitators of this program. Please name nobody you serve.

question-kept =
    Your question is kept, and goes to the people who look after **{ $program }** at the next fitting hour of their week.
    Their answer comes to you by direct message, and `/me` shows that it came. There is nothing more to do now, and you may ask again.
    A person to write to: { $contact }.

question-post = **A question from { $name }**
question-about = It is about **{ $title }**.
question-post-next = The button below opens a form, and what you write there goes to them by direct message. In the thread under this, “Send as answer” in a message's menu does the same with its words.
question-post-answered = Answered by { $names }.

form-answer-title = Answer a question
field-answer = Your answer
    .hint = It goes to the person who asked, by direct message, with your name.

answer-preview = **Send this to { $name }?**
    It answers:
    { $question }
    And it says:
    { $words }
answer-preview-next = They get it by direct message, in your name, at a moment that is not in their quiet time. Nothing goes out before you press the button.
answer-sent =
    Your answer goes to { $name } by direct message, at a moment that is not in their quiet time; if their messages are closed, in a private thread.
    The question's post will say who answered. If they reply, their words come into the question's thread.
answer-stands = That answer went to { $name } already, and goes out once. To add to it, press “Answer” under the question, or pick another message.

somebody-of-the-staff = Somebody of the staff
question-answer =
    Hello { $name }. You asked the people who look after **{ $program }**:
    { $question }
    { $by } answers:
    { $answer }
question-answer-next =
    If something is left open, reply to this message, and your words go to them. If not, there is nothing you need to do.
    A person to write to: { $contact }.

question-more = **{ $name } adds to their question:**
question-more-asked = They had asked:
question-more-next = That question has no thread now, so one opens under this.
words-passed-on = Thank you. Your words go to the people who look after **{ $program }**, into the conversation about your question. Their answer comes to you here.
words-cut = It was long, so they get its first { $most } characters. Please send the rest as another reply to the same message.
words-enough = I have passed on { $most } messages of yours since yesterday, so this one stays with me. Tomorrow I pass on more; if it cannot wait, write to { $contact }.
words-none = I pass on words, and found none in that. Please write them as a reply to the same message.

question-went-on =
    Passed on: what you wrote goes, word for word and with your name, to the managers and facilitators of **{ $program }**, at the next fitting hour of their week.
    Their answer comes to you by direct message, and `/me` shows that it came. Nobody else gets it.
question-went-before = What you wrote went to the managers and facilitators of **{ $program }** already, and goes to them once. To add to it, reply to their answer, or use `/ask` on the server.

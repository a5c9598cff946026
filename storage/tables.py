"""Every table, for SQLite and PostgreSQL alike, but for those in files of their own beside it. Times are UTC microseconds."""

from storage.columns import by, id_, index, known_by, moment, number, number_of, of, partial, snowflake, table, unique, value, words

people = table(
    "people",
    id_(),
    snowflake("user_id", null=True),
    words("name"),
    words("zone", null=True),
    words("observance", null=True),
    words("reminder"),
    moment("reminder_at", null=True),  # when it was chosen
    moment("paused_until", null=True),
    value("paused_wall", null=True),  # that end on the clock by which they named it
    snowflake("dm_id", null=True),
    snowflake("dm_cursor", null=True),
    number("dm_closed"),
    words("feed", null=True),  # the secret of the address at which their calendar is read
    moment("created_at"),
    value("town", null=True),  # where they said that they are, for the sun there; `domain.ground.towns.Town`
    words("hours", null=True),  # by which they wish to read times; `domain.ground.habits.Hours`
    unique("user_id"),
    index("ix_people_dm_id", "dm_id"),
)

programs = table(
    "programs",
    id_(),
    snowflake("server_id"),
    words("name"),
    words("zone"),
    snowflake("manager_role"),
    snowflake("staff_channel"),
    snowflake("signup_channel"),
    words("contact"),
    words("donation", null=True),
    words("dues", null=True),  # where one pays one's dues, which standing may wait for
    words("observance", null=True),  # of whoever says nothing else; religious data of nobody in particular
    words("vocabulary", null=True),
    value("civic", null=True),  # whose civic days it has; null: those of the country of its home
    moment("created_at"),
    moment("removed_at", null=True),
    value("town", null=True),  # where its home is, if somebody said
    unique("server_id"),
)

dates = table(  # a program's own: conventions, school breaks
    "dates", id_(), of("programs"), words("first"), words("last"), words("name"), number("level"),
    index("ix_dates_program_id", "program_id"),
)  # fmt: skip

cohorts = table(
    "cohorts",
    id_(),
    of("programs"),
    words("title"),
    words("topic"),
    number("capacity"),
    words("state"),
    words("zone"),
    snowflake("home"),
    snowflake("role", null=True),
    words("link", null=True),
    moment("linked_at", null=True),  # since when that link is kept
    value("recurrence", null=True),
    snowflake("seed"),
    moment("opens_at", null=True),
    moment("closes_at", null=True),
    value("window_walls", null=True),  # those of its two ends that were set beforehand, on the home's clock
    moment("frozen_at", null=True),
    moment("started_at", null=True),
    words("policy", null=True),  # draft | first-come | accept-all
    words("aim", null=True),  # announced before sign-up; what fits it is a criterion
    value("weights", null=True),  # of the criteria of selection
    value("questions", null=True),  # the facilitator's own, beside the standard ones
    number("offer_days", null=True),
    number("offers_until", null=True),  # the session before which the waiting list still offers by itself
    moment("cancelled_at", null=True),
    value("admitted", null=True),  # [channel, role]: others who may read in that home, as staff said
    value("busy", null=True),  # the Sundays of the weeks that were named busy
    words("because", null=True),  # why it is called off, as its people are told; kept from the preview on, to be sent as it was read
    moment("created_at"),
    index("ix_cohorts_program_id", "program_id"),
)

setups = table(  # a wizard's steps so far, for a server whose program is not there yet or is being changed
    "setups",
    number_of("server_id"),
    value("answers"),
    moment("at"),
)

standings = table(
    "standings",
    of("programs", key=True),
    of("persons", key=True),
    number("good"),
    moment("until", null=True),
    value("until_wall", null=True),  # that end on the program's clock of then
    by(),
    moment("at"),
)

imports = table(  # a file of standings between its preview and the press that takes it in: a press carries no file
    "imports",
    id_(),
    of("programs"),
    by(),
    value("lines"),
    moment("at"),
    index("ix_imports_at", "at"),
)

interests = table(
    "interests",
    of("programs", key=True),
    of("persons", key=True),
    known_by("topic"),  # as compared: trimmed, in small letters
    moment("at"),
)

news = table("news", of("programs", key=True), of("persons", key=True), moment("at"))

bulletins = table(  # one piece of news: kept when its preview is shown, so that a press sends what was read
    "bulletins",
    id_(),
    of("programs"),
    by(),
    words("title"),
    words("words"),
    moment("at"),
    moment("sent_at", null=True),
    index("ix_bulletins_program_id", "program_id"),
)

boards = table(  # the living board of a program: which post it is, what that is to show, and the last correction that was planned
    "boards",
    of("programs", key=True),
    number("number"),
    snowflake("shows"),
    words("edited", null=True),
)

absences = table("absences", of("programs", key=True), of("persons", key=True), moment("noticed_at"))  # who has left the server

questions = table(
    "questions",
    id_(),
    of("programs"),
    of("cohorts", null=True),
    of("persons"),
    words("words"),
    moment("at"),
    index("ix_questions_program_id", "program_id"),
    index("ix_questions_person_id", "person_id"),
)

answers = table(
    "answers",
    id_(),
    of("questions"),
    by(),
    words("words"),
    snowflake("source", null=True),  # the message that was picked, so that it is sent once
    moment("at"),
    moment("sent_at", null=True),  # None: picked and shown, and not yet confirmed
    unique("question_id", "source"),
)

audit = table(
    "audit",
    id_(),
    of("programs"),
    of("cohorts", null=True),
    by(),
    words("act"),
    value("facts"),
    moment("at"),
    index("ix_audit_program_id_at", "program_id", "at"),
)

drafts = table(
    "drafts",
    id_(),
    of("cohorts"),
    snowflake("seed"),
    value("weights"),
    value("lines"),
    moment("made_at"),
    index("ix_drafts_cohort_id", "cohort_id"),
)

facilitators = table("facilitators", of("cohorts", key=True), of("persons", key=True), moment("since"))

members = table(
    "members",
    of("cohorts", key=True),
    of("persons", key=True),
    moment("since"),
    moment("left_at", null=True),
    index("ix_members_person_id", "person_id"),
)

applications = table(
    "applications",
    id_(),
    of("cohorts"),
    of("persons"),
    words("state"),
    value("answers"),
    moment("created_at"),
    moment("applied_at", null=True),
    words("proposed", null=True),
    value("grounds", null=True),
    moment("decided_at", null=True),
    number("place", null=True),
    number("offers", null=True),  # how many were made, so that each has its own letters
    number("offers_before", null=True),  # of those, before it was handed in the last time
    moment("open_told_at", null=True),  # that their standing is open
    words("because", null=True),  # why somebody moved them in the draft
    # Who entered it by hand. A number that is never given again, and no reference: SQLite adds none to a table that is there.
    snowflake("entered_by", null=True),
    number("fits_aim", null=True),  # 1: staff found that they fit the announced aim
    unique("cohort_id", "person_id"),
    index("ix_applications_person_id", "person_id"),
)

sessions = table(
    "sessions",
    id_(),
    of("cohorts"),
    number("number"),
    words("date"),
    words("time"),
    words("zone"),
    moment("starts_at"),
    number("minutes"),
    words("state"),
    number("revision"),
    moment("moved_at", null=True),
    moment("moved_from", null=True),  # when it was to be, by what people were last told
    words("topic", null=True),
    number("together", null=True),  # called off with others, of which people are told in one message
    number("by_clocks", null=True),  # 1: its last change was the zone's, whose clocks have another rule
    words("teacher", null=True),
    words("contact", null=True),  # of the teacher, for staff only
    words("host", null=True),
    value("materials", null=True),  # names and addresses
    moment("edited_at", null=True),  # when what members read of it last changed
    words("notes", null=True),
    moment("noted_at", null=True),  # first
    moment("renoted_at", null=True),  # last, since then
    number("announced", null=True),  # its announcement was due before it last moved
    words("because", null=True),  # why it last changed, for members
    words("because_next", null=True),  # and why it would, by a preview that nobody has confirmed
    unique("cohort_id", "number"),
)

# Sessions that gave way to other dates before the group met: calendars still have them.
gone_sessions = table(
    "gone_sessions",
    number_of("session_id"),
    of("cohorts"),
    number("number"),
    words("date"),
    words("time"),
    words("zone"),
    moment("starts_at"),
    number("minutes"),
    number("revision"),
    moment("gone_at"),
    index("ix_gone_sessions_cohort_id", "cohort_id"),
)

rsvps = table("rsvps", of("sessions", key=True), of("persons", key=True), words("answer"), words("words", null=True), moment("at"))

attendance = table("attendance", of("sessions", key=True), of("persons", key=True), number("there"), by(), moment("at"))

pairings = table(
    "pairings",
    id_(),
    of("cohorts"),
    words("state"),  # draft | earlier (a draft before its last change) | published | replaced
    snowflake("seed"),
    value("weights"),
    moment("made_at"),
    moment("published_at", null=True),
    index("ix_pairings_cohort_id", "cohort_id"),
)

pairs = table(
    "pairs",
    id_(),
    of("pairings"),
    number("position"),
    value("reasons"),
    number("locked"),  # of a draft: drawn again, these stay together
    moment("since", null=True),  # formed later than it was published with the others
    moment("ended_at", null=True),  # its people study with others since
    unique("pairing_id", "position"),
)

pair_members = table("pair_members", of("pairs", key=True), of("persons", key=True), index("ix_pair_members_person_id", "person_id"))

checkins = table(
    "checkins",
    id_(),
    of("pairs"),
    number("round"),
    words("answer"),
    of("persons", "by"),
    moment("date", null=True),
    value("date_wall", null=True),  # that date on the clock by which it was said
    snowflake("reply", null=True),  # the message it was written in, when it was not a button
    moment("at"),  # when it was given: the time of that message or of the press
    words("manner"),
    moment("told_at", null=True),  # since when the partners may know of a month off
    snowflake("press", null=True),  # the interaction, when it was a button
    index("ix_checkins_pair_id_round", "pair_id", "round"),
)

replies = table(
    "replies",
    number_of("message_id"),
    of("persons"),
    snowflake("channel_id"),
    snowflake("answers", null=True),  # the message it replies to
    words("words"),
    moment("at"),
    words("meaning", null=True),
    moment("handled_at", null=True),
    partial("ix_replies_unhandled", "at", where="handled_at IS NULL"),
    index("ix_replies_person_id_at", "person_id", "at"),
)

threads = table("threads", of("programs", key=True), of("persons", key=True), snowflake("thread_id"))

deliveries = table(
    "deliveries",
    known_by("id"),
    words("key"),
    words("scope"),  # "season": made from the timeline and reconciled with it; "act": planned by what a person did
    words("kind"),
    words("message"),
    words("class", called="class_"),
    words("direction"),
    words("state"),
    of("programs"),
    of("cohorts", null=True),
    of("persons", null=True),
    snowflake("channel_id", null=True),
    value("facts"),
    moment("created_at"),
    moment("ideal"),
    moment("due"),
    moment("last_useful"),
    number("attempts"),
    number("epoch"),
    moment("lease_until", null=True),
    moment("first_attempt_at", null=True),
    moment("settled_at", null=True),
    snowflake("sent_channel", null=True),
    snowflake("sent_message", null=True),
    words("reason", null=True),
    snowflake("looked", null=True),  # the message up to which we looked for it in vain
    unique("key"),
    partial("ix_deliveries_pending", "due", where="state = 'pending'"),
    partial("ix_deliveries_sending", "lease_until", where="state = 'sending'"),
    partial("ix_deliveries_failed", "program_id", "settled_at", where="state IN ('dead', 'held', 'uncertain')"),
    index("ix_deliveries_cohort_id", "cohort_id"),
    index("ix_deliveries_person_id_settled_at", "person_id", "settled_at"),
    index("ix_deliveries_sent_message", "sent_message"),
)

turns = table(
    "turns",
    known_by("key"),
    words("kind"),
    of("cohorts", null=True),
    snowflake("subject"),
    moment("due"),
    words("state"),  # pending | done | cancelled | failed
    number("attempts"),
    words("reason", null=True),  # the type of the last error, which carries no words of anybody's
    moment("failed_at", null=True),
    partial("ix_turns_pending", "due", where="state = 'pending'"),
    partial("ix_turns_failed", "failed_at", where="state = 'failed'"),
    index("ix_turns_cohort_id", "cohort_id"),
)

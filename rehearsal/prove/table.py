"""Who may send what, as one table: every command, suggestion, button, choice, form and message command, by each kind of person."""

import re
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from messages.ground import refusals
from messages.pair.checkins import ANSWERS
from rehearsal.prove.everyone import (
    APPLICANT,
    AWAY,
    BANNED,
    ELSEWHERE,
    LEAD,
    LEAD_DM,
    LEFT,
    MANAGER,
    MEMBER,
    MEMBER_DM,
    OTHER,
    OUTSIDER,
    STRANGER_DM,
    WAS_LEAD,
    WAS_LEAD_DM,
)


@dataclass(frozen=True)
class Row:
    """Who may, and what is valid: arguments by the names that the world has for its ids, and what is typed or chosen."""

    may: set[str]
    args: str = ""
    typed: dict[str, Any] = field(default_factory=dict[str, Any])
    at: str = "now"  # the moment of the season: pairs "drawn", pairs published ("paired"), or the first round ("now")


NOBODY: set[str] = set()
STAFF_HERE = {LEAD, MANAGER}  # by commands, which are on the server only, and about what is not one cohort's
STAFF = STAFF_HERE | {LEAD_DM}
MANAGES = {MANAGER}
A_MANAGER = {MANAGER, ELSEWHERE}  # each of their own program
ANY_STAFF = STAFF_HERE | {OTHER}
MEMBERS = {MEMBER, MEMBER_DM}
APPLIED = {APPLICANT} | MEMBERS  # their own application
GONE = {LEFT, BANNED}  # members, who may still take back what is theirs
HERE = {OUTSIDER, APPLICANT, MEMBER, OTHER, LEAD, MANAGER, WAS_LEAD}
ON_A_SERVER = HERE | {ELSEWHERE}
ANYBODY = ON_A_SERVER | {MEMBER_DM, LEAD_DM, STRANGER_DM, WAS_LEAD_DM} | AWAY  # one's own corner
KINDS = sorted(ANYBODY)
SEASON, DRAWN, OPEN = "cohort={season}", "cohort={drawn}", "cohort={open}"

COMMANDS = {
    "/program setup": Row(A_MANAGER),
    "/program facilitator": Row(MANAGES, SEASON),
    "/program overview": Row(A_MANAGER),
    "/program report": Row(A_MANAGER),
    "/program audit": Row(A_MANAGER),
    "/program undelivered": Row(A_MANAGER),
    "/program news": Row(A_MANAGER),
    "/program standing attest": Row(A_MANAGER, "good=yes until=2027-06-30"),
    "/program standing renewals": Row(A_MANAGER),
    "/program standing import": Row(A_MANAGER),
    "/program dates show": Row(A_MANAGER),
    "/program dates import": Row(A_MANAGER, "", {"file": b"2026-12-24,2027-01-03,Winter break,light"}),
    "/cohort create": Row(A_MANAGER, "title=New topic=New"),
    "/cohort edit": Row(STAFF_HERE, SEASON),
    "/cohort home": Row(STAFF_HERE, SEASON),
    "/cohort cancel": Row(MANAGES, SEASON),
    "/cohort copy": Row(MANAGES, SEASON),
    "/cohort progress": Row(STAFF_HERE, SEASON),
    "/cohort remove": Row(STAFF_HERE, SEASON),
    "/cohort enter": Row(MANAGES, OPEN),
    "/cohort terms": Row(STAFF_HERE, SEASON),
    "/cohort busy": Row(STAFF_HERE, SEASON),
    "/cohort open": Row(STAFF_HERE, OPEN + " closes=2026-12-20", at="paired"),
    "/cohort select": Row(STAFF_HERE, DRAWN),
    "/cohort decide": Row(STAFF_HERE, DRAWN, {"file": b"Application,Decision\n1,in"}),
    "/cohort pairs": Row(STAFF_HERE, SEASON, at="drawn"),
    "/cohort start": Row(STAFF_HERE, SEASON, at="paired"),
    "/cohort timeline": Row(STAFF_HERE, SEASON),
    "/cohort today": Row(STAFF_HERE, SEASON),
    "/cohort covenant": Row({LEAD}, SEASON),
    "/curriculum propose": Row({MEMBER}, SEASON),
    "/curriculum topics": Row(STAFF_HERE | {MEMBER}, SEASON),
    "/curriculum arrange": Row(STAFF_HERE, SEASON),
    "/session series": Row(STAFF_HERE, "cohort={plain} nth=2 weekday=1 time=13:00 count=4 first_month=2027-02"),
    "/session every": Row(STAFF_HERE, "cohort={plain} weeks=2 first=2027-02-02 time=13:00 count=4"),
    "/session dates": Row(STAFF_HERE, "cohort={plain}"),
    "/session extend": Row(STAFF_HERE, SEASON + " sessions=2"),
    "/session shorten": Row(STAFF_HERE, SEASON + " sessions=1"),
    "/session link": Row(STAFF_HERE, SEASON),
    "/session move": Row(STAFF_HERE, SEASON + " number=3 date=2026-12-09 time=13:00"),
    "/session cancel": Row(STAFF_HERE, SEASON + " number=3"),
    "/session after": Row(STAFF_HERE, SEASON + " number=1"),
    "/session edit": Row(STAFF_HERE, SEASON + " number=3"),
    "/session prompt": Row(STAFF_HERE, SEASON + " round=2"),
    "/cohorts": Row(ON_A_SERVER),
    "/ask": Row(HERE, SEASON),
    "/me": Row(ANYBODY),
    "/calendar": Row(ANYBODY),
    "/pause": Row(ANYBODY, "until=2026-11-30"),
    "/help": Row(ANYBODY),
}
SUGGESTIONS = {  # of the season, while one types: those who may not are not even offered its name
    **dict.fromkeys(
        (
            "/cohort edit", "/cohort home", "/cohort terms", "/cohort open", "/cohort select", "/cohort decide", "/cohort pairs",
            "/cohort start", "/cohort timeline", "/cohort today", "/session series", "/session link", "/session move", "/session cancel",
            "/session every", "/session dates", "/session extend", "/session shorten",
            "/session prompt", "/program facilitator", "/cohort cancel", "/cohort copy", "/cohort progress", "/cohort enter",
            "/cohort remove", "/cohort busy", "/session edit", "/session after", "/curriculum arrange",
        ),
        Row(STAFF_HERE),
    ),
    "/cohort covenant": Row(STAFF_HERE),
    **dict.fromkeys(("/ask", "/curriculum propose", "/curriculum topics"), Row(HERE)),
    "/program setup": Row(NOBODY),  # time zones
}  # fmt: skip
BUTTONS = {
    **{row.act: Row(MEMBERS, "{pair}/1") for row in ANSWERS.values()},
    "answer": Row(STAFF_HERE, "{question}"),
    "arrange": Row(STAFF, "{season}/0"),
    "arrange-free": Row(STAFF, "{session}"),
    "arrange-one": Row(STAFF, "{session}"),
    "arrange-preview": Row(STAFF, "{season}"),
    "arrange-publish": Row(STAFF, "{season}/{topics-mark}"),
    "host-needs": Row(MEMBERS, "{hosted}"),
    "topic-edit": Row(MEMBERS, "{topic}"),
    "topic-name-off": Row(MEMBERS, "{topic-in-both}"),
    "topic-new": Row(MEMBERS, "{season}"),
    "topic-tap": Row(MEMBERS, "{season}/{topic}/0"),
    "topic-withdraw": Row(MEMBERS, "{topic}"),
    "topics": Row(STAFF | MEMBERS, "{season}/0"),
    "topics-choose": Row(MEMBERS, "{season}/0"),
    "topics-close": Row(STAFF, "{season}"),
    "topics-close-yes": Row(STAFF, "{season}"),
    "answer-send": Row(STAFF_HERE, "{answer}"),
    "ask": Row(ON_A_SERVER),
    "audit": Row(A_MANAGER, "0"),
    "undelivered": Row(A_MANAGER, "0"),
    "board": Row(ON_A_SERVER, "0"),
    "change": Row(MEMBERS, "{pair}/1"),
    "covenant": Row({LEAD, LEAD_DM}, "{season}"),
    "covenant-talk": Row({LEAD, LEAD_DM}, "{season}"),
    "covenant-form": Row({LEAD, LEAD_DM}, "{season}"),
    "covenant-preview": Row({LEAD, LEAD_DM}, "{season}"),
    "covenant-publish": Row({LEAD, LEAD_DM}, "{covenant}"),
    "covenant-read": Row(MEMBERS, "{season}"),
    "covenant-sign": Row(MEMBERS, "{season}/1"),
    "date-at": Row(MEMBERS, "{pair}/1/{moment}"),
    "again-at": Row(MEMBERS, "{pair}/1/{moment}"),
    "for-both": Row(MEMBERS, "{pair}/1/{checkin}"),
    "keep-theirs": Row(MEMBERS, "{pair}/1/{checkin}"),
    "join": Row(MEMBERS, "{pair}/1/{checkin}"),
    "time-yes": Row(MEMBERS, "{time}"),
    "times-none": Row(MEMBERS, "{pair}/1/{attempt}"),
    "ask-times": Row(MEMBERS, "{pair}/1"),
    "offer-times": Row(MEMBERS, "{pair}/1"),
    "clock": Row(ANYBODY),
    "clock-place": Row(ANYBODY, "London, England"),
    "town": Row(ANYBODY),
    "town-place": Row(ANYBODY, "no/London, England"),
    "cohort-cancel-yes": Row(MANAGES, "{ending}"),
    "cohort-start": Row(STAFF, "{season}", at="paired"),
    "dates": Row(A_MANAGER, "0"),
    "dates-keep": Row(A_MANAGER, "{dates-keep}"),
    "dates-lines": Row(A_MANAGER, "{dates}/0"),
    "decide": Row(STAFF, "{decide}"),
    "decide-lines": Row(STAFF, "{decisions}/0"),
    "dismiss": Row(STAFF, "{season}/{delivery}"),
    "direct-again": Row(ANYBODY),
    "draft": Row(STAFF, "{drawn}/0"),
    "draft-because": Row(STAFF, "{drawn}/0"),
    "draft-compare": Row(STAFF, "{drawn}"),
    "draft-file": Row(STAFF, "{drawn}"),
    "draft-publish": Row(STAFF, "{drawn}"),
    "draft-publish-yes": Row(STAFF, "{publish}"),
    "draft-redraw": Row(STAFF, "{redraw}"),
    "draft-weights": Row(STAFF, "{drawn}"),
    "enter-place": Row(MANAGES, "{open}/{outsider}/London, England"),
    "feed-new": Row(ANYBODY, "0"),
    "feed-off": Row(ANYBODY),
    "hard-week": Row(ANYBODY),
    "home-admit": Row(STAFF, "{admit}"),
    "home-move": Row(STAFF, "{move}"),
    "me": Row(ANYBODY),
    "note-back": Row(MEMBERS | GONE, "{note}"),
    "notes": Row(ANYBODY, "0"),
    "news-in": Row(HERE | {MEMBER_DM, LEAD_DM, WAS_LEAD_DM}, "{here}"),
    "news-out": Row(HERE | {MEMBER_DM, LEAD_DM, WAS_LEAD_DM} | AWAY, "{here}"),
    "news-send": Row(A_MANAGER, "{bulletin}"),
    "offer-again": Row(APPLIED, "{season}"),
    "offer-choose": Row(APPLIED, "{season}/{season}"),
    "offer-next": Row(STAFF, "{season}/{offer}"),
    "offer-theirs": Row(STAFF, "{season}/{offer}"),
    "offer-yes": Row(APPLIED, "{season}"),
    "overview": Row(A_MANAGER, "0"),
    "pair-thread": Row(MEMBERS, "{pair}"),
    "pairs-publish": Row(STAFF, "{season}/{pairing}", at="drawn"),
    "pairs-publish-yes": Row(STAFF, "{season}/{pairing}", at="drawn"),
    "pairs-redraw": Row(STAFF, "{season}/{pairing}", at="drawn"),
    "pairs-undo": Row(STAFF, "{season}/{pairing}", at="drawn"),
    "pairs-page": Row(STAFF, "{season}"),
    "pairs-propose": Row(STAFF, "{season}/{pairing}", at="paired"),
    "apart-three": Row(MEMBERS, "{season}"),
    "apart-wait": Row(MEMBERS, "{season}"),
    "apart-with": Row(MEMBERS, "{season}/{member}"),
    "third-yes": Row(MEMBERS, "{ask}"),
    "third-no": Row(MEMBERS, "{ask}"),
    "fit-good": Row(MEMBERS, "{pair}"),
    "fit-another": Row(MEMBERS, "{pair}"),
    "pairs-place": Row(STAFF, "{season}/{pairing}", at="paired"),
    "pairs-change": Row(STAFF, "{change}", at="paired"),
    "pass-on": Row(MEMBERS, "{pass-on}"),
    "pause-day": Row(ANYBODY),
    "pause-tell": Row(ANYBODY),
    "places": Row(ANYBODY, "0"),
    "places-yes": Row(STAFF, "{places}"),
    "progress": Row(STAFF, "{season}/0"),
    "prompt-write": Row(STAFF, "{season}/2"),
    "reflect": Row(MEMBERS, "{pair}/1"),
    "reflect-tier": Row(MEMBERS, "{pair}/1/pair"),
    "reflections": Row({LEAD, LEAD_DM}, "{season}/0"),
    "remove-quietly": Row(STAFF, "{season}/{removal}"),
    "remove-tell": Row(STAFF, "{season}/{removal}"),
    "resume": Row(ANYBODY),
    "rsvp-no": Row(MEMBERS, "{session}"),
    "rsvp-yes": Row(MEMBERS, "{session}"),
    "series": Row(STAFF, "{plain}/0"),
    "series-dates": Row(STAFF, "{plain}"),
    "series-freeze": Row(STAFF, "{plain}/0"),
    "session-cancel-yes": Row(STAFF, "{season}/3/0"),
    "i-was-there": Row(MEMBERS, "{held}"),
    "session-who": Row(STAFF, "{held}"),
    "session-notes": Row(STAFF, "{held}"),
    "session-edit": Row(STAFF, "{session}"),
    "session-link-form": Row(STAFF, "{season}"),
    "session-link": Row(STAFF | MEMBERS, "{session}"),
    "session-move-yes": Row(STAFF, "{season}/3/0/2026-12-09/13:00"),
    "setup": Row(A_MANAGER, "about"),
    "setup-form": Row(A_MANAGER, "places"),
    "setup-place": Row(A_MANAGER, "zone/London, England"),
    "setup-over": Row(A_MANAGER),
    "setup-save": Row(A_MANAGER, "{setup}"),
    "setup-test": Row(A_MANAGER),
    "signup": Row(HERE | {LEAD_DM}, "{open}"),
    "signup-more": Row(HERE | {LEAD_DM}, "{open}"),
    "signup-own": Row(HERE | {LEAD_DM}, "{open}"),
    "signup-place": Row(HERE | {LEAD_DM}, "{open}/London, England"),
    "signup-wish": Row(HERE | {LEAD_DM}, "{open}"),
    "standing-lines": Row(A_MANAGER, "{import}/0"),
    "standing-list": Row(A_MANAGER, "0"),
    "standing-take-in": Row(A_MANAGER, "{take-in}"),
    "tell-me": Row(HERE | {MEMBER_DM, LEAD_DM}, "{season}"),
    "tell-me-not": Row(HERE | {MEMBER_DM, LEAD_DM} | AWAY, "{season}"),
    "tell-me-nothing": Row(HERE | {MEMBER_DM, LEAD_DM, WAS_LEAD_DM} | AWAY, "{here}"),
    "tell-myself": Row(MEMBERS, "{pair}/1"),
    "tell-them": Row(MEMBERS, "{pair}/1"),
    "timeline": Row(STAFF, "{season}/0"),
    "today": Row(STAFF, "{season}"),
    "today-page": Row(STAFF, "{season}/0"),
    "words-ready": Row(STAFF, "{season}"),
    "way": Row(STAFF, "{season}/2/5"),
    "window-close": Row(STAFF, "{open}"),
    "window-close-yes": Row(STAFF, "{closing}"),
    "withdraw": Row(APPLIED | GONE, "{season}"),
    "withdraw-yes": Row(APPLIED | GONE, "{season}"),
}
CHOICES = {
    "arrange-session": Row(STAFF, "", {"values": ["{session}"]}),
    "arrange-topic": Row(STAFF, "{free}", {"values": ["{topic}"]}),
    "arrange-hosts": Row(STAFF, "{free}", {"values": ["{member}"]}),
    "topic-own": Row(MEMBERS, "", {"values": ["{topic}"]}),
    "dates-civic": Row(A_MANAGER, "0", {"values": ["britain"]}),
    "dates-remove": Row(A_MANAGER, "0", {"values": ["1"]}),
    "draft-fit": Row(STAFF, "{page}", {"values": ["{application}"]}),
    "draft-no": Row(STAFF, "{page}", {"values": ["{application}"]}),
    "draft-set": Row(STAFF, "{page}", {"values": ["{application}"]}),
    "notes-back": Row(MEMBERS | GONE, "", {"values": ["{note}"]}),
    "pairs-swap": Row(STAFF, "{season}/{pairing}", {"values": ["{one}", "{two}"]}, at="drawn"),
    "pairs-lock": Row(STAFF, "{season}/{pairing}", {"values": ["{locked}"]}, at="drawn"),
    "pairs-exchange": Row(STAFF, "{season}/{pairing}", {"values": ["{one}", "{two}"]}, at="paired"),
    "pairs-move": Row(STAFF, "{season}/{pairing}", {"values": ["{one}"]}, at="paired"),
    "pairs-move-to": Row(STAFF, "{season}/{pairing}/{one}", {"values": ["{two}"]}, at="paired"),
    "pause-for": Row(ANYBODY, typed={"values": ["14"]}),
    "quiet": Row(ANYBODY, typed={"values": ["shabbat"]}),
    "reminder": Row(ANYBODY, typed={"values": ["hour"]}),
    "undelivered-again": Row(STAFF, "", {"values": ["one/{season}/{delivery}"]}),
    "remove-whom": Row(STAFF, "{season}", {"values": ["{member}"]}),
    "series-move": Row(STAFF, "{plain}", {"values": ["2027-01-12 13:00/2027-01-13"]}),
}
ABOUT = {"name": "Beit Midrash", "contact": "Noa", "donation": "", "dues": ""}
TOPIC = {"title": "Mercy", "why": "It is asked of us.", "text": "Micah 6:8", "host": ["yes"], "name": ["alone"]}
FORMS = {
    "host-needs": Row(MEMBERS, "{hosted}", {"needs": "A room."}),
    "topic": Row(MEMBERS, "{season}", TOPIC),
    "topic-again": Row(MEMBERS, "{topic}", TOPIC),
    "answer": Row(STAFF_HERE, "{question}", {"answer": "You may."}),
    "clock": Row(ANYBODY, "", {"zone": "London", "hours": ["12"]}),
    "town": Row(ANYBODY, "", {"town": "London, England", "evenings": "no"}),
    "cohort-cancel": Row(MANAGES, "{season}", {"because-off": "Too few."}),
    "cohort-edit": Row(STAFF, "{season}", {"title": "Mercy", "topic": "Mercy", "places": "6", "aim": ""}),
    "enter": Row(MANAGES, "{open}/{outsider}", {"entering-name": "Olga", "entering-why": "She wrote to me."}),
    "cohort-terms": Row(STAFF, "{season}", {"question-1": "Why now?", "days": "4", "until": "3"}),
    "cohort-busy": Row(STAFF, "{season}", {"weeks": "2027-01-10"}),
    "covenant-text": Row({LEAD, LEAD_DM}, "{season}", {"covenant": "We listen."}),
    "pause-day": Row(ANYBODY, "", {"until": "2026-11-30"}),
    "date-set": Row(MEMBERS, "{pair}/1", {"when": "next Thursday 3pm"}),
    "times-offered": Row(MEMBERS, "{pair}/1", {"when-first": "next Thursday 3pm", "when-second": ""}),
    "draft-because": Row(STAFF, "{moved}", {"because": "It is fair."}),
    "draft-weights": Row(STAFF, "{drawn}", {"away": "9", "setting": "0", "zone": "3", "aim": "4"}),
    "link": Row(STAFF, "{season}", {"link": "https://zoom.example/j/2"}),
    "news": Row(A_MANAGER, "", {"headline": "News", "news": "All is well."}),
    "prompt": Row(STAFF, "{season}/2", {"reference": "", "question": "Who is not in the room?"}),
    "question": Row(HERE, "{season}", {"asked": "When do we meet?"}),
    "reflection": Row(MEMBERS, "{pair}/1/facilitator", {"keep": "One thing.", "open": ""}),
    "rsvp-word": Row(MEMBERS, "{session}", {"words": "I am away."}),
    "series-dates": Row(STAFF, "{plain}", {"dates": "2027-02-09\n2027-03-09", "clock": "13:00"}),
    "session-came": Row(STAFF, "{held}/0", {"there-0": ["{member}"]}),
    "session-noted": Row(STAFF, "{held}", {"notes": "We read Ruth."}),
    "session-details": Row(STAFF, "{session}", {"topic": "Mercy", "materials": "https://sefaria.example/1"}),
    "setup-about": Row(A_MANAGER, "", ABOUT),
    "setup-clock": Row(A_MANAGER, "", {"home-zone": "London", "home-city": "London", "usual-quiet": "shabbat"}),
    "setup-places": Row(A_MANAGER, "", {"managers": ["{managers}"], "staff": ["{staff}"], "signups": ["{staff}"]}),
    "signup-own": Row(HERE | {LEAD_DM}, "{open}", {"own-1": "It is asked of me."}),
    "signup-when": Row(HERE | {LEAD_DM}, "{open}", {"zone": "London", "quiet": "none", "commitment": ["yes"]}),
    "signup-why": Row(HERE | {LEAD_DM}, "{open}", {"why": "It is asked of me.", "setting": "campus", "readiness": "3"}),
    "signup-wishes": Row(HERE | {LEAD_DM}, "{open}", {"never": ["{person}"]}),
}
MESSAGE_COMMANDS = {"Send as answer": Row(STAFF_HERE), "Use as prompt": Row({LEAD})}
TABLE = {
    f"{road} {name}": row
    for road, rows in (
        ("command", COMMANDS), ("autocomplete", SUGGESTIONS), ("button", BUTTONS), ("select", CHOICES), ("form", FORMS),
        ("message command", MESSAGE_COMMANDS),
    )
    for name, row in rows.items()
}  # fmt: skip
NOT_YOURS = [
    refusals.refusal(Refusal(why, action=action, program="Beit Midrash of Justice", own=own, away=False)).text
    for why in (
        Why.NOT_ALLOWED, Why.NO_SUCH_COHORT, Why.NOT_YOURS, Why.ON_A_SERVER_ONLY, Why.NO_SUCH_QUESTION, Why.NOT_ON_SERVER, Why.CANNOT_TELL,
    )
    for action in Action
    for own in (True, False)
]  # fmt: skip
REFUSALS = [  # every longer run of plain words in them
    run
    for line in (resources.files("messages") / "en/refusals.ftl").read_text(encoding="utf-8").splitlines()
    for run in re.split(r"\{[^}]*\}|^[a-z-]+ = ", line)
    if len(run) > 25
]
NOT_JUST_NOW = ["button enter-place", "button pause-tell"]  # nobody was entered by hand, and nobody pauses

"""Faults that can be switched on: errors before or after the effect, lost answers, delays, drops, outage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from rehearsal.discord.gateway import Gateway
from rehearsal.discord.routing import Call

Predicate = Callable[[Call], bool]

PORTAL = "/portal"  # where a redirect leads: a page that says that all is well, whatever is asked of it
_MOVED = frozenset({301, 302, 303, 307, 308})


class Page:
    """What somebody in front of Discord answers: an HTML page, without Discord's headers and without JSON."""

    def __init__(self, status: int, title: str, retry_after: int | None = None) -> None:
        self.status = status
        self.html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
        self.headers = {"Content-Type": "text/html; charset=UTF-8", "Server": "cloudflare"}
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)
        if status in _MOVED:
            self.headers["Location"] = PORTAL


class Between(Exception):  # noqa: N818
    """Not Discord answers, but something on the way to it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.status)
        self.page = page


@dataclass
class Fault:
    """One rule. `route` is "POST /channels/{channel_id}/messages", "GET *" or "*"."""

    route: str
    kind: str  # "error", "page", "lose", "delay" or "late"
    status: int = 500
    seconds: float = 0.0
    before: bool = True
    times: int | None = None
    probability: float = 1.0
    rng: Random | None = None
    when: Predicate | None = None
    hits: int = 0

    def strikes(self, call: Call) -> bool:
        """Whether this request is hit; counts it when it is."""
        if not self._meant(call) or (self.times is not None and self.hits >= self.times):
            return False
        if self.probability < 1.0 and (self.rng or Random(0)).random() >= self.probability:
            return False
        self.hits += 1
        return True

    def _meant(self, call: Call) -> bool:
        prefix, wild, _ = self.route.partition("*")
        named = call.route.startswith(prefix) if wild else call.route == prefix
        return named and (self.when is None or self.when(call))


class Faults:
    """The rules in force. They touch only the routes they name."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.rules: list[Fault] = []
        self.down = False
        self.page: Page | None = None
        self.page_hits = 0

    def error(
        self,
        route: str,
        status: int = 500,
        *,
        before: bool = True,
        times: int | None = None,
        probability: float = 1.0,
        rng: Random | None = None,
        when: Predicate | None = None,
    ) -> Fault:
        """Answer with this status instead of doing it (`before=True`) or after having done it."""
        return self._add(Fault(route, "error", status, 0.0, before, times, probability, rng or Random(0), when))

    def page_on(
        self, route: str, status: int = 403, *, retry_after: int | None = None, times: int | None = None, when: Predicate | None = None
    ) -> Fault:
        """Something between the bot and Discord answers with a page of its own (HTML) and passes nothing on: a ban, a proxy, a portal.

        With a status of redirection it sends the bot to `PORTAL`.
        """
        return self._add(Fault(route, "page", status, float(retry_after or 0), True, times, when=when))

    def lose_answer(
        self,
        route: str,
        *,
        times: int | None = None,
        probability: float = 1.0,
        rng: Random | None = None,
        when: Predicate | None = None,
    ) -> Fault:
        """Do it, then cut the line: the bot cannot know."""
        return self._add(Fault(route, "lose", 0, 0.0, False, times, probability, rng or Random(0), when))

    def delay(
        self,
        route: str,
        seconds: float,
        *,
        before: bool = True,
        times: int | None = None,
        probability: float = 1.0,
        rng: Random | None = None,
        when: Predicate | None = None,
    ) -> Fault:
        """Real seconds, before the effect (or between effect and answer)."""
        return self._add(Fault(route, "delay", 0, seconds, before, times, probability, rng or Random(0), when))

    def late(self, route: str, *, probability: float = 1.0, times: int | None = None, rng: Random | None = None) -> Fault:
        """A 503 from a gateway that gave up waiting: it is done all the same, when the next request to the same place has been."""
        return self._add(Fault(route, "late", 503, 0.0, True, times, probability, rng or Random(0)))

    def _add(self, fault: Fault) -> Fault:
        self.rules.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        self.rules.remove(fault)

    def clear(self) -> None:
        self.rules.clear()
        self.page = None
        self.outage(on=False)

    def stand_between(self) -> None:
        """Raise `Between` while somebody in front of Discord answers every request."""
        if self.page is not None:
            raise Between(self.page)

    def pages(self, status: int, title: str, retry_after: int | None = None) -> None:
        """Somebody in front of Discord (Cloudflare, a proxy) answers every request with an HTML page, until `clear`."""
        self.page, self.page_hits = Page(status, title, retry_after), 0

    def invalidate(self) -> None:
        """Every session is over and cannot be resumed (op 9, false): the bot has to identify anew."""
        self._gateway.invalidate()

    def drop_gateway(self, code: int = 0) -> None:
        """Close every gateway line with this code (0: cut without a word). Sessions can be resumed."""
        self._gateway.drop(code)

    def invalidate_sessions(self) -> None:
        """Discord invalidates every session of the bot (opcode 9): it must identify afresh."""
        self._gateway.invalidate()

    def outage(self, *, on: bool) -> None:
        """Discord is down: every request gets 503, the gateway closes and refuses."""
        self.down = self._gateway.refusing = on
        if on:
            self._gateway.drop(0)

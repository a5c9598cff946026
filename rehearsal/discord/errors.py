"""Discord's refusals: HTTP status, JSON error code and words."""

from typing import Any

Json = dict[str, Any]

# code: (HTTP status, message); from Discord's table of JSON error codes.
_KNOWN: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10070: (404, "Unknown Guild Scheduled Event"),
    30003: (400, "Maximum number of pinned messages in a channel reached (250)"),
    30005: (400, "Maximum number of guild roles reached (250)"),
    30013: (400, "Maximum number of guild channels reached (500)"),
    30033: (400, "Maximum number of thread participants reached (1000)"),
    30034: (400, "Maximum number of daily application command creates has been reached (200)"),
    30038: (400, "Maximum number of uncompleted guild scheduled events reached (100)"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40001: (401, "Unauthorized"),
    40003: (403, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large. Try sending something smaller in size"),
    40060: (400, "Interaction has already been acknowledged"),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "You lack permissions to perform that action"),
    50019: (403, "A message can only be pinned to the channel it was sent in"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid Role"),
    50033: (400, "Invalid Recipient(s)"),
    50035: (400, "Invalid Form Body"),
    50055: (404, "Invalid Guild"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
    180000: (400, "Cannot update a finished event"),
    200000: (400, "Message was blocked by automatic moderation"),
}


class DiscordError(Exception):
    """A request is refused as Discord would refuse it."""

    def __init__(self, code: int, *, errors: Json | None = None, status: int = 0, message: str = "") -> None:
        known = _KNOWN.get(code, (400, "Bad request"))
        self.code = code
        self.status = status or known[0]
        self.message = message or known[1]
        self.errors = errors
        super().__init__(f"{self.status} {self.code}: {self.message} {errors or ''}")

    def body(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class Violations:
    """Gathers what is wrong with a form body, so that one answer names every fault with its place."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: str, code: str, message: str) -> None:
        """`path` is dotted: `components.0.label`."""
        node = self._tree
        for part in path.split("."):
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: str, value: object, longest: int, shortest: int = 0) -> None:
        """A text (or nothing) with its number of characters."""
        if value is None:
            if shortest:
                self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif len(value) > longest:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {longest} or fewer in length.")
        elif len(value) < shortest:
            code = "BASE_TYPE_REQUIRED" if not value else "BASE_TYPE_MIN_LENGTH"
            self.add(path, code, f"Must be between {shortest} and {longest} in length.")

    def count(self, path: str, number: int, most: int, least: int = 0) -> None:
        if not least <= number <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def finish(self) -> None:
        """:raises DiscordError: 50035 when anything was wrong."""
        if self._tree:
            raise DiscordError(50035, errors=self._tree)


def invalid(path: str, message: str, code: str = "BASE_TYPE_CHOICES") -> DiscordError:
    """One fault in a form body."""
    violations = Violations()
    violations.add(path, code, message)
    tree: Json = {}
    try:
        violations.finish()
    except DiscordError as error:
        tree = error.errors or {}
    return DiscordError(50035, errors=tree)

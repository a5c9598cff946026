"""One finding."""

from domain.ground.values import Value


class Line(Value):
    """What was found, and what to do about it. `ok` is None where it is uncertain, or only worth knowing."""

    ok: bool | None
    what: str
    advice: str = ""

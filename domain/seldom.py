"""What is needed a few times a season is read when somebody first needs it, so that it costs nothing while the house is quiet."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


def rooms_of(package: str) -> Callable[[str], ModuleType]:
    """The `__getattr__` of a package (PEP 562): `package.room` is read when it is first named."""

    def read(name: str) -> ModuleType:
        room = f"{package}.{name}"
        try:
            return import_module(room)
        except ModuleNotFoundError as error:
            if error.name != room:
                raise
            raise AttributeError(f"{package} has no room {name}") from error

    return read


class _Seldom(Generic[T]):
    def __init__(self, get: Callable[[], T]) -> None:
        self._get = get

    def __getattr__(self, name: str) -> Any:
        return getattr(self._get(), name)


def seldom(get: Callable[[], T]) -> T:
    """Stands for what `get` gives, and asks for it whenever something of it is used; `get` itself remembers what it made."""
    return cast("T", _Seldom(get))

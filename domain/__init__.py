"""The rules: pure functions and frozen values. No clock, no I/O, no Discord, no database."""

from typing import TYPE_CHECKING

from domain.seldom import rooms_of

if TYPE_CHECKING:  # for others these are read when somebody first needs them
    from domain import matching as matching
    from domain import words as words
    from domain import zones as zones
else:
    __getattr__ = rooms_of(__name__)

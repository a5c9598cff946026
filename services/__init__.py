"""What people may do, and what happens by itself: each act is checked for rights, done in one transaction, and answered with a value."""

from typing import TYPE_CHECKING

from domain.seldom import rooms_of

if TYPE_CHECKING:  # for others these are read when somebody first needs them
    from services import copies as copies
    from services import decisions as decisions
    from services import progress as progress
    from services import report as report
    from services import roster as roster
    from services import selection as selection
    from services import terms as terms
else:
    __getattr__ = rooms_of(__name__)

"""Every sentence the bot says. One file for each noun turns a value of the domain into a `Message` (text and abstract buttons) or a
`Form`; the words are in Fluent files, one folder for each language, and what a person typed is made harmless on its way in.

Nothing here knows Discord, the database or the time: a message can be made, read and tested alone.
"""

from typing import TYPE_CHECKING

from domain.seldom import rooms_of

if TYPE_CHECKING:  # for others these are read when somebody first needs them
    from messages import copies as copies
    from messages import decisions as decisions
    from messages import progress as progress
    from messages import report as report
    from messages import roster as roster
    from messages import selection as selection
    from messages import terms as terms
else:
    __getattr__ = rooms_of(__name__)

"""The forms of a class's download, one file each: which file is whose.

A form gives its claims for the files it knows; the one that knows most of a download reads it.
"""

from collections.abc import Callable, Sequence

from bareme.handins.claim import Claim
from bareme.handins.forms import canvas, drive, folders, gradescope, moodle, teams
from bareme.handins.items import Item

Knows = Callable[[str], bool]
"""Whether a text names somebody of the class for certain."""
Claimed = tuple[Item, Claim]

_FORMS: tuple[tuple[str, Callable[[Sequence[Item], Knows], list[Claimed]]], ...] = (
    ("moodle", moodle.claims),
    ("gradescope", gradescope.claims),
    ("canvas", canvas.claims),
    ("teams", teams.claims),
    ("drive", drive.claims),
)


def special(items: Sequence[Item], knows: Knows) -> list[Claimed]:
    """The claims of the platform whose form at least half of the files have; none where it is nobody's."""
    found = max((form(items, knows) for _, form in _FORMS), key=len)
    return found if found and 2 * len(found) >= len(items) else []


def claimed(items: Sequence[Item], knows: Knows, source: str) -> list[Claimed]:
    """The same; what is in nobody's form is read as a folder, or a file, for each student."""
    return special(items, knows) or folders.claims(items, knows, source)

"""What a download says of whose a file is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """What tells one person: any of these may be empty."""

    name: str = ""
    """A name, in whatever order and spelling; or a group's."""
    keys: tuple[str, ...] = ()
    """An id, an e-mail address, a user name: each alone is enough."""
    number: str = ""
    """A platform's own number."""
    platform: str = ""
    """Whose number that is: `moodle`, `canvas`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One file's place in a class's download."""

    label: str
    """What the platform calls the hand-in: the same for all its files."""
    people: tuple[Hint, ...]
    """One, or the members of a group."""
    rest: tuple[str, ...]
    """The file's path as the student handed it in."""
    version: int = 0
    is_late: bool = False
    """Whether the platform itself says so."""
    at: datetime | None = None
    """When it was handed in, where the platform tells."""

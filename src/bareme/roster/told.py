"""What a teacher should know of a roster that can be used."""

from collections.abc import Iterable, Iterator, Sequence

from bareme.roster.cells import doubly_encoded
from bareme.roster.model import Student
from bareme.roster.rows import LeftOut
from bareme.text.message import Message, say
from bareme.text.sanitize import clipped

_LISTED = 5


def told(students: Iterable[Student], left_out: Sequence[LeftOut]) -> Iterator[Message]:
    """Rows left out, and names that were encoded twice."""
    if left_out:
        rows = [say("line {line} (“{text}”)", line=one.line, text=clipped(one.text)) for one in left_out[:_LISTED]]
        more = len(left_out) - _LISTED
        rows += [say("{n} more", n=more)] if more > 0 else []
        yield say("Left out, as no students: {rows}", rows=tuple(rows))
    twice = next(((one, meant) for one in students if (meant := doubly_encoded(one.name))), None)
    if twice:
        one, meant = twice
        yield say(
            "Names were encoded twice (line {line}: “{name}” for “{meant}”). Export the list again as “CSV UTF-8”.",
            line=one.line, name=one.name, meant=meant,
        )  # fmt: skip

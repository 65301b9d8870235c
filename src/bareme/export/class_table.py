"""The class as a table for a person: everybody is in it, in roster order, with an empty grade where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut
from bareme.export.provisional import handed
from bareme.export.request import Order
from bareme.results.words import STATUSES
from bareme.text.message import Message, say

Cell = str | Decimal | None


@dataclass
class Table:
    """Rows made one at a time; what was counted on the way."""

    order: Order
    count: int
    left_out: list[LeftOut]

    def rows(self) -> Iterator[list[Cell]]:
        """The header, then a row a student."""
        header_done = False
        for pupil in self.order.pupils():
            if not header_done:
                yield self._header(pupil)
                header_done = True
            yield self._row(pupil)

    def _header(self, pupil: Pupil) -> list[Cell]:
        scale = self.order.klass.scale
        named = (
            say("Student id"),
            say("Name"),
            say("Group"),
            say("Grade / {scale}", scale=scale),
            say("Status"),
            say("Lowest"),
            say("Highest"),
            say("Problem"),
        )
        tell = self.order.speech.tell
        return [*map(tell, named), *(f"{line.id} {line.title}" for line in pupil.lines)]

    def _row(self, pupil: Pupil) -> list[Cell]:
        grade = handed(pupil, self.order.provisional)
        given = None if isinstance(grade, Message) else grade
        if isinstance(grade, Message):
            self.left_out.append(LeftOut(pupil.id, pupil.name, grade))
        else:
            self.count += 1
        status = self.order.speech.tell(STATUSES[pupil.status])
        own: list[Cell] = [pupil.id, pupil.name, pupil.group, given, status, pupil.low, pupil.high, pupil.problem]
        return [*own, *(None if line.is_open else line.points for line in pupil.lines)]


def table(order: Order) -> Table:
    """The table of a run."""
    return Table(order, 0, [])

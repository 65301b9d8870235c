"""A class of any size in memory: a line of the roster as bytes takes a third of what its objects take."""

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

from bareme.roster.model import Scope, Student
from bareme.text.message import Message

_OF_SCOPE = tuple(field.name for field in fields(Scope))
_OWN = tuple(field.name for field in fields(Student) if field.name != "scope")

_scope_values = attrgetter(*_OF_SCOPE)
_own_values = attrgetter(*_OWN)


class Students:
    """Everybody, in the order of the roster; each is unpacked when he is asked for."""

    def __init__(self, students: Iterable[Student]) -> None:
        self._packed = [marshal.dumps((_scope_values(one.scope), _own_values(one))) for one in students]

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, position: int) -> Student:
        return _unpacked(self._packed[position])

    def __iter__(self) -> Iterator[Student]:
        return map(_unpacked, self._packed)


def _unpacked(packed: bytes) -> Student:
    scope, own = marshal.loads(packed)  # noqa: S302 - our own bytes, of this process
    return Student(scope=Scope(*scope), **dict(zip(_OWN, own, strict=True)))


@dataclass(frozen=True, slots=True)
class Roster:
    """A class, in the order of its file."""

    file: Path
    students: Students
    warnings: tuple[Message, ...] = ()

"""What must hold between the students of a roster."""

from collections.abc import Callable, Iterator

from bareme.reference.arm import fold
from bareme.roster.model import Student
from bareme.roster.problem import Problem
from bareme.roster.students import Students
from bareme.text.message import Message, say


def conflicts(students: Students, *, allow_shared: bool) -> Iterator[Problem]:
    """Ids and addresses that come twice, and scopes that two students would share."""
    yield from _repeated(
        students,
        lambda one: fold(one.id),
        lambda one, line: say("the id “{id}” is in line {line} already", id=one.id, line=line),
    )
    yield from _repeated(
        students,
        lambda one: fold(one.email) if fold(one.email) != fold(one.id) else "",
        lambda one, line: say("the address “{email}” is in line {line} already", email=one.email, line=line),
    )
    if not allow_shared:
        yield from _shared(students)


def _repeated(
    students: Students, key: Callable[[Student], str], told: Callable[[Student, int], Message]
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for student in students:
        if key(student):
            first = seen.setdefault(key(student), student.line)
            if first != student.line:
                yield Problem(student.line, told(student, first))


def _shared(students: Students) -> Iterator[Problem]:
    """Nobody may have what another has, nor a resource group in a subscription that is wholly another's."""
    seen: dict[str, int] = {}
    whole: dict[str, int] = {}
    for position, student in enumerate(students):
        if not (student.scope.resource_group or student.scope.tag):
            whole.setdefault(student.scope.subscription_id, position)
    for position, student in enumerate(students):
        owner = seen.setdefault(fold(str(student.scope)), position)
        other = owner if owner != position else whole.get(student.scope.subscription_id, position)
        if other != position and student.scope.subscription_id:
            yield _taken(student, students[other])


def _taken(student: Student, other: Student) -> Problem:
    told = say(
        "{scope} belongs to {other} already (line {line})", scope=str(student.scope), other=other.id, line=other.line
    )
    return Problem(student.line, told)

"""What must hold between the students of a roster."""

from collections.abc import Callable, Iterator, Sequence

from bareme.message import Message, say
from bareme.roster.model import Student
from bareme.roster.problem import Problem
from bareme.wire import fold


def conflicts(students: Sequence[Student], *, allow_shared: bool) -> Iterator[Problem]:
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
        yield from _shared([one for one in students if one.scope.subscription_id])


def _repeated(
    students: Sequence[Student], key: Callable[[Student], str], told: Callable[[Student, int], Message]
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for student in students:
        if key(student):
            first = seen.setdefault(key(student), student.line)
            if first != student.line:
                yield Problem(student.line, told(student, first))


def _shared(students: Sequence[Student]) -> Iterator[Problem]:
    """Nobody may have what another has, nor a resource group in a subscription that is wholly another's."""
    seen: dict[tuple[str, str], Student] = {}
    whole = {one.scope.subscription_id: one for one in reversed(students) if not one.scope.resource_group}
    for student in students:
        scope = student.scope
        owner = seen.setdefault((scope.subscription_id, fold(scope.resource_group)), student)
        other = owner if owner is not student else whole.get(scope.subscription_id, student)
        if other is not student:
            yield Problem(
                student.line,
                say(
                    "{scope} belongs to {other} already (line {line})",
                    scope=str(scope),
                    other=other.id,
                    line=other.line,
                ),
            )

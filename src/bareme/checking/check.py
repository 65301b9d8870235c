"""Checks: pure functions from a lab to a finding, marked with a name and with what they read.

A check says *met* when it finds proof and *unmet* when it does not; it need not wonder whether it was able to look.
Its caller, `bareme.grading.assess`, turns anything short of *met* into *unverifiable* when a source in `reads`
was not read. Thus a thing not read is never a thing not done, in every check, also in a teacher's own.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, get_type_hints

from bareme.checking.finding import Finding
from bareme.evidence import Source
from bareme.lab import Lab
from bareme.reference.resource_types import canonical
from bareme.text.message import Message, say

F = TypeVar("F", bound=Callable[..., Finding])

_MARK = "__bareme_check__"


@dataclass(frozen=True, slots=True)
class TypesRead:
    """Resource types whose silence would count against a student.

    `whole` is whether what the resources are like is asked for, not only whether they are there; `past` whether the
    records of the past may hold what the present does not show.
    """

    types: tuple[str, ...] = ()
    whole: bool = True
    past: bool = True


@dataclass(frozen=True)
class Check:
    """A named check: its function, and the sources whose silence would count against a student."""

    name: str
    function: Callable[..., Finding]
    reads: tuple[Source, ...]
    slips: tuple[str, ...] = ()
    """The kinds of slip its findings name: `region`, `naming`."""
    destroys: bool = False
    """Whether doing what it asks for takes proof of the rest along: deleting does."""
    types: Callable[[Mapping[str, Any]], TypesRead] | None = None
    """The resource types that it reads, by the values of its parameters."""
    looks_at: tuple[str, ...] = ()
    """The places that decide, `Microsoft.Compute/virtualMachines:zones`; empty where it does not say."""

    @cached_property
    def summary(self) -> str:
        """The first line of the docstring: the sentence a student reads."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @cached_property
    def expected(self) -> Message:
        """The summary as a message: what is expected where the check itself could not say it."""
        return say(self.summary)

    @cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The keyword-only parameters a rubric may set."""
        signature = inspect.signature(self.function)
        return {
            name: parameter
            for name, parameter in signature.parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        }

    @cached_property
    def unusable(self) -> Message | None:
        """Why a rubric could not set its parameters; `None` where it can."""
        hints = get_type_hints(self.function)
        first, *others = inspect.signature(self.function).parameters.values()
        for one in others:
            if one.kind is not inspect.Parameter.KEYWORD_ONLY:
                return say("“{name}” must stand after a * (keyword-only): def {function}({lab}, *, {name}: …)",
                           name=one.name, function=self.function.__name__, lab=first.name)  # fmt: skip
            if one.name not in hints:
                return say("the parameter “{name}” needs a type, such as {name}: str", name=one.name)
        return None

    def run(self, lab: Lab, values: Mapping[str, Any]) -> Finding:
        """Ask the check; `Missing` passes through."""
        return self.function(lab, **values)


def check(  # noqa: PLR0913 - all that a proof and an assessment must know of it
    name: str,
    *,
    reads: tuple[Source, ...],
    slips: tuple[str, ...] = (),
    destroys: bool = False,
    types: tuple[str, ...] | Callable[[Mapping[str, Any]], TypesRead] = (),
    looks_at: tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Mark a function as a check. The function itself comes back unchanged.

    `types` are resource types that it reads through `lab.lives`, or a function from its parameters to them.
    `looks_at` are the places that decide: a resource type (`*` for any), a colon and a path in it. A proof then finds
    what costs the criterion without being one of them. Beside paths there are `@there`, `@gone`, `answers`, `scripts`
    and `deployments`.
    """
    wanted = types if callable(types) else _always(types)

    def mark(function: F) -> F:
        setattr(function, _MARK, Check(name, function, reads, slips, destroys, wanted, looks_at))
        return function

    return mark


def _always(types: tuple[str, ...]) -> Callable[[Mapping[str, Any]], TypesRead] | None:
    read = TypesRead(tuple(map(canonical, types)))
    return (lambda _values: read) if types else None


def marked(value: object) -> Check | None:
    """The check a function was marked as."""
    found = getattr(value, _MARK, None)
    return found if isinstance(found, Check) else None

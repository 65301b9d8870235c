"""What could not be read. No criterion may be lost by it."""

from functools import partial

from bareme.evidence import Reading, Source, Status
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation
from bareme.prove.rewrite import collections
from bareme.text.message import say

_DENIED = Reading(Status.DENIED, error="AuthorizationFailed")


def denied(example: Example, sources: frozenset[Source]) -> Example:
    """The same, these sources refused in every collection."""
    return collections(example, lambda source, reading: _DENIED if source in sources else reading)


def _denial(name: str, sources: frozenset[Source]) -> Mutation:
    told = say("{source} not readable", source=name)
    return Mutation(f"unread-{name}", told, partial(denied, sources=sources), is_denial=True)


UNREAD = (
    *(_denial(source.value, frozenset({source})) for source in Source),
    _denial("records", frozenset({Source.ACTIVITY_LOG, Source.DEPLOYMENTS, Source.RESOURCE_CHANGES})),
    _denial("any-type", frozenset({Source.RESOURCES, Source.RESOURCE_GRAPH, Source.DECLARED})),
    _denial("anything", frozenset(Source)),
)

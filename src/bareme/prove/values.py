"""What stands at a path in the bodies of resources, over all of an example's evidence."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from bareme.errors import UsageError
from bareme.prove.example import Example
from bareme.prove.rewrite import shown_in
from bareme.reference.arm import resource_name, resource_type
from bareme.text.message import say


@dataclass(frozen=True, slots=True)
class Place:
    """A resource as it was at one moment: logged then, or listed by a collection (`stage` or time)."""

    name: str
    type: str
    moment: str


def values_at(path: str, example: Example) -> Iterator[tuple[Place, str]]:
    """The values, as JSON, at a JMESPath, as `az … --query` takes it, in every body that has one; equal ones once.

    Raises:
        UsageError: it is no JMESPath.
    """
    try:
        wanted = jmespath.compile(path)
    except JMESPathError as error:
        raise UsageError(
            say(
                "“{path}” is neither a criterion nor a path: {reason}", path=path, reason=str(error).partition("\n")[0]
            ),
            say("A path is written as in az … --query: properties.hardwareProfile.vmSize"),
        ) from error
    seen = set()
    for place, identifier, body in _bodies(example):
        try:
            value = wanted.search(body)
        except JMESPathError:  # a function that does not take what stands there
            continue
        written = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
        if value not in (None, [], {}) and (identifier, written) not in seen:
            seen.add((identifier, written))
            yield place, written


def _bodies(example: Example) -> Iterator[tuple[Place, str, Mapping[str, Any]]]:
    for collection in example.collections:
        listed = collection.stage or f"{collection.collected_at:%Y-%m-%d %H:%M}"
        for logged, identifier, body in shown_in(collection):
            moment = logged[:16].replace("T", " ") or listed
            yield Place(resource_name(identifier), resource_type(identifier), moment), identifier, body

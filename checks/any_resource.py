"""Resources of any type, by conditions that a rubric writes in YAML."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bareme import (
    Bounds,
    Changed,
    Conditions,
    Excuse,
    Finding,
    Form,
    Lab,
    Moment,
    Plain,
    ResourceType,
    TypesRead,
    check,
    judge,
    query_of,
    types_of,
)

from .good_faith import excused, place_refused, size_refused

_SIZES = {"vmsize", "size", "sku"}


def _types(values: Mapping[str, Any]) -> TypesRead:
    return types_of(query_of(**values))


@check("resource", reads=(), types=_types, slips=("region",))
def resource(  # noqa: PLR0913 - the words of a condition
    lab: Lab,
    *,
    type: ResourceType,  # noqa: A002 - Azure's own word
    name: str = "",
    pattern: Form | None = None,
    group: str = "",
    where: Conditions = (),
    half: Conditions = (),
    moment: Moment = "ever",
    changed: Changed | None = None,
    count: Bounds | int = 1,
    each: bool = False,
    all: bool = False,  # noqa: A002 - as in a rubric
) -> Finding:
    """A resource is there, and is as asked for."""
    query = query_of(
        type=type, name=name, pattern=pattern, group=group, where=where, half=half, moment=moment, changed=changed,
        count=count, each=each, all=all,
    )  # fmt: skip
    return judge(query, lab, partial(_excuse, lab))


def _excuse(lab: Lab, condition: Plain) -> Excuse | None:
    """A region or a size that Azure refused to this subscription, and another one in its place."""
    wanted = condition.in_ or ((condition.eq,) if isinstance(condition.eq, str) else ())
    texts = [one for one in wanted if isinstance(one, str)]
    last = condition.place.last
    for text in texts if last == "location" else ():
        refused = place_refused(lab, text)
        if refused:
            return Excuse(excused(refused, text), refused)
    for text in texts if last in _SIZES else ():
        refused = size_refused(lab, text, "")
        if refused:
            return Excuse(excused(refused, text), refused)
    return None

"""Do points, scale and pass mark fit together?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bareme.files.located_yaml import KEY, Tree
from bareme.reference.arm import dig
from bareme.text.message import say


def check_points(tree: Tree, criteria: Sequence[Mapping[str, Any]]) -> None:
    """Note a pass mark that nobody can reach, and once that points are scaled because they add up to something else."""
    written = dig(tree.data, "scale")
    scale, least = _number(20 if written is None else written), _number(dig(tree.data, "pass"))
    if scale is not None and least is not None and least > scale:
        told = say("the pass mark {pass_mark} is above the scale, {scale}.", pass_mark=least, scale=scale)
        tree.problem(("pass",), told)
    points = [_number(criterion.get("points")) for criterion in criteria]
    known = [one for one in points if one is not None]
    if scale is not None and known and len(known) == len(points) and sum(known) != scale:
        told = say("the points add up to {points}; grades are scaled to {scale}.", points=sum(known), scale=scale)
        tree.warning(("sections", KEY) if written is None else ("scale",), told)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None

"""Is every key known, every value of the right kind? Pydantic finds out; here its words become ours."""

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import Path, with_nearest
from bareme.rubric.collected import Collected
from bareme.rubric.late import Extension, Late
from bareme.rubric.model import Answer, Criterion, Need, Rounding, Rubric, RubricWaiver, Section, Substitute, Window
from bareme.rubric.prices import RegionPrices
from bareme.rubric.wording import wrong_value
from bareme.text.message import Message, say

_INTERNAL = {"file", "sha256", "lines"}

_MODELS: dict[str, type[BaseModel]] = {
    "sections": Section,
    "criteria": Criterion,
    "needs": Need,
    "answer": Answer,
    "rounding": Rounding,
    "window": Window,
    "late": Late,
    "extensions": Extension,
    "substitutes": Substitute,
    "waivers": RubricWaiver,
    "collect": Collected,
    "prices": RegionPrices,
}


def check_structure(tree: Tree) -> None:
    """Note every unknown key, missing key and value of the wrong kind."""
    if not isinstance(tree.data, dict):
        tree.problem((), say("a rubric is a mapping with the keys id, title and sections."))
        return
    for key in _INTERNAL & set(tree.data):
        tree.problem((key, KEY), _unknown_key(key, ()))
    try:
        Rubric.model_validate({key: value for key, value in tree.data.items() if key not in _INTERNAL})
    except ValidationError as error:
        for detail in error.errors():
            _note(tree, detail)


def _note(tree: Tree, detail: ErrorDetails) -> None:
    path = tuple(detail["loc"])
    if detail["type"] == "too_short" and detail["input"]:
        return  # pydantic counts only the items that are right; each wrong one has its own error
    if detail["type"] == "extra_forbidden":
        tree.problem((*path, KEY), _unknown_key(str(path[-1]), path[:-1]))
    elif detail["type"] == "missing":
        tree.problem(path[:-1], say("the key “{key}” is missing.", key=str(path[-1])))
    else:
        tree.problem(path, wrong_value(path, detail))


def _unknown_key(key: str, path: Path) -> Message:
    known = _keys(next((_MODELS[str(step)] for step in reversed(path) if step in _MODELS), Rubric))
    return with_nearest(say("there is no key “{key}” here.", key=key), key, known)


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if name not in _INTERNAL]

"""The JSON Schema that editors use through `# yaml-language-server: $schema=…`.

Kept to what JSON Schema draft 7 understands, which is as far as the YAML language server goes.
"""

from typing import Any

from pydantic import TypeAdapter

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.rubric.model import Rubric
from bareme.rubric.values import adapter


def json_schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of rubrics that may name the checks of this catalogue."""
    schema = Rubric.model_json_schema(by_alias=True)
    criterion = schema["$defs"]["Criterion"]
    criterion["properties"]["check"] = {
        "description": "Name of a check; see “bareme rubric checks”.",
        "enum": [*catalogue, None],
    }
    shared: dict[str, Any] = {}
    criterion["allOf"] = [_conditional(check, shared) for check in catalogue.values()]
    schema["$defs"] |= {name: _or_reference(one, top=True) for name, one in shared.items()}
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "bareme rubric"
    _only_numbers(schema)
    return schema


def _conditional(check: Check, shared: dict[str, Any]) -> dict[str, Any]:
    """The parameters a check takes, once it is named; a `${…}` may stand for any of them.

    What several parameters are made of goes into `shared`, by its name.
    """
    values = {key: _or_reference(_shape(adapter(check, key), shared)) for key in check.parameters}
    required = [key for key, one in check.parameters.items() if one.default is one.empty]
    own: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": values}
    if required:
        own["required"] = required
    named = {"properties": {"check": {"const": check.name}}, "required": ["check"]}
    return {"if": named, "then": {"properties": {"with": own}}}


def _only_numbers(shape: Any) -> None:
    """Where a number may be written as a text, the text is one: `NO` is none."""
    for inner in shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ():
        _only_numbers(inner)
    choices = shape.get("anyOf", []) if isinstance(shape, dict) else []
    if {one.get("type") for one in choices} >= {"number", "string"}:
        for one in choices:
            if one.get("type") == "string" and "pattern" not in one:
                one["pattern"] = _NUMBER


_NUMBER = r"^\s*[+-]?[0-9]+([.][0-9]+)?\s*$"
_REFERENCE = {"type": "string", "pattern": r"\$\{"}


def _or_reference(shape: Any, *, top: bool = False) -> Any:
    """The shape with a `${…}` allowed for the value and for everything inside it, as lint allows it."""
    inner = dict(shape)
    if "properties" in shape:
        inner.setdefault("additionalProperties", False)
        inner["properties"] = {key: _or_reference(one) for key, one in shape["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(shape.get(key), dict):
            inner[key] = _or_reference(shape[key])
    for key in ("anyOf", "oneOf"):
        if key in shape:
            inner[key] = [_or_reference(one) for one in shape[key]]
    return inner if top else {"anyOf": [_REFERENCE, inner]}


def _shape(parameter: TypeAdapter[Any], shared: dict[str, Any]) -> dict[str, Any]:
    shape = parameter.json_schema()
    shared |= shape.pop("$defs", {})
    return shape

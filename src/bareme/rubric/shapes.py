"""What a JSON Schema asks of a value, in words: “list: text”, “number (at least 0, at most 20)”."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bareme.text.message import Message, say

Schema = Mapping[str, Any]

_REFERENCE = r"\$\{"
"""The pattern of a `${…}`, which may stand for every parameter: said once, not at each."""
_PLAIN = {
    "string": say("text"),
    "integer": say("whole number"),
    "number": say("number"),
    "boolean": say("true or false"),
    "null": say("`null`"),
    "object": say("mapping"),
}
_BOUNDS = {
    "minimum": say("at least {n}"),
    "exclusiveMinimum": say("above {n}"),
    "maximum": say("at most {n}"),
    "exclusiveMaximum": say("below {n}"),
}
_LONG = {"array", "object"}
"""Told last: what follows them would seem to stand inside."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The words of one schema."""

    defs: Mapping[str, Schema] = field(default_factory=dict)
    """What it describes once; `#/$defs/Criterion` is told as a link, mere lists of words in full."""
    page: str = ""
    """Where what is described once stands, each under a heading of its own; the page itself where it is empty."""

    def told(self, schema: Schema) -> Message:
        """What may stand there. That a key may be absent is not told, nor the `null` that then stands for it."""
        found = _without_copies([self._inlined(one) for one in _choices(schema)])
        ordered = sorted(found, key=lambda one: one.get("type") in _LONG)
        choices = tuple(dict.fromkeys(map(self._one, ordered)))
        return choices[0] if len(choices) == 1 else say("{first} or {last}", first=choices[:-1], last=choices[-1])

    def _inlined(self, schema: Schema) -> Schema:
        own = self.defs.get(schema.get("$ref", "").rpartition("/")[2], {})
        return own if "enum" in own else schema

    def _one(self, schema: Schema) -> Message:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return say("[{name}]({address})", name=name, address=f"{self.page}#{name.lower()}")
        if "const" in schema or "enum" in schema:
            words = schema.get("enum", [schema.get("const")])
            return say("{words}", words=tuple(f"`{one}`" for one in words if one is not None))
        kind = schema.get("type")
        if kind == "array":
            return self._list(schema)
        if kind == "object":
            return self._mapping(schema)
        if kind not in _PLAIN:
            return say("any value")
        bounds = tuple(say(told.text, n=_number(schema[key])) for key, told in _BOUNDS.items() if key in schema)
        return say("{kind} ({bounds})", kind=_PLAIN[kind], bounds=bounds) if bounds else _PLAIN[kind]

    def _list(self, schema: Schema) -> Message:
        fixed = schema.get("prefixItems")
        if fixed:
            return say("list of {n}: {inner}", n=len(fixed), inner=tuple(map(self.told, fixed)))
        return say("list: {inner}", inner=self.told(schema.get("items", {})))

    def _mapping(self, schema: Schema) -> Message:
        inner = schema.get("additionalProperties")
        if str(schema.get("propertyNames", {}).get("$ref", "")).endswith("/Language"):
            return say("a text for each language (`fr`, `en`)")
        if isinstance(inner, Mapping):
            return say("mapping: {inner}", inner=self.told(inner))
        if schema.get("properties"):
            return say("mapping: {inner}", inner=tuple(f"`{key}`" for key in schema["properties"]))
        return _PLAIN["object"]


def meaning(schema: Schema) -> Message:
    """What the code says of it, in its first paragraph; of one of its choices, where only that says anything."""
    inner = next((one["description"] for one in schema.get("anyOf", ()) if "description" in one), "")
    return Message(" ".join(str(schema.get("description", inner)).split("\n\n")[0].split()))


def _choices(schema: Schema, *, may_be_absent: bool = False) -> Iterator[Schema]:
    """The schemas of which one has to hold."""
    absent = may_be_absent or schema.get("default", "") is None
    several = [one for key in ("anyOf", "oneOf") for one in schema.get(key, ())]
    if not several and not (absent and schema.get("type") == "null"):
        yield schema
    for one in several:
        if one.get("pattern") != _REFERENCE:
            yield from _choices(one, may_be_absent=absent)


def _without_copies(found: list[Schema]) -> list[Schema]:
    """Without what only says again that it is a number: whole ones, and exact ones, which may be written as texts."""
    kinds = [one.get("type") for one in found]
    if "number" not in kinds:
        return found
    is_exact = kinds == ["number", "string"] or any("pattern" in one for one in found)
    return [one for one in found if one.get("type") != "integer" and not (is_exact and one.get("type") == "string")]


def _number(value: float) -> Decimal:
    return Decimal(str(value)) if value % 1 else Decimal(int(value))

"""What a rubric may say of resources: the keys of its YAML."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bareme.conditions.path import Path, path
from bareme.reference.name_pattern import Form
from bareme.reference.resource_types import canonical
from bareme.text.language import Language
from bareme.text.message import say

MOST = 40
"""Conditions of one list, values of one `in`: what is longer was not written by hand."""
MOST_LEAVES = 200
"""The same, with all that stands in `any` and `not`."""
LONGEST_TYPE = 200
_TYPE = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)+(/[\w.-]+)+")


def is_type(text: str) -> bool:
    """Whether a text is a resource type: a provider, and names below it."""
    return len(text) <= LONGEST_TYPE and _TYPE.fullmatch(text) is not None


def _known_type(text: str) -> str:
    if not is_type(text):
        raise ValueError(
            say("“{type}” is no resource type; Azure's look like Microsoft.Network/virtualNetworks.", type=text)
        )
    return text


def _in_order(least: float | None, most: float | None) -> None:
    if least is not None and most is not None and least > most:
        raise ValueError(
            say("nothing is at least {least} and at most {most}: exchange them.", least=str(least), most=str(most))
        )


def _is_path(text: str) -> str:
    path(text)
    return text


ResourceType = Annotated[str, AfterValidator(_known_type)]
PathText = Annotated[str, StringConstraints(min_length=1), AfterValidator(_is_path)]
Scalar = bool | int | float | str
Words = Annotated[str, StringConstraints(max_length=1000)]
Text = dict[Language, Words] | Words


class _Value(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True
    )
    """Most rubrics ask nothing of these: what reads them is built where one does."""


class Bounds(_Value):
    """At least and at most so many."""

    min: int | None = Field(None, ge=0, le=10_000, description="At least so many.")
    max: int | None = Field(None, ge=0, le=10_000, description="At most so many.")

    @model_validator(mode="after")
    def _can_be_met(self) -> "Bounds":
        _in_order(self.min, self.max)
        return self


class Selection(_Value):
    """Which resources are meant."""

    type: ResourceType = Field(description="As Microsoft.Network/virtualNetworks/subnets.")
    name: str = Field("", max_length=200, description="A name or a glob, such as vnet-*; case does not count.")
    pattern: Form | None = Field(None, description="A regular expression (RE2) that the whole name has.")
    group: str = Field("", max_length=200, description="A resource group's name or glob.")

    @cached_property
    def folded(self) -> str:
        """The type as it is compared."""
        return canonical(self.type)


class Plain(_Value):
    """One condition on one record: a place in it, and what stands there."""

    path: PathText | None = Field(None, description="The part of JMESPath that names a place: properties.sku.name.")
    eq: Scalar | tuple[Scalar, ...] | None = Field(None, description="What has to stand there; of several one.")
    in_: Annotated[tuple[Scalar, ...], Field(min_length=1, max_length=MOST)] | None = Field(
        None, alias="in", description="One of these."
    )
    has: Scalar | None = Field(None, description="A list that has this element, or a text that holds this one.")
    like: str | None = Field(None, max_length=200, description="A glob, such as Standard_*.")
    pattern: Form | None = Field(None, description="A regular expression (RE2) that the whole value has.")
    min: float | None = Field(None, description="At least; for numbers.")
    max: float | None = Field(None, description="At most; for numbers.")
    between: tuple[float, float] | None = Field(None, description="From the first to the second; for numbers.")
    exists: bool | None = Field(None, description="Whether anything stands there.")
    length: Bounds | int | None = Field(None, description="How many stand there: a list's elements, a filter's.")
    default: Scalar | tuple[Scalar, ...] | None = Field(None, description="What Azure means where it tells nothing.")
    any_: Annotated[tuple["Plain", ...], Field(min_length=1, max_length=MOST)] | None = Field(
        None, alias="any", description="One of these conditions."
    )
    not_: "Plain | None" = Field(None, alias="not", description="Not this condition.")
    title: Text | None = Field(None, description="What the student reads in the place of the sentence made of it.")
    fix: Text | None = Field(None, description="How to correct it.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Plain":
        _in_order(self.min, self.max)
        _in_order(*self.between or (None, None))
        asked = [name for name in self.operators if getattr(self, name) is not None]
        groups = [name for name in ("any_", "not_") if getattr(self, name) is not None]
        if len(groups) + bool(self.path) != 1:
            raise ValueError(say("a condition has a “path”, or “any”, or “not”: one of the three."))
        if self.path and not asked:
            raise ValueError(say("“{path}”: what is asked of it? eq, in, has, like, pattern, min, max, between, exists,"
                                 " length …", path=self.path))  # fmt: skip
        if groups and asked:
            raise ValueError(say("“{key}” belongs inside the conditions of “any” and “not”.", key=asked[0].strip("_")))
        return self

    @property
    def operators(self) -> tuple[str, ...]:
        """The fields that ask something of what stands at the path."""
        return ("eq", "in_", "has", "like", "pattern", "min", "max", "between", "exists", "length")

    @cached_property
    def place(self) -> Path:
        """The path, ready to be followed."""
        return path(self.path or "@")

    @cached_property
    def form(self) -> Form | None:
        """The pattern, whatever the case: Azure's values have none."""
        return Form(f"(?i:{self.pattern.pattern})") if self.pattern else None

    @cached_property
    def leaves(self) -> tuple["Plain", ...]:
        """The conditions in it that have a path."""
        if self.any_ is not None:
            return tuple(leaf for one in self.any_ for leaf in one.leaves)
        return self.not_.leaves if self.not_ is not None else (self,)


class Target(Selection):
    """Another resource that an id at a path names, and what holds of it."""

    where: tuple[Plain, ...] = Field((), max_length=MOST, description="What holds of it.")


class Condition(Plain):
    """A condition that may also ask for the resource that a path names by its id."""

    any_: Annotated[tuple["Condition", ...], Field(min_length=1, max_length=MOST)] | None = Field(
        None, alias="any", description="One of these conditions."
    )
    not_: "Condition | None" = Field(None, alias="not", description="Not this condition.")
    ref: Target | None = Field(None, description="The resource whose id stands at the path.")

    @property
    def operators(self) -> tuple[str, ...]:
        """The fields that ask something of what stands at the path."""
        return (*super().operators, "ref")


class Changed(_Value):
    """A value that became another one in the life of a resource."""

    path: PathText = Field(description="The place whose value changes.")
    from_: Scalar | None = Field(
        None, alias="from", description="What it was before; anything where this is not given."
    )
    to: Scalar | None = Field(None, description="What it became; anything else where this is not given.")
    direction: Literal["up", "down"] | None = Field(None, description="For numbers.")
    title: Text | None = Field(None, description="What the student reads in the place of the sentence made of it.")
    fix: Text | None = Field(None, description="How to correct it.")

    @cached_property
    def place(self) -> Path:
        """The path, ready to be followed."""
        return path(self.path)


def _few(conditions: tuple[Plain, ...]) -> tuple[Plain, ...]:
    if sum(len(one.leaves) for one in conditions) > MOST_LEAVES:
        raise ValueError(say("more than {n} conditions: part them over several criteria.", n=MOST_LEAVES))
    return conditions


Conditions = Annotated[tuple[Condition, ...], Field(max_length=MOST), AfterValidator(_few)]
Plains = Annotated[tuple[Plain, ...], Field(max_length=MOST), AfterValidator(_few)]


def _is_moment(text: str) -> str:
    if not _MOMENT.fullmatch(text):
        raise ValueError(
            say("“{moment}” is no moment: ever, end, gone, before-deletion, or “stage: ID” as text.", moment=text)
        )
    return text


_MOMENT = re.compile(r"ever|end|gone|before-deletion|stage: ?[A-Za-z][A-Za-z0-9_-]{0,63}")
Moment = Annotated[str, AfterValidator(_is_moment)]
"""When it has to be so: at any time, at the end, before it was deleted, at a checkpoint; `gone`: and deleted since."""

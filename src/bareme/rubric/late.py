"""What handing in late costs, as a rubric says it: off where it says nothing."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bareme.rubric.moments import end_moment
from bareme.text.message import say

_POINTS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s?%")

Moment = Annotated[datetime, BeforeValidator(end_moment, json_schema_input_type=str)]


def _share(value: object) -> object:
    """Points as they are; a share of the scale as a text that ends with a per cent sign.

    Raises:
        ValueError: it is neither.
    """
    if not isinstance(value, str) or _POINTS.fullmatch(value.strip()):
        return value
    found = _SHARE.fullmatch(value.strip())
    if found is None or Decimal(found[1].replace(",", ".")) > 100:
        raise ValueError(say("“{value}” is neither points nor a share such as 10%.", value=value))
    return {"percent": found[1].replace(",", ".")}


class Amount(BaseModel):
    """A share of the scale."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    percent: Decimal = Field(ge=0, le=100)


Points = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=6)]
PointsOrShare = Annotated[Points | Amount, BeforeValidator(_share, json_schema_input_type=float | str)]


class Extension(BaseModel):
    """More time for some students, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    students: tuple[str, ...] = Field(min_length=1, description="Student ids.")
    until: Moment = Field(description="Their deadline.")
    reason: str = Field(min_length=1, description="Why; the report prints it.")


class Late(BaseModel):
    """What is taken off for each day that begins after the deadline."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    deadline: Moment | None = Field(None, description="When it is due; “grade --deadline” goes first.")
    grace: int = Field(0, ge=0, le=100_000, description="Minutes after the deadline that cost nothing.")
    per_day: PointsOrShare = Field(
        Decimal(0), description="Points on the scale, or a share of it as “10%”, for each day begun."
    )
    floor: PointsOrShare = Field(Decimal(0), description="What lateness leaves at least of a grade that was higher.")
    extensions: tuple[Extension, ...] = Field((), description="More time for some.")

    def at(self, zone: ZoneInfo) -> "Late":
        """The same, its times without a zone being those of clocks there."""
        own = self.deadline
        moved = {"deadline": own.replace(tzinfo=zone)} if own and own.tzinfo is None else {}
        extensions = tuple(
            one.model_copy(update={"until": one.until.replace(tzinfo=zone)}) if one.until.tzinfo is None else one
            for one in self.extensions
        )
        return self.model_copy(update={**moved, "extensions": extensions})

    def extension_of(self, student: str) -> Extension | None:
        """The latest that was granted to a student."""
        own = [one for one in self.extensions if student in one.students]
        return max(own, key=lambda one: one.until, default=None)


def on_scale(amount: Decimal | Amount, scale: Decimal) -> Decimal:
    """An amount as points."""
    return amount.percent * scale / 100 if isinstance(amount, Amount) else amount

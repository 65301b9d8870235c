"""The values of a rubric. Their fields are the rubric's YAML keys; the JSON Schema is made from them."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import SkipJsonSchema

from bareme.reference.prices import PriceList, bundled_prices
from bareme.rubric.collected import MOST, Collected
from bareme.rubric.late import Late
from bareme.rubric.moments import DEFAULT_ZONE, end_moment, known_zone, moment, not_before
from bareme.rubric.prices import RegionPrices
from bareme.text.language import Language

SCHEMA: Final = "bareme/rubric/v1"

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

DECIMALS = 6
"""Of a number of points, of the scale, of a step: more of them is a slip, or somebody's joke."""


def _both(value: object) -> object:
    return {Language.FRENCH: value, Language.ENGLISH: value} if isinstance(value, str) else value


Text = Annotated[
    dict[Language, str],
    BeforeValidator(_both, json_schema_input_type=Annotated[dict[Language, str], Field(min_length=1)] | str),
    Field(min_length=1),
]
"""A text in French and English; a plain string stands for both."""


def _named(value: object) -> object:
    return {"criterion": value} if isinstance(value, str) else value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Commands = Annotated[tuple[str, ...], BeforeValidator(_several, json_schema_input_type=tuple[str, ...] | str)]
"""One or several; a plain string stands for one."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Otherwise(StrEnum):
    """What becomes of a criterion whose need was not earned."""

    BLOCK = "block"
    EXCUSE = "excuse"


class Need(_Value):
    """Another criterion this one rests on."""

    criterion: Id = Field(description="Its id.")
    otherwise: Otherwise = Field(
        Otherwise.BLOCK,
        description="block: not earned either, and the report says why; excuse: its points are not asked for.",
    )


class AnswerType(StrEnum):
    """The form of a written answer."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    FILES = "files"


class Answer(_Value):
    """What the student writes into his answers file."""

    type: AnswerType = Field(AnswerType.TEXT, description="Its form.")
    choices: tuple[str, ...] = Field((), description="Of a choice: what may be answered.")
    expected: Text | None = Field(None, description="What a good answer says; shown to the teacher beside the answer.")


class EvidenceKind(StrEnum):
    """Kinds of evidence a criterion may accept as proof."""

    STATE = "state"
    ACTIVITY_LOG = "activity-log"
    DEPLOYMENTS = "deployments"
    RESOURCE_CHANGES = "resource-changes"
    LEFT_OVERS = "left-overs"
    SCRIPT = "script"
    CHECKPOINT = "checkpoint"
    ANSWERS = "answers"


class Criterion(_Value):
    """One thing that is graded: by a check, by a person, or by a check that a person confirms."""

    id: Id = Field(description="As “E1-06”: what marks, answers and reports name it by.")
    title: Text = Field(description="What is asked, in one line.")
    teacher_title: Text | None = Field(None, description="What the teacher alone reads.")
    points: Decimal = Field(ge=0, le=1000, decimal_places=DECIMALS, description="What it is worth.")
    check: str | None = Field(None, description="Name of a check; see “bareme rubric checks”.")
    values: dict[str, Any] = Field({}, alias="with", description="Parameters of the check.")
    question: Text | None = Field(None, description="What a person must judge, where no check can.")
    answer: Answer | None = Field(None, description="How the question is answered.")
    confirm: Literal["always", "unless-met"] | None = Field(
        None, description="For a check with a question: when a person must confirm what the check found."
    )
    evidence: tuple[EvidenceKind, ...] = Field((), description="Evidence accepted as proof; empty accepts all.")
    needs: tuple[Annotated[Need, BeforeValidator(_named, json_schema_input_type=Need | Id)], ...] = Field(
        (), description="The criteria it rests on: where one of them is not earned, neither is this one."
    )
    once: str | None = Field(
        None,
        description="A kind of slip (region, naming) that is charged once: of the criteria with this word that suffer"
        " from one decision, the one it costs most keeps the loss, the others get it back.",
    )
    hint: Text | None = Field(None, description="What to do, in the portal and with az.")
    commands: Commands = Field(
        (),
        alias="command",
        description="The az command that does it; of several the first one of which every ${own.…} is there.",
    )
    first: Commands = Field((), description="What makes ready for it, shown where no such command can be completed.")
    why: Text | None = Field(None, description="The lecture's reason for it.")
    docs: str | None = Field(None, pattern=r"^https?://", description="Address of a page that explains it.")
    reveal: bool = Field(default=True, description="Whether a student's own check may show what was expected.")

    @property
    def full_title(self) -> Text:
        """The title as the teacher reads it."""
        return self.teacher_title or self.title

    @property
    def is_manual(self) -> bool:
        """Whether only a person can judge it."""
        return self.check is None


class Section(_Value):
    """An exercise: criteria that belong together."""

    id: Id = Field(description="As “E1”.")
    title: Text = Field(description="What the exercise is called.")
    criteria: tuple[Criterion, ...] = Field(min_length=1, description="In the order of the lab.")


class Rounding(_Value):
    """How the grade is rounded, once, at the end."""

    step: Decimal = Field(
        Decimal("0.01"),
        gt=0,
        le=1000,
        decimal_places=DECIMALS,
        description="To what the grade is rounded: 0.25 for quarters of a point.",
    )
    mode: Literal["half-up", "half-even", "up", "down"] = Field(
        "half-up", description="Which way; half-up is what schools do."
    )


class Window(_Value):
    """When the lab takes place: a log that does not reach back to the start proves nothing by its silence."""

    start: Annotated[datetime, BeforeValidator(moment, json_schema_input_type=str)] = Field(
        description="When the lab begins, as 2026-11-16T08:00."
    )
    end: Annotated[datetime, BeforeValidator(end_moment, json_schema_input_type=str)] | None = Field(
        None, description="When it ends; a day alone is the whole day."
    )

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: datetime | None, info: ValidationInfo) -> datetime | None:
        return not_before(end, info.data.get("start"))

    def at(self, zone: ZoneInfo) -> "Window":
        """The same window, its times without a zone being those of clocks there."""
        moved = {name: one for name in ("start", "end") if (one := getattr(self, name)) and one.tzinfo is None}
        return self.model_copy(update={name: one.replace(tzinfo=zone) for name, one in moved.items()})


class Stage(_Value):
    """A moment of the lab that is worth a checkpoint."""

    id: Id = Field(description="What “bareme collect --stage” is given.")
    when: Text = Field(description="When the student keeps it.")


class Substitute(_Value):
    """A parameter that has another value for the class or for some students, and why."""

    parameter: str = Field(description="Its name, with dots to go inside: image.full.")
    value: Any = Field(description="What it is for them.")
    students: tuple[str, ...] = Field((), description="Student ids; none means the whole class.")
    reason: Text = Field(description="Why; the report prints it.")


class RubricWaiver(_Value):
    """A criterion that is not asked of the class or of some students, and why."""

    criterion: Id = Field(description="Its id.")
    students: tuple[str, ...] = Field((), description="Student ids; none means the whole class.")
    reason: Text = Field(description="Why; the report prints it.")


class Origin(_Value):
    """What a students' copy tells of itself: SHA-256 of the teacher's file, and of its own content."""

    rubric: Hash = Field(description="Of the teacher's file.")
    content: Hash = Field(description="Of the copy's own content.")


class Rubric(_Value):
    """A marking scheme: sections of criteria, and the parameters a teacher may change."""

    schema_: Literal["bareme/rubric/v1"] = Field(SCHEMA, alias="schema", description="The version of this format.")
    id: Id = Field(description="What runs and reports name it by.")
    copy_of: Origin | None = Field(
        None, alias="copy-of", description="Of a students' copy, written by “bareme init”: what it was made from."
    )
    version: str = Field("1", description="Told in every result: another version is another grade.")
    title: Text = Field(description="What the lab is called.")
    scale: Decimal = Field(
        Decimal(20), gt=0, le=100_000, decimal_places=DECIMALS, description="What all points together make: 20."
    )
    pass_mark: Decimal | None = Field(
        None,
        alias="pass",
        ge=0,
        le=100_000,
        decimal_places=DECIMALS,
        description="From which grade on the lab is passed.",
    )
    rounding: Rounding = Field(Rounding(), description="How the grade is rounded.")
    timezone: Annotated[str, AfterValidator(known_zone)] = Field(
        DEFAULT_ZONE, description="Whose clocks tell times without a zone, such as Europe/Paris."
    )
    window: Window | None = Field(None, description="When the lab takes place.")
    attest: bool = Field(
        default=False,
        description="Whether exports are asked to bring what Azure signs of each running machine (“bareme invite”).",
    )
    exports: Literal["judged", "accepted"] = Field(
        "judged",
        description="What only a student's own export tells: judged by a person, or accepted as if it had been read.",
    )
    late: Late | None = Field(None, description="What handing in late costs; nothing where this is not given.")
    stages: tuple[Stage, ...] = Field((), description="Checkpoints asked for: “bareme collect --stage ID”.")
    collect: tuple[Collected, ...] = Field(
        (), max_length=MOST, description="Lists to be read beyond those that always are: GET, below resources."
    )
    prices: RegionPrices | None = Field(
        None, description="What things cost in the lab's region; without it, those of East US that come with bareme."
    )
    parameters: dict[str, Any] = Field(
        {}, description="Values that criteria name as ${name}: what a teacher may change."
    )
    substitutes: tuple[Substitute, ...] = Field((), description="Parameters that are others for some, and why.")
    waivers: tuple[RubricWaiver, ...] = Field((), description="Criteria that are not asked, and why.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The exercises.")
    file: SkipJsonSchema[str] = ""
    sha256: SkipJsonSchema[str] = ""
    lines: SkipJsonSchema[dict[str, int]] = {}

    @field_validator("window")
    @classmethod
    def _in_zone(cls, window: Window | None, info: ValidationInfo) -> Window | None:
        zone = info.data.get("timezone")
        return window.at(ZoneInfo(zone)) if window and zone else window

    @field_validator("late")
    @classmethod
    def _late_in_zone(cls, late: Late | None, info: ValidationInfo) -> Late | None:
        zone = info.data.get("timezone")
        return late.at(ZoneInfo(zone)) if late and zone else late

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in order."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    @property
    def price_list(self) -> PriceList:
        """What costs are estimated by."""
        return self.prices.listed if self.prices else bundled_prices()

    @property
    def points(self) -> Decimal:
        """The sum of all points."""
        return sum((criterion.points for criterion in self.criteria), Decimal(0))

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """What is asked in writing, by criterion: its title and its question in every language."""
        asked = (one for one in self.criteria if one.question or (one.check or "").startswith("answer."))
        return {one.id: (*one.title.values(), *(one.question or {}).values()) for one in asked}

    def waivers_for(self, student: str | None) -> dict[str, RubricWaiver]:
        """The waivers that concern a student, by criterion."""
        return {one.criterion: one for one in self.waivers if not one.students or student in one.students}

    def substitutes_for(self, student: str | None) -> Iterator[Substitute]:
        """The substitutes that concern a student."""
        for substitute in self.substitutes:
            if not substitute.students or student in substitute.students:
                yield substitute

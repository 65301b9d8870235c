"""What a student does next, in the order of the lab: one model of advice, which every report is written from.

Never by points: what comes first in the lab comes first here. Nothing that destroys proof is advised while the
checkpoint that keeps it is missing: then the checkpoint is the step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bareme.checking.catalogue import Catalogue
from bareme.grading.checkpoints import before_deleting
from bareme.grading.record import CriterionRecord, Record
from bareme.grading.refused import last_refusals
from bareme.lab import Lab
from bareme.rubric import Criterion, Rubric
from bareme.text.message import Message, Texts, say
from bareme.timeline.missing import told

STEPS = 3
_ON = {"running", "starting", "stopping", "stopped"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a criterion to earn, or a checkpoint to keep before what comes next."""

    criterion: str
    stage: str = ""
    """The checkpoint to keep first; empty where the criterion itself is the step."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """All that a student is told beside his verdicts."""

    steps: tuple[Step, ...]
    more: int
    """Steps after those."""
    empty: tuple[str, ...]
    """Questions without an answer."""
    waiting: tuple[str, ...]
    """Questions answered, which the teacher judges."""
    kept: tuple[str, ...]
    missing: tuple[str, ...]
    """Checkpoints."""
    running: tuple[str, ...]
    """Machines that cost money now."""
    late: Message | None
    """Why some of it may not show yet."""
    coming: tuple[str, ...]
    """Criteria that may come by themselves."""
    warnings: tuple[Message, ...] = ()
    refused: tuple[Message, ...] = ()
    """What Azure answered to the last attempts."""

    def to_wire(self) -> dict[str, Any]:
        """As `check --json` tells it."""
        return {
            "steps": [{"criterion": one.criterion, "checkpoint": one.stage or None} for one in self.steps],
            "more": self.more,
            "questions": {"empty": list(self.empty), "answered": list(self.waiting)},
            "checkpoints": {"kept": list(self.kept), "missing": list(self.missing)},
            "running": list(self.running),
            "may_come": list(self.coming),
            "refused": [one.to_wire() for one in self.refused],
        }


def coaching(record: Record, rubric: Rubric, catalogue: Catalogue, lab: Lab) -> Coaching:
    """The advice for one student's lab as it stands."""
    rows = {one["id"]: one for one in record["criteria"]}
    kept = tuple(dict.fromkeys(one.stage for one in lab.history.collections if one.stage))
    missing = tuple(stage.id for stage in rubric.stages if stage.id not in kept)
    steps = list(_steps(rows, rubric, catalogue, missing))
    questions = [one for one in rubric.criteria if one.question and rows[one.id]["outcome"] == "pending"]
    answered = {one.id for one in questions if rows[one.id]["answer"] or rows[one.id]["files"]}
    late = lab.history.late
    return Coaching(
        steps=tuple(steps[:STEPS]),
        more=max(len(steps) - STEPS, 0),
        empty=tuple(one.id for one in questions if one.id not in answered),
        waiting=tuple(one.id for one in questions if one.id in answered),
        kept=kept,
        missing=missing,
        running=tuple(_running(lab)),
        late=late,
        coming=tuple(one["id"] for one in record["criteria"] if one["outcome"] == "unverifiable") if late else (),
        warnings=tuple(before_deleting(lab)),
        refused=tuple(last_refusals(lab)),
    )


def steps_shown(coaching: Mapping[str, Any] | None, rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a kept coaching, each with a report's own row of its criterion; none where nobody was coached."""
    kept = coaching["steps"] if coaching else ()
    return [{"row": rows[one["criterion"]], "stage": one["checkpoint"]} for one in kept]


def when(rubric: Rubric, stage: str) -> Message:
    """The moment at which a checkpoint is to be kept."""
    own = next(one for one in rubric.stages if one.id == stage)
    return say("{when}", when=Texts(tuple(own.when.items())))


def _steps(
    rows: Mapping[str, CriterionRecord], rubric: Rubric, catalogue: Catalogue, missing: tuple[str, ...]
) -> Iterator[Step]:
    for number, section in enumerate(rubric.sections):
        stage = rubric.stages[number].id if number < len(rubric.stages) else ""
        for one in section.criteria:
            if _is_lost(one, rows[one.id]):
                destroys = one.check is not None and catalogue[one.check].destroys
                yield Step(one.id, stage if destroys and stage in missing else "")


def _is_lost(criterion: Criterion, row: CriterionRecord) -> bool:
    return row["outcome"] in {"unmet", "partial"} and Decimal(row["points"]) < criterion.points


def _running(lab: Lab) -> Iterator[str]:
    present = [vm for vm in lab.vms if vm.present]
    for vm in present:
        yield from (vm.name for state in told([vm], lambda one: one.power_state) if state.value in _ON)

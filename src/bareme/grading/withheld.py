"""What a student's own check does not tell: what a question expects, and of `reveal: false` also how to do it.

Everything a student reads from his own check is written from these; the teacher's run tells everything.
"""

from bareme.grading.record import CriterionRecord, Record
from bareme.rubric import Criterion, Rubric


def veiled(rubric: Rubric) -> Rubric:
    """The rubric without the hints, reasons and pages of what is not to be revealed."""
    sections = tuple(
        section.model_copy(update={"criteria": tuple(map(veiled_criterion, section.criteria))})
        for section in rubric.sections
    )
    return rubric.model_copy(update={"sections": sections})


def veiled_criterion(criterion: Criterion) -> Criterion:
    """The criterion as its student may see it."""
    kept = {} if criterion.reveal else {"hint": None, "why": None, "docs": None}
    return criterion.model_copy(update={**kept, "teacher_title": None})


def veiled_record(record: Record, rubric: Rubric) -> Record:
    """The record without what is not to be revealed."""
    hidden = {criterion.id for criterion in rubric.criteria if is_withheld(criterion)}
    secret = {criterion.id for criterion in rubric.criteria if not criterion.reveal}
    criteria = [without_answer(one) if one["id"] in hidden else one for one in record["criteria"]]
    for one in criteria:
        if one["id"] in secret:
            one.pop("command", None)
            one.pop("prepares", None)
    return {**record, "criteria": criteria}


def is_withheld(criterion: Criterion) -> bool:
    """Whether a student must not read what was expected before his grade is final: it would be the answer."""
    return not criterion.reveal or asks_for_an_observation(criterion)


def asks_for_an_observation(criterion: Criterion) -> bool:
    """Whether what was expected is the answer to a question."""
    return criterion.question is not None


def without_answer(one: CriterionRecord) -> CriterionRecord:
    """A criterion without what was expected, and without remarks and proofs, which say it in other words."""
    return {**one, "expected": None, "remark": None, "proofs": []}

"""What a student's own check does not tell: of criteria with `reveal: false`, what was expected and how to do it.

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
    return criterion if criterion.reveal else criterion.model_copy(update={"hint": None, "why": None, "docs": None})


def veiled_record(record: Record, rubric: Rubric) -> Record:
    """The record without what was expected there, and without remarks, which often say it in other words."""
    hidden = {criterion.id for criterion in rubric.criteria if not criterion.reveal}
    criteria = [_veiled(one) if one["id"] in hidden else one for one in record["criteria"]]
    return {**record, "criteria": criteria}


def _veiled(one: CriterionRecord) -> CriterionRecord:
    return {**one, "expected": None, "remark": None}

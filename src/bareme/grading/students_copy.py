"""The students' copy of a rubric: what they check themselves by, without what a teacher alone sees.

Neither expected answers nor what is not to be revealed stand in it, nor exceptions of single students. It tells by
hashes which rubric it was made from and whether somebody changed it since.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bareme.files.problem import Problem
from bareme.grading.withheld import veiled
from bareme.rubric import Criterion, Rubric
from bareme.rubric.dump import MADE_OF
from bareme.rubric.model import Origin
from bareme.text.message import say

FILE = "rubric.yaml"
"""Its name in a lab repository."""

_HEAD = 4096
_ORIGIN = re.compile(rb"^ {2}rubric: ([0-9a-f]{64})$", re.MULTILINE)


_TEACHERS = {"attest", "exports"}
"""What changes nothing in a student's own check."""


def students_copy(rubric: Rubric) -> Rubric:
    """The rubric as students may have it."""
    sections = tuple(
        one.model_copy(update={"criteria": tuple(map(_without_answer, one.criteria))})
        for one in veiled(rubric).sections
    )
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(rubric, name) if not one.students) for name in ("substitutes", "waivers")
    }
    bare = rubric.model_copy(update={"sections": sections, "copy_of": None, **kept})
    return bare.model_copy(update={"copy_of": Origin(rubric=rubric.sha256, content=_content_hash(bare))})


def copy_notes(rubric: Rubric, repo: Path | None) -> Iterator[Problem]:
    """What is to be said where a copy was changed, or is of another rubric than the one a student is graded by."""
    if rubric.copy_of is not None and rubric.copy_of.content != _content_hash(rubric):
        told = say(
            "this is a copy of the teacher's rubric and was changed since it was made: the teacher's own may judge"
            " otherwise."
        )
        yield Problem(0, 0, told, "warning", Path(rubric.file).name)
    own = _origin(repo / FILE) if repo else ""
    if own and rubric.copy_of is None and own != rubric.sha256:
        told = say(
            "this copy of the rubric in the lab repository is of another version: what the student's own check said may"
            " differ."
        )
        yield Problem(0, 0, told, "warning", FILE)


def _origin(copy: Path) -> str:
    """The hash of the rubric a copy was made from; empty where there is none."""
    try:
        with copy.open("rb") as stream:
            found = _ORIGIN.search(stream.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _without_answer(criterion: Criterion) -> Criterion:
    if criterion.answer is None or criterion.answer.expected is None:
        return criterion
    return criterion.model_copy(update={"answer": criterion.answer.model_copy(update={"expected": None})})


def _content_hash(rubric: Rubric) -> str:
    told = rubric.model_dump(mode="json", by_alias=True, exclude={*MADE_OF, *_TEACHERS, "copy_of"})
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

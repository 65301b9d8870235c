"""What a pytest run of bareme works with, kept in the configuration's stash."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue, catalogue
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.student_lab import StudentLab
from bareme.roster import Scope
from bareme.rubric import load_rubric
from bareme.text.language import Speech

ANYWHERE = Scope("")


@dataclass(frozen=True)
class Settings:
    """The evidence, the language, and a class's jobs where the run is of a class."""

    speech: Speech
    evidence: Path | None = None
    content: Path | None = None
    repo: Path | None = None
    answers: Path | None = None
    scope: Scope = ANYWHERE
    """Whose evidence it is, where no roster tells."""
    labs: Sequence[StudentLab] = ()
    """Students whose evidence is at hand already."""
    jobs: Sequence[Job] | None = None
    ready: Evaluator | None = None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The checks a rubric may name."""
        return catalogue(self.content)

    def evaluator(self, rubric: Path) -> Evaluator:
        """A rubric made ready."""
        return self.ready or Evaluator(load_rubric(rubric, self.catalogue), self.catalogue)


SETTINGS = pytest.StashKey[Settings]()

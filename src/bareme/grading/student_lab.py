"""From an evidence path to the students in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bareme.errors import EvidenceError
from bareme.evidence import load_chain
from bareme.evidence.files import evidence_paths
from bareme.lab import Lab
from bareme.rubric import Rubric
from bareme.submission import NOTHING, Submission, load_submission
from bareme.text.message import say


@dataclass(frozen=True)
class Case:
    """One student's evidence; `student` is `None` where the path is one student's own."""

    student: str | None
    place: Path
    rubric: Rubric
    submission: Submission = NOTHING

    @cached_property
    def lab(self) -> Lab:
        """The lab this evidence shows.

        Raises:
            EvidenceError: the evidence is damaged, or there is none.
        """
        collections = load_chain(evidence_paths(self.place))
        if not collections:
            raise EvidenceError(say("{path} holds no evidence file", path=str(self.place)))
        return Lab.of(collections, self.rubric.window.start if self.rubric.window else None, self.submission)


def cases(place: Path, rubric: Rubric, repo: Path | None = None, answers: Path | None = None) -> Iterator[Case]:
    """One case for a file or a folder of files, else one for each folder inside.

    Answers and scripts are looked for beside a student's evidence, unless `repo` or `answers` say where they are.
    """
    if place.is_file() or evidence_paths(place) or not place.is_dir():
        own = repo or (place if place.is_dir() else None)
        yield Case(None, place, rubric, load_submission(own, answers))
        return
    for folder in sorted(path for path in place.iterdir() if path.is_dir()):
        yield Case(folder.name, folder, rubric, load_submission(folder))

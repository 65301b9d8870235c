"""A class as jobs: who is graded, on which evidence, with what people decided."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bareme.classrun.shard import WHOLE, Shard
from bareme.grading.evaluate import Job
from bareme.grading.grade import NO_DECISIONS, Decisions
from bareme.roster import Roster, Student


@dataclass(frozen=True, slots=True)
class Jobs:
    """One job per student of a roster, or of a part of it; each is made when its turn comes, and none is kept."""

    roster: Roster
    evidence: Path
    decisions: Mapping[str, Decisions]
    repos: Path | None = None
    part: Shard = WHOLE
    only: Collection[str] = ()
    """Ids of those who are graded in their class's folder, the others left as they are; empty for everybody."""

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Job]:
        for position, student in self.students():
            decisions = self.decisions.get(student.id, NO_DECISIONS)
            yield job_of(student, self.evidence, self.repos, decisions, position)

    def students(self) -> Iterator[tuple[int, Student]]:
        """Everybody, with his place in the roster, from 0."""
        for position in self._positions:
            yield position, self.roster.students[position]

    @property
    def _positions(self) -> Sequence[int]:
        places = self.part.positions(len(self.roster.students))
        return [place for place in places if self.roster.students[place].id in self.only] if self.only else places


def job_of(
    student: Student, evidence: Path, repos: Path | None, decisions: Decisions = NO_DECISIONS, position: int = 0
) -> Job:
    """One student's job: his hand-in lies among the class's repositories, or beside his evidence."""
    own = evidence / student.slug
    return Job(student, own, decisions, repo_folder(repos, student) or own, position=position)


def repo_folder(repos: Path | None, student: Student) -> Path | None:
    """A student's lab repository among a class's: by id, by GitHub name."""
    names = (student.slug, student.github) if repos else ()
    return next((repos / name for name in names if repos and _is_name(name) and (repos / name).is_dir()), None)


def _is_name(text: str) -> bool:
    return bool(text) and text not in {".", ".."} and "/" not in text and "\\" not in text

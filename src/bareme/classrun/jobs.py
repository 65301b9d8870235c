"""A class as jobs: who is graded, on which evidence, with what people decided."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bareme.classrun.shard import WHOLE, Shard
from bareme.evidence.vouchers import Vouchers
from bareme.grading.evaluate import Job
from bareme.grading.grade import NO_DECISIONS, Decisions
from bareme.grading.lateness import HandedIn
from bareme.handins.repositories import NO_REPOSITORIES, Repositories
from bareme.roster import Roster, Scope, Student


@dataclass(frozen=True, slots=True)
class Jobs:
    """One job per student of a roster, or of a part of it; each is made when its turn comes, and none is kept."""

    roster: Roster
    evidence: Path
    decisions: Mapping[str, Decisions]
    repos: Repositories = NO_REPOSITORIES
    part: Shard = WHOLE
    only: Collection[str] = ()
    """Ids of those who are graded in their class's folder, the others left as they are; empty for everybody."""
    handed_in: Mapping[str, datetime] = field(default_factory=dict)
    """When each student handed in, where that is known."""
    deadline: datetime | None = None
    learnt: Mapping[str, Scope] = field(default_factory=dict)
    """The scopes that hand-ins told, for those whom the roster gives none."""
    vouchers: Vouchers | None = None
    """Who vouches for the evidence; `None` where whoever names it does."""

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Job]:
        for position, student in self.students():
            decisions = self.decisions.get(student.id, NO_DECISIONS)
            evidence = self.evidence / student.slug
            repo = self.repos.places.get(student.id, evidence)
            yield Job(
                student, evidence, decisions, repo, position=position, handed_in=self._handed(student),
                vouchers=self.vouchers,
            )  # fmt: skip

    def students(self) -> Iterator[tuple[int, Student]]:
        """Everybody, with his place in the roster, from 0."""
        for position in self._positions:
            student = self.roster.students[position]
            own = None if student.scope.subscription_id else self.learnt.get(student.id)
            yield position, replace(student, scope=own) if own else student

    def _handed(self, student: Student) -> HandedIn | None:
        at = self.handed_in.get(student.id)
        return HandedIn(at, self.deadline) if at else None

    @property
    def _positions(self) -> Sequence[int]:
        places = self.part.positions(len(self.roster.students))
        return [place for place in places if self.roster.students[place].id in self.only] if self.only else places

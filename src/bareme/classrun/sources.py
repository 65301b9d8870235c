"""What a run was graded from, kept with it: roster, evidence, repositories, own checks. Who grades again needs them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bareme.classrun.jobs import Jobs
from bareme.errors import UsageError
from bareme.evidence.vouchers import KnownKey, Vouchers
from bareme.handins.before_grading import learnt_scopes
from bareme.handins.handins_csv import handed_in
from bareme.handins.repositories import NO_REPOSITORIES, repositories
from bareme.keys.collection_key import known_key
from bareme.results.ledger import Ledger
from bareme.roster import AS_WRITTEN, Roster, RosterOptions, load_roster
from bareme.text.message import say

FACT = "sources"
_PLACES = ("roster", "evidence", "repos", "content", "rubric", "exceptions")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where one class run found what it graded."""

    roster: Path
    evidence: Path
    repos: Path | None = None
    content: Path | None = None
    scopes: RosterOptions = AS_WRITTEN
    rubric: Path | None = None
    """The file of the rubric."""
    exceptions: Path | None = None
    """The file of the class's own exceptions."""
    deadline: datetime | None = None

    def students(self) -> Roster:
        """Who was graded.

        Raises:
            UsageError: the roster is no longer there.
        """
        if not self.roster.is_file():
            raise UsageError(
                say("{file}, the roster of this run, is no longer there.", file=str(self.roster)),
                say("Put it back, or grade the class again with the roster you have."),
            )
        return load_roster(self.roster, self.scopes)

    def jobs(self) -> Jobs:
        """A job for each of them, without what people decided.

        Raises:
            UsageError: the roster is no longer there.
        """
        roster = self.students()
        has_repos = self.repos is not None and self.repos.is_dir()
        repos = repositories(self.repos, roster.students) if self.repos and has_repos else NO_REPOSITORIES
        return Jobs(
            roster, self.evidence, {}, repos, handed_in=handed_in(self.evidence), deadline=self.deadline,
            learnt=learnt_scopes(roster, self.evidence).scopes,
            vouchers=Vouchers(self.evidence, KnownKey.of(known_key())),
        )  # fmt: skip

    def to_wire(self, folder: Path) -> dict[str, Any]:
        """As the ledger keeps it; what lies in the run's own folder is found again when that is moved."""
        places = {name: getattr(self, name) for name in _PLACES}
        told = {name: None if path is None else _place(path, folder) for name, path in places.items()}
        return {**told, "scopes": asdict(self.scopes), "deadline": self.deadline and self.deadline.isoformat()}

    @classmethod
    def from_wire(cls, wire: dict[str, Any], folder: Path) -> "Sources":
        """What `to_wire` wrote."""
        repos, content, rubric, exceptions = (folder / wire[name] if wire.get(name) else None for name in _PLACES[2:])
        scopes = RosterOptions(**wire["scopes"])
        deadline = datetime.fromisoformat(wire["deadline"]) if wire.get("deadline") else None
        return cls(
            folder / wire["roster"], folder / wire["evidence"], repos, content, scopes, rubric, exceptions, deadline
        )  # fmt: skip


def sources_of(ledger: Ledger) -> list[Sources]:
    """What a run was graded from; several, where it was merged from several.

    Raises:
        UsageError: the run does not know: an older version graded it, or it is a copy under other names.
    """
    told = ledger.fact(FACT)
    if not told:
        raise UsageError(
            say("The run in {folder} does not know what it was graded from.", folder=str(ledger.folder)),
            say("Grade the class again with this version of bareme; marks are kept."),
        )
    return [Sources.from_wire(one, ledger.folder) for one in told]


def _place(path: Path, folder: Path) -> str:
    whole, own = path.resolve(), folder.resolve()
    return whole.relative_to(own).as_posix() if whole.is_relative_to(own) else str(whole)

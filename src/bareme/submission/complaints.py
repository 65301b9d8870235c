"""What is wrong with what a student handed in, gathered while it is read: each with its file, line and column."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bareme.files.environment import reason_of
from bareme.files.problem import Level, Problem
from bareme.text.message import Message, say
from bareme.text.sanitize import visible


@dataclass(frozen=True, slots=True)
class Complaints:
    """The problems of one hand-in, in the order in which they were found."""

    repo: Path | None
    found: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: Message, *, at: tuple[int, int] = (0, 0), level: Level = "error") -> None:
        """Note something about a file; `at` is line and column from 1, zeros for the whole of it."""
        self.found.append(Problem(*at, message, level, self.name_of(path)))

    def not_read(self, path: Path, error: OSError) -> None:
        """Note that a file or folder could not be read, and why."""
        self.add(path, say("cannot be read: {reason}", reason=reason_of(error)))

    def name_of(self, path: Path) -> str:
        """A file as its student knows it: from the top of his repository, or of the folder he works in."""
        for top in (self.repo, Path()):
            with suppress(ValueError):
                if top is not None:
                    return visible(path.absolute().relative_to(top.absolute()).as_posix())
        return visible(path.name)

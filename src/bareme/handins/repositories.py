"""A folder of lab repositories: whose each is, also where an LMS named them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bareme.errors import UsageError
from bareme.handins.entry_names import is_noise
from bareme.handins.forms.moodle import person
from bareme.handins.people import People
from bareme.roster import Student
from bareme.text.message import Message, say
from bareme.text.sanitize import clipped

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Repositories:
    """The repository of each student who has one, and the folders that are nobody's for certain."""

    places: Mapping[str, Path]
    unknown: tuple[str, ...] = ()
    count: int = 0

    @property
    def told(self) -> Message | None:
        """How many were recognised, where that is not every one."""
        if not self.unknown:
            return None
        names = (*map(clipped, self.unknown[:_LISTED]), *(["…"] if len(self.unknown) > _LISTED else []))
        return say(
            "{n} of {of} repositories recognised, these are not: {names}",
            n=self.count - len(self.unknown), of=self.count, names=names,
        )  # fmt: skip


NO_REPOSITORIES = Repositories({})


def repositories(folder: Path, students: Iterable[Student]) -> Repositories:
    """Whose each folder is: by id or GitHub name as it stands, else as hand-ins are matched.

    Raises:
        UsageError: there are folders, and not one is anybody's: nobody would have answered.
    """
    names = {one.name for one in folder.iterdir() if one.is_dir() and not is_noise((one.name,))}
    roster = list(students)
    places: dict[str, Path] = {}
    for student in roster:
        own = next((name for name in (student.slug, student.github) if name in names), None)
        if own:
            places[student.id] = folder / own
    rest = sorted(names - {path.name for path in places.values()})
    people = People(roster) if rest else None
    unknown = []
    for name in rest:
        found = people.certain(person(name)).students if people else ()
        for student_id in found:
            places.setdefault(student_id, folder / name)
        if not found:
            unknown.append(name)
    if names and not places:
        raise UsageError(
            say("none of the {n} folders in {folder} is a student's of the roster", n=len(names), folder=str(folder)),
            say("Call them by id, GitHub name or name, or take the download in with “bareme import”."),
        )
    return Repositories(places, tuple(unknown), len(names))

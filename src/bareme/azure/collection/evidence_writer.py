"""Collecting into a folder of evidence: one new file a student, and a class that can be interrupted."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bareme.azure import Observer, Settings, Summary, Target
from bareme.azure.collection.advice import advice, problems, state_of, was_read
from bareme.azure.collection.collect import collect_many
from bareme.azure.collection.resume import Marker
from bareme.azure.collection.targets import Choice
from bareme.azure.credentials.permissions import Rights
from bareme.errors import BaremeError
from bareme.evidence import Collection, write_collection
from bareme.evidence.vouchers import KnownKey, register_collector, write_vouched
from bareme.files.environment import TO_WRITE, reason_of
from bareme.keys.collection_key import CollectionKey, collection_key
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one student, without his evidence."""

    key: str
    read: bool
    """Whether anything was read."""
    path: Path | None
    """The new file; `None` when nothing at all was read, which proves nothing, or it could not be written."""
    problems: tuple[Message, ...] = ()
    state: str = ""
    """The subscription's own."""
    advice: tuple[Message, ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()
    """Source, status and code of what was not read."""
    rights: Rights | None = None
    """What the credential may do there, where that was asked."""


@dataclass(slots=True)
class Keeper:
    """Writes each collection as soon as it is complete, and remembers who is done."""

    folder: Path
    whole_class: bool
    marker: Marker
    key: CollectionKey | None = None
    """Signs each file; without one, the class's folder remembers it."""
    kept: list[Kept] = field(default_factory=list)

    def keep(self, target: Target, collection: Collection) -> None:
        """Write one student's file; what goes wrong there concerns nobody else."""
        entry = outcome(target, collection)
        try:
            if entry.read:
                entry = replace(entry, path=self._written(target, collection))
        except BaremeError as error:
            entry = replace(entry, problems=(*entry.problems, error.message))
        except OSError as error:
            reason = say("The file cannot be written: {reason}", reason=reason_of(error, TO_WRITE))
            entry = replace(entry, problems=(*entry.problems, reason))
        self.kept.append(entry)
        if self.whole_class and entry.read and entry.path:
            self.marker.add(target.key)

    def _written(self, target: Target, collection: Collection) -> Path:
        if self.whole_class:
            return write_vouched(self.folder / target.key, collection, self.key)
        return write_collection(self.folder, collection, self.key)


def outcome(target: Target, collection: Collection) -> Kept:
    """What is told about one student."""
    return Kept(
        key=target.key,
        read=was_read(collection),
        path=None,
        problems=tuple(problems(collection)),
        state=state_of(collection),
        advice=tuple(advice(collection, target)),
        unread=tuple((name, status.value, error) for name, status, error in collection.unread),
    )


def keep_class(
    choice: Choice, settings: Settings, folder: Path, observer: Observer, *, restart: bool = False
) -> tuple[Keeper, Summary]:
    """Collect the targets of a choice; those of a class that an interrupted run has finished are left out."""
    marker = Marker(folder, settings.stage, settings.now())
    done = set() if restart or not choice.whole_class else marker.done()
    keeper = Keeper(folder, choice.whole_class, marker, collection_key())
    if choice.whole_class:
        register_collector(folder, KnownKey.of(keeper.key), always=keeper.key is None)
    if choice.whole_class and not done:
        marker.finish()
    missing = [target for target in choice.targets if target.key not in done]
    summary = collect_many(missing, settings, keeper.keep, observer)
    if choice.whole_class:
        marker.finish()
    return keeper, summary

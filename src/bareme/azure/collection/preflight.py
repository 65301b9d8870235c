"""Which reads work, and what else would: every source is asked for its first page, and nothing is kept."""

from dataclasses import replace

from bareme.azure import Observer, Settings, Summary, Target
from bareme.azure.collection.collect import collect_many
from bareme.azure.collection.evidence_writer import Kept, outcome
from bareme.azure.collection.targets import Choice
from bareme.azure.credentials.permissions import Rights
from bareme.evidence import Collection


def preflight(choice: Choice, settings: Settings, observer: Observer) -> tuple[list[Kept], Summary]:
    """Try the reads of every target.

    Raises:
        AccessError: there is no credential.
    """
    kept: list[Kept] = []
    rights: dict[str, Rights] = {}

    def note(target: Target, collection: Collection) -> None:
        kept.append(replace(outcome(target, collection), rights=rights.get(target.key)))

    def allow(target: Target, found: Rights) -> None:
        rights[target.key] = found

    summary = collect_many(choice.targets, replace(settings, peek=True, on_rights=allow), note, observer)
    return kept, summary

"""Which reads work, and what else would: every source is asked for its first page, and nothing is kept."""

from dataclasses import replace

from bareme.azure import Observer, Settings, Summary, Target
from bareme.azure.collection.collect import collect_many
from bareme.azure.collection.evidence_writer import Kept, outcome
from bareme.azure.collection.targets import Choice
from bareme.azure.credentials.permissions import Rights
from bareme.evidence import Collection
from bareme.text.message import Message, say
from bareme.timeline.unseen import told_unseen

_RENAME = say(
    "Correct --resource-group or the roster's resource_group column; a student whose group nobody ever saw cannot be "
    "graded."
)


def preflight(choice: Choice, settings: Settings, observer: Observer) -> tuple[list[Kept], Summary]:
    """Try the reads of every target.

    Raises:
        AccessError: there is no credential.
    """
    kept: list[Kept] = []
    rights: dict[str, Rights] = {}
    unseen: dict[str, Message] = {}

    def note(target: Target, collection: Collection) -> None:
        entry = replace(outcome(target, collection), rights=rights.get(target.key))
        if target.key in unseen:
            entry = replace(entry, problems=(*entry.problems, unseen[target.key]), advice=(*entry.advice, _RENAME))
        kept.append(entry)

    def allow(target: Target, found: Rights) -> None:
        rights[target.key] = found

    def miss(target: Target, groups: tuple[str, ...]) -> None:
        unseen[target.key] = told_unseen(target.resource_group or "", groups)

    asked = replace(settings, peek=True, on_rights=allow, on_unseen=miss)
    summary = collect_many(choice.targets, asked, note, observer)
    return kept, summary

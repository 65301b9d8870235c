"""Which reads work: every source is asked for its first page, and nothing is kept."""

from dataclasses import replace

from bareme.azure import Settings, Summary, Target, Watch, collect_many
from bareme.azure.choice import Choice
from bareme.azure.keeping import Kept, outcome
from bareme.evidence import Collection


def preflight(choice: Choice, settings: Settings, watch: Watch) -> tuple[list[Kept], Summary]:
    """Try the reads of every target.

    Raises:
        AccessError: there is no credential.
    """
    kept: list[Kept] = []

    def note(target: Target, collection: Collection) -> None:
        kept.append(outcome(target, collection))

    summary = collect_many(choice.targets, replace(settings, peek=True), note, watch)
    return kept, summary

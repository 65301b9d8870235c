"""A sorted hand-in put into one student's places: what cannot be kept is told, and the rest is kept."""

from pathlib import Path

from bareme.handins.items import UNREADABLE
from bareme.handins.shelf import Kept, LeadsElsewhereError, keep_evidence, keep_file, keep_pictures
from bareme.handins.sorting import Sorted
from bareme.handins.troubles import broken, leads_elsewhere

Places = list[tuple[Path, bool]]
"""Where things lie, and whether each is new."""


def keep(found: Sorted, evidence: Path, repo: Path, kept: Kept) -> Places:
    """Keep everything of a hand-in; a file that cannot be read joins its troubles."""
    places: Places = []
    for collection in sorted(found.evidence, key=lambda one: one.collected_at):
        path, is_new = keep_evidence(evidence, collection)
        kept.new += is_new
        kept.known += not is_new
        places.append((path, is_new))
    places += _files(found, repo, kept)
    if any(item.suffix in {".docx", ".odt"} for item in found.files):
        keep_pictures(repo, kept)
    return places


def _files(found: Sorted, repo: Path, kept: Kept) -> Places:
    places: Places = []
    for item in list(found.files):
        try:
            places.append(keep_file(repo, item, kept))
        except LeadsElsewhereError:
            found.troubles.append(leads_elsewhere(item.name))
            found.files.remove(item)
        except UNREADABLE:
            found.troubles.append(broken(item.name))
            found.files.remove(item)
    return places

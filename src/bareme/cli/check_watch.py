"""`bareme check --watch`: the same check whenever something changed, in Azure or in the repository.

A look is two requests; the whole is read again only when it shows something else, and once more a little later, since
Azure's log runs behind. What was read while he worked counts as evidence until the command ends.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.cli.check_options import CheckOptions
from bareme.cli.one_check import Checked, StudentCheck
from bareme.cli.output import console, tell
from bareme.errors import AccessError, EvidenceError, ExitCode
from bareme.evidence.files import evidence_paths
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.azure.collection.glance import Look

AFTER = 180.0
"""Seconds after a change when the log tells most of it."""


def watch(check: StudentCheck, scratch: Path, sleep: Callable[[float], None] = time.sleep) -> int:
    """Check until somebody ends it, which loses nothing.

    Returns:
        The exit code of the last check.
    """
    asked, out = check.asked, console(error=True)
    watcher = _Watcher(check, scratch)
    try:
        last = watcher.first()
        if not last.is_graded:
            return last.code
        tell(out, asked.speech, say("Looking again every {seconds} s; Ctrl-C ends it.", seconds=int(asked.every)))
        while True:
            sleep(asked.every)
            last = watcher.next() or last
    except KeyboardInterrupt:
        tell(out, asked.speech, say("Ended. Nothing was changed in Azure; the last check stands above."))
    return last.code if watcher.checked else ExitCode.INTERRUPTED


@dataclass(slots=True)
class _Watcher:
    """What was seen last, and when to read the whole again anyway."""

    check: StudentCheck
    scratch: Path
    checked: bool = False
    azure: "Look | None" = None
    files: tuple[object, ...] = ()
    due: float | None = None

    def first(self) -> Checked:
        """The first check, and the first look."""
        self.files = tuple(_files(self.check.asked))
        found = self._whole(has_moved=False)
        self.azure = self._glance()
        return found

    def next(self) -> Checked | None:
        """One look, and a check where something changed; `None` where nothing did."""
        seen = self._glance()
        files = tuple(_files(self.check.asked))
        has_moved = seen is not None and seen != self.azure
        is_due = self.due is not None and time.monotonic() >= self.due
        if not has_moved and not is_due and files == self.files:
            return None
        self.files = files
        console().rule()
        try:
            found = (
                self._whole(has_moved=has_moved) if has_moved or is_due else self.check.once(self.scratch, again=True)
            )
        except (AccessError, EvidenceError) as error:  # the network comes and goes, a file is half written
            tell(console(error=True), self.check.asked.speech, error.message)
            return None
        self.azure = seen or self.azure
        return found

    def _whole(self, *, has_moved: bool) -> Checked:
        """Read it all; what has just been done stands in the log a little later."""
        found = self.check.once(self.scratch)
        self.checked = True
        self.due = time.monotonic() + AFTER if has_moved or (found.may_come and self.check.reads_azure) else None
        return found

    def _glance(self) -> "Look | None":
        """What is there and how the machines stand; `None` where Azure is not asked, or does not tell now."""
        if not self.check.reads_azure:
            return None
        try:
            return _seen(self.check.asked)
        except AccessError:
            return None


def _seen(asked: CheckOptions) -> "Look | None":
    from bareme.azure import Settings  # noqa: PLC0415 - nothing of Azure when grading from disk
    from bareme.azure.collection.collect import collect_one  # noqa: PLC0415 - the same
    from bareme.azure.collection.glance import LOOKED_AT, look_of  # noqa: PLC0415 - the same
    from bareme.azure.collection.targets import choose  # noqa: PLC0415 - the same
    from bareme.roster import RosterOptions  # noqa: PLC0415 - the same

    (target,) = choose(None, RosterOptions(asked.resource_group, asked.subscription)).targets
    found = collect_one(target, Settings(arm_endpoint=asked.arm_endpoint, only=LOOKED_AT))
    if not all(reading.status.was_read for reading in found.sources.values()):
        return None
    return look_of(found)


def _files(asked: CheckOptions) -> Iterator[object]:
    """What was handed in so far, by name and time of change."""
    places = [one for one in (asked.answers, asked.repo, asked.repo and asked.repo / "scripts") if one]
    kept = asked.kept_evidence
    listed = [file for place in places for file in (sorted(place.iterdir()) if place.is_dir() else [place])]
    for file in [*listed, *(evidence_paths(kept) if kept else ())]:
        try:
            state = file.stat()
        except OSError:
            continue  # it was taken away meanwhile
        yield str(file), state.st_mtime_ns, state.st_size

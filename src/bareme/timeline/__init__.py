"""Timelines: what happened to every resource, rebuilt from all that Azure still tells.

State now and at earlier collections, activity log, deployment history, resource changes and left-over disks and
images each become *snapshots* (a model, whole or partial, at a moment) and *operations* (something done, with its
outcome). Both are gathered per resource id and cut into *lives*: the same name created again is another life.
"""

from bareme.timeline.history import History
from bareme.timeline.life import Life
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Fact, Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

__all__ = ["Fact", "History", "Life", "Operation", "Outcome", "Proof", "RecordKind", "Snapshot"]

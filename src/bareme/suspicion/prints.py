"""What of a hand-in no other hand-in has by itself: ids that Azure gives once, accounts, texts.

Prints are kept as short hashes. Of actions and log records only the smallest hashes are kept: two logs that are alike
keep the same ones (bottom-k sketch, Cohen and Kaplan 2007), and a busy lab takes no more room than a quiet one.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from bareme.evidence import Source
from bareme.evidence.person import is_person
from bareme.reference.arm import dig, fold, resource_type
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import SuspicionKind, clue_of, moment, scope_path
from bareme.suspicion.rhythm import Row, action_rows, object_rows
from bareme.suspicion.texts import told
from bareme.timeline import Life, Operation

KEPT = 24
"""Prints of actions, and of log records, kept of one student."""

_UNIQUE = {
    "microsoft.compute/virtualmachines": "vmId",
    "microsoft.compute/disks": "uniqueId",
    "microsoft.compute/virtualmachinescalesets": "uniqueId",
    "microsoft.compute/virtualmachinescalesets/virtualmachines": "vmId",
}
"""The property that Azure gives to one resource alone, whatever its name and subscription."""
_MADE_BY_HAND = frozenset({"microsoft.compute", "microsoft.network", "microsoft.storage"})

EXPORT = "export"
"""Where a print was found that a student's own export shows."""

Print = list[str]


def prints(handin: HandIn) -> list[Print]:
    """Every print of a student, each digest once."""
    found = (
        *_scopes(handin), *_resources(handin), *_actions(handin), *_records(handin), *_accounts(handin),
        *_rows(SuspicionKind.SAME_OBJECTS, object_rows(handin)), *_rows(SuspicionKind.SAME_RHYTHM, action_rows(handin)),
    )  # fmt: skip
    unique = {(one[0], one[1]): one for one in (*_texts(handin), *reversed(found))}
    return list(unique.values())


def _digest(identity: str) -> str:
    return blake2b(identity.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def _scopes(handin: HandIn) -> Iterator[Print]:
    """The subscription of each file; of a shared one, the resource group is what is the student's own."""
    own = [*(handin.lab.history.collections if handin.lab else ()), *handin.foreign]
    for one in own:
        scope = scope_path(one)
        source, time = Source.SUBSCRIPTION.value, moment(one.collected_at)
        yield [SuspicionKind.SAME_SCOPE.value, _digest(fold(scope)), source, scope, time]


def _resources(handin: HandIn) -> Iterator[Print]:
    for type_, property_ in _UNIQUE.items():
        for life in handin.lab.history.lives(type_) if handin.lab else ():
            yield from _resource(life, property_)


def _resource(life: Life, property_: str) -> Iterator[Print]:
    for snapshot in life.snapshots:
        identity = fold(dig(snapshot.model, "properties", property_))
        if identity:
            clue = clue_of(snapshot.proof)
            yield [SuspicionKind.SAME_RESOURCE.value, _digest(identity), clue.source, clue.resource, clue.time]
            return


def _actions(handin: HandIn) -> Iterator[Print]:
    return _some(SuspicionKind.SAME_ACTION, ((one.correlation_id, one) for one in handin.operations))


def _records(handin: HandIn) -> Iterator[Print]:
    return _some(SuspicionKind.SAME_RECORD, ((fold(one.event), one) for one in handin.operations))


def _accounts(handin: HandIn) -> Iterator[Print]:
    """Who made machines, networks and disks here: not who made the resource group, which may be the teacher."""
    first: dict[str, Operation] = {}
    for one in handin.makings:
        provider = resource_type(one.resource_id).partition("/")[0]
        if provider in _MADE_BY_HAND and is_person(one.caller, one.object_id):
            first.setdefault(one.caller, one)
    for caller, one in first.items():
        yield _logged(SuspicionKind.SAME_ACCOUNT, _digest(caller), one)


def _rows(kind: SuspicionKind, rows: Iterable[tuple[bool, Row]]) -> Iterator[Print]:
    """The smallest digests of the rows; of one that an export and a collection both show, the export's is kept."""
    digests: dict[str, tuple[bool, Row]] = {}
    for exported, row in rows:
        digests.setdefault(_digest(row.identity), (exported, row))
    for digest in sorted(digests)[:KEPT]:
        exported, row = digests[digest]
        source = EXPORT if exported else Source.ACTIVITY_LOG.value
        yield [kind.value, digest, source, row.first.place, moment(row.first.time)]


def _texts(handin: HandIn) -> Iterator[Print]:
    for what, name, text in told(handin.submission):
        kind = SuspicionKind.SAME_SCRIPT if what == "script" else SuspicionKind.SAME_ANSWER
        yield [kind.value, _digest(text if what == "script" else f"{name}\0{text}"), what, name, ""]


def _logged(kind: SuspicionKind, digest: str, operation: Operation) -> Print:
    """Type and name of the resource are enough to find it again in the student's own log."""
    resource = "/".join(operation.resource_id.rsplit("/", 2)[-2:])
    return [kind.value, digest, Source.ACTIVITY_LOG.value, resource, moment(operation.time)]


def _some(kind: SuspicionKind, found: Iterable[tuple[str, Operation]]) -> Iterator[Print]:
    first: dict[str, Operation] = {}
    for identity, operation in found:
        first.setdefault(identity, operation)
    digests = {_digest(identity): one for identity, one in first.items() if identity}
    for digest in sorted(digests)[:KEPT]:
        yield _logged(kind, digest, digests[digest])

"""What `access --delegated` tells: which subscriptions students opened, and who has not done it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bareme.azure.lighthouse.delegations import Delegation
from bareme.reference.arm import fold
from bareme.roster import Student
from bareme.text.message import Message, say

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """The delegated subscriptions, held against a class."""

    found: Sequence[Delegation]
    students: Sequence[Student] = ()

    @property
    def done(self) -> list[Student]:
        """Those whose subscription is among them."""
        return [one for one in self.students if fold(one.scope.subscription_id) in self._ids]

    @property
    def missing(self) -> list[Student]:
        """The others; of some the roster knows no subscription."""
        return [one for one in self.students if fold(one.scope.subscription_id) not in self._ids]

    @property
    def of_nobody(self) -> list[Delegation]:
        """What was delegated and is no student's of the class."""
        own = {fold(one.scope.subscription_id) for one in self.students}
        return [one for one in self.found if fold(one.subscription_id) not in own]

    @property
    def _ids(self) -> frozenset[str]:
        return frozenset(fold(one.subscription_id) for one in self.found)

    def told(self) -> Iterator[Message]:
        """For people: the counts, then who has not done it."""
        tenants = len({fold(one.tenant_id) for one in self.found})
        yield say("Delegated to you: {n} subscriptions of {tenants} tenants.", n=len(self.found), tenants=tenants)
        if self.students:
            yield say("Done: {done} of {all} students.", done=len(self.done), all=len(self.students))
        for one in self.missing[:SHOWN]:
            if one.scope.subscription_id:
                yield say("Not yet: {id} ({name})", id=one.id, name=one.name)
            else:
                yield say("Not known: {id} ({name}), of whom the roster has no subscription", id=one.id, name=one.name)
        for left in self.of_nobody[:SHOWN]:
            yield say("{id} ({name})", id=left.subscription_id, name=left.name)

    def to_wire(self) -> dict[str, Any]:
        """For programs."""
        return {
            "delegated": [asdict(one) for one in self.found],
            "done": [one.id for one in self.done],
            "missing": [one.id for one in self.missing],
        }

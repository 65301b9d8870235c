"""What Azure answered to a student's last attempts, in his language, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from bareme.lab import Lab
from bareme.reference.arm import fold, resource_name
from bareme.text.message import Message, say
from bareme.text.sanitize import clipped
from bareme.timeline import Operation, Outcome

MOST = 2
LATELY = timedelta(days=1)
"""Before the reading: what was given up long ago is history."""

_EXCUSES = say("Keep the refusal in the log: it excuses you.")
_SIZE = say("This size is not to be had there now: try another zone, or another small size that the lab accepts.")
_QUOTA = say(
    "The quota of cores is used up, and machines that are only stopped count: delete what you no longer need, or choose"
    " a smaller size."
)
_POLICY = say("Your organisation allows certain regions or sizes only: choose among those that the portal offers.")
_LOCK = say("A lock protects it: take the lock away (portal: Locks, on the resource or its group), then do it again.")
_BUSY = say("Something else was still under way there: wait a minute, then do it again.")
_CLOSED = say("The subscription is disabled, so that Azure refuses every change: tell your teacher.")
_RIGHTS = say("Your account may not do this here: check that it is your own subscription and group.")

_ADVICE: dict[str, tuple[Message, bool]] = {
    **dict.fromkeys(
        (
            "skunotavailable", "zonalallocationfailed", "allocationfailed", "overconstrainedallocationrequest",
            "overconstrainedzonalallocationrequest",
        ),
        (_SIZE, True),
    ),
    **dict.fromkeys(("quotaexceeded", "operationnotallowed"), (_QUOTA, True)),
    **dict.fromkeys(("requestdisallowedbypolicy", "requestdisallowedbyazure", "locationnotavailableforresourcetype"),
                    (_POLICY, True)),
    "scopelocked": (_LOCK, False),
    **dict.fromkeys(("conflict", "anotheroperationinprogress", "retryableerror", "operationpreempted"), (_BUSY, False)),
    **dict.fromkeys(("readonlydisabledsubscription", "subscriptionnotregistered"), (_CLOSED, False)),
    **dict.fromkeys(("authorizationfailed", "linkedauthorizationfailed"), (_RIGHTS, False)),
}  # fmt: skip
"""What to do, and whether the refusal excuses; by Azure's innermost code, folded."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An attempt that Azure refused, and that none of the same kind made good since."""

    name: str
    """Of the resource."""
    code: str
    """Azure's own, the innermost."""
    time: datetime
    text: str
    """Azure's words, where it gave any."""

    @property
    def advice(self) -> Message | None:
        """What to do about it, where that is known."""
        return self._known[0]

    @property
    def _known(self) -> tuple[Message | None, bool]:
        about_something_else = fold(self.code) == "operationnotallowed" and "quota" not in fold(self.text)
        return (None, False) if about_something_else else _ADVICE.get(fold(self.code), (None, False))

    @property
    def told(self) -> Message:
        """One sentence or two."""
        said = say(
            "{moment}: Azure refused “{name}” ({code}).", moment=self.time, name=self.name, code=self.code or "?"
        )
        advice, excuses = _ADVICE.get(fold(self.code), (None, False))
        if advice is None:
            return say("{refusal} {text}", refusal=said, text=self.text) if self.text else said
        if excuses:
            return say("{refusal} {advice} {more}", refusal=said, advice=advice, more=_EXCUSES)
        return say("{refusal} {advice}", refusal=said, advice=advice)


def refused_lately(lab: Lab) -> Iterator[Refused]:
    """What was refused lately and not made good since, the newest first; once an attempt."""
    settled: set[tuple[str, str]] = set()
    attempts: set[str] = set()
    for operation in sorted(lab.history.operations, key=_newest_and_innermost, reverse=True):
        key, attempt = _kind(operation), operation.correlation_id or operation.event
        if key in settled or operation.outcome not in {Outcome.DONE, Outcome.FAILED}:
            continue
        settled.add(key)
        if operation.outcome is Outcome.FAILED and operation.time >= lab.read_at - LATELY and attempt not in attempts:
            attempts.add(attempt)
            yield _refused(operation)


def last_refusals(lab: Lab) -> Iterator[Message]:
    """The newest of them, told."""
    return (one.told for one in islice(refused_lately(lab), MOST))


def _refused(operation: Operation) -> Refused:
    return Refused(
        name=resource_name(operation.resource_id) or operation.name,
        code=_code(operation),
        time=operation.time,
        text=clipped(next((one.message for one in operation.reasons if one.message), "")),
    )


def _code(operation: Operation) -> str:
    """The code that tells most."""
    codes = [one.code for one in operation.reasons] or [operation.error]
    return next((one for one in codes if fold(one) in _ADVICE), codes[0])


def _newest_and_innermost(operation: Operation) -> tuple[datetime, bool]:
    return operation.time, not _is_deployment(operation)


def _kind(operation: Operation) -> tuple[str, str]:
    """What makes a later success its own: the same on the same resource; of deployments, whose names differ, any."""
    if _is_deployment(operation):
        return "deployment", operation.resource_id.partition("/providers/microsoft.resources/")[0]
    return operation.name, operation.resource_id


def _is_deployment(operation: Operation) -> bool:
    return operation.name.startswith("microsoft.resources/deployments/")

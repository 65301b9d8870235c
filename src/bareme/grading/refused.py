"""What Azure answered to a student's last attempts, in his language, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

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
class _Refusal:
    """A failed attempt that none of the same kind followed with success."""

    operation: Operation

    @property
    def code(self) -> str:
        """Azure's code; quotas and sizes are told by an outer code with words."""
        told = [one.code for one in self.operation.reasons] or [self.operation.error]
        known = next((one for one in told if fold(one) in _ADVICE), told[0])
        is_about_quota = fold(known) != "operationnotallowed" or "quota" in fold(self.operation.detail)
        return known if is_about_quota else ""

    def told(self) -> Message:
        """One sentence or two."""
        operation = self.operation
        why = next((one.message for one in operation.reasons if one.message), "")
        said = say(
            "{moment}: Azure refused “{name}” ({code}).",
            moment=operation.time, name=resource_name(operation.resource_id) or operation.name,
            code=self.code or operation.error or "?",
        )  # fmt: skip
        advice, excuses = _ADVICE.get(fold(self.code), (None, False))
        if advice is None:
            return say("{refusal} {text}", refusal=said, text=clipped(why)) if why else said
        if excuses:
            return say("{refusal} {advice} {more}", refusal=said, advice=advice, more=_EXCUSES)
        return say("{refusal} {advice}", refusal=said, advice=advice)


def last_refusals(lab: Lab) -> Iterator[Message]:
    """What was refused lately and not made good since, the newest first; once an attempt."""
    settled: set[tuple[str, str]] = set()
    attempts: set[str] = set()
    shown = 0
    for operation in sorted(lab.history.operations, key=_newest_and_innermost, reverse=True):
        key, attempt = _kind(operation), operation.correlation_id or operation.event
        if key in settled or operation.outcome not in {Outcome.DONE, Outcome.FAILED}:
            continue
        settled.add(key)
        is_late = operation.time >= lab.read_at - LATELY
        if operation.outcome is Outcome.FAILED and is_late and attempt not in attempts and shown < MOST:
            attempts.add(attempt)
            shown += 1
            yield _Refusal(operation).told()


def _newest_and_innermost(operation: Operation) -> tuple[datetime, bool]:
    return operation.time, not _is_deployment(operation)


def _kind(operation: Operation) -> tuple[str, str]:
    """What makes a later success its own: the same on the same resource; of deployments, whose names differ, any."""
    if _is_deployment(operation):
        return "deployment", operation.resource_id.partition("/providers/microsoft.resources/")[0]
    return operation.name, operation.resource_id


def _is_deployment(operation: Operation) -> bool:
    return operation.name.startswith("microsoft.resources/deployments/")

"""One student, looked at while he is graded."""

from collections.abc import Callable, Iterator

from bareme.suspicion.attested import attested
from bareme.suspicion.chained import chain, logs, scope, unsigned
from bareme.suspicion.doing import accounts, window
from bareme.suspicion.exported import exported
from bareme.suspicion.exported_log import exported_logs
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Suspicion, Traces
from bareme.suspicion.prints import prints

LOOKS: tuple[Callable[[HandIn], Iterator[Suspicion]], ...] = (
    chain,
    unsigned,
    scope,
    logs,
    window,
    accounts,
    exported,
    exported_logs,
    attested,
)
"""Each tells what it found worth a look."""


def traces(handin: HandIn) -> Traces:
    """What is kept of a student: what he alone is asked about, and what he is compared with others by."""
    return {
        "prints": prints(handin),
        "suspicions": [one.to_wire() for look in LOOKS for one in look(handin)],
        "evidence": [{"sha256": one.sha256, "collected_at": one.collected_at.isoformat()} for one in handin.files],
    }

"""What is worth a teacher's look: never a mark, never a verdict, never on a student's page.

Each student's evidence is looked at while he is graded (`traces`); what two students have in common is found once at
the end (`shared`), from the prints that travel with the ledger.
"""

from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import NO_TRACES, Clue, Suspicion, SuspicionKind, Traces
from bareme.suspicion.own import traces
from bareme.suspicion.shared import suspicions

__all__ = ["NO_TRACES", "Clue", "HandIn", "Suspicion", "SuspicionKind", "Traces", "suspicions", "traces"]

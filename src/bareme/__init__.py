"""bareme grades cloud labs: a rubric in YAML, evidence from Azure, a report for every student.

The names below are what a check is written with.
"""

from bareme.checking.check import check
from bareme.checking.finding import HALF, QUARTER, Finding, best, every, met, partial, unmet, unverifiable, worst
from bareme.evidence import Source
from bareme.lab import Lab, Machine, VirtualMachine
from bareme.reference.name_pattern import Form
from bareme.text.message import Message, say
from bareme.timeline import Fact, Proof
from bareme.timeline.missing import Contradiction, Missing, required, told
from bareme.version import __version__

__all__ = [
    "HALF",
    "QUARTER",
    "Contradiction",
    "Fact",
    "Finding",
    "Form",
    "Lab",
    "Machine",
    "Message",
    "Missing",
    "Proof",
    "Source",
    "VirtualMachine",
    "__version__",
    "best",
    "check",
    "every",
    "met",
    "partial",
    "required",
    "say",
    "told",
    "unmet",
    "unverifiable",
    "worst",
]

"""bareme grades cloud labs: a rubric in YAML, evidence from Azure, a report for every student.

The names below are what a check is written with.
"""

from bareme.check import check
from bareme.evidence import Source
from bareme.finding import HALF, QUARTER, Finding, best, every, met, partial, unmet, unverifiable, worst
from bareme.form import Form
from bareme.lab import Lab, Machine, VirtualMachine
from bareme.message import Message, say
from bareme.missing import Contradiction, Missing, required, told
from bareme.timeline import Fact, Proof
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

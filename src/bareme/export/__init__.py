"""Hand-over files: a graded run written as other systems import grades. One module per format."""

from bareme.export.from_ledger import graded_class
from bareme.export.model import GradedClass, Line, Pupil
from bareme.export.outcome import LeftOut, Written
from bareme.export.provisional import Provisional
from bareme.export.registry import FORMATS, Format
from bareme.export.request import Order

__all__ = [
    "FORMATS",
    "Format",
    "GradedClass",
    "LeftOut",
    "Line",
    "Order",
    "Provisional",
    "Pupil",
    "Written",
    "graded_class",
]

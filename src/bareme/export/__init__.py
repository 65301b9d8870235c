"""Hand-over files: a graded run written as other systems import grades. One module per format."""

from bareme.export.formats import FORMATS, Format
from bareme.export.model import GradedClass, Line, Pupil
from bareme.export.order import Order
from bareme.export.policy import Provisional
from bareme.export.read import graded_class
from bareme.export.written import LeftOut, Written

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

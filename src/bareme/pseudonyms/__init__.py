"""A graded run that may be shown to others: everybody under another name, which only the teacher can turn back."""

from bareme.pseudonyms.copy import copy_of
from bareme.pseudonyms.names import KEY, TABLE, Namer

__all__ = ["KEY", "TABLE", "Namer", "copy_of"]

"""What people decide: marks on open items, waivers, read from and written to a file that Excel can edit."""

from bareme.marks.read import read_marks
from bareme.marks.write import write_marks

__all__ = ["read_marks", "write_marks"]

"""What people decide: marks on open items, waivers, read from and written to a file that Excel can edit."""

from bareme.marks.read import read_marks
from bareme.marks.write import marks_file

__all__ = ["marks_file", "read_marks"]

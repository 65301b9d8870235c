"""What people decide: kept for good beside the run, shown in a table that Excel can edit, read back from there."""

from bareme.marks.decision import Decision, Kind
from bareme.marks.read import read_marks
from bareme.marks.run_marks import RunMarks
from bareme.marks.standing import Standing
from bareme.marks.store import MarkStore
from bareme.marks.students import People
from bareme.marks.write import marks_file

__all__ = ["Decision", "Kind", "MarkStore", "People", "RunMarks", "Standing", "marks_file", "read_marks"]

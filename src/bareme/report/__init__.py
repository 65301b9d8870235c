"""Reports: records in, pages out. Everything here is arithmetic and views; the words stand in the templates."""

from bareme.report.classroom import Classroom
from bareme.report.run import MARKS, seal, teller_of, write_class_files, write_run

__all__ = ["MARKS", "Classroom", "seal", "teller_of", "write_class_files", "write_run"]

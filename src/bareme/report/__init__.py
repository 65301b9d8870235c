"""Reports: records in, pages out. Everything here is arithmetic and views; the words stand in the templates."""

from bareme.classrun.outputs import MARKS, seal, teller_of, write_class_files, write_run
from bareme.report.class_statistics import Classroom

__all__ = ["MARKS", "Classroom", "seal", "teller_of", "write_class_files", "write_run"]

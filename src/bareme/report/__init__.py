"""Reports: records in, pages out. Everything here is arithmetic and views; the words stand in the templates."""

from bareme.report.write import write_reports

__all__ = ["write_reports"]

"""bareme grades cloud labs: a rubric in YAML, evidence from Azure, a report for every student."""

__version__ = "0.1.0"

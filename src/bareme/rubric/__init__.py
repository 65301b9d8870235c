"""Rubrics: YAML in, frozen values out; a wrong rubric is told every error at once, with file, line and column."""

from bareme.files.problem import Problem
from bareme.rubric.load import lint_rubric, load_rubric
from bareme.rubric.model import Criterion, Need, Rounding, Rubric, Section, Substitute, Text

__all__ = [
    "Criterion",
    "Need",
    "Problem",
    "Rounding",
    "Rubric",
    "Section",
    "Substitute",
    "Text",
    "lint_rubric",
    "load_rubric",
]

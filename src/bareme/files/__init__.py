"""YAML that knows its lines, and problems that say where they are."""

from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import Path, Problem, with_nearest

__all__ = ["KEY", "Path", "Problem", "Tree", "with_nearest"]

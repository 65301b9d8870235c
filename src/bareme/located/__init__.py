"""YAML that knows its lines, and problems that say where they are."""

from bareme.located.problem import Path, Problem, with_nearest
from bareme.located.yaml import KEY, Tree

__all__ = ["KEY", "Path", "Problem", "Tree", "with_nearest"]

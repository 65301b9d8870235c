"""Proves a rubric: every criterion falls by a change of what it checks, and by nothing else."""

from bareme.prove.draft import drafted
from bareme.prove.example import Example
from bareme.prove.examples import example_in, examples_of, good_example
from bareme.prove.mutation import Mutation
from bareme.prove.mutations import MUTATIONS
from bareme.prove.proof import Bench, Flaw, Problem, ProofRow, Proven, prove
from bareme.prove.values import Place, values_at

__all__ = [
    "MUTATIONS",
    "Bench",
    "Example",
    "Flaw",
    "Mutation",
    "Place",
    "Problem",
    "ProofRow",
    "Proven",
    "drafted",
    "example_in",
    "examples_of",
    "good_example",
    "prove",
    "values_at",
]

"""A lab repository: what a student fills in, and the workflows that check it on every push."""

from bareme.labrepo.write import write_repository

__all__ = ["write_repository"]

"""Hostile input by the million: one target a parser, for `python -m fuzz` and for the tests."""

"""How far a script is followed: whoever writes one must not be able to keep the reader busy."""

MAX_CHARACTERS = 50_000
MAX_STEPS = 20_000
MAX_WRITTEN = 10_000_000
"""Characters put together from variables, braces and substitutions, everything counted."""
MAX_PARSING_SECONDS = 1.0
"""A whole page of commands takes a hundredth of a second; some nonsense takes the parser minutes."""
MAX_COMMANDS = 1_000
MAX_TURNS = 100
MAX_DEPTH = 40
MAX_FIELDS = 500
MAX_VALUE = 2_000


class Spent(Exception):  # noqa: N818 - reads as the fact it states: the budget is spent
    """The script goes on longer than it is followed."""


class Tangled(Exception):  # noqa: N818 - the same
    """The script cannot be parsed in any sensible time."""

"""Text cells that no spreadsheet takes for a formula."""

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""Wide signs too: a spreadsheet may fold them into the plain ones."""


def guarded(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula (OWASP, "CSV injection")."""
    return f"'{text}" if text[:1] in _FORMULA else text

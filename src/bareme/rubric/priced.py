"""A rubric's text with the prices of its region, everything else left as its author wrote it."""

import re

from bareme.reference.arm import Wire
from bareme.rubric.dump import block

_BLOCK = re.compile(r"^prices[ \t]*:.*\n(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t]+\S))*", re.MULTILINE)


def with_prices(text: str, prices: Wire) -> str:
    """The rubric with these in the place of those it had, or at its end."""
    lines = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    own = block("prices", prices)
    replaced, found = _BLOCK.subn(lambda _: own, lines)
    whole = replaced if found else f"{lines}\n{own}"
    return whole.replace("\n", "\r\n") if "\r\n" in text else whole

"""What XML 1.0 cannot hold (§2.2), and what its readers do not want: control characters, halves of pairs."""

import re

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fit(text: str) -> str:
    r"""Text that XML can hold, each other character shown as its code: `\\x1b`."""
    return text if text.isprintable() else _UNFIT.sub(lambda match: f"\\x{ord(match[0]):02x}", text)

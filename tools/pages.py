"""Sets the typography of the French pages, code apart: apostrophes, and spaces at which no line may break.

`python tools/pages.py` rewrites them; `--check` only tells which are not set.
"""

import re
import sys
from pathlib import Path

from bareme.text.language import Language, Speech

ROOT = Path(__file__).parents[1]
PAGES = ("LISEZMOI.md", "docs/fr/**/*.md")

_CODE = re.compile(r"(?s)( *```.*?```|`[^`]*`|\]\([^)]*\))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_UNIT = re.compile(r"(?<=\d) (?=(?:Ko|Mo|Go|ms|s|min|h|%|octets|jours|heures|minutes|secondes|étudiants|points)\b)")


def typeset(page: str) -> str:
    """The page as it should be printed."""
    prose_and_code = _CODE.split(page)
    prose_and_code[::2] = map(_set, prose_and_code[::2])
    return "".join(prose_and_code)


def _set(prose: str) -> str:
    spaced = Speech(Language.FRENCH).typeset(prose)
    return _UNIT.sub("\u00a0", _THOUSANDS.sub("\u202f", _APOSTROPHE.sub("’", spaced)))


def main(words: list[str]) -> int:
    """Rewrite, or tell; 1 where a page is not set."""
    wrong = 0
    for page in sorted(page for pattern in PAGES for page in ROOT.glob(pattern)):
        text = page.read_text(encoding="utf-8")
        if typeset(text) == text:
            continue
        if "--check" in words:
            wrong += 1
            print(f"{page.relative_to(ROOT)}: typography; make docs sets it")
        else:
            page.write_text(typeset(text), encoding="utf-8", newline="\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

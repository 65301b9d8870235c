"""The words of the product in both languages, with the portal's; `words.toml` holds them."""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from bareme.results.words import OUTCOMES
from bareme.text.language import Language, Speech
from tools.reference_pages.markdown import Both, table

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

TITLE = Both("Words", "Mots")
LEAD = Both(
    "One word for one thing, in messages, pages and reports; the portal's own where it has one.",
    "Un mot pour une chose, dans les messages, les pages et les rapports ; celui du portail quand il en a un.",
)
COLUMNS = (Both("word", "mot"), Both("in French", "en anglais"), Both("in the portal", "dans le portail"))
MEANING = Both("what it is", "ce que c’est")
OUTCOMES_TITLE = Both("How a criterion may stand", "Où peut en être un critère")
OUTCOMES_COLUMNS = (Both("it says", "il est dit"), Both("for programs", "pour les programmes"))


def page(speech: Speech) -> str:
    """The page, in the order of the reader's alphabet."""
    own, other = ("fr", "en") if speech.language is Language.FRENCH else ("en", "fr")
    words = sorted(WORDS["word"], key=lambda one: _letters(one[own]))
    rows = [(f"**{one[own]}**", one[other], _portal(one, own), one[f"means_{own}"]) for one in words]
    outcomes = [
        (f"**{speech.tell(OUTCOMES[one['id']])}**", f"`{one['id']}`", one[f"means_{own}"]) for one in WORDS["outcome"]
    ]
    head = [one.of(speech) for one in (*COLUMNS, MEANING)]
    return "\n".join([
        f"# {TITLE.of(speech)}\n", f"{LEAD.of(speech)}\n", table(head, rows),
        f"## {OUTCOMES_TITLE.of(speech)}\n",
        table([one.of(speech) for one in (*OUTCOMES_COLUMNS, MEANING)], outcomes),
    ])  # fmt: skip


def _letters(word: str) -> str:
    """The word as a dictionary sorts it: é stands with e."""
    return "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(one))


def _portal(one: dict[str, Any], language: str) -> str:
    return str(one.get(f"portal_{language}", "–"))

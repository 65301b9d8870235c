"""Keeps the French catalogue in step with the code: extract, merge, compile.

`python tools/messages.py` rewrites `bareme.po` and `bareme.mo`; `--check` only tells what is missing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bareme.checking.catalogue import load_checks
from bareme.cli.click_messages import PLURALS, SENTENCES
from bareme.cli.placeholders import HEADING, WORDS
from bareme.handins.documents import handins_schema
from bareme.results.documents import check_schema, results_schema
from bareme.rubric.schema import json_schema
from bareme.rubric.shapes import meaning

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/bareme/locale/fr/LC_MESSAGES/bareme.po"
KEYWORDS = {"say": None, "_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]


def extracted() -> Catalog:
    """Every message of the code, the checks and the templates."""
    catalog = Catalog(project="bareme", charset="utf-8")
    for folder in ("src/bareme", "checks", "reports"):
        options = {"**.j2": {"trimmed": "true", "silent": "false"}}
        found = extract_from_dir(ROOT / folder, METHODS, options, keywords=KEYWORDS, comment_tags=())
        for path, _line, text, _comments, context in found:
            catalog.add(text, locations=[(f"{folder}/{path}", 0)], context=context)
    for check in load_checks(ROOT / "checks").values():
        catalog.add(check.summary, locations=[("checks", 0)])
    for sentence in described():
        catalog.add(sentence, locations=[("schemas", 0)])
    for sentence in (*SENTENCES, *PLURALS, *WORDS, HEADING):
        catalog.add(sentence, locations=[("click", 0)])
    return catalog


def described() -> Iterator[str]:
    """What fields of documents and keys of rubrics mean: the first paragraph of each description."""
    for schema in (json_schema(load_checks(ROOT / "checks")), results_schema(), check_schema(), handins_schema()):
        for one in _mappings(schema):
            if isinstance(one.get("description"), str):
                yield meaning(one).text


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _mappings(inner)


def merged() -> Catalog:
    """The French catalogue with today's messages, translations kept."""
    with PO.open("rb") as stream:
        french = read_po(stream, locale="fr")
    french.update(extracted(), no_fuzzy_matching=True)
    french.obsolete.clear()
    return french


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that would be told in English to a French reader."""
    return [str(message.id) for message in catalog if message.id and not _is_whole(message.string)]


def _is_whole(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


def main() -> int:
    """Write the catalogue, or with `--check` only compare."""
    french = merged()
    missing = untranslated(french)
    if "--check" not in sys.argv:
        with PO.open("wb") as stream:
            write_po(stream, french, width=110, sort_output=True, no_location=False, include_lineno=False)
        with PO.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, french)
    for text in missing:
        print(f"untranslated: {text!r}")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())

"""The reference is what the code says: pages up to date, and no file, variable or word of the interface left out."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "bareme"
VARIABLE = re.compile(r'"((?:AZURE|BAREME|CURL|GITHUB|REQUESTS)_[A-Z_]+)"')
CODE = re.compile(r"\{[^}]*\}|`[^`]*`|“[^”]*”|%\(\w+\)s|--[\w-]+|\bbareme(?: [a-z]+)+|[\w.-]+\.(?:json|csv|yaml)\b")
WORDS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tools" / "reference_pages" / "words.toml").read_text(encoding="utf-8")
)["word"]


def reference(language: str, name: str) -> str:
    return (ROOT / "docs" / language / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_say_what_the_code_says(language: str) -> None:
    words = [sys.executable, "-m", "tools.reference_pages", "--check"]
    environment = {**os.environ, "BAREME_LANG": language}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_variable_that_is_read_is_told() -> None:
    read = {name for file in SRC.rglob("*.py") for name in VARIABLE.findall(file.read_text(encoding="utf-8"))}
    told = reference("en", "environment.md")
    assert sorted(name for name in read if f"`{name}`" not in told) == []
    assert {"BAREME_LANG", "AZURE_SUBSCRIPTION_ID"} <= read


def test_every_file_of_a_run_is_told(demo_run: Callable[[str], Path]) -> None:
    told = reference("en", "run-files.md")
    written = {f"{one.name}/" if one.is_dir() else one.name for one in demo_run("en").iterdir()}
    given = {"evidence/", "repos/", "roster.csv"}
    assert sorted(name for name in written - given if f"`{name}`" not in told) == []


def test_every_file_that_is_told_is_written_by_something() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in SRC.rglob("*.py"))
    told = re.findall(r"^\| `([^`]+)`", reference("en", "run-files.md"), re.MULTILINE)
    assert len(told) > 15
    assert [name for name in told if f'"{name.split("/")[0]}' not in sources] == []


def messages() -> list[tuple[str, str]]:
    """Every sentence of the interface with its translation; commands, file names and values left out."""
    with (SRC / "locale/fr/LC_MESSAGES/bareme.po").open("rb") as stream:
        catalogue = read_po(stream, locale="fr")
    pairs = [(one.id, one.string) for one in catalogue if one.id and isinstance(one.id, str)]
    return [(CODE.sub("", text), str(translated).casefold()) for text, translated in pairs]


def stems(term: str) -> re.Pattern[str]:
    """A French term in singular and plural, with whichever space and apostrophe."""
    parts = (re.escape(part).replace("’", "['’]") + "[sx]?" for part in term.casefold().split())
    return re.compile(r"\s+".join(parts))


@pytest.mark.parametrize("word", WORDS, ids=lambda one: str(one["en"]))
def test_one_word_for_one_thing(word: dict[str, Any]) -> None:
    english = re.compile(rf"(?<![\w-])(?:{word['en']}s?|{word.get('plural', word['en'])})(?![\w-])", re.IGNORECASE)
    french = [stems(term) for term in (word["fr"], *word.get("also", ()))]
    said = [(text, translated) for text, translated in messages() if english.search(text)]
    assert said, "the interface does not use this word"
    assert [pair for pair in said if not any(term.search(pair[1]) for term in french)] == []

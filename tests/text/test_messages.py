"""The French catalogue: complete, in step with the code, its placeholders kept."""

import re
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "src/bareme/locale/fr/LC_MESSAGES/bareme.po"
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")


def test_no_sentence_is_left_in_english() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "messages.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), "run: make messages, then translate"


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with PO.open("rb") as stream:
        french = read_po(stream, locale="fr")
    with PO.with_suffix(".mo").open("rb") as stream:
        compiled = GNUTranslations(stream)
    for message in french:
        if isinstance(message.id, str) and message.id and message.string:
            assert compiled.gettext(message.id) == message.string, "run: make messages"


def test_translations_keep_what_is_put_into_them() -> None:
    with PO.open("rb") as stream:
        french = read_po(stream, locale="fr")
    for message in french:
        if isinstance(message.id, str) and message.id:
            assert sorted(PLACEHOLDER.findall(message.id)) == sorted(PLACEHOLDER.findall(str(message.string)))

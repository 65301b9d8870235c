"""Wrong calls, told in the reader's language, Click's own sentences included."""

import gettext
import os
import pickle
from pathlib import Path

import click
import pytest

from bareme.__main__ import main
from bareme.cli.click_messages import PLURALS, SENTENCES
from bareme.errors import EvidenceError
from bareme.text.message import say

SOURCE = "".join(
    file.read_text(encoding="utf-8").replace("\\n", "\n").replace("\\t", "\t")
    for file in Path(str(click.__file__)).parent.glob("*.py")
)


@pytest.mark.parametrize("sentence", [*SENTENCES, *(text for pair in PLURALS for text in pair)])
def test_click_still_says(sentence: str) -> None:
    assert sentence in SOURCE


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (["grade"], "Il manque l’argument 'ROSTER'", "Missing argument 'ROSTER'"),
        (["nosuch"], "La commande 'nosuch' n’existe pas", "No such command 'nosuch'"),
        (["check", "--rubrik", "x"], "Vouliez-vous dire '--rubric'\u202f?", "Did you mean '--rubric'?"),
        (
            ["grade", "r.csv", "-r", "tp2-vm", "--out", "o", "--workers", "999"],
            "pas dans les limites",
            "not in the range",
        ),
        (["export", "run", "--to", "x"], "n’est pas parmi 'moodle'", "is not one of 'moodle'"),
        (["collect", "nosuch.csv", "--evidence", "e"], "il n’existe pas", "does not exist"),
    ],
)
def test_a_wrong_call_is_told_in(
    words: list[str], french: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, said in (("fr", french), ("en", english)):
        main([*words, "--lang", lang])
        shown = capsys.readouterr()
        assert said in shown.err + shown.out


def test_the_processs_own_language_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    before = gettext.textdomain()
    main(["--version"])
    assert (gettext.textdomain(), os.environ["LANGUAGE"]) == (before, "de")


def test_errors_cross_from_one_process_to_another() -> None:
    error = EvidenceError(say("{file} is damaged", file="x"), say("Take a copy."))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.message, again.advice) == (EvidenceError, error.message, error.advice)

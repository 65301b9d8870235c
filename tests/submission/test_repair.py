"""Answers as students write them."""

from pathlib import Path

import pytest

from bareme.submission import load_submission

FILES = {
    "quoted": ('answers:\n  E1-05: {answer: "Deux machines : une par zone"}\n', "Deux machines : une par zone"),
    "in braces": ("answers:\n  E1-05: {answer: Deux machines : une par zone}\n", "Deux machines : une par zone"),
    "in a block": ("answers:\n  E1-05:\n    answer: Deux machines : une par zone\n", "Deux machines : une par zone"),
    "directly": ("answers:\n  E1-05: Deux machines : l'une ici\n", "Deux machines : l'une ici"),
    "with tabs": ("answers:\n\tE1-05:\n\t\tanswer: deux\n", "deux"),
    "guillemets": ("answers:\n  E1-05: « deux : une par zone »\n", "« deux : une par zone »"),
}


@pytest.mark.parametrize(("text", "answer"), FILES.values(), ids=FILES)
def test_what_everybody_understands_is_read(tmp_path: Path, text: str, answer: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    found = load_submission(None, file)
    assert (found.answers["E1-05"].text, found.problems) == (answer, ())
    assert found.answers["E1-05"].line in {2, 3}


@pytest.mark.parametrize("text", ["answers: [", "answers:\n  E1-05: {answer: 'x\n", "\x00"])
def test_what_nobody_understands_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_submission(None, file).problems

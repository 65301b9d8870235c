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


BROKEN = """answers:
  E1-05:
    answer: "Deux machines
  E1-07: oui
  E1-09: {answer: 127
  E1-14:
    answer:
    files: [captures/a.png
  H-01: [
"""


def test_a_broken_file_is_read_line_by_line_and_what_is_unclear_is_told(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    found = load_submission(None, file)
    given = {name: (one.text, one.files, one.line) for name, one in found.answers.items()}
    assert given == {
        "E1-05": ("Deux machines", (), 2), "E1-07": ("oui", (), 4), "E1-09": ("127", (), 5),
        "E1-14": ("", ("captures/a.png",), 6),
    }  # fmt: skip
    assert str(found.problems[-1].told) == "answers.yaml:9: the answer to H-01 is not understood."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  E1-05:\n    réponse: déjà “vu”\n", encoding=encoding)
    assert load_submission(None, file).answers["E1-05"].text == "déjà “vu”"


NOTES = {
    "notes.txt": ("Pense-bête : demander à Sami", False),
    "plan.md": ("# Plan\n\nCréer les machines avec az plus tard.", False),
    "script.txt": ("az group create -n rg -l francecentral\n", True),
    "commandes.md": ("```sh\n$ az vm create -n a -g b\n```\n", True),
    "scripts/ex2.txt": ("rien encore", True),
    "ex2.sh": ("echo", True),
}


@pytest.mark.parametrize(("name", "text", "is_script"), [(name, *rest) for name, rest in NOTES.items()], ids=NOTES)
def test_a_stray_text_is_no_script(tmp_path: Path, name: str, text: str, is_script: bool) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [one.name for one in load_submission(tmp_path).scripts] == [name] * is_script

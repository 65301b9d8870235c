"""What people see in a real terminal of 80 columns: nothing breaks out, colour where wanted, both languages."""

import os
import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from bareme.cli.unbroken import UnbrokenConsole
from bareme.evidence import write_collection
from bareme.simulator import Plan
from bareme.text.language import Language, Speech
from tests.labs import lab_done

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs a POSIX system")
if not hasattr(pexpect, "spawn"):
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

COLUMNS = 80
STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def seen(*words: str | Path, **environment: str) -> tuple[str, int]:
    """What a terminal was sent, and the exit code."""
    ambient = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "FORCE_COLOR"}}
    child = pexpect.spawn(
        sys.executable, ["-m", "bareme", *map(str, words)], dimensions=(40, COLUMNS), encoding="utf-8", timeout=120,
        env={**ambient, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before), child.exitstatus


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab") / "evidence"
    write_collection(folder, lab_done(Plan(os_disk="Premium_LRS"))[-1])
    return folder


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", ["non acquis", "comment corriger", "12,75 / 20"]), ("en", ["not met", "how to fix", "12.75 / 20"])],
)
def test_a_check_fits_80_columns(evidence: Path, lang: str, words: list[str]) -> None:
    shown, code = seen("check", "-r", "tp2-vm", "--all", "--evidence", evidence, "--lang", lang)
    plain = STYLE.sub("", shown)
    assert code == 0
    assert [word for word in words if word not in plain] == []
    assert [line for line in plain.splitlines() if cell_len(line) > COLUMNS] == []
    assert "\x1b[31m" in shown, "what is not met is red"


def test_nothing_is_cut_where_it_is_wrapped(evidence: Path) -> None:
    shown, _ = seen("check", "-r", "tp2-vm", "--all", "--evidence", evidence, "--lang", "en")
    assert "…" not in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_when_asked(evidence: Path, environment: dict[str, str]) -> None:
    shown, _ = seen("check", "-r", "tp2-vm", "--all", "--evidence", evidence, **environment)
    assert re.findall(r"\x1b\[[0-9;]*3[0-7]m", shown) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "words", [("--help",), ("check", "--help"), ("rubric", "show", "tp2-vm"), ("rubric", "prove", "--help")]
)
def test_help_and_tables_fit_too(lang: str, words: tuple[str, ...]) -> None:
    shown, code = seen(*words, *(("--lang", lang) if "--help" not in words else ()), BAREME_LANG=lang)
    assert code == 0
    assert [line for line in STYLE.sub("", shown).splitlines() if cell_len(line) > COLUMNS] == []


def test_a_class_run_shows_progress_and_leaves_the_table_alone(tmp_path: Path) -> None:
    shown, code = seen("demo", "--out", tmp_path / "run", "--lang", "fr")
    assert code == 0
    assert "notation" in shown
    assert [line for line in STYLE.sub("", shown).splitlines() if cell_len(line.split("\r")[-1]) > COLUMNS] == []


@pytest.mark.parametrize("width", range(20, 90, 7))
def test_no_line_breaks_where_french_typography_holds_words_together(width: int) -> None:
    sentence = (
        "Dans l’onglet De base, choisissez « Windows Server 2016 » : 127\u202fGo, 12,5\u00a0points ; puis créez !"
    )
    typeset, stream = Speech(Language.FRENCH).typeset(sentence), StringIO()
    UnbrokenConsole(stream, width=width).print(typeset)
    lines = stream.getvalue().splitlines()
    assert " ".join(line.rstrip(" ") for line in lines) == typeset
    assert not any(line.startswith(("»", ":", ";", "!", "Go", "points")) for line in lines)

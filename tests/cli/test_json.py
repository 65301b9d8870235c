"""`--json`: whatever a verb prints for people, a program can read."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from bareme.__main__ import main
from bareme.cli.main import bareme

PRINTS_A_DOCUMENT_ANYWAY = {"mark", "watch", "rubric schema", "rubric checks", "completion", "keys public"}


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name.strip(), command
        return
    context = click.Context(command)
    for word in command.list_commands(context):
        found = command.get_command(context, word)
        assert found
        yield from leaves(found, f"{name} {word}")


VERBS = dict(leaves(bareme))


@pytest.mark.parametrize("verb", sorted(VERBS.keys() - PRINTS_A_DOCUMENT_ANYWAY))
def test_every_verb_that_prints_prints_json_too(verb: str) -> None:
    assert any("--json" in option.opts for option in VERBS[verb].params)


@pytest.fixture(scope="module")
def run(demo_run: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_run("fr"), tmp_path_factory.mktemp("json") / "run")


@pytest.fixture
def called(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: object, code: int = 0) -> Any:
        assert main([*map(str, words), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return call


def test_a_class_run_tells_who_is_missing_and_where_everything_is(run: Path, called: Any) -> None:
    words = ("-r", "tp2-vm", "--out", run, "--repos", run / "repos", "--offline", "--lang", "en")
    called("grade", run / "roster.csv", *words)
    told = called("grade", run / "roster.csv", *words)
    assert (told["students"], told["unchanged"], told["to_judge"]) == (16, 16, 129)
    assert [one["id"] for one in told["ungraded"]] == ["E011", "E015"]
    assert all(Path(file).is_file() for file in told["files"].values())


def test_reports_and_joined_runs_tell_the_same(run: Path, tmp_path: Path, called: Any) -> None:
    again, joined = called("report", run), called("merge", run, "--out", tmp_path / "all")
    assert {name: again[name] for name in ("students", "ungraded")} == {
        name: joined[name] for name in ("students", "ungraded")
    }


def test_an_export_tells_who_was_left_out(run: Path, tmp_path: Path, called: Any) -> None:
    told = called("export", run, "--to", "excel", "--out", tmp_path / "x.csv", "--provisional", "skip")
    assert (told["students"], len(told["left_out"])) == (2, 14)
    assert Path(told["left_out_file"]).is_file()


def test_lint_tells_places(tmp_path: Path, called: Any) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("id: x\nscale: twenty\n", encoding="utf-8")
    (told,) = called("rubric", "lint", wrong, code=2)
    assert told["file"] == str(wrong)
    assert {(one["line"], one["column"]) for one in told["problems"]} >= {(2, 8)}


@pytest.mark.parametrize(("words", "key"), [(("rubric", "new", "lab.yaml"), "written"), (("init", "lab"), "written")])
def test_what_is_written_is_told(
    words: tuple[str, ...], key: str, tmp_path: Path, called: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rubric = ("-r", "tp2-vm") if words[0] == "init" else ()
    told = called(*words, *rubric)[key]
    assert told
    assert all(Path(file).is_file() for file in told)


def test_a_signature_and_what_was_changed_since_are_told(
    run: Path, tmp_path: Path, called: Any, own_place: Path
) -> None:
    folder = shutil.copytree(run, tmp_path / "run")
    key = called("keys", "new", "--key", tmp_path / "key.pem")
    assert Path(key["public"]).is_file()
    assert called("sign", folder, "--key", key["private"])["key"] == key["key"]
    assert called("verify", folder, "--key", key["public"])["good"] is True
    (folder / "grades.csv").write_text("E001;20", encoding="utf-8")
    told = called("verify", folder, "--key", key["public"], code=3)
    assert [one["file"] for one in told["troubles"] if one["serious"]] == ["grades.csv"]

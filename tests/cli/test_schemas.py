"""The published JSON Schemas hold what programs are given, and name every key of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # comes with check-jsonschema

from bareme.__main__ import main
from bareme.evidence import write_collection
from tests.handins.exports import export, zipped
from tests.labs import lab_done

ROOT = Path(__file__).parents[2]
FREE = {"coaching"}


def closed(shape: Any) -> Any:
    """The schema with every key that it does not name refused; what is open in it stays open."""
    if isinstance(shape, list):
        return [closed(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    own = {key: value if key in FREE else closed(value) for key, value in shape.items()}
    return {**own, "additionalProperties": False} if isinstance(shape.get("properties"), dict) else own


def complaints(of: str, document: Any) -> list[str]:
    schema = json.loads((ROOT / "rubrics" / f"{of}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(closed(schema)).iter_errors(document)
    ]


def test_results_of_a_class(demo_run: Callable[[str], Path]) -> None:
    assert complaints("results", json.loads((demo_run("fr") / "results.json").read_text(encoding="utf-8"))) == []


def test_a_check_and_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_collection(tmp_path / "evidence", lab_done()[-1])
    (tmp_path / "answers.yaml").write_text("answers: {E1-05: deux, E1-5: x}", encoding="utf-8")
    words = ["check", "-r", "tp2-vm", "--repo", str(tmp_path), "--fail-under", "65%", "--json"]
    main([*words, "-"])
    printed = json.loads(capsys.readouterr().out)
    assert (complaints("check", printed), printed["threshold"]["decision"]) == ([], "reached")
    main([*words, str(tmp_path / "r.json")])
    written = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (complaints("results", written), written["threshold"]["decision"]) == ([], "reached")


def test_hand_ins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "roster.csv").write_text("Prénom,Nom,Matricule\nZineb,El Fassi,E1\nOmar,Tazi,E2\n", encoding="utf-8")
    files = {f"{name}_1_assignsubmission_file_/x.zip": export("E1") for name in ("Zineb El Fassi", "Nobody Known")}
    (tmp_path / "d.zip").write_bytes(zipped(files))
    words = ["import", tmp_path / "d.zip", "--roster", tmp_path / "roster.csv", "--evidence", tmp_path / "ev", "--json"]
    main([*map(str, words)])
    printed = json.loads(capsys.readouterr().out)
    assert complaints("handins", printed) == []
    assert (len(printed["students"]), len(printed["unmatched"])) == (2, 1)

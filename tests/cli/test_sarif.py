"""`bareme rubric lint --sarif`: what code scanning asks for."""

import json
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main


def linted(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(folder)
    file = folder / "my rubrics" / "été.yaml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    main(["rubric", "lint", str(file), "--sarif", "out.sarif", "--lang", "en", "-q"])
    log: dict[str, Any] = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    assert "sarif-2.1.0" in log["$schema"]
    (run,) = log["runs"]
    return dict(run)


def test_every_problem_has_its_place_relative_to_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = linted("id: x\nscale: twenty\n", tmp_path, monkeypatch)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"my%20rubrics/%C3%A9t%C3%A9.yaml"}
    assert {"startLine": 2, "startColumn": 8} in [place["region"] for place in places]
    assert all(result["ruleId"] in rules and result["message"]["text"] for result in run["results"])


def test_a_rubric_without_problems_closes_what_was_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["rubric", "new", str(tmp_path / "good.yaml")])
    run = linted((tmp_path / "good.yaml").read_text(encoding="utf-8"), tmp_path, monkeypatch)
    assert run["results"] == []


def test_texts_keep_githubs_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = linted("[", tmp_path, monkeypatch)
    for rule in run["tool"]["driver"]["rules"]:
        assert all(0 < len(rule[name]["text"]) <= 1024 for name in ("shortDescription", "fullDescription", "help"))

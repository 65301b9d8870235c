"""What a teacher must settle before anybody is graded: a group that nobody ever saw, a subscription without credit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, write_collection
from tests.labs import lab_done, subscription_of

ROSTER = "student_id;subscription_id;resource_group\n"


@pytest.fixture
def graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    """Three students: one of a wrong group, one without credit, one as he should be."""
    rows = [f"E00{n};{subscription_of(n)};{group}" for n, group in enumerate(("rg-tp-2", "rg-tp2", "rg-tp2"))]
    (tmp_path / "roster.csv").write_text(ROSTER + "\n".join(rows) + "\n", encoding="utf-8")
    for number, state in enumerate(("Enabled", "Warned", "Enabled")):
        last = lab_done(subscription=subscription_of(number))[-1]
        reading = last.sources[Source.SUBSCRIPTION]
        stated = replace(reading, items=({**reading.items[0], "state": state},))
        one = replace(last, sources={**last.sources, Source.SUBSCRIPTION: stated})
        write_collection(tmp_path / "evidence" / f"E00{number}", one)
    words = ["grade", "roster.csv", "--rubric", "tp2-vm", "--out", "out", "--evidence", "evidence"]
    paths = [str(tmp_path / word) if "." in word or word in {"out", "evidence"} else word for word in words]
    assert main([*paths, "--offline", "--lang", "en", "--workers", "0"]) == 0
    return tmp_path / "out", " ".join(capsys.readouterr().out.split())


def test_a_group_that_nobody_ever_saw_is_settled_first(graded: tuple[Path, str]) -> None:
    out, said = graded
    reason = "no resource group rg-tp-2 was ever here; there is rg-tp2"
    found = {one["id"]: one for one in json.loads((out / "results.json").read_text(encoding="utf-8"))["students"]}
    assert {name: one["status"] for name, one in found.items() if one["status"] == "unreadable"} == {
        "E000": "unreadable"
    }
    assert {one["outcome"] for one in found["E000"]["criteria"]} <= {"unverifiable", "pending"}
    assert f"E000 could not be graded: {reason}" in said
    for page in (out / "index.html", out / "students" / "E000.html"):
        assert reason in page.read_text(encoding="utf-8")


def test_a_subscription_that_azure_restricted_is_told(graded: tuple[Path, str]) -> None:
    out, said = graded
    assert "Subscriptions that Azure has restricted: E001 (Warned)" in said
    page = (out / "index.html").read_text(encoding="utf-8")
    section = page.partition('id="restricted"')[2].partition("</section>")[0]
    assert "E001" in section
    assert "Warned" in section
    assert "E002" not in section
    assert "The subscription is Warned" in (out / "students" / "E001.html").read_text(encoding="utf-8")
    assert "The subscription is" not in (out / "students" / "E002.html").read_text(encoding="utf-8")

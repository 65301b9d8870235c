"""The check as a coach: the next steps in the order of the lab, at most forty lines, and what was gained since."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, Status, write_collection
from bareme.simulator import PERFECT, Plan, Subscription, exercise_1, exercise_2, exercise_3
from bareme.simulator.stories import delete_machines
from tests.labs import SUBSCRIPTION, lab_done, without

Story = Callable[[Subscription], object]


def half(azure: Subscription) -> None:
    exercise_1(azure, Plan(bigger="", stop="none"))


def to_the_set(azure: Subscription) -> None:
    _, image = exercise_1(azure, PERFECT)
    exercise_2(azure, PERFECT, image)


def all_of_it(azure: Subscription) -> None:
    machines, image = exercise_1(azure, PERFECT)
    made = exercise_2(azure, PERFECT, image)
    exercise_3(azure, PERFECT)
    delete_machines(azure, [*machines, *made])


def elsewhere(azure: Subscription) -> None:
    exercise_1(azure, Plan(location="westeurope", size="Standard_D4s_v3", os_disk="Premium_LRS"))


def refused(azure: Subscription) -> None:
    azure.fail_create_vm("VM1-Windows")


STATES: dict[str, Story] = {
    "nothing": lambda azure: None, "half": half, "to the set": to_the_set, "all": all_of_it, "elsewhere": elsewhere,
    "refused": refused,
}  # fmt: skip


def collected(folder: Path, story: Story, stage: str | None = None) -> Path:
    azure = Subscription(SUBSCRIPTION)
    story(azure)
    azure.wait(hours=3)
    write_collection(folder, azure.collect(stage))
    return folder


def shown(place: Path, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> str:
    assert main(["check", "-r", "tp2-vm", "--lang", lang, "--evidence", str(place), *words]) == 0
    return capsys.readouterr().out


def steps(place: Path) -> list[tuple[str, str | None]]:
    out = place / "r.out"
    assert main(["check", "-r", "tp2-vm", "--evidence", str(place), "--json", str(out), "-q"]) == 0
    (student,) = json.loads(out.read_text(encoding="utf-8"))["students"]
    return [(one["criterion"], one["checkpoint"]) for one in student["coaching"]["steps"]]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("story", STATES.values(), ids=STATES)
def test_any_state_fits_on_forty_lines(
    tmp_path: Path, story: Story, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = shown(collected(tmp_path, story), capsys, "--no-history", lang=lang).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_the_steps_are_in_the_order_of_the_lab(tmp_path: Path) -> None:
    assert [name for name, _ in steps(collected(tmp_path, lambda azure: None))] == ["E1-01", "E1-02", "E1-03"]
    assert steps(collected(tmp_path / "half", half))[0][0] == "E1-15"


def test_nothing_that_destroys_proof_is_advised_while_its_checkpoint_is_missing(tmp_path: Path) -> None:
    assert steps(collected(tmp_path / "a", to_the_set))[0] == ("E1-20", "built")
    assert steps(collected(tmp_path / "b", to_the_set, "built"))[0] == ("E1-20", None)


def test_the_page_shows_the_same_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = collected(tmp_path / "e", to_the_set)
    words = ["--html", str(tmp_path / "r.html"), "--markdown", str(tmp_path / "r.md")]
    text = shown(place, capsys, *words)
    for told in (text, *((tmp_path / name).read_text(encoding="utf-8") for name in ("r.html", "r.md"))):
        assert "Next steps" in told
        assert "built" in told


def test_what_was_gained_since_the_last_check_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = collected(tmp_path / "e", half)
    assert "Since" not in shown(place, capsys)
    collected(tmp_path / "e", to_the_set)
    again = shown(place, capsys)
    assert "Since " in again
    assert "E1-15" in again.partition("Gained: ")[2].partition("\n")[0]
    assert "Since" not in shown(place, capsys, "--no-history")


def test_one_criterion_and_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = collected(tmp_path, elsewhere)
    one = shown(place, capsys, "e1-08")
    assert "Premium_LRS" in one
    assert "E1-01" not in one
    assert len(shown(place, capsys, "--all").splitlines()) > 60
    assert main(["check", "E9-99", "-r", "tp2-vm", "--lang", "en", "--evidence", str(place)]) == 2


def test_nothing_read_nothing_said_about_the_lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_collection(tmp_path, without(lab_done(), Source, Status.DENIED)[-1])
    assert main(["check", "-r", "tp2-vm", "--lang", "en", "--evidence", str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert "Nothing could be read: access denied (test). Reader is missing." in said.err
    assert "how to fix" not in said.out
    assert "do:" not in said.out

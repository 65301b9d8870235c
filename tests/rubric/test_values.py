"""Values of a rubric are words of Azure: a doubtful one is a warning, an impossible one an error, each at its line."""

import json
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.checking.catalogue import Catalogue
from bareme.content import rubric_path
from bareme.reference.vocabulary import OPERATIONS, SIZES
from bareme.rubric import lint_rubric, load_rubric
from bareme.text.language import Language, Speech

GOOD = """\
id: small
title: Small
scale: 3
parameters:
  region: francecentral
  machine: {name: "vm.*", os: windows, location: eastus, skus: [2022-datacenter-g2], sizes: [Standard_B1s]}
sections:
  - id: A
    title: One
    criteria:
      - {id: A-1, title: T, points: 1, check: vm.region, with: {machine: "${machine}", region: "${region}"}}
      - {id: A-2, title: T, points: 1, check: vm.os_disk, with: {machine: "${machine}", sku: StandardSSD_LRS}}
      - {id: A-3, title: T, points: 1, check: availability.options, with: {options: [zones]}}
"""

DOUBTFUL = {
    "a region": ("region: francecentral", "region: francecentrall", "5:11", "francecentral"),
    "a region of the machine": ("location: eastus", "location: eastuss", "6:", "eastus"),
    "a size": ("Standard_B1s", "Standard_B1ss", "6:", "Standard_B1s"),
    "an image": ("2022-datacenter-g2", "2022-datacentre-g2", "6:", "2022-datacenter-g2"),
    "a disk type": ("StandardSSD_LRS", "StandardSDD_LRS", "12:", "StandardSSD_LRS"),
    "a glob": ('"vm.*"', '"az104-vm*"', "6:19", "az104-vm.*"),
    "points": ("scale: 3", "scale: 20", "3:8", "add up to 3"),
}
IMPOSSIBLE = {
    "a size": ("Standard_B1s", "B1s", "6:", "Standard_B1s"),
    "a disk type": ("StandardSSD_LRS", "StandardSSD", "12:", "StandardSSD_LRS"),
    "a disk type over regions": ("StandardSSD_LRS", "StandardSSD_GRS", "12:", "StandardSSD_"),
    "a region": ("region: francecentral", "region: eu_west", "5:11", "cannot be a region"),
    "a word of availability": ("[zones]", "[zone]", "13:", "zones"),
    "a key of the machine": ("location: eastus", "region: eastus", "6:", "location"),
    "a name that begins with a star": ('"vm.*"', '"*vm"', "6:19", "regular expression"),
    "pass above the scale": ("scale: 3", "scale: 3\npass: 10", "4:7", "above the scale"),
    "choice, no choices": ("points: 1, check: vm", "points: 1, answer: {type: choice}, check: vm", "11:", "choices"),
    "a stage twice": ("scale: 3", "scale: 3\nstages: [{id: a, when: x}, {id: A, when: y}]", "4:", "two stages"),
    "a tab": ("scale: 3", "scale:\t\t@", "3:", "tab"),
    "a language": ("title: Small", "title: {fr: P, es: Q}", "2:", "es"),
}  # fmt: skip


def found(folder: Path, checks: Catalogue, old: str, new: str, language: Language = Language.ENGLISH) -> list[str]:
    assert old in GOOD
    file = folder / "rubric.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return [Speech(language).tell(one.located("r")) for one in lint_rubric(file, checks)]


def test_known_words_are_right(tmp_path: Path, checks: Catalogue) -> None:
    assert found(tmp_path, checks, "eastus", "France Central") == []


@pytest.mark.parametrize("case", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_doubtful_value_is_a_warning_and_can_be_graded_with(
    tmp_path: Path, checks: Catalogue, case: tuple[str, ...]
) -> None:
    old, new, place, said = case
    (line,) = found(tmp_path, checks, old, new)
    assert line.startswith(f"r:{place}")
    assert ": warning: " in line
    assert said in line
    assert load_rubric(tmp_path / "rubric.yaml", checks)


@pytest.mark.parametrize("case", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_value_is_an_error(tmp_path: Path, checks: Catalogue, case: tuple[str, ...]) -> None:
    old, new, place, said = case
    (line, *_) = found(tmp_path, checks, old, new)
    assert line.startswith(f"r:{place}")
    assert "warning" not in line
    assert said in line


@pytest.mark.parametrize("case", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_french_has_no_english_in_it(tmp_path: Path, checks: Catalogue, case: tuple[str, ...]) -> None:
    (line, *_) = found(tmp_path, checks, case[0], case[1], Language.FRENCH)
    assert not {"must", "should", "valid", "Input", "found", "the", "is"} & set(line.split())


def test_a_wrong_parameter_is_told_once_at_its_own_line(tmp_path: Path, checks: Catalogue) -> None:
    (line,) = found(tmp_path, checks, '"vm.*"', '"vm("')
    assert line.startswith("r:6:19: “name”")


@pytest.mark.parametrize(
    ("check", "nearest"), [("vm.exists", "vm.name"), ("vm.location", "vm.region"), ("vm.regoin", "vm.region")]
)
def test_a_check_by_another_word(tmp_path: Path, checks: Catalogue, check: str, nearest: str) -> None:
    assert any(f"Did you mean “{nearest}”?" in line for line in found(tmp_path, checks, "vm.region", check))


def test_a_parameter_by_another_word(tmp_path: Path, checks: Catalogue) -> None:
    assert any("“region”?" in line for line in found(tmp_path, checks, 'region: "$', 'location: "$'))


def test_words_of_own_checks_are_looked_up_too() -> None:
    assert OPERATIONS.has("microsoft.compute/virtualmachines/write")
    assert not OPERATIONS.may_be("deallocate")
    assert all(SIZES.may_be(one) for one in SIZES.known())


DATES = {
    "a day": ("{start: 2026-11-16}", "2026-11-16T00:00:00+01:00", None),
    "clocks of the school": ("{start: 2026-11-16T08:00, end: 2026-11-16 12:00}",
                             "2026-11-16T08:00:00+01:00", "2026-11-16T12:00:00+01:00"),
    "a day at the end is whole": ("{start: 2026-11-16, end: 2026-11-16}",
                                  "2026-11-16T00:00:00+01:00", "2026-11-17T00:00:00+01:00"),
    "summer": ("{start: 2026-07-01}", "2026-07-01T00:00:00+02:00", None),
    "a zone of its own": ("{start: 2026-11-16T08:00:00Z}", "2026-11-16T08:00:00+00:00", None),
    "another clock": ("{start: 2026-11-16}\ntimezone: America/Montreal", "2026-11-16T00:00:00-05:00", None),
}  # fmt: skip


@pytest.mark.parametrize("case", DATES.values(), ids=DATES)
def test_times_are_those_of_the_rubrics_zone(
    tmp_path: Path, checks: Catalogue, case: tuple[str, str, str | None]
) -> None:
    text, start, end = case
    assert found(tmp_path, checks, "scale: 3", f"scale: 3\nwindow: {text}") == []
    window = load_rubric(tmp_path / "rubric.yaml", checks).window
    assert window
    assert window.start.isoformat() == start
    assert (window.end and window.end.isoformat()) == end


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{start: 16/11/2026}", "write 2026-11-16"),
        ("{start: 20261116}", "is no day or time"),
        ("{start: 2026-13-01}", "no such day"),
        ("{start: soon}", "is no day or time"),
        ("{start: 2026-11-16, end: 2026-11-15}", "the end must come after the start"),
        ("{start: 2026-11-16T08:00:00Z, end: 2026-11-16T07:00}", "the end must come after the start"),
        ("{start: 2026-11-16}\ntimezone: Europe/Pariss", "Did you mean “Europe/Paris”?"),
    ],
)
def test_a_wrong_time_is_an_error(tmp_path: Path, checks: Catalogue, text: str, said: str) -> None:
    (line,) = found(tmp_path, checks, "scale: 3", f"scale: 3\nwindow: {text}")
    assert said in line
    assert line.startswith(("r:4:", "r:5:"))


def test_a_copy_of_a_rubric_is_the_same_and_overwrites_nothing(tmp_path: Path, checks: Catalogue) -> None:
    copy = tmp_path / "my.yaml"
    assert main(["rubric", "new", "--copy", "tp2-vm", str(copy)]) == 0
    assert copy.read_bytes() == rubric_path("tp2-vm").read_bytes()
    assert main(["rubric", "new", "--copy", "tp2-vm", str(copy)]) == 2


def test_warnings_alone_end_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(GOOD.replace("scale: 3", "scale: 20"), encoding="utf-8")
    assert main(["rubric", "lint", "--json", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)[0]["problems"][0]["level"] == "warning"


@pytest.mark.parametrize("word", ["vm.region", "REGION the exercise", "availability.options"])
def test_the_catalogue_is_filtered_by_a_word(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "checks", word]) == 0
    page = capsys.readouterr().out
    assert page.count("\n## ") == 1
    assert "`location`" in page or "scale-set" in page


def test_a_title_that_gives_the_answer_away_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(
        "id: x\ntitle: X\nsections:\n  - id: A\n    title: A\n    criteria:\n"
        "      - {id: A-1, points: 1, title: 'Size (127 GiB)', question: 'How large?', answer: {expected: 127 GiB}}\n"
        "      - {id: A-2, points: 1, title: 'Two of 4', question: 'Which 4?', answer: {expected: 4 of them}}\n"
        "      - {id: A-3, points: 1, title: Size, teacher_title: '127', question: 'Q?', answer: {expected: '127'}}\n",
        encoding="utf-8",
    )
    assert main(["rubric", "lint", str(file), "--lang", "en"]) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "gives it away" in one]
    assert f"{file}:7:" in line

"""Rubrics: every error at once, each with its place and the nearest valid name."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.content import bundled_rubrics, rubric_path
from bareme.errors import RubricError
from bareme.rubric import Rubric, lint_rubric, load_rubric
from bareme.rubric.schema import json_schema
from bareme.text.language import Language

GOOD = """\
schema: bareme/rubric/v1
id: small
title: {fr: Petit, en: Small}
parameters: {region: francecentral, machine: {name: "vm.*"}}
sections:
  - id: A
    title: One
    criteria:
      - {id: A-1, title: Where, points: 1, check: vm.region, with: {machine: "${machine}", region: "${region}"}}
      - {id: A-2, title: Why, points: 0.5, question: Why?, needs: [A-1]}
"""

WRONG = {
    "unknown key": ("title: {fr: Petit, en: Small}", "titel: {fr: Petit}", "3:1: there is no key “titel”", "title"),
    "missing key": ("id: small\n", "", "1:1: the key “id” is missing", ""),
    "negative points": ("points: 1,", "points: -1,", "9:41: “points” must not be below 0", ""),
    "points in words": ("points: 1,", "points: NO,", "9:41: “points” must be a number", ""),
    "unknown check": ("vm.region", "vm.regoin", "9:51: there is no check “vm.regoin”", "vm.region"),
    "unknown parameter": ('region: "${', 'regon: "${', "has no parameter “regon”", "region"),
    "unknown reference": ('"${region}"', '"${regin}"', "there is no parameter “regin”", "region"),
    "missing parameter": (', region: "${region}"', "", "needs the parameter “region”", ""),
    "unknown need": ("needs: [A-1]", "needs: [A-9]", "there is no criterion “A-9”", "A-1"),
    "need of itself": ("needs: [A-1]", "needs: [A-2]", "stands before it", ""),
    "twice": ("id: A-2", "id: a-1", "two criteria are called “a-1”", ""),
    "key twice": ("id: small", "id: small\nid: other", "3:1: “id” stands here twice", ""),
    "nothing to judge by": (", question: Why?", "", "needs a “check”, a “question”", ""),
    "no criterion": ("    criteria:\n", "    criteria: []\n    x:\n", "“criteria” must not be empty", ""),
    "not YAML": ("sections:", "sections: [", "not valid YAML", ""),
    "a tag": ("title: One", "title: !!python/object:os.system One", "has no place in a rubric", ""),
    "a pattern that is none": ('name: "vm.*"', 'name: "vm("', "4:53: “name”: “vm(” is no regular expression", ""),
    "an empty file": (GOOD, "", "1:1: a rubric is a mapping", ""),
}


def written(folder: Path, text: str) -> Path:
    file = folder / "rubric.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_rubric_has_nothing_wrong(tmp_path: Path, checks: Catalogue) -> None:
    rubric = load_rubric(written(tmp_path, GOOD), checks)
    assert [criterion.id for criterion in rubric.criteria] == ["A-1", "A-2"]
    assert str(rubric.points) == "1.5"
    assert rubric.lines == {"A-1": 9, "A-2": 10}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_rubric_says_what_and_where(tmp_path: Path, checks: Catalogue, wrong: tuple[str, ...]) -> None:
    old, new, said, nearest = wrong
    assert old in GOOD
    with pytest.raises(RubricError) as caught:
        load_rubric(written(tmp_path, GOOD.replace(old, new, 1)), checks)
    assert said in str(caught.value)
    assert not nearest or f"Did you mean “{nearest}”?" in str(caught.value)


def test_every_error_is_told_at_once(tmp_path: Path, checks: Catalogue) -> None:
    text = GOOD.replace("points: 1,", "points: -1,").replace("vm.region", "vm.regoin").replace("[A-1]", "[A-9]")
    assert len([one for one in lint_rubric(written(tmp_path, text), checks) if one.level == "error"]) == 3


def test_yaml_means_what_it_says(tmp_path: Path, checks: Catalogue) -> None:
    text = GOOD.replace("francecentral", "NO").replace("title: One", "title: 12:30:45")
    rubric = load_rubric(written(tmp_path, text), checks)
    assert rubric.parameters["region"] == "NO"
    assert rubric.sections[0].title[Language.FRENCH] == "12:30:45"


def test_aliases_cannot_multiply_a_file(tmp_path: Path, checks: Catalogue) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        bomb += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 9) + "]\n"
    problems = lint_rubric(written(tmp_path, bomb), checks)
    assert "too large" in str(problems[0].message)


def test_a_file_that_is_not_text_is_told_so(tmp_path: Path, checks: Catalogue) -> None:
    file = tmp_path / "rubric.yaml"
    file.write_bytes(GOOD.encode() + "é".encode("cp1252"))
    assert "UTF-8" in str(lint_rubric(file, checks)[0].message)


@pytest.mark.parametrize("name", bundled_rubrics())
def test_every_bundled_rubric_is_right(name: str, checks: Catalogue) -> None:
    assert lint_rubric(rubric_path(name), checks) == []


def test_tp2_has_the_criteria_and_points_of_the_scheme(tp2: Rubric) -> None:
    points = {criterion.id: str(criterion.points) for criterion in tp2.criteria}
    assert len(points) == 36
    assert tp2.points == 20
    sums = {section.id: sum(criterion.points for criterion in section.criteria) for section in tp2.sections}
    assert sums == {"E1": 12, "E2": 6, "E3": 2, "H": 0}
    assert (points["E1-05"], points["E2-07"], points["E3-01"], points["H-01"]) == ("0.25", "1.25", "1.25", "0")


def test_tp2_speaks_both_languages(tp2: Rubric) -> None:
    for criterion in tp2.criteria:
        for text in (criterion.title, criterion.hint, criterion.question):
            assert text is None or set(text) == {"fr", "en"}, criterion.id


def test_the_schema_knows_the_checks(checks: Catalogue) -> None:
    schema = json_schema(checks)
    criterion = schema["$defs"]["Criterion"]
    assert "vm.region" in criterion["properties"]["check"]["enum"]
    assert len(criterion["allOf"]) == len(checks)
    assert "sha256" not in schema["properties"]

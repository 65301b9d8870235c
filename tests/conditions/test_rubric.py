"""What lint says of conditions, and what a rubric from elsewhere can make bareme read."""

import json
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.checking.catalogue import catalogue
from bareme.rubric import lint_rubric

HEAD = """schema: bareme/rubric/v1
id: own
title: own
scale: 1
stages: [{id: built, when: built}]
"""
BODY = "sections:\n- id: A\n  title: A\n  criteria:\n  - {id: C, title: c, points: 1, check: resource, with: {%s}}\n"
SITE = "type: Microsoft.Web/sites"
TWENTY_FIVE = "{any: [" + ", ".join(["{path: a, eq: 1}"] * 25) + "]}"
HUNDRED = "{any: [" + ", ".join([TWENTY_FIVE] * 4) + "]}"
DEEP = "{any: [" * 3 + ", ".join(["{path: a, eq: 1}"] * 30) + "]}" * 3


def linted(folder: Path, values: str, head: str = "") -> list[str]:
    (folder / "own.yaml").write_text(HEAD + head + BODY % values, encoding="utf-8")
    return [f"{one.level}: {one.message}" for one in lint_rubric(folder / "own.yaml", catalogue())]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (f"{SITE}, where: [{{path: properties.httpsOnly, eq: true}}]", ""),
        (f"{SITE}, name: '${{student.first_name}}-app'", ""),
        (f"{SITE}, moment: 'stage: built'", ""),
        (f"{SITE}, moment: 'stage: build'", "there is no stage “build”"),
        (f"{SITE}, moment: later", "is no moment: ever, end"),
        (f"{SITE}, name: '${{student.shoe}}'", "each student's own are: student.id"),
        (f"{SITE}, where: [{{path: 'length(a)', eq: 1}}]", "more than a place"),
        (f"{SITE}, where: [{{path: a, equals: 1}}]", "no key that belongs here"),
        (f"{SITE}, where: [{{path: a}}]", "what is asked of it?"),
        (f"{SITE}, where: [{{eq: 1}}]", "one of the three"),
        (f"{SITE}, where: [{{}}]", "one of the three"),
        (f"{SITE}, where: [{{path: a, eq: 1, not: {{path: b, eq: 1}}}}]", "one of the three"),
        (f"{SITE}, where: [{{not: {{path: b, eq: 1}}, any: [{{path: b, eq: 1}}]}}]", "one of the three"),
        (f"{SITE}, where: [{{not: {{path: b, eq: 1}}, eq: 1}}]", "belongs inside the conditions"),
        (f"{SITE}, count: {{min: 4, max: 2}}", "nothing is at least 4 and at most 2: exchange them."),
        (f"{SITE}, count: {{min: 2, max: 2}}", ""),
        (f"{SITE}, count: {{min: 1}}", ""),
        (f"{SITE}, where: [{{path: a, min: 3, max: 1.5}}]", "nothing is at least 3.0 and at most 1.5"),
        (f"{SITE}, where: [{{path: a, min: 3, max: 3}}]", ""),
        (f"{SITE}, where: [{{path: a, between: [30, 11]}}]", "nothing is at least 30.0 and at most 11.0"),
        (f"{SITE}, where: [{{path: a, length: {{min: 2, max: 1}}}}]", "nothing is at least 2 and at most 1"),
        (f"{SITE}, where: [{{path: properties.adminPassword, exists: true}}]", "never kept"),
        (f"{SITE}, where: [{{path: a, pattern: '('}}]", "no regular expression of RE2"),
        (f"{SITE}, where: [{', '.join([DEEP] * 3)}]", ""),
        (f"{SITE}, where: [{', '.join([DEEP] * 9)}]", "more than 200 conditions"),
        ("type: Web", "is no resource type"),
        (f"type: A.{'b' * 196}/c", ""),
        (f"type: A.{'b' * 197}/c", "is no resource type"),
        (f"{SITE}, where: [{', '.join([HUNDRED] * 2)}]", ""),
        (f"{SITE}, where: [{', '.join([HUNDRED] * 2)}, {{path: a, eq: 1}}]", "more than 200 conditions"),
        ("type: Microsoft.Storage/storageAccounts/blobServices/containers", "nothing lists"),
        ("type: Microsoft.Network/virtualNetworks/subnets", ""),
    ],
)
def test_what_lint_says(tmp_path: Path, values: str, told: str) -> None:
    found = linted(tmp_path, values)
    assert any(told in one for one in found) if told else found == [], found


@pytest.mark.parametrize(
    ("under", "path", "api"),
    [
        ("Microsoft.Web/sites", "../../x", "2023-05-01"),
        ("Microsoft.Web/sites", "https://evil.example/x", "2023-05-01"),
        ("Microsoft.Web/sites", "//evil.example", "2023-05-01"),
        ("Microsoft.Web/sites", "config/web?x=1", "2023-05-01"),
        ("Microsoft.Web/sites", "config/%2e%2e/x", "2023-05-01"),
        ("Microsoft.Web/sites", "config/web", "2023-05-01&x=1"),
        ("/subscriptions/another/x", "config/web", "2023-05-01"),
        ("Microsoft.Web/sites", "/".join("a" * 13), "2023-05-01"),
    ],
)
def test_what_a_rubric_cannot_read(tmp_path: Path, under: str, path: str, api: str) -> None:
    found = linted(tmp_path, SITE, f'collect: [{{under: "{under}", list: "{path}", api: "{api}"}}]\n')
    assert any(one.startswith("error") for one in found), found


def test_lint_lists_all_that_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locks = 'collect: [{under: resource-group, list: providers/Microsoft.Authorization/locks, api: "2020-05-01"}]\n'
    linted(tmp_path, f"{SITE}, where: [{{path: kind, eq: app}}]", locks)
    assert main(["rubric", "lint", str(tmp_path / "own.yaml"), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["reads"] == {
        "types": ["microsoft.web/sites"],
        "lists": [{"under": "resource-group", "list": "providers/Microsoft.Authorization/locks", "api": "2020-05-01"}],
    }

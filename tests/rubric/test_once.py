"""`once:` in a rubric: a slip that the check names, and no other."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.rubric.load import lint_rubric

RUBRIC = """\
schema: bareme/rubric/v1
id: x
title: x
sections:
  - id: A
    title: a
    criteria:
      - id: A-1
        points: 1
        title: t
        {check}
        once: {once}
"""
REGION = "check: region.allowed\n        with: {regions: [francecentral]}"


@pytest.mark.parametrize(
    ("check", "once", "told"),
    [
        (REGION, "region", ""),
        (REGION, "regoin", "names no slip “regoin”. Did you mean “region”?"),
        (REGION, "naming", "names no slip “naming”"),
        ("check: hygiene.no_orphans", "region", "this one names none"),
        ("question: q", "region", "“once” needs a check"),
    ],
)
def test_once(tmp_path: Path, checks: Catalogue, check: str, once: str, told: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(RUBRIC.replace("{check}", check).replace("{once}", once), encoding="utf-8")
    problems = [str(one.message) for one in lint_rubric(file, checks) if one.level == "error"]
    assert bool(problems) is bool(told)
    assert all(told in one for one in problems)

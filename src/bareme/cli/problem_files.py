"""What is wrong with answers and scripts, for code scanning and merge requests: written only where it is asked for."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bareme.files.code_quality import code_quality
from bareme.files.problem import Problem
from bareme.files.report_target import report_text
from bareme.files.sarif import Rule, sarif
from bareme.text.language import Speech
from bareme.text.message import say

RULE = Rule(
    "handin-problem",
    say("Something that was handed in cannot be read, or not as it is meant"),
    say("Correct the file; “bareme check --lint” checks it again."),
)


def write_problem_files(
    problems: Iterable[Problem], repo: Path | None, speech: Speech, sarif_path: Path | None, quality: Path | None
) -> None:
    """Write one or both; what is about no file has no place in them."""
    found: dict[Path, list[Problem]] = defaultdict(list)
    for one in problems:
        if one.file:
            found[Path(one.file)].append(one)
    if sarif_path:
        top = repo or Path()
        with report_text(sarif_path) as stream:
            json.dump(sarif({top / file: own for file, own in found.items()}, RULE, speech), stream, indent=1)
    if quality:
        with report_text(quality) as stream:
            json.dump(code_quality(found, RULE.id, speech), stream, indent=1, ensure_ascii=False)

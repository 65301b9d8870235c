"""The examples of a rubric: a good student, and others with the outcomes they must get.

rubrics/my-lab.examples/good/*.json.gz            evidence, and the lab repository's files beside it if any
rubrics/my-lab.examples/<student>/expected.yaml   criterion id → outcome
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bareme.checking.finding import Outcome
from bareme.errors import UsageError
from bareme.evidence import load_chain
from bareme.evidence.files import evidence_paths
from bareme.files.located_yaml import Tree
from bareme.prove.example import Example
from bareme.prove.tp2 import good as perfect
from bareme.rubric import Rubric
from bareme.submission import load_submission
from bareme.text.message import lines, say

GOOD = "good"
EXPECTED = "expected.yaml"
_OUTCOMES = tuple(outcome.value for outcome in Outcome)


def folder_of(rubric: Path) -> Path:
    """The folder of examples beside a rubric."""
    return rubric.with_name(f"{rubric.stem}.examples")


def good_example(rubric: Rubric, file: Path) -> Example:
    """The student who did everything right.

    Raises:
        UsageError: the rubric has none.
        EvidenceError: a file of his is damaged.
    """
    place = folder_of(file) / GOOD
    if evidence_paths(place):
        return example_in(place)
    if rubric.id == "tp2-vm":
        return perfect()
    raise UsageError(
        say("{rubric} has no good student to be proven with.", rubric=rubric.id),
        say("Put the evidence of one, as “bareme collect” writes it, into {folder}.", folder=str(place)),
    )


def examples_of(rubric: Rubric, file: Path) -> Iterator[Example]:
    """The example students that say what they must get.

    Raises:
        UsageError: a list of outcomes is wrong.
        EvidenceError: a file of evidence is damaged.
    """
    folder = folder_of(file)
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (place / EXPECTED).is_file():
            example = example_in(place)
            yield Example(example.name, example.collections, example.submission, _expected(place / EXPECTED, rubric))


def example_in(place: Path) -> Example:
    """The work in a folder, or in one file of evidence.

    Raises:
        UsageError: there is no evidence.
        EvidenceError: a file of it is damaged.
    """
    collections = load_chain(evidence_paths(place))
    if not collections:
        raise UsageError(say("{path} holds no evidence file", path=str(place)))
    return Example(place.name, collections, load_submission(place if place.is_dir() else None))


def _expected(file: Path, rubric: Rubric) -> Mapping[str, str]:
    tree = Tree(file.read_text(encoding="utf-8"))
    known = {criterion.id for criterion in rubric.criteria}
    data: Any = tree.data
    told = data if isinstance(data, dict) else {}
    problems = [problem.located(str(file)) for problem in tree.problems]
    if not told and not problems:
        problems.append(say("{file}: a list of “criterion: outcome” is expected", file=str(file)))
    for name, outcome in told.items():
        if name not in known:
            problems.append(say("{file}: there is no criterion {id}", file=str(file), id=str(name)))
        elif outcome not in _OUTCOMES:
            problems.append(say("{file}: {id}: one of {outcomes} is expected", file=str(file), id=str(name),
                                outcomes=_OUTCOMES))  # fmt: skip
    if problems:
        raise UsageError(lines(problems))
    return {str(name): str(outcome) for name, outcome in told.items()}

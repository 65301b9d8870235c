"""From a file to a rubric, or to the list of everything that is wrong with it."""

import hashlib
from pathlib import Path as File

from pydantic import ValidationError

from bareme.checking.catalogue import Catalogue
from bareme.errors import RubricError
from bareme.files.bounded import content_of
from bareme.files.located_yaml import Tree
from bareme.files.problem import Problem
from bareme.rubric.meaning import check_meaning
from bareme.rubric.model import Rubric
from bareme.rubric.structure import check_structure
from bareme.text.message import lines, say

MAX_BYTES = 4 * 2**20


def load_rubric(file: File, catalogue: Catalogue) -> Rubric:
    """The rubric in a file.

    Raises:
        RubricError: it cannot be used; the message tells every problem with its place.
    """
    problems, rubric = _examined(file, catalogue)
    if rubric is None:
        raise RubricError(
            lines([one.located(str(file)) for one in problems if one.level == "error"]),
            say("Correct the rubric; “bareme rubric lint” checks it again."),
        )
    return rubric


def lint_rubric(file: File, catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong or doubtful in a rubric, in the order of its lines."""
    return _examined(file, catalogue)[0]


def _examined(file: File, catalogue: Catalogue) -> tuple[list[Problem], Rubric | None]:
    too_large = say("{file} is larger than a rubric can be", file=str(file))
    content = content_of(file, MAX_BYTES, RubricError, too_large)
    try:
        tree = Tree(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [Problem(line, 1, say("not UTF-8 text; save the file as UTF-8."))], None
    rubric = None
    if tree.data is not None or not tree.problems:
        check_structure(tree)
        check_meaning(tree, catalogue)
    if not tree.errors:
        rubric = _built(tree, file, content)
    return sorted(set(tree.problems), key=lambda one: one[:2]), rubric


def _built(tree: Tree, file: File, content: bytes) -> Rubric | None:
    own = {"file": str(file), "sha256": hashlib.sha256(content).hexdigest(), "lines": _lines(tree)}
    try:
        return Rubric.model_validate({**tree.data, **own})
    except ValidationError:
        return None


def _lines(tree: Tree) -> dict[str, int]:
    """The line of every criterion, by its id: what annotations point at."""
    found: dict[str, int] = {}
    for number, section in enumerate(tree.data["sections"]):
        for place, criterion in enumerate(section["criteria"]):
            found[criterion["id"]] = tree.position(("sections", number, "criteria", place))[0]
    return found

"""From a file to a rubric, or to the list of everything that is wrong with it."""

import hashlib
import re
from pathlib import Path as File

from pydantic import ValidationError

from bareme.checking.catalogue import Catalogue
from bareme.errors import RubricError
from bareme.files.bounded import content_of
from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import Problem, with_nearest
from bareme.rubric.meaning import check_meaning
from bareme.rubric.model import Rubric
from bareme.rubric.structure import check_structure
from bareme.text.message import lines, say

MAX_BYTES = 4 * 2**20

_RUBRIC = re.compile(rb"\A(?=.*^sections[ \t]*:)(?=.*^[ \t-]+criteria[ \t]*:)", re.MULTILINE | re.DOTALL)
"""A key `sections` at the margin, and `criteria` further in."""
EXCEPTIONS = ("substitutes", "waivers")
"""What may stand in a file of a class's own."""


def load_rubric(file: File, catalogue: Catalogue, exceptions: File | None = None) -> Rubric:
    """The rubric in a file, with the exceptions in another where there are some.

    Raises:
        RubricError: it cannot be used; the message tells every problem with its place.
    """
    problems, rubric = _examined(file, catalogue, exceptions)
    if rubric is None:
        raise RubricError(
            lines([one.located(str(file)) for one in problems if one.level == "error"]),
            say("Correct the rubric; “bareme rubric lint” checks it again."),
        )
    return rubric


def lint_rubric(file: File, catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong or doubtful in a rubric, in the order of its lines."""
    return _examined(file, catalogue)[0]


def looks_like_rubric(file: File) -> bool:
    """Whether a YAML file is meant to be a rubric, right or wrong; by what stands in it, wherever it lies."""
    with file.open("rb") as stream:
        return _RUBRIC.search(stream.read(MAX_BYTES)) is not None


def _examined(file: File, catalogue: Catalogue, exceptions: File | None = None) -> tuple[list[Problem], Rubric | None]:
    content, tree = _parsed(file)
    if exceptions is not None:
        _join(tree, exceptions)
    rubric = None
    if tree.data is not None or not tree.problems:
        check_structure(tree)
        check_meaning(tree, catalogue)
    if not tree.errors:
        rubric = _built(tree, file, content)
    return sorted(set(tree.problems), key=lambda one: one[:2]), rubric


def _parsed(file: File) -> tuple[bytes, Tree]:
    too_large = say("{file} is larger than a rubric can be", file=str(file))
    content = content_of(file, MAX_BYTES, RubricError, too_large)
    try:
        return content, Tree(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        tree, line = Tree(""), content[: error.start].count(b"\n") + 1
        tree.problems.append(Problem(line, 1, say("not UTF-8 text; save the file as UTF-8.")))
        return content, tree


def _join(tree: Tree, exceptions: File) -> None:
    """Add what a class's own file says; its problems stand under its own name."""
    name, (_, own) = str(exceptions), _parsed(exceptions)
    tree.problems += [one._replace(file=name) for one in own.problems]
    data = own.data if isinstance(own.data, dict) else {}
    if not data and not own.problems:
        tree.problems.append(Problem(1, 1, say("“substitutes” and “waivers” are expected here."), file=name))
    for key in data:
        if key in EXCEPTIONS:
            tree.join(key, own, name)
        else:
            told = with_nearest(say("there is no key “{key}” here.", key=key), key, list(EXCEPTIONS))
            tree.problems.append(Problem(*own.position((key, KEY)), told, file=name))


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

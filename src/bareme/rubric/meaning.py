"""Does a rubric that is well formed mean something? Names that exist, parameters that fit, points that can be given."""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import Path, with_nearest
from bareme.reference.arm import dig, dig_list
from bareme.rubric.conditions import check_conditions
from bareme.rubric.of_student import FIELDS
from bareme.rubric.parameters import is_known, of_rubric, referable, referable_in_commands, references
from bareme.rubric.points import check_points
from bareme.rubric.values import check_values
from bareme.text.message import Message, say

_OF_CONDITIONS = frozenset({"resource", "operation", "deployment"})
_OF_A_STUDENT = ("student", "etudiant", "étudiant", "eleve", "élève")

Place = tuple[Path, Mapping[str, Any]]
"""A criterion's mapping and where it stands."""

_TELLING = re.compile(r"\b[A-Z]:|\b\w*\d[\w.,-]*\b")
"""What makes an answer: `127`, `C:`, `B2s`."""


def check_meaning(tree: Tree, catalogue: Catalogue) -> None:
    """Note every name that does not exist and every parameter that does not fit.

    Works on the raw tree, so that a wrong value elsewhere hides nothing here.
    """
    criteria = list(_criteria(tree))
    _check_ids(tree, criteria)
    _check_references(tree)
    _check_substitutes(tree)
    check_points(tree, [criterion for _, criterion in criteria])
    _check_stages(tree)
    _check_waivers(tree, [str(criterion.get("id")) for _, criterion in criteria])
    for place in criteria:
        _check_kind(tree, place)
        _check_choices(tree, place)
        _check_title(tree, place)
        _check_needs(tree, place, criteria)
        _check_call(tree, place, catalogue)
        _check_once(tree, place, catalogue)


def _criteria(tree: Tree) -> Iterator[Place]:
    for number, section in enumerate(dig_list(tree.data, "sections")):
        for place, criterion in enumerate(dig_list(section, "criteria")):
            if isinstance(criterion, dict):
                yield ("sections", number, "criteria", place), criterion


def _check_ids(tree: Tree, criteria: list[Place]) -> None:
    seen: set[str] = set()
    for path, criterion in criteria:
        name = str(criterion.get("id"))
        if name.casefold() in seen:
            tree.problem((*path, "id"), say("two criteria are called “{id}”.", id=name))
        seen.add(name.casefold())


def _check_kind(tree: Tree, place: Place) -> None:
    path, criterion = place
    if not criterion.get("check") and not criterion.get("question"):
        tree.problem(path, say("a criterion needs a “check”, a “question” for a person, or both."))
    if criterion.get("confirm") and not (criterion.get("check") and criterion.get("question")):
        tree.problem((*path, "confirm"), say("“confirm” needs a “check” and a “question”."))


def _check_choices(tree: Tree, place: Place) -> None:
    path, criterion = place
    answer = criterion.get("answer")
    if not isinstance(answer, dict):
        return
    choices = dig_list(answer, "choices")
    if answer.get("type") == "choice" and not choices:
        tree.problem((*path, "answer"), say("an answer of type choice needs “choices”."))
    elif choices and answer.get("type") != "choice":
        tree.warning((*path, "answer", "choices", KEY), say("“choices” counts only with “type: choice”."))
    elif len({str(one) for one in choices}) < len(choices):
        tree.problem((*path, "answer", "choices"), say("a choice stands here twice."))


def _check_title(tree: Tree, place: Place) -> None:
    """A title that holds what the question asks for gives it away."""
    path, criterion = place
    if not criterion.get("question"):
        return
    title = criterion.get("title")
    titles = {("title", name): one for name, one in title.items()} if isinstance(title, dict) else {("title",): title}
    telling = _words(dig(criterion, "answer", "expected")) - _words(criterion["question"])
    for own, text in titles.items():
        said = sorted(_words(text) & telling)
        if said:
            told = say(
                "“{words}” stands in the expected answer too, so that the title gives it away; “teacher_title” is what"
                " the teacher alone reads.",
                words=", ".join(said),
            )
            tree.warning((*path, *own), told)


def _words(text: object) -> set[str]:
    """Numbers, drive letters and names with a digit in them: what an answer is recognised by."""
    if isinstance(text, dict):
        return set().union(*map(_words, text.values()))
    return set(_TELLING.findall(text)) if isinstance(text, str) else set()


def _check_stages(tree: Tree) -> None:
    seen: set[str] = set()
    for number, stage in enumerate(dig_list(tree.data, "stages")):
        name = str(dig(stage, "id"))
        if name.casefold() in seen:
            tree.problem(("stages", number, "id"), say("two stages are called “{id}”.", id=name))
        seen.add(name.casefold())


def _check_once(tree: Tree, place: Place, catalogue: Catalogue) -> None:
    path, criterion = place
    kind, check = criterion.get("once"), catalogue.get(str(criterion.get("check")))
    if not kind or (check and kind in check.slips):
        return
    if check and check.slips:
        told = say("“{check}” names no slip “{kind}”.", check=check.name, kind=str(kind))
        tree.problem((*path, "once"), with_nearest(told, str(kind), list(check.slips)))
    else:
        tree.problem((*path, "once"), say("“once” needs a check whose findings name a slip; this one names none."))


def _check_needs(tree: Tree, place: Place, criteria: list[Place]) -> None:
    path, criterion = place
    known = [str(other.get("id")) for _, other in criteria]
    earlier = known[: known.index(str(criterion.get("id")))] if str(criterion.get("id")) in known else []
    for number, need in enumerate(dig_list(criterion, "needs")):
        name = str(need.get("criterion") if isinstance(need, dict) else need)
        where = (*path, "needs", number)
        if name not in known:
            tree.problem(where, with_nearest(say("there is no criterion “{id}”.", id=name), name, earlier))
        elif name not in earlier:
            tree.problem(where, say("a criterion can only need one that stands before it; “{id}” does not.", id=name))


def _check_references(tree: Tree) -> None:
    parameters, in_commands = referable(tree.data), referable_in_commands(tree.data)
    for path, name in references(tree.data, ()):
        if {"command", "first"} & set(path) and is_known(in_commands, name):
            continue
        if path[:1] == ("parameters",):
            tree.problem(path, say("a parameter cannot refer to another one."))
        elif not is_known(parameters, name):
            tree.problem(path, _no_parameter(name, parameters))


def _no_parameter(name: str, parameters: Mapping[str, Any]) -> Message:
    if name.casefold().startswith(_OF_A_STUDENT):
        return say(
            "there is no parameter “{name}”; each student's own are: {fields}. What differs for some stands under"
            " “substitutes”, and a name may be a pattern (“.*-vm”).",
            name=name, fields=tuple(f"student.{one}" for one in FIELDS),
        )  # fmt: skip
    return with_nearest(say("there is no parameter “{name}”.", name=name), name, list(_names(parameters)))


def _check_substitutes(tree: Tree) -> None:
    parameters = of_rubric(tree.data)
    for number, substitute in enumerate(dig_list(tree.data, "substitutes")):
        name = dig(substitute, "parameter")
        if isinstance(name, str) and not is_known(parameters, name):
            told = say("there is no parameter “{name}”.", name=name)
            tree.problem(("substitutes", number, "parameter"), with_nearest(told, name, list(_names(parameters))))


def _check_waivers(tree: Tree, known: list[str]) -> None:
    for number, waiver in enumerate(dig_list(tree.data, "waivers")):
        name = dig(waiver, "criterion")
        if isinstance(name, str) and name not in known:
            told = with_nearest(say("there is no criterion “{id}”.", id=name), name, known)
            tree.problem(("waivers", number, "criterion"), told)


def _check_call(tree: Tree, place: Place, catalogue: Catalogue) -> None:
    path, criterion = place
    name, values = criterion.get("check"), criterion.get("with") or {}
    if not isinstance(name, str) or not isinstance(values, dict):
        return
    if name not in catalogue:
        told = say("there is no check “{name}”.", name=name)
        tree.problem((*path, "check"), with_nearest(told, name, list(catalogue)))
        return
    check = catalogue[name]
    _check_names(tree, path, check, values)
    check_values(tree, (*path, "with"), check, values)
    if check.name in _OF_CONDITIONS:
        check_conditions(tree, (*path, "with"), values)


def _check_names(tree: Tree, path: Path, check: Check, values: Mapping[str, Any]) -> None:
    for key in set(values) - set(check.parameters):
        told = say("the check {check} has no parameter “{key}”.", check=check.name, key=key)
        tree.problem((*path, "with", key, KEY), with_nearest(told, key, list(check.parameters)))
    for key, parameter in check.parameters.items():
        if key not in values and parameter.default is inspect.Parameter.empty:
            told = say("the check {check} needs the parameter “{key}”.", check=check.name, key=key)
            tree.problem((*path, "with", KEY), told)


def _names(parameters: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in parameters.items():
        yield f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _names(value, f"{prefix}{key}.")

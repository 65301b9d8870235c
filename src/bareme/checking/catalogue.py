"""How a folder of checks becomes a catalogue: the shipped ones, and those of a teacher's own folder."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from bareme.checking.check import Check, marked
from bareme.content import root
from bareme.errors import UsageError
from bareme.text.message import say

Catalogue = Mapping[str, Check]
"""Checks by name."""


def catalogue(extra: Path | None = None) -> Catalogue:
    """The shipped checks, and those of a teacher's folder, which may not take a shipped name."""
    shipped = load_checks(root() / "checks")
    own = load_checks(extra / "checks" if (extra / "checks").is_dir() else extra) if extra else {}
    taken = sorted(set(shipped) & set(own))
    if taken:
        raise UsageError(say("These checks exist already: {names}. Give yours other names.", names=tuple(taken)))
    return {**shipped, **own}


@cache
def load_checks(folder: Path) -> Catalogue:
    """The checks defined in the modules of a folder.

    Raises:
        UsageError: a module cannot be imported, or two checks share a name.
    """
    found: dict[str, Check] = {}
    for module in _modules(folder.resolve()):
        for one in _checks_of(module):
            _refuse_unusable(one)
            if one.name in found:
                raise UsageError(say("{folder}: two checks are called {name}.", folder=str(folder), name=one.name))
            found[one.name] = one
    return dict(sorted(found.items()))


def _refuse_unusable(one: Check) -> None:
    """A check of a teacher's own whose parameters no rubric could set is told with its line."""
    code = one.function.__code__
    try:
        reason = one.unusable
    except (NameError, TypeError, ValueError) as error:
        reason = say("a type or the first parameter, lab, is missing or unknown: {reason}", reason=str(error))
    if reason:
        place = f"{code.co_filename}:{code.co_firstlineno}"
        raise UsageError(say("{place}: the check {name}: {reason}", place=place, name=one.name, reason=reason))


def _checks_of(module: ModuleType) -> Iterator[Check]:
    for value in vars(module).values():
        one = marked(value)
        if one and one.function.__module__ == module.__name__:
            yield one


def _modules(folder: Path) -> Iterator[ModuleType]:
    package = _package(folder)
    for info in iter_modules([str(folder)]):
        try:
            yield import_module(f"{package.__name__}.{info.name}")
        except Exception as error:
            place = folder / f"{info.name}.py"
            raise UsageError(
                say("{file} cannot be imported: {reason}", file=str(place), reason=f"{type(error).__name__}: {error}"),
                say("Correct the module; “python {file}” shows where it stops.", file=str(place)),
            ) from error


def _package(folder: Path) -> ModuleType:
    """One synthetic package for a folder, named after its path so that two folders never meet."""
    name = f"bareme_checks_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    if name in sys.modules:
        return sys.modules[name]
    module = module_from_spec(_spec(name, folder))
    sys.modules[name] = module
    return module


def _spec(name: str, folder: Path) -> ModuleSpec:
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or not folder.is_dir():
        raise UsageError(say("{folder} is not a folder of checks.", folder=str(folder)))
    return spec

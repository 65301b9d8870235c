"""A folder, or a file, for each student: cloned repositories, folders sorted by hand, one student's own zip."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from bareme.azure.cloud_shell.zip_export import is_part
from bareme.handins.claim import Claim, Hint
from bareme.handins.items import Item, common_folder

_OWN = {"reponses.yaml", "answers.yaml", "reponses.yml", "answers.yml", "about.json"}
"""What stands at the top of one student's hand-in, never of a class's."""
_DEEPEST = 3


def claims(items: Sequence[Item], knows: Callable[[str], bool], source: str) -> list[tuple[Item, Claim]]:
    """Every file, by the step of its path that names most people of the class."""
    paths = [item.parts for item in items]
    above = len(common_folder(paths))
    if _is_ones_own(items):
        names = [source, *(paths[0][:above] if paths else ())]
        label = next((name for name in names if knows(_stem(name))), source)
        return [(item, _claim(label, item.parts)) for item in items]
    level = max(_levels(above), key=lambda one: (_named(paths, one, knows), one == above))
    return [(item, _claim(item.parts[min(level, len(item.parts) - 1)], _rest(item.parts, level))) for item in items]


def _is_ones_own(items: Sequence[Item]) -> bool:
    """Whether answers or an export stand loose, one folder down at most: a student's own hand-in."""
    depth = len(common_folder(item.parts for item in items))
    top = [item for item in items if len(item.parts) == depth + 1]
    return any(item.name.lower() in _OWN or is_part(item.name) for item in top)


def _levels(above: int) -> Iterator[int]:
    yield from range(max(above, 1) + _DEEPEST)


def _named(paths: Sequence[tuple[str, ...]], level: int, knows: Callable[[str], bool]) -> int:
    return sum(knows(_stem(name)) for name in {path[level] for path in paths if level < len(path)})


def _rest(parts: tuple[str, ...], level: int) -> tuple[str, ...]:
    return parts[level + 1 :] or parts[-1:]


def _stem(name: str) -> str:
    """A name without what tells its kind: of `.tar.gz` both."""
    path = PurePath(name)
    return PurePath(path.stem).stem if path.suffix == ".gz" else path.stem if len(path.suffix) <= 5 else name


def _claim(label: str, rest: tuple[str, ...]) -> Claim:
    return Claim(label, (Hint(_stem(label)),), rest)

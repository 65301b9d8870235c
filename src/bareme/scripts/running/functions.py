"""Calling a function: its parameters, and the names that are its own."""

from collections.abc import Iterator, Mapping

from bareme.scripts.parsing.syntax import Block, Function, Set
from bareme.scripts.running.state import Value


def named(function: Function, arguments: list[str]) -> dict[str, str]:
    """PowerShell's arguments by parameter: those given by name (`-Name vm1`), the others in order."""
    names = [name for name, _ in function.parameters]
    told: dict[str, str] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name = word[1:].casefold()
        if word.startswith("-") and name in names:
            told[name] = next(words, "")
        else:
            rest.append(word)
    free = [name for name in names if name not in told]
    return {**told, **dict(zip(free, rest, strict=False))}


def restore(function: Function, variables: dict[str, Value], outside: Mapping[str, Value]) -> None:
    """Give the function's own names back what they were outside it."""
    for name in set(_local(function.body)) | {name for name, _ in function.parameters}:
        if name in outside:
            variables[name] = outside[name]
        else:
            variables.pop(name, None)


def _local(block: Block) -> Iterator[str]:
    for one in block.statements:
        if isinstance(one, Block):
            yield from _local(one)
        elif isinstance(one, Set) and one.local:
            yield one.name

"""From a script to what a table can show."""

from bareme.scripts import HOLE, AzCommand, Intent, intended, read_script


def commands(text: str, name: str = "lab.sh") -> tuple[AzCommand, ...]:
    return read_script(text, name).commands


def machines(text: str, name: str = "lab.sh") -> list[str]:
    """The names of the machines a script makes, `?` for what only a run would tell."""
    made = [one for one in commands(text, name) if one.group == ("vm", "create")]
    return [one.value("name").replace(HOLE, "?") + (f" x{one.count}" if one.count > 1 else "") for one in made]


def intent(*texts: str) -> Intent:
    return intended(read_script(text, f"{number}.sh") for number, text in enumerate(texts))

"""Where the content is: checks, rubrics, templates.

Content is data to the engine: in a checkout it lies at the root, in a wheel in `bareme/content/`. A teacher's own
folder of the same shape comes by `--content DIR`.
"""

from pathlib import Path

from bareme.errors import UsageError
from bareme.text.message import say


def root() -> Path:
    """The folder that holds `checks/`, `rubrics/` and `reports/`."""
    shipped = Path(__file__).with_name("content")
    return shipped if shipped.is_dir() else Path(__file__).parents[2]


def rubric_path(name: str) -> Path:
    """The file of a rubric: a bundled one by its name, or a path.

    Raises:
        UsageError: there is neither.
    """
    if name in bundled_rubrics():
        return root() / "rubrics" / f"{name}.yaml"
    if Path(name).is_file():
        return Path(name)
    names = tuple(bundled_rubrics())
    raise UsageError(
        say("There is no rubric “{name}”.", name=name),
        say("Give the path of a YAML file, or one of the bundled rubrics: {names}.", names=names),
    )


def bundled_rubrics() -> list[str]:
    """The names of the rubrics that ship with bareme; those of a course stand in its folder: `az104/lab-04`."""
    place = root() / "rubrics"
    found = (*place.glob("*.yaml"), *place.glob("[!.]*/*.yaml"))
    return sorted(path.relative_to(place).with_suffix("").as_posix() for path in found if _is_rubric(path))


def _is_rubric(path: Path) -> bool:
    """Whether it is no file of a folder of examples."""
    return not path.parent.name.endswith(".examples")

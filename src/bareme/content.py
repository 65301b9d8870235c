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
    bundled = root() / "rubrics" / f"{name}.yaml"
    if "/" not in name and "\\" not in name and bundled.is_file():
        return bundled
    if Path(name).is_file():
        return Path(name)
    names = tuple(bundled_rubrics())
    raise UsageError(
        say("There is no rubric “{name}”.", name=name),
        say("Give the path of a YAML file, or one of the bundled rubrics: {names}.", names=names),
    )


def bundled_rubrics() -> list[str]:
    """The names of the rubrics that ship with bareme."""
    return sorted(path.stem for path in (root() / "rubrics").glob("*.yaml"))

"""The file that lets a CI service check a lab repository, for each service."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from bareme.grading.grade import machine_most
from bareme.report.jinja_environment import plain_environment
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from bareme.version import __version__

PLATFORMS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "github": (".github/workflows/bareme.yml", "github.yml.j2"),
    "classroom": (".github/workflows/classroom.yml", "classroom.yml.j2"),
    "gitlab": (".gitlab-ci.yml", "gitlab.yml.j2"),
    "azure": ("azure-pipelines.yml", "azure.yml.j2"),
    "jenkins": ("Jenkinsfile", "jenkins.j2"),
    "forgejo": (".forgejo/workflows/bareme.yml", "forgejo.yml.j2"),
})  # fmt: skip
"""Where each service looks for its file, and the template of it."""

USUAL = ("github", "gitlab", "azure")
"""Those written where none is named."""

ACTIONS: Mapping[str, str] = MappingProxyType({
    "checkout": "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
    "login": "azure/login@532459ea530d8321f2fb9bb10d1e0bcf23869a43 # v3.0.0",
    "reporter": "classroom-resources/autograding-grading-reporter@v1 # zizmor: ignore[unpinned-uses]",
})  # fmt: skip
"""Other people's actions, by commit where there is one to name."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services asked for, and what pip installs there instead of this version of the package."""

    platforms: Sequence[str] = USUAL
    spec: str = ""


def ci_files(rubric: Rubric, name: str, speech: Speech, services: Services) -> dict[str, str]:
    """The text of each file, by its path in the repository; `name` is what the rubric is called there."""
    env = plain_environment(speech)
    env.filters["quoted"] = shlex.quote
    values = {
        "name": name,
        "threshold": _reachable(rubric),
        "spec": services.spec,
        "install": services.spec or f"bareme=={__version__}",
        "folder": "rapport" if speech.language is Language.FRENCH else "report",
        "actions": ACTIONS,
        "release": "v0",
    }
    wanted = (PLATFORMS[one] for one in dict.fromkeys(services.platforms))
    return {path: env.get_template(f"labrepo/ci/{template}").render(values).strip() + "\n" for path, template in wanted}


def _reachable(rubric: Rubric) -> Decimal:
    """The pass mark, where checks alone can reach it: a gate that waits for a person would never turn green."""
    mark = rubric.pass_mark
    return mark if mark is not None and mark <= machine_most(rubric) else Decimal(0)

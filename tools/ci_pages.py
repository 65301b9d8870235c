"""Puts the files that `bareme init --ci` writes into the pages about CI, so that both cannot differ."""

import re
from pathlib import Path

from bareme.checking.catalogue import catalogue
from bareme.content import rubric_path
from bareme.report.ci_files import PLATFORMS, Services, ci_files
from bareme.rubric import load_rubric
from bareme.text.language import Language, Speech

DOCS = Path(__file__).parents[1] / "docs"
PAGE = "howto/continuous-integration.md"
NAMES = {
    "github": "GitHub Actions", "classroom": "GitHub Classroom", "gitlab": "GitLab", "azure": "Azure Pipelines",
    "jenkins": "Jenkins", "forgejo": "Forgejo, Gitea",
}  # fmt: skip
_PLACE = re.compile(r"(?s)(<!-- begin: make docs -->\n).*?(<!-- end -->)")


def with_files(text: str, language: Language) -> str:
    """The page with the files as they are written today."""
    return _PLACE.sub(lambda found: f"{found[1]}{_sections(language)}{found[2]}", text)


def _sections(language: Language) -> str:
    rubric, speech = load_rubric(rubric_path("tp2-vm"), catalogue()), Speech(language)
    return "".join(_section(name, ci_files(rubric, "tp2-vm", speech, Services((name,)))) for name in PLATFORMS)


def _section(name: str, files: dict[str, str]) -> str:
    ((path, text),) = files.items()
    kind = "groovy" if name == "jenkins" else "yaml"
    return f"\n### {NAMES[name]}\n\n`{path}` (`--ci {name}`)\n\n```{kind}\n{text}```\n\n"


if __name__ == "__main__":
    for language in Language:
        file = DOCS / language.value / PAGE
        file.write_text(with_files(file.read_text(encoding="utf-8"), language), encoding="utf-8")

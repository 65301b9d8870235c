"""Builds `docs/` as a site, `build/site/en` and `build/site/fr`, with Zensical: `python tools/docs_site.py`.

Each language is a site of its own, of pages with the same names. Links that lead out of a language's pages are set
anew in a copy, `build/docs/LANGUAGE`: pictures come into it, files of the project are linked on the forge. Whatever
is wrong with a page or a link ends it with 1.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

from docs_pages import KINDS, LANGUAGES, ROOT, Page, faults, pages

DOCS = ROOT / "docs"
LOOK = ROOT / "tools" / "site"
WORK = ROOT / "build"
FORGE = "https://github.com/bareme/bareme/blob/main"
WORDS = {
    "en": {
        "name": "English",
        "description": "Grades cloud labs: fair, fast, with proof",
        "dark": "Dark colours",
        "light": "Light colours",
        "home": "Home",
        "kinds": ("Tutorials", "How-to guides", "Explanations", "Reference"),
    },
    "fr": {
        "name": "Français",
        "description": "Note des TP cloud : juste, rapide, avec preuves",
        "dark": "Couleurs sombres",
        "light": "Couleurs claires",
        "home": "Accueil",
        "kinds": ("Tutoriels", "Guides pratiques", "Explications", "Référence"),
    },
}

_OTHER_LANGUAGE = re.compile(r"(?m)^\*\[[^\]]+\]\(\.\./\w+/index\.md\)\*\n\n")
"""The first page's link to the other language: on the site the switch stands above every page."""


def assemble(language: str, to: Path) -> None:
    """The pages of a language and the pictures they show, with links that hold on the site."""
    shutil.rmtree(to, ignore_errors=True)
    for page in pages(DOCS, language):
        file = to / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_relinked(page, to), encoding="utf-8")
    for name in ("site.css", "site.js"):
        shutil.copy(LOOK / name, to / name)


def _relinked(page: Page, to: Path) -> str:
    text = re.sub(_OTHER_LANGUAGE, "", page.text)
    for _, _, target, _ in page.links:
        if target and "://" not in target:
            text = text.replace(f"]({target}", f"]({_on_site(page, target, to)}")
    return text


def _on_site(page: Page, target: str, to: Path) -> str:
    file = (page.file.parent / target).resolve()
    if file.is_relative_to(DOCS / page.language):
        return target
    if file.is_relative_to(DOCS / "pictures"):
        copy = to / "pictures" / file.name
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(file, copy)
        return os.path.relpath(copy, (to / page.path).parent)
    return f"{FORGE}/{file.relative_to(ROOT)}"


def settings(language: str) -> str:
    """What Zensical is told of one language."""
    (other,) = (one for one in LANGUAGES if one != language)
    shared = Template((LOOK / "zensical.yml").read_text(encoding="utf-8"))
    navigation = json.dumps(_navigation(language), ensure_ascii=False)
    own = {**WORDS[language], "language": language, "navigation": navigation}
    return shared.substitute(own, other=other, other_name=WORDS[other]["name"])


def _navigation(language: str) -> list[object]:
    paths = [page.path for page in pages(DOCS, language)]
    words = WORDS[language]
    kinds = zip(KINDS, words["kinds"], strict=True)
    sections = [{name: [one for one in paths if one.startswith(f"{kind}/")]} for kind, name in kinds]
    return [{words["home"]: "index.md"}, *(section for section in sections if all(section.values()))]


def build(language: str) -> int:
    """Build the site of a language, strictly; the exit code."""
    assemble(language, WORK / "docs" / language)
    told = WORK / f"docs-{language}.yml"
    told.write_text(settings(language), encoding="utf-8")
    words = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", str(told)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
    return done.returncode


def main() -> int:
    """Tell what is wrong with the pages, or build them."""
    wrong = faults(DOCS)
    for line in wrong:
        print(line)
    if wrong or any(build(language) for language in LANGUAGES):
        return 1
    shutil.copy(LOOK / "index.html", WORK / "site" / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Builds the site of `docs/` with MkDocs and its theme Material: `python tools/docs_site.py build/site`.

Each language is a site of its own, `en/` and `fr/`, of pages with the same names. Links that lead out of a language's
pages are set anew in a copy, `build/docs/LANGUAGE`: pictures come into it, files of the project are linked on the
forge. Whatever is wrong with a page or a link ends it with 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from docs_pages import KINDS, LANGUAGES, ROOT, Page, faults, pages

DOCS = ROOT / "docs"
THEME = ROOT / "tools" / "site"
FORGE = "https://github.com/bareme/bareme/blob/main"
NAMES = {"en": "English", "fr": "Français"}
SECTIONS = {
    "en": ("Tutorials", "How-to guides", "Explanations", "Reference"),
    "fr": ("Tutoriels", "Guides pratiques", "Explications", "Référence"),
}
DESCRIPTIONS = {
    "en": "Grades cloud labs: fair, fast, with proof",
    "fr": "Note des TP cloud : juste, rapide, avec preuves",
}
COLOURS = {"en": ("Dark colours", "Light colours"), "fr": ("Couleurs sombres", "Couleurs claires")}


def assemble(language: str, to: Path) -> None:
    """The pages of a language and the pictures they show, with links that hold on the site."""
    shutil.rmtree(to, ignore_errors=True)
    for page in pages(DOCS, language):
        file = to / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_relinked(page, to), encoding="utf-8")
    shutil.copy(THEME / "site.css", to / "site.css")


def _relinked(page: Page, to: Path) -> str:
    text = page.text
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


def settings(language: str, docs: Path, site: Path) -> dict[str, object]:
    """What MkDocs is told of one language, beside what both share."""
    dark, light = COLOURS[language]
    return {
        "INHERIT": str(THEME / "mkdocs.yml"),
        "site_name": "bareme",
        "site_description": DESCRIPTIONS[language],
        "docs_dir": str(docs),
        "site_dir": str(site),
        "nav": _navigation(language),
        "theme": {
            "language": language,
            "custom_dir": str(THEME / "theme"),
            "palette": [
                _palette("default", "light", "material/weather-night", dark),
                _palette("slate", "dark", "material/weather-sunny", light),
            ],
        },
        "plugins": [{"search": {"lang": [language]}}],
        "extra": {"alternate": [{"lang": one, "name": NAMES[one]} for one in LANGUAGES if one != language]},
    }


def _palette(scheme: str, preferred: str, icon: str, name: str) -> dict[str, object]:
    media = f"(prefers-color-scheme: {preferred})"
    return {"media": media, "scheme": scheme, "primary": "custom", "toggle": {"icon": icon, "name": name}}


def _navigation(language: str) -> list[object]:
    paths = [page.path for page in pages(DOCS, language)]
    sections = [(name, [one for one in paths if one.startswith(f"{kind}/")]) for kind, name in _kinds(language)]
    return ["index.md", *({name: inside} for name, inside in sections if inside)]


def _kinds(language: str) -> list[tuple[str, str]]:
    return list(zip(KINDS, SECTIONS[language], strict=True))


def build(site: Path) -> int:
    """Build every language at once; the worst exit code."""
    work = ROOT / "build" / "docs"
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    running = []
    for language in LANGUAGES:
        assemble(language, work / language)
        told = work / f"{language}.yml"
        words = yaml.safe_dump(settings(language, work / language, site / language), allow_unicode=True)
        told.write_text(words, encoding="utf-8")
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(told)]
        running.append(subprocess.Popen(mkdocs, env=quiet))
    return max(one.wait() for one in running)


def main(words: list[str]) -> int:
    """Tell what is wrong with the pages, or build them."""
    (place,) = words
    wrong = faults(DOCS)
    for line in wrong:
        print(line)
    if wrong:
        return 1
    site = Path(place).resolve()
    code = build(site)
    if not code:
        shutil.copy(THEME / "index.html", site / "index.html")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

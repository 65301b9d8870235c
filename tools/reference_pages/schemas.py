"""What programs read and write, field by field: the JSON Schemas in words."""

from collections.abc import Iterator
from typing import Any

from bareme.checking.catalogue import catalogue
from bareme.handins.documents import handins_schema
from bareme.results.documents import check_schema, results_schema
from bareme.rubric.schema import json_schema
from bareme.rubric.shapes import Shapes, meaning
from bareme.text.language import Speech
from tools.reference_pages.markdown import Both, table

Schema = dict[str, Any]

COLUMNS = (Both("field", "champ"), Both("what stands there", "ce qui s’y trouve"), Both("meaning", "sens"))
ALWAYS = Both("Fields in bold are always there.", "Les champs en gras sont toujours présents.")
FILE = Both("The schema itself: [{name}]({address}).", "Le schéma lui-même : [{name}]({address}).")
FOLDER = "../../../rubrics/"
A_CHECK = Both("the name of [a check](checks.md)", "le nom d’[un contrôle](checks.md)")
DOCUMENTS = {
    "rubric-schema.md": (
        Both("Rubrics: every key", "Barèmes : chaque clé"), lambda: json_schema(catalogue()), "rubric",
    ),
    "results-schema.md": (Both("results.json: every field", "results.json : chaque champ"), results_schema, "results"),
    "check-schema.md": (
        Both("check --json: every field", "check --json : chaque champ"), check_schema, "check",
    ),
    "handins-schema.md": (
        Both("import --json: every field", "import --json : chaque champ"), handins_schema, "handins",
    ),
}  # fmt: skip


def pages(speech: Speech) -> dict[str, str]:
    """A page for each document."""
    return {
        name: "\n".join(_page(title.of(speech), schema(), f"{file}.schema.json", speech))
        for name, (title, schema, file) in DOCUMENTS.items()
    }


def _page(title: str, schema: Schema, file: str, speech: Speech) -> Iterator[str]:
    yield f"# {title}\n"
    yield f"{ALWAYS.of(speech)} {FILE.of(speech).format(name=file, address=FOLDER + file)}\n"
    defs: Schema = schema.get("$defs", {})
    yield _fields(schema, defs, speech)
    for name, own in sorted(defs.items()):
        if "properties" in own:
            yield f"## {name}\n"
            yield f"{speech.tell(meaning(own))}\n"
            yield _fields(own, defs, speech)


def _fields(schema: Schema, defs: Schema, speech: Speech) -> str:
    required = schema.get("required", ())
    rows = [
        (
            f"**`{name}`**" if name in required else f"`{name}`",
            _shape(name, own, defs, speech),
            speech.tell(meaning(own)),
        )
        for name, own in schema["properties"].items()
        if own is not True
    ]
    return table([one.of(speech) for one in COLUMNS], rows)


def _shape(name: str, schema: Schema, defs: Schema, speech: Speech) -> str:
    return A_CHECK.of(speech) if name == "check" else speech.tell(Shapes(defs).told(schema))

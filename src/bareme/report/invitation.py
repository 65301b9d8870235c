"""The files that ask students to let their subscriptions be read: a template for Azure, and a page in each language."""

import json
from pathlib import Path
from urllib.parse import quote

from bareme.azure.lighthouse.offer import READER, Offer, template
from bareme.files.atomic import written
from bareme.report.jinja_environment import environment
from bareme.text.language import Language, Speech
from bareme.text.message import say
from bareme.text.sanitize import printable

TEMPLATE = "bareme-reader.json"
_PORTAL = "https://portal.azure.com/#create/Microsoft.Template/uri/"
_DESCRIPTION = say("Lets a teacher read this subscription to grade a lab. Reads only; can be taken back at any time.")


def write_invitation(folder: Path, offer: Offer, speech: Speech, address: str = "") -> tuple[Path, ...]:
    """Write the template and a page a language; `address` is where students will find the template."""
    files = [folder / TEMPLATE]
    with written(files[0]) as stream:
        text = json.dumps(template(offer, speech.tell(_DESCRIPTION)), indent=2, ensure_ascii=False)
        stream.write(f"{text}\n")
    for language in Language:
        files.append(folder / f"invitation.{language.value}.html")
        with written(files[-1]) as stream:
            stream.write(_page(offer, Speech(language), address))
    return tuple(files)


def _page(offer: Offer, speech: Speech, address: str) -> str:
    portal = f"{_PORTAL}{quote(address, safe='')}" if address else ""
    page = environment(speech).get_template("invitation.html.j2")
    return printable(page.render(offer=offer, role=READER, file=TEMPLATE, address=address, portal=portal))

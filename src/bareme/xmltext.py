"""An XML tree as text, indented by two blanks, byte for byte as ElementTree's `indent` and `tostring` write it.

These walk a tree three times and ask at every step for namespaces, which a JUnit file has none of.
"""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element


def xml_text(root: Element) -> str:
    """A tree without namespaces, and without text beside elements."""
    lines: list[str] = []
    _write(root, "", lines.append)
    return "\n".join(lines)


def _write(element: Element, before: str, line: Callable[[str], None]) -> None:
    attributes = "".join([f' {name}="{_attribute(value)}"' for name, value in element.items()])
    start = f"{before}<{element.tag}{attributes}"
    if len(element):
        line(f"{start}>")
        for child in element:
            _write(child, f"{before}  ", line)
        line(f"{before}</{element.tag}>")
    else:
        line(f"{start}>{escape(element.text, quote=False)}</{element.tag}>" if element.text else f"{start} />")


@lru_cache(maxsize=4096)
def _attribute(text: str) -> str:
    quoted = escape(text, quote=False).replace('"', "&quot;")
    return quoted.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")

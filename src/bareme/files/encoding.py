"""How a text file of somebody else is encoded: Excel, Moodle and editors write at least four ways."""

import codecs
from dataclasses import dataclass

_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, and the byte order mark that stood before the text."""

    name: str
    mark: bytes = b""

    def decode(self, content: bytes, errors: str = "strict") -> str:
        """The text, without its mark.

        Raises:
            UnicodeDecodeError: the bytes are no text of this encoding.
        """
        return content[len(self.mark) :].decode(self.name, errors)

    def encode(self, text: str, errors: str = "strict") -> bytes:
        """The bytes of another text, after the same mark."""
        return self.mark + text.encode(self.name, errors)


def encoding_of(content: bytes) -> Encoding:
    """A mark decides, then zeros in every second place (UTF-16), then strict UTF-8, else Windows-1252."""
    for name, mark in _MARKS.items():
        if content.startswith(mark):
            return Encoding(name, mark)
    if content[1::2].count(0) > len(content) // 4:
        return Encoding("utf-16-le")
    if content[0::2].count(0) > len(content) // 4:
        return Encoding("utf-16-be")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding("cp1252")
    return Encoding("utf-8")

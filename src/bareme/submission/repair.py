"""Answers as students write them: what YAML refuses and everybody understands is read as the text it is.

Only a file that does not parse is looked at: an unquoted colon (`answer: two machines : one a zone`), tabs at the
beginning of a line. Every line stays where it was.
"""

import re

_BLOCK = re.compile(r"""^([ \t]*(?:-[ \t]+)?[\w.-]+[ \t]*:[ \t]+)(?!['"|>{\[&*!#%@`])(\S.*?)[ \t]*$""")
_FLOW = re.compile(r"""(\{[ \t]*answer[ \t]*:[ \t]*)(?!['"])([^{}\[\]"']*?)([ \t]*\}[ \t]*)$""")


def repaired(text: str) -> str:
    """The text with plain values quoted, and tabs that indent as blanks."""
    return "\n".join(map(_line, text.splitlines()))


def _line(line: str) -> str:
    indent = re.match(r"[ \t]*", line)
    line = line if indent is None else indent[0].expandtabs(2) + line[indent.end() :]
    flow = _FLOW.search(line)
    if flow:
        return f"{line[: flow.start()]}{flow[1]}{_quoted(flow[2])}{flow[3]}"
    block = _BLOCK.match(line)
    return f"{block[1]}{_quoted(block[2])}" if block and ":" in block[2] else line


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

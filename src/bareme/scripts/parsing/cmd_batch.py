"""Windows batch files, written over into Bash line by line: `set`, `%x%`, `for`, `rem`, `^`."""

import re

_ASSIGN = re.compile(r'^\s*set\s+(?:/a\s+)?"?(\w+)=([^"\n]*)"?\s*$', re.IGNORECASE)
_PROMPTED = re.compile(r"^\s*set\s+/p\s+(\w+)=.*$", re.IGNORECASE)
_COUNTED = re.compile(r"for\s+/l\s+%%?(\w)\s+in\s*\(([^)]*)\)\s*do\s*", re.IGNORECASE)
_LISTED = re.compile(r"for\s+%%?(\w)\s+in\s*\(([^)]*)\)\s*do\s*", re.IGNORECASE)
_REMARK = re.compile(r"^\s*@?(rem\b|::|echo\s+off|echo\b|setlocal|endlocal|pause|exit\b|goto\b|:\w)", re.IGNORECASE)


def as_bash(text: str) -> str:
    """The same script in Bash, every line where it was."""
    lines, open_loops = [], 0
    for line in text.split("\n"):
        told, opened, closed = _line(line, open_loops)
        open_loops += opened - closed
        lines.append(told)
    return "\n".join([*lines, *["done"] * open_loops])


def _line(line: str, open_loops: int) -> tuple[str, int, int]:
    """A line in Bash, the loops it opens and closes."""
    if _REMARK.match(line):
        return "", 0, 0
    if line.strip() == ")" and open_loops:
        return "done", 0, 1
    bare = re.sub(r"^\s*@", "", line)
    prompted, assigned = _PROMPTED.match(bare), _ASSIGN.match(bare)
    if prompted:
        return f"read {prompted[1].upper()}", 0, 0
    if assigned:
        return f'{assigned[1].upper()}="{_variables(assigned[2].strip())}"', 0, 0
    return _loop(re.sub(r"^\s*call\s+(?=az)", "", _variables(bare), flags=re.IGNORECASE))


def _loop(line: str) -> tuple[str, int, int]:
    for pattern, words in ((_COUNTED, "$(seq {})"), (_LISTED, "{}")):
        found = pattern.search(line)
        if found:
            head = f"for {found[1]} in {words.format(found[2].replace(',', ' '))}; do "
            rest = line[found.end() :].strip()
            if rest.startswith("("):
                return head + rest[1:], 1, 0
            return f"{head}{rest}; done", 0, 0
    return line, 0, 0


def _variables(text: str) -> str:
    """`%NAME%` and `!NAME!` as `${NAME}`, a loop's `%%i` as `${i}`; Windows does not mind case."""
    shown = re.sub(r"[%!](\w+)[%!]", lambda found: f"${{{found[1].upper()}}}", text)
    return re.sub(r"%%?(\w)(?!\w*%)", r"${\1}", shown) if not _is_loop(text) else _body(shown)


def _is_loop(text: str) -> bool:
    return bool(re.search(r"\bfor\b.*%%?\w\s+in\b", text, re.IGNORECASE))


def _body(text: str) -> str:
    """Of a loop's line only what stands behind `do`: its head is read as it is."""
    head, do, rest = text.partition(" do ")
    return head + do + re.sub(r"%%?(\w)(?!\w*%)", r"${\1}", rest)

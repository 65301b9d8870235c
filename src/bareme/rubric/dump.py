"""A rubric written as YAML that reads back as the same, or a block of it changed in the text of its author."""

import re
from decimal import Decimal
from enum import Enum

import yaml

from bareme.reference.arm import Wire
from bareme.rubric.model import SCHEMA, Rubric

MADE_OF = {"file", "sha256", "lines"}
"""What a rubric knows of its own file."""
_PRICES = re.compile(r"^prices[ \t]*:.*\n(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t]+\S))*", re.MULTILINE)


def as_yaml(rubric: Rubric) -> str:
    """The text of a file; what is as it would be anyhow is left out."""
    fields = rubric.model_dump(by_alias=True, exclude_defaults=True, exclude=MADE_OF)
    head = {"schema": SCHEMA, "copy-of": fields.pop("copy-of", None)}
    whole = {**{name: value for name, value in head.items() if value}, **fields}
    text: str = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def with_prices(text: str, prices: Wire) -> str:
    """The text of a rubric with these prices in the place of those it had, or at its end; all else stays as it is."""
    lines = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    own = yaml.dump(
        {"prices": prices}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None
    )
    replaced, found = _PRICES.subn(lambda _: own, lines)
    whole = replaced if found else f"{lines}\n{own}"
    return whole.replace("\n", "\r\n") if "\r\n" in text else whole


class _Dumper(yaml.SafeDumper):
    """Writes decimals as they are written, and lists in the place of tuples."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own hook
        return True


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = f"{value:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_multi_representer(tuple, lambda dumper, value: dumper.represent_list(value))
_Dumper.add_multi_representer(Enum, lambda dumper, value: dumper.represent_str(value.value))

"""A rubric written as YAML that reads back as the same."""

from decimal import Decimal
from enum import Enum
from typing import Any

import yaml

from bareme.rubric.model import SCHEMA, Rubric

MADE_OF = {"file", "sha256", "lines"}
"""What a rubric knows of its own file."""


def as_yaml(rubric: Rubric) -> str:
    """The text of a file; what is as it would be anyhow is left out."""
    fields = rubric.model_dump(by_alias=True, exclude_defaults=True, exclude=MADE_OF)
    head = {"schema": SCHEMA, "copy-of": fields.pop("copy-of", None)}
    whole = {**{name: value for name, value in head.items() if value}, **fields}
    text: str = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def block(key: str, value: Any) -> str:
    """One key of a rubric and what stands below it, short mappings and lists on one line."""
    text: str = yaml.dump(
        {key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None
    )
    return text


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

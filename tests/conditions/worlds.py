"""Worlds of any resource, and what a condition says of them: one call, no file."""

from collections.abc import Mapping
from typing import Any

from bareme.checking.catalogue import catalogue
from bareme.checking.finding import Finding
from bareme.evidence import Collection
from bareme.files.located_yaml import Tree
from bareme.grading.assess import Task, assess_one
from bareme.lab import Lab
from bareme.rubric.model import Criterion
from bareme.rubric.values import adapter
from bareme.simulator import Subscription

SUB = "00000000-0000-0000-0000-0000000000aa"
NETWORK = "Microsoft.Network/virtualNetworks"
SITE = "Microsoft.Web/sites"
VAULT = "Microsoft.KeyVault/vaults"


def azure() -> Subscription:
    return Subscription(SUB, group="rg-any")


def asked(text: str, *collections: Collection, check: str = "resource") -> Finding:
    """What a criterion, its parameters written as YAML, says of some collections."""
    values: Mapping[str, Any] = Tree(text).data
    one = catalogue()[check]
    read = {key: adapter(one, key).validate_python(value) for key, value in values.items()}
    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, "check": check})
    return assess_one(Task(criterion, one, read), one, Lab.of(collections))


def said(text: str, *collections: Collection, check: str = "resource") -> str:
    return asked(text, *collections, check=check).outcome.value

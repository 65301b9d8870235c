"""What evidence never holds: secrets, addresses and people. Applied to every item before it is kept.

Rules by key rather than by place: the same VM comes as a resource, as the `responseBody` of an event, as the
parameters of a deployment and as a row of Resource Graph.
"""

import ipaddress
import json
import re
from typing import Any

from bareme.evidence.person import hide_person
from bareme.evidence.scrub_patterns import (
    ASSIGNED,
    BEARER,
    EMAIL,
    HARMLESS,
    IN_ADDRESS,
    IPV4,
    IPV6,
    JWT,
    KEY,
    OPTION,
    PERMISSIONS,
    SECRET_OPTION,
    SHORTEST_TOKEN,
    SIGNED,
    SUSPECT,
    TOKEN,
    SecretKind,
    kind_of,
)
from bareme.files.json import parsed
from bareme.reference.arm import fold

HIDDEN = "hidden"
_DEEPEST = 60

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_PRIVATE = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7")
)


def scrub(item: dict[str, Any]) -> dict[str, Any]:
    """An item as it may be kept."""
    return _mapping(item, 0)


def _mapping(item: dict[str, Any], depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        return {}
    if "type" in item and fold(item["type"]) in {"securestring", "secureobject"}:
        item = {key: value for key, value in item.items() if key != "value"}
    if "value" in item and _is_named_secret(item):
        item = {key: value for key, value in item.items() if key != "value"}
    kept = {}
    for key, value in item.items():
        kind = kind_of(key)
        if kind is SecretKind.SECRET and isinstance(value, str | list | dict) and not _grants(value):
            continue  # flags and counts stay: `disablePasswordAuthentication` is no password
        if kind is SecretKind.HOST and isinstance(value, str) and not _is_private(value):
            continue
        kept[_text(key) if "@" in key else key] = _value(kind, value, depth)
    return kept


def _is_named_secret(item: dict[str, Any]) -> bool:
    """Whether it is a pair whose name says what its value is: `{"name": "DB_PASSWORD", "value": …}`."""
    names = (item.get(key) for key in ("name", "Name", "key", "Key"))
    return any(kind_of(name) is SecretKind.SECRET for name in names if isinstance(name, str))


def _grants(value: Any) -> bool:
    """Whether it is a list of permissions over secrets, and no secret."""
    return isinstance(value, list) and all(isinstance(one, str) and fold(one) in PERMISSIONS for one in value)


def _value(kind: SecretKind, value: Any, depth: int) -> Any:  # noqa: PLR0911 - one line a kind
    if isinstance(value, str):
        harmless = kind is SecretKind.PLAIN and HARMLESS.fullmatch(value) and "eyJ" not in value
        if harmless and len(value) >= SHORTEST_TOKEN and value[0] != "/":
            return TOKEN.sub(HIDDEN, value)
        return value if harmless else _text_of(kind, value, depth)
    if kind is SecretKind.RULES:
        return _rules(value, depth)
    if kind is SecretKind.COMMAND and isinstance(value, list):
        return _command(value)
    if isinstance(value, dict):
        return _mapping(value, depth + 1)
    if isinstance(value, list):
        return [_value(kind, one, depth + 1) for one in value] if depth <= _DEEPEST else []
    return value


def _text_of(kind: SecretKind, text: str, depth: int) -> str:
    if kind is SecretKind.PERSON:
        return hide_person(text)
    if kind is SecretKind.JSON:
        return _json(text, depth)
    if kind is SecretKind.COMMAND:
        return clean(OPTION.sub(rf"\1{HIDDEN}", text))
    if kind is SecretKind.HOST:
        return text
    if kind is SecretKind.ADDRESS or (kind is SecretKind.PLAIN and text[:1].isdigit() and IPV4.fullmatch(text)):
        return _address(text)
    return _text(text) if kind is SecretKind.VERSION else clean(text)


def _command(words: list[Any]) -> list[Any]:
    """A command line word by word: a secret stands in the word of its option, or in the next one."""
    before = ["", *words[:-1]]
    return [_word(word, after) if isinstance(word, str) else word for word, after in zip(words, before, strict=True)]


def _word(word: str, before: Any) -> str:
    if SECRET_OPTION.fullmatch(word):
        return word
    if isinstance(before, str) and SECRET_OPTION.fullmatch(before):
        return HIDDEN
    return clean(OPTION.sub(rf"\1{HIDDEN}", word))


def _rules(value: Any, depth: int) -> Any:
    """Who is let in: what names a range stays as it is, a single public address goes."""
    if isinstance(value, list):
        return [_rules(one, depth + 1) for one in value] if depth <= _DEEPEST else []
    if isinstance(value, dict):
        return {key: _rules(one, depth + 1) for key, one in value.items()} if depth <= _DEEPEST else {}
    if not isinstance(value, str):
        return value
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return clean(value)
    return value if network.num_addresses > 1 else _address(value)


def _is_private(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return any(_inside(network, private) for private in _PRIVATE)


def _json(text: str, depth: int) -> str:
    """JSON inside JSON, as events carry it; what Azure has cut short is cleaned as text."""
    try:
        inner = parsed(text)
    except ValueError:
        return clean(ASSIGNED.sub(rf"\1{HIDDEN}", text))
    kept = _value(SecretKind.PLAIN, inner, depth + 1)
    return kept if isinstance(kept, str) else json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def clean(text: str) -> str:
    """A text without the secrets, addresses and people in it, however it was put together."""
    text = _text(text)
    if text.count(".") > 2:
        text = IPV4.sub(_hidden_address, text)
    return IPV6.sub(_hidden_address, text) if text.count(":") > 1 else text


def _text(text: str) -> str:
    if "://" in text and "@" in text:
        text = IN_ADDRESS.sub(rf"\1{HIDDEN}@", text)
    if "@" in text:
        text = EMAIL.sub(lambda found: hide_person(found[0]), text)
    if "eyJ" in text:
        text = JWT.sub(HIDDEN, text)
    if ("=" in text or ":" in text) and SUSPECT.search(text):
        text = SIGNED.sub(rf"\1\2={HIDDEN}", ASSIGNED.sub(rf"\1{HIDDEN}", text))
    if "=" in text:
        text = KEY.sub(HIDDEN, text)
    if len(text) >= SHORTEST_TOKEN:
        text = TOKEN.sub(HIDDEN, text)
    if " " in text:
        text = BEARER.sub(rf"\1 {HIDDEN}", text)
    return text


def _hidden_address(found: re.Match[str]) -> str:
    try:
        network = ipaddress.ip_network(found[0])
    except ValueError:
        return found[0]
    own = network.is_unspecified or network.is_loopback or any(_inside(network, private) for private in _PRIVATE)
    return found[0] if own else HIDDEN


def _address(text: str) -> str:
    """Whether a rule is open or closed stays readable: only the digits of public addresses go."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return clean(text)
    if (
        network.prefixlen == 0
        or network.network_address.is_unspecified
        or any(_inside(network, private) for private in _PRIVATE)
    ):
        return text
    return f"{HIDDEN}/{network.prefixlen}"


def _inside(network: _Network, other: _Network) -> bool:
    return (
        network.version == other.version and network.prefixlen >= other.prefixlen and network.network_address in other
    )

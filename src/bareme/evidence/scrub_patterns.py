"""How secrets, people and addresses look in Azure's JSON: by the name of the key, and inside text."""

import re
from enum import Enum, auto
from functools import lru_cache

from bareme.reference.arm import fold


class SecretKind(Enum):
    """What the value of a key is."""

    PLAIN = auto()
    SECRET = auto()
    """Not kept at all."""
    PERSON = auto()
    ADDRESS = auto()
    JSON = auto()
    """JSON written as text."""
    VERSION = auto()
    """`1.0.0.1` is no IP address here."""


_SECRET = re.compile(
    r"^(adminusername|administratorlogin|customdata|userdata|ssh|publickeys|keydata|commandtoexecute|fileuris|script"
    r"|protectedsettings(fromkeyvault)?|(client|private)?ip(addr|address|rules)|(contact|custom)?emails?"
    r"|(user)?email(address)?|httprequest|claims)$"
    r"|pass(word|wd|phrase)|pwd|motdepasse|secret|credential|token$|connectionstring|sas(uri|token|key)?$"
    r"|(private|public|api|access|account|primary|secondary|shared|ssh|storage|host|master)[_-]?keys?$"
)
_PEOPLE = frozenset({"caller", "changedby", "createdby", "lastmodifiedby", "updatedby", "assignedby", "owner"})
_ADDRESS = re.compile(r"address(es|prefix|prefixes|ranges?)?$")
_JSON = frozenset({"responsebody", "requestbody", "statusmessage"})

EMAIL = re.compile(r"[\w.+#'-]+@[\w-]+(?:\.[\w-]+)+")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
"""Times and hardware addresses look so too; whether it is one, `ipaddress` knows."""
BEARER = re.compile(r"(?i)\b(bearer|basic|sharedkey)\s+[\w.~+/:-]{8,}=*")
KEY = re.compile(r"(?<![\w+/])[\w+/]{86}==")
"""A storage account's key: 64 bytes in base64."""
JWT = re.compile(r"eyJ[\w-]{8,}(?:\.[\w-]*){0,2}")
SIGNED = re.compile(r"(?i)([?&;])(sig|signature|sv|se|skoid|sktid|code|token|t|s|h|c)=[^&\s\"']+")
ASSIGNED = re.compile(
    r"(?i)((?:pass(?:word|wd)|pwd|mot\s?de\s?passe|mdp|secret|(?:account|access|shared)_?key|access_?token)"
    r"\\?[\"']?\s*[:=]\s*\\?[\"']?)[^\s\",;}&]+"
)
HARMLESS = re.compile(r"[A-Za-z/][\w/.(){}-]*|\d{4}-\d\d-\d\dT[\d:.]+Z?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Names, sizes, ids, moments: no place for an address, a person or an assignment."""
SUSPECT = re.compile(r"(?i)pass|pwd|mdp|secret|key|token|://[^ ]*\?")
"""What `ASSIGNED` and `SIGNED` need, found faster."""


@lru_cache(maxsize=4096)
def kind_of(key: str) -> SecretKind:
    """What the value of a key is, by its name alone."""
    name = fold(key)
    if _SECRET.search(name):
        return SecretKind.SECRET
    if name in _PEOPLE:
        return SecretKind.PERSON
    if name in _JSON:
        return SecretKind.JSON
    if _ADDRESS.search(name):
        return SecretKind.ADDRESS
    return SecretKind.VERSION if "version" in name else SecretKind.PLAIN

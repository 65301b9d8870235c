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
    HOST = auto()
    """A public address that stands for somebody, as a text; what has ports and a name beside it is a service."""
    RULES = auto()
    """Who is let in, by address: ranges tell what a student decided, single addresses tell where he is."""
    COMMAND = auto()
    """A command line, whole or word by word."""


_SECRET = re.compile(
    r"^(adminusername|administratorlogin|customdata|userdata|ssh|publickeys|keydata|commandtoexecute|fileuris|script"
    r"|protectedsettings(fromkeyvault)?|clientip(addr|address)?|(contact|custom)?emails?|(mobile)?phone(number)?"
    r"|(user)?email(address)?|httprequest|claims)$"
    r"|pass(word|wd|phrase)|pwd|motdepasse|secret|credential|token$|connectionstring|sas(uri|token|key)?$"
    r"|(private|public|api|access|account|primary|secondary|shared|ssh|storage|host|master)[_-]?keys?$"
    r"|(\benv|environmentvariables|appsettings)\[.*value$"
)
_HOSTS = frozenset({"ipaddr", "ipaddress", "privateipaddr", "privateipaddress"})
_RULES = frozenset({"iprules", "ipsecurityrestrictions", "scmipsecurityrestrictions", "authorizedipranges"})
_COMMANDS = re.compile(
    r"(^|\.)(command|commands|args|arguments|command-?lines?|appcommandline|entrypoint|startupcommand)(\[\d*\])?$"
)
PERMISSIONS = frozenset(
    {
        "all", "get", "list", "set", "delete", "backup", "restore", "recover", "purge", "create", "update", "import",
        "decrypt", "encrypt", "unwrapkey", "wrapkey", "verify", "sign", "release", "rotate", "getrotationpolicy",
        "setrotationpolicy", "managecontacts", "getissuers", "listissuers", "setissuers", "deleteissuers",
        "manageissuers",
    }
)  # fmt: skip
"""What a vault's access policy grants over secrets, keys and certificates: words, no secrets."""
_PEOPLE = frozenset({"caller", "changedby", "createdby", "lastmodifiedby", "updatedby", "assignedby", "owner"})
_ADDRESS = re.compile(r"address(es|prefix|prefixes|ranges?)?$")
_JSON = frozenset({"responsebody", "requestbody", "statusmessage"})

EMAIL = re.compile(r"[\w.+#'-]+@[\w-]+(?:\.[\w-]+)+")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
"""Times and hardware addresses look so too; whether it is one, `ipaddress` knows."""
BEARER = re.compile(r"(?i)\b(bearer|basic|sharedkey)\s+[\w.~+/:-]{8,}=*")
KEY = re.compile(r"(?<![\w+/=])(?:[\w+/]{86}==|[\w+/]{43}=(?!=))")
"""A storage account's key (64 bytes in base64), a namespace's (32)."""
TOKEN = re.compile(
    r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{18,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}"
    r"|[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{31,34}|[A-Za-z0-9+/]{42,}AC[a-zA-Z0-9+/]{5,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
)
"""Tokens that tell by their form what they are: GitHub's, GitLab's, AWS's, Slack's, an application's, a registry's."""
SHORTEST_TOKEN = 20
IN_ADDRESS = re.compile(r"(://[^\s/:@]+:)[^\s/@]+@")
"""`mysql://user:password@host`."""
OPTION = re.compile(
    r"(?i)((?:^|\s)(?:--?(?:p|password|passwd|pass|pwd|token|secret|key|api-?key|access-?key|account-?key|sas"
    r"|sas-?token"
    r"|client-?secret|auth|credentials?)(?:=|\s+)|-p(?=[^\s=-])))(?:\"[^\"]*\"|'[^']*'|[^\s]+)"
)
"""What follows an option that takes a secret, in a command line."""
SECRET_OPTION = re.compile(
    r"(?i)--?(?:p|password|passwd|pass|pwd|token|secret|key|api-?key|access-?key|account-?key|sas|sas-?token"
    r"|client-?secret|auth|credentials?)"
)
"""The same as a word of its own: the next word is the secret."""
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
def kind_of(key: str) -> SecretKind:  # noqa: PLR0911 - a table
    """What the value of a key is, by its name alone."""
    name = fold(key)
    if _SECRET.search(name):
        return SecretKind.SECRET
    if name in _PEOPLE:
        return SecretKind.PERSON
    if name in _JSON:
        return SecretKind.JSON
    if name in _HOSTS:
        return SecretKind.HOST
    if name in _RULES:
        return SecretKind.RULES
    if _COMMANDS.search(name):
        return SecretKind.COMMAND
    if _ADDRESS.search(name):
        return SecretKind.ADDRESS
    return SecretKind.VERSION if "version" in name else SecretKind.PLAIN

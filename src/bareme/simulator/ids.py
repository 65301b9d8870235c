"""Identifiers that look like Azure's and are the same on every run: hashes of the names they are made for."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

_DOT_NET_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


def guid(*words: object) -> str:
    """The GUID that belongs to these words."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, words))))


def letters(count: int, *words: object) -> str:
    """So many hexadecimal letters."""
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()[:count]


def digits(count: int, *words: object) -> str:
    """So many digits, the first one never zero."""
    number = int(letters(15, *words), 16)
    return str(10 ** (count - 1) + number % (9 * 10 ** (count - 1)))


def person(name: str) -> str:
    """A person as collected evidence names him: recognizable again, and nothing else."""
    return f"sha256:{hashlib.sha256(name.casefold().encode()).hexdigest()}"


def stamp(moment: datetime) -> str:
    """A moment as Azure writes it, with seven digits of fraction; never later than the moment itself."""
    second = moment - timedelta(seconds=1)
    return f"{second:%Y-%m-%dT%H:%M:%S}.{digits(7, moment.isoformat())}Z"


def ticks(moment: datetime) -> int:
    """A moment as .NET counts it, in ten-millionths of a second."""
    return int((moment - _DOT_NET_EPOCH).total_seconds()) * 10**7

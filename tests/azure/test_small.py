"""Endpoints and waits: tables without a server."""

from datetime import UTC, datetime

import pytest

from bareme.azure.http.endpoint import endpoint
from bareme.azure.http.retry_after import breather, graph_breather, retry_after
from bareme.errors import UsageError

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PUBLIC = "https://management.azure.com"


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        (None, f"{PUBLIC}/.default"),
        (f"{PUBLIC}/", f"{PUBLIC}/.default"),
        ("https://management.chinacloudapi.cn", "https://management.chinacloudapi.cn/.default"),
        ("http://127.0.0.1:8080", f"{PUBLIC}/.default"),
        ("http://localhost:1", f"{PUBLIC}/.default"),
        ("http://[::1]:8080", f"{PUBLIC}/.default"),
        ("https://127.0.0.1:8443", f"{PUBLIC}/.default"),
    ],
)
def test_audience(url: str | None, scope: str) -> None:
    assert endpoint(url).scope == scope


@pytest.mark.parametrize(
    "url",
    [
        "http://management.azure.com",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "http://evil.example#@127.0.0.1",
        "http://0x7f000001.example",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://x:99999",
        "https://management.azure.com#x",
    ],
)
def test_refused_endpoints(url: str) -> None:
    with pytest.raises(UsageError):
        endpoint(url)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        (f"{PUBLIC}/subscriptions/s?$skiptoken=a%2Fb", "/subscriptions/s?$skiptoken=a%2Fb"),
        (f"{PUBLIC}:443/subscriptions/s", "/subscriptions/s"),
        ("HTTPS://Management.Azure.com/subscriptions/s", "/subscriptions/s"),
        ("/subscriptions/s?$filter=a ge 'b'", "/subscriptions/s?$filter=a%20ge%20'b'"),
        ("/subscriptions/{endpoint}", "/subscriptions/%7Bendpoint%7D"),
        ("http://management.azure.com/x", None),
        (f"{PUBLIC}:8443/x", None),
        ("https://management.azure.com.evil.example/x", None),
        ("https://management.azure.com@evil.example/x", None),
        ("https://evil.example\\@management.azure.com/x", None),
        ("//evil.example/x", None),
        ("/\\evil.example/x", None),
        ("https://[bad/x", None),
        ("string", None),
    ],
)
def test_own_links(link: str, path: str | None) -> None:
    assert endpoint(None).path_of(link) == path


def test_this_machine_is_one_host() -> None:
    here = endpoint("http://127.0.0.1:8080")
    assert here.path_of("http://localhost:8080/subscriptions/s") == "/subscriptions/s"
    assert here.path_of("http://localhost:8081/subscriptions/s") is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "17"}, 17.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"x-ms-retry-after-ms": "250", "retry-after": "9"}, 0.25),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"x-ms-ratelimit-remaining-subscription-reads": "249"}, 0.0),
        ({"x-ms-ratelimit-remaining-subscription-reads": "2"}, 0.5),
        ({"x-ms-ratelimit-remaining-resource": "Microsoft.Compute/HighCostGet;12,Microsoft.Compute/Low;3"}, 0.0),
        ({"x-ms-ratelimit-remaining-resource": "Microsoft.Compute/HighCostGet;0"}, 2.0),
        ({"x-ms-ratelimit-remaining-resource": "odd"}, 0.0),
    ],
)
def test_breather(headers: dict[str, str], seconds: float) -> None:
    assert breather(headers) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05"}, 0.0),
        ({"x-ms-user-quota-remaining": "0", "x-ms-user-quota-resets-after": "00:00:03"}, 3.0),
        ({"x-ms-user-quota-remaining": "0"}, 5.0),
        ({"x-ms-user-quota-remaining": "0", "x-ms-user-quota-resets-after": "odd"}, 0.0),
    ],
)
def test_graph_breather(headers: dict[str, str], seconds: float) -> None:
    assert graph_breather(headers) == seconds

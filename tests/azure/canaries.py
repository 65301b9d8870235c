"""A server that says far too much: secrets and people in every answer, whatever was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.azure.arm_server import ArmServer

PERSON = "canary.person@school.example"
GIVEN, FAMILY = "Canarygiven", "Canaryfamily"
IPV4, IPV6 = "198.51.100.77", "2a01:e0a:cafe:77::1"
BEARER = "canary-opaque-bearer-0123456789abcdef"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ"
SIGNATURE = "canarySas0123456789abcdefghijklmnopqrstuvwxyzABC%3D"
KEY = "canaryKey" + "A1b2C3d4" * 9 + "zzzzz=="
PASSWORD = "Canary-Passw0rd!"

CANARIES: Mapping[str, str] = {
    "a person's address": PERSON,
    "a given name": GIVEN,
    "a family name": FAMILY,
    "a public address": IPV4,
    "a public address of the sixth version": IPV6,
    "an opaque token": BEARER,
    "a signed token": JWT,
    "a signature": SIGNATURE,
    "a storage key": KEY,
    "a password": PASSWORD,
}

TEXT = (
    f"{PERSON} at {IPV4} ({IPV6}), Authorization: Bearer {BEARER}, token {JWT}, password={PASSWORD}, "
    f"AccountKey={KEY}; https://x.blob.core.windows.net/a?sv=2024&sig={SIGNATURE}"
)
ADDRESSES = {"ipAddress": IPV4, "sourceAddressPrefixes": [IPV4, f"{IPV6}/128"], "endpoint": f"{IPV4}:3389",
             "url": f"https://{IPV4}/x", "other": f"[{IPV6}]:443", "list": f"{IPV4},{IPV6}"}  # fmt: skip
CLAIMS = {"name": f"{GIVEN} {FAMILY}", "ipaddr": IPV4, "given_name": GIVEN, "family_name": FAMILY, "upn": PERSON,
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname": FAMILY, "appid": "portal"}  # fmt: skip
SECRETS: dict[str, Any] = {
    "adminPassword": PASSWORD,
    "customData": PASSWORD,
    "userData": PASSWORD,
    "osProfile": {"adminPassword": PASSWORD, "customData": KEY, "secrets": [{"vaultCertificates": [KEY]}]},
    "connectionString": f"DefaultEndpointsProtocol=https;AccountName=x;AccountKey={KEY}",
    "primaryKey": KEY,
    "keys": [{"keyName": "key1", "value": KEY}],
    "accessToken": BEARER,
    "env": [{"name": "DB_PASSWORD", "value": PASSWORD}, {"key": "API_KEY", "value": KEY}],
    "command": ["mysql", f"-p{PASSWORD}", "--password", PASSWORD],
    "appCommandLine": f"start --token={BEARER} -p {PASSWORD}",
    "databaseUrl": f"mysql://sa:{PASSWORD}@db/lab",
    "ipRules": [{"value": IPV4, "action": "Allow"}],
    "ipAddress": {"type": "Public", "ip": IPV4, "fqdn": "lab.example", "ports": [{"port": 80}]},
    "protectedSettings": {"commandToExecute": PASSWORD},
    "parameters": {
        "p": {"type": "SecureString", "value": PASSWORD},
        "motDePasse": {"type": "String", "value": PASSWORD},
    },
    "responseBody": json.dumps({"properties": {"osProfile": {"adminPassword": PASSWORD}}, "note": TEXT}),
    "statusMessage": f'{{"error": {{"code": "Conflict", "message": "{TEXT}", "adminPassword": "{PASSWORD}", cut',
}


def planted(value: Any) -> Any:
    """The same answer with secrets, addresses and people in each of its objects."""
    if isinstance(value, list):
        return [planted(one) for one in value]
    if not isinstance(value, dict):
        return value
    own = {name: planted(inner) for name, inner in value.items()}
    extra = {"canaryText": TEXT, "canaryClaims": {"claims": CLAIMS}, "claims": CLAIMS, "caller": PERSON,
             "systemData": {"createdBy": PERSON, "lastModifiedBy": PERSON}, "httpRequest": {"clientIpAddress": IPV4},
             "tags": {"contact": PERSON, "note": TEXT}, "canaryAddresses": ADDRESSES,
             "canarySecrets": SECRETS}  # fmt: skip
    return {**extra, **own} if {"id", "properties", "code"} & own.keys() else own


@dataclass
class TalkativeServer(ArmServer):
    """Plants into every JSON body and adds headers; error bodies and tokens' metadata are no exception."""

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        answer = await super()._answer(request)
        if (
            request.path == "/msi/token"
            or not isinstance(answer, web.Response)
            or answer.content_type != "application/json"
        ):
            return answer
        body = planted(json.loads(answer.text or "null"))
        headers = {"WWW-Authenticate": f'Bearer claims="{BEARER}"', "Set-Cookie": f"x={BEARER}", "x-ms-canary": PERSON}
        headers |= {"Location": f"https://{IPV4}/?sig={SIGNATURE}"}
        headers |= {name: answer.headers[name] for name in ("Retry-After",) if name in answer.headers}
        return web.json_response(body, status=answer.status, headers=headers)

"""What is taken out of an item, and what must stay readable."""

import json
from typing import Any

import pytest

from bareme.azure.readers.activity_log_event import reduced
from bareme.evidence.person import hide_person
from bareme.evidence.scrub import scrub

ANNE, BOB = hide_person("anne@school.example"), hide_person("bob@school.example")
DEEP: Any = "end"
for _ in range(300):
    DEEP = {"a": DEEP}

CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "password": ({"adminPassword": "x", "name": "n"}, {"name": "n"}),
    "flag": ({"disablePasswordAuthentication": True}, {"disablePasswordAuthentication": True}),
    "count": ({"passwordAge": 3, "secretsCount": None}, {"passwordAge": 3, "secretsCount": None}),
    "secure parameter": ({"p": {"type": "SecureString", "value": "x"}}, {"p": {"type": "SecureString"}}),
    "public address": ({"ipAddress": "20.1.2.3", "id": "i"}, {"id": "i"}),
    "named secret": ({"name": "DB_PASSWORD", "value": "x"}, {"name": "DB_PASSWORD"}),
    "named otherwise": ({"name": "NODE_ENV", "value": "lab"}, {"name": "NODE_ENV", "value": "lab"}),
    "secret by key": ({"env": [{"key": "API_KEY", "value": "x"}]}, {"env": [{"key": "API_KEY"}]}),
    "command": ({"command": ["mysql", "-pHunter2", "-u"]}, {"command": ["mysql", "-phidden", "-u"]}),
    "next word": ({"args": ["--password", "Hunter2"]}, {"args": ["--password", "hidden"]}),
    "command line": ({"appCommandLine": "run --token=Hunter2 -v"}, {"appCommandLine": "run --token=hidden -v"}),
    "in a shell": ({"command": ["sh", "-c", "mysql -pHunter2"]}, {"command": ["sh", "-c", "mysql -phidden"]}),
    "connection string": (
        {"value": "Server=tcp:db,1433;User=sa;Password=Hunter2;"},
        {"value": "Server=tcp:db,1433;User=sa;Password=hidden;"},
    ),
    "in an address": ({"value": "mysql://sa:Hunter2@db/x"}, {"value": "mysql://sa:hidden@db/x"}),
    "key by shape": ({"value": f"{'aB3+' * 10}aB3="}, {"value": "hidden"}),
    "token by shape": ({"name": "n", "value": f"ghp_{'aB3' * 12}"}, {"name": "n", "value": "hidden"}),
    "changed setting": ({"properties.siteConfig.appSettings[0].value": {"newValue": "x"}}, {}),
    "permissions": (
        {"permissions": {"secrets": ["get", "List"], "keys": []}},
        {"permissions": {"secrets": ["get", "List"], "keys": []}},
    ),
    "service's address": (
        {"ipAddress": {"type": "Public", "fqdn": "lab.io", "ports": [{"port": 80}], "ip": "20.1.2.3"}},
        {"ipAddress": {"type": "Public", "fqdn": "lab.io", "ports": [{"port": 80}], "ip": "hidden/32"}},
    ),
    "private address": ({"privateIPAddress": "10.0.0.4"}, {"privateIPAddress": "10.0.0.4"}),
    "phone": ({"smsReceivers": [{"name": "n", "phoneNumber": "0612345678"}]}, {"smsReceivers": [{"name": "n"}]}),
    "client": ({"clientIpAddress": "10.0.0.4", "id": "i"}, {"id": "i"}),
    "range let in": ({"ipRules": [{"value": "20.1.2.0/24"}]}, {"ipRules": [{"value": "20.1.2.0/24"}]}),
    "person let in": ({"ipRules": [{"value": "20.1.2.3"}]}, {"ipRules": [{"value": "hidden/32"}]}),
    "Azure let in": ({"startIpAddress": "0.0.0.0"}, {"startIpAddress": "0.0.0.0"}),
    "reference": ({"publicIPAddress": {"id": "i"}}, {"publicIPAddress": {"id": "i"}}),
    "open rule": ({"sourceAddressPrefix": "0.0.0.0/0"}, {"sourceAddressPrefix": "0.0.0.0/0"}),
    "any": ({"sourceAddressPrefix": "*"}, {"sourceAddressPrefix": "*"}),
    "tag": ({"sourceAddressPrefix": "Internet"}, {"sourceAddressPrefix": "Internet"}),
    "my address": ({"sourceAddressPrefix": "20.1.2.3"}, {"sourceAddressPrefix": "hidden/32"}),
    "my network": ({"sourceAddressPrefixes": ["20.1.0.0/16"]}, {"sourceAddressPrefixes": ["hidden/16"]}),
    "sixth version": ({"sourceAddressPrefix": "2a01:e0a::1"}, {"sourceAddressPrefix": "hidden/128"}),
    "private network": ({"addressPrefixes": ["10.0.0.0/16"]}, {"addressPrefixes": ["10.0.0.0/16"]}),
    "address as value": ({"value": "20.1.2.3"}, {"value": "hidden/32"}),
    "version": ({"exactVersion": "14393.8000.261001"}, {"exactVersion": "14393.8000.261001"}),
    "four-part version": ({"typeHandlerVersion": "1.0.0.1"}, {"typeHandlerVersion": "1.0.0.1"}),
    "mail in text": ({"message": "by anne@school.example."}, {"message": f"by {ANNE}."}),
    "author": ({"systemData": {"createdBy": "anne@school.example"}}, {"systemData": {"createdBy": ANNE}}),
    "service": ({"caller": "Microsoft.Insights/autoscaleSettings"}, {"caller": "Microsoft.Insights/autoscaleSettings"}),
    "signed address": ({"uri": "https://x/y?sv=1&sig=abc%3D"}, {"uri": "https://x/y?sv=hidden&sig=hidden"}),
    "token in text": ({"m": "got eyJhbGciOiJSUzI1.eyJzdWIi.x-y"}, {"m": "got hidden"}),
    "policy name": ({"displayName": "Allowed regions"}, {"displayName": "Allowed regions"}),
    "JSON in text": ({"responseBody": '{"adminPassword":"x","vmSize":"B1s"}'}, {"responseBody": '{"vmSize":"B1s"}'}),
    "cut JSON": ({"responseBody": '{"adminPassword":"x","vm'}, {"responseBody": '{"adminPassword":"hidden","vm'}),
    "JSON twice": (
        {"statusMessage": json.dumps({"requestBody": '{"secret":"x"}'})},
        {"statusMessage": '{"requestBody":"{}"}'},
    ),
}


@pytest.mark.parametrize(("item", "kept"), CASES.values(), ids=CASES.keys())
def test_item(item: dict[str, Any], kept: dict[str, Any]) -> None:
    assert scrub(item) == kept


def test_depth_is_bounded() -> None:
    assert len(json.dumps(scrub(DEEP))) < 600


def test_two_people_stay_two_people() -> None:
    assert hide_person("Anne@School.example") == ANNE
    assert ANNE != BOB
    assert hide_person(ANNE) == ANNE


def test_of_the_claims_two_stay() -> None:
    event = {
        "caller": "anne@school.example",
        "claims": {
            "appid": "portal",
            "name": "Anne",
            "http://schemas.microsoft.com/identity/claims/objectidentifier": "o",
        },
        "httpRequest": {"clientIpAddress": "20.1.2.3"},
        "eventTimestamp": "2026-11-20T10:00:00Z",
    }
    claims = {"appid": "portal", "oid": "o"}
    assert reduced(event) == {"caller": ANNE, "eventTimestamp": "2026-11-20T10:00:00Z", "claims": claims}

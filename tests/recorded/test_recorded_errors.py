"""Real refusals of Azure, recorded by others: what each of them means for a source."""

import json
from pathlib import Path

import pytest

from bareme.azure.http.errors import refusal

MEANINGS = {
    "401": "denied",
    "403": "denied",
    "404": "absent",
    "429": "throttled",
    "503": "failed",
    "409_MissingSubscriptionRegistration": "absent",
}


@pytest.mark.parametrize(("kind", "status"), MEANINGS.items())
def test_a_recorded_refusal(recorded: Path, kind: str, status: str) -> None:
    files = sorted((recorded / "errors").glob(f"*_{kind}*.json"))
    assert files
    for file in files:
        response = json.loads(file.read_text(encoding="utf-8"))["response"]
        assert refusal(response["status"], response["body"]).status == status, file.name

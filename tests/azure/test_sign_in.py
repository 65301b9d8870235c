"""Why there is no token, and what to do: the code decides before the words, and the advice follows who signs in."""

import json
import logging
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.azure.collection.targets import choose
from bareme.azure.credentials.sign_in_errors import no_credential, read_error
from bareme.azure.http.errors import refusal
from bareme.evidence import Status
from bareme.roster import RosterOptions

HEAD = "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\t"
UNAVAILABLE = f"{HEAD}EnvironmentCredential: EnvironmentCredential authentication unavailable. "
ENVIRONMENT = f"{HEAD}EnvironmentCredential: Authentication failed: "
PIPELINE = f"{HEAD}WorkloadIdentityCredential: Authentication failed: "
CLI = f"{UNAVAILABLE}\n\tAzureCliCredential: ERROR: "
ID = "0f1e2d3c-1111-2222-3333-444455556666"

CASES = {
    "nothing": (UNAVAILABLE, "No Azure credential was found", "az login"),
    "sign-in expired": (
        f"{CLI}AADSTS700082: The refresh token has expired due to inactivity.",
        "sign-in has expired",
        "“az login”",
    ),
    "sign-in expired, in words alone": (
        "The token has expired. Please run az login",
        "sign-in has expired",
        "az login",
    ),
    "secret expired": (
        f"{ENVIRONMENT}AADSTS7000222: The provided client secret keys for app 'x' are expired.",
        "secret of the service principal has expired (AADSTS7000222)",
        "Renew it",
    ),
    "secret wrong": (
        f"{ENVIRONMENT}AADSTS7000215: Invalid client secret provided.",
        "secret of the service principal is wrong (AADSTS7000215)",
        "to its value, not to its id",
    ),
    "certificate": (
        f"{ENVIRONMENT}AADSTS700027: The certificate with identifier used to sign the client assertion is expired.",
        "certificate of the service principal is not accepted (AADSTS700027)",
        "AZURE_CLIENT_CERTIFICATE_PATH",
    ),
    "clock": (
        f"{PIPELINE}AADSTS700024: Client assertion is not within its valid time range. It has expired.",
        "too old, or of the future (AADSTS700024)",
        "clock",
    ),
    "federation": (
        f"{PIPELINE}AADSTS700213: No matching federated identity record found for subject 'repo:a/b'.",
        "No federated credential of the application matches this pipeline (AADSTS700213)",
        "branch or environment",
    ),
    "federation, older": (
        f"{PIPELINE}AADSTS70021: No matching federated identity record found.",
        "(AADSTS70021)",
        "subject",
    ),
    "second factor": (
        (
            f"{CLI}AADSTS50076: you must use multi-factor "
            f'authentication. Interactive authentication is needed. Please run:\naz login --tenant "{ID}" --scope "x"'
        ),
        "Azure asks for a second factor (AADSTS50076)",
        f"az login --tenant {ID}",
    ),
    "second factor to be set up": (f"{CLI}AADSTS50079: you must enroll", "(AADSTS50079)", "az login --tenant TENANT"),
    "conditional access": (
        f"{CLI}AADSTS53003: Access has been blocked by Conditional Access policies. The token has expired.",
        "rules do not let this account or application in",
        "administrator",
    ),
    "consent": (
        f"{CLI}AADSTS90099: The application has not been authorized in the tenant.",
        "(AADSTS90099)",
        "administrator",
    ),
    "other tenant": (
        f"{CLI}AADSTS90002: Tenant 'x' not found.",
        "does not belong to this tenant (AADSTS90002)",
        "az login --tenant",
    ),
    "other tenant, without a person": (
        f"{ENVIRONMENT}AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.",
        "(AADSTS700016)",
        "Check AZURE_TENANT_ID, AZURE_CLIENT_ID",
    ),
    "a code nobody knows, by a person": (f"{CLI}AADSTS999999: ?", "Azure gives no token (AADSTS999999)", "az login"),
    "a code nobody knows, without a person": (
        f"{ENVIRONMENT}AADSTS999999: ?",
        "Azure gives no token (AADSTS999999)",
        "these variables come before",
    ),
    "authority unknown": (
        (
            f"{CLI}HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded (Caused by "
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self signed certificate')))"
        ),
        "certificate of Microsoft's sign-in server",
        "REQUESTS_CA_BUNDLE",
    ),
    "no network": (
        f"{HEAD}EnvironmentCredential: Cannot connect to host login.microsoftonline.com [Name or service not known]",
        "cannot be reached",
        "HTTPS_PROXY",
    ),
    "no machine of Azure's": (
        f"{UNAVAILABLE}\n\tManagedIdentityCredential: Cannot connect to host 169.254.169.254:80",
        "No Azure credential was found",
        "az login",
    ),
}


@pytest.mark.parametrize(("text", "sentence", "advice"), CASES.values(), ids=list(CASES))
def test_why_there_is_no_token(monkeypatch: pytest.MonkeyPatch, text: str, sentence: str, advice: str) -> None:
    monkeypatch.delenv("AZURE_TENANT_ID", raising=False)
    error = no_credential(text)
    assert sentence in str(error.message)
    assert advice in str(error.advice)


@pytest.mark.parametrize("name", ["secret expired", "secret wrong", "certificate", "clock", "federation", "consent"])
def test_where_no_person_signs_in_nobody_is_sent_to_az_login(name: str) -> None:
    assert "az login" not in str(no_credential(CASES[name][0]).advice)


def test_the_code_and_the_correlation_id_are_there_for_whoever_asks(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bareme.azure")
    no_credential(f"{CLI}AADSTS53003: canary@school.example Trace ID: x Correlation ID: {ID} Timestamp: y")
    assert f"AADSTS53003 (AzureCliCredential), correlation id {ID}" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"{CLI}AADSTS90002: Tenant elsewhere not found.", "NoToken"),
        ("nothing that is known", "NoToken"),
        (f"{CLI}AADSTS50076: more is asked for", "AADSTS50076"),
    ],
)
def test_what_evidence_keeps_of_it(text: str, word: str) -> None:
    assert read_error(text).short == word


@pytest.mark.parametrize(
    ("status", "body", "meaning", "code"),
    [
        (404, None, Status.FAILED, "HTTP 404"),
        (404, {"message": "not here"}, Status.FAILED, "HTTP 404"),
        (404, {"error": {"code": "ResourceGroupNotFound"}}, Status.ABSENT, "ResourceGroupNotFound"),
        (404, {"code": "NotFound"}, Status.ABSENT, "NotFound"),
        (404, {"error": {"code": "SubscriptionNotFound"}}, Status.FAILED, "SubscriptionNotFound"),
        (404, {"error": {"code": "InvalidResourceType"}}, Status.FAILED, "InvalidResourceType"),
        (404, {"error": {"code": "MissingSubscription"}}, Status.FAILED, "MissingSubscription"),
        (404, {"code": "NotFound", "message": "The supported api-versions are 'x'"}, Status.FAILED, "NotFound"),
        (400, {"error": {"code": "ResourceNotFound"}}, Status.FAILED, "ResourceNotFound"),
        (409, {"error": {"code": "MissingSubscriptionRegistration"}}, Status.ABSENT, "MissingSubscriptionRegistration"),
    ],
)
def test_what_a_refusal_may_mean(status: int, body: object, meaning: Status, code: str) -> None:
    unread = refusal(status, body)
    assert (unread.status, unread.code) == (meaning, code)


AZ: dict[str, tuple[str, str, str, str]] = {
    "not installed": ("", "", "“az”, the Azure CLI, is not installed", "or use Cloud Shell (https://shell.azure.com)"),
    "not signed in": ("exit 1", "", "“az” is not signed in", "Run “az login”, then the same command again"),
    "a broken profile": ("exit 1", "{broken", "What “az” keeps of its sign-in cannot be read", "az account clear"),
    "none is current": (
        "exit 1", '{"subscriptions": [{"id": "11111111-2222-3333-4444-555555555555"}]}', "“az” has no current one",
        "az account set --subscription ID",
    ),
    "it hangs": ("sleep 60", "", "“az” gave no answer in", "or give --subscription ID"),
}  # fmt: skip


@pytest.mark.parametrize(("az", "profile", "said", "advice"), AZ.values(), ids=AZ)
def test_no_subscription_is_told_as_what_it_is(  # noqa: PLR0917 - a row of the table
    tmp_path: Path, az: str, profile: str, said: str, advice: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("bareme.azure.credentials.az_account._SECONDS", 0.5)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    if az:
        (tmp_path / "bin/az").write_text(f"#!/bin/sh\n{az}\necho\n", encoding="utf-8")
        (tmp_path / "bin/az").chmod(0o755)
    (tmp_path / "azure").mkdir()
    (tmp_path / "azure/azureProfile.json").write_text(profile, encoding="utf-8")
    assert main(["check", "-r", "tp2-vm", "--lang", "en"]) == (3 if "sleep" in az else 2)
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert advice in told


def test_an_az_that_hangs_holds_up_nobody_who_says_which_subscription_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bareme.azure.credentials.az_account._SECONDS", 0.5)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path / "azure"))
    for folder in ("bin", "azure"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "bin/az").write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    (tmp_path / "bin/az").chmod(0o755)
    known = {"id": "11111111-2222-3333-4444-555555555555", "name": "mine", "tenantId": "t"}
    (tmp_path / "azure/azureProfile.json").write_text(json.dumps({"subscriptions": [known]}), encoding="utf-8")
    choice = choose(None, RosterOptions(None, "mine"))
    assert choice.targets[0].subscription_id == known["id"]

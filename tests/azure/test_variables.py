"""What the environment lacks for a sign-in is named; nobody is told to run `az login` where there is no person."""

from pathlib import Path

import pytest

from bareme.azure.credentials.sign_in_errors import no_credential
from bareme.azure.credentials.variables import is_unattended, lacking, wrong_variable

ID = "11111111-1111-4111-8111-111111111111"
GITHUB = {"CI": "true", "GITHUB_ACTIONS": "true"}
ASKS = {"ACTIONS_ID_TOKEN_REQUEST_URL": "https://token"}
HALF = {"AZURE_CLIENT_ID": ID, "AZURE_TENANT_ID": ID}

LACKING = {
    "no secret": (HALF, "nothing it could sign in with"),
    "no tenant": ({"AZURE_CLIENT_ID": ID, "AZURE_CLIENT_SECRET": "x"}, "AZURE_TENANT_ID is not"),
    "neither": ({"AZURE_CLIENT_SECRET": "x"}, "AZURE_CLIENT_ID, AZURE_TENANT_ID is not"),
    "no token file": ({**HALF, "AZURE_FEDERATED_TOKEN_FILE": "/nowhere/token"}, "/nowhere/token, which is not there"),
    "no permission": (GITHUB, "no permission to ask for a token"),
    "no login": ({**GITHUB, **ASKS}, "Nobody is signed in to Azure in this job"),
    "no login, ids given": ({**GITHUB, **ASKS, **HALF}, "Nobody is signed in to Azure in this job"),
    "GitLab": ({"GITLAB_CI": "true"}, "in this pipeline"),
}


@pytest.mark.parametrize(("environ", "said"), LACKING.values(), ids=LACKING)
def test_what_is_lacking(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], said: str) -> None:
    told = lacking(environ)
    assert told
    assert said in str(told[0])
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    error = no_credential("DefaultAzureCredential failed to retrieve a token")
    assert str(error.message) == str(told[0])
    assert "az login" not in f"{error.message} {error.advice}"


@pytest.mark.parametrize(
    "environ",
    [{}, {"CI": "false"}, {"CI": "0"}, {**HALF, "AZURE_CLIENT_SECRET": "x"}],
)
def test_what_is_whole_lacks_nothing(environ: dict[str, str]) -> None:
    assert lacking(environ) is None
    assert not is_unattended(environ)


def test_a_token_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x", encoding="utf-8")
    assert lacking({**HALF, "AZURE_FEDERATED_TOKEN_FILE": str(tmp_path / "token")}) is None


@pytest.mark.parametrize(
    ("name", "value", "is_wrong"),
    [
        ("AZURE_TENANT_ID", "my_tenant!", True),
        ("AZURE_TENANT_ID", "school.onmicrosoft.com", False),
        ("AZURE_TENANT_ID", ID, False),
        ("AZURE_TOKEN_CREDENTIALS", "foo", True),
        ("AZURE_TOKEN_CREDENTIALS", "prod", False),
        ("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential", False),
    ],
)
def test_a_value_that_cannot_be_meant(name: str, value: str, is_wrong: bool) -> None:
    assert (wrong_variable({name: value}) is not None) is is_wrong


@pytest.mark.parametrize("text", ["AADSTS700082: expired", "the token has expired", "AADSTS50076: second factor"])
def test_a_pipeline_is_never_told_to_log_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert "az login" in str(no_credential(text).advice)
    monkeypatch.setenv("CI", "true")
    assert "az login" not in str(no_credential(text).advice)

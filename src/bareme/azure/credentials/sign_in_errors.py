"""Why there is no token, in sentences. What azure-identity says is long and names people: only codes are read.

The code decides, then the words, and the advice follows who signs in: a person renews a sign-in with `az login`, a
service principal has a secret or a certificate, a pipeline a federated credential ("Microsoft Entra authentication
error codes").
"""

import logging
import os
import re
import shutil
from dataclasses import dataclass

from bareme.azure.credentials.az_account import how_to_get_az
from bareme.azure.credentials.variables import is_unattended, lacking, wrong_variable
from bareme.errors import AccessError
from bareme.text.message import Message, say

LOGGER = logging.getLogger("bareme.azure")
NO_TOKEN = "NoToken"  # noqa: S105 - a word of evidence
_CODE = re.compile(r"AADSTS\d+")
_CORRELATION = re.compile(r"[Cc]orrelation[ _][Ii][Dd]\"?:?\s*\"?([0-9a-fA-F-]{36})")
_GIVER = re.compile(r"(\w+Credential): ")
_TENANT_OPTION = re.compile(r"--tenant \"?'?([0-9A-Za-z.-]+)")

_EXPIRED = frozenset({"AADSTS700082", "AADSTS70043", "AADSTS50173", "AADSTS70008", "AADSTS700084", "AADSTS50132"})
_STRONGER = frozenset({"AADSTS50076", "AADSTS50079", "AADSTS50078", "AADSTS50074", "AADSTS50072", "AADSTS50158"})
_TENANT = frozenset(
    {"AADSTS90002", "AADSTS50020", "AADSTS900023", "AADSTS700016", "AADSTS50059", "AADSTS90072", "AADSTS50034"}
)
_OLD_SECRET = frozenset({"AADSTS7000222"})
_WRONG_SECRET = frozenset({"AADSTS7000215", "AADSTS7000218"})
_CERTIFICATE = frozenset({"AADSTS700027", "AADSTS7000214", "AADSTS700023", "AADSTS700030"})
_CLOCK = frozenset({"AADSTS700024", "AADSTS500133", "AADSTS500132"})
_FEDERATION = frozenset(
    {"AADSTS700213", "AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS7002138", "AADSTS700238"}
)
_ADMINISTRATOR = frozenset(
    {
        *("AADSTS53000", "AADSTS53001", "AADSTS53002", "AADSTS53003", "AADSTS53004", "AADSTS530003", "AADSTS530034"),
        *("AADSTS90099", "AADSTS90094", "AADSTS65001", "AADSTS65004", "AADSTS50105", "AADSTS7000112", "AADSTS50057"),
    }
)
_UNTRUSTED = re.compile(
    r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|certificate verify failed|self.signed cert"
)
_UNREACHED = re.compile(
    r"Cannot connect to host (?!169\.254)|HTTPSConnectionPool\(host='(?!169\.254)|Failed to resolve '|"
    r"Name or service not known|Temporary failure in name resolution|getaddrinfo failed|ProxyError"
)
_LOGIN = say("Run “az login”, then the same command again.")
_IN_A_PIPELINE = say(
    "Look at the step that signs this pipeline in to Azure (tenant, client, subscription), before this one."
)


@dataclass(frozen=True, slots=True)
class SignInError:
    """What is known of a failed sign-in, without a name or a secret."""

    codes: tuple[str, ...] = ()
    """Microsoft Entra's codes, in the order of the text."""
    giver: str = ""
    """The credential that failed with the first of them."""
    tenant: str = ""
    """The tenant that the text itself says to sign in to."""
    correlation: str = ""
    text: str = ""

    @property
    def known(self) -> str:
        """The codes, for people."""
        return ", ".join(self.codes)

    @property
    def short(self) -> str:
        """One word for evidence: the code, unless the tenant is simply not the credential's."""
        return NO_TOKEN if not self.codes or _TENANT.intersection(self.codes) else self.codes[0]


def read_error(text: str) -> SignInError:
    """What a text of azure-identity tells."""
    first = _CODE.search(text)
    before = _GIVER.findall(text, 0, first.start()) if first else []
    tenant, correlation = _TENANT_OPTION.search(text), _CORRELATION.search(text)
    return SignInError(
        codes=tuple(dict.fromkeys(_CODE.findall(text))),
        giver=before[-1] if before else "",
        tenant=tenant[1] if tenant else "",
        correlation=correlation[1] if correlation else "",
        text=text,
    )


def no_credential(text: str) -> AccessError:
    """The error for what `DefaultAzureCredential` answered."""
    error = read_error(text)
    log(error)
    return AccessError(*(wrong_variable(os.environ) or told(error)))


def is_sign_in(code: str) -> bool:
    """Whether a word of evidence is about the sign-in."""
    return code == NO_TOKEN or _CODE.fullmatch(code) is not None


def log(error: SignInError) -> None:
    """For `-v`: what Microsoft's support asks for."""
    codes, correlation = error.known or "no code", error.correlation or "none"
    LOGGER.debug("sign-in failed: %s (%s), correlation id %s", codes, error.giver or "no credential", correlation)


def told(error: SignInError, tenant: str | None = None) -> tuple[Message, Message]:
    """What is wrong, and what to do: the first code that is known decides."""
    for code in error.codes:
        found = _by_code(code, error, tenant)
        if found:
            return found
    if error.codes:
        return say("Azure gives no token ({code}).", code=error.known), _again(error, tenant)
    return _by_words(error.text)


def _by_code(code: str, error: SignInError, tenant: str | None) -> tuple[Message, Message] | None:  # noqa: PLR0911 - a table
    if code in _OLD_SECRET:
        return say("The secret of the service principal has expired ({code}).", code=code), _secret()
    if code in _WRONG_SECRET:
        return say("The secret of the service principal is wrong ({code}).", code=code), _secret()
    if code in _CERTIFICATE:
        return say("The certificate of the service principal is not accepted ({code}).", code=code), say(
            "Give the application the certificate's public part in Microsoft Entra ID, and check "
            "AZURE_CLIENT_CERTIFICATE_PATH; a certificate that has expired must be renewed."
        )
    if code in _CLOCK:
        return say("What signs in is too old, or of the future ({code}).", code=code), say(
            "Set this computer's clock; in a pipeline, ask for the token right before the command: it lives a few "
            "minutes."
        )
    if code in _FEDERATION:
        return say("No federated credential of the application matches this pipeline ({code}).", code=code), say(
            "Compare the subject of the federated credential in Microsoft Entra ID with this pipeline: repository, "
            "branch or environment, issuer and audience, letter by letter."
        )
    if code in _STRONGER:
        return say("Azure asks for a second factor ({code}).", code=code), _login(error.tenant or tenant)
    if code in _ADMINISTRATOR:
        return say(
            "Azure gives no token ({code}): the organisation's rules do not let this account or application in.",
            code=code,
        ), say(
            "Only an administrator of the tenant can change that: conditional access, consent for the application, or "
            "an account that was blocked. Send the code along."
        )
    if code in _TENANT:
        return say("The credential does not belong to this tenant ({code}).", code=code), _tenant(error)
    if code in _EXPIRED:
        return say("The Azure sign-in has expired ({code}).", code=code), _again(error, tenant)
    return None


def _by_words(text: str) -> tuple[Message, Message]:
    if _UNTRUSTED.search(text):
        return say("The certificate of Microsoft's sign-in server could not be verified."), say(
            "A proxy of the network may read along: give its certificate authority in REQUESTS_CA_BUNDLE, and try "
            "another network."
        )
    if _UNREACHED.search(text):
        return say("Microsoft's sign-in server cannot be reached."), say(
            "Check the network, the proxy (HTTPS_PROXY) and AZURE_AUTHORITY_HOST, then run the same command again."
        )
    if "expired" in text.casefold():
        return say("The Azure sign-in has expired."), sign_in_again()
    found = lacking(os.environ)
    if found is None and shutil.which("az") is None and not is_unattended(os.environ):
        return say("No Azure credential was found: “az”, the Azure CLI, is not installed."), how_to_get_az()
    return found or (say("No Azure credential was found, or it gives no token."), _ways())


def _again(error: SignInError, tenant: str | None) -> Message:
    """A person signs in again; what runs without one is looked at where it is set up."""
    if error.giver in {"EnvironmentCredential", "WorkloadIdentityCredential"}:
        return say(
            "Check AZURE_TENANT_ID, AZURE_CLIENT_ID and what goes with them: these variables come before every other "
            "way of signing in."
        )
    if error.giver == "ManagedIdentityCredential":
        return say("Check the managed identity of this machine in the Azure portal.")
    return _login(error.tenant or tenant) if error.tenant or tenant else sign_in_again()


def sign_in_again() -> Message:
    """What to do about a sign-in that is over: a person signs in, a pipeline is set up."""
    return _IN_A_PIPELINE if is_unattended(os.environ) else _LOGIN


def _login(tenant: str | None) -> Message:
    if is_unattended(os.environ):
        return _IN_A_PIPELINE
    return say("Run “az login --tenant {tenant}”, then the same command again.", tenant=tenant or _own_tenant())


def _own_tenant() -> str:
    return os.environ.get("AZURE_TENANT_ID") or "TENANT"


def _secret() -> Message:
    return say(
        "Renew it in Microsoft Entra ID (App registrations, Certificates & secrets), set AZURE_CLIENT_SECRET to its "
        "value, not to its id, and sign “az” in with it again if “az” uses it."
    )


def _tenant(error: SignInError) -> Message:
    if error.giver in {"EnvironmentCredential", "WorkloadIdentityCredential"}:
        return say("Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the tenant_id column of the roster.")
    return say("Run “az login --tenant TENANT”, or check AZURE_TENANT_ID and the tenant_id column of the roster.")


def _ways() -> Message:
    return say(
        "Run “az login”; or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET for a service principal; "
        "or use a machine with a managed identity."
    )

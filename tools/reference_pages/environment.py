"""The environment variables that bareme reads itself; a test holds the list against the code."""

from bareme.text.language import Speech
from tools.reference_pages.markdown import Both, table

TITLE = Both("Environment variables", "Variables d’environnement")
LEAD = Both(
    "An option goes before its variable. Beside these, azure-identity, OpenSSL and the proxies' variables"
    " (`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`) work as everywhere.",
    "Une option passe avant sa variable. En plus de celles-ci, celles d’azure-identity, d’OpenSSL et des mandataires"
    " (`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`) agissent comme partout.",
)
COLUMNS = (Both("variable", "variable"), Both("what it does", "ce qu’elle fait"))
VARIABLES = {
    "BAREME_LANG": Both(
        "The language of messages, reports and help: `fr` or `en`. Without it `LC_ALL`, `LC_MESSAGES`, `LANG`; else"
        " French.",
        "La langue des messages, des rapports et de l’aide : `fr` ou `en`. Sans elle `LC_ALL`, `LC_MESSAGES`, `LANG` ;"
        " sinon le français.",
    ),
    "BAREME_ARM_ENDPOINT": Both(
        "Another Azure Resource Manager: a sovereign cloud, a test server; as `--arm-endpoint`.",
        "Un autre Azure Resource Manager : un cloud souverain, un serveur de test ; comme `--arm-endpoint`.",
    ),
    "BAREME_PRICES_ENDPOINT": Both(
        "Another price list than Azure's public one; as `rubric prices --endpoint`.",
        "Une autre liste de prix que celle d’Azure ; comme `rubric prices --endpoint`.",
    ),
    "BAREME_KEY_PASSPHRASE": Both(
        "The passphrase of the signing key, where nobody can type it.",
        "La phrase secrète de la clé de signature, là où personne ne peut la saisir.",
    ),
    "AZURE_SUBSCRIPTION_ID": Both(
        "The subscription that is meant where none is named.", "L’abonnement visé quand aucun n’est nommé."
    ),
    "AZURE_TENANT_ID": Both(
        "The tenant in which to sign in; named in what to do where that fails.",
        "Le locataire où se connecter ; cité dans la marche à suivre si cela échoue.",
    ),
    "AZURE_CLIENT_ID": Both(
        "With one of the next three, a service principal: how a pipeline signs in.",
        "Avec l’une des trois suivantes, un principal de service : c’est ainsi qu’une chaîne CI se connecte.",
    ),
    "AZURE_CLIENT_SECRET": Both("Its secret.", "Son secret."),
    "AZURE_CLIENT_CERTIFICATE_PATH": Both("Its certificate.", "Son certificat."),
    "AZURE_FEDERATED_TOKEN_FILE": Both(
        "The file of a federated token, as a workload identity has.",
        "Le fichier d’un jeton fédéré, comme en a une identité de charge de travail.",
    ),
    "AZURE_TOKEN_CREDENTIALS": Both(
        "Which credentials azure-identity tries: `dev`, `prod` or the name of one.",
        "Les modes de connexion qu’essaie azure-identity : `dev`, `prod` ou le nom de l’un d’eux.",
    ),
    "AZURE_CONFIG_DIR": Both(
        "Where `az` keeps its sign-in; `~/.azure` without it.", "Où `az` garde sa connexion ; sans elle `~/.azure`."
    ),
    "REQUESTS_CA_BUNDLE": Both(
        "A file of certificate authorities to trust, as `az` reads it.",
        "Un fichier d’autorités de certification de confiance, comme le lit `az`.",
    ),
    "CURL_CA_BUNDLE": Both("The same, as curl reads it.", "De même, comme le lit curl."),
    "COLUMNS": Both(
        "How wide the terminal is, where it is none: 110 without it.",
        "La largeur du texte hors d’un terminal : 110 sans elle.",
    ),
    "CI": Both(
        "Set by most services; what can only be done by a person is then not advised. `GITHUB_ACTIONS`, `GITLAB_CI`,"
        " `TF_BUILD` and `JENKINS_URL` say the same.",
        "Posée par la plupart des services ; ce que seule une personne peut faire n’est alors pas conseillé."
        " `GITHUB_ACTIONS`, `GITLAB_CI`, `TF_BUILD` et `JENKINS_URL` disent de même.",
    ),
    "GITHUB_OUTPUT": Both(
        "Where the action writes its outputs; `GITHUB_STEP_SUMMARY` likewise its summary.",
        "Où l’action écrit ses sorties ; de même `GITHUB_STEP_SUMMARY` pour son résumé.",
    ),
    "CLASSROOM": Both(
        "For `export --to classroom50`, with `ASSIGNMENT`, `SUBMISSION_TAG`, `COMMIT_URL`, `RELEASE_URL` and"
        " `REVIEW_URL`: what the release says of itself.",
        "Pour `export --to classroom50`, avec `ASSIGNMENT`, `SUBMISSION_TAG`, `COMMIT_URL`, `RELEASE_URL` et"
        " `REVIEW_URL` : ce que la publication dit d’elle-même.",
    ),
}


def page(speech: Speech) -> str:
    """The page."""
    rows = [(f"`{name}`", told.of(speech)) for name, told in VARIABLES.items()]
    return f"# {TITLE.of(speech)}\n\n{LEAD.of(speech)}\n\n{table([one.of(speech) for one in COLUMNS], rows)}"

"""The files that commands write; a test holds the list against what they write."""

from bareme.text.language import Speech
from tools.reference_pages.markdown import Both, table

TITLE = Both("Files", "Fichiers")
COLUMNS = (Both("file", "fichier"), Both("what it holds", "ce qu’il contient"))
SECTIONS = {
    Both("A graded run (`grade --out DIR`, `demo`, `merge`)", "Une notation (`grade --out DIR`, `demo`, `merge`)"): {
        "results.json": Both(
            "Everything for programs: see [its fields](results-schema.md).",
            "Tout, pour les programmes : voir [ses champs](results-schema.md).",
        ),
        "grades.csv": Both(
            "A row for each student, in the order of the roster, for a spreadsheet.",
            "Une ligne par étudiant, dans l’ordre de la liste, pour un tableur.",
        ),
        "marks.csv": Both(
            "What waits for a person: filled in, it comes back with `grade --marks`.",
            "Ce qui attend une personne : rempli, il revient par `grade --marks`.",
        ),
        "index.html": Both("The class at a glance.", "La classe en un coup d’œil."),
        "summary.html": Both("The class on one sheet, to be printed.", "La classe sur une feuille, à imprimer."),
        "search.html": Both(
            "A class of more than 300: search across all pages.",
            "Une classe de plus de 300 : la recherche dans toutes les pages.",
        ),
        "students/": Both("A page for each student.", "Une page par étudiant."),
        "junit/": Both("A JUnit file for each student, for CI servers.", "Un fichier JUnit par étudiant, pour la CI."),
        "ledger.sqlite": Both(
            "What was graded of whom, and from what: reports are made of it again.",
            "Ce qui a été noté, de qui et d’après quoi : les rapports en sont refaits.",
        ),
        "manifest.json": Both(
            "The hash of every file, for `verify` and `sign`.",
            "L’empreinte de chaque fichier, pour `verify` et `sign`.",
        ),
        "suspicions.json": Both(
            "Hand-ins that are alike, for the teacher alone.", "Les rendus qui se ressemblent, pour l’enseignant seul."
        ),
        "scopes.csv": Both(
            "Subscriptions that were learnt from hand-ins, where the roster names none.",
            "Les abonnements appris des rendus, là où la liste n’en nomme pas.",
        ),
        "marks.sqlite": Both(
            "What was typed on the page of `mark`, as it was typed.",
            "Ce qui a été saisi sur la page de `mark`, tel quel.",
        ),
        "exceptions.yaml": Both(
            "Substitutes and waivers of this class; you write it.",
            "Substitutions et dispenses de cette classe ; c’est vous qui l’écrivez.",
        ),
    },
    Both("Evidence (`collect`, `import`)", "Preuves (`collect`, `import`)"): {
        "evidence/ID/": Both(
            "A dated file for each collection of a student, chained to the one before; never replaced.",
            "Un fichier daté par collecte d’un étudiant, chaîné au précédent ; jamais remplacé.",
        ),
        "handins.csv": Both(
            "Who handed in what, and when, after `import`.", "Qui a rendu quoi, et quand, après `import`."
        ),
        "handins.html": Both("The same as a page.", "De même, en page."),
        "unmatched.csv": Both(
            "Hand-ins that are nobody's yet: write whose they are, and import again.",
            "Les rendus qui ne sont encore à personne : écrivez à qui ils sont, et importez de nouveau.",
        ),
    },
    Both("Of your own (`keys`, `check`)", "Vos propres fichiers (`keys`, `check`)"): {
        "signing-key.pem": Both(
            "In the configuration folder of your account: the key that signs.",
            "Dans le dossier de configuration de votre compte : la clé qui signe.",
        ),
        "collection-key.pem": Both(
            "In the same folder: with it `collect` marks what it wrote.",
            "Dans le même dossier : `collect` en marque ce qu’il a écrit.",
        ),
        "checks/": Both(
            "In the state folder of your account: the points of your last self-check.",
            "Dans le dossier d’état de votre compte : les points de votre dernier contrôle.",
        ),
    },
    Both("For others (`invite`, `pseudonymise`)", "Pour d’autres (`invite`, `pseudonymise`)"): {
        "bareme-reader.json": Both(
            "The template with which students open their subscriptions.",
            "Le modèle par lequel les étudiants ouvrent leurs abonnements.",
        ),
        "numbers.csv": Both(
            "The number that Azure signs for each student.", "Le numéro qu’Azure signe pour chaque étudiant."
        ),
        "pseudonyms.csv": Both(
            "Who is who in a pseudonymised copy; keep it to yourself.",
            "Qui est qui dans une copie pseudonymisée ; gardez-le pour vous.",
        ),
    },
}


def page(speech: Speech) -> str:
    """The page."""
    parts = [f"# {TITLE.of(speech)}\n"]
    for title, files in SECTIONS.items():
        rows = [(f"`{name}`", told.of(speech)) for name, told in files.items()]
        parts += [f"## {title.of(speech)}\n", table([one.of(speech) for one in COLUMNS], rows)]
    return "\n".join(parts)

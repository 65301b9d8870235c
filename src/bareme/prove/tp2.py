"""The good student of the bundled lab: the simulated perfect one, with answers and the script he ran."""

from bareme.prove.example import Example
from bareme.simulator import perfect_student
from bareme.submission.model import Answer, ScriptFile, Submission

_SUBSCRIPTION = "9b1c2d3e-0000-4000-8000-00000000b0a5"

_ANSWERS = {
    "E1-05": "Azure crée deux machines, une par zone : VM1-Windows-1 et VM1-Windows-2.",
    "E1-07": "Oui, dans les zones 1, 2 et 3.",
    "E1-09": "127 Gio",
    "E1-11": "C: (Windows) et D: Temporary Storage",
    "E1-13": "2, car la taille de la machine fixe le nombre de disques.",
    "E1-18": "Processeur, réseau, disque et mémoire : le processeur monte à l'ouverture de session.",
    "E2-07": "FD 0, 1, 0 et UD 0, 1, 2 : même alimentation et même commutateur, redémarrées ensemble.",
    "E3-02": "Un seul modèle, des instances identiques, élastiques.",
}
_FILES = {"E1-10": "captures/rdp.png", "E1-14": "captures/fichier.png"}

_SCRIPT = """#!/bin/bash
RG=rg-tp2
az vm availability-set create -g $RG -n avset-tp2 --platform-fault-domain-count 2 --platform-update-domain-count 5
NAMES=(vm-win-1 vm-linux-1 vm-linux-2)
IMAGES=("$(az sig image-version show -g $RG -r galTp2 -i win2016 -e 1.0.0 --query id -o tsv)" Ubuntu2204 Debian12)
SIZES=(Standard_B2s Standard_B1s Standard_B1ms)
for i in 0 1 2; do
  az vm create -g $RG -n "${NAMES[$i]}" --image "${IMAGES[$i]}" --size "${SIZES[$i]}" --availability-set avset-tp2
done
"""


def good() -> Example:
    """The work of a student who did everything right."""
    answers = {name: Answer(text) for name, text in _ANSWERS.items()}
    answers |= {name: Answer("Voir la capture.", (file,)) for name, file in _FILES.items()}
    submission = Submission(answers, (ScriptFile("scripts/tp2.sh", _SCRIPT),))
    return Example("good", tuple(perfect_student(_SUBSCRIPTION)), submission)

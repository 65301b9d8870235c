"""What students of the demonstration class write: right, half right, wrong, in the many ways of writing it."""

from collections.abc import Sequence
from typing import NamedTuple


class Written(NamedTuple):
    """An answer, and how good it is meant to be: `right`, `half`, `wrong`."""

    worth: str
    text: str


ANSWERS: dict[str, Sequence[Written]] = {
    "E1-05": (
        Written("right", "Azure crée deux machines et suffixe le nom : VM1-Windows-1 et VM1-Windows-2."),
        Written("right", "azure cree deux machines et suffixe le nom : vm1-windows-1 et vm1-windows-2"),
        Written("right", "Le portail ajoute un numéro au nom, un par zone : -1 et -2."),
        Written("half", "Le nom change un peu."),
        Written("half", "Il y a un numéro en plus."),
        Written("wrong", "Le nom doit être unique dans Azure."),
        Written("wrong", "On ne peut plus choisir le nom."),
    ),
    "E1-07": (
        Written("right", "Oui, B1s est disponible dans les zones 1, 2 et 3."),
        Written("right", "oui : zones 1, 2, 3"),
        Written("right", "B1s disponible en zones 1 2 3"),
        Written("half", "Oui, dans la zone 1."),
        Written("wrong", "Non, il a fallu changer de région."),
        Written("wrong", "Oui, elle est disponible."),
    ),
    "E1-09": (
        Written("right", "127 Gio"),
        Written("right", "127 GiB"),
        Written("right", "127"),
        Written("right", "127 gio"),
        Written("half", "126 Go affichés par Windows"),
        Written("wrong", "128 Go"),
        Written("wrong", "30 Go"),
    ),
    "E1-10": (
        Written("right", "Connecté en RDP avec l’adresse publique, voir la capture."),
        Written("right", "Voir la capture d’écran."),
        Written("half", "Le port 3389 est ouvert."),
        Written("wrong", "La connexion a échoué."),
    ),
    "E1-11": (
        Written("right", "C: (Windows, 126 Go) et D: Temporary Storage (4 Go)"),
        Written("right", "c: (windows, 126 go) et d: temporary storage (4 go)"),
        Written("right", "C: Windows et D: stockage temporaire ; le disque ajouté n’apparaît qu’une fois initialisé."),
        Written("half", "C: et D:"),
        Written("half", "Deux disques."),
        Written("wrong", "Seulement C:"),
    ),
    "E1-13": (
        Written("right", "2, parce que la taille B1s n’en permet que deux."),
        Written("right", "2 : c’est la taille de la machine qui décide"),
        Written("right", "Deux disques (2) au maximum pour la taille B1s."),
        Written("half", "2"),
        Written("wrong", "64"),
        Written("wrong", "Autant qu’on veut, il suffit de payer."),
    ),
    "E1-14": (
        Written("right", "Le fichier est sur F:, voir la capture."),
        Written("right", "Voir la capture d’écran."),
        Written("half", "Sur D:"),
        Written("wrong", "Sur le bureau."),
    ),
    "E1-18": (
        Written("right", "Processeur (5 % au repos, 60 % au démarrage), réseau entrant et lectures du disque."),
        Written("right", "CPU, réseau et disque : le CPU monte au redémarrage puis redescend vers 3 %."),
        Written("right", "CPU, mémoire disponible, crédits de CPU : ils baissent pendant l’installation."),
        Written("half", "CPU et réseau."),
        Written("half", "Pourcentage de processeur, réseau, disque."),
        Written("wrong", "Le prix de la machine."),
        Written("wrong", "Elle marche bien."),
    ),
    "E2-05": (Written("right", "Le script est dans scripts/creer.sh."), Written("right", "voir scripts/creer.sh")),
    "E2-07": (
        Written(
            "right",
            "FD 0, 1, 0 et UD 0, 1, 2. Un domaine d’erreur partage l’alimentation et le commutateur ; un domaine de"
            " mise à jour redémarre en une fois pendant une maintenance, un seul à la fois.",
        ),
        Written(
            "right",
            "vm-win-1 : FD 0 UD 0, vm-linux-1 : FD 1 UD 1, vm-linux-2 : FD 0 UD 2. FD : même baie (courant, réseau)."
            " UD : mises à jour ensemble, 30 minutes d’écart.",
        ),
        Written("half", "FD : même baie. UD : redémarrées ensemble."),
        Written("half", "Deux domaines d’erreur et cinq domaines de mise à jour."),
        Written("wrong", "Les domaines servent à nommer les machines."),
        Written("wrong", "Ce sont les zones de disponibilité."),
    ),
    "E3-02": (
        Written("right", "Un modèle, des instances identiques que l’on ajoute ou retire selon la charge, derrière un"
                " équilibreur ; le groupe à haute disponibilité, lui, a des machines différentes."),
        Written("right", "Le VMSS crée des machines identiques et s’adapte à la charge (autoscale)."),
        Written("right", "le vmss cree des machines identiques et s'adapte a la charge (autoscale)"),
        Written("half", "Il permet de créer plusieurs machines d’un coup."),
        Written("half", "C’est pratique pour avoir plusieurs VM."),
        Written("wrong", "C’est la même chose qu’un groupe à haute disponibilité."),
        Written("wrong", "Il coûte plus cher."),
    ),
}  # fmt: skip
"""By question; the lab's students write French."""

SCRIPT = """#!/bin/bash
# Exercice 2 : le groupe et les trois machines
GROUP=rg-tp2
az group create --name $GROUP --location francecentral
az vm availability-set create -g $GROUP -n avset-tp2 \\
    --platform-fault-domain-count 2 --platform-update-domain-count 5
az vm create -g $GROUP -n vm-win-1 --availability-set avset-tp2 --image "$IMAGE" --size Standard_B2s \\
    --admin-username etudiant
for n in 1 2; do
    az vm create -g $GROUP -n vm-linux-$n --availability-set avset-tp2 --image Ubuntu2204 \\
        --size Standard_B1s --generate-ssh-keys
done
"""

PARTIAL_SCRIPT = """# mes commandes
az vm availability-set create -g rg-tp2 -n avset
az vm create -g rg-tp2 -n vm1 --availability-set avset --image Ubuntu2204
"""

WRONG_SCRIPT = """New-AzVM -ResourceGroupName rg-tp2 -Name vm1 -Location francecentral
# le reste dans le portail
"""

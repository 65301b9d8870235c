"""What hand-ins have in common: found where it is somebody's alone, and not where everybody has it."""

import time
from collections.abc import Iterator

import pytest

from bareme.evidence import Collection
from bareme.report.ci_files import Services
from bareme.report.lab_repository import Asked, write_repository
from bareme.roster import Scope
from bareme.rubric import Rubric
from bareme.simulator import Plan, do_lab
from bareme.submission import Answer, ScriptFile, Submission, load_submission
from bareme.suspicion import Suspicion, Traces, suspicions
from bareme.suspicion.texts import answer, script
from bareme.text.language import Language, Speech
from tests.labs import lab_done, retold, subscription_of
from tests.suspicion.handing import azure, traced

BOB = subscription_of(2)


def compared(**students: Traces) -> list[Suspicion]:
    def everybody() -> Iterator[tuple[str, Traces]]:
        yield from students.items()

    return list(suspicions(everybody))


def lab(number: int) -> list[Collection]:
    return lab_done(subscription=subscription_of(number))


def kinds(found: list[Suspicion]) -> set[str]:
    return {one.kind.value for one in found}


def test_two_honest_students_have_nothing_in_common() -> None:
    assert compared(anna=traced(lab(1)), bob=traced(lab(2))) == []


def test_evidence_copied_under_another_subscription_shows_in_many_ways() -> None:
    mine, copied = traced(lab(1)), traced([retold(lab(1)[-1], BOB)])
    found = compared(anna=mine, bob=copied, carl=traced(lab(3)))
    assert kinds(found) == {"same-resource", "same-action", "same-record", "same-account"}
    assert {one.students for one in found} == {("anna", "bob")}
    assert all(one.clues and all(clue.source and clue.resource and clue.time for clue in one.clues) for one in found)


def test_the_same_subscription_in_two_hand_ins() -> None:
    found = compared(anna=traced(lab(1)), bob=traced(lab(1), scope=Scope(BOB)))
    assert "same-scope" in kinds(found)


def test_groups_of_one_school_subscription_are_nobodys_secret() -> None:
    school = azure(subscription_of(7))
    for name in ("anna", "bob"):
        school.student, school.default_group = name, f"rg-{name}"
        do_lab(school, Plan(), "none", checkpoints=False)
    whole = [school.collect()]
    scopes = {name: Scope(school.subscription_id, resource_group=f"rg-{name}") for name in ("anna", "bob")}
    assert compared(**{name: traced(whole, scope=scope) for name, scope in scopes.items()}) == []


def test_one_account_in_two_labs() -> None:
    hands = {}
    for name, number in (("anna", 1), ("bob", 2)):
        own = azure(subscription_of(number), student="helper")
        own.portal_create_vms("VM1-Windows")
        hands[name] = traced([own.collect()])
    (found,) = compared(**hands)
    assert (found.kind.value, found.students) == ("same-account", ("anna", "bob"))


SCRIPT = """#!/bin/bash
# by {who}
RG={rg}
az group create --name $RG --location francecentral
az vm availability-set create --resource-group $RG --name {set} --platform-fault-domain-count 2
for i in 1 2; do
    az vm create -g $RG -n {vm}$i --image Ubuntu2204 --size Standard_B1s --availability-set {set}
done
az vm create -g "$RG" -n {vm}-win --image MicrosoftWindowsServer:WindowsServer:2016:latest --size Standard_B2s
az vm list --resource-group $RG --output table
"""
ANNAS = SCRIPT.format(who="Anna", rg="rg-anna", set="dispo", vm="vma")
BOBS = SCRIPT.format(who="Bob", rg='"rg-bob"', set="ensemble", vm="bob").replace("    az", "\taz").replace("\n", "\r\n")


def written(text: str = "", **answers: str) -> Submission:
    told = {name.replace("_", "-"): Answer(one) for name, one in answers.items()}
    return Submission(told, (ScriptFile("deploy.sh", text),) if text else ())


LONG = (
    "Un domaine de panne est une baie, avec son alimentation et son commutateur : si elle tombe, les machines des "
    "autres domaines continuent ; un domaine de mise à jour redémarre d’un coup."
)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (written(ANNAS), written(BOBS), {"same-script"}),
        (written(ANNAS), written(ANNAS.replace("Standard_B1s", "Standard_B2s")), set()),
        (written("az group create -n a -l francecentral"), written("az group create -n a -l francecentral"), set()),
        (written(E2_04=LONG), written(E2_04=f"  {LONG.upper()}  "), {"same-answer"}),
        (written(E2_04=LONG), written(E2_05=LONG), set()),
        (written(E1_08="4"), written(E1_08="4"), set()),
    ],
    ids=["same script", "another size", "short script", "same answer", "another question", "short answer"],
)
def test_texts(one: Submission, other: Submission, found: set[str]) -> None:
    hands = {"anna": traced(lab(1), submission=one), "bob": traced(lab(2), submission=other)}
    assert kinds(compared(**hands)) == found


def test_a_text_that_was_handed_out_is_nobodys() -> None:
    hands = {f"s{n}": traced(lab(n), submission=written(ANNAS, E2_04=LONG)) for n in range(6)}
    assert compared(**hands) == []
    few = {name: hands[name] for name in ("s0", "s1")}
    assert kinds(compared(**few)) == {"same-script", "same-answer"}


@pytest.mark.parametrize("language", list(Language))
def test_a_lab_repository_as_it_is_given_counts_for_nothing(
    tmp_path_factory: pytest.TempPathFactory, tp2: Rubric, language: Language
) -> None:
    hands = {}
    for name, number in (("anna", 1), ("bob", 2)):
        repo = tmp_path_factory.mktemp(name)
        write_repository(repo, tp2, Asked(name, Services()), Speech(language))
        hands[name] = traced(lab(number), submission=load_submission(repo))
    assert compared(**hands) == []


@pytest.mark.parametrize("unit", ["<#", "/*", "\n", "\\ ", "--", " --", "a=", " #", "-n ", "\ud800"])
def test_hostile_texts_take_no_time(unit: str) -> None:
    started = time.perf_counter()
    assert len(script(unit * 500_000)) <= 200_000
    assert len(answer(unit * 500_000)) <= 200_000
    assert time.perf_counter() - started < 2


def test_names_are_not_taken_for_words_of_the_author() -> None:
    assert script(ANNAS) == script(BOBS)
    assert "anna" not in script(ANNAS)
    assert "standard_b2s" in script(ANNAS)


def test_two_students_of_many_are_found_whatever_the_size() -> None:
    crowd = {f"s{n}": {"prints": [["same-record", f"{n:016x}", "log", "r", ""]], "suspicions": [], "evidence": []}
             for n in range(20_000)}  # fmt: skip
    crowd["s77"] = {**crowd["s77"], "prints": [["same-record", f"{5:016x}", "log", "r", ""]]}
    (found,) = compared(**crowd)  # type: ignore[arg-type]
    assert found.students == ("s5", "s77")

"""`rubric new --from` and `rubric try`: from an example of the lab to a rubric, and to what stands in the evidence."""

from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import write_collection
from bareme.simulator import PERFECT, Plan, Subscription, do_lab
from tests.labs import SUBSCRIPTION

STORIES = {
    "the whole lab": PERFECT,
    "nothing but one machine": Plan(zones=(), data_disk_gb=0, bigger="", capture="none", alert=False, members=(),
                                    instances=0),
    "another machine": Plan(name="Web Front", location="westeurope", zones=("3",), size="Standard_D2s_v3", members=()),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def do(plan: Plan) -> None:
    for collection in do_lab(Subscription(SUBSCRIPTION), plan):
        write_collection(Path("own.examples/good"), collection)


@pytest.mark.parametrize("plan", STORIES.values(), ids=STORIES)
def test_what_is_drafted_is_met_by_its_example_and_proven(
    desk: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    do(plan)
    assert main(["rubric", "new", "own.yaml", "--from", "own.examples/good", "--lang", "en"]) == 0
    assert main(["rubric", "lint", "own.yaml", "--lang", "en"]) == 0
    assert main(["rubric", "prove", "own.yaml", "--lang", "en", "-q"]) == 0, capsys.readouterr().out
    assert main(["check", "-r", "own.yaml", "--evidence", "own.examples/good", "--fail-under", "100%", "-q"]) == 0


def test_evidence_of_nothing_drafts_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.ensure_group()
    write_collection(Path("ev"), azure.collect("x"))
    code = main(["rubric", "new", "own.yaml", "--from", "ev", "--lang", "en"])
    assert (code, Path("own.yaml").exists()) == (2, False)
    assert "No check finds anything" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["E1-06"], 0, "Standard_B1s"),
        (["properties.hardwareProfile.vmSize"], 0, '"Standard_B2s"'),
        (["location"], 0, "francecentral"),
        (["E1-99"], 2, "there is no criterion “E1-99” with a check"),
        (["properties.nothing.such"], 2, "No resource in the evidence has anything"),
        (["a["], 2, "neither a criterion nor a path"),
    ],
)
def test_what_a_word_gives(
    desk: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    do(PERFECT)
    assert main(["rubric", "try", "tp2-vm", *words, "--evidence", "own.examples/good", "--lang", "en"]) == code
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_a_lab_without_a_machine_is_drafted_from_its_resources(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    azure = Subscription(SUBSCRIPTION, group="rg-conteneurs")
    azure.make("Microsoft.ContainerRegistry/registries", "acrlab", {"adminUserEnabled": False}, sku={"name": "Basic"})
    group = azure.make("Microsoft.ContainerInstance/containerGroups", "web", {"osType": "Linux", "state": "Running"})
    write_collection(Path("own.examples/good"), azure.collect("built"))
    azure.remove(group)
    azure.wait(hours=3)
    write_collection(Path("own.examples/good"), azure.collect("final"))
    assert main(["rubric", "new", "own.yaml", "--from", "own.examples/good", "--lang", "en"]) == 0
    text = Path("own.yaml").read_text(encoding="utf-8")
    assert "type: Microsoft.ContainerInstance/containerGroups" in text
    assert "moment: gone" in text
    assert "properties.state" not in text, "Azure's own word is nobody's decision"
    assert main(["rubric", "prove", "own.yaml", "--lang", "en", "-q"]) == 0, capsys.readouterr().out

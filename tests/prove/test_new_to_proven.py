"""From `rubric new` to proven, as "Write a rubric" tells it: names, region changed, a good example of one's own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.checking.catalogue import catalogue
from bareme.evidence import load_chain, write_collection
from bareme.evidence.files import evidence_paths
from bareme.prove import Bench, Example
from bareme.rubric import load_rubric
from bareme.simulator import Subscription
from bareme.simulator.stories import delete_machines

SUBSCRIPTION = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["rubric", "new", "my-lab.yaml", "--lang", "en"]) == 0
    written = Path("my-lab.yaml").read_text(encoding="utf-8")
    changed = written.replace('"vm1.*"', '"web[-_]?front.*"').replace("francecentral", "westeurope")
    Path("my-lab.yaml").write_text(changed, encoding="utf-8")
    return tmp_path


def do_the_lab(name: str = "web-front", *, region: str = "westeurope", others: tuple[str, ...] = ()) -> Path:
    azure = Subscription(SUBSCRIPTION, start=datetime(2026, 11, 16, 9, tzinfo=UTC))
    machines = azure.portal_create_vms(name, zones=("1",), location=region)
    for other in others:
        azure.portal_create_vms(other, zones=("1",), location="northeurope")
    good = Path("my-lab.examples/good")
    azure.wait(hours=1)
    write_collection(good, azure.collect("built"))
    delete_machines(azure, machines)
    azure.wait(hours=1)
    write_collection(good, azure.collect("cleaned"))
    return good


def test_what_new_writes_is_proven_by_an_example_of_it(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do_the_lab()
    assert main(["rubric", "lint", "my-lab.yaml", "--lang", "en"]) == 0
    assert main(["rubric", "prove", "my-lab.yaml", "--lang", "en"]) == 0, capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "others", "outcome"),
    [
        pytest.param("web-front", (), "met", id="the name asked for"),
        pytest.param("srv", (), "met", id="another name, and no other machine"),
        pytest.param("webfornt", ("db-1",), "met", id="a slip in the name, among others"),
        pytest.param("srv", ("db-1",), "unmet", id="a name that tells nothing, among others"),
        pytest.param("web-front", ("db-1",), "met", id="the name asked for, among others"),
    ],
)
def test_a_wrong_name_costs_no_more_than_must_be(desk: Path, name: str, others: tuple[str, ...], outcome: str) -> None:
    good, checks = do_the_lab(name, others=others), catalogue()
    bench = Bench(load_rubric(desk / "my-lab.yaml", checks), checks)
    assert set(bench.outcomes(Example("x", load_chain(evidence_paths(good)))).values()) == {outcome}

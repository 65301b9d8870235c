"""From a loopback Azure to a grade: the real SDK, the real command, the same verdicts as from the evidence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.azure.readers.routes import LISTINGS
from bareme.evidence import Collection, Source
from bareme.reference.arm import Wire
from bareme.simulator import PERFECT, Plan, Subscription, do_lab
from tests.azure.arm_server import ArmServer, refuse, serving
from tests.labs import Grading

LISTS = {
    **{source: listing.kind.casefold() for source, listing in LISTINGS.items()},
    Source.SKUS: "microsoft.compute/skus",
    Source.ACTIVITY_LOG: "microsoft.insights/eventtypes/management/values",
}


def serve(server: ArmServer, collection: Collection) -> None:
    """Show a simulated subscription on the server, as Azure would."""
    home = f"/subscriptions/{collection.subscription_id}"
    items = {source: list(reading.items) for source, reading in collection.sources.items()}
    server.objects[home] = {"id": home, "subscriptionId": collection.subscription_id, "state": "Enabled"}
    server.lists[f"{home}/resourcegroups"] = items[Source.RESOURCE_GROUPS]
    for source, path in LISTS.items():
        server.lists[f"{home}/providers/{path}"] = items[source]
    for group in items[Source.RESOURCE_GROUPS]:
        inside = f"{group['id'].casefold()}/providers/microsoft.resources/deployments"
        server.lists[inside] = [one for one in items[Source.DEPLOYMENTS] if within(one, group)]
    for vm in [*items[Source.VIRTUAL_MACHINES], *items[Source.INSTANCE_VIEWS]]:
        server.objects[vm["id"].casefold()] = vm
    _nest(server, items[Source.GALLERIES], "images", items[Source.GALLERY_IMAGES])
    _nest(server, items[Source.GALLERY_IMAGES], "versions", items[Source.GALLERY_IMAGE_VERSIONS])
    _nest(server, items[Source.SCALE_SETS], "virtualmachines", items[Source.SCALE_SET_INSTANCES])
    server.graph.extend(dict(row) for row in items[Source.RESOURCE_CHANGES])


def _nest(server: ArmServer, parents: list[Any], name: str, children: list[Any]) -> None:
    for parent in parents:
        own = [one for one in children if within(one, parent)]
        server.lists[f"{parent['id'].casefold()}/{name}"] = own


def within(inner: Wire, outer: Wire) -> bool:
    return str(inner["id"]).casefold().startswith(f"{outer['id'].casefold()}/")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ArmServer]:
    with serving(ArmServer()) as running:
        monkeypatch.setenv("BAREME_ARM_ENDPOINT", running.url)
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path / "azure"))
        yield running


def student(number: int, plan: Plan = PERFECT) -> Collection:
    """A student whose subscription is his own, as it stands now: the log is asked for by today's clock."""
    return do_lab(Subscription(f"{number}1111111-2222-3333-4444-555555555555"), plan, "vms", checkpoints=False)[-1]


def outcomes(student_result: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["outcome"] for one in student_result["criteria"]}


def test_a_class_is_collected_and_graded_in_one_command(server: ArmServer, tmp_path: Path, grading: Grading) -> None:
    plans = {"E1": PERFECT, "E2": Plan(os_disk="Premium_LRS", zones=("1",)), "E3": PERFECT}
    shown = {name: student(number, plan) for number, (name, plan) in enumerate(plans.items(), 1)}
    for collection in shown.values():
        serve(server, collection)
    denied = shown["E3"].subscription_id
    server.fail(f"/subscriptions/{denied}", refuse(403, "AuthorizationFailed"))
    rows = "".join(f"{name},{collection.subscription_id}\n" for name, collection in shown.items())
    (tmp_path / "roster.csv").write_text(f"student_id,subscription_id\n{rows}", encoding="utf-8")

    assert main(["grade", str(tmp_path / "roster.csv"), "-r", "tp2-vm", "--out", str(tmp_path / "o"), "-q"]) == 0

    found = json.loads((tmp_path / "o" / "results.json").read_text(encoding="utf-8"))["students"]
    assert [one["status"] for one in found] == ["provisional", "provisional", "unreadable"]
    for result in found[:2]:
        direct = grading.grade([shown[result["id"]]])
        assert outcomes(result) == {one.criterion.id: one.outcome.value for one in direct.verdicts}
    assert server.verbs == {"GET", "POST"}
    assert {one.path for one in server.asked if one.method == "POST"} == {
        "/providers/Microsoft.ResourceGraph/resources"
    }
    assert sorted(path.name for path in (tmp_path / "o" / "evidence").iterdir()) == ["E1", "E2", "E3"]


def test_a_student_checks_his_own_subscription(server: ArmServer, tmp_path: Path) -> None:
    mine = student(1)
    serve(server, mine)
    results = tmp_path / "r.json"
    words = ["check", "-r", "tp2-vm", "--subscription", mine.subscription_id, "--json", str(results), "-q"]
    assert main(words) == 0
    assert json.loads(results.read_text(encoding="utf-8"))["students"][0]["score"] == 13.25


def test_a_subscription_that_does_not_exist_ends_with_3(server: ArmServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.fail("/subscriptions/9", refuse(404, "SubscriptionNotFound"))
    words = ["check", "-r", "tp2-vm", "--subscription", "91111111-2222-3333-4444-555555555555", "--lang", "en"]
    assert main([*words, "--fail-under", "10"]) == 3
    assert "does not exist, or this account sees nothing of it" in " ".join(capsys.readouterr().err.split())


def test_with_the_log_denied_nothing_is_unmet(server: ArmServer, tmp_path: Path) -> None:
    mine = student(1, Plan(members=(), instances=0, os_disk="Premium_LRS"))
    serve(server, mine)
    server.fail("eventtypes", refuse(403, "AuthorizationFailed"))
    results = tmp_path / "r.json"
    main(["check", "-r", "tp2-vm", "--subscription", mine.subscription_id, "--json", str(results), "-q"])
    found = outcomes(json.loads(results.read_text(encoding="utf-8"))["students"][0])
    assert "unmet" not in found.values()

"""The Azure CLI script: what is written, and what was run."""

from collections.abc import Sequence

import pytest

from bareme.evidence import Collection
from bareme.grading.assess import assess_one
from bareme.lab import Lab
from bareme.lab.provenance import Tool, deployed_by, maker
from bareme.simulator import PERFECT, Plan, Subscription, do_lab
from bareme.simulator.stories import MEMBERS
from bareme.submission import NOTHING, ScriptFile, Submission
from tests.labs import SUBSCRIPTION, Grading, lab_done

GOOD = """\
#!/bin/bash
RG=rg-tp2
az vm availability-set create -g $RG -n avset-tp2 --platform-fault-domain-count 2
az vm create -g $RG -n vm-win-1 --availability-set avset-tp2 --image "$IMAGE" --size Standard_B2s \\
   --admin-password 'Secret-123456'
for n in 1 2; do
  az vm create -g $RG -n vm-linux-$n --availability-set avset-tp2 --image Ubuntu2204 --generate-ssh-keys
done
"""
TWO = GOOD.replace("for n in 1 2", "for n in 1")
MORE = GOOD.replace("for n in 1 2", "for n in 1 2 3")

CASES = {
    "written and run": (PERFECT, [("scripts/ex2.sh", GOOD)], "met"),
    "one machine more than asked for": (PERFECT, [("scripts/ex2.sh", MORE)], "met"),
    "in a Markdown block": (PERFECT, [("notes.md", f"# Ex 2\n```bash\n{GOOD}```\n")], "met"),
    "run, but one machine is not in the script": (PERFECT, [("scripts/ex2.sh", TWO)], "partial"),
    "a set that was there": (PERFECT, [("ex2.sh", "\n".join(GOOD.splitlines()[3:]))], "met"),
    "a set that nobody makes": (PERFECT, [("ex2.sh", GOOD.replace("set create", "set show").replace("avset-", "s-"))],
                                "partial"),
    "written for another tool": (Plan(members=()), [("ex2.ps1", "New-AzVM -Name a")], "partial"),
    "run, no script": (PERFECT, [], "partial"),
    "written, not run": (Plan(members=()), [("scripts/ex2.sh", GOOD)], "partial"),
    "neither": (Plan(members=()), [("scripts/hello.sh", "echo hello")], "unmet"),
}  # fmt: skip


def judged(grading: Grading, collections: Sequence[Collection], submission: Submission) -> str:
    task = next(one for one in grading.tasks if one.criterion.id == "E2-05")
    assert task.check
    finding = assess_one(task, task.check, Lab.of(collections, None, submission))
    assert "Secret" not in str(finding.found)
    return finding.outcome.value


@pytest.mark.parametrize(("plan", "scripts", "outcome"), CASES.values(), ids=CASES)
def test_the_script(grading: Grading, plan: Plan, scripts: list[tuple[str, str]], outcome: str) -> None:
    submission = Submission(scripts=tuple(ScriptFile(name, text) for name, text in scripts))
    assert judged(grading, lab_done(plan), submission) == outcome


def test_after_the_resource_group_is_gone_the_log_still_tells(grading: Grading) -> None:
    gone = do_lab(Subscription(SUBSCRIPTION), PERFECT, "group", checkpoints=False)
    assert judged(grading, gone, Submission(scripts=(ScriptFile("ex2.sh", GOOD),))) == "met"


def test_who_made_what() -> None:
    lab = Lab.of(do_lab(Subscription(SUBSCRIPTION), checkpoints=False))
    tools = {vm.name: maker(vm, lab).tool for vm in lab.vms}
    assert {tools[one.name] for one in MEMBERS} == {Tool.CLI}
    assert {tool for name, tool in tools.items() if name.startswith("VM1-Windows")} == {Tool.PORTAL}


def test_without_a_repository_nobody_can_tell(grading: Grading) -> None:
    assert judged(grading, lab_done(), NOTHING) == "unverifiable"


@pytest.mark.parametrize(
    ("deployment", "tool"),
    [
        ("vm_deploy_5Yh2", Tool.CLI),
        ("CreateVm-MicrosoftWindowsServer.WindowsServer-202-20250607103033", Tool.PORTAL),
        ("Microsoft.VirtualNetwork-20250607103033", Tool.PORTAL),
        ("Microsoft.Template-20250607103033", Tool.TEMPLATE),
        ("azuredeploydisk", Tool.TEMPLATE),
    ],
)
def test_a_deployment_is_named_by_its_tool(deployment: str, tool: Tool) -> None:
    assert deployed_by(f"/subscriptions/s/providers/Microsoft.Resources/deployments/{deployment}") is tool

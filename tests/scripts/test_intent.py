"""What scripts mean to make, and what was made of it."""

import pytest

from bareme.lab import Lab
from bareme.scripts import Execution, Intent, Tool, compare_with_lab, intended, maker, read_script
from bareme.simulator import PERFECT, Subscription, do_lab
from bareme.simulator.stories import MEMBERS
from tests.scripts.reading import intent

SUBSCRIPTION = "11111111-1111-4111-8111-111111111111"
SET = "az vm availability-set create -n avset-tp2 -g rg\n"
LOOP = "for n in vm-win-1 vm-linux-1 vm-linux-2; do az vm create -n $n --availability-set avset-tp2; done\n"


def one_machine(options: str) -> object:
    return intent(f"az vm create -n a {options}").machines[0]


@pytest.mark.parametrize(
    ("image", "system"),
    [
        ("Win2016Datacenter", "windows"),
        ("MicrosoftWindowsServer:WindowsServer:2016-datacenter-gensecond:latest", "windows"),
        ("Ubuntu2204", "linux"),
        ("Debian11", "linux"),
        ("RHELRaw8LVMGen2", "linux"),
        ("SuseSles15SP3", "linux"),
        ("Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest", "linux"),
        ("/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/mine", ""),
        ("$(az image show -n x --query id -o tsv)", ""),
        ("", ""),
    ],
)
def test_an_image_tells_its_system(image: str, system: str) -> None:
    assert intent(f"az vm create -n a --image {image}".rstrip()).machines[-1].os == system


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SET + LOOP, 3),
        ("az vm create -n a --availability-set s --count 3", 3),
        ("az vm create -n a --availability-set s\naz vm create -n b --availability-set t", 1),
        ("az vm create -n a\naz vm create -n b", 0),
        ("for i in 1 2 3; do az vm create -n a$i --availability-set /subscriptions/x/availabilitySets/s; done", 3),
        ("for i in 1 2 3; do az vm create -n a$i --availability-set $S; done", 3),
    ],
)
def test_machines_in_a_set_are_counted_not_words(text: str, count: int) -> None:
    assert intent(text).in_a_set == count


def test_a_draft_and_the_final_script_make_a_machine_once() -> None:
    assert intent(SET + LOOP, LOOP).in_a_set == 3


def test_the_same_command_twice_in_one_script_is_told_twice() -> None:
    assert len(intent("az vm create -n a\naz vm create -n a").machines) == 2


def test_defaults_and_scale_sets() -> None:
    found = intent("az configure --defaults location=francecentral\naz vm create -n a\naz vmss create -n s\n"
                   "az vmss create -n t --instance-count 3")  # fmt: skip
    assert found.machines[0].location == "francecentral"
    assert [(one.name, one.instances) for one in found.scale_sets] == [("s", 2), ("t", 3)]


@pytest.mark.parametrize(
    ("command", "name", "fits"),
    [
        ("az vm create -n vm1", "VM1", True),
        ("az vm create -n vm1", "vm10", False),
        ("az vm create -n vm --count 3", "vm2", True),
        ("az vm create -n vm-$USER", "vm-salma", True),
        ("az vm create -n $N", "anything", False),
        ("az vm create", "", False),
        ("az vm create -n 'vm[1]'", "vm1", False),
    ],
)
def test_a_name_fits(command: str, name: str, fits: bool) -> None:
    assert intent(command).machines[0].fits(name) is fits


def executed(text: str, lab: Lab) -> Execution:
    return compare_with_lab(intended([read_script(text, "tp2.sh")]), lab)


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab.of(do_lab(Subscription(SUBSCRIPTION), checkpoints=False))


@pytest.mark.parametrize(
    ("text", "written", "run"),
    [
        pytest.param(SET + LOOP, True, True, id="script and execution"),
        pytest.param(LOOP, True, True, id="a set that was there"),
        pytest.param(SET, False, True, id="no machines in the script"),
        pytest.param("", False, True, id="execution without script"),
        pytest.param(LOOP.replace("avset-tp2", "other"), False, True, id="a set nobody makes"),
    ],
)
def test_both_sides_are_seen(lab: Lab, text: str, written: bool, run: bool) -> None:
    found = executed(text, lab)
    assert (found.is_written(3), found.was_run(3)) == (written, run)


def test_who_made_what(lab: Lab) -> None:
    found = executed(SET + LOOP, lab)
    assert found.tools == (Tool.CLI,)
    assert {proof.source.value for proof in found.proofs} == {"deployments"}
    assert [(one.machine.name, one.is_named) for one in found.machines] == [(one.name, True) for one in MEMBERS]
    assert {maker(vm, lab).tool for vm in lab.vms if vm.name.startswith("VM1-Windows")} == {Tool.PORTAL}


def test_after_the_resource_group_is_gone_the_log_still_tells() -> None:
    gone = Lab.of(do_lab(Subscription(SUBSCRIPTION), PERFECT, "group", checkpoints=False))
    assert executed(SET + LOOP, gone).was_run(3)


def test_a_lab_without_machines_was_not_run() -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.wait(days=1)
    found = executed(SET + LOOP, Lab.of([azure.collect("final")]))
    assert (found.is_written(3), found.was_run(3), found.proofs) == (True, False, ())


def test_another_tool_is_told() -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.wait(days=1)
    empty = Lab.of([azure.collect("final")])
    assert executed("New-AzVM -Name a", empty).is_otherwise
    assert not executed("", empty).is_otherwise
    assert isinstance(executed("", empty).intent, Intent)

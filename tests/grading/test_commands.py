"""The commands that are shown: complete, understood by our own reader of az, and worth what they promise.

A simulated subscription does what they say; whoever follows them one after the other ends with all that a machine can
give, wherever he began.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.content import bundled_rubrics, rubric_path
from bareme.evidence import Collection, Source
from bareme.grading.assess import assess, tasks
from bareme.grading.commands import LACKING, Command, command, commands
from bareme.grading.grade import Grade, grade
from bareme.grading.own_names import READ
from bareme.lab import Lab
from bareme.reference.arm import resource_name, resource_type
from bareme.rubric import load_rubric
from bareme.rubric.of_lab import FIELDS, ROOT
from bareme.rubric.of_student import SAMPLE
from bareme.rubric.parameters import filled, references
from bareme.scripts.model import AzCommand
from bareme.scripts.read import read_script
from bareme.simulator import PERFECT, Plan, Subscription, exercise_1, exercise_2, exercise_3
from tests.labs import SUBSCRIPTION, Grading

MOST = 60
"""Commands from nothing to the end; the lab has some twenty acts."""
Act = Callable[[Subscription, AzCommand], object]


def run(azure: Subscription, text: str) -> None:
    """Do what a command says, as our own reader of `az` understands it."""
    script = read_script(text, "shown.sh")
    assert script.warnings == (), (text, script.warnings)
    (one,) = script.commands
    assert not one.unresolved, text
    ACTS[one.group](azure, one)


def _create_vm(azure: Subscription, one: AzCommand) -> None:
    image = one.value("image")
    azure.cli_create_vm(
        one.value("name"),
        image=image.split(":")[2] if image.startswith("MicrosoftWindowsServer:") else image,
        size=one.value("size"),
        availability_set=one.value("availability-set") or None,
        location=one.value("location"),
        storage=one.value("storage-sku") or "Premium_LRS",
        zone=one.value("zone") or None,
    )


def _delete(azure: Subscription, one: AzCommand) -> None:
    for id_ in one.options["ids"]:
        if resource_type(id_).endswith("/virtualmachines"):
            azure.delete_vm(resource_name(id_))
        else:
            source = Source.DISKS if resource_type(id_).endswith("/disks") else Source.PUBLIC_IP_ADDRESSES
            azure.delete(source, resource_name(id_))


def _deallocate(azure: Subscription, one: AzCommand) -> None:
    for name in one.options.get("ids") or one.options["name"]:
        azure.deallocate(resource_name(name))


def _definition(azure: Subscription, one: AzCommand) -> None:
    gallery, name = one.value("gallery-name"), one.value("gallery-image-definition")
    id_ = azure.id_of("Microsoft.Compute/galleries/images", f"{gallery}/{name}")
    own = {"osState": one.value("os-state"), "osType": one.value("os-type"), "hyperVGeneration": "V2"}
    azure.put({"id": id_, "name": name, "type": "Microsoft.Compute/galleries/images", "properties": own})


def _version(azure: Subscription, one: AzCommand) -> None:
    parts = (one.value(name) for name in ("gallery-name", "gallery-image-definition", "gallery-image-version"))
    azure.capture_gallery_version(resource_name(one.value("virtual-machine")), "/".join(parts))


def _gallery(azure: Subscription, one: AzCommand) -> None:
    name = one.value("gallery-name")
    id_ = azure.id_of("Microsoft.Compute/galleries", name)
    azure.put({"id": id_, "name": name, "type": "Microsoft.Compute/galleries", "location": "francecentral"})


ACTS: Mapping[tuple[str, ...], Act] = {
    ("group", "create"): lambda azure, one: azure.ensure_group(one.value("name"), one.value("location")),
    ("vm", "create"): _create_vm,
    ("vm", "disk", "attach"): lambda azure, one: azure.attach_new_disk(one.value("vm-name")),
    ("vm", "resize"): lambda azure, one: azure.resize(one.value("name"), one.value("size")),
    ("vm", "deallocate"): _deallocate,
    ("vm", "delete"): _delete,
    ("resource", "delete"): _delete,
    ("vm", "auto-shutdown"): lambda azure, one: azure.auto_shutdown(one.value("name")),
    ("sig", "create"): _gallery,
    ("sig", "image-definition", "create"): _definition,
    ("sig", "image-version", "create"): _version,
    ("vm", "availability-set", "create"): lambda azure, one: azure.cli_availability_set(
        one.value("name"), location=one.value("location")
    ),
    ("vmss", "create"): lambda azure, one: azure.create_scale_set(
        one.value("name"), instances=int(one.value("instance-count")), location=one.value("location")
    ),
    ("vmss", "scale"): lambda azure, one: azure.scale(one.value("name"), int(one.value("new-capacity"))),
}


def nothing(azure: Subscription) -> None:
    del azure


def wrong_region(azure: Subscription) -> None:
    exercise_1(azure, Plan(location="westeurope", bigger="", capture="none", stop="none", data_disk_gb=0))


def wrong_machine(azure: Subscription) -> None:
    exercise_1(azure, Plan(size="Standard_D2s_v3", zones=("1",), os_disk="Premium_LRS", image="2022-datacenter-g2"))


def from_b2s(azure: Subscription) -> None:
    exercise_1(azure, Plan(size="Standard_B2s", bigger=""))


def deleted_too_early(azure: Subscription) -> None:
    machines, _ = exercise_1(azure, Plan(bigger="", capture="none", stop="none", data_disk_gb=0))
    azure.delete_vm(*machines)


def half_a_set(azure: Subscription) -> None:
    _, image = exercise_1(azure)
    exercise_2(azure, Plan(members=PERFECT.members[1:2]), image)


def too_few_instances(azure: Subscription) -> None:
    exercise_3(azure, Plan(instances=1))


BEGINNINGS = (nothing, wrong_region, wrong_machine, from_b2s, deleted_too_early, half_a_set, too_few_instances)


def looked_at(grading: Grading, kept: list[Collection]) -> tuple[Grade, Lab]:
    lab = Lab.of(tuple(kept))
    return grade(grading.rubric, assess(grading.tasks, lab)), lab


def most(grading: Grading) -> Decimal:
    """What a machine can give at the most."""
    return sum((one.points for one in grading.rubric.criteria if one.check and not one.question), Decimal(0))


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_who_follows_the_commands_ends_with_all_that_a_machine_can_give(
    grading: Grading, begin: Callable[[Subscription], object]
) -> None:
    azure, kept, done = Subscription(SUBSCRIPTION), [], []
    begin(azure)
    for number in range(MOST):
        azure.wait(minutes=45)
        kept.append(azure.collect(f"step{number}"))
        found, lab = looked_at(grading, kept)
        shown = commands(grading.tasks, found.verdicts, lab)
        steps = [one.criterion.id for one in found.verdicts if one.criterion.id in shown and one.criterion.points]
        if not steps:
            break
        done.append(f"{steps[0]}: {shown[steps[0]].text}")
        run(azure, shown[steps[0]].text)
    lacking = [one for one in found.verdicts if one.outcome in LACKING and one.criterion.points]
    told = {one.criterion.id: str(one.found) for one in lacking}
    assert (found.machine.low, told) == (most(grading), {}), "\n".join(done[-5:])


def test_every_command_of_a_bundled_rubric_names_only_what_there_is(grading: Grading) -> None:
    named = {name for task in grading.tasks for text in task.commands for _, name in references(text, ())}
    assert named <= {f"own.{one}" for one in FIELDS}


def test_every_name_that_a_rubric_may_use_is_read() -> None:
    assert set(READ) == set(FIELDS)


def test_no_command_is_shown_of_which_a_name_is_missing(grading: Grading) -> None:
    empty = Lab.of((Subscription(SUBSCRIPTION).collect(),))
    shown = {task.criterion.id: command(task, empty) for task in grading.tasks if task.commands}
    assert shown["E1-01"] == Command("az group create -n rg-tp2 -l francecentral", prepares=True)
    assert (shown["E1-20"], shown["H-02"]) == (None, None)
    assert [one.text for one in shown.values() if one and "${" in one.text] == []


SAMPLES = dict.fromkeys(FIELDS, "x") | {"image_options": "--specialized", "larger_size": "Standard_B2s"}
OF_ITS_OWN = {("group", "create"), ("group", "update"), ("tag", "update")}
"""Commands that are about a group itself, or name a whole id."""
SAID = ("az vm stop", "az asks", "az le demande")
"""What is named in a sentence, to be left alone."""


@pytest.mark.parametrize("name", bundled_rubrics())
def test_every_command_of_a_bundled_rubric_is_whole(checks: Catalogue, name: str) -> None:
    rubric = load_rubric(rubric_path(name), checks)
    for task in tasks(rubric, checks, own=SAMPLE):
        for text in (*task.commands, *task.first):
            shown = str(filled(text, {ROOT: SAMPLES}))
            script = read_script(shown, "shown.sh")
            assert (script.warnings, len(script.commands)) == ((), 1), (task.criterion.id, shown)
            (one,) = script.commands
            names = one.options.keys() & {"resource-group", "ids"}
            assert names or one.group in OF_ITS_OWN, f"{task.criterion.id}: in which group? {shown}"
            assert not one.unresolved, shown


@pytest.mark.parametrize("name", bundled_rubrics())
def test_hints_say_it_in_words_and_leave_commands_to_the_command(checks: Catalogue, name: str) -> None:
    rubric = load_rubric(rubric_path(name), checks)
    hints = [(one.id, text) for one in rubric.criteria for text in (one.hint or {}).values()]
    found = [(id_, hit) for id_, text in hints for hit in re.findall(r"\baz [a-z][a-z -]*[a-z]", text)]
    assert [(id_, hit) for id_, hit in found if not any(hit.startswith(one) for one in SAID)] == []

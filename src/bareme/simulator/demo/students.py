"""What each student of the demonstration class did, one short story each."""

from bareme.evidence import Collection, Source
from bareme.simulator import Member, Plan, Subscription, do_lab

Collections = list[Collection]


def everything_right(azure: Subscription) -> Collections:
    """Did the lab, and collected before each deletion."""
    return do_lab(azure)


def deleted_the_resource_group(azure: Subscription) -> Collections:
    """Did the lab, and deleted the whole resource group: only the records of the past are left."""
    return do_lab(azure, clean_up="group", checkpoints=False)


def chose_another_region(azure: Subscription) -> Collections:
    """Took West Europe, though nothing forbade France Central."""
    return do_lab(azure, Plan(location="westeurope"), checkpoints=False)


def kept_the_defaults(azure: Subscription) -> Collections:
    """Left the portal's size and its premium OS disk as they were."""
    plan = Plan(size="Standard_D2s_v3", bigger="Standard_D4s_v3", os_disk="Premium_LRS")
    return do_lab(azure, plan, checkpoints=False)


def one_zone_and_no_resize(azure: Subscription) -> Collections:
    """Chose zone 1 alone and did not mind a slow machine."""
    return do_lab(azure, Plan(zones=("1",), bigger=""), checkpoints=False)


def server_2019(azure: Subscription) -> Collections:
    """Took the image of another year."""
    return do_lab(azure, Plan(image="2019-datacenter-gensecond"), checkpoints=False)


def first_generation_still_billed(azure: Subscription) -> Collections:
    """Took the Gen1 image, and stopped the machine in a way that is still billed."""
    return do_lab(azure, Plan(image="2016-Datacenter", stop="power_off"), checkpoints=False)


def lost_the_machine(azure: Subscription) -> Collections:
    """Captured with “delete this machine afterwards” ticked."""
    return do_lab(azure, Plan(capture="managed", auto_delete=True), checkpoints=False)


def two_in_the_set(azure: Subscription) -> Collections:
    """Made two machines instead of three, the Windows one from the marketplace, and left the disks behind."""
    windows = Member(name="vm-windows", image="Win2016Datacenter", size="Standard_B2s")
    linux = Member(name="vm-linux", image="Ubuntu2204", size="Standard_B1s")
    return do_lab(azure, Plan(members=(windows, linux), tidy=False), checkpoints=False)


def all_alike(azure: Subscription) -> Collections:
    """Made three identical Linux machines, and a uniform scale set of two."""
    members = tuple(Member(name=f"vm{number}", image="Ubuntu2204") for number in (1, 2, 3))
    return do_lab(azure, Plan(members=members, mode="Uniform", instances=2), checkpoints=False)


def no_access(azure: Subscription) -> Collections:
    """Did the lab, and never gave the teacher the right to read."""
    do_lab(azure, checkpoints=False)
    return [azure.collect("final", denied=Source)]


def log_denied(azure: Subscription) -> Collections:
    """Did the lab; the right to read covers the resource group alone."""
    do_lab(azure, checkpoints=False)
    return [azure.collect("final", denied=[Source.ACTIVITY_LOG, Source.SKUS, Source.POLICY_ASSIGNMENTS])]


def did_nothing(azure: Subscription) -> Collections:
    """Has a subscription, and nothing in it."""
    azure.wait(days=1)
    return [azure.collect("final")]


def size_refused(azure: Subscription) -> Collections:
    """Azure did not sell B1s to this subscription; took a size that it did sell."""
    azure.restrict_size("Standard_B1s")
    azure.fail_create_vm("VM1-Windows", code="SkuNotAvailable", size="Standard_B1s")
    azure.wait(minutes=10)
    members = (
        Member(name="vm-win", size="Standard_B2als_v2"),
        Member(name="vm-ubuntu", image="Ubuntu2204", size="Standard_B2ats_v2"),
        Member(name="vm-debian", image="Debian12", size="Standard_B2ts_v2"),
    )
    return do_lab(azure, Plan(size="Standard_B2ats_v2", bigger="Standard_B2als_v2", members=members))


def still_at_work(azure: Subscription) -> Collections:
    """Built and stopped the machines of exercise 1; nothing deleted yet, nothing further done."""
    plan = Plan(members=(), instances=0)
    return do_lab(azure, plan, clean_up="none", checkpoints=False)

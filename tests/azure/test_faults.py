"""Every way Azure can fail, and what each source then says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bareme.azure import Settings, Target
from bareme.azure.collection.collect import collect_one
from bareme.evidence import Reading, Source, Status
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import SUB

TARGET = Target("E001", SUB)
DISKS = "Compute/disks"
HTML = "<html><body>Service unavailable</body></html>"
LATER = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)


def disks(settings: Settings) -> Reading:
    return collect_one(TARGET, settings).sources[Source.DISKS]


FINAL = {
    "forbidden": (arm.refuse(403, "AuthorizationFailed"), Status.DENIED, "AuthorizationFailed"),
    "wrong tenant": (
        arm.refuse(401, "InvalidAuthenticationTokenTenant"),
        Status.DENIED,
        "InvalidAuthenticationTokenTenant",
    ),
    "stale token": (arm.refuse(401, "ExpiredAuthenticationToken"), Status.DENIED, "ExpiredAuthenticationToken"),
    "no such list": (arm.refuse(404, "ResourceNotFound"), Status.FAILED, "ResourceNotFound"),
    "nothing found": (arm.refuse(404, "NotFound"), Status.FAILED, "NotFound"),
    "no such type": (
        arm.refuse(404, "InvalidResourceType", "… The supported api-versions are '2030-01-01'."),
        Status.FAILED,
        "InvalidResourceType",
    ),
    "no subscription in it": (arm.refuse(404, "MissingSubscription"), Status.FAILED, "MissingSubscription"),
    "no such group": (arm.refuse(404, "ResourceGroupNotFound"), Status.FAILED, "ResourceGroupNotFound"),
    "no such subscription": (arm.refuse(404, "SubscriptionNotFound"), Status.FAILED, "SubscriptionNotFound"),
    "web page 404": (arm.text(HTML, 404), Status.FAILED, "HTTP 404"),
    "not registered": (
        arm.refuse(409, "MissingSubscriptionRegistration"),
        Status.ABSENT,
        "MissingSubscriptionRegistration",
    ),
    "no provider": (arm.refuse(400, "NoRegisteredProviderFound"), Status.ABSENT, "NoRegisteredProviderFound"),
    "version withdrawn": (
        arm.refuse(400, "NoRegisteredProviderFound", "… The supported api-versions are '2030-01-01'."),
        Status.FAILED,
        "NoRegisteredProviderFound",
    ),
    "bad request": (arm.refuse(400, "BadRequest"), Status.FAILED, "BadRequest"),
    "wait 20 minutes": (
        arm.refuse(429, "TooManyRequests", headers={"Retry-After": "1200"}),
        Status.THROTTLED,
        "TooManyRequests",
    ),
    "wait until a date": (
        arm.refuse(429, "TooManyRequests", headers={"Retry-After": LATER}),
        Status.THROTTLED,
        "TooManyRequests",
    ),
    "wait without a time": (arm.refuse(429, "TooManyRequests"), Status.THROTTLED, "TooManyRequests"),
    "unavailable for long": (
        arm.refuse(503, "ServerTimeout", headers={"Retry-After": "900"}),
        Status.FAILED,
        "ServerTimeout",
    ),
    "server error": (arm.refuse(500, "InternalServerError"), Status.FAILED, "InternalServerError"),
    "web page 502": (arm.text(HTML, 502), Status.FAILED, "HTTP 502"),
    "web page 200": (arm.text(HTML), Status.FAILED, "NotAPage"),
    "cut JSON": (arm.text('{"value": [{"name": "d', kind="application/json"), Status.FAILED, "NotAPage"),
    "deep JSON": (arm.text("[" * 100_000, kind="application/json"), Status.FAILED, "NotAPage"),
    "items that are none": (arm.text('{"value": ["d"]}', kind="application/json"), Status.FAILED, "NotAPage"),
    "null": (arm.text("null", kind="application/json"), Status.FAILED, "NotAPage"),
    "moved": (arm.text("", 302), Status.FAILED, "HTTP 302"),
    "no content": (arm.text("", 204), Status.OK, ""),
    "hostile code": (arm.refuse(403, "say <b>hello</b> to canary"), Status.DENIED, "HTTP 403"),
    "reset": (arm.reset, Status.FAILED, "ConnectionLost"),
    "cut off": (arm.cut_off, Status.FAILED, "ConnectionLost"),
    "hang": (arm.hang, Status.FAILED, "TimedOut"),
    "drip": (arm.drip, Status.FAILED, "TimedOut"),
    "flood": (arm.flood, Status.FAILED, "TooLarge"),
    "endless": (arm.endless(), Status.FAILED, "TooManyPages"),
    "link elsewhere": (arm.page([{"name": "d"}], "https://evil.example/subscriptions/x"), Status.FAILED, "ForeignLink"),
    "link without scheme": (arm.page([{"name": "d"}], "//evil.example/x"), Status.FAILED, "ForeignLink"),
    "link that is none": (arm.page([{"name": "d"}], "string"), Status.FAILED, "ForeignLink"),
    "link to another student": (
        arm.page([{"name": "d"}], "/subscriptions/another/providers/x"),
        Status.FAILED,
        "ForeignLink",
    ),
    "link upwards": (arm.page([{"name": "d"}], f"/subscriptions/{SUB}/%2e%2e/another"), Status.FAILED, "ForeignLink"),
    "link in a loop": (
        arm.page([{"name": "d"}], f"/subscriptions/{SUB}/providers/Microsoft.Compute/disks"),
        Status.FAILED,
        "LoopingNextLink",
    ),
}


@pytest.mark.parametrize(("reply", "status", "error"), FINAL.values(), ids=FINAL.keys())
def test_one_source_fails_alone(
    signed_in: ArmServer, settings: Settings, reply: arm.Reply, status: Status, error: str
) -> None:
    signed_in.fail(DISKS, reply)
    sources = collect_one(TARGET, settings).sources
    assert (sources[Source.DISKS].status, sources[Source.DISKS].error) == (status, error)
    others = {reading.status for source, reading in sources.items() if source is not Source.DISKS}
    assert others == {Status.OK}


PASSING = {
    "server error": arm.refuse(500, "InternalServerError"),
    "unavailable": arm.refuse(503, "ServerTimeout"),
    "wait a second": arm.refuse(429, "TooManyRequests", headers={"Retry-After": "1"}),
    "wait milliseconds": arm.refuse(429, "TooManyRequests", headers={"x-ms-retry-after-ms": "20"}),
    "wait": arm.refuse(429, "TooManyRequests"),
    "stale token": arm.refuse(401, "ExpiredAuthenticationToken"),
    "reset": arm.reset,
    "cut off": arm.cut_off,
    "hang": arm.hang,
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING.keys())
def test_what_fails_in_passing_is_asked_again(signed_in: ArmServer, settings: Settings, reply: arm.Reply) -> None:
    signed_in.fail(DISKS, reply, times=1)
    assert len(disks(settings).items) == 7


def test_retry_after_is_obeyed_by_the_whole_provider(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail(DISKS, arm.refuse(429, "TooManyRequests", headers={"Retry-After": "1"}), times=1)
    started = datetime.now(UTC)
    assert disks(settings).status is Status.OK
    assert datetime.now(UTC) - started >= timedelta(seconds=1)


def test_pages_before_a_failure_are_kept(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.page_size = 3
    signed_in.fail(r"disks.*skiptoken=6", arm.refuse(403, "AuthorizationFailed"))
    reading = disks(settings)
    assert (reading.status, len(reading.items)) == (Status.DENIED, 6)


def test_what_vanishes_half_way_is_not_absent(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.page_size = 3
    signed_in.fail(r"disks.*skiptoken=3", arm.refuse(404, "ResourceNotFound"))
    assert disks(settings).status is Status.FAILED


def test_what_hangs_on_a_refused_source_is_refused_too(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail("Compute/galleries", arm.refuse(403, "AuthorizationFailed"))
    signed_in.fail("virtualMachineScaleSets[?]", arm.refuse(404, "ResourceNotFound"))
    signed_in.fail("dataCollectionRules[?]", arm.refuse(409, "MissingSubscriptionRegistration"))
    sources = collect_one(TARGET, settings).sources
    assert sources[Source.GALLERY_IMAGE_VERSIONS].status is Status.DENIED
    assert sources[Source.SCALE_SET_INSTANCES].status is Status.FAILED
    assert sources[Source.DATA_COLLECTION_RULE_ASSOCIATIONS].status is Status.OK


CHILDREN = {
    "galleries/g/images/win/versions": Source.GALLERY_IMAGE_VERSIONS,
    "galleries/g/images[?]": Source.GALLERY_IMAGES,
    "virtualMachineScaleSets/u/virtualMachines": Source.SCALE_SET_INSTANCES,
    "virtualMachines/vm-set[?]": Source.INSTANCE_VIEWS,
    "dataCollectionRules/r/associations": Source.DATA_COLLECTION_RULE_ASSOCIATIONS,
    "resourceGroups/RG-TP2/.*deployments": Source.DEPLOYMENTS,
}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ResourceNotFound", Status.OK),
        ("NotFound", Status.OK),
        ("ParentResourceNotFound", Status.OK),
        ("ResourceGroupNotFound", Status.OK),
        ("InvalidResourceType", Status.FAILED),
        ("SubscriptionNotFound", Status.FAILED),
    ],
)
def test_a_child_that_vanished_is_not_there(
    signed_in: ArmServer, settings: Settings, code: str, status: Status
) -> None:
    for pattern in CHILDREN:
        signed_in.fail(pattern, arm.refuse(404, code))
    sources = collect_one(TARGET, settings).sources
    found = {source: sources[source].status for source in CHILDREN.values()}
    late = {Source.DEPLOYMENTS: status if code == "ResourceGroupNotFound" else Status.FAILED}
    assert found == {**dict.fromkeys(CHILDREN.values(), status), **late}


NEVER_ABSENT = {
    f"{SUB}[?]": Source.SUBSCRIPTION,
    "resourcegroups[?]": Source.RESOURCE_GROUPS,
    "eventtypes": Source.ACTIVITY_LOG,
    "ResourceGraph": Source.RESOURCE_CHANGES,
    "statusOnly": Source.VM_STATUSES,
    "skus": Source.SKUS,
}


@pytest.mark.parametrize(("pattern", "source"), NEVER_ABSENT.items())
@pytest.mark.parametrize("code", ["NotFound", "ResourceNotFound", "ResourceGroupNotFound", "MissingSubscription"])
def test_the_log_the_subscription_and_what_is_at_its_top_are_never_absent(
    signed_in: ArmServer, settings: Settings, pattern: str, source: Source, code: str
) -> None:
    signed_in.fail(pattern, arm.refuse(404, code))
    reading = collect_one(TARGET, settings).sources[source]
    assert (reading.status, reading.error) == (Status.FAILED, code)


@pytest.mark.parametrize("source", [Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES])
def test_a_record_of_the_past_is_there_whoever_is_registered(
    signed_in: ArmServer, settings: Settings, source: Source
) -> None:
    signed_in.fail("eventtypes|ResourceGraph", arm.refuse(409, "MissingSubscriptionRegistration"))
    assert collect_one(TARGET, settings).sources[source].status is Status.FAILED


def test_a_group_that_azure_says_is_gone_holds_nothing(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail("resourceGroups/RG-TP2", arm.refuse(404, "ResourceGroupNotFound"))
    sources = collect_one(replace(TARGET, resource_group="RG-TP2"), settings).sources
    read = {Source.SUBSCRIPTION, Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES, Source.SKUS}
    assert {source for source, reading in sources.items() if reading.status is Status.OK} >= read
    lists = (Source.RESOURCE_GROUPS, Source.VIRTUAL_MACHINES, Source.DISKS, Source.DEPLOYMENTS)
    assert {sources[source].status for source in lists} == {Status.ABSENT}


def test_one_refused_group_leaves_the_deployments_of_the_others(signed_in: ArmServer, settings: Settings) -> None:
    home = f"/subscriptions/{SUB}"
    signed_in.lists[f"{home}/resourcegroups"].insert(0, {"id": f"{home}/resourceGroups/x", "name": "x"})
    signed_in.fail("resourceGroups/x/.*deployments", arm.refuse(403, "AuthorizationFailed"))
    reading = collect_one(TARGET, settings).sources[Source.DEPLOYMENTS]
    assert (reading.status, len(reading.items)) == (Status.DENIED, 1)


@pytest.mark.parametrize(
    ("reply", "status", "error"),
    [
        (arm.refuse(404, "SubscriptionNotFound"), Status.FAILED, "SubscriptionNotFound"),
        (arm.refuse(401, "InvalidAuthenticationTokenTenant"), Status.DENIED, "InvalidAuthenticationTokenTenant"),
        (arm.hang, Status.FAILED, "TimedOut"),
    ],
)
def test_a_hopeless_subscription_is_not_asked_thirty_times(
    signed_in: ArmServer, settings: Settings, reply: arm.Reply, status: Status, error: str
) -> None:
    signed_in.fail(".", reply)
    sources = collect_one(TARGET, settings).sources
    assert {(reading.status, reading.error) for reading in sources.values()} == {(status, error)}
    assert set(sources) == set(Source)
    assert len(signed_in.asked) <= 3


def test_refused_everywhere_is_denied_everywhere(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail(f"{SUB}", arm.refuse(403, "AuthorizationFailed"))
    signed_in.graph = []
    sources = collect_one(TARGET, settings).sources
    assert {reading.status for source, reading in sources.items() if source is not Source.SKUS} == {Status.DENIED}
    assert sources[Source.RESOURCE_CHANGES].status is Status.DENIED


def test_nobody_listens(signed_in: ArmServer, settings: Settings) -> None:
    nowhere = replace(settings, arm_endpoint="http://127.0.0.1:9")
    assert {reading.error for reading in collect_one(TARGET, nowhere).sources.values()} == {"NoConnection"}


def test_a_students_time_is_bounded(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail("providers/Microsoft.Compute", arm.hang)
    short = replace(settings.limits, request_seconds=20.0, deadline_seconds=1.0)
    started = datetime.now(UTC)
    sources = collect_one(TARGET, replace(settings, limits=short)).sources
    assert datetime.now(UTC) - started < timedelta(seconds=4)
    assert sources[Source.DISKS].error == "Deadline"
    assert sources[Source.VIRTUAL_NETWORKS].status is Status.OK


def test_the_bearer_stays_at_home(signed_in: ArmServer, settings: Settings, bare_server: ArmServer) -> None:
    signed_in.fail(DISKS, arm.page([], f"{bare_server.url}/subscriptions/{SUB}/steal"))
    signed_in.fail("Compute/images", arm.page([], f"https://127.0.0.1:{signed_in.port}/subscriptions/{SUB}/x"))
    sources = collect_one(TARGET, settings).sources
    assert (sources[Source.DISKS].error, sources[Source.IMAGES].error) == ("ForeignLink", "ForeignLink")
    assert bare_server.asked == []


def test_questions_are_bounded(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.delay = 0.02
    limits = replace(settings.limits, per_subscription=3)
    collect_one(TARGET, replace(settings, limits=limits))
    assert signed_in.most_at_once <= 3 + 1, "three, and the query of Resource Graph"


def test_an_activity_log_that_knows_no_select_is_read_whole(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail("eventtypes.*select=", arm.refuse(400, "BadRequest"))
    reading = collect_one(TARGET, settings).sources[Source.ACTIVITY_LOG]
    assert (reading.status, len(reading.items)) == (Status.OK, 120)

"""Collecting a class: bareme, a bare aiohttp client and the SDK's typed calls, against one slow server.

    python bench/collect.py --subscriptions 500 --delay 0.1

Every contender runs in a process of its own and sends the same requests: those that bareme sends. The server is
a fourth process. The typed contender uses a typed call for every one of them; what azure-mgmt-compute has no call
for goes through azure-mgmt-resource's `resources.list`.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import aiohttp
import requests
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.core.pipeline.transport import RequestsTransport
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient
from requests.adapters import HTTPAdapter

from bareme.azure import RequestLimits, Settings, Target
from bareme.azure.collection.collect import collect_many, collect_one
from bareme.evidence import Collection, Status, write_collection

SUB = "00000000-0000-4000-8000-{:012d}"
VM_COUNT = 4


def main() -> int:
    options = _options()
    if options.contender:
        print(json.dumps(CONTENDERS[options.contender](options)))
        return 0
    server = subprocess.Popen(
        [sys.executable, __file__, "--contender", "server", "--delay", str(options.delay)], stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    port = int(server.stdout.readline())
    try:
        _compare(options, port)
    finally:
        server.kill()
        server.wait()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=int, default=500)
    parser.add_argument("--delay", type=float, default=0.1)
    parser.add_argument("--students", type=int, default=RequestLimits().students, help="students at a time")
    parser.add_argument("--write", action="store_true", help="write the evidence files too")
    parser.add_argument("--contender", choices=sorted(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--only", help="run one contender")
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _compare(options: argparse.Namespace, port: int) -> None:
    names = [options.only] if options.only else ["bareme", "bare", "typed"]
    results = {}
    for name in names:
        words = ["--contender", name, "--port", str(port), "--subscriptions", str(options.subscriptions)]
        words += [
            "--students",
            str(options.students),
            "--delay",
            str(options.delay),
            *(["--write"] if options.write else []),
        ]
        done = subprocess.run(
            [sys.executable, __file__, *words], stdout=subprocess.PIPE, check=True, env=_environment(port)
        )
        results[name] = json.loads(done.stdout)
        print(
            "{name:8} {wall:7.2f} s wall {cpu:7.2f} s cpu {requests:7d} requests {rss:5.0f} MB".format(
                name=name, **results[name]
            )
        )
    if len(results) == 3:
        ours = results["bareme"]["wall"]
        print(f"bareme / bare  = {ours / results['bare']['wall']:.2f}   (aim: at most 1.5)")
        print(f"typed / bareme = {results['typed']['wall'] / ours:.2f}   (aim: at least 2)")


def _environment(port: int) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AZURE_")}
    return clean | {"IDENTITY_ENDPOINT": f"http://127.0.0.1:{port}/msi/token", "IDENTITY_HEADER": "x"}


def measured(requests: int, started: tuple[float, float]) -> dict[str, Any]:
    wall, cpu = started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "requests": requests, "rss": peak}


def now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


# --- the contenders


def bareme(options: argparse.Namespace) -> dict[str, Any]:
    targets = [Target(f"E{number:05}", SUB.format(number)) for number in range(options.subscriptions)]
    settings = Settings(
        arm_endpoint=f"http://127.0.0.1:{options.port}", limits=RequestLimits(students=options.students)
    )
    bad: list[str] = []
    collect_many(targets[:1], settings, lambda *_: None)  # imports are not what is measured
    with tempfile.TemporaryDirectory() as folder:

        def on_done(target: Target, collection: Collection) -> None:
            bad.extend(s.value for s, reading in collection.sources.items() if reading.status is not Status.OK)
            if options.write:
                write_collection(Path(folder) / target.key, collection)

        started = now()
        summary = collect_many(targets, settings, on_done)
        result = measured(summary.requests, started)
    assert not bad, sorted(set(bad))
    return result


def bare(options: argparse.Namespace) -> dict[str, Any]:
    questions = _questions(options.port)

    async def everything() -> dict[str, Any]:
        throttle = asyncio.Semaphore(256)
        sent = 0
        headers = {"Authorization": "Bearer x", "Accept": "application/json"}
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256), headers=headers) as session:

            async def ask(method: str, path: str, body: str | None) -> None:
                nonlocal sent
                async with (
                    throttle,
                    session.request(method, f"http://127.0.0.1:{options.port}{path}", data=body) as response,
                ):
                    json.loads(await response.read())
                    sent += 1

            started = now()
            waiting = iter(range(options.subscriptions))

            async def work() -> None:
                for number in waiting:
                    sub = SUB.format(number)
                    mine = [(m, path.replace("@SUB@", sub), b and b.replace("@SUB@", sub)) for m, path, b in questions]
                    await asyncio.gather(*(ask(*one) for one in mine))

            await asyncio.gather(*(work() for _ in range(options.students)))
            return measured(sent, started)

    return asyncio.run(everything())


def _questions(port: int) -> list[tuple[str, str, str | None]]:
    """What bareme asks for one subscription, as the server saw it."""
    sub = SUB.format(10**9)
    collect_one(Target("x", sub), Settings(arm_endpoint=f"http://127.0.0.1:{port}"))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/asked?{sub}") as answer:
        asked = json.loads(answer.read())
    return [(method, path.replace(sub, "@SUB@"), body.replace(sub, "@SUB@") or None) for method, path, body in asked]


class Bearer(SansIOHTTPPolicy[Any, Any]):
    def on_request(self, request: Any) -> None:
        request.http_request.headers["Authorization"] = "Bearer x"


def typed(options: argparse.Namespace) -> dict[str, Any]:
    session = requests.Session()
    session.mount("http://", HTTPAdapter(pool_maxsize=64))
    base = f"http://127.0.0.1:{options.port}"
    count = len(_questions(options.port))

    def student(number: int) -> int:
        transport = RequestsTransport(session=session, session_owner=False)
        credential: Any = object()
        words: Any = {"base_url": base, "authentication_policy": Bearer(), "transport": transport}
        compute = ComputeManagementClient(credential, SUB.format(number), **words)
        resources = ResourceManagementClient(credential, SUB.format(number), **words)
        calls = _typed_calls(compute, resources)
        calls += [lambda: resources.resources.list(filter="resourceType eq 'x'")] * (count - len(calls))
        for call in calls:
            found = call()
            if hasattr(found, "__next__") or hasattr(found, "by_page"):
                list(found)
        return len(calls)

    student(0)
    started = now()
    with ThreadPoolExecutor(64) as pool:
        sent = sum(pool.map(student, range(options.subscriptions)))
    return measured(sent, started)


def _typed_calls(compute: Any, resources: Any) -> list[Callable[[], Any]]:
    machines, group = compute.virtual_machines, "rg"
    views = [lambda name=f"vm{n}": machines.get(group, name, expand="instanceView") for n in range(2)]
    return [
        machines.list_all,
        lambda: machines.list_all(status_only="true"),
        compute.disks.list,
        compute.snapshots.list,
        compute.images.list,
        compute.galleries.list,
        compute.availability_sets.list_by_subscription,
        compute.virtual_machine_scale_sets.list_all,
        lambda: compute.virtual_machine_scale_set_vms.list(group, "u", expand="instanceView"),
        lambda: compute.gallery_images.list_by_gallery(group, "g"),
        lambda: compute.gallery_image_versions.list_by_gallery_image(group, "g", "win"),
        lambda: compute.resource_skus.list(filter="location eq 'francecentral'"),
        resources.resource_groups.list,
        *views,
    ]


# --- the server


def server(options: argparse.Namespace) -> dict[str, Any]:
    asyncio.run(_serve(options.delay))
    return {}


async def _serve(delay: float) -> None:
    loop = asyncio.get_running_loop()
    served = await loop.create_server(lambda: Peer(loop, delay), "127.0.0.1", 0, backlog=1024)
    print(served.sockets[0].getsockname()[1], flush=True)
    await served.serve_forever()


class Peer(asyncio.Protocol):
    """HTTP/1.1 as far as the contenders speak it: one request at a time on a connection."""

    def __init__(self, loop: asyncio.AbstractEventLoop, delay: float) -> None:
        self._loop, self._delay, self._buffer = loop, delay, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        self._buffer = b""
        method, path, _ = head.decode().split(" ", 2)
        if path.startswith("/asked"):
            self._transport.write(_http(json.dumps(_asked(path.partition("?")[2])).encode()))
            return
        ASKED.append((method, path, body.decode()))
        self._loop.call_later(self._delay, self._transport.write, _response(path))


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def _response(path: str) -> bytes:
    parts = path.partition("?")[0].rstrip("/").casefold().split("/")
    sub = parts[2] if len(parts) > 2 and parts[1] == "subscriptions" else ""
    kind = "statuses" if "statusonly" in path.casefold() else "expand" if parts[-2] == "virtualmachines" else parts[-1]
    body = BODIES.get(kind, BODIES[""]).replace(b"@SUB@", sub.encode())
    return _http(body)


def _http(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def _asked(sub: str) -> list[tuple[str, str, str]]:
    found = [one for one in ASKED if sub in one[1] or sub in one[2]]
    ASKED.clear()
    return found


def _vm(number: int) -> dict[str, Any]:
    home = "/subscriptions/@SUB@/resourceGroups/rg/providers/Microsoft"
    member = {"availabilitySet": {"id": f"{home}.Compute/availabilitySets/set"}} if number < 2 else {}
    image = {
        "publisher": "Canonical",
        "offer": "0001-com-ubuntu-server-jammy",
        "sku": "22_04-lts-gen2",
        "version": "latest",
    }
    disk = {
        "osType": "Linux",
        "createOption": "FromImage",
        "caching": "ReadWrite",
        "diskSizeGB": 30,
        "deleteOption": "Detach",
    }
    properties = {
        "vmId": f"vmid-{number}",
        "hardwareProfile": {"vmSize": "Standard_B1s"},
        "storageProfile": {"imageReference": image, "osDisk": disk, "dataDisks": []},
        "osProfile": {
            "computerName": f"vm{number}",
            "adminUsername": "x",
            "linuxConfiguration": {"provisionVMAgent": True},
        },
        "networkProfile": {"networkInterfaces": [{"id": f"{home}.Network/networkInterfaces/nic{number}"}]},
        "provisioningState": "Succeeded",
    }
    return {
        "id": f"{home}.Compute/virtualMachines/vm{number}",
        "name": f"vm{number}",
        "location": "francecentral",
        "properties": properties | member,
    }


def _bodies() -> dict[str, bytes]:
    home = "/subscriptions/@SUB@/resourceGroups/rg/providers/Microsoft"
    running = {"instanceView": {"statuses": [{"code": "PowerState/running"}]}}
    body = json.dumps({"properties": _vm(0)["properties"]})
    events = [
        {
            "caller": "a@b.example",
            "claims": {"appid": "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"},
            "operationName": {"value": "Microsoft.Compute/virtualMachines/write"},
            "status": {"value": "Accepted"},
            "eventTimestamp": "2026-11-20T10:00:00.1234567Z",
            "resourceId": _vm(0)["id"],
            "properties": {"responseBody": body},
        }
        for _ in range(10)
    ]
    lists: dict[str, list[Any]] = {
        "": [],
        "virtualmachines": [_vm(number) for number in range(VM_COUNT)],
        "statuses": [
            {"id": _vm(number)["id"], "name": f"vm{number}", "properties": running} for number in range(VM_COUNT)
        ],
        "resourcegroups": [{"id": "/subscriptions/@SUB@/resourceGroups/rg", "name": "rg", "location": "francecentral"}],
        "galleries": [{"id": f"{home}.Compute/galleries/g", "name": "g", "location": "francecentral"}],
        "virtualmachinescalesets": [
            {"id": f"{home}.Compute/virtualMachineScaleSets/u", "name": "u", "location": "francecentral"}
        ],
        "values": events,
        "skus": [
            {"resourceType": "virtualMachines", "name": f"Standard_B{n}s", "locations": ["francecentral"]}
            for n in range(20)
        ],
    }
    pages = {kind: json.dumps({"value": items}).encode() for kind, items in lists.items()}
    image = {"value": [{"id": f"{home}.Compute/galleries/g/images/win", "name": "win", "location": "francecentral"}]}
    token = {"access_token": "x", "expires_on": str(int(time.time()) + 86400), "token_type": "Bearer", "resource": "x"}
    return pages | {
        "images": json.dumps(image).encode(),
        "expand": json.dumps(_vm(0)).encode(),
        "token": json.dumps(token).encode(),
        "resources": json.dumps({"data": [], "value": []}).encode(),
    }


ASKED: list[tuple[str, str, str]] = []
BODIES = _bodies()
CONTENDERS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "bareme": bareme,
    "bare": bare,
    "typed": typed,
    "server": server,
}

if __name__ == "__main__":
    sys.exit(main())

"""How long a step of marking takes: `python bench/mark.py N DIR` marks question after question over loopback."""

import http.client
import json
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from class_of import write_class

from bareme.simulator.demo.hand_ins import HandIn

STEPS = 150


class Visit:
    """A browser as far as it matters: one connection, one cookie."""

    def __init__(self, address: str) -> None:
        host, _, path = address.removeprefix("http://").partition("/")
        self._line = http.client.HTTPConnection(host)
        self._cookie = ""
        self._line.request("GET", f"/{path}")
        answer = self._line.getresponse()
        answer.read()
        self._cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]

    def get(self, path: str) -> str:
        return self._asked("GET", path, None)[1]

    def post(self, path: str, fields: list[tuple[str, str]]) -> str:
        """What comes after it, as a browser follows."""
        target, _ = self._asked("POST", path, urlencode(fields))
        return self.get(target)

    def _asked(self, method: str, path: str, body: str | None) -> tuple[str, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._line.request(method, path, body, {"Cookie": self._cookie, **kind})
        answer = self._line.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            raise SystemExit(f"{answer.status} {path}: {text[:300]}")
        return answer.getheader("Location") or "", text


def main(size: int, folder: Path) -> None:
    out = folder / "run"
    if not (out / "results.json").exists():
        write_class(size, folder)
        for number in range(size):
            HandIn(number, strength=3 + (number * 3) % 7).write(folder / "repos" / f"S{number:06}")
        words = ["grade", folder / "roster.csv", "-r", "tp2-vm", "--out", out, "--evidence", folder / "evidence"]
        words += ["--repos", folder / "repos", "--offline", "--allow-shared", "-q"]
        subprocess.run([sys.executable, "-m", "bareme", *map(str, words)], check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "bareme", "mark", str(out), "--no-browser", "--lang", "en"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        measured(server, size)
    finally:
        server.kill()


def measured(server: subprocess.Popen[str], size: int) -> None:
    """Mark, and print how long it took."""
    assert server.stdout is not None
    started = time.perf_counter()
    visit = Visit(server.stdout.readline().strip())
    page = visit.get("/q/E1-05")
    first = time.perf_counter() - started
    took = sorted(step for name in ("E1-05", "E1-10", "E1-18", "E2-07", "E3-02") for step in steps(visit, name))
    server.send_signal(signal.SIGINT)
    ended = time.perf_counter()
    server.wait()
    told = {
        "students": size, "first page, s": round(first, 2), "bytes of a page": len(page), "steps": len(took),
        "median, ms": round(1000 * statistics.median(took)), "95 %, ms": round(1000 * took[len(took) * 95 // 100]),
        "longest, ms": round(1000 * max(took)), "all graded after, s": round(time.perf_counter() - ended, 1),
    }  # fmt: skip
    print(json.dumps(told, indent=2))


def steps(visit: Visit, name: str) -> list[float]:
    """Mark a question's groups one by one; how long each took until the next one was there."""
    page, took = visit.get(f"/q/{name}"), []
    for number in range(STEPS // 5):
        form = page[page.find('id="decide"') :]
        fields = re.findall(
            r'name="(csrf_token|criterion|group|mode|kind|member)" value="([^"]*)"', form.partition("</form>")[0]
        )
        if not fields:
            break
        started = time.perf_counter()
        page = visit.post("/mark", [*fields, ("points", "0.25"), ("comment", f"seen {number}")])
        took.append(time.perf_counter() - started)
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

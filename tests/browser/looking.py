"""How tests look at a page: a window of some size, in light or dark, and what axe finds in it."""

import json
from typing import Any

from selenium.webdriver import Chrome

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sized(browser: Chrome, width: int, height: int = 900, scheme: str = "light") -> None:
    """Give the window a size and a colour scheme, on the screen."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})


def barriers(browser: Chrome, axe: str) -> list[tuple[str, Any, Any]]:
    """What axe finds on the page that is open: the rule, where, and why."""
    browser.execute_script(axe)
    run = "axe.run({runOnly: arguments[0]}).then(found => arguments[1](JSON.stringify(found.violations)))"
    violations: list[dict[str, Any]] = json.loads(browser.execute_async_script(run, TAGS))
    return [(one["id"], node["target"], node.get("failureSummary")) for one in violations for node in one["nodes"]]

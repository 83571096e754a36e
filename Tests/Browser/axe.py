"""axe-core, with the rules of WCAG 2.2 at A and AA and its best practices."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page as Tab

OPTIONS = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
    ],
    "resultTypes": ["violations"],
}  # fmt: skip


def violations(tab: Tab) -> list[str]:
    """What axe finds wrong, one line for each element."""
    tab.evaluate(AXE_SCRIPT)
    found = tab.evaluate(f"axe.run({json.dumps(OPTIONS)}).then(({{violations}}) => violations)")
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}:"
        f" {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]

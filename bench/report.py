"""The page that says what was measured, where, with which command, and against which target."""

import os
import platform
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

from measuring import Figure


def machine() -> list[str]:
    """What another person needs to know to judge the figures."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.+)"', Path("/etc/os-release").read_text())
    return [
        f"{os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}), "
        f"{int(memory[1]) / 1e6:.0f} GB of memory",
        f"{system[1]}, Linux {platform.release().split('-')[0]}",
        ", ".join(filter(None, (version(command) for command in VERSIONS))),
        f"Load before the run: {os.getloadavg()[0]:.1f}. Everything, load generator and servers, "
        "ran on this one machine.",
    ]


VERSIONS = [
    ["swift", "--version"], ["/usr/sbin/nginx", "-v"], ["hugo", "version"], ["wrk", "-v"],
]


def version(command: list[str]) -> str | None:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except OSError:
        return None
    pattern = r"(Swift version|nginx/|hugo v|wrk)\s*(?:debian/)?(\d[\d.]*)"
    found = re.search(pattern, ran.stdout + ran.stderr)
    return f"{found[1].replace(' version', '').strip('/ v')} {found[2]}" if found else None


def table(figures: list[Figure]) -> str:
    rows = ["| figure | measured | target | reached |", "|---|---|---|---|"]
    words = {True: "yes", False: "**no**", None: ""}
    for figure in figures:
        cells = [figure.what, figure.measured, figure.target or "", words[figure.reached]]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def page(figures: list[Figure], notes: list[str], command: str, about: list[str]) -> str:
    day = datetime.now(timezone.utc).strftime("%Y-%m-%d")
    missed = sum(figure.reached is False for figure in figures)
    summary = f"{missed} targets were missed." if missed else "Every target was reached."
    return f"""# Measurements

Measured on {day} with `{command}`, which wrote this page. {summary}

{bullets(about)}

{table(figures)}

Where two programs are compared, they took turns in one run, and the figure is the median of the
rounds. Times are wall time of the whole process; memory is its peak as the kernel counts it. Hugo
makes the same text with templates of the same parts, and writes it uncompressed to files; Hoofbeat
compresses every page twice (gzip and brotli) and keeps it in memory. nginx sends a file with the
same bytes and the same headers. [bench/](../bench) holds all of it.

## The single rounds

{bullets(notes)}
"""


def bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)

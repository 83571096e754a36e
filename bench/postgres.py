"""Ratings on PostgreSQL: how many become durable in a second, beside pgbench with one such insert."""

import os
import re
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from measuring import PAGE, PROJECT, Figure, Settings
from programs import fetch, free_port, median, run
from rating import kept, places, rate

# The statement of the store, with a reader who never rated before.
INSERT = """\\set page random(0, 599)
\\set reader random(1, 9000000000000000000)
\\set mark random(1, 5)
INSERT INTO ratings (item, rater, mark, answered, missing, market, language, given)
    VALUES ('page-' || :page, sha256(int8send(:reader)), :mark, 'yes', NULL, 'int', 'en', 0)
    ON CONFLICT (item, rater) DO UPDATE SET mark = excluded.mark, answered = excluded.answered,
        missing = excluded.missing, market = excluded.market, language = excluded.language,
        given = excluded.given;
"""


def ratings(settings: Settings) -> list[Figure]:
    # Everything is synced to the disk on either side.
    os.environ.setdefault("HOOFBEAT_KEY", secrets.token_hex(32))
    forms, script = settings.work / "forms.txt", settings.work / "rating.sql"
    script.write_text(INSERT)
    shares, loads, slowest = [], [], []
    with server() as folder:
        database = f"postgres:///postgres?host={folder}&user=postgres"
        with settings.server(database, "--trusted-proxy", "127.0.0.1/32") as ours:
            ours.wait_until_compressed(PAGE)
            forms.write_text("".join(f"{place}\n" for place in places(ours.port)))
            for number in range(settings.rounds):
                before = kept(ours.port)
                load = rate(ours.port, settings.seconds, forms)
                count, transactions = (now - old for now, old in zip(kept(ours.port), before))
                if count < load.requests * 0.99:
                    raise RuntimeError(f"{load.requests} ratings were answered and {count} kept")
                theirs = pgbench(folder, script, settings)
                shares.append(load.per_second / theirs)
                loads.append((load.per_second, theirs))
                slowest.append(load.slowest)
                settings.note(
                    f"Ratings on PostgreSQL, round {number + 1}: {load.per_second:,.0f} a second from "
                    f"64 connections, {count / max(1, transactions):.0f} in a transaction, 99 of 100 "
                    f"within {load.slowest:.1f} ms; pgbench {theirs:,.0f} a second."
                )
    ours_median, theirs_median = (median(load[side] for load in loads) for side in (0, 1))
    return [
        Figure(
            "Durable ratings on PostgreSQL from 64 connections, as a share of pgbench with one such "
            "insert from as many",
            f"{median(shares):.2f} ({ours_median:,.0f} against {theirs_median:,.0f} a second; 99 of 100 "
            f"within {median(slowest):.1f} ms)",
            "at least 0.60", median(shares) >= 0.6,
        )
    ]


@contextmanager
def server():
    """A PostgreSQL of its own, that syncs; its user has to get into the folder."""
    folder = Path(tempfile.mkdtemp(prefix="hoofbeat-bench-"))
    child = subprocess.Popen(
        [PROJECT / "Tests/Support/postgres", folder], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env={**os.environ, "FSYNC": "on"},
    )
    try:
        if child.stdout.readline() != b"ready\n":
            raise RuntimeError("PostgreSQL did not start")
        yield folder
    finally:
        child.communicate(b"immediate\n", timeout=60)
        shutil.rmtree(folder)


def pgbench(folder: Path, script: Path, settings: Settings) -> float:
    ran = run(
        ["pgbench", "-n", "-M", "prepared", "-c", "64", "-j", "2", "-T", str(settings.seconds),
         "-f", script, "-h", folder, "-U", "postgres", "postgres"],
        settings.work / "pgbench.log",
    )  # fmt: skip
    return float(re.search(r"tps = ([\d.]+)", ran.output)[1])

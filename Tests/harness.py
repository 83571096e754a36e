"""The program as people run it: commands that end, and servers that are told to.

Everything here works on the built program alone, from outside. HOOFBEAT names another build.
"""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("HOOFBEAT") or ROOT / ".build/debug/hoofbeat")

# Who writes, and who approves.
ADA = "Ada Example"
BEA = "Bea Example"

# A debug build on a busy machine is slow; what takes longer than this hangs.
PATIENCE_SECONDS = 120


# Commands


@dataclass(frozen=True)
class Ended:
    """A command that has ended, and what it said."""

    code: int
    output: str
    errors: str

    def __str__(self) -> str:
        return f"exit code {self.code}\n{self.output}{self.errors}"


def hoofbeat(*words: object, code: int | None = 0, said: str = "", **settings: str) -> Ended:
    """Runs a command, says something to it, and insists on its exit code; with None, any will do."""
    process = subprocess.run(
        [BINARY, *map(str, words)],
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        env=environment(**settings),
        input=said.encode(),
    )
    ended = Ended(process.returncode, process.stdout.decode(), process.stderr.decode())
    assert code is None or ended.code == code, f"hoofbeat {' '.join(map(str, words))}: {ended}"
    return ended


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", **settings}


@dataclass(frozen=True)
class Journal:
    """A journal on disk, and the commands that work on it."""

    path: Path

    def do(self, *words: object, code: int | None = 0) -> Ended:
        return hoofbeat(*words, "--database", self.path, code=code)

    def revise(self, edition: Path, *words: object, code: int | None = 0) -> Ended:
        return self.do("revise", edition, "--by", ADA, *words, code=code)

    def approve(
        self,
        *words: object,
        expires: str | None = None,
        prepared: str | None = None,
        market: str = "int",
        number: str = "TEST-0001",
        by: str = BEA,
        code: int | None = 0,
    ) -> Ended:
        return self.do(
            "approve", *words, "--code", number, "--market", market, "--by", by,
            "--prepared", prepared or day(-1), "--expires", expires or day(365), code=code,
        )  # fmt: skip

    def withdraw(self, *items: str, reason: str = "a figure was wrong") -> Ended:
        return self.do("withdraw", *items, "--reason", reason, "--by", ADA)

    def facts(self, *words: object) -> list[str]:
        """One line for each fact, the oldest first."""
        lines = self.do("journal", *words).output.splitlines()
        return [line for line in lines if re.match(r"\d+  ", line)]

    def items(self) -> list[str]:
        """Every item that has ever been revised."""
        found = {fact.rsplit(" ", 1)[1] for fact in self.facts() if "  revised " in fact}
        return sorted(found)

    def texts(self, sql: str) -> list[str]:
        """What stands in the first column of a query."""
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as database:
            return [str(row[0]) for row in database.execute(sql)]

    def article(self, item: str) -> str:
        """The whole digest of the item's newest article."""
        shown = self.do("journal", "--item", item, "--digests").output
        return re.findall(r"^ +article .* ([0-9a-f]{64})$", shown, re.MULTILINE)[-1]


# Time


def day(after: int) -> str:
    """A day some days from now, as the command line takes it."""
    return (datetime.now(UTC) + timedelta(days=after)).date().isoformat()


def instant(seconds: float) -> str:
    """A time as the command line takes it, from seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def eventually(told: str, condition, seconds: float = 20, every: float = 0.02):
    """Waits until the condition holds, and returns what it returned."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, f"not within {seconds} seconds: {told}"
        time.sleep(every)


# Servers


class Server:
    """A running `hoofbeat serve` or `hoofbeat preview`, at a port that was free."""

    def __init__(self, log: Path, *words: object, **settings: str):
        self.log = log
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                [BINARY, *map(str, words), "--port", "0"],
                stdout=subprocess.PIPE,
                stderr=errors,
                stdin=subprocess.DEVNULL,
                env=environment(**settings),
            )
        try:
            self.address = self._announced()
        except BaseException:
            self.kill()
            raise
        self.port = int(re.search(r":(\d+)/", self.address)[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=self.origin, timeout=PATIENCE_SECONDS)

    def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=named)

    def errors(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> int:
        """Tells it to stop, as a service manager does; the exit code."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(45)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop within 45 seconds of SIGTERM") from None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def _announced(self) -> str:
        """The address that it prints when it is ready."""
        lines: list[str] = []

        def listen() -> None:
            for line in self.process.stdout:
                lines.append(line.decode())

        threading.Thread(target=listen, daemon=True).start()

        def address() -> str | None:
            ended = self.process.poll()
            assert ended is None, f"the server ended with {ended}: {self.errors()}"
            found = re.search(r"^(?:Serving|Preview) at (http\S+)$", "".join(lines), re.MULTILINE)
            return found and found[1]

        return eventually("the server is ready", address, PATIENCE_SECONDS)


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server for as long as the block lasts. It has to stop as it should."""
    try:
        yield server
    except BaseException:
        server.kill()
        print(server.errors())
        raise
    assert server.stop() == 0, server.errors()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

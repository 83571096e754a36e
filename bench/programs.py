"""The programs that are measured, each started, bounded in time, and ended by its own id.

Everything listens on and talks to 127.0.0.1 alone.
"""

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent


@dataclass
class Run:
    """A child process that has ended: wall time in seconds, peak memory in bytes."""

    wall: float
    peak: int
    output: str

    @property
    def figures(self) -> dict:
        """The JSON object that `hoofbeat measure` prints on its last line."""
        return json.loads(self.output.strip().splitlines()[-1])

    @property
    def parts(self) -> str:
        """The same in words: `read 210 ms, total 950 ms, 77 pages`."""
        return ", ".join(
            f"{name.removesuffix('_ms')} {value} ms" if name.endswith("_ms") else f"{value} {name}"
            for name, value in self.figures.items()
        )


def run(command: list, log: Path, folder: Path | None = None, timeout: float = 300) -> Run:
    """Runs a child to its end. Its peak memory is the kernel's account of it (wait4)."""
    with log.open("w+") as output:
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        killer = threading.Timer(timeout, child.kill)
        killer.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        killer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if child.returncode != 0:
        words = f"`{' '.join(map(str, command))}` exited with {child.returncode}"
        raise RuntimeError(f"{words} after {wall:.0f} s:\n{text[-2000:]}")
    return Run(wall, usage.ru_maxrss * 1024, text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    wire: int


def fetch(port: int, path: str, encoding: str = "identity", timeout: float = 5) -> Answer:
    """One request on a connection of its own. `wire` counts every byte of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Answer(int(first.split()[1]), headers, body, len(received))


class Process:
    """A server that runs while a `with` block does."""

    def __init__(self, command: list, port: int, log: Path, environment: dict | None = None):
        self.command, self.port, self.log = command, port, log
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        with self.log.open("w") as output:
            self.started = time.monotonic()
            self.child = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=self.environment,
            )  # fmt: skip
        return self

    def __exit__(self, *_):
        self.child.terminate()
        try:
            self.child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def wait_for(self, path: str, timeout: float = 120) -> float:
        """Seconds from the start of the process to its first good answer, asked every 2 ms."""
        while (waited := time.monotonic() - self.started) < timeout:
            try:
                if fetch(self.port, path).status == 200:
                    return time.monotonic() - self.started
            except OSError:
                pass
            if self.child.poll() is not None:
                break
            time.sleep(0.002)
        tail = self.log.read_text()[-2000:]
        raise RuntimeError(f"{self.command[0]} did not answer {path} in {waited:.0f} s:\n{tail}")

    def wait_until_compressed(self, path: str, timeout: float = 120) -> None:
        """The first site is served before its pages are compressed (decision 20)."""
        self.wait_for(path, timeout)
        end = time.monotonic() + timeout
        while fetch(self.port, path, "br").headers.get("content-encoding") != "br":
            if time.monotonic() > end:
                raise RuntimeError(f"{path} did not come in brotli within {timeout:.0f} s")
            time.sleep(0.02)

    def memory(self) -> dict[str, int]:
        """Bytes of resident memory: now (VmRSS) and at most so far (VmHWM)."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        return {
            name: int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) * 1024
            for name in ("VmRSS", "VmHWM")
        }


def hoofbeat_server(
    hoofbeat: Path, edition: Path, database: Path, log: Path, *more: str,
    environment: dict | None = None,
) -> Process:  # fmt: skip
    port = free_port()
    command = [
        hoofbeat, "serve", "--edition", edition, "--database", database,
        "--host", "127.0.0.1", "--port", str(port), *more,
    ]
    return Process(command, port, log, environment)


def nginx_server(path: str, page: Answer, folder: Path) -> Process:
    """nginx with `page` as a file at `path`, and the headers it came with."""
    shutil.rmtree(folder, ignore_errors=True)
    file = folder / "pages" / path.lstrip("/")
    file.parent.mkdir(parents=True)
    file.write_bytes(page.body)
    own = {"content-type", "content-length", "connection", "date", "server"}
    headers = [
        f"        add_header {name} {quoted(value)} always;"
        for name, value in page.headers.items() if name not in own
    ]
    port = free_port()
    values = {
        "user": "user root;" if os.geteuid() == 0 else "",
        "folder": str(folder), "port": str(port), "type": page.headers["content-type"],
        "headers": "\n".join(headers),
    }
    template = (BENCH / "nginx.conf").read_text()
    (folder / "nginx.conf").write_text(re.sub(r"@(\w+)@", lambda m: values[m[1]], template))
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    command = [
        nginx, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log",
        "-g", "daemon off;",
    ]
    return Process(command, port, folder / "output.log")


def quoted(value: str) -> str:
    if "$" in value:
        raise RuntimeError(f"nginx would read a variable in the header value {value}")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass
class Load:
    requests: int
    per_second: float
    # Of a hundred requests, 99 were answered within so many milliseconds.
    slowest: float


def wrk(
    port: int, path: str, seconds: int, pages: Path | None = None, script: str = "pages.lua",
    connections: int = 64, settings: dict[str, str] | None = None,
) -> Load:  # fmt: skip
    """Connections that are kept alive, from two threads, asking for brotli; or with `pages`,
    for each page of that list in turn, as the script does it."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    environment = {**os.environ, **(settings or {})}
    if pages:
        command += ["-s", BENCH / script]
        environment["PAGES"] = str(pages)
    else:
        command += ["-H", "Accept-Encoding: br"]
    command.append(f"http://127.0.0.1:{port}{path}")
    text = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=seconds + 30
    ).stdout
    for trouble in ("Non-2xx", "Socket errors"):
        if trouble in text:
            raise RuntimeError(f"wrk saw trouble at {path}:\n{text}")
    requests = int(re.search(r"(\d+) requests in", text)[1])
    slowest, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", text).groups()
    return Load(
        requests, float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        float(slowest) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
    )


def median(values) -> float:
    return statistics.median(values)

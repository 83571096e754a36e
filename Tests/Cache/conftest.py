"""A real Varnish, as Debian ships it, in front of a real server."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from harness import PATIENCE_SECONDS, Server, eventually, free_port

# Nothing but where the server is: what may be kept, and for how long, the server says itself.
VCL = """\
vcl 4.1;

backend hoofbeat {{
    .host = "127.0.0.1";
    .port = "{port}";
}}
"""


class Varnish:
    """A cache of its own, with its own folder, port and child process."""

    def __init__(self, folder: Path, server: Server):
        executable = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin")
        assert executable, "varnishd is not installed; scripts/install --tests does that"
        folder.mkdir()
        (folder / "site.vcl").write_text(VCL.format(port=server.port))
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = (folder / "varnish.log").open("wb")
        self.process = subprocess.Popen(
            [
                executable, "-F", "-j", "none", "-T", "none", "-n", folder / "instance",
                "-a", f"127.0.0.1:{self.port}", "-f", folder / "site.vcl",
                "-s", "malloc,32m", "-p", "thread_pool_min=20",
            ],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            eventually("Varnish answers", self._answers, PATIENCE_SECONDS)
        except BaseException:
            self.stop()
            raise

    def _answers(self) -> bool:
        assert self.process.poll() is None, Path(self.log.name).read_text()
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.origin}/healthz", timeout=20).status_code == 200
        return False

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.origin, timeout=PATIENCE_SECONDS)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@pytest.fixture
def varnish(tmp_path: Path):
    """Puts a cache in front of a server: `with varnish(server) as cache`."""

    @contextlib.contextmanager
    def start(server: Server) -> Iterator[Varnish]:
        cache = Varnish(tmp_path / "varnish", server)
        try:
            yield cache
        finally:
            cache.stop()

    return start

"""A PostgreSQL of the tests' own, and journals in its databases."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from harness import ROOT, Journal, free_port

# Nothing in it may be taken for a part of an address.
PASSWORD = "open/se:s@me"
KEY = "5" * 64


class Postgres:
    """A server of the test's own, at a port that was free."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        (folder / "password").write_text(PASSWORD)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [ROOT / "Tests/Support/postgres", self.folder, str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout.readline() == b"ready\n", "scripts/install --tests installs it"

    def stop(self, mode: str = "immediate") -> None:
        self.process.communicate(f"{mode}\n".encode(), 30)

    def sql(self, text: str, database: str = "postgres") -> str:
        """What somebody types into psql, as the owner of the server."""
        command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text]
        where = f"host={self.folder} port={self.port} user=postgres dbname={database}"
        return subprocess.run(
            [*command, where], capture_output=True, check=True, text=True, timeout=30
        ).stdout.strip()


@dataclass(frozen=True)
class Database(Journal):
    """A database on the server. `path` is its address, with the password left to the environment."""

    server: Postgres
    name: str

    @property
    def whole(self) -> str:
        return f"postgres://postgres:{quote(PASSWORD, safe='')}@127.0.0.1:{self.server.port}/{self.name}"

    def sql(self, text: str) -> str:
        return self.server.sql(text, self.name)

    def texts(self, sql: str) -> list[str]:
        return self.sql(sql).splitlines()

"""What a figure is, and what measuring one needs to know."""

from dataclasses import dataclass, field
from pathlib import Path

from programs import BENCH, Process, hoofbeat_server

PROJECT = BENCH.parent
PAGE = "/int/en/treatments/prrt"


@dataclass
class Figure:
    """`target` is None for what is told and not judged."""

    what: str
    measured: str
    target: str | None = None
    reached: bool | None = None


@dataclass
class Settings:
    hoofbeat: Path
    work: Path
    nets: Path
    pages: int
    rounds: int
    seconds: int
    # The single rounds, for the report.
    notes: list[str] = field(default_factory=list)
    has_warm_database: bool = False

    def note(self, text: str) -> None:
        self.notes.append(text)
        print(f"    {text}", flush=True)

    def warm_database(self) -> Path:
        """A journal that holds the NETs edition, filled by serving it once."""
        database = self.work / "nets.sqlite"
        if not self.has_warm_database:
            for file in self.work.glob("nets.sqlite*"):
                file.unlink()
            with self.server(database) as server:
                server.wait_for(PAGE)
            self.has_warm_database = True
        return database

    def server(self, database: Path, *more: str, environment: dict | None = None) -> Process:
        return hoofbeat_server(
            self.hoofbeat, self.nets, database, self.work / "serve.log", *more,
            environment=environment,
        )  # fmt: skip


def mega(bytes_: float) -> str:
    return f"{bytes_ / 1e6:,.1f} MB"

"""What the tests of the whole program share: a PostgreSQL, where they need one."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import KEY, PASSWORD, Database, Postgres


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    # The server's own user has to get in, which it does not get into a folder of the tests'.
    folder = Path(tempfile.mkdtemp(prefix="hoofbeat-postgres-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder)
    yield server
    server.stop()


@pytest.fixture
def database(postgres: Postgres, monkeypatch) -> Iterator[Database]:
    """An empty one."""
    name = f"nets{time.monotonic_ns()}"
    postgres.sql(f"CREATE DATABASE {name}")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.setenv("HOOFBEAT_KEY", KEY)
    yield Database(f"postgres://postgres@127.0.0.1:{postgres.port}/{name}", postgres, name)
    postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def filled(database: Database, edition: Path) -> Database:
    database.revise(edition)
    return database

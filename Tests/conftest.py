"""What the tests of every folder share."""

import itertools
import os
import random
from pathlib import Path

import pytest

import harness
from editions import small_edition
from harness import Journal, Server, running


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shots",
        metavar="DIR",
        help="only take pictures of each kind of page, and write them to this folder",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if items and not harness.BINARY.exists():
        pytest.exit(f"{harness.BINARY} has not been built; `make test` does that", 1)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A small edition of the test's own."""
    return small_edition(tmp_path)


@pytest.fixture
def journal(tmp_path: Path, edition: Path) -> Journal:
    """A journal into which the small edition has been revised."""
    journal = Journal(tmp_path / "journal.sqlite")
    journal.revise(edition)
    return journal


@pytest.fixture
def serve(tmp_path: Path):
    """Starts servers and stops them: `with serve(journal, "--now", instant) as server`."""
    numbers = itertools.count(1)

    def start(journal: Journal, *words: object, **settings: str):
        log = tmp_path / f"server-{next(numbers)}.log"
        return running(Server(log, "serve", "--database", journal.path, *words, **settings))

    return start


@pytest.fixture
def rounds() -> int:
    """How many times a test that tries its luck does so."""
    return int(os.environ.get("HOOFBEAT_ROUNDS", "20"))


@pytest.fixture
def luck() -> random.Random:
    """Chance from a seed that is printed, and can be given again as HOOFBEAT_SEED."""
    seed = int(os.environ.get("HOOFBEAT_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"HOOFBEAT_SEED={seed}")
    return random.Random(seed)

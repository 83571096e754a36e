"""Whatever a reader was told is kept is kept, once, however often the server is killed: on either database."""

import random
import re
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from editions import replace
from harness import Journal, Server, eventually
from mailing import letters

ITEM = "treatments/resting"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def kept(request: pytest.FixtureRequest, edition: Path) -> Journal:
    """A journal with somebody who answers for addresses."""
    replace(edition / "edition.yaml", "controller:", "controller: The testers, Example Street 1")
    return request.getfixturevalue("journal" if request.param == "SQLite" else "filled")


def spelt(number: str) -> str:
    """In letters: many digits might be somebody's number, and are refused."""
    return number.translate(str.maketrans("0123456789", "abcdefghij"))


class Readers:
    """Readers who rate, follow and ask as fast as they can, and what they were told is kept."""

    def __init__(self, server: Server, number: int):
        self.server, self.number = server, number
        self.told: dict[str, set[str]] = {"rated": set(), "followed": set(), "asked": set()}
        self.stop = threading.Event()
        self.threads = [
            threading.Thread(target=self.go, args=(kind, source))
            for source, kind in enumerate(self.told)
        ]
        for thread in self.threads:
            thread.start()

    def go(self, kind: str, source: int) -> None:
        count = 0
        while not self.stop.is_set():
            name, count = spelt(f"{self.number}x{source}x{count}"), count + 1
            network = f"10.{self.number % 250}.{source}.{count % 250}"
            try:
                answer = self.send(kind, name, {**SAME_SITE, "X-Forwarded-For": network})
            except httpx.HTTPError:
                return
            if answer.status_code == 303:
                self.told[kind].add(name)

    def send(self, kind: str, name: str, headers: dict[str, str]) -> httpx.Response:
        path, fields = {
            "rated": (f"rate?item={ITEM}", {"mark": "4", "missing": f"Word {name}."}),
            "followed": (
                "follow",
                {"email": f"r{name}@example.org", "topic-tests": "1", "frequency": "now", "consent": "yes"},
            ),
            "asked": ("questions/ask", {"question": f"Is it so, {name}, or not?", "send": "1"}),
        }[kind]
        return httpx.post(f"{self.server.origin}/int/en/{path}", data=fields, headers=headers)

    def join(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


def test_what_was_acknowledged_is_there_once(kept: Journal, tmp_path: Path, luck: random.Random, rounds: int):
    told: dict[str, set[str]] = {"rated": set(), "followed": set(), "asked": set()}
    words = ("serve", "--database", kept.path, "--trusted-proxy", "127.0.0.1",
             "--mail-directory", tmp_path / "mail")  # fmt: skip
    for number in range(rounds):
        server = Server(tmp_path / "server.log", *words)
        readers = Readers(server, number)
        try:
            eventually("each gets an answer", lambda: all(readers.told.values()), 60)
            time.sleep(luck.uniform(0, 0.2))
        finally:
            server.kill()
            readers.join()
        for kind, names in readers.told.items():
            told[kind] |= names
    # What they wrote can be read, but for the addresses, to which a letter goes.
    for kind, sql in (
        ("rated", "SELECT missing FROM ratings"), ("asked", "SELECT text FROM questions"),
    ):  # fmt: skip
        found = Counter(re.search(r"[a-j]+x[a-j]+x[a-j]+", text)[0] for text in kept.texts(sql))
        assert told[kind] <= found.keys()
        assert set(found.values()) == {1}
    assert kept.texts("SELECT sum(readers) FROM marks") == kept.texts("SELECT count(*) FROM ratings")
    server = Server(tmp_path / "server.log", *words)
    try:
        wanted = {f"r{name}@example.org" for name in told["followed"]}
        eventually("the letters come", lambda: wanted <= {*recipients(tmp_path)}, 60)
        assert set(recipients(tmp_path).values()) == {1}
    finally:
        server.kill()
    assert "The journal is whole." in kept.do("verify").output


def recipients(tmp_path: Path) -> Counter[str]:
    return Counter(letter["to"] for letter in letters(tmp_path / "mail"))

"""Figures of letters: how many followers of one topic are told in a second, and in how much memory."""

import asyncio
import sqlite3
import subprocess
import threading
import time

from measuring import Figure, Settings, mega
from programs import free_port

FOLLOWERS = 100_000
TOPIC, ITEM = "prrt", "treatments/prrt"
# A letter waits a quarter of an hour; nobody waits for that here.
AHEAD = {"HOOFBEAT_CLOCK_AHEAD": "1200"}


def letters(settings: Settings) -> list[Figure]:
    database = followed_database(settings)
    idle = memory_while(settings, database, lambda: False, 6)
    run_plain(
        settings, "withdraw", ITEM, "--reason", "measured", "--by", "The bench",
        "--database", database,
    )  # fmt: skip
    with Sink() as sink:
        peak = memory_while(settings, database, lambda: sink.taken >= FOLLOWERS, 600, sink.address)
        if sink.taken != FOLLOWERS:
            raise RuntimeError(f"{FOLLOWERS:,} followers got {sink.taken:,} letters")
        per_second = (sink.taken - 1) / (sink.last - sink.first)
    settings.note(
        f"{FOLLOWERS:,} letters over {sink.connections} connections, {per_second:,.0f} a second; "
        f"memory at most {mega(peak)}, {mega(idle)} with nothing to tell."
    )
    return [
        Figure(
            f"Letters to {FOLLOWERS:,} followers of one topic, each noted before the next on its "
            "connection", f"{per_second:,.0f} a second", "at least 500", per_second >= 500,
        ),
        Figure(
            "Memory that they take besides", mega(peak - idle), "under 100 MB",
            peak - idle < 100e6,
        ),
    ]


def followed_database(settings: Settings):
    """A journal of the edition, with somebody who answers for addresses, and its followers."""
    folder = settings.work / "letters"
    subprocess.run(["rm", "-rf", folder], check=True)
    folder.mkdir()
    edition, database = folder / "nets", folder / "nets.sqlite"
    subprocess.run(["cp", "-r", settings.nets, edition], check=True)
    file = edition / "edition.yaml"
    file.write_text(file.read_text().replace("\ncontroller:", "\ncontroller: The bench", 1))
    run_plain(settings, "revise", edition, "--by", "The writer", "--database", database)
    made = run_plain(
        settings, "measure", "followers", "--count", FOLLOWERS, "--database", database
    )
    now = int(time.time() * 1000)
    rows = [[bytes.fromhex(part) for part in line.split()] for line in made.splitlines()]
    with sqlite3.connect(database) as connection:
        connection.executemany(
            "INSERT INTO followers (id, mark, address, market, language, frequency, told, wording,"
            " consented) VALUES (?, ?, ?, 'int', 'en', 'now', ?, zeroblob(32), ?)",
            [(*row, now, now) for row in rows],
        )
        connection.executemany(
            "INSERT INTO follows (follower, topic, since) VALUES (?, ?, ?)",
            [(row[0], TOPIC, now) for row in rows],
        )
    return database


def run_plain(settings: Settings, *words: object) -> str:
    return subprocess.run(
        [settings.hoofbeat, *map(str, words)], capture_output=True, text=True, check=True,
        timeout=600,
    ).stdout  # fmt: skip


def memory_while(settings: Settings, database, is_over, seconds: float, smtp=None) -> int:
    """The most memory a server takes until something is over; for so many seconds at most."""
    words = ["--smtp", smtp, "--mail-from", "news@example.org"] if smtp else []
    most = 0
    with settings.server(database, *words, environment=AHEAD) as server:
        server.wait_until_compressed("/int/en/treatments/surgery")
        end = time.monotonic() + seconds
        while not is_over() and time.monotonic() < end:
            most = max(most, server.memory()["VmRSS"])
            time.sleep(0.1)
    return most


class Sink:
    """Takes letters as fast as they come, and counts them. It runs beside the bench, in a thread."""

    def __init__(self):
        self.port = free_port()
        self.taken = self.connections = 0
        self.first = self.last = 0.0
        self.loop = asyncio.new_event_loop()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "Sink":
        ready = threading.Event()

        def serve() -> None:
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(
                asyncio.start_server(self.talk, "127.0.0.1", self.port, limit=1 << 20)
            )
            ready.set()
            self.loop.run_forever()

        threading.Thread(target=serve, daemon=True).start()
        ready.wait(10)
        return self

    def __exit__(self, *_) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def talk(self, reader, writer) -> None:
        self.connections += 1
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.last = time.monotonic()
                self.first = self.first or self.last
                self.taken += 1
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 sink\r\n")
            if word == b"QUIT":
                break
        writer.close()

"""Figures of ratings: how many become durable in a second, and what reading notices of them."""

import re
import shutil
import threading
from pathlib import Path

from measuring import PAGE, Figure, Settings
from programs import Load, fetch, median, run, wrk
from serving import linked_pages

# Ratings a second that arrive while others read: from ten connections, each pausing so long.
STEADY_CONNECTIONS, STEADY_PAUSE = 20, 32


def ratings(settings: Settings) -> list[Figure]:
    rounds = [rated(settings, number + 1) for number in range(settings.rounds)]
    shares = [load.per_second / bare for load, bare in rounds]
    ours, bares = median(load.per_second for load, _ in rounds), median(bare for _, bare in rounds)
    slowest = median(load.slowest for load, _ in rounds)
    return [
        Figure(
            "Durable ratings on SQLite from 64 connections, as a share of a bare loop with the "
            "same transactions", f"{median(shares):.2f} ({ours:,.0f} against {bares:,.0f} a second)",
            "at least 0.60", median(shares) >= 0.6,
        ),
        Figure(
            "The same, 99 of 100 answered within", f"{slowest:.1f} ms", "under 25 ms",
            slowest < 25,
        ),
        undisturbed(settings),
    ]  # fmt: skip


def rated(settings: Settings, number: int) -> tuple[Load, int]:
    """Ratings that come over HTTP, and how many a second a bare loop writes in transactions of that size. Each
    begins with a database of its own, without any rating."""
    forms = settings.work / "forms.txt"
    with settings.server(fresh(settings, "rated"), *TRUSTING) as server:
        server.wait_until_compressed(PAGE)
        forms.write_text("".join(f"{place}\n" for place in places(server.port)))
        load = rate(server.port, settings.seconds, forms)
        count, transactions = kept(server.port)
    if count < load.requests * 0.99:
        raise RuntimeError(f"{load.requests} ratings were answered and {count} kept")
    batch = max(1, round(count / transactions))
    bare = run(
        [settings.hoofbeat, "measure", "ratings", "--database", fresh(settings, "bare"),
         "--batch", str(batch), "--seconds", str(settings.seconds)],
        settings.work / "bare.log",
    ).figures["per_second"]  # fmt: skip
    settings.note(
        f"Ratings, round {number}: {load.per_second:,.0f} a second from 64 connections, {batch} in a "
        f"transaction, 99 of 100 within {load.slowest:.1f} ms; bare {bare:,} a second."
    )
    return load, bare


TRUSTING = ("--trusted-proxy", "127.0.0.1/32")


def fresh(settings: Settings, name: str) -> Path:
    """A journal of the edition, and no rating."""
    for file in settings.work.glob(f"{name}.sqlite*"):
        file.unlink()
    return Path(shutil.copy(settings.warm_database(), settings.work / f"{name}.sqlite"))


def places(port: int) -> list[str]:
    """The forms of everything that can be rated."""
    items = [path.removeprefix("/int/en/") for path in linked_pages(port)]
    found = [f"/int/en/rate?item={item or 'home'}" for item in items]
    return [place for place in found if fetch(port, place).status == 200]


def undisturbed(settings: Settings) -> Figure:
    """Reading one page alone, and while ratings come in, in turns."""
    shares, arrived = [], []
    with settings.server(fresh(settings, "rated"), *TRUSTING) as server:
        server.wait_until_compressed(PAGE)
        # Reading alone differs by a tenth from one time to the next.
        for _ in range(2 * settings.rounds + 1):
            share, count = beside(settings, server)
            shares.append(share)
            arrived.append(count)
    return Figure(
        f"Reading while {median(arrived):,.0f} ratings a second arrive, as a share of reading "
        "alone", f"{median(shares):.2f}", "at least 0.90", median(shares) >= 0.9,
    )


def beside(settings: Settings, server) -> tuple[float, float]:
    """The share of its speed that reading keeps, and how many ratings came in a second meanwhile."""
    forms = settings.work / "forms.txt"
    alone = wrk(server.port, PAGE, settings.seconds)
    found = {}
    writer = threading.Thread(
        target=lambda: found.update(
            load=rate(
                server.port, settings.seconds, forms, STEADY_CONNECTIONS, STEADY_PAUSE
            )
        )
    )
    writer.start()
    reading = wrk(server.port, PAGE, settings.seconds)
    writer.join()
    arrived, share = found["load"].per_second, reading.per_second / alone.per_second
    settings.note(
        f"Reading alone {alone.per_second:,.0f} a second, beside {arrived:,.0f} ratings "
        f"a second {reading.per_second:,.0f}; ratio {share:.2f}."
    )
    return share, arrived


def rate(port: int, seconds: int, forms, connections: int = 64, pause: int = 0) -> Load:
    return wrk(
        port, "/", seconds, forms, script="rate.lua", connections=connections,
        settings={"PAUSE": str(pause)},
    )


def kept(port: int) -> tuple[int, int]:
    """Ratings, and the transactions that kept them, since the server began."""
    text = fetch(port, "/metrics").body.decode()
    return tuple(
        int(re.search(rf"^{name} (\d+)$", text, re.MULTILINE)[1])
        for name in ("hoofbeat_ratings_total", "hoofbeat_rating_transactions_total")
    )

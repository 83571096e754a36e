"""Figures of ratings: how many become durable in a second, and what reading notices of them."""

import re
import threading

from measuring import PAGE, Figure, Settings
from programs import Load, fetch, median, run, wrk
from serving import linked_pages

# Ratings a second that arrive while others read: from ten connections, each pausing so long.
STEADY_CONNECTIONS, STEADY_PAUSE = 20, 32


def ratings(settings: Settings) -> list[Figure]:
    database = settings.warm_database()
    forms = settings.work / "forms.txt"
    shares, slowest, loads = [], [], []
    with settings.server(database, "--trusted-proxy", "127.0.0.1/32") as server:
        server.wait_until_compressed(PAGE)
        forms.write_text("".join(f"{place}\n" for place in places(server.port)))
        for number in range(settings.rounds):
            before = kept(server.port)
            load = rate(server.port, settings.seconds, forms)
            count, transactions = (now - old for now, old in zip(kept(server.port), before))
            if count < load.requests * 0.99:
                raise RuntimeError(f"{load.requests} ratings were answered and {count} kept")
            batch = max(1, round(count / transactions))
            bare = run(
                [settings.hoofbeat, "measure", "ratings", "--database",
                 bare_database(settings), "--batch", str(batch),
                 "--seconds", str(settings.seconds)],
                settings.work / "bare.log",
            ).figures["per_second"]  # fmt: skip
            shares.append(load.per_second / bare)
            loads.append((load.per_second, bare))
            slowest.append(load.slowest)
            settings.note(
                f"Ratings, round {number + 1}: {load.per_second:,.0f} a second from 64 "
                f"connections, {batch} in a transaction, 99 of 100 within {load.slowest:.1f} ms; "
                f"bare {bare:,} a second."
            )
        reading = undisturbed(settings, server, forms)
    ours, bare = (median(load[side] for load in loads) for side in (0, 1))
    return [
        Figure(
            "Durable ratings on SQLite from 64 connections, as a share of a bare loop with the "
            "same transactions", f"{median(shares):.2f} ({ours:,.0f} against {bare:,.0f} a second)",
            "at least 0.60", median(shares) >= 0.6,
        ),
        Figure(
            "The same, 99 of 100 answered within", f"{median(slowest):.1f} ms", "under 25 ms",
            median(slowest) < 25,
        ),
        reading,
    ]


def places(port: int) -> list[str]:
    """The forms of everything that can be rated."""
    items = [path.removeprefix("/int/en/") for path in linked_pages(port)]
    found = [f"/int/en/rate?item={item or 'home'}" for item in items]
    return [place for place in found if fetch(port, place).status == 200]


def bare_database(settings: Settings):
    """A database of the same schema that holds nothing else."""
    database = settings.work / "bare.sqlite"
    for file in settings.work.glob("bare.sqlite*"):
        file.unlink()
    return database


def undisturbed(settings: Settings, server, forms) -> Figure:
    """Reading one page alone, and while ratings come in, in turns."""
    shares, arrived = [], []
    for _ in range(settings.rounds):
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
        beside = wrk(server.port, PAGE, settings.seconds)
        writer.join()
        arrived.append(found["load"].per_second)
        shares.append(beside.per_second / alone.per_second)
        settings.note(
            f"Reading alone {alone.per_second:,.0f} a second, beside {arrived[-1]:,.0f} ratings "
            f"a second {beside.per_second:,.0f}; ratio {shares[-1]:.2f}."
        )
    return Figure(
        f"Reading while {median(arrived):,.0f} ratings a second arrive, as a share of reading "
        "alone", f"{median(shares):.2f}", "at least 0.90", median(shares) >= 0.9,
    )


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

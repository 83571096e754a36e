"""Figures of searching: how long a query takes, how fast an index is made, and how often it finds."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote_plus

import prose
from measuring import PAGE, PROJECT, Figure, Settings, mega
from programs import BENCH, fetch, median, run, wrk

SEARCH = PROJECT / "Tests/Search"
DOCUMENTS, WORDS = 50_000, 250
PLACES = """Leuven Paris Londn Αθήνα Мюнхен Amsterdm Köln Kopenhagen Newcastle Springfield Lodz Genf
Barcelna Wien Warszawa Birmingham Tallin Reykjavik Sydney Torono xqzwvk Lisbonne Roma Oslo Helsnki""".split()


def searching(settings: Settings) -> list[Figure]:
    return [*edition(settings), *flood(settings), *collection(settings), *success(settings)]


# The edition


def edition(settings: Settings) -> list[Figure]:
    """The edition's own search, in its own process."""
    queries = told_queries()
    texts = [text for query in queries for text in (query.text, query.misspelt)]
    beginnings = sorted({text[:length] for text in texts for length in range(2, min(12, len(text)))})
    return [
        slowest(
            settings, "Search of the NETs edition, 99 of 100 queries within", 3,
            measured(settings, "search", "--queries", json_lines(settings, texts * 3)),
        ),
        slowest(
            settings, "Suggestions while somebody types, 99 of 100 within", 1,
            measured(
                settings, "search", "--suggest", "--queries", json_lines(settings, beginnings)),
        ),
        slowest(
            settings, "Hospitals by place, 99 of 100 within", 1,
            measured(
                settings, "near", "--places", file(settings, "places.txt", PLACES * 40),
                "--gazetteer", PROJECT / "Gazetteer/towns.tsv.gz"),
        ),
    ]  # fmt: skip


def told_queries():
    sys.path.insert(0, str(SEARCH))
    import success

    return success.queries()


def measured(settings: Settings, *options) -> list[float]:
    command = [settings.hoofbeat, "measure", options[0], "--edition", settings.nets, *options[1:]]
    out = run(command, settings.work / "search.log").output
    return sorted(json.loads(line)["milliseconds"] for line in out.splitlines() if line[0] == "{")


def slowest(settings: Settings, what: str, target: float, times: list[float]) -> Figure:
    middle, slow = times[len(times) // 2], times[len(times) * 99 // 100]
    settings.note(f"{what}: {len(times)} in all, half within {middle:.2f} ms, the slowest {times[-1]:.1f} ms.")
    return Figure(what, f"{slow:.2f} ms", f"under {target} ms", slow < target)


# More than can be answered


def flood(settings: Settings) -> list[Figure]:
    """Reading one page alone, and while 64 connections search as fast as they are answered; and how soon
    somebody is told that too many search."""
    paths = file(
        settings, "searches.txt",
        [f"/int/en/search?q={quote_plus(query.text)}" for query in told_queries()])
    shares, refusals = [], []
    with settings.server(settings.warm_database()) as server:
        server.wait_until_compressed(PAGE)
        fetch(server.port, "/int/en/search?q=prrt")
        for _ in range(settings.rounds):
            alone = wrk(server.port, PAGE, settings.seconds)
            searching = subprocess.Popen(
                ["wrk", "-t1", "-c64", f"-d{settings.seconds + 1}s", "-s", BENCH / "search.lua",
                 f"http://127.0.0.1:{server.port}"],
                env={**os.environ, "PAGES": str(paths)}, stdout=subprocess.PIPE, text=True)  # fmt: skip
            beside = wrk(server.port, PAGE, settings.seconds)
            told = searching.communicate(timeout=60)[0]
            shares.append(beside.per_second / alone.per_second)
            refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
            refusals.append(int(refused[1]) if refused else 0)
            settings.note(
                f"Reading alone {alone.per_second:,.0f} a second, beside more searches than can be "
                f"answered {beside.per_second:,.0f}; {refusals[-1]:,} searches got 503.")
        told = refused_within(settings, server.port, paths)
    return [
        Figure(
            "Reading while 64 connections search, as a share of reading alone",
            f"{median(shares):.2f}", "at least 0.50", median(shares) >= 0.5),
        told,
    ]


def refused_within(settings: Settings, port: int, paths: Path) -> Figure:
    """Thirty connections search, twice as many as may wait. Most of what they get, and soonest, is a 503."""
    told = subprocess.run(
        ["wrk", "-t1", "-c30", f"-d{settings.seconds}s", "--latency", "-s", BENCH / "search.lua",
         f"http://127.0.0.1:{port}"],
        env={**os.environ, "PAGES": str(paths)}, check=True, capture_output=True, text=True).stdout  # fmt: skip
    requests = int(re.search(r"(\d+) requests in", told)[1])
    refused = int(re.search(r"Non-2xx or 3xx responses: (\d+)", told)[1])
    if refused < 0.75 * requests:
        raise RuntimeError(f"only {refused:,} of {requests:,} searches got 503")
    amount, unit = re.search(r"\n +50% +([\d.]+)(us|ms|s)\n", told).groups()
    time = float(amount) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    settings.note(f"Of {requests:,} searches from 30 connections {refused:,} got 503.")
    return Figure(
        "A search beyond what can be answered gets its 503, half of them within", f"{time:.1f} ms",
        "under 5 ms", time < 5)


# A collection


def collection(settings: Settings) -> list[Figure]:
    """Texts that mean nothing, indexed in a file."""
    corpus, index = settings.work / "corpus.jsonl", settings.work / "corpus.index"
    if not corpus.exists():
        write_corpus(corpus)
    making = run([settings.hoofbeat, "index", corpus, "--out", index], settings.work / "index.log")
    rate = DOCUMENTS / making.wall
    generator = random.Random(3)
    queries = [
        " ".join(generator.choices(prose.THINGS + prose.PEOPLE, k=generator.randint(1, 12)))
        + f" word{generator.randint(0, 20_000)}" for _ in range(500)
    ]
    asking = run(
        [settings.hoofbeat, "query", "--index", index, "--queries", json_lines(settings, queries),
         "--run", settings.work / "run.txt", "--limit", "100"], settings.work / "query.log")  # fmt: skip
    slow = float(re.search(r"less than ([\d.]+) ms", asking.output)[1])
    settings.note(
        f"Collection of {DOCUMENTS:,} texts of {WORDS} words: {making.wall:.1f} s and "
        f"{mega(making.peak)} to index; {mega(index.stat().st_size)} on disk.")
    return [
        Figure(
            f"Index of {DOCUMENTS:,} texts of {WORDS} words, made in a second", f"{rate:,.0f} texts",
            "at least 5,000", rate >= 5000),
        Figure(
            "Search of it, 99 of 100 queries within", f"{slow:.1f} ms", "under 20 ms", slow < 20),
    ]


def write_corpus(path: Path) -> None:
    """A few hundred common words, and rare ones as every language has them."""
    generator = random.Random(7)
    common = prose.PEOPLE + prose.THINGS + " ".join(prose.PLACES).split()
    rare = [f"word{number}" for number in range(20_000)]
    weights = [1 / (rank + 1) for rank in range(len(common))]
    with path.open("w") as out:
        for number in range(DOCUMENTS):
            words = generator.choices(common, weights, k=WORDS - 50) + generator.choices(rare, k=50)
            generator.shuffle(words)
            text = {"id": f"d{number}", "title": " ".join(words[:6]), "body": " ".join(words[6:])}
            out.write(json.dumps(text) + "\n")


# How often it finds


def success(settings: Settings) -> list[Figure]:
    """What the queries of Tests/Search find that were written without knowing the search; their even half, on
    which nothing is tuned."""
    command = [sys.executable, SEARCH / "success.py", "--queries", SEARCH / "unseen.yaml"]
    out = subprocess.run(
        command, check=True, capture_output=True, text=True,
        env={"HOOFBEAT": str(settings.hoofbeat), "PATH": "/usr/bin:/bin"}).stdout
    shares = {}
    for line in out.splitlines():
        half, kind = re.match(r"(\w+), [^,]+, ([^:]+):", line).groups()
        shares[half, kind] = [float(share) for share in re.findall(r"\d\.\d+", line)]
        settings.note(line)
    first, five, plain_first, plain_five = shares["even", "as written"]
    slips_first, slips_five, *_ = shares["even", "misspelt"]
    return [
        Figure(
            "Queries that find an answer at the first place; plain FTS5",
            f"{first:.2f}; {plain_first:.2f}", "at least 0.75", first >= 0.75),
        Figure(
            "Queries that find one among the first five; plain FTS5",
            f"{five:.2f}; {plain_five:.2f}", "at least 0.92", five >= 0.92),
        Figure(
            "The same misspelt, first place and first five", f"{slips_first:.2f}, {slips_five:.2f}",
            "at most 0.05 less", first - slips_first <= 0.05 and five - slips_five <= 0.05),
    ]


def json_lines(settings: Settings, texts: list[str]) -> Path:
    lines = (json.dumps({"id": f"q{n}", "text": text}) for n, text in enumerate(texts))
    return file(settings, "queries.jsonl", lines)


def file(settings: Settings, name: str, lines) -> Path:
    path = settings.work / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path

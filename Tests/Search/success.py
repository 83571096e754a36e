"""How often the search of an edition finds an answer: at the first place, and among the first five.

Beside it stands what SQLite's own full-text search finds in the same texts, with its stemmer and `bm25()`.
"""

import argparse
import json
import os
import re
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PROGRAM = Path(os.environ.get("HOOFBEAT", ROOT / ".build/debug/hoofbeat"))
EDITION = ROOT / "Editions/nets"
QUERIES = Path(__file__).parent / "queries.yaml"
PLACES = 5


@dataclass(frozen=True)
class Query:
    id: str
    text: str
    misspelt: str
    answers: tuple[str, ...]

    @property
    def is_reported(self) -> bool:
        """Of the half that nothing is tuned on."""
        return int(self.id[1:]) % 2 == 0


@dataclass(frozen=True)
class Success:
    at_1: float
    at_5: float

    def __str__(self) -> str:
        return f"{self.at_1:.3f} at the first place, {self.at_5:.3f} among the first five"


def queries(file: Path = QUERIES) -> list[Query]:
    told = yaml.safe_load(file.read_text())
    return [
        Query(q["id"], str(q["query"]), str(q["misspelt"]), tuple(q["answers"])) for q in told["queries"]
    ]


def success(queries: list[Query], found: dict[str, list[str]]) -> Success:
    def share(places: int) -> float:
        hits = sum(any(a in found[q.id][:places] for a in q.answers) for q in queries)
        return hits / len(queries)

    return Success(share(1), share(PLACES))


def asked(texts: dict[str, str], *options: str) -> list[dict]:
    """What the search of the edition finds: `{"id", "found", "milliseconds"}` of each query."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for id, text in texts.items():
            file.write(json.dumps({"id": id, "text": text}) + "\n")
        file.flush()
        out = subprocess.run(
            [PROGRAM, "measure", "search", "--edition", EDITION, "--queries", file.name, *options],
            check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def found(texts: dict[str, str]) -> dict[str, list[str]]:
    return {told["id"]: told["found"] for told in asked(texts)}


class PlainSearch:
    """The texts of the edition in FTS5 with its English stemmer, asked for any of the words."""

    def __init__(self) -> None:
        out = subprocess.run(
            [PROGRAM, "measure", "texts", "--edition", EDITION],
            check=True, capture_output=True, text=True).stdout
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, body, tokenize='porter')")
        self.ids = []
        for line in out.splitlines():
            text = json.loads(line)
            self.ids.append(text["id"])
            self.database.execute(
                "INSERT INTO texts VALUES (?, ?, ?)", (text["id"], text["title"], text["body"]))

    def found(self, texts: dict[str, str]) -> dict[str, list[str]]:
        return {id: self._found(text) for id, text in texts.items()}

    def _found(self, text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        rows = self.database.execute(
            "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 5", (words,))
        return [row[0] for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="what the odd half does not find")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="the file that holds them")
    options = parser.parse_args()
    plain = PlainSearch()
    for half in (False, True):
        some = [q for q in queries(options.queries) if q.is_reported == half]
        name = "even, reported" if half else "odd, tuned by"
        for kind, texts in (
            ("as written", {q.id: q.text for q in some}),
            ("misspelt", {q.id: q.misspelt for q in some}),
        ):
            ours = found(texts)
            print(f"{name}, {kind}: {success(some, ours)}; "
                  f"plain FTS5 {success(some, plain.found(texts))}")
            if options.misses and not half:
                show_misses(some, texts, ours)


def show_misses(some: list[Query], texts: dict[str, str], ours: dict[str, list[str]]) -> None:
    for query in some:
        if ours[query.id][:1] and ours[query.id][0] in query.answers:
            continue
        place = next((n for n, item in enumerate(ours[query.id], 1) if item in query.answers), "-")
        print(f"  {query.id} {place} {texts[query.id]}\n      found {' '.join(ours[query.id])}"
              f"\n      asked {' '.join(query.answers)}")


if __name__ == "__main__":
    main()

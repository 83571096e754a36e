"""Readers search: what is found, what is not, bad input, and what is kept of it."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from editions import small_edition, write_page
from harness import Journal, Server, eventually, hoofbeat, instant

SEARCH = "/int/en/search?q="


@pytest.fixture
def server(serve, journal: Journal):
    with serve(journal) as server:
        yield server


def found(server: Server, words: str, path: str = SEARCH) -> list[str]:
    """The addresses of what is found, each once."""
    answer = server.get(path + quote(words))
    assert answer.status_code == 200
    links = re.findall(r'<h3><a href="([^"#]*)', answer.text)
    return list(dict.fromkeys(links))


def test_what_is_shown_is_found_and_nothing_else(server: Server, journal: Journal, edition: Path):
    assert found(server, "walking")[0] == "/int/en/treatments/walking"
    write_page(edition, "about/boats", "About boats in the harbour")
    assert found(server, "harbour") == []
    journal.revise(edition)
    eventually("it is found", lambda: found(server, "harbour") == ["/int/en/about/boats"])
    journal.withdraw("about/boats")
    eventually("it is gone", lambda: server.get("/int/en/about/boats").status_code == 410)
    assert found(server, "harbour") == []


def test_nothing_is_found_from_the_instant_at_which_it_lapses(serve, tmp_path: Path):
    edition = small_edition(tmp_path / "withheld", unreviewed="withhold")
    journal = Journal(tmp_path / "withheld.sqlite")
    journal.revise(edition)
    journal.approve("home", number="TEST-1")
    ends = time.time() + 6
    journal.approve("treatments/walking", number="TEST-2", expires=instant(ends))
    with serve(journal, HOOFBEAT_WITHOUT_TIMER="1") as server:
        assert found(server, "walking") == ["/int/en/treatments/walking"]
        # The index is as old as the first search: nothing makes another one.
        while (asked := time.time()) < ends + 0.5:
            hits = found(server, "walking")
            suggested = server.get("/int/en/suggest?q=walk").json()
            if asked >= int(ends) + 1:
                assert hits == [] and suggested == []
            time.sleep(0.01)
        assert found(server, "walking") == []


LONG = "walking " * 1200
HOSTILE = [
    '"', '""', '"walking', "walking*", "walking AND (", "NEAR(walking resting, 3)", "title:walking",
    "{title names}: walking", "^walking", "-walking", "NOT walking", "walking'; DROP TABLE texts;--",
    "\u202ewalking", "walking\u200b", "😀 walking", "walking\0", "ΑΒΓ walking", "مشي", "the and of it is",
    "%", "\\", "a" * 900, "walking " * 120,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:20]))
def test_whatever_is_written_gets_a_page(server: Server, words: str):
    answer = server.get(SEARCH + quote(words))
    assert answer.status_code == 200
    assert 'href="/int/en/treatments"' in answer.text or "<h3>" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.text
    assert "failed" not in server.errors() and "error" not in server.errors()


def test_too_much_is_refused_with_a_reason_and_a_way_on(server: Server):
    answer = server.get(SEARCH + quote("walking " * 200))
    assert answer.status_code == 200
    assert "longer than can be looked for" in answer.text
    assert 'href="/int/en/treatments"' in answer.text
    far = server.get(SEARCH + quote(LONG))
    assert far.status_code == 414
    assert 'href="/"' in far.text
    for path in ["&page=0", "&page=-1", "&page=99999999999999999999", "&page=x", "&kind=nothing"]:
        assert server.get(f"{SEARCH}walking{path}").status_code == 200
    # What means nothing stands for itself, and what comes twice counts once.
    assert server.get("/int/en/search?q=%ZZ").status_code == 200
    assert found(server, "walking") == found(server, "", f"{SEARCH}walking&q=zanzibar&x=1&x=2")
    assert server.get("/int/en/search").status_code == 200


def test_html_in_a_query_is_words(server: Server):
    page = server.get(SEARCH + quote('<script>alert("walking")</script>')).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_more_than_can_be_answered_gets_503_at_once_and_reading_goes_on(server: Server):
    with httpx.Client(base_url=server.origin, limits=httpx.Limits(max_connections=200)) as client:
        client.get(f"{SEARCH}walking")
        with ThreadPoolExecutor(120) as pool:
            answers = list(
                pool.map(lambda number: client.get(f"{SEARCH}walking+{number}", timeout=60), range(600)))
        assert {answer.status_code for answer in answers} == {200, 503}
        for answer in answers:
            if answer.status_code == 503:
                assert int(answer.headers["Retry-After"]) > 0
                assert "try again in a few seconds" in answer.text
                assert '<a href="">' in answer.text
        assert client.get("/int/en/").status_code == 200


def test_nothing_of_it_is_written_down(serve, journal: Journal, tmp_path: Path):
    with serve(journal) as server:
        assert found(server, "walking zanzibar42") != []
        assert found(server, "qqzanzibar42") == []
        log = server.errors()
    assert "zanzibar" not in log
    assert all(b"zanzibar" not in file.read_bytes() for file in tmp_path.glob("journal.sqlite*"))
    told = json.loads(
        hoofbeat("searches", "--database", journal.path, "--format", "json").output)
    assert [count["times"] for count in told] == [1]
    assert all("words" not in count for count in told)
    assert re.fullmatch(r"\d{4}-W\d\d", told[0]["week"])


def test_the_words_are_kept_where_the_operator_asks_and_the_page_says_so(serve, journal: Journal):
    with serve(journal, "--keep-unfound-words") as server:
        assert "the words are kept for the editors" in server.get("/int/en/search").text
        for words in ["qqzanzibar", "qqzanzibar", "mail me at ada@example.org qq", "qq 0123456789012"]:
            assert found(server, words) == []
    told = json.loads(
        hoofbeat("searches", "--database", journal.path, "--format", "json").output)
    # What could lead to somebody is counted, and not kept.
    assert {count.get("words"): count["times"] for count in told} == {"qqzanzibar": 2, None: 2}


# The engine apart


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    texts = [
        {"id": "a", "title": "Boats", "body": "A boat lies in the harbour."},
        {"id": "b", "text": "Harbours are where boats lie, and one boat more."},
        {"id": "c", "title": "Bread", "body": "The baker sells it before the market opens."},
    ]
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(text) + "\n" for text in texts))
    return file


def test_a_collection_is_indexed_and_asked(corpus: Path, tmp_path: Path):
    index, run = tmp_path / "corpus.index", tmp_path / "run.txt"
    assert hoofbeat("index", corpus, "--out", index).output == "3 texts indexed.\n"
    queries = tmp_path / "queries.jsonl"
    asked = [("1", "boat"), ("2", "bakre market"), ("3", 'NEAR("x"'), ("4", "boats harbor")]
    queries.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in asked))
    hoofbeat("query", "--index", index, "--queries", queries, "--run", run)
    rows = [line.split(" ") for line in run.read_text().splitlines()]
    assert all(len(row) == 6 and row[1] == "Q0" and row[5] == "hoofbeat" for row in rows)
    assert [row[2] for row in rows if row[0] == "1"] == ["a", "b"]
    assert [(row[2], row[3]) for row in rows if row[0] == "2"] == [("c", "1")]
    assert [row for row in rows if row[0] == "3"] == []
    for id in "1", "4":
        scores = [float(row[4]) for row in rows if row[0] == id]
        assert scores == sorted(scores, reverse=True) and scores


def test_no_file_that_is_read_is_written_over(corpus: Path, tmp_path: Path):
    before = corpus.read_bytes()
    assert "would be written over" in hoofbeat("index", corpus, "--out", corpus, code=1).errors
    assert corpus.read_bytes() == before
    index = tmp_path / "corpus.index"
    hoofbeat("index", corpus, "--out", index)
    built = index.read_bytes()
    for run in index, corpus:
        ended = hoofbeat("query", "--index", index, "--queries", corpus, "--run", run, code=1)
        assert "would be written over" in ended.errors
    assert (corpus.read_bytes(), index.read_bytes()) == (before, built)


def test_what_cannot_be_indexed_is_said_in_words(corpus: Path, tmp_path: Path):
    out = tmp_path / "corpus.index"
    with corpus.open("a") as file:
        file.write('{"id": "a", "text": "again"}\n')
    assert "two texts have the id a" in hoofbeat("index", corpus, "--out", out, code=1).errors
    assert "there is no stemmer for zz" in hoofbeat("index", corpus, "--out", out, "--language", "zz", code=1).errors
    nowhere = tmp_path / "nowhere/x.index"
    assert f"{nowhere} cannot be written" in hoofbeat("index", corpus, "--out", nowhere, code=1).errors
    assert f"{tmp_path} cannot be read" in hoofbeat("index", tmp_path, "--out", out, code=1).errors
    asked = hoofbeat("query", "--index", corpus, "--queries", corpus, "--run", tmp_path / "run.txt", code=1)
    assert "is nothing that `hoofbeat index` wrote" in asked.errors
    assert not list(tmp_path.glob("corpus.index*"))


@pytest.mark.parametrize(
    "line", ["{", '{"id": "x"}', '{"id": 3, "text": "a"}', '{"id": "a b", "text": "c"}', "[]"])
def test_a_line_that_is_no_text_is_named_and_nothing_is_left(corpus: Path, tmp_path: Path, line: str):
    with corpus.open("a") as file:
        file.write(line + "\n")
    out = tmp_path / "corpus.index"
    ended = hoofbeat("index", corpus, "--out", out, code=1)
    assert "corpus.jsonl, line 4" in ended.errors
    assert [file.name for file in tmp_path.glob("corpus.index*")] == []


def test_a_reader_may_insist_on_their_own_words(server: Server):
    mended = server.get(SEARCH + "wlaking").text
    assert "Showing results for <strong>walking</strong>" in mended
    own = re.search(r'<a href="(/int/en/search\?q=wlaking&amp;as=typed)">', mended)
    answer = server.get(own[1].replace("&amp;", "&")).text
    assert "Showing results for" not in answer
    assert 'Did you mean <a href="/int/en/search?q=walking&amp;as=typed">walking</a>?' in answer

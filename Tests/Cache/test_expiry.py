"""From the instant an approval ends, not one reader is shown it, through a shared cache either."""

import threading
import time
from dataclasses import dataclass

import httpx
import pytest

from editions import copy_of_nets
from harness import Journal, eventually, instant

PRRT = "/int/en/treatments/prrt"
READERS = 4

# Words of one treatment that stand nowhere else: in its text, its row of the table, its card.
WORDS = [
    "A drip carries a radioactive medicine through your blood to the tumour",
    "What treatment with a radioactive drip can do",
]


@pytest.fixture
def journal(tmp_path) -> Journal:
    """The shipped edition, of which only what is approved may be shown."""
    edition = copy_of_nets(tmp_path, ("unreviewed: show-with-notice", "unreviewed: withhold"))
    journal = Journal(tmp_path / "journal.sqlite")
    journal.revise(edition)
    return journal


def seen_by(server) -> None:
    """A server takes in what was written within a second; a cache may keep what it said before."""
    eventually("the server shows what was approved", lambda: server.get(PRRT).status_code == 200)


@dataclass
class Answer:
    """An answer, between the instant read before asking and the one read afterwards."""

    asked: float
    answered: float
    path: str
    status: int
    text: str
    age: int
    lifetime: int | None

    @property
    def has_the_words(self) -> bool:
        return any(words in self.text for words in WORDS)


def poll(cache, paths: list[str], start: float, end: float) -> list[Answer]:
    """Asks for the paths in turn, every few milliseconds, over several connections."""
    answers: list[Answer] = []
    lock = threading.Lock()

    def read(offset: int) -> None:
        with cache.client() as client:
            turn = offset
            while time.time() < start:
                time.sleep(0.01)
            while time.time() < end:
                answer = ask(client, paths[turn % len(paths)])
                with lock:
                    answers.append(answer)
                turn += 1
                time.sleep(0.003)

    readers = [threading.Thread(target=read, args=(offset,)) for offset in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return answers


def ask(client: httpx.Client, path: str) -> Answer:
    asked = time.time()
    got = client.get(path)
    answered = time.time()
    directives = dict(
        part.strip().partition("=")[::2] for part in got.headers["cache-control"].split(",")
    )
    lifetime = directives.get("max-age")
    return Answer(
        asked, answered, path, got.status_code, got.text, int(got.headers.get("age", 0)),
        int(lifetime) if lifetime else None,
    )  # fmt: skip


def between(answers: list[Answer], path: str, before=None, since=None) -> list[Answer]:
    """The answers for a path that came before an instant, or were asked for since one."""
    chosen = [answer for answer in answers if answer.path == path]
    if before is not None:
        return [answer for answer in chosen if answer.answered < before]
    return [answer for answer in chosen if answer.asked >= since]


def test_everything_lapses_at_once(journal, serve, varnish):
    """Every background task of the server is off: the request itself decides."""
    with serve(journal, HOOFBEAT_WITHOUT_TIMER="1") as server, varnish(server) as cache:
        end = round(time.time()) + 8
        journal.approve("--all", expires=instant(end))
        answers = poll(cache, [PRRT], end - 3, end + 3)
    before, since = between(answers, PRRT, before=end), between(answers, PRRT, since=end)
    assert len(before) > 20 and len(since) > 20
    assert [a.status for a in before if a.status != 200] == []
    assert all(answer.has_the_words for answer in before)
    assert [a.asked - end for a in since if a.status != 404] == []
    assert not any(answer.has_the_words for answer in since)
    assert all("This page is being reviewed" in answer.text for answer in since)


def test_a_page_that_nobody_asked_for_in_between_is_not_stale(journal, serve, varnish):
    """A cache likes to hand out what it has just let grow old, and to ask for news afterwards."""
    items = [item for item in journal.items() if "/" in item]
    paths = [f"/int/en/{item}" for item in items[:: max(1, len(items) // 60)]]
    with serve(journal, HOOFBEAT_WITHOUT_TIMER="1") as server, varnish(server) as cache:
        end = round(time.time()) + 12
        journal.approve("--all", expires=instant(end))
        with cache.client() as client:
            before = asked_over(client, paths, end - 9, end - 0.3)
            since = asked_over(client, paths, end, end + 4)
    assert len(before) == len(since) > 40
    assert {answer.status for answer in before} == {200}
    assert [(a.path, a.asked - end) for a in since if a.status != 404] == []


def asked_over(client: httpx.Client, paths: list[str], start: float, end: float) -> list[Answer]:
    """Asks once for each path, at even distances of time."""
    answers = []
    for number, path in enumerate(paths):
        time.sleep(max(0, start + (end - start) * number / len(paths) - time.time()))
        answers.append(ask(client, path))
    return answers


def test_one_page_lapses_and_leaves_every_list(journal, serve, varnish):
    """The others stay approved; the table keeps its column, and home and table lose its words."""
    others = [item for item in journal.items() if item != "treatments/prrt"]
    paths = [PRRT, "/int/en/treatments", "/int/en/"]
    with serve(journal, HOOFBEAT_WITHOUT_TIMER="1") as server, varnish(server) as cache:
        journal.approve(*others)
        end = round(time.time()) + 8
        journal.approve("treatments/prrt", expires=instant(end))
        answers = poll(cache, paths, end - 3, end + 3)
    for path in paths:
        before, since = between(answers, path, before=end), between(answers, path, since=end)
        assert before and since
        assert all(answer.status == 200 and answer.has_the_words for answer in before), path
        assert not any(answer.has_the_words for answer in since), path
    assert {answer.status for answer in between(answers, PRRT, since=end)} == {404}
    assert {answer.status for answer in between(answers, "/int/en/", since=end)} == {200}
    table = between(answers, "/int/en/treatments", since=end)
    assert all("Being reviewed: prrt" in answer.text for answer in table)


def test_no_lifetime_reaches_the_change(journal, serve, varnish):
    """Whatever the cache says it holds is old before the approval ends, to the second."""
    with serve(journal, HOOFBEAT_WITHOUT_TIMER="1") as server, varnish(server) as cache:
        end = round(time.time()) + 9
        journal.approve("--all", expires=instant(end))
        answers = poll(cache, [PRRT], end - 7, end + 0.5)
    kept = [a for a in between(answers, PRRT, before=end) if a.lifetime is not None]
    assert any(answer.age > 0 for answer in kept), "the cache kept nothing"
    # An age is counted in whole seconds, so it may be one more than it says.
    late = [a for a in kept if a.asked + a.lifetime - a.age - 1 >= end]
    assert late == []
    last = [a for a in between(answers, PRRT, before=end) if a.asked >= end - 1]
    assert last and all(answer.lifetime is None for answer in last)


def test_a_known_page_is_not_sent_again(journal, serve, varnish):
    with serve(journal) as server, varnish(server) as cache, cache.client() as client:
        journal.approve("--all")
        seen_by(server)
        page = client.get(PRRT)
        assert page.status_code == 200
        again = client.get(PRRT, headers={"If-None-Match": page.headers["etag"]})
        assert again.status_code == 304
        assert again.content == b""
        # And it asks the server so once its own copy has grown old.
        other = client.get(PRRT, headers={"If-None-Match": '"another"'})
        assert other.status_code == 200
        assert other.text == page.text


def test_every_coding_has_its_own_copy(journal, serve, varnish):
    with serve(journal) as server, varnish(server) as cache, cache.client() as client:
        journal.approve("--all")
        seen_by(server)
        plain = client.get(PRRT, headers={"Accept-Encoding": "identity"})
        packed = client.get(PRRT, headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.text == plain.text
        assert "accept-encoding" in plain.headers["vary"].lower()


@pytest.mark.long
def test_a_withdrawal_nobody_planned_holds_everywhere_within_a_minute(journal, serve, varnish):
    """At once at the server, and in a cache when what it kept has grown old: at most 61 seconds."""
    with serve(journal) as server, varnish(server) as cache, cache.client() as client:
        journal.approve("--all")
        seen_by(server)
        assert client.get(PRRT).status_code == 200
        journal.withdraw("treatments/prrt")
        withdrawn = time.time()
        eventually("the server knows", lambda: server.get(PRRT).status_code == 410, seconds=1)
        while (answer := ask(client, PRRT)).status == 200:
            assert answer.asked < withdrawn + 61
            time.sleep(0.1)
        assert answer.status == 410
        while time.time() < withdrawn + 63:
            assert ask(client, PRRT).status == 410
            time.sleep(0.1)

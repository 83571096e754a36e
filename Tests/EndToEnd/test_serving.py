"""How a server starts, what it leaves out, and how it stops."""

import fcntl
import html
import re
import signal
import socket
import threading
import time

import httpx
import pytest

from editions import replace
from harness import Journal, Server, eventually

HOME = "/int/en/"
RESTING = "/int/en/treatments/resting"


def test_the_first_start_fills_an_empty_journal_and_no_other(tmp_path, edition, serve):
    journal = Journal(tmp_path / "new.sqlite")
    with serve(journal, "--edition", edition) as server:
        assert "A small site" in server.get(HOME).text
    facts = journal.facts()
    assert len(facts) > 5
    replace(edition / "en/pages/about.md", "Nobody has", "Nobody ever has")
    with serve(journal, "--edition", edition) as server:
        assert "Nobody ever has" not in server.get("/int/en/about").text
    assert journal.facts() == facts


def test_an_edition_with_an_error_does_not_start_and_leaves_no_facts(tmp_path, edition):
    replace(edition / "en/treatments/resting.md", "benefits: |", "benefit: |")
    journal = Journal(tmp_path / "new.sqlite")
    ended = journal.do("serve", "--edition", edition, "--port", "0", code=1)
    assert "en/treatments/resting.md:" in ended.errors
    journal.do("status", code=1)


def test_a_port_that_is_taken_is_one_sentence(journal):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = journal.do("serve", "--port", taken.getsockname()[1], code=1)
    assert ended.errors.strip().count("\n") == 0
    assert "Serving" not in ended.output


# Links


def test_links_are_built_from_the_origin_and_never_from_the_host(journal, serve):
    with serve(journal, "--origin", "https://nets.example") as server:
        for path in (HOME, RESTING, "/", "/robots.txt", "/sitemap.xml", "/int/en", "/nowhere"):
            answer = server.get(
                path, Host="evil.example", X_Forwarded_Host="evil.example",
                Forwarded="host=evil.example", X_Forwarded_Proto="gopher",
            )  # fmt: skip
            said = answer.text + str(answer.headers)
            assert "evil.example" not in said and "gopher" not in said, path
            assert str(server.port) not in answer.text, path
        assert '<link rel="canonical" href="https://nets.example/int/en/">' in server.get(HOME).text


def test_without_an_origin_links_lead_to_where_it_listens(journal, serve):
    with serve(journal) as server:
        assert f'<link rel="canonical" href="{server.origin}{HOME}">' in server.get(HOME).text


# Another instant


def test_another_instant_has_a_banner_and_nobody_keeps_it(journal, serve):
    moment = "2031-05-01T00:00:00.000Z"
    with serve(journal, "--now", moment) as server:
        for path, status in (
            (HOME, 200), (RESTING, 200), ("/int/en/nowhere", 404), ("/", 303), ("/robots.txt", 200),
        ):  # fmt: skip
            answer = server.get(path)
            assert answer.status_code == status
            assert answer.headers["cache-control"] == "no-store", path
            assert "noindex" in answer.headers["x-robots-tag"], path
        page = server.get(RESTING).text
        assert f"The site as of {moment}" in page
        assert "should have been checked again" in page


def test_another_instant_is_shown_to_this_machine_only(journal):
    moment = "2031-05-01T00:00:00Z"
    ended = journal.do("serve", "--now", moment, "--host", "0.0.0.0", "--port", "0", code=64)
    assert "this machine only" in ended.errors


# Templates of the operator's own


def test_a_template_in_a_folder_takes_the_place_of_ours(journal, serve, tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "foot.mustache").write_text("<footer>Ours, by {{publisher}}</footer>\n")
    (folder / "site.css").write_text("body { color: black }\n")
    with serve(journal, "--templates", folder) as server:
        page = server.get(HOME).text
        assert "<footer>Ours, by The testers</footer>" in page
        style = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)[1]
        assert "color: black" in server.get(style).text or "color:black" in server.get(style).text
        assert "Skip to the content" in page


def test_a_template_that_cannot_be_read_is_one_sentence(journal, tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "foot.mustache").write_text("<footer>{{#publisher}}</footer>\n")
    ended = journal.do("serve", "--port", "0", "--templates", folder, code=1)
    assert "foot" in ended.errors and ended.errors.strip().count("\n") == 0


def test_a_folder_of_templates_that_is_not_there_is_one_sentence(journal, tmp_path):
    ended = journal.do("serve", "--port", "0", "--templates", tmp_path / "none", code=1)
    assert ended.errors.strip().count("\n") == 0


# Stopping


def test_told_to_stop_it_finishes_what_it_has_begun(journal, tmp_path):
    """Readers whose requests were taken get their whole answer; the rest find the door closed."""
    server = Server(tmp_path / "server.log", "serve", "--database", journal.path)
    expected = server.get(RESTING).content
    wrong: list[str] = []
    answered: list[int] = []
    stopping = threading.Event()

    def read() -> None:
        with httpx.Client(base_url=server.origin, timeout=30) as client:
            while True:
                try:
                    answer = client.get(RESTING)
                except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError) as error:
                    cut = "incomplete" in str(error) or "peer closed connection" in str(error)
                    if cut or not stopping.is_set():
                        wrong.append(repr(error))
                    return
                if answer.status_code != 200 or answer.content != expected:
                    wrong.append(f"{answer.status_code}, {len(answer.content)} bytes")
                answered.append(1)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    eventually("the readers read", lambda: len(answered) > 200)
    stopping.set()
    assert server.stop() == 0, server.errors()
    for reader in readers:
        reader.join(30)
    assert wrong == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_an_idle_connection_does_not_keep_it(name, journal, tmp_path):
    server = Server(tmp_path / "server.log", "serve", "--database", journal.path)
    with socket.create_connection(("127.0.0.1", server.port)):
        server.get(HOME)
        server.process.send_signal(getattr(signal, name))
        start = time.monotonic()
        assert server.process.wait(30) == 0, server.errors()
        assert time.monotonic() - start < 15
    server.stop()


# Blindness


# What SQLite's readers take a share of, in the file beside the journal
# (https://sqlite.org/walformat.html#wal_locks).
FIRST_LOCK, LOCKS = 120, 8


@pytest.mark.long
def test_a_server_that_cannot_read_its_journal_says_where_to_turn(journal, serve):
    """Somebody else holds the journal and does not let go. SQLite waits long before it gives up."""
    with serve(journal, "--blind-for", "1") as server:
        assert server.get(RESTING).status_code == 200
        with open(f"{journal.path}-shm", "r+b") as beside:
            eventually("the journal is held", lambda: hold(beside))
            blind = eventually("it is blind", lambda: is_status(server.get(RESTING), 503), 90)
            assert "In an emergency, call 112" in blind.text
            assert "Your own team is the best place to ask" in blind.text
            assert "Resting for a while, in short." not in blind.text
            assert blind.headers["cache-control"] == "no-store"
            assert server.get("/healthz").status_code == 200
            assert server.get("/readyz").status_code == 503
        eventually("it sees again", lambda: is_status(server.get(RESTING), 200))


FORMS = [
    ("/int/en/questions/ask", "question"), ("/int/en/rate?item=treatments/resting", "missing"),
    ("/int/en/follow", "email"),
]


@pytest.mark.parametrize("path, field", FORMS)
def test_what_somebody_wrote_is_kept_for_them_while_nothing_can_be_taken(journal, serve, path, field):
    written = 'How long does <it> hurt? "Please" & thanks'
    with serve(journal, "--blind-for", "1") as server:
        journal.path.rename(journal.path.with_name("away.sqlite"))
        eventually("it is blind", lambda: is_status(server.get(RESTING), 503), 90)
        answer = httpx.post(
            server.origin + path, data={field: written}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
        assert html.unescape(answer.text).count(written) == 1
        assert "&lt;it&gt;" in answer.text
        assert "Resting" not in answer.text
        assert answer.headers["cache-control"] == "no-store"


def hold(beside) -> bool:
    try:
        fcntl.lockf(beside, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKS, FIRST_LOCK)
    except OSError:
        return False
    return True


def is_status(answer: httpx.Response, status: int) -> httpx.Response | None:
    return answer if answer.status_code == status else None

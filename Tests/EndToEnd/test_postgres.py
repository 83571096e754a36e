"""On PostgreSQL: several machines, one journal; a server that goes away; moving there and back."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from editions import replace
from harness import ADA, BINARY, Journal, Server, environment, eventually, free_port, hoofbeat, running
from mailing import Sink
from postgres import KEY, PASSWORD, Database, Postgres

ITEM = "treatments/resting"
PAGE = f"/int/en/{ITEM}"
RATE = f"/int/en/rate?item={ITEM}"


def rate(server: Server, mark: int, cookies=None, **fields: str) -> httpx.Response:
    return httpx.post(
        server.origin + RATE,
        data={"mark": str(mark)} | fields,
        headers={"Sec-Fetch-Site": "same-origin"},
        cookies=cookies,
    )


def ask(server: Server, question: str, form: str = "") -> httpx.Response:
    return httpx.post(
        server.origin + "/int/en/questions/ask",
        data={"question": question, "send": "1", "form": form},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


# Commands


def test_every_command_works_as_on_a_file(filled: Database, edition: Path):
    assert "0 items written" in filled.revise(edition).output
    filled.approve("--all", prepared="2026-11-01", expires="2027-10-01")
    filled.do("withdraw", "about", "--reason", "to try", "--by", ADA)
    assert "The journal is whole." in filled.do("verify").output
    assert "withdrew about" in filled.do("journal").output
    assert "about" in filled.do("status").output
    assert filled.do("remarks").output == ""
    assert "Resting" in filled.do("as-of", "2027-09-01T00:00:00Z", PAGE).output


def test_a_password_is_taken_from_everywhere_but_the_command_line(filled: Database, monkeypatch):
    refused = hoofbeat("status", "--database", filled.whole, code=64)
    assert "HOOFBEAT_DATABASE" in refused.errors
    assert "PGPASSWORD" in refused.errors
    assert PASSWORD not in refused.errors
    assert quote(PASSWORD, safe="") not in refused.errors
    monkeypatch.delenv("PGPASSWORD")
    wrong = filled.do("status", code=1)
    assert "cannot be reached" in wrong.errors
    wrong = hoofbeat("status", code=1, HOOFBEAT_DATABASE=filled.whole.replace("open", "opened"))
    assert "password authentication failed" in wrong.errors
    assert "opened" not in wrong.errors
    assert "about" in hoofbeat("status", HOOFBEAT_DATABASE=filled.whole).output
    # Half of a password with a slash in it would be taken for a host.
    half = hoofbeat("status", code=1, HOOFBEAT_DATABASE="postgres://ada:half/open@db.example/nets")
    assert "cannot be read" in half.errors
    assert "half" not in half.errors


@pytest.mark.parametrize(
    "words, told",
    [
        (["status", "--database", "mysql://db.example/nets"], "postgres://"),
    ],
)
def test_what_is_not_for_it_says_what_is(filled: Database, words, told):
    name = [] if "--database" in words else ["--database", filled.path]
    assert told in hoofbeat(*words, *name, code=None).errors


def test_a_server_that_is_not_there_is_named_without_a_password():
    port = free_port()
    address = f"postgres://ada:secret@127.0.0.1:{port}/nets"
    ended = hoofbeat("status", code=1, HOOFBEAT_DATABASE=address)
    assert f"the database postgres://ada@127.0.0.1:{port}/nets cannot be reached" in ended.errors
    assert "secret" not in ended.errors


def test_serving_needs_the_key_that_all_machines_share(filled: Database, monkeypatch, tmp_path: Path):
    monkeypatch.delenv("HOOFBEAT_KEY")
    refused = filled.do("serve", "--port", "0", code=1)
    assert "--key-file" in refused.errors
    assert "HOOFBEAT_KEY" in refused.errors


def test_a_stranger_with_a_small_role_reads_and_writes_nothing(filled: Database, postgres: Postgres):
    filled.sql(
        "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'small';"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"
    )
    name = f"postgres://reader@127.0.0.1:{postgres.port}/{filled.name}"
    assert "about" in hoofbeat("status", "--database", name, PGPASSWORD="small").output
    words = ("withdraw", "about", "--reason", "to try", "--by", ADA, "--database", name)
    refused = hoofbeat(*words, code=1, PGPASSWORD="small")
    assert "refused: permission denied" in refused.errors


# Nodes


@contextlib.contextmanager
def nodes(database: Database, tmp_path: Path, *words: object) -> Iterator[list[Server]]:
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                running(
                    Server(tmp_path / f"node-{number}.log", "serve", "--database", database.path, *words)
                )
            )
            for number in (1, 2)
        ]


def test_what_one_machine_writes_every_node_serves_within_a_second(filled: Database, tmp_path: Path):
    with nodes(filled, tmp_path) as servers:
        for round in range(3):
            for command, status in (("withdraw", 410), ("reinstate", 200)):
                filled.do(command, ITEM, "--reason", "to try", "--by", ADA)
                start = time.monotonic()
                for server in servers:
                    eventually(
                        f"{command}, round {round}",
                        lambda: server.get(PAGE).status_code == status,
                        seconds=1,
                    )
                assert time.monotonic() - start < 1


def test_a_rating_given_to_one_node_is_known_to_the_other(filled: Database, tmp_path: Path):
    with nodes(filled, tmp_path) as (one, other):
        answer = rate(one, 4, missing="How long?")
        assert answer.status_code == 303
        cookies = {"rater": answer.cookies["rater"]}
        page = httpx.get(other.origin + RATE, cookies=cookies).text
        assert re.search(r'value="4"[^>]* checked', page)
        assert "How long?" in page
        # The same reader changes it there, and is counted once.
        assert rate(other, 2, cookies=cookies, missing="How long?").status_code == 303
        assert "2.0 out of 5, from 1 rating." in httpx.get(one.origin + RATE).text
        assert rate(other, 5).status_code == 303
        assert filled.sql("SELECT mark, readers FROM marks WHERE readers > 0 ORDER BY mark") == "2|1\n5|1"
    assert "How long?" in filled.do("remarks").output


def test_a_question_that_both_nodes_get_is_one_and_the_editors_see_it(
    filled: Database, postgres: Postgres, tmp_path: Path
):
    with nodes(filled, tmp_path) as servers:
        form = "0123456789abcdef" * 2
        with ThreadPoolExecutor(8) as pool:
            answers = pool.map(lambda n: ask(servers[n % 2], "How long? żółw", form), range(8))
            assert {answer.status_code for answer in answers} == {303}
        (one,) = json.loads(filled.do("questions", "--format", "json").output)
        filled.do("questions", "claim", one["code"], "--by", ADA)
        filled.do("questions", "side-effect", one["code"], "--by", ADA)
        filled.do("questions", "merge", one["code"], ITEM, "--by", ADA)
        assert f"answered already by {ITEM}" in filled.do("questions").output
        postgres.stop()
        try:
            answer = ask(servers[0], "Is <this> lost?", form)
            assert answer.status_code == 503
            assert "Is &lt;this&gt; lost?</textarea>" in answer.text
        finally:
            postgres.start()
        for server in servers:
            eventually("it is kept", lambda: ask(server, "Is <this> lost?", form).status_code == 303)
    assert filled.sql("SELECT count(*) FROM questions") == "2"


def test_two_nodes_hand_each_letter_over_once_however_slow_the_mail_server(
    filled: Database, edition: Path, tmp_path: Path
):
    replace(edition / "edition.yaml", "controller:", "controller: The testers, Example Street 1")
    filled.revise(edition)
    readers = [f"reader{number}@example.org" for number in range(40)]
    with Sink(seconds=3) as sink:
        words = "--smtp", sink.address, "--mail-from", "updates@example.net", "--trusted-proxy", "127.0.0.1"
        with nodes(filled, tmp_path, *words) as servers:
            for number, reader in enumerate(readers):
                answer = httpx.post(
                    servers[number % 2].origin + "/int/en/follow",
                    data={"email": reader, "topic-tests": "1", "frequency": "now", "consent": "yes"},
                    headers={"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": f"10.0.0.{number}"},
                )
                assert answer.status_code == 303
            # Longer than a node holds the mail without a word.
            eventually("all have theirs", lambda: all(map(sink.to, readers)), 60)
            time.sleep(12)
        assert [len(sink.to(reader)) for reader in readers] == [1] * len(readers)


def test_the_server_goes_away_and_comes_back(filled: Database, postgres: Postgres, tmp_path: Path):
    with nodes(filled, tmp_path, "--blind-for", "8") as servers:
        cookies = {"rater": rate(servers[0], 4).cookies["rater"]}
        postgres.stop()
        try:
            for server in servers:
                eventually("it is not ready", lambda: server.get("/readyz").status_code == 503, 2)
                assert server.get("/healthz").status_code == 200
                assert server.get(PAGE).status_code == 200
                answer = rate(server, 3, cookies=cookies, missing="Still <here>")
                assert answer.status_code == 503
                assert "Still &lt;here&gt;</textarea>" in answer.text
                assert re.search(r'value="3"[^>]* checked', answer.text)
            server = servers[0]
            eventually("nobody is answered", lambda: server.get(PAGE).status_code == 503, 15)
            assert "In an emergency, call 112" in server.get(PAGE).text
        finally:
            postgres.start()
        for server in servers:
            eventually("it is ready again", lambda: server.get("/readyz").status_code == 200, 5)
            assert server.get(PAGE).status_code == 200
            eventually("it takes ratings", lambda: rate(server, 5, cookies=cookies).status_code == 303, 5)
            assert server.errors().count("cannot be read:") == 1
            assert "The journal can be read again." in server.errors()
            assert PASSWORD not in server.errors()
        filled.do("withdraw", ITEM, "--reason", "to try", "--by", ADA)
        for server in servers:
            eventually("the news come", lambda: server.get(PAGE).status_code == 410, 1)
    assert filled.sql("SELECT mark, readers FROM marks WHERE readers > 0") == "5|1"


@contextlib.contextmanager
def hanging(postgres: Postgres) -> Iterator[None]:
    """The server keeps its connections, takes new ones, and says nothing."""
    (master,) = (postgres.folder / "data/postmaster.pid").read_text().splitlines()[:1]
    children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True, check=True).stdout.split()
    processes = [int(master), *map(int, children)]
    try:
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def test_a_server_that_hangs_is_as_good_as_away(filled: Database, postgres: Postgres, tmp_path: Path):
    with nodes(filled, tmp_path, "--blind-for", "20") as servers:
        server = servers[0]
        assert rate(server, 4).status_code == 303
        with hanging(postgres):
            # Nobody can know in the first seconds; after these, nobody waits.
            eventually("it is not ready", lambda: server.get("/readyz").status_code == 503, 15)
            started = time.monotonic()
            assert server.get("/healthz").status_code == 200
            assert server.get(PAGE).status_code == 200
            answer = rate(server, 3, missing="Still here")
            assert answer.status_code == 503 and "Still here</textarea>" in answer.text
            assert ask(server, "How long does resting take?").status_code == 503
            assert time.monotonic() - started < 4
            eventually("nobody is answered", lambda: server.get(PAGE).status_code == 503, 30)
        eventually("it is ready again", lambda: server.get("/readyz").status_code == 200, 15)
        assert server.get(PAGE).status_code == 200
    # What was refused is not written afterwards.
    assert filled.sql("SELECT sum(readers) FROM marks") == "1"
    assert filled.sql("SELECT count(*) FROM questions") == "0"


def test_ratings_while_the_server_crashes_are_kept_once(filled: Database, postgres: Postgres, tmp_path: Path):
    """Whoever was told that their rating is kept has one, and nobody has two."""
    with nodes(filled, tmp_path, "--trusted-proxy", "127.0.0.1") as servers:
        kept, stop = [], threading.Event()

        def write(number: int) -> None:
            while not stop.is_set():
                network = f"10.{number}.{len(kept) >> 8 & 255}.{len(kept) & 255}"
                answer = httpx.post(
                    servers[number % 2].origin + RATE, data={"mark": "4"},
                    headers={"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": network},
                )  # fmt: skip
                if answer.status_code == 303:
                    kept.append(answer.cookies["rater"])
                else:
                    assert answer.status_code in (429, 503)

        writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
        for writer in writers:
            writer.start()
        for _ in range(3):
            time.sleep(0.5)
            postgres.stop("immediate")
            postgres.start()
        time.sleep(1.5)
        stop.set()
        for writer in writers:
            writer.join()
        page = httpx.get(servers[0].origin + RATE, cookies={"rater": kept[-1]}).text
        assert re.search(r'value="4"[^>]* checked', page)
    rows = int(filled.sql("SELECT count(*) FROM ratings"))
    assert len(kept) > 10
    # One that was written and could not be acknowledged may be there besides, for each that waited.
    assert len(kept) <= rows <= len(kept) + 3 * len(writers)
    assert rows == int(filled.sql("SELECT sum(readers) FROM marks"))
    assert "The journal is whole." in filled.do("verify").output


# Moving


@pytest.fixture
def rated(serve, journal: Journal) -> Journal:
    """A file with a journal, ratings and words of readers."""
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        for number in range(20):
            rate(server, number % 5 + 1, missing=f"What is {number}? żółw" if number % 2 else "")
        for number in range(5):
            assert ask(server, f"Question\nnumber {number}, żółw?").status_code == 303
    code = json.loads(journal.do("questions", "--format", "json").output)[0]["code"]
    journal.do("questions", "decline", code, "--reason", "to try", "--by", ADA)
    return journal


def everything(journal: Journal) -> tuple:
    with sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True) as file:
        return tuple(
            file.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("entries", "blobs", "ratings", "marks", "questions")
        )


def test_a_copy_to_the_server_and_back_is_the_same(rated: Journal, database: Database, tmp_path: Path):
    copied = hoofbeat("copy", rated.path, database.path)
    assert "20 ratings" in copied.output
    assert "The copy is whole." in copied.output
    assert database.do("remarks").output == rated.do("remarks").output
    assert database.do("journal", "--digests").output == rated.do("journal", "--digests").output
    back = Journal(tmp_path / "back.sqlite")
    hoofbeat("copy", database.path, back.path)
    assert everything(back) == everything(rated)
    again = hoofbeat("copy", database.path, back.path)
    assert "Everything was there already." in again.output


def test_the_target_may_come_from_the_environment(rated: Journal, database: Database):
    hoofbeat("copy", rated.path, HOOFBEAT_DATABASE=database.whole)
    assert "about" in database.do("status").output
    assert "HOOFBEAT_DATABASE" in hoofbeat("copy", rated.path, code=64).errors
    assert "PGPASSWORD" in hoofbeat("copy", rated.path, database.whole, code=64).errors


def test_what_the_source_lost_since_an_earlier_copy_goes_when_asked(rated: Journal, database: Database):
    hoofbeat("copy", rated.path, database.path)
    with contextlib.closing(sqlite3.connect(rated.path)) as source, source:
        source.execute("UPDATE ratings SET missing = NULL, mark = 1")
        source.execute("DELETE FROM ratings WHERE rater = (SELECT min(rater) FROM ratings)")
    refused = hoofbeat("copy", rated.path, database.path, code=1)
    assert "--match" in refused.errors
    hoofbeat("copy", "--match", rated.path, database.path)
    assert "Everything was there already." in hoofbeat("copy", rated.path, database.path).output


def test_a_copy_that_was_interrupted_goes_on(rated: Journal, database: Database, rounds: int, luck):
    """Killed again and again, wherever it is, until it gets through."""
    with sqlite3.connect(rated.path) as file:
        rows = [(f"page-{number}", number.to_bytes(32), number % 5 + 1) for number in range(6_000)]
        values = "VALUES (?, ?, ?, NULL, NULL, 'int', 'en', 0)"
        file.executemany(f"INSERT INTO ratings {values}", rows)
    reached, patience = set(), 0.4
    for _ in range(rounds):
        process = subprocess.Popen(
            [BINARY, "copy", rated.path, database.path], env=environment(), stdout=subprocess.DEVNULL
        )
        time.sleep(luck.uniform(0, patience))
        process.kill()
        process.wait()
        if not database.sql("SELECT to_regclass('ratings')"):
            continue
        count = int(database.sql("SELECT count(*) FROM ratings"))
        reached.add(count)
        if count > 6_000:
            # It got through: less time, and from the beginning.
            patience *= 0.8
            database.sql("DELETE FROM ratings")
    assert any(0 < count < 6_000 for count in reached), "it was never killed in the middle"
    whole = hoofbeat("copy", rated.path, database.path)
    assert "The copy is whole." in whole.output
    assert database.sql("SELECT sum(readers) FROM marks") == "6020"


def test_one_half_is_filled_up(rated: Journal, database: Database):
    hoofbeat("copy", rated.path, database.path)
    database.sql("DELETE FROM ratings WHERE mark = 3")
    assert "4 rows written." in hoofbeat("copy", rated.path, database.path).output
    assert database.sql("SELECT sum(readers) FROM marks") == "20"


@pytest.mark.parametrize(
    "change, table",
    [
        ("UPDATE ratings SET mark = 1 WHERE mark = 2", "ratings"),
        ("INSERT INTO ratings SELECT 'zzz', rater, 1, NULL, NULL, 'int', 'en', 0 FROM ratings LIMIT 1", "ratings"),
        ("INSERT INTO ratings SELECT 'a', rater, 1, NULL, NULL, 'int', 'en', 0 FROM ratings LIMIT 1", "ratings"),
        ("INSERT INTO blobs SELECT sha256(digest), digest FROM blobs LIMIT 1", "blobs"),
    ],
)
def test_a_target_that_holds_something_else_is_left_alone(rated: Journal, database: Database, change, table):
    hoofbeat("copy", rated.path, database.path)
    database.sql(change)
    database.sql("DELETE FROM ratings WHERE mark = 5")
    before = database.sql("SELECT count(*) FROM ratings")
    refused = hoofbeat("copy", rated.path, database.path, code=1)
    assert f"holds something else already, in its table {table}" in refused.errors
    assert database.sql("SELECT count(*) FROM ratings") == before


def test_another_journal_is_not_written_over(rated: Journal, database: Database, edition: Path):
    database.revise(edition)
    refused = hoofbeat("copy", rated.path, database.path, code=1)
    assert "holds something else already, in its table entries" in refused.errors
    assert database.sql("SELECT count(*) FROM ratings") == "0"
    database.sql("CREATE SCHEMA other; CREATE TABLE other.a (b text)")
    foreign = hoofbeat("copy", rated.path, f"{database.path}?options=-csearch_path%3Dother", code=1)
    assert "is not a database of hoofbeat" in foreign.errors


# The file by hand


def test_a_backup_is_made_while_it_is_served_and_put_back(
    serve, filled: Database, postgres: Postgres, tmp_path: Path
):
    copy = tmp_path / "copy.sqlite"
    with serve(filled) as server:
        assert rate(server, 4).status_code == 303
        made = filled.do("backup", copy)
    assert "The copy is whole" in made.output
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy.sqlite"]
    occupied = filled.do("restore", copy)
    assert "The database is restored" in occupied.output, "the same is there already"
    filled.do("withdraw", "about", "--reason", "to try", "--by", ADA)
    assert "make an empty database" in filled.do("restore", copy, code=1).errors
    postgres.sql(f"DROP DATABASE {filled.name} WITH (FORCE)")
    postgres.sql(f"CREATE DATABASE {filled.name}")
    restored = filled.do("restore", copy)
    assert restored.output.splitlines()[0] == made.output.splitlines()[0]
    assert filled.sql("SELECT count(*) FROM ratings") == "1"
    with serve(filled) as server:
        assert server.get(PAGE).status_code == 200


def test_a_dump_that_is_put_back_is_whole(filled: Database, postgres: Postgres, tmp_path: Path):
    """Its own tools do as well."""
    where = ["-h", str(postgres.folder), "-p", str(postgres.port), "-U", "postgres"]
    dump = tmp_path / "nets.dump"
    subprocess.run(["pg_dump", *where, "--format=custom", "-f", dump, filled.name], check=True)
    before = filled.do("verify").output
    for name in (filled.name,):
        postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")
        postgres.sql(f"CREATE DATABASE {name}")
    subprocess.run(["pg_restore", *where, "-d", filled.name, dump], check=True)
    assert filled.do("verify").output == before
    filled.do("withdraw", "about", "--reason", "to try", "--by", ADA)


# TLS


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def authority(folder: Path, name: str) -> Path:
    """One that signs certificates; its own stands in the file that is told."""
    file = folder / f"{name}.crt"
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 2,
            "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", file)  # fmt: skip
    return file


def certify(server: Postgres, signer: Path, place: str) -> None:
    """Has the server speak TLS with a certificate for a place."""
    data = server.folder / "data"
    key, request, certificate = (data / f"server.{kind}" for kind in ("key", "csr", "crt"))
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=server",
            "-addext", f"subjectAltName={place}", "-keyout", key, "-out", request)  # fmt: skip
    openssl("x509", "-req", "-in", request, "-CA", signer, "-CAkey", signer.with_suffix(".key"), "-days", 1,
            "-copy_extensions", "copy", "-out", certificate)  # fmt: skip
    owner = data.stat()
    for file in (key, certificate):
        os.chown(file, owner.st_uid, owner.st_gid)
        file.chmod(0o600)
    server.sql("ALTER SYSTEM SET ssl = on")
    server.sql("SELECT pg_reload_conf()")
    eventually("it speaks TLS", lambda: server.sql("SHOW ssl") == "on")


def test_over_tls_the_certificate_is_checked(filled: Database, tmp_path: Path):
    ours, foreign = authority(tmp_path, "ours"), authority(tmp_path, "foreign")

    def told(signer: Path) -> str:
        address = f"{filled.whole}?sslmode=verify-full&sslrootcert={signer}"
        ended = hoofbeat("status", code=None, HOOFBEAT_DATABASE=address)
        assert quote(PASSWORD, safe="") not in ended.errors and PASSWORD not in ended.errors
        assert (ended.code == 0) == (ended.errors == "")
        return ended.output + ended.errors

    assert "SSL" in told(ours)
    try:
        certify(filled.server, ours, "IP:127.0.0.1")
        eventually("it is believed", lambda: "about" in told(ours))
        assert "certificate verify failed" in told(foreign)
        certify(filled.server, ours, "DNS:elsewhere.example")
        eventually("it is another's", lambda: "elsewhere.example" in told(ours))
    finally:
        filled.server.sql("ALTER SYSTEM RESET ssl")
        filled.server.sql("SELECT pg_reload_conf()")

"""A copy is made while readers are served, proved, and put back; nothing is lost on the way."""

import sqlite3
import threading

import httpx
import pytest

from harness import Journal

ITEM = "treatments/resting"
PATH = f"/int/en/rate?item={ITEM}"


def rate(server, mark: int) -> int:
    return httpx.post(
        server.origin + PATH, data={"mark": str(mark)}, headers={"Sec-Fetch-Site": "same-origin"}
    ).status_code


def ratings(path) -> int:
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        return database.execute("SELECT count(*) FROM ratings").fetchone()[0]


def hash_of(output: str) -> str:
    return output.split("last hash ")[1].split()[0]


def test_the_drill(serve, journal: Journal, tmp_path):
    """What an operator does after a disk died: the copy of last night, elsewhere, served again."""
    copy = tmp_path / "copy.sqlite"
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        for _ in range(5):
            assert rate(server, 4) == 303
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                rate(server, 3)

        writer = threading.Thread(target=write)
        writer.start()
        made = journal.do("backup", copy)
        stop.set()
        writer.join()
    assert "The copy is whole" in made.output
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy.sqlite"]
    assert ratings(copy) >= 5
    assert hash_of(made.output) == hash_of(journal.do("verify").output)
    for file in tmp_path.glob("journal.sqlite*"):
        if not file.name.endswith(".key"):
            file.rename(tmp_path / f"died{file.suffix}")
    restored = journal.do("restore", copy)
    assert hash_of(restored.output) == hash_of(made.output)
    assert "Its last fact was written at" in restored.output
    with serve(journal) as server:
        assert server.get(f"/int/en/{ITEM}").status_code == 200
        # The key lay apart, so the readers are known again.
        assert rate(server, 5) == 303


def test_a_file_that_is_there_is_left_alone(journal, tmp_path):
    there = tmp_path / "there.sqlite"
    there.write_text("mine")
    assert "is left alone" in journal.do("backup", there, code=1).errors
    assert there.read_text() == "mine"
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    before = journal.path.read_bytes()
    assert "is left alone" in journal.do("restore", copy, code=1).errors
    assert journal.path.read_bytes() == before


def test_what_lay_there_gets_another_name(journal, tmp_path):
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    journal.withdraw(ITEM)
    later = hash_of(journal.do("verify").output)
    told = journal.do("restore", copy, "--replace")
    aside = next(file for file in tmp_path.glob("journal.sqlite.before-*Z"))
    assert str(aside) in told.errors
    assert hash_of(Journal(aside).do("verify").output) == later
    assert hash_of(journal.do("verify").output) != later


def counts(path) -> tuple[int, int, int]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return tuple(
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("ratings", "questions", "followers")
        )


@pytest.fixture
def changed_since(serve, journal: Journal, tmp_path):
    """A copy, and a database from which a follower was deleted since, and in which more is kept."""
    copy = tmp_path / "copy.sqlite"
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        assert rate(server, 4) == 303
    follower = (
        "INSERT INTO followers (id, mark, address, market, language, frequency, told, wording, consented)"
        " VALUES (zeroblob(16), zeroblob(32), zeroblob(40), 'int', 'en', 'now', 0, zeroblob(32), 0)"
    )
    with sqlite3.connect(journal.path) as database:
        database.execute(follower)
        database.execute("INSERT INTO follows (follower, topic, since) VALUES (zeroblob(16), 'tests', 0)")
    database.close()
    journal.do("backup", copy)
    with sqlite3.connect(journal.path) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM follows")
        database.execute("DELETE FROM followers")
    database.close()
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        assert rate(server, 2) == 303
        asked = httpx.post(
            server.origin + "/int/en/questions/ask",
            data={"question": "Is a tired zebra asked whether it slept?", "send": "1"},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert asked.status_code == 303
    return copy


def test_readers_lose_nothing_by_an_earlier_copy_and_nobody_deleted_comes_back(
    journal, changed_since
):
    journal.withdraw(ITEM)
    assert counts(changed_since) == (1, 0, 1)
    told = journal.do("restore", changed_since, "--replace")
    assert "What readers gave is as it was just now" in told.errors
    assert counts(journal.path) == (2, 1, 0)
    assert "withdrew" not in journal.do("journal").output


def test_what_readers_gave_can_be_put_back_as_it_was(journal, changed_since):
    journal.do("restore", changed_since, "--replace", "--readers-of-copy")
    assert counts(journal.path) == (1, 0, 1)


def test_readers_of_another_journal_are_not_taken(serve, journal, changed_since, edition, tmp_path):
    other = Journal(tmp_path / "other.sqlite")
    other.revise(edition)
    told = other.do("restore", changed_since, "--replace")
    assert "does not go on from this copy" in told.errors
    assert counts(other.path) == (1, 0, 1)


def test_a_damaged_database_keeps_nobody_from_restoring(journal, changed_since):
    content = bytearray(journal.path.read_bytes())
    content[100:] = bytes(len(content) - 100)
    journal.path.write_bytes(content)
    told = journal.do("restore", changed_since, "--replace")
    assert "cannot be read" in told.errors
    assert counts(journal.path) == (1, 0, 1)


def test_a_database_in_use_is_not_replaced(serve, journal, tmp_path):
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    with serve(journal) as server:
        told = journal.do("restore", copy, "--replace", code=1).errors
        assert "stop `hoofbeat serve` first" in told
        assert server.get(f"/int/en/{ITEM}").status_code == 200


def test_a_copy_that_is_not_whole_is_not_put_back(journal, tmp_path):
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    with sqlite3.connect(copy) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("DROP TRIGGER blobs_are_not_removed")
        database.execute("DELETE FROM blobs WHERE rowid IN (SELECT rowid FROM blobs LIMIT 1)")
    before = hash_of(journal.do("verify").output)
    told = journal.do("restore", copy, "--replace", code=1).errors
    assert "damaged" in told or "is not whole" in told
    assert hash_of(journal.do("verify").output) == before
    assert list(tmp_path.glob("*.before-*")) == []
    assert list(tmp_path.glob("*.part*")) == []


def test_what_was_erased_is_in_no_copy(journal, edition, tmp_path):
    # As the article has them, whose source stays.
    words = b"Resting for <span"
    journal.withdraw(ITEM)
    before = tmp_path / "before.sqlite"
    journal.do("backup", before)
    assert words in before.read_bytes()
    journal.do("erase", journal.article(ITEM), "--reason", "the law", "--by", "Bea Example")
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    assert words not in copy.read_bytes()

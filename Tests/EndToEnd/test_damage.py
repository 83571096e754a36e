"""A file that is no sound journal of ours is left alone, with one clear sentence."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from harness import ADA, Journal


def say_no(journal: Journal, edition: Path, sentence: str) -> None:
    """Every command that opens the journal says why not, once, and leaves the file alone."""
    before = journal.path.read_bytes()
    commands = [
        ["revise", edition, "--by", ADA], ["status"], ["verify"],
        ["withdraw", "trust", "--reason", "r", "--by", ADA],
        ["serve", "--edition", edition, "--port", "0"],
    ]  # fmt: skip
    for words in commands:
        ended = journal.do(*words, code=1)
        assert sentence in ended.errors, ended
        assert ended.errors.strip().count("\n") == 0, ended
        assert ended.output == ""
    assert journal.path.read_bytes() == before
    assert [file.name for file in journal.path.parent.glob(f"{journal.path.name}-*")] == []


def test_a_file_that_is_not_a_database_is_left_alone(tmp_path, edition):
    journal = Journal(tmp_path / "letter.sqlite")
    journal.path.write_text("Dear reader, this is a letter.\n" * 200)
    say_no(journal, edition, "nothing was changed")


def test_another_programs_database_is_left_alone(tmp_path, edition):
    journal = Journal(tmp_path / "other.sqlite")
    with contextlib.closing(sqlite3.connect(journal.path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
        database.execute("INSERT INTO recipes VALUES ('soup')")
        database.commit()
    say_no(journal, edition, "is not a database of hoofbeat")


def test_a_newer_journal_is_left_alone(journal, edition):
    with contextlib.closing(sqlite3.connect(journal.path)) as database:
        database.execute("PRAGMA user_version = 99")
        database.commit()
        database.execute("PRAGMA journal_mode = DELETE")
    say_no(journal, edition, "a newer hoofbeat wrote the database")


def test_a_damaged_journal_is_left_alone(journal, edition):
    content = bytearray(journal.path.read_bytes())
    middle = len(content) // 2
    content[4096:middle] = bytes(middle - 4096)
    journal.path.write_bytes(content)
    say_no(journal, edition, "is damaged")


def test_a_file_of_one_byte_is_left_alone(tmp_path, edition):
    journal = Journal(tmp_path / "one.sqlite")
    journal.path.write_bytes(b"a")
    say_no(journal, edition, "is damaged")


def test_a_journal_cut_short_is_left_alone(journal, edition):
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[: len(content) // 2])
    say_no(journal, edition, "is damaged")


def test_a_journal_that_is_not_there_is_one_sentence_for_whoever_only_reads(tmp_path):
    ended = Journal(tmp_path / "nowhere.sqlite").do("status", code=1)
    assert ended.errors.strip().count("\n") == 0
    assert not (tmp_path / "nowhere.sqlite").exists()


def alter(table: str, journal: Journal, holding: str = "e") -> None:
    """Whoever can write to the file can take the triggers away, and put them back."""
    column = {"entries": "body", "blobs": "bytes"}[table]
    with contextlib.closing(sqlite3.connect(journal.path)) as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        triggers = triggers.fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            f"UPDATE {table} SET {column} = CAST(replace({column}, 'e', 'o') AS BLOB) WHERE rowid ="
            f" (SELECT max(rowid) FROM {table} WHERE instr({column}, CAST('{holding}' AS BLOB)) > 0)"
        )
        assert database.total_changes == 1
        for _, sql in triggers:
            database.execute(sql)
        database.commit()


@pytest.mark.parametrize("table", ["entries", "blobs"])
def test_verify_tells_when_somebody_changed_a_row(table, journal):
    alter(table, journal)
    assert "The journal is whole." not in journal.do("verify", code=1).output


def test_altered_words_are_shown_to_nobody_and_approved_by_nobody(journal, edition):
    """An approval is of a digest: other bytes under it are not what was approved."""
    alter("blobs", journal, holding='"nextReview"')
    approval = [
        "--code", "X", "--prepared", "2026-11-24", "--expires", "2027-11-24", "--market", "int",
        "--by", "Bea Example",
    ]  # fmt: skip
    for words in [
        ["serve", "--edition", edition, "--port", "0"],
        ["approve", "--all", *approval],
    ]:
        ended = journal.do(*words, code=1)
        assert "holds other bytes than its name says" in ended.errors, ended
        assert ended.errors.strip().count("\n") == 0, ended


def test_a_folder_is_no_database_and_nor_is_an_address_of_another_kind(tmp_path, edition):
    ended = Journal(tmp_path).do("revise", edition, "--by", ADA, code=1)
    assert ended.errors == f"hoofbeat: {tmp_path} is a folder; name a file for the database\n"
    ended = Journal("mysql://localhost/nets").do("status", code=64)
    assert "A database is a file, or an address that begins with postgres://" in ended.errors

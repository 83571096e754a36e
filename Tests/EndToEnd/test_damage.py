"""Whatever happens to the machine: the journal holds all of a command, or nothing of it."""

import contextlib
import os
import re
import resource
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from harness import ADA, BEA, BINARY, Journal, day, environment, small_edition

# Files that are no journal of ours


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


def test_a_journal_cut_short_is_left_alone(journal, edition):
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[: len(content) // 2])
    say_no(journal, edition, "is damaged")


def test_a_journal_that_is_not_there_is_one_sentence_for_whoever_only_reads(tmp_path):
    ended = Journal(tmp_path / "nowhere.sqlite").do("status", code=1)
    assert ended.errors.strip().count("\n") == 0
    assert not (tmp_path / "nowhere.sqlite").exists()


@pytest.mark.parametrize("table", ["entries", "blobs"])
def test_verify_tells_when_somebody_changed_a_row(table, journal):
    """Whoever can write to the file can take the triggers away; the hashes still tell."""
    column = {"entries": "body", "blobs": "bytes"}[table]
    with contextlib.closing(sqlite3.connect(journal.path)) as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        triggers = triggers.fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            f"UPDATE {table} SET {column} = CAST(replace({column}, 'e', 'o') AS BLOB) WHERE rowid ="
            f" (SELECT max(rowid) FROM {table} WHERE instr({column}, CAST('e' AS BLOB)) > 0)"
        )
        assert database.total_changes == 1
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
    assert "The journal is whole." not in journal.do("verify", code=1).output


# Killed at any instant


@pytest.fixture
def large(tmp_path) -> Path:
    """Large enough to be in the middle of something for a while."""
    folder = tmp_path / "large"
    folder.mkdir()
    return small_edition(folder, pages=40)


def start(journal: Journal, *words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [BINARY, *map(str, words), "--database", journal.path],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(),
    )  # fmt: skip


def kill(process: subprocess.Popen) -> bool:
    """Ends it as a power cut would; whether it was still running."""
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return was_running


def kill_somewhere(luck: Random, usual: float, journal: Journal, *words: object) -> bool:
    """Kills a command at any instant of its usual time, or in the short while in which it writes."""
    log = Path(f"{journal.path}-wal")
    before = state(log)
    process = start(journal, *words)
    if luck.random() < 0.5:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(luck.uniform(0, usual))
    else:
        while process.poll() is None and state(log) in (before, None):
            time.sleep(0.0002)
        time.sleep(luck.uniform(0, 0.01))
    return kill(process)


def state(file: Path) -> tuple[int, int] | None:
    with contextlib.suppress(FileNotFoundError):
        found = file.stat()
        return (found.st_size, found.st_mtime_ns) if found.st_size else None
    return None


def proved(journal: Journal) -> int:
    """The number of facts of a journal that is whole."""
    output = journal.do("verify").output
    assert "The journal is whole." in output
    return int(re.match(r"(\d+) facts?,", output)[1])


def duration(command) -> float:
    start = time.monotonic()
    command()
    return time.monotonic() - start


def rewrite(edition: Path, number: int) -> None:
    """Changes every page, and says so in its note."""
    for file in sorted((edition / "en").rglob("*.md")):
        head, note, rest = file.read_text().partition("\nchange: ")
        file.write_text(f"{head}{note}Round {number}.\n{rest.partition(chr(10))[2]}")


def test_revise_killed_at_any_instant_writes_all_or_nothing(tmp_path, large, rounds, luck):
    journal = Journal(tmp_path / "killed.sqlite")
    journal.revise(large)
    before = proved(journal)
    rewrite(large, 0)
    usual = duration(lambda: journal.revise(large))
    facts = proved(journal)
    everything = facts - before
    assert everything >= 40
    killed = written = 0
    for number in range(1, rounds + 1):
        rewrite(large, number)
        killed += kill_somewhere(luck, usual, journal, "revise", large, "--by", ADA)
        news = proved(journal) - facts
        assert news in (0, everything), f"round {number}: {news} of {everything} facts"
        facts += news
        written += news > 0
    print(f"{killed} of {rounds} killed, {written} had written")
    assert killed > 0
    rewrite(large, rounds + 1)
    journal.revise(large)
    assert proved(journal) == facts + everything


def test_approve_killed_at_any_instant_writes_all_or_nothing(tmp_path, large, rounds, luck):
    journal = Journal(tmp_path / "killed.sqlite")
    journal.revise(large)
    usual = duration(lambda: journal.approve("--all", number="ROUND-0"))
    approved = len(journal.items())
    facts = proved(journal)
    killed = written = 0
    for number in range(1, rounds + 1):
        words = "--all", "--code", f"ROUND-{number}", "--market", "int", "--by", BEA
        days = "--prepared", day(-1), "--expires", day(365)
        killed += kill_somewhere(luck, usual, journal, "approve", *words, *days)
        news = proved(journal) - facts
        assert news in (0, 1)
        facts += news
        written += news
    print(f"{killed} of {rounds} killed, {written} had written")
    assert killed > 0
    approvals = [fact for fact in journal.facts() if " as ROUND-" in fact]
    assert len(approvals) == written + 1
    assert all(f"approved {approved} articles as ROUND-" in fact for fact in approvals)


def test_the_first_start_killed_at_any_instant_can_be_made_again(tmp_path, edition, luck):
    """A server fills an empty journal. One that was killed while doing so left nothing, or all."""
    for number in range(5):
        journal = Journal(tmp_path / f"first-{number}.sqlite")
        server = start(journal, "serve", "--edition", edition, "--port", "0")
        time.sleep(luck.uniform(0, 1.5))
        kill(server)
        journal.revise(edition)
        assert len(journal.items()) == 6
        assert proved(journal) == 7


# No room


def revise_without_room(journal: Journal, edition: Path, **limits) -> str:
    """A revise that cannot write says so in one sentence."""
    ended = subprocess.run(
        [BINARY, "revise", edition, "--by", ADA, "--database", journal.path],
        capture_output=True, text=True, env=environment(), timeout=120, **limits,
    )  # fmt: skip
    assert ended.returncode == 1, ended
    assert ended.stderr.strip().count("\n") == 0, ended.stderr
    assert ended.stdout == ""
    return ended.stderr


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, for those who may make one."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", place]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("left", [0, 64 << 10], ids=["no room", "too little room"])
def test_a_full_disk_is_one_sentence_and_the_journal_stays_as_it_was(left, small_disk, large):
    journal = Journal(small_disk / "journal.sqlite")
    journal.revise(large)
    before = proved(journal)
    filler = small_disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    os.truncate(filler, filler.stat().st_size - left)
    rewrite(large, 1)
    said = revise_without_room(journal, large)
    assert "full" in said or "room" in said
    filler.unlink()
    assert proved(journal) == before
    journal.revise(large)


def test_a_limit_on_the_size_of_files_is_the_same(tmp_path, large):
    journal = Journal(tmp_path / "limited.sqlite")
    journal.revise(large)
    before = proved(journal)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    rewrite(large, 1)
    revise_without_room(journal, large, preexec_fn=limit)
    assert proved(journal) == before

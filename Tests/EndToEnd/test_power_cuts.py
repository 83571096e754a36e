"""Whatever happens to the machine: the journal holds all of a command, or nothing of it."""

import contextlib
import os
import re
import resource
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from editions import small_edition
from harness import ADA, BEA, BINARY, Journal, day, environment


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
    """Kills a command at any instant of its usual time, or just as it writes."""
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

"""What a person at a terminal sees that a script does not: colours, and how far the work is."""

import os
import pty
import re
import subprocess

from editions import replace, small_edition
from harness import ADA, BINARY, PATIENCE_SECONDS, hoofbeat

RED, YELLOW, NO_STYLE = "\x1b[31m", "\x1b[33m", "\x1b[0m"


def at_terminal(*words: object, code: int = 0, **settings: str) -> str:
    """All that a command writes to the terminal that it runs at."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [BINARY, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**environment, "TERM": "xterm", **settings},
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # Linux says so when the other end is closed.
            piece = b""
        if not piece:
            break
        written += piece
    os.close(ours)
    assert process.wait(PATIENCE_SECONDS) == code, written.decode()
    return written.decode()


def test_errors_and_warnings_have_their_colours(edition):
    replace(edition / "en/pages/about.md", "Nobody has", "See [@nobody-2020]. Nobody has")
    seen = at_terminal("check", edition, "--today", "2099-01-01", code=1)
    assert re.search(re.escape(RED) + r"error[^\n]*HB\d+", seen)
    assert re.search(re.escape(YELLOW) + r"warning[^\n]*HB\d+", seen)
    assert seen.count("\x1b[") == 2 * seen.count(NO_STYLE), "a colour is left on"


def test_no_color_is_honoured(edition):
    replace(edition / "en/pages/about.md", "Nobody has", "See [@nobody-2020]. Nobody has")
    assert "\x1b" not in at_terminal("check", edition, code=1, NO_COLOR="1")


def test_long_work_says_how_far_it_is_and_short_work_does_not(tmp_path):
    edition = small_edition(tmp_path, pages=600)
    words = "revise", edition, "--database", tmp_path / "journal.sqlite", "--by", ADA
    seen = at_terminal(*words)
    shown = [int(percent) for percent in re.findall(r"\rPrinting [█░]{25} (\d+) %", seen)]
    assert len(shown) > 20
    assert shown == sorted(set(shown)) and shown[-1] == 100
    other = small_edition(tmp_path / "other")
    short = at_terminal("revise", other, "--database", tmp_path / "o.sqlite", "--by", ADA)
    assert "Printing" not in short and "revised" in short


def test_a_script_gets_no_bar(tmp_path):
    edition = small_edition(tmp_path, pages=600)
    ended = hoofbeat("revise", edition, "--database", tmp_path / "j.sqlite", "--by", ADA)
    assert "Printing" not in ended.errors + ended.output

"""What is shown, what waits, what comes next, and what was shown on a day gone by."""

import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from editions import write_treatment
from harness import ADA, day, hoofbeat, instant

RESTING = "/int/en/treatments/resting"


def main_part(html: str) -> str:
    """What the page is about. How readers rated it is of today, and not of the past."""
    return re.search(r"<article\b.*</article>", html, re.DOTALL)[0]


def test_a_past_page_is_shown_again_to_the_byte(journal, edition, serve):
    with serve(journal) as server:
        shown = server.get(RESTING).text
    seen = instant(time.time())
    write_treatment(edition, "resting", "Resting longer", "It says how long.")
    journal.revise(edition)
    journal.withdraw("treatments/resting")
    again = journal.do("as-of", seen, RESTING).output
    assert main_part(again) == main_part(shown)
    assert f"The site as of {seen}" in again
    assert "noindex" in again


def test_after_the_withdrawal_the_reason_is_what_was_shown(journal):
    journal.withdraw("treatments/resting", reason="a figure was wrong")
    ended = journal.do("as-of", instant(time.time()), RESTING, code=1)
    assert "it had been withdrawn" in ended.errors
    assert "a figure was wrong" in ended.output


def test_before_anything_was_published_nothing_was_shown(journal):
    ended = journal.do("as-of", "2020-01-01T00:00:00Z", RESTING, code=1)
    assert "there was no such page" in ended.errors


def test_status_names_what_is_shown_and_until_when(journal):
    assert "shown, not approved" in row(journal, "treatments/resting")
    journal.approve("treatments/resting", number="TEST-0007", expires=day(30))
    shown = row(journal, "treatments/resting")
    assert "approved TEST-0007" in shown
    assert journal.article("treatments/resting")[:12] in shown
    journal.withdraw("treatments/resting")
    assert "withdrawn" in row(journal, "treatments/resting")


def row(journal, item: str) -> str:
    rows = journal.do("status").output.splitlines()
    return next(row for row in rows if row.startswith(f"{item} "))


def test_diff_compares_the_newest_words_with_the_approved(journal, edition):
    journal.approve("--all")
    assert journal.do("diff", "treatments/resting").code == 0
    write_treatment(edition, "resting", "Resting longer", "It says how long.")
    journal.revise(edition)
    lines = journal.do("diff", "treatments/resting", code=1).output.splitlines()
    assert "-Resting for a while, in short." in lines
    assert "+Resting longer, in short." in lines
    journal.do("diff", "treatments/dancing", code=1)


def test_changes_names_the_instant_at_which_an_approval_ends(journal):
    """In the time zone of the edition, in which its days begin."""
    end = time.time() // 60 * 60 + 86_400
    journal.approve("treatments/resting", expires=instant(end))
    lines = journal.do("changes").output.splitlines()
    local = datetime.fromtimestamp(end, ZoneInfo("Europe/Brussels")).strftime("%Y-%m-%d %H:%M")
    after = lines[lines.index(f"{local} Europe/Brussels") + 1 :]
    assert any("treatments/resting  int/en: approved TEST-0001 → lapsed" in line for line in after)


def test_the_journal_lists_every_fact_with_its_author(journal):
    journal.withdraw("treatments/resting", reason="a figure was wrong")
    facts = journal.facts()
    assert [int(fact.split()[0]) for fact in facts] == list(range(1, len(facts) + 1))
    assert all(ADA in fact for fact in facts)
    about_it = journal.facts("--item", "treatments/resting")
    assert [fact.split(ADA)[1].strip() for fact in about_it] == [
        "revised treatments/resting",
        "withdrew treatments/resting: a figure was wrong",
    ]


def test_verify_proves_a_hash_that_somebody_kept(journal):
    kept = re.search(r"last hash ([0-9a-f]{64})", journal.do("verify").output)[1]
    journal.withdraw("treatments/resting")
    assert "The journal is whole." in journal.do("verify", "--hash", kept).output
    journal.do("verify", "--hash", "0" * 64, code=1)


def test_looking_writes_nothing(journal):
    before = journal.path.read_bytes()
    for words in (
        ["status"], ["changes"], ["journal"], ["verify"], ["diff", "treatments/resting"],
        ["as-of", instant(time.time()), RESTING],
    ):  # fmt: skip
        journal.do(*words, code=None)
    assert journal.path.read_bytes() == before


def test_every_command_has_help_and_an_unknown_one_exits_with_64():
    words = hoofbeat("--help").output
    names = (
        "check preview score revise reprint approve withdraw reinstate move erase status diff changes"
        " serve journal verify as-of remarks backup restore drift"
    ).split()
    for name in names:
        assert re.search(rf"^  {name} ", words, re.MULTILINE), name
        assert "Example" in hoofbeat(name, "--help").output, name
    hoofbeat("publish", code=64)

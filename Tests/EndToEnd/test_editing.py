"""Revising, approving, withdrawing, moving and erasing, as an editor does it."""

import time

import pytest

from editions import replace, write_page, write_treatment
from harness import ADA, BEA, day, eventually, hoofbeat, instant

RESTING = "/int/en/treatments/resting"


# Revising


def test_a_second_revise_writes_nothing(journal, edition):
    before = journal.facts()
    assert len(before) > 5
    ended = journal.revise(edition)
    assert ended.output.startswith("0 items written")
    assert journal.facts() == before


def test_only_what_changed_is_written(journal, edition):
    before = journal.facts()
    write_treatment(edition, "resting", "Resting longer", "It says how long.")
    journal.revise(edition)
    news = journal.facts()[len(before):]  # fmt: skip
    assert len(news) == 1
    assert "Ada Example  revised treatments/resting" in news[0]


def test_an_error_stops_it_whole(journal, edition):
    before = journal.facts()
    write_page(edition, "about", "About something else", "Other words.")
    replace(edition / "en/treatments/resting.md", "benefits: |", "benefit: |")
    ended = journal.revise(edition, code=1)
    assert "nothing was written" in ended.errors
    assert "en/treatments/resting.md:" in ended.errors
    assert journal.facts() == before


def test_words_that_changed_under_an_old_note_stop_it(journal, edition):
    before = journal.facts()
    replace(edition / "en/pages/about.md", "Nobody has", "Nobody ever has")
    ended = journal.revise(edition, code=1)
    assert "en/pages/about.md:" in ended.errors
    assert journal.facts() == before


def test_a_file_that_vanished_stops_it_until_somebody_says_why(journal, edition):
    before = journal.facts()
    (edition / "en/treatments/walking.md").unlink()
    ended = journal.revise(edition, code=1)
    assert "treatments/walking" in ended.errors and "nothing was written" in ended.errors
    journal.revise(edition, "--withdraw-missing", code=64)
    assert journal.facts() == before
    journal.revise(edition, "--withdraw-missing", "--reason", "merged into resting")
    assert journal.facts()[-1].endswith("withdrew treatments/walking: merged into resting")


def test_it_needs_a_name(journal, edition):
    journal.do("revise", edition, code=64)
    journal.do("revise", edition, "--by", " ", code=64)


# Approving


REFUSED = {
    "by the author": ({"by": ADA}, "nobody approves their own words"),
    "by the author in other letters": ({"by": " ADA  example "}, "nobody approves their own"),
    "which ends before it was prepared": ({"prepared": day(-5), "expires": day(-6)}, "before its"),
    "for more than 24 months": ({"expires": day(800)}, "at most 24 months"),
    "which has ended already": ({"prepared": day(-9), "expires": day(-3)}, "would have ended"),
    "prepared in the future": ({"prepared": day(3)}, "in the future"),
    "for an unknown market": ({"market": "atlantis"}, "no market atlantis"),
    "without a code": ({"number": " "}, "code is empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_approval_is_refused(name, journal):
    words, sentence = REFUSED[name]
    before = journal.facts()
    assert sentence in journal.approve("--all", **words, code=1).errors
    assert journal.facts() == before


def test_a_digest_that_is_no_longer_the_newest_is_refused(journal, edition):
    seen = journal.article("treatments/resting")
    write_treatment(edition, "resting", "Resting longer", "It says how long.")
    journal.revise(edition)
    ended = journal.approve(f"treatments/resting@{seen[:12]}", code=1)
    assert "not its newest article any more" in ended.errors
    newest = journal.article("treatments/resting")
    journal.approve(f"treatments/resting@{newest[:12]}")


def test_an_unknown_item_and_no_item_are_refused(journal):
    journal.approve("treatments/dancing", code=1)
    journal.approve(code=64)


def test_all_are_approved_as_one_fact(journal):
    before = journal.facts()
    journal.approve("--all", number="TEST-0009")
    news = journal.facts()[len(before):]  # fmt: skip
    assert len(news) == 1
    assert f"approved {len(journal.items())} articles as TEST-0009" in news[0]
    assert BEA in news[0]


# What readers see of it


def test_an_approval_is_shown_within_a_second_and_an_edit_waits_behind_it(journal, edition, serve):
    with serve(journal) as server:
        assert "Not yet checked" in server.get(RESTING).text
        journal.approve("--all", number="TEST-0009")
        eventually("the code is shown", lambda: "TEST-0009" in server.get(RESTING).text, 1)
        assert "Not yet checked" not in server.get(RESTING).text
        write_treatment(edition, "resting", "Resting longer", "It says how long.")
        journal.revise(edition)
        time.sleep(1.2)
        assert "Resting longer" not in server.get(RESTING).text
        assert "Resting for a while" in server.get(RESTING).text
        waits = journal.do("status", "--waiting").output
        assert "treatments/resting" in waits and "treatments/walking" not in waits
        journal.approve("treatments/resting")
        eventually("the newer words", lambda: "Resting longer" in server.get(RESTING).text, 1)


def test_a_withdrawn_page_is_gone_within_a_second_and_can_come_back(journal, serve):
    with serve(journal) as server:
        assert server.get(RESTING).status_code == 200
        journal.withdraw("treatments/resting", reason="a figure was wrong")
        gone = eventually("it is gone", lambda: is_status(server.get(RESTING), 410), 1)
        assert "a figure was wrong" in gone.text
        assert "Resting for a while, in short." not in gone.text
        assert "Resting for a while" not in server.get("/int/en/treatments").text
        journal.do("reinstate", "treatments/resting", "--reason", "mended", "--by", ADA)
        eventually("it is back", lambda: is_status(server.get(RESTING), 200), 1)


def test_a_move_leads_on_for_good_once_something_is_there(journal, edition, serve):
    with serve(journal) as server:
        move = "treatments/resting", "treatments/pausing"
        journal.do("move", *move, "--reason", "a better name", "--by", ADA)
        assert server.get(RESTING).status_code == 200
        (edition / "en/treatments/resting.md").rename(edition / "en/treatments/pausing.md")
        journal.revise(edition)
        moved = eventually("it has moved", lambda: is_status(server.get(RESTING), 301), 1)
        assert moved.headers["location"] == "/int/en/treatments/pausing"
        assert server.get(moved.headers["location"]).status_code == 200


def test_an_erased_article_is_shown_by_nobody_and_the_journal_stays_whole(journal, serve):
    digest = journal.article("treatments/resting")
    with serve(journal) as server:
        journal.do("erase", digest, "--reason", "a court order", "--by", ADA)
        eventually("it is gone", lambda: server.get(RESTING).status_code in (404, 410), 1)
        assert "Resting for a while, in short." not in server.get(RESTING).text
        assert "Resting for a while, in short." not in server.get("/int/en/treatments").text
    assert journal.facts()[-1].endswith(f"erased {digest}: a court order")
    assert "The journal is whole." in journal.do("verify").output
    shown = journal.do("as-of", instant(time.time() - 1), RESTING, code=1)
    assert "Resting for a while, in short." not in shown.output


def test_only_what_is_there_can_be_erased(journal):
    words = "--reason", "a court order", "--by", ADA
    assert "holds nothing under" in journal.do("erase", "0" * 64, *words, code=1).errors
    journal.do("erase", "1234", *words, code=64)


def is_status(answer, status: int):
    return answer if answer.status_code == status else None


def test_a_move_to_where_nothing_came_to_be_is_a_slip_that_can_be_mended(journal, edition):
    reason = "--reason", "a better name", "--by", ADA
    assert "answers at search" in journal.do("move", "about", "search", *reason, code=64).errors
    journal.do("move", "treatments/resting", "treatments/pausign", *reason)
    file = edition / "en/treatments/resting.md"
    file.rename(file.with_name("pausing.md"))
    refused = journal.revise(edition, code=1).errors
    assert "treatments/resting" in refused and "gone" in refused
    journal.do("move", "treatments/resting", "treatments/pausing", *reason)
    journal.revise(edition)
    assert "has moved already" in journal.do("move", "treatments/resting", "about", *reason, code=1).errors


def test_a_command_makes_no_database_where_there_is_none(tmp_path, edition):
    path = tmp_path / "slip.sqlite"
    act = "--reason", "a slip", "--by", ADA, "--database", path
    assert "there is no database" in hoofbeat("withdraw", "about", *act, code=1).errors
    assert "no folder" in hoofbeat("revise", tmp_path / "nowhere", "--by", ADA, "--database", path, code=1).errors
    assert list(tmp_path.glob("slip*")) == []


def test_an_unseen_character_makes_no_other_person(journal):
    refused = journal.approve("about", by="Ada\u200b Example", code=64)
    assert "can be printed" in refused.errors

"""What holds on each kind of page, in each kind of window."""

from urllib.parse import urlsplit

import pytest

from axe import violations
from kinds import BY_NAME, CODE, DESK, FOUR_VIEWS, PHONE, REASON, ZOOMED
from watched import Watched

# Boxes that may move in their own frame.
WIDEST = """
() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => `${e.tagName.toLowerCase()}.${e.className}`).slice(0, 5)
"""


@pytest.mark.parametrize("view", FOUR_VIEWS, ids=str)
def test_axe_finds_nothing(kind, view, address, look):
    found = violations(look(address(kind), view))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [PHONE, ZOOMED], ids=str)
def test_nothing_is_wider_than_the_window(kind, view, address, look):
    tab = look(address(kind), view)
    width = tab.evaluate("document.scrollingElement.scrollWidth")
    assert width <= 320, tab.evaluate(WIDEST)


def test_it_answers_as_it_should_and_nobody_complains(kind, address, contexts):
    tab = contexts(DESK).new_page()
    watched = Watched(tab)
    answer = tab.goto(address(kind))
    assert answer.status == kind.status
    assert tab.locator("h1").count() == 1
    assert watched.complaints + tab.evaluate("window.violations") == []
    site = urlsplit(tab.url)._replace(path="", query="", fragment="").geturl()
    assert [request for request in watched.requests if not request.startswith(site)] == []
    tab.close()


def test_every_answer_says_where_urgent_help_is(kind, address, look):
    elsewhere = "or your local emergency number."
    words = {
        "choice": f"112, 999 {elsewhere}",
        # Somebody who is not in Britain is not told Britain's number alone.
        "outside": f"999 {elsewhere}",
        "the other market": "999. Not sure how urgent it is?",
    }.get(kind.name, f"112 {elsewhere}")
    assert f"In an emergency, call {words}" in look(address(kind)).inner_text("body")


def test_a_lapsed_page_says_that_it_is_being_reviewed_and_where_to_turn(address, look):
    text = look(address(BY_NAME["lapsed"])).inner_text("main")
    assert "This page is being reviewed" in text
    assert "own team" in text


def test_a_withdrawn_page_gives_the_reason_and_where_to_turn(address, look):
    text = look(address(BY_NAME["withdrawn"])).inner_text("main")
    assert "This page has been withdrawn" in text
    assert REASON in text
    assert "own team" in text


def test_an_erased_page_says_so_and_where_to_turn(address, look):
    text = look(address(BY_NAME["erased"])).inner_text("main")
    assert "The words of this page have been removed" in text
    assert REASON in text
    assert "own team" in text


def test_an_overdue_page_says_so_at_its_title_and_on_which_day_it_is_shown(address, look):
    tab = look(address(BY_NAME["overdue"]))
    assert "should have been checked again" in tab.inner_text("header.heading")
    assert "2029" in tab.inner_text(".banner")


def test_the_page_of_choices_says_for_whom_each_market_is(address, look):
    tab = look(address(BY_NAME["choice"]))
    for path, words in ("/int/en/", "readers outside"), ("/gb/en/", "readers in the United"):
        assert words in tab.locator(f"main li:has(a[href='{path}'])").inner_text()
    assert "Written for" not in tab.inner_text("main")


def test_whoever_is_outside_a_market_is_told_for_whom_it_is_and_not_what_it_says(address, look):
    text = look(address(BY_NAME["outside"])).inner_text("body")
    assert "readers in the United Kingdom" in text
    assert "own team" in text
    assert "radioactive" not in text


def test_a_blind_server_says_where_to_turn_and_shows_nothing_it_cannot_vouch_for(address, look):
    text = look(address(BY_NAME["blind"])).inner_text("body")
    assert "own team" in text
    assert "radioactive" not in text


def test_a_preview_says_that_it_is_one_and_what_to_mend(address, look):
    text = look(address(BY_NAME["preview"])).inner_text("body")
    assert "A preview: not published" in text
    assert "nobody-2020" in text


def test_an_approved_page_shows_its_code_and_not_the_notice(address, look):
    text = look(address(BY_NAME["approved"])).inner_text("header.heading")
    assert CODE in text
    assert "Not yet checked" not in text


def test_a_treatment_that_is_not_cleared_keeps_its_column(address, look):
    tab = look(address(BY_NAME["being reviewed"]))
    heads = tab.locator("table thead th").all_inner_texts()
    assert len(heads) == 1 + 11
    assert sum("Being reviewed" in head for head in heads) == 2
    assert "This text is being reviewed." in tab.inner_text("table tbody")


def test_an_unknown_page_names_the_nearest(address, look):
    tab = look(address(BY_NAME["unknown"]))
    assert tab.locator("main a[href='/int/en/treatments/prrt']").count() == 1


def test_a_refused_choice_says_why_at_the_choice(address, look):
    tab = look(address(BY_NAME["refused choice"]))
    assert tab.inner_text("form .error") == "Choose at least two treatments."
    assert tab.locator("form input:checked").count() == 1


def test_the_table_of_treatments_becomes_cards_that_say_whose_they_are(address, look):
    """At 320 px the heads of the columns are not seen, so each answer names its treatment."""
    tab = look(address(BY_NAME["comparison"]), PHONE)
    answers = tab.locator("table td")
    assert answers.count() == 12 * 11
    assert all(label.is_visible() for label in tab.locator("table td > .whose").all()[:22])
    assert answers.first.bounding_box()["width"] > 220

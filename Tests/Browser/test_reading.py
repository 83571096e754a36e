"""What a reader came for can be done, with scripts and without."""

import re

import pytest

from kinds import DESK, HOME, TREATMENTS, View

WITHOUT = View(1280, scripts=False)


@pytest.fixture(params=[DESK, WITHOUT, View(320, scripts=False)],
                ids=["with scripts", "without scripts", "without scripts on a phone"])  # fmt: skip
def home(request, shipped, look):
    """The home page, in a window."""
    return look(shipped.origin + HOME, request.param)


def test_all_treatments_are_read_from_the_home_page(home):
    start = home.url
    read = []
    for name in TREATMENTS:
        home.goto(start)
        home.locator(f"main a[href='/int/en/treatments/{name}']").first.click()
        home.wait_for_url(f"**/treatments/{name}")
        assert home.locator("section.cell").count() == 13
        read.append(home.inner_text("h1"))
    assert len(set(read)) == 11


def test_one_treatment_leads_to_the_next(home):
    home.locator("main a[href='/int/en/treatments/watch-and-wait']").first.click()
    seen = [home.inner_text("h1")]
    while home.locator("a[rel=next]").count():
        path = home.locator("a[rel=next]").get_attribute("href")
        home.locator("a[rel=next]").click()
        home.wait_for_url(f"**{path}")
        seen.append(home.inner_text("h1"))
        assert len(seen) <= 11, "the treatments lead in a circle"
    assert len(set(seen)) == 11


def test_two_are_set_side_by_side_with_the_form(home):
    home.goto(home.url + "treatments")
    home.locator("label", has_text="PRRT").click()
    home.locator("label", has_text=re.compile("surgery", re.IGNORECASE)).click()
    home.get_by_role("button", name="Show them side by side").click()
    home.wait_for_url("**/compare?option=*&option=*")
    assert home.locator("table thead th").count() == 3
    assert home.locator("table tbody tr").count() == 12
    assert home.locator("form input:checked").count() == 2


def test_a_choice_of_four_is_refused_and_kept(home):
    home.goto(home.url + "treatments")
    for box in home.locator("form input[type=checkbox]").all()[:4]:
        box.check()
    home.get_by_role("button", name="Show them side by side").click()
    assert "at most three" in home.inner_text("form .error")
    assert home.locator("form input:checked").count() == 4


def test_a_citation_leads_to_its_reference_and_back(home):
    home.goto(home.url + "treatments/prrt")
    citation = home.locator(".cite a").first
    place = citation.get_attribute("id") or citation.locator("xpath=..").get_attribute("id")
    citation.click()
    home.wait_for_url("**#*")
    note = home.locator(".notes li:target")
    assert note.count() == 1
    assert note.is_visible()
    back = note.locator(f"a.back[href$='#{place}']")
    back.click()
    home.wait_for_url(f"**#{place}")
    assert home.locator(":target").count() == 1
    assert home.locator(":target").is_visible()


def test_the_contents_lead_to_each_section(home):
    home.goto(home.url + "treatments/prrt")
    links = home.locator(".contents a")
    if not links.first.is_visible():
        home.locator(".contents summary").click()
    assert links.count() >= 13
    links.nth(8).click()
    home.wait_for_url("**#*")
    assert home.locator(":target").is_visible()


def test_a_strange_word_is_found_by_its_letter(home):
    home.goto(home.url + "glossary")
    home.locator(".letters a", has_text=re.compile("^K$")).click()
    home.locator("a[href='/int/en/glossary/ki-67']").first.click()
    home.wait_for_url("**/glossary/ki-67")
    assert home.inner_text("h1") == "Ki-67"


def test_a_study_says_whom_it_measured_and_shows_what(home):
    home.goto(home.url + "evidence/netter-1")
    assert home.locator("figure svg").count() >= 1
    text = home.inner_text("main")
    for heading in "Who took part", "What was compared", "What was found", "does not tell us":
        assert heading in text

"""A reader searches, and looks for a hospital: by keyboard, with scripts and without."""

import re

import httpx
import pytest

from axe import violations
from kinds import DESK, PHONE, View

BOX = "#find"
LIST = "#find-list"
PLAIN = View(1280, scripts=False)


@pytest.fixture(scope="module", autouse=True)
def ready(shipped):
    """The index and the towns are read when somebody first asks, which a debug build takes long for."""
    for path in "/int/en/search?q=prrt", "/int/en/clinics?near=Leuven":
        assert httpx.get(shipped.origin + path, timeout=120).status_code == 200


@pytest.fixture
def reading(shipped, browser):
    """Opens a page in a browser of its own, in which nobody has been."""
    opened = []

    def reading(path: str, view: View = DESK, **more):
        context = browser.new_context(
            viewport={"width": view.width, "height": view.height}, color_scheme=view.scheme,
            java_script_enabled=view.scripts, reduced_motion="reduce", **more,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        opened.append(context)
        tab = context.new_page()
        tab.goto(shipped.origin + path)
        return tab

    yield reading
    for context in opened:
        assert context.cookies() == []
        context.close()


def option(tab) -> str | None:
    """What a screen reader says is chosen."""
    chosen = tab.get_attribute(BOX, "aria-activedescendant")
    return chosen and tab.inner_text(f"#{chosen}")


def test_titles_are_proposed_while_one_writes(reading):
    tab = reading("/int/en/")
    box = tab.get_by_role("combobox", name="Search this site")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("prr", delay=20)
    tab.locator(f"{LIST} [role=option]").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert tab.get_by_role("listbox", name="Search this site").is_visible()
    assert re.match(r"\d suggestions\. Use the arrow keys\.", tab.inner_text(".find [aria-live]"))
    assert violations(tab) == []
    # Down to the first, up to the field itself, up again to the last.
    assert option(tab) is None
    tab.keyboard.press("ArrowDown")
    assert "PRRT" in option(tab)
    assert tab.locator(f"{LIST} [aria-selected=true]").count() == 1
    tab.keyboard.press("ArrowUp")
    assert option(tab) is None
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/prrt")


def test_escape_closes_what_is_proposed_and_enter_searches(reading):
    tab = reading("/int/en/", PHONE)
    tab.locator(BOX).press_sequentially("lanre", delay=20)
    tab.locator(f"{LIST} [role=option]").first.wait_for()
    tab.keyboard.press("Escape")
    assert not tab.is_visible(LIST)
    assert tab.input_value(BOX) == "lanre"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=lanre")


def test_whoever_writes_on_has_chosen_nothing(reading):
    tab = reading("/int/en/")
    tab.locator(BOX).press_sequentially("lanre", delay=20)
    tab.locator(f"{LIST} [role=option]").first.wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.type(" side effects")
    assert option(tab) is None
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=lanre+side+effects")


def test_that_nothing_is_proposed_is_said(reading):
    tab = reading("/int/en/")
    tab.locator(BOX).press_sequentially("xqzwvk", delay=20)
    tab.wait_for_selector(".find [aria-live]:has-text('No suggestions')", state="attached")
    assert not tab.is_visible(LIST)


def test_without_scripts_the_same_is_found(reading):
    tab = reading("/int/en/living", PLAIN)
    tab.fill(BOX, "can't stop the runs")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.inner_text("h1") == "Search"
    assert tab.input_value("#search-again") == "can't stop the runs"
    assert "diarrhoea" in tab.locator(".results a >> nth=0").inner_text()
    with tab.expect_navigation():
        tab.click(".filters a:has-text('Words explained')")
    assert {kind.inner_text() for kind in tab.locator(".results .kind").all()} == {"Word explained"}


def test_a_hospital_near_a_town_without_scripts(reading):
    tab = reading("/int/en/clinics", PLAIN)
    assert not tab.is_visible("[data-here]")
    tab.fill("#near-place", "Löwen")
    tab.select_option("#near-offers", label="PRRT")
    tab.click(".near button:has-text('Show')")
    assert "from the middle of Leuven, Belgium" in tab.inner_text(".origin")
    first = tab.locator(".nearby > ol > li").first
    assert "A source says that it offers this." in first.inner_text()
    assert "Not known whether it offers this: ask." in tab.inner_text(".nearby")
    # What was asked for stands in the form, and in the address, which can be sent to somebody.
    assert tab.input_value("#near-place") == "Löwen"
    assert tab.input_value("#near-offers") == "prrt"
    assert "near=L%C3%B6wen" in tab.url


def test_one_of_several_towns_is_chosen(reading):
    tab = reading("/int/en/clinics?near=Newcastle&offers=prrt", PLAIN)
    tab.click(".found a:has-text('Newcastle upon Tyne')")
    assert "from the middle of Newcastle upon Tyne, United Kingdom" in tab.inner_text(".origin")
    assert "offers=prrt" in tab.url


def test_where_the_reader_is_goes_in_a_body_and_only_when_asked(reading, shipped):
    tab = reading(
        "/int/en/clinics", geolocation={"latitude": 48.2085, "longitude": 16.3721},
        permissions=["geolocation"])  # fmt: skip
    seen = []
    tab.on("request", lambda request: seen.append((request.method, request.url, request.post_data)))
    assert tab.is_visible("[data-here]")
    tab.click("[data-here] button")
    tab.wait_for_selector(".nearby")
    assert "from where you are" in tab.inner_text(".origin")
    assert "Vienna" in tab.inner_text(".nearby > ol > li >> nth=0")
    posted = [(url, body) for method, url, body in seen if method == "POST"]
    assert [url.removeprefix(shipped.origin) for url, _ in posted] == ["/int/en/clinics"]
    assert "lat=48.21&" in posted[0][1]
    tab.select_option("#near-offers", index=1)
    with tab.expect_navigation():
        tab.click("form.near button[type=submit]")
    assert "from where you are" in tab.inner_text(".origin")
    assert tab.is_visible(".offering >> nth=0")
    assert not any("48.2" in url for _, url, _ in seen)


def test_a_browser_that_does_not_say_where_it_is(reading):
    tab = reading("/int/en/clinics")
    tab.click("[data-here] button")
    tab.wait_for_selector(".near [role=status]:has-text('did not say where you are')")


def test_whoever_is_outside_a_market_is_told_of_the_groups_where_they_are(enforced):
    answer = enforced.get("/gb/en/treatments/prrt")
    assert answer.status_code == 451
    assert "AFNEM" in answer.text and "INCA" in answer.text
    assert "Netzwerk Neuroendokrine" not in answer.text and "Neuroendocrine Cancer UK" not in answer.text

"""A reader rates a page: with scripts and without, by keyboard, and with something to mend."""

import re

import pytest

from axe import violations
from kinds import DESK, FOUR_VIEWS, PHONE, View

PAGE = "/int/en/questions/prrt-day"
FORM = "section.rate form"
RATE = re.compile(r"/rate\?item=")
SCRIPTED, PLAIN = DESK, View(1280, scripts=False)


@pytest.fixture
def rated(shipped, browser):
    """Opens the page in a browser of its own, which has no cookie yet."""
    opened = []

    def rated(view: View = DESK):
        context = browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme=view.scheme, java_script_enabled=view.scripts,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        opened.append(context)
        tab = context.new_page()
        tab.goto(shipped.origin + PAGE)
        return tab

    yield rated
    for context in opened:
        context.close()


def test_with_scripts_it_is_said_in_place(rated):
    tab = rated(SCRIPTED)
    tab.check(f"{FORM} [name=mark][value='4']")
    tab.check(f"{FORM} [name=answered][value=yes]")
    tab.click(f"{FORM} button")
    status = tab.locator(f"{FORM} [role=status]")
    status.get_by_text("Thank you. Your rating is kept.").wait_for()
    assert tab.url.endswith(PAGE)
    assert "out of 5, from" in tab.inner_text("section.rate .figures")
    (cookie,) = tab.context.cookies([tab.url.replace(PAGE, "/int/en/rate")])
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/int/en/rate"
    # It is not sent along with pages.
    assert tab.context.cookies([tab.url]) == []


def test_without_scripts_another_page_says_it_and_leads_back(rated):
    tab = rated(PLAIN)
    tab.check(f"{FORM} [name=mark][value='5']")
    tab.click(f"{FORM} button")
    assert re.search(r"/int/en/rate\?item=questions/prrt-day$", tab.url)
    assert "Your rating is kept" in tab.inner_text("[role=status]")
    assert tab.is_checked("[name=mark][value='5']")
    tab.check("[name=mark][value='2']")
    tab.click("form.rate button")
    assert tab.is_checked("[name=mark][value='2']")
    tab.click("main p a:has-text('Back to')")
    assert tab.url.endswith(PAGE)


def test_by_keyboard_alone(rated):
    tab = rated(SCRIPTED)
    tab.focus(f"{FORM} [name=mark] >> nth=0")
    tab.keyboard.press("Space")
    for _ in range(2):
        tab.keyboard.press("ArrowRight")
    for _ in range(6):
        if tab.evaluate("document.activeElement.type") == "submit":
            break
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator(f"{FORM} [role=status]", has_text="Thank you").wait_for()


def test_what_is_wrong_is_said_in_place_and_the_field_is_reached(rated):
    tab = rated(SCRIPTED)
    tab.check(f"{FORM} [name=mark][value='3']")
    tab.click(f"{FORM} summary")
    tab.fill(f"{FORM} textarea", "Mail me@example.org")
    tab.click(f"{FORM} button")
    tab.locator(f"{FORM} [role=status].error", has_text="e-mail address").wait_for()
    assert tab.evaluate("document.activeElement.id") == "rate-missing"
    assert tab.input_value(f"{FORM} textarea") == "Mail me@example.org"


def test_a_server_that_does_not_answer_leaves_nobody_waiting(rated):
    """The form is then sent as forms are, and the browser says what is wrong."""
    tab = rated(SCRIPTED)
    tab.route(RATE, lambda route: route.abort() if route.request.resource_type == "fetch"
              else route.continue_())  # fmt: skip
    tab.check(f"{FORM} [name=mark][value='1']")
    with tab.expect_navigation():
        tab.click(f"{FORM} button")
    assert "Your rating is kept" in tab.inner_text("[role=status]")



@pytest.mark.parametrize("view", FOUR_VIEWS, ids=str)
def test_axe_finds_nothing_in_the_form_its_errors_and_the_result(rated, view):
    tab = rated(view)
    found = violations(tab)
    tab.evaluate(f"document.querySelector('{FORM}').noValidate = true")
    # Sent as without scripts, since axe needs some.
    tab.evaluate(f"document.querySelector('{FORM}').submit()")
    tab.wait_for_url(RATE)
    assert tab.inner_text("[role=alert]").startswith("Please look at this again")
    assert tab.title().startswith("Error: ")
    found += violations(tab)
    tab.check("[name=mark][value='4']")
    tab.click("form.rate button")
    tab.locator("[role=status]", has_text="Thank you").wait_for()
    found += violations(tab)
    assert not found, "\n".join(found)


def test_it_fits_a_small_window(rated):
    tab = rated(PHONE)
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
    for label in tab.locator(f"{FORM} fieldset label").all():
        assert label.bounding_box()["height"] >= 44


def test_it_is_not_printed(rated):
    tab = rated(DESK)
    tab.emulate_media(media="print")
    # Nor is the figure, which is of today.
    assert not tab.is_visible("section.rate")

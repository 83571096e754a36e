"""A reader asks: with scripts and without, by keyboard, and with something to mend."""

import re

import pytest

from axe import violations
from editions import copy_of_nets
from harness import Server, running
from kinds import DESK, FOUR_VIEWS, PHONE, View

ASK = "/int/en/questions/ask"
FORM = ".asking form"
FOUND = f"{FORM} [data-found]"
QUESTION = "What helps against diarrhoea at night?"
UNFITTING = "Where do I park my tractor?"
CONTROLLER = "controller: The testers, 1 Example Street, Brussels\n"
SCRIPTED, PLAIN = DESK, View(1280, scripts=False)


@pytest.fixture(scope="session")
def answerable(tmp_path_factory: pytest.TempPathFactory):
    """The shipped edition, where somebody answers for addresses."""
    folder = tmp_path_factory.mktemp("answerable")
    edition = copy_of_nets(folder, ("controller:\n", CONTROLLER))
    words = "serve", "--edition", edition, "--database", folder / "nets.sqlite"
    proxy = "--trusted-proxy", "127.0.0.1"
    with running(Server(folder / "server.log", *words, *proxy)) as server:
        yield server


@pytest.fixture
def asking(answerable, browser):
    """Opens the form in a browser of its own, at an address of its own: few questions are taken
    from one."""
    opened = []

    def asking(view: View = DESK, path: str = ASK):
        context = browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme=view.scheme, java_script_enabled=view.scripts, reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"10.0.{len(opened)}.{id(opened) % 250}"},
        )  # fmt: skip
        context.set_default_timeout(20_000)
        opened.append(context)
        tab = context.new_page()
        tab.goto(answerable.origin + path)
        return tab

    yield asking
    for context in opened:
        assert context.cookies() == []
        context.close()


def test_the_list_of_questions_leads_there(asking):
    tab = asking(PLAIN, "/int/en/questions")
    tab.click("main .callout a:has-text('Ask it')")
    assert tab.url.endswith(ASK)
    assert "no emergency line" in tab.inner_text("main")


def test_with_scripts_answers_come_while_one_writes(asking, answerable):
    tab = asking(SCRIPTED)
    addresses = []
    tab.on("request", lambda request: addresses.append(request.url))
    assert not tab.is_visible(FOUND)
    assert tab.is_visible(f"{FORM} [data-looking]")
    tab.locator("#ask-question").press_sequentially("diarrhoea at night", delay=10)
    tab.locator(FOUND).wait_for()
    status = tab.locator(f"{FORM} [role=status]")
    assert re.match(r"\w+ answers? that", status.inner_text())
    assert "Not yet checked by a clinician" in tab.inner_text(FOUND)
    assert "control my diarrhoea" in tab.inner_text(f"{FOUND} li >> nth=0")
    # What is typed stands in no address.
    sought = {url for url in addresses if "/assets/" not in url}
    assert sought == {answerable.origin + ASK}
    # An answer opens elsewhere, and what was typed is still there.
    with tab.context.expect_page() as opened:
        tab.click(f"{FOUND} li a >> nth=0")
    assert "/int/en/questions/" in opened.value.url
    assert tab.input_value("#ask-question") == "diarrhoea at night"
    # They are gone when they fit no more.
    tab.fill("#ask-question", UNFITTING)
    tab.locator(FOUND).wait_for(state="hidden")
    assert status.inner_text() == ""


def test_whoever_has_seen_the_answers_is_not_shown_them_again(asking):
    tab = asking(SCRIPTED)
    tab.fill("#ask-question", QUESTION)
    tab.locator(FOUND).wait_for()
    tab.click(f"{FORM} button")
    assert tab.inner_text("h1") == "Thank you for your question"
    assert tab.url.split("?")[0].endswith("/questions/asked")


def test_whoever_is_quicker_than_the_script_sees_them_first(asking):
    tab = asking(SCRIPTED)
    tab.fill("#ask-question", QUESTION)
    tab.click(f"{FORM} button")
    assert tab.inner_text("h1") == "Does one of these answer it?"
    tab.click(f"{FORM} button")
    assert tab.inner_text("h1") == "Thank you for your question"


def test_a_server_that_finds_nothing_leaves_the_form_as_it_is(asking):
    tab = asking(SCRIPTED)
    tab.route("**/*", lambda route: route.abort() if route.request.resource_type == "fetch"
              else route.continue_())  # fmt: skip
    with tab.expect_request(lambda request: request.resource_type == "fetch"):
        tab.fill("#ask-question", QUESTION)
    tab.click(f"{FORM} button")
    assert tab.inner_text("h1") == "Does one of these answer it?"


def test_without_scripts_answers_come_first_and_then_it_is_sent(asking):
    tab = asking(PLAIN)
    assert not tab.is_visible(f"{FORM} [data-looking]")
    tab.fill("#ask-question", QUESTION)
    tab.click(f"{FORM} button")
    assert tab.inner_text("h1") == "Does one of these answer it?"
    assert "control my diarrhoea" in tab.inner_text(".found li >> nth=0")
    assert tab.input_value("#ask-question") == QUESTION
    tab.click(f"{FORM} button")
    assert tab.url.split("?")[0].endswith("/questions/asked")
    tab.click("main a:has-text('All questions')")
    assert tab.url.endswith("/int/en/questions")


def test_a_private_answer_is_asked_for_by_consent(asking):
    tab = asking(PLAIN)
    tab.fill("#ask-question", UNFITTING)
    tab.click(f"{FORM} summary")
    tab.fill("#ask-email", "ada@example.org")
    tab.click(f"{FORM} button")
    assert tab.title().startswith("Error: ")
    tab.click("[role=alert] a")
    assert tab.evaluate("document.activeElement.id") == "ask-consent"
    assert tab.input_value("#ask-email") == "ada@example.org"
    tab.check("#ask-consent")
    tab.click(f"{FORM} button")
    assert tab.url.split("?")[0].endswith("/questions/asked")


@pytest.mark.parametrize("view", [SCRIPTED, PLAIN], ids=str)
def test_by_keyboard_alone(asking, view):
    tab = asking(view)

    def press_to(condition: str) -> None:
        for _ in range(60):
            tab.keyboard.press("Tab")
            if tab.evaluate(condition):
                return
        raise AssertionError(f"nothing that can be reached is {condition}")

    press_to("document.activeElement.id == 'ask-question'")
    tab.keyboard.type(UNFITTING)
    press_to("document.activeElement.tagName == 'SUMMARY'")
    tab.keyboard.press("Enter")
    press_to("document.activeElement.id == 'ask-email'")
    tab.keyboard.type("ada@example.org")
    press_to("document.activeElement.id == 'ask-consent'")
    tab.keyboard.press("Space")
    press_to("document.activeElement.type == 'submit'")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/questions/asked?t=*")


@pytest.mark.parametrize("view", FOUR_VIEWS, ids=str)
def test_axe_finds_nothing_in_the_form_its_errors_the_answers_and_the_thanks(asking, view):
    tab = asking(view)
    found = violations(tab)
    tab.click(f"{FORM} summary")
    tab.fill("#ask-question", "diarrhoea at night")
    tab.locator(FOUND).wait_for()
    found += violations(tab)

    def send(heading: str) -> None:
        tab.evaluate(f"document.querySelector('{FORM}').noValidate = true")
        # Sent as without scripts, since axe needs some.
        tab.evaluate(f"document.querySelector('{FORM}').submit()")
        tab.get_by_role("heading", level=1, name=heading).wait_for()

    for question, email, consent in (
        ("", "ada", True), ("me@example.org has a question", "ada@example.org", False),
        ("x" * 2001, "", True),
    ):  # fmt: skip
        tab.evaluate("document.querySelector('#ask-question').removeAttribute('maxlength')")
        tab.fill("#ask-question", question)
        tab.fill("#ask-email", email)
        tab.set_checked("#ask-consent", consent)
        with tab.expect_navigation():
            send("Ask a question")
        assert tab.inner_text("[role=alert]").startswith("Please look at this again")
        found += violations(tab)
    tab.fill("#ask-question", QUESTION)
    tab.fill("#ask-email", "")
    tab.set_checked("#ask-consent", False)
    send("Does one of these answer it?")
    found += violations(tab)
    tab.click(f"{FORM} button")
    tab.wait_for_url("**/questions/asked?t=*")
    found += violations(tab)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_where_no_address_is_taken(shipped, look):
    tab = look(shipped.origin + ASK)
    assert "please leave none" in tab.inner_text("main")
    assert not violations(tab)


def test_axe_finds_nothing_where_too_many_were_sent(asking):
    tab = asking(DESK)
    for number in range(11):
        tab.goto(tab.url.replace("asked", "ask"))
        tab.fill("#ask-question", f"Where do I park tractor {number}?")
        tab.click(f"{FORM} button")
    assert "is not kept" in tab.inner_text("[role=alert]")
    assert tab.input_value("#ask-question") == "Where do I park tractor 10?"
    assert not violations(tab)


def test_it_fits_a_small_window(asking):
    tab = asking(PHONE)
    tab.click(f"{FORM} summary")
    tab.fill("#ask-question", QUESTION)
    tab.locator(FOUND).wait_for()
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
    for pressed in tab.locator(f"{FORM} :is(label.tick, button, summary, .found a)").all():
        assert pressed.bounding_box()["height"] >= 44

"""A reader follows topics by e-mail: asks, mends, confirms, changes, stops; also by keyboard, without scripts."""

import itertools

import pytest

from axe import violations
from editions import copy_of_nets
from harness import Server, eventually, running
from kinds import DESK, FOUR_VIEWS, PHONE, View
from mailing import letters, link

TOPIC = "/int/en/topics/prrt"
PLAIN = View(1280, scripts=False)
NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def mailing(tmp_path_factory: pytest.TempPathFactory):
    """The shipped edition, with somebody who answers for addresses; letters lie in a folder."""
    folder = tmp_path_factory.mktemp("mailing")
    edition = copy_of_nets(folder, ("\ncontroller:", "\ncontroller: The testers, Example Street 1"))
    words = "serve", "--edition", edition, "--database", folder / "nets.sqlite"
    with running(Server(folder / "server.log", *words)) as server:
        server.mail = folder / "mail"
        yield server


@pytest.fixture
def following(mailing, look):
    """The way from a topic to the form, as a reader goes it."""

    def following(view: View = DESK):
        tab = look(mailing.origin + TOPIC, view)
        tab.click("main a:has-text('Be told by e-mail')")
        return tab

    return following


def letter_to(server: Server, address: str):
    def there():
        found = [letter for letter in letters(server.mail) if letter["to"] == address]
        return found and found[-1]

    return eventually("the letter comes", there)


def asked(tab) -> str:
    """Fills the form in and sends it; the address."""
    address = f"reader{next(NUMBERS)}@example.org"
    tab.fill("#follow-email", address)
    tab.check("#follow-consent")
    tab.click("main form button")
    tab.get_by_role("heading", name="Please look into your mailbox").wait_for()
    return address


@pytest.mark.parametrize("view", [DESK, PLAIN], ids=["scripts", "no scripts"])
def test_from_a_topic_to_the_end(mailing, following, view):
    tab = following(view)
    # The topic from which one comes is chosen.
    assert tab.is_checked("#topic-prrt")
    assert not tab.is_checked("#topic-surgery")
    assert tab.is_checked("#frequency-now")
    tab.check("#topic-surgery")
    tab.check("#frequency-weekly")
    letter = letter_to(mailing, asked(tab))
    tab.goto(mailing.origin + link(letter, "confirm"))
    assert "PRRT" in tab.inner_text("main")
    tab.click("main form button")
    tab.get_by_role("status").get_by_text("You will be told what changes").wait_for()
    assert tab.is_checked("#topic-surgery") and tab.is_checked("#frequency-weekly")
    tab.uncheck("#topic-surgery")
    tab.click("button:has-text('Save')")
    tab.get_by_role("status").get_by_text("Saved.").wait_for()
    assert not tab.is_checked("#topic-surgery")
    tab.click("button:has-text('Stop all e-mails')")
    tab.get_by_role("heading", name="You get no more e-mails").wait_for()
    tab.click("button:has-text('Delete it now')")
    tab.get_by_role("heading", name="Deleted").wait_for()


def test_by_keyboard_alone(mailing, following):
    tab = following()
    tab.focus("#topic-prrt")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    for _ in range(40):
        if tab.evaluate("document.activeElement.name") == "frequency":
            break
        tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    tab.keyboard.type("keyboard@example.org")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Please look into your mailbox").wait_for()
    letter = letter_to(mailing, "keyboard@example.org")
    assert "Once a week" in letter.get_body(("plain",)).get_content()


def test_what_is_wrong_is_said_at_its_field(following):
    tab = following(PLAIN)
    tab.uncheck("#topic-prrt")
    tab.fill("#follow-email", "reader@example")
    tab.check("#follow-consent")
    tab.click("main form button")
    assert tab.title().startswith("Error: ")
    alert = tab.locator("[role=alert]")
    assert "Choose at least one topic." in alert.inner_text()
    assert "No letter can be sent to this address" in alert.inner_text()
    tab.click("[role=alert] a:has-text('No letter can be sent')")
    assert tab.evaluate("location.hash") == "#follow-email"
    assert tab.input_value("#follow-email") == "reader@example"
    described = tab.get_attribute("#follow-email", "aria-describedby").split()
    assert "No letter can be sent" in tab.inner_text(f"#{described[-1]}")


@pytest.mark.parametrize("view", FOUR_VIEWS, ids=str)
def test_axe_finds_nothing_on_any_page_of_it(mailing, following, view):
    tab = following(view)
    found = violations(tab)
    tab.evaluate("document.querySelector('main form').noValidate = true")
    tab.uncheck("#topic-prrt")
    tab.click("main form button")
    tab.locator("[role=alert]").wait_for()
    found += violations(tab)
    tab.check("#topic-liver")
    letter = letter_to(mailing, asked(tab))
    found += violations(tab)
    confirm = mailing.origin + link(letter, "confirm")
    tab.goto(confirm)
    found += violations(tab)
    tab.click("main form button")
    tab.get_by_role("status").wait_for()
    found += violations(tab)
    tab.goto(tab.url.replace("/mine", "/stop"))
    found += violations(tab)
    tab.click("main form button")
    found += violations(tab)
    tab.click("main form button")
    found += violations(tab)
    tab.goto(confirm)
    assert "leads nowhere" in tab.inner_text("h1")
    found += violations(tab)
    assert not found, "\n".join(found)


def test_it_fits_a_small_window(following):
    tab = following(PHONE)
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
    for element in tab.locator("main form :is(label.tick, button, input[type=email])").all():
        assert element.bounding_box()["height"] >= 44


def test_nobody_is_told_of_it_while_it_is_off(shipped, look):
    tab = look(shipped.origin + TOPIC, DESK)
    assert tab.locator("main a:has-text('Be told by e-mail')").count() == 0
    tab.goto(shipped.origin + "/int/en/follow")
    assert "sends no e-mail yet" in tab.inner_text("main")
    assert not violations(tab)

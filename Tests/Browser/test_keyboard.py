"""Whoever has only a keyboard reaches everything, and sees where they are."""

import pytest

from kinds import BY_NAME, DESK, KINDS, PHONE, View

# Everything that is drawn and can be pressed or filled in. Of buttons of which one is chosen, Tab
# reaches one, and the arrows the others.
REACHABLE = """
() => {
  const pressed = "a[href], button, input, summary, select, textarea";
  window.wanted = [...document.querySelectorAll(pressed)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled
      && e.getClientRects().length && getComputedStyle(e).pointerEvents !== "none")
    .filter((e) => e.type !== "radio" || e === document.querySelector(`[name="${e.name}"]`));
  return window.wanted.length;
}
"""

# Where the focus is, and whether it is seen there: an outline, a shadow, or the frame of a card.
# Its middle, or a corner of it, is not covered by anything.
WHERE = """
() => {
  const e = document.activeElement;
  if (e === document.body || !e) return null;
  const drawn = ["", "::before", "::after"].some((part) => {
    const style = getComputedStyle(e, part || undefined);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none";
  });
  const boxes = [...e.getClientRects()];
  const points = boxes.flatMap((b) => [
    [b.left + b.width / 2, b.top + b.height / 2], [b.left + 2, b.top + 2],
    [b.right - 2, b.bottom - 2], [b.left + 2, b.bottom - 2], [b.right - 2, b.top + 2]]);
  const open = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (e.contains(top) || top.contains(e));
  });
  const words = (e.textContent || e.name).trim().slice(0, 40);
  const name = `${e.tagName.toLowerCase()}.${e.className} ${words}`;
  return { index: window.wanted.indexOf(e), drawn, open, name };
}
"""

NAMES = """
(indices) => indices.map((i) => window.wanted[i])
  .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 40)}`)
"""


def walk(tab) -> list[dict]:
    """Presses Tab from the top of the page to its end."""
    wanted = tab.evaluate(REACHABLE)
    tab.focus("a.skip")
    places = [tab.evaluate(WHERE)]
    # Regions that scroll take the focus too, so a few more presses than there are links.
    for _ in range(wanted + 20):
        tab.keyboard.press("Tab")
        place = tab.evaluate(WHERE)
        if place is None:
            break
        places.append(place)
    return places


# The large table takes a minute to walk through, and its twin has nothing that it has not.
WALKED = [kind for kind in KINDS if kind.name != "being reviewed"]


@pytest.mark.parametrize("view", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("kind", WALKED, indirect=True, ids=str)
def test_tab_alone_reaches_everything_and_the_focus_is_seen(kind, view, address, look):
    tab = look(address(kind), view)
    if view is PHONE:
        for summary in tab.locator("summary").all():
            summary.press("Enter")
    places = walk(tab)
    missed = set(range(tab.evaluate(REACHABLE))) - {place["index"] for place in places}
    assert not missed, tab.evaluate(NAMES, sorted(missed))
    assert not [place["name"] for place in places if not place["drawn"]]
    assert not [place["name"] for place in places if not place["open"]]


@pytest.mark.parametrize("view", [DESK, PHONE], ids=str)
def test_the_first_stop_is_the_skip_link_and_it_leads_past_the_menu(kind, view, address, look):
    tab = look(address(kind), view)
    tab.keyboard.press("Tab")
    skip = tab.locator("a.skip")
    assert skip.evaluate("e => e === document.activeElement")
    box = skip.bounding_box()
    assert box["y"] >= 0 and box["x"] >= 0, "the skip link is not seen when it has the focus"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    tab.keyboard.press("Tab")
    is_inside = "document.querySelector('main').contains(document.activeElement)"
    is_past = "!!document.activeElement.closest('footer')"
    # A page that can vouch for nothing has no link below its menu.
    is_last = "!document.querySelector('main a, footer a')"
    assert tab.evaluate(f"{is_inside} || {is_past} || {is_last}")


def test_on_a_phone_the_menu_opens_by_enter_and_closes_by_escape(address, look):
    tab = look(address(BY_NAME["treatment"]), PHONE)
    button, menu = tab.locator(".menu-button"), tab.locator("#menu")
    assert button.is_visible() and not menu.is_visible()
    button.press("Enter")
    assert menu.is_visible()
    tab.keyboard.press("Tab")
    assert tab.evaluate("!!document.activeElement.closest('#menu')")
    tab.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_word_is_explained_by_enter_and_closed_by_escape(width, scripts, address, look):
    tab = look(address(BY_NAME["treatment"]), View(width, scripts=scripts))
    word = tab.locator("button.term").first
    meaning = tab.locator(f"[id='{word.get_attribute('popovertarget')}']")
    assert not meaning.is_visible()
    word.focus()
    tab.keyboard.press("Enter")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert meaning.get_by_role("link").is_visible()
    tab.keyboard.press("Escape")
    assert not meaning.is_visible()
    assert tab.locator("button.term:focus").count() == 1
    assert word.evaluate("e => e.matches(':focus')")


def test_no_word_is_explained_by_pointing_alone(address, look):
    """A meaning that only a mouse can see is no meaning."""
    tab = look(address(BY_NAME["treatment"]))
    assert tab.locator("button.term").count() > 0
    assert tab.locator("main [title]:not(svg *)").count() == 0
    assert tab.locator("a button.term, :is(h1, h2, h3, h4) button.term").count() == 0

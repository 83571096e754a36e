"""What holds on every page of the shipped edition."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest

from axe import violations
from crawl import SVG, Page, words
from harness import Server
from kinds import BRITISH_HOME, DESK, HOME, PHONE, TREATMENTS
from watched import Watched

NOTICE = "Not yet checked by a clinician."


@dataclass(frozen=True)
class Market:
    """What is said on every page of one of the shipped edition's markets."""

    root: str
    audience: str
    urgent: str

    def __str__(self) -> str:
        return self.root.split("/")[1]


MARKETS = [
    Market(HOME, "Written for readers outside the United Kingdom", "In an emergency, call 112 or your"),
    Market(BRITISH_HOME, "Written for readers in the United Kingdom", "In an emergency, call 999. Not"),
]


@pytest.fixture(scope="module", params=MARKETS, ids=str)
def market(request) -> Market:
    return request.param


@pytest.fixture(scope="module")
def answers(market: Market, request) -> dict[str, Page]:
    """Whatever links lead to: pages, and the feeds of what changed."""
    return request.getfixturevalue("pages_of_int" if market.root == HOME else "british")


@pytest.fixture(scope="module")
def pages(answers: dict[str, Page]) -> dict[str, Page]:
    return {path: page for path, page in answers.items() if page.is_html}


def report(wrong: dict[str, object]) -> None:
    """Fails with every page on which something is wrong, not only the first."""
    lines = [f"{path}: {what}" for path, what in sorted(wrong.items()) if what]
    assert not lines, "\n" + "\n".join(lines)


def texts(pages: dict[str, Page]) -> dict[str, Page]:
    """Without the form for questions, which says nothing that somebody could have checked."""
    return {path: page for path, page in pages.items() if not path.endswith("/questions/ask")}


# As text


def test_the_whole_edition_is_reached_from_the_home_page(pages: dict[str, Page], market):
    assert len(pages) > 150
    assert {f"{market.root}treatments/{name}" for name in TREATMENTS} <= pages.keys()


def test_markets_have_the_same_pages_and_lead_to_one_another(pages_of_int, british):
    assert {path.removeprefix(HOME) for path in pages_of_int} == {
        path.removeprefix(BRITISH_HOME) for path in british
    }
    report({path: page.out for path, page in pages_of_int.items()
            if page.is_html and set(page.out) - {"/"} != {BRITISH_HOME}})  # fmt: skip


def test_every_link_leads_to_a_page(answers):
    report({path: page.answer.status_code for path, page in answers.items()
            if page.answer.status_code != 200})  # fmt: skip


def test_every_fragment_leads_to_a_place_on_its_page(pages):
    def broken(page: Page) -> list[str]:
        targets = ((link, *urldefrag(link)) for link in page.links)
        return [link for link, path, place in targets if place and place not in pages[path].ids]

    report({path: broken(page) for path, page in pages.items()})


def test_the_html_is_without_a_fault(pages):
    report({path: page.faults for path, page in pages.items()})


def test_no_id_is_there_twice(pages):
    report({path: [i for i, n in Counter(page.ids).items() if n > 1]
            for path, page in pages.items()})  # fmt: skip


def test_every_page_has_a_title_of_its_own(pages):
    titles = Counter(words(page.all("title")[0]) for page in pages.values())
    assert not [title for title, number in titles.items() if number > 1]


def test_the_language_and_its_direction_are_named(pages):
    report({path: page.tree.attrib for path, page in pages.items()
            if (page.tree.get("lang"), page.tree.get("dir")) != ("en", "ltr")})  # fmt: skip


def test_there_is_one_h1_and_no_level_is_skipped(pages):
    def wrong(page: Page) -> str | None:
        levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        skips = [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]
        return f"levels {levels}" if skips or levels.count(1) != 1 or levels[0] != 1 else None

    report({path: wrong(page) for path, page in pages.items()})


def test_there_is_one_of_each_landmark_and_every_nav_has_its_own_name(pages):
    def wrong(page: Page) -> str | None:
        body = page.all("body")[0]
        mains = page.all("main")
        banners = [e for e in body if e.tag == "header"]
        footers = [e for e in body if e.tag == "footer"]
        navs = [nav.get("aria-label") for nav in page.all("nav")]
        is_right = len(mains) == len(banners) == len(footers) == 1 and all(navs)
        return None if is_right and len(set(navs)) == len(navs) else f"{navs}"

    report({path: wrong(page) for path, page in pages.items()})


def test_the_dates_of_the_last_and_the_next_check_stand_with_the_title(pages):
    def wrong(page: Page) -> str | None:
        headers = [e for e in page.all("header") if e.find(".//h1") is not None]
        if len(headers) != 1:
            return "the title stands in no header"
        dates = [e.get("datetime") for e in headers[0].iter("time")]
        text = words(headers[0])
        says = "Last checked" in text
        says &= "Next check" in text or "should have been checked again" in text
        return None if says and len(dates) >= 2 and all(dates) else text

    # What changed is told with the day of each change.
    report({path: wrong(page) for path, page in texts(pages).items() if "/topics" not in path})


def test_that_no_clinician_has_checked_it_stands_with_the_title(pages):
    def wrong(page: Page) -> str | None:
        header = next(e for e in page.all("header") if e.find(".//h1") is not None)
        return None if NOTICE in words(header) else words(header)

    report({path: wrong(page) for path, page in texts(pages).items()})


def test_the_audience_is_named_exactly_once(pages, market):
    report({path: page.text.count(market.audience) for path, page in pages.items()
            if page.text.count(market.audience) != 1})  # fmt: skip


def test_urgent_help_is_named_and_on_treatments_how_to_report_a_side_effect(pages, market):
    def wrong(page: Page) -> list[str]:
        wanted = [market.urgent]
        if page.path.startswith(f"{market.root}treatments"):
            wanted.append("If you get a side effect, tell your doctor")
        return [sentence for sentence in wanted if sentence not in page.text]

    report({path: wrong(page) for path, page in pages.items()})


def test_every_drawing_has_its_words_or_is_hidden(pages):
    def wrong(page: Page) -> list[str]:
        mute = []
        for svg in page.all("svg", f"{SVG}svg"):
            is_hidden = svg.get("aria-hidden") == "true"
            parts = [svg.find(f"{SVG}{name}") for name in ("title", "desc")]
            is_told = svg.get("role") == "img" and all(
                part is not None and words(part) for part in parts
            )
            if not (is_hidden or is_told):
                mute.append(f"{svg.attrib}")
        mute += [f"{img.attrib}" for img in page.all("img") if img.get("alt") is None]
        return mute

    report({path: wrong(page) for path, page in pages.items()})


def test_every_figure_says_in_words_what_it_shows(pages):
    def wrong(page: Page) -> int:
        return sum(1 for figure in page.all("figure") if figure.find(".//figcaption") is None)

    assert any(page.all("figure") for page in pages.values())
    report({path: wrong(page) for path, page in pages.items()})


def test_every_table_names_its_columns(pages):
    report({path: "a table without heads" for path, page in pages.items()
            for table in page.all("table") if table.find(".//th") is None})  # fmt: skip


def test_no_answer_sets_a_cookie(pages):
    report({path: page.answer.headers.get("set-cookie") for path, page in pages.items()})


def test_nothing_is_loaded_from_anybody_else(pages):
    """What a browser loads by itself; what a reader may follow is another matter."""

    def foreign(page: Page) -> list[str]:
        loaded = [e.get("src") for e in page.tree.iter() if e.get("src")]
        loaded += [e.get("href") for e in page.all("link") if e.get("rel") == "stylesheet"]
        return [address for address in loaded if urlsplit(address).netloc]

    report({path: foreign(page) for path, page in pages.items()})


def test_nothing_in_a_page_needs_the_policy_to_be_loosened(pages):
    """No script or style in the page, no handler: the policy forbids them all."""

    def loose(page: Page) -> list[str]:
        found = [e.tag for e in page.all("style", "iframe", "object", "embed")]
        found += [e.tag for e in page.all("script") if e.text or not e.get("src")]
        found += [f"{e.tag} {name}" for e in page.tree.iter() for name in e.attrib
                  if name == "style" or name.startswith("on")]  # fmt: skip
        return found

    report({path: loose(page) for path, page in pages.items()})


# In the browser


@dataclass
class Visits:
    """What was found while every page was opened once."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    complaints: dict[str, list[str]] = field(default_factory=dict)
    policy: dict[str, list[str]] = field(default_factory=dict)
    width: dict[str, int] = field(default_factory=dict)
    requests: set[str] = field(default_factory=set)
    cookies: list = field(default_factory=list)


def body(page: Page) -> str:
    """What a page says besides its frame."""
    return words(page.all("main")[0])


@pytest.fixture(scope="module")
def visits(contexts, pages: dict[str, Page], market, pages_of_int, shipped: Server) -> Visits:
    """Of the second market, the pages that say something else: the frame is seen on these, too."""
    visits = Visits()
    if market.root != HOME:
        pages = {path: page for path, page in pages.items()
                 if body(page) != body(pages_of_int[path.replace(market.root, HOME)])}  # fmt: skip
        assert len(pages) > 10
    tab = contexts(DESK).new_page()
    watched = Watched(tab)
    for path in pages:
        watched.complaints = []
        tab.set_viewport_size({"width": DESK.width, "height": DESK.height})
        tab.goto(shipped.origin + path)
        visits.violations[path] = violations(tab)
        tab.set_viewport_size({"width": PHONE.width, "height": PHONE.height})
        visits.width[path] = tab.evaluate("document.scrollingElement.scrollWidth")
        visits.policy[path] = tab.evaluate("window.violations")
        visits.complaints[path] = watched.complaints
    visits.requests = set(watched.requests)
    visits.cookies = tab.context.cookies()
    tab.close()
    return visits


def test_axe_finds_nothing(visits: Visits):
    report(visits.violations)


def test_no_page_is_wider_than_a_phone(visits):
    report({path: width for path, width in visits.width.items() if width > 320})


def test_the_console_stays_empty(visits):
    report(visits.complaints)


def test_the_content_security_policy_is_never_broken(visits):
    report(visits.policy)


def test_the_browser_asks_nobody_else(visits, shipped):
    assert not [address for address in visits.requests if not address.startswith(shipped.origin)]


def test_the_browser_keeps_no_cookie(visits):
    assert visits.cookies == []

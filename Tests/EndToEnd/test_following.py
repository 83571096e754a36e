"""What changed is told to whoever follows: in feeds that other programs read."""

import json
import re
from urllib.parse import urlsplit

import feedparser
import jsonschema
import pytest

from editions import NETS, replace, write_page, write_treatment
from harness import ADA, Journal, Server, eventually, running

RESTING = "treatments/resting"

# https://www.jsonfeed.org/version/1.1/, what it demands of what we use.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_modified": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


@pytest.fixture
def server(serve, journal: Journal):
    with serve(journal) as server:
        yield server


def atom(server: Server, path: str):
    answer = server.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def told(server: Server, path: str = "/int/en/topics") -> dict[str, str]:
    """What the newest feed says of each item, by its address; both formats say the same."""
    while True:
        feed = atom(server, f"{path}.atom")
        answer = server.get(f"{path}.json")
        # Between the two, something may have become of an item.
        if atom(server, f"{path}.atom").entries == feed.entries:
            break
    assert answer.headers["content-type"].startswith("application/feed+json")
    other = answer.json()
    jsonschema.validate(other, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert [entry.id for entry in feed.entries] == [item["id"] for item in other["items"]]
    assert [entry.content[0].value for entry in feed.entries] == [
        item["content_text"] for item in other["items"]
    ]
    # The newest comes first.
    return {
        urlsplit(entry.link).path.removeprefix("/int/en/"): entry.content[0].value
        for entry in reversed(feed.entries)
    }


def test_a_first_revision_is_new(server):
    news = told(server)
    assert news[RESTING].startswith("New: Resting for a while, in a sentence.")
    # Wherever unreviewed words stand, that is said.
    assert "Not yet checked by a clinician." in news[RESTING]
    assert set(told(server, "/int/en/topics/tests")) == set(news)
    assert told(server, f"/int/en/{RESTING}") == {RESTING: news[RESTING]}


def test_a_feed_names_itself_its_page_and_who_publishes_it(server):
    feed = atom(server, "/int/en/topics/tests.atom").feed
    links = {link.rel: urlsplit(link.href).path for link in feed.links}
    assert links == {"self": "/int/en/topics/tests.atom", "alternate": "/int/en/topics/tests"}
    assert feed.title == "What changed: Tests"
    assert feed.author == "The testers"
    assert feed.language == "en"
    assert feed.id == f"{server.origin}/int/en/topics/tests.atom"


def test_a_change_is_told_in_its_writers_words_and_comes_first(server, journal, edition):
    before = {entry.id for entry in atom(server, "/int/en/topics.atom").entries}
    write_treatment(edition, "resting", "Resting for longer", change="How long, and <why> & when.")
    journal.revise(edition)
    eventually("it is told", lambda: told(server)[RESTING].startswith("Changed: "))
    feed = atom(server, "/int/en/topics.atom")
    assert feed.entries[0].title == "Resting for longer"
    assert feed.entries[0].content[0].value.startswith("Changed: How long, and <why> & when.")
    assert feed.entries[0].id not in before
    assert {entry.id for entry in feed.entries[1:]} <= before


def test_what_leaves_a_topic_is_told_there_too_and_from_then_on_under_the_new_one(
    serve, journal, edition
):
    replace(edition / "edition.yaml", "tests: { en: Tests }", "tests: { en: Tests }\n  rest: { en: Rest }")
    journal.revise(edition)
    file = write_treatment(edition, "resting", "Resting for longer", change="It is about rest now.")
    replace(file, "topics: [tests]", "topics: [rest]")
    with serve(journal) as server:
        assert RESTING in told(server, "/int/en/topics/tests")
        assert told(server, "/int/en/topics/rest") == {}
        journal.revise(edition)
        eventually("it is told", lambda: RESTING in told(server, "/int/en/topics/rest"))
        for topic in "tests", "rest":
            assert "It is about rest now." in told(server, f"/int/en/topics/{topic}")[RESTING]
        file = write_treatment(edition, "resting", "Resting", change="Shorter.")
        replace(file, "topics: [tests]", "topics: [rest]")
        journal.revise(edition)
        eventually("it is told", lambda: "Shorter." in told(server, "/int/en/topics/rest")[RESTING])
        # Whoever looks in only now is told of the change with which it left, and of none after it.
        assert "It is about rest now." in told(server, "/int/en/topics/tests")[RESTING]
        own = atom(server, f"/int/en/{RESTING}.atom").entries
        assert [entry.content[0].value.split()[0] for entry in own] == ["Changed:", "Changed:", "New:"]
        journal.withdraw(RESTING, reason="a slip")
        eventually("it is gone", lambda: "a slip" in told(server, "/int/en/topics/rest")[RESTING])
        assert len(atom(server, f"/int/en/{RESTING}.atom").entries) == 1
        journal.do("reinstate", RESTING, "--reason", "it was none", "--by", ADA)
        eventually("it is back", lambda: "a slip" not in told(server, "/int/en/topics/rest")[RESTING])
        assert "about rest" not in server.get("/int/en/topics.atom").text


def test_a_minor_change_is_told_to_nobody(server, journal, edition):
    before = server.get("/int/en/topics.atom").text
    write_page(edition, "about", "About many tests", change="minor")
    journal.revise(edition)
    eventually("it is live", lambda: "About many tests" in server.get("/int/en/about").text)
    feed = atom(server, "/int/en/topics.atom")
    assert [e.id for e in feed.entries] == [e.id for e in feedparser.parse(before).entries]


def test_what_is_withdrawn_is_told_without_a_word_of_it(server, journal):
    journal.withdraw(RESTING, reason="a dose was wrong")
    news = eventually("it is told", lambda: (n := told(server)) and "withdrawn" in n[RESTING] and n)
    assert "a dose was wrong" in news[RESTING]
    for path in ("topics.atom", "topics.json", "topics", f"{RESTING}.atom", "topics/tests.json"):
        assert "Resting for a while" not in server.get(f"/int/en/{path}").text
    titles = {item["title"] for item in server.get(f"/int/en/{RESTING}.json").json()["items"]}
    assert titles == {f"The page “{RESTING.split('/')[-1].replace('-', ' ')}”"}


def test_what_has_lapsed_is_told(serve, journal):
    import time

    from harness import instant

    end = time.time() + 4
    journal.approve(RESTING, expires=instant(end))
    with serve(journal) as server:
        eventually("it has lapsed", lambda: server.get(f"/int/en/{RESTING}").status_code == 404)
        assert told(server)[RESTING].startswith("This page is being reviewed")
        assert "Resting for a while" not in server.get("/int/en/topics.atom").text


def test_a_page_leads_to_its_topics_and_names_its_feed(server):
    page = server.get(f"/int/en/{RESTING}").text
    assert f'type="application/atom+xml" title="What changed" href="/int/en/{RESTING}.atom"' in page
    assert 'href="/int/en/topics/tests"' in page
    topic = server.get("/int/en/topics/tests")
    assert topic.status_code == 200
    assert 'href="/int/en/topics/tests.atom"' in topic.text
    assert "New: Resting for a while" in topic.text


@pytest.mark.parametrize(
    "path",
    ["topics/nothing", "topics/nothing.atom", "nothing.atom", "topics.rss", "topics/", "about.json/",
     "topics/tests/more", "topics..atom", "topics/.atom"],
)  # fmt: skip
def test_there_is_no_other_feed(server, path):
    assert server.get(f"/int/en/{path}").status_code == 404


def test_a_reader_who_has_it_is_told_so(server):
    answer = server.get("/int/en/topics.atom")
    again = server.get("/int/en/topics.atom", If_None_Match=answer.headers["etag"])
    assert again.status_code == 304
    # A reader that runs in a browser may fetch it; a page it may not.
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    page = server.get("/int/en/topics")
    assert "access-control-allow-origin" not in page.headers
    assert page.headers["cross-origin-resource-policy"] == "same-origin"
    assert re.search(r"max-age=\d+", answer.headers["cache-control"])


def test_the_shipped_edition_can_be_followed_topic_by_topic(tmp_path):
    words = "serve", "--edition", NETS, "--database", tmp_path / "nets.sqlite"
    with running(Server(tmp_path / "server.log", *words)) as server:
        topics = re.findall(r'href="/int/en/topics/([a-z-]+)"', server.get("/int/en/topics").text)
        assert len(topics) == 16
        for topic in topics:
            assert told(server, f"/int/en/topics/{topic}")
        whole = json.loads(server.get("/int/en/topics.json").text)
        assert len(whole["items"]) == 100

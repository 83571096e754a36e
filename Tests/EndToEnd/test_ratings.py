"""Readers rate a page: what is kept, what is refused, and that nothing leads back to them."""

import json
import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from harness import Journal, Server, eventually, running

ITEM = "treatments/resting"
PATH = f"/int/en/rate?item={ITEM}"


@pytest.fixture
def server(serve, journal: Journal):
    with serve(journal) as server:
        yield server


def rate(server: Server, mark: object = 4, path: str = PATH, cookies=None, **more) -> httpx.Response:
    """Sends the form as a browser does, and follows nothing."""
    fields = {"mark": str(mark)} | more.pop("fields", {})
    headers = {"Sec-Fetch-Site": "same-origin"} | more.pop("headers", {})
    # A client of its own: a shared one would keep the cookies.
    return httpx.post(server.origin + path, data=fields, headers=headers, cookies=cookies, **more)


def token(answer: httpx.Response) -> dict[str, str]:
    return {"rater": answer.cookies["rater"]}


def rows(journal: Journal) -> list[tuple]:
    with sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True) as database:
        return database.execute("SELECT item, mark, answered, missing FROM ratings").fetchall()


def test_a_rating_is_kept_and_shown_to_whoever_gave_it(server, journal):
    answer = rate(server, 4, fields={"answered": "partly", "missing": "How long?"})
    assert answer.status_code == 303
    assert answer.headers["location"] == PATH
    assert "no-store" in answer.headers["cache-control"]
    assert rows(journal) == [(ITEM, 4, "partly", "How long?")]
    page = httpx.get(server.origin + PATH, cookies=token(answer))
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert re.search(r'value="4"[^>]* checked', page.text)
    assert re.search(r'value="partly"[^>]* checked', page.text)
    assert ">How long?</textarea>" in page.text
    assert "4.0 out of 5, from 1 rating." in page.text
    # Nobody else sees what was written, or which mark is whose.
    other = httpx.get(server.origin + PATH).text
    assert "How long?" not in other
    assert " checked" not in other


def test_the_cookie_is_set_by_a_rating_alone_and_lives_where_it_is_needed(server):
    for path in ("/int/en/treatments/resting", PATH):
        assert "set-cookie" not in server.get(path).headers
    (cookie,) = rate(server).headers.get_list("set-cookie")
    assert re.fullmatch(
        r"rater=[0-9a-f]{96}; Path=/int/en/rate; Max-Age=31536000; HttpOnly; SameSite=Lax", cookie
    )


def test_over_an_encrypted_connection_it_is_kept_from_plain_ones(serve, journal):
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        answer = rate(server, headers={"X-Forwarded-Proto": "https"})
        (cookie,) = answer.headers.get_list("set-cookie")
        assert cookie.startswith("__Secure-rater=")
        assert cookie.endswith("; Secure")


def test_one_reader_has_one_rating_however_often_they_send_it(server, journal):
    cookies = token(rate(server, 1))
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda n: rate(server, n % 5 + 1, cookies=cookies).status_code, range(40)))
    assert set(statuses) == {303}
    assert len(rows(journal)) == 1


def test_everybody_behind_one_address_counts(server, journal):
    for _ in range(12):
        assert rate(server, 5).status_code == 303
    assert len(rows(journal)) == 12


def test_a_request_sent_again_and_again_does_not_stuff_the_ballot(serve, journal):
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        bot = {"X-Forwarded-For": "192.0.2.7"}
        statuses = [rate(server, 1, headers=bot).status_code for _ in range(100)]
        assert statuses.count(303) == 30
        assert set(statuses) == {303, 429}
        refused = rate(server, 1, headers=bot)
        assert refused.headers["retry-after"] == "3600"
        assert "is not kept" in refused.text
        assert re.search(r'value="1"[^>]* checked', refused.text)
        # A reader elsewhere, and one of the same network about another page, are not kept out.
        assert rate(server, 5, headers={"X-Forwarded-For": "198.51.100.9"}).status_code == 303
        about = "/int/en/rate?item=about"
        assert rate(server, 5, about, headers=bot).status_code == 303
    assert len([row for row in rows(journal) if row[0] == ITEM]) == 31


def test_a_token_made_up_or_of_another_site_is_none(server, journal):
    real = rate(server, 4).cookies["rater"]
    for forged in ("0" * 96, "0" * 64, "x", real[:-1] + ("0" if real[-1] != "0" else "1"), real.upper() + "00"):
        answer = rate(server, 2, cookies={"rater": forged})
        assert answer.status_code == 303
        assert answer.cookies["rater"] not in (forged, real)
        assert "How long?" not in httpx.get(server.origin + PATH, cookies={"rater": forged}).text
    assert len(rows(journal)) == 6


@pytest.mark.parametrize("mark", ["0", "6", "NaN", "", "4.0", "-1", "1e0", "4\0", "٤"])
def test_a_mark_that_is_none_is_refused_at_its_field(server, journal, mark):
    answer = rate(server, mark, fields={"answered": "no", "missing": "More <b>about</b> rest"})
    assert answer.status_code == 422
    assert 'id="rate-mark-error"' in answer.text
    assert 'href="#rate-mark-1"' in answer.text
    # What was typed is still there, and is no HTML.
    assert "More &lt;b&gt;about&lt;/b&gt; rest</textarea>" in answer.text
    assert re.search(r'value="no"[^>]* checked', answer.text)
    assert "set-cookie" not in answer.headers
    assert rows(journal) == []


@pytest.mark.parametrize(
    "words, told",
    [
        ("Write to me@example.org", "e-mail address"),
        ("My number is 943 476 5919", "long number"),
        ("x" * 1001, "1001 characters"),
    ],
)
def test_words_that_must_not_be_kept_come_back(server, journal, words, told):
    answer = rate(server, fields={"missing": words})
    assert answer.status_code == 422
    assert told in answer.text
    assert 'id="rate-missing-error"' in answer.text
    assert f">{words}</textarea>" in answer.text
    assert rows(journal) == []


@pytest.mark.parametrize("words", ["\u200b\u200b", " \r\n ", "\0", "\u202e"])
def test_words_without_anything_to_see_are_none(server, journal, words):
    assert rate(server, fields={"missing": words}).status_code == 303
    assert rows(journal) == [(ITEM, 4, None, None)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_what_another_site_sends_is_not_kept(server, journal, headers):
    answer = rate(server, headers=headers)
    assert answer.status_code == 403
    assert "did not come from a form of this site" in answer.text
    assert rows(journal) == []


def test_an_origin_decides_where_a_browser_says_nothing_else(server, journal):
    def sent(origin: str) -> int:
        return httpx.post(
            server.origin + PATH, data={"mark": "4"}, headers={"Origin": origin}
        ).status_code

    assert sent("https://evil.test") == 403
    assert sent("null") == 403
    assert sent(server.origin) == 303
    assert len(rows(journal)) == 1


@pytest.mark.parametrize(
    "path, status",
    [
        ("/int/en/rate?item=treatments/nothing", 404),
        ("/int/en/rate", 404),
        ("/int/en/rate?item=../../etc/passwd", 404),
        ("/int/en/rate?item=about&item=trust", 404),
        ("/xx/en/rate?item=about", 404),
        ("/int/en/rate/?item=about", 405),
        ("/int/en/about", 405),
    ],
)
def test_what_is_not_there_cannot_be_rated(server, journal, path, status):
    assert rate(server, path=path).status_code == status
    assert rows(journal) == []


def test_what_was_withdrawn_cannot_be_rated(server, journal):
    journal.withdraw(ITEM)
    eventually("the page is gone", lambda: server.get(f"/int/en/{ITEM}").status_code == 410)
    assert server.get(PATH).status_code == 404
    # It may have gone while somebody wrote.
    written = {"missing": "What about <pain>?"}
    answer = rate(server, fields=written)
    assert answer.status_code == 404
    assert "no-store" in answer.headers["cache-control"]
    assert "Your rating was not kept." in answer.text
    assert "readonly>What about &lt;pain&gt;?</textarea>" in answer.text
    told = rate(server, fields=written, headers={"Accept": "application/json"})
    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"
    assert "Your rating was not kept." in told.json()["detail"]
    # What another site sent is not the reader's.
    foreign = rate(server, fields=written, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 404 and "pain" not in foreign.text
    assert rows(journal) == []


def test_other_bodies_are_refused(server, journal):
    def sent(**body) -> int:
        return httpx.post(
            server.origin + PATH, headers={"Sec-Fetch-Site": "same-origin"} | body.pop("headers", {}),
            **body,
        ).status_code  # fmt: skip

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert sent(json={"mark": 4}) == 415
    assert sent(files={"mark": "4"}) == 415
    assert sent(content=b"mark=4&mark=5", headers=form) == 400
    assert sent(content=b"mark=4&missing=\xff", headers=form) == 400
    assert sent(content=b"mark=4&missing=%ff%fe", headers=form) == 400
    assert sent(content=b"mark=4&missing=%zz", headers=form) == 400
    assert sent(content=b"mark=4&missing=" + b"x" * 1_000_000, headers=form) == 413
    assert rows(journal) == []


def test_a_script_is_answered_in_json(server, journal):
    asking = {"Accept": "application/json"}
    kept = rate(server, 5, headers=asking)
    assert kept.status_code == 200
    assert kept.json() == {
        "detail": "Thank you. Your rating is kept.",
        "figures": "5.0 out of 5, from 1 rating. That is one reader: the next may see it otherwise.",
    }
    refused = rate(server, 9, headers=asking)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    told = refused.json()
    assert told["status"] == 422
    assert [error["field"] for error in told["errors"]] == ["rate-mark-1"]


def test_the_figure_reaches_the_page_within_a_minute(server, journal):
    page = f"/int/en/{ITEM}"
    before = server.get(page)
    assert "Nobody has rated this page yet." in before.text
    assert int(re.search(r"max-age=(\d+)", before.headers["cache-control"])[1]) <= 25
    rate(server, 4)
    rate(server, 5)
    # A cache may have kept it for 25 seconds more.
    eventually(
        "the figure is there",
        lambda: "4.5 out of 5, from 2 ratings. These are few" in server.get(page).text,
        seconds=35,
        every=0.5,
    )
    assert "Nobody has rated" in server.get("/int/en/about").text


def test_nothing_leads_back_to_a_reader(serve, journal):
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        answer = rate(
            server, headers={"X-Forwarded-For": "203.0.113.77", "User-Agent": "Canary/1.0"}
        )
        secret = answer.cookies["rater"]
        rate(server, fields={"missing": "me@example.org"})
        errors = server.errors()
    kept = b"".join(file.read_bytes() for file in journal.path.parent.glob("*.sqlite*"))
    for trace in ("203.0.113.77", "Canary", secret[:32], "me@example.org"):
        assert trace.encode() not in kept
        assert trace not in errors
    # Neither the chance of the token nor its seal.
    for half in (secret[:32], secret[32:]):
        assert bytes.fromhex(half) not in kept


def test_what_readers_missed_is_the_editors_to_read(server, journal):
    rate(server, fields={"missing": "How long\ndoes it take?"})
    shown = journal.do("remarks").output
    assert "treatments/resting  int/en\n    How long\n    does it take?" in shown
    (remark,) = json.loads(journal.do("remarks", "--format", "json", "--item", ITEM).output)
    assert remark["text"] == "How long\ndoes it take?"
    assert json.loads(journal.do("remarks", "--format", "json", "--item", "about").output) == []
    assert "does it take" not in server.get(f"/int/en/{ITEM}").text


def test_the_key_is_the_operators_and_lies_apart(serve, journal, tmp_path):
    key = journal.path.with_name(journal.path.name + ".key")
    with serve(journal) as server:
        cookies = token(rate(server, 4))
        assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text())
        assert key.stat().st_mode & 0o777 == 0o600
    given = tmp_path / "given.key"
    given.write_text(key.read_text())
    key.unlink()
    # With the same key from elsewhere, the reader is known again; with another, not.
    for words, settings in (
        (("--key-file", given), {}),
        ((), {"HOOFBEAT_KEY": given.read_text().strip()}),
    ):
        with serve(journal, *words, **settings) as server:
            page = httpx.get(server.origin + PATH, cookies=cookies).text
            assert re.search(r'value="4"[^>]* checked', page)
        assert not key.exists()
    with serve(journal, HOOFBEAT_KEY="00" * 32) as server:
        assert " checked" not in httpx.get(server.origin + PATH, cookies=cookies).text


def test_a_key_that_is_none_is_refused(journal, tmp_path):
    bad = tmp_path / "bad.key"
    bad.write_text("secret")
    told = journal.do("serve", "--port", "0", "--key-file", bad, code=1).errors
    assert "64 hexadecimal digits" in told
    assert "secret" not in told


def test_another_instant_takes_nothing(serve, journal):
    with serve(journal, "--now", "2027-01-01T00:00:00Z") as server:
        assert "Was this page useful?" not in server.get(f"/int/en/{ITEM}").text
        assert rate(server).status_code == 405
        assert server.get(PATH).status_code == 404
    assert rows(journal) == []


def test_while_the_database_fails_what_was_typed_is_kept_in_the_page(serve, journal):
    with serve(journal) as server:
        with sqlite3.connect(journal.path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = rate(server, 3, fields={"missing": "Food"}, timeout=30)
            other.execute("ROLLBACK")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert ">Food</textarea>" in answer.text
        assert re.search(r'value="3"[^>]* checked', answer.text)
        assert rate(server, 3).status_code == 303
    assert len(rows(journal)) == 1


def test_nothing_is_said_to_be_kept_in_a_file_that_is_no_longer_there(server, journal):
    assert rate(server, 4).status_code == 303
    moved = journal.path.with_name("moved.sqlite")
    journal.path.rename(moved)
    answer = rate(server, 5, fields={"missing": "Still here"})
    assert answer.status_code == 503 and "Still here</textarea>" in answer.text
    journal.path.write_bytes(b"")
    assert rate(server, 5).status_code == 503
    moved.rename(journal.path)
    assert rate(server, 5).status_code == 303
    assert len(rows(journal)) == 2


def test_what_readers_write_is_for_nobody_else_on_the_machine(server, journal, tmp_path):
    rate(server, 4)
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    for file in [*journal.path.parent.glob(f"{journal.path.name}*"), copy]:
        assert file.stat().st_mode & 0o077 == 0, file


def test_tokens_collected_on_other_items_do_not_fill_one(server):
    """Whoever rates many items has as many tokens as they like."""
    tokens = [token(rate(server, 5, f"/int/en/rate?item={item}"))
              for item in ("treatments/walking", "about") for _ in range(25)]
    answers = [rate(server, 1, cookies=one).status_code for one in tokens]
    assert answers.count(303) == 30 and answers.count(429) == 20
    # Who is among the thirty can change theirs.
    assert rate(server, 2, cookies=tokens[0]).status_code == 303


def test_a_rating_sent_again_since_no_answer_came_is_one(server, journal):
    for mark in 2, 3:
        assert rate(server, mark, fields={"once": "5a" * 16}).status_code == 303
    assert [row[1] for row in rows(journal)] == [3]

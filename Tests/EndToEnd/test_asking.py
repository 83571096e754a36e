"""Readers ask: answers that are there already, what is kept and refused, and what editors do about it."""

import json
import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from editions import matter, replace
from harness import ADA, BEA, Journal, Server, day, eventually, hoofbeat
from mailing import Sink, text

ASK = "/int/en/questions/ask"
QUESTION = "How long does the injection hurt?"
CONTROLLER = ("controller:", "controller: The testers, 1 Example Street, Brussels")


def write_answer(edition: Path, name: str, title: str, words: str) -> None:
    file = edition / f"en/questions/{name}.md"
    file.parent.mkdir(exist_ok=True)
    front = matter(words, "First version.").replace(f"title: {words}", f'title: "{title}"')
    file.write_text(f"---\n{front}ask:\n  - Why?\n  - How?\n  - When?\n---\n{words}.\n")


@pytest.fixture
def edition(edition: Path) -> Path:
    write_answer(edition, "airport", "Will airport detectors react to me?", "They may for weeks")
    write_answer(edition, "hair", "Will I lose my hair?", "Rarely with an injection")
    write_answer(edition, "tired", "Why am I so tired?", "There are many causes")
    return edition


@pytest.fixture
def server(serve, journal: Journal):
    with serve(journal) as server:
        yield server


@pytest.fixture
def answerable(serve, journal: Journal, edition: Path):
    """A site whose operator answers for addresses."""
    replace(edition / "edition.yaml", *CONTROLLER)
    journal.revise(edition)
    with serve(journal) as server:
        yield server


def ask(server: Server, question: object = QUESTION, path: str = ASK, **more) -> httpx.Response:
    """Sends the form as a browser does, and follows nothing."""
    fields = {"question": str(question)} | more.pop("fields", {})
    headers = {"Sec-Fetch-Site": "same-origin"} | more.pop("headers", {})
    return httpx.post(server.origin + path, data=fields, headers=headers, **more)


def rows(journal: Journal, columns: str = "text, state, address") -> list[tuple]:
    with sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True) as database:
        return database.execute(f"SELECT {columns} FROM questions ORDER BY asked, id").fetchall()


def queue(journal: Journal, *words: str) -> list[dict]:
    return json.loads(journal.do("questions", *words, "--format", "json").output)


def code(journal: Journal, text: str = QUESTION) -> str:
    return next(one["code"] for one in queue(journal) if one["text"] == text)


def mark(page: httpx.Response) -> str:
    return re.search(r'name="form" value="([0-9a-f]{32})"', page.text)[1]


# Readers


def test_the_questions_lead_to_the_form_which_says_what_it_is(server):
    assert f'href="{ASK}"' in server.get("/int/en/questions").text
    page = server.get(ASK)
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert "set-cookie" not in page.headers
    for words in (
        "This is no emergency line", "call 112", "Please leave out names", "never published",
        "Nobody has promised a time", "deleted 180 days after", "not the way to report a side effect",
        "nobody has been named yet who answers for the addresses",
    ):  # fmt: skip
        assert words in page.text, words
    assert 'name="email"' not in page.text
    assert mark(page) != mark(server.get(ASK))


def test_without_a_script_fitting_answers_come_first_and_the_question_is_still_there(server, journal):
    asked = "Will the airport find out about <b>me</b>?"
    page = ask(server, asked)
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert "Does one of these answer it?" in page.text
    assert 'href="/int/en/questions/airport"' in page.text
    assert "They may for weeks, in a sentence." in page.text
    assert "Not yet checked by a clinician" in page.text
    assert "questions/tired" not in page.text
    assert ">Will the airport find out about &lt;b&gt;me&lt;/b&gt;?</textarea>" in page.text
    assert rows(journal) == []
    sent = ask(server, asked, fields={"send": "1", "form": mark(page)})
    assert sent.status_code == 303
    assert re.fullmatch(r"/int/en/questions/asked\?t=[0-9a-f]{96}", sent.headers["location"])
    assert rows(journal) == [(asked, "open", None)]
    thanks = server.get("/int/en/questions/asked")
    assert thanks.status_code == 200
    assert "no-store" in thanks.headers["cache-control"]
    assert "Thank you for your question" in thanks.text


def test_a_question_that_nothing_fits_is_sent_at_once(server, journal):
    assert ask(server, "Where do I park my tractor?").status_code == 303
    assert len(rows(journal)) == 1


def test_while_somebody_writes_answers_are_found_and_nothing_is_kept(server, journal):
    answer = ask(
        server, "lost hair", fields={"looking": "1"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    told = answer.json()
    assert told["words"].startswith("One answer that is already here may fit.")
    assert "Not yet checked by a clinician" in told["notice"]
    assert told["answers"] == [
        {
            "href": "/int/en/questions/hair",
            "title": "Will I lose my hair?",
            "summary": "Rarely with an injection, in a sentence.",
        }
    ]
    for nothing in ("", "\u200b", "Where do I park my tractor?", "x" * 60_000):
        answer = ask(
            server, nothing, fields={"looking": "1"}, headers={"Accept": "application/json"}
        )
        assert answer.json() == {"words": "", "notice": "", "answers": []}
    assert rows(journal) == []


def test_only_what_is_shown_now_is_offered(serve, server, journal):
    def found() -> bool:
        return "questions/airport" in ask(server, "Is the airport a problem?", fields={"looking": "1"}).text

    assert found()
    journal.withdraw("questions/airport")
    eventually("it is not offered any more", lambda: not found())


def test_the_same_form_sent_twice_is_one_question(server, journal):
    fields = {"send": "1", "form": mark(server.get(ASK))}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(server, fields=fields), range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len(rows(journal)) == 1
    # Other words in the same form are another question, and nothing that was answered is lost.
    assert ask(server, "And where do I park my tractor?", fields=fields).status_code == 303
    assert len(rows(journal)) == 2


@pytest.mark.parametrize(
    "form", ["", "0", "x" * 32, "' OR 1=1 --", "\0", "a" * 5000]
)
def test_a_form_whose_mark_is_none_is_kept_all_the_same(server, journal, form):
    assert ask(server, fields={"send": "1", "form": form}).status_code == 303
    assert len(rows(journal)) == 1


@pytest.mark.parametrize(
    "words, told",
    [
        ("", "Write your question."),
        ("\u200b" * 400, "Write your question."),
        ("\u202e \r\n \ufeff", "Write your question."),
        ("why?", "at least 10 characters"),
        ("Please write to me@example.org today", "e-mail address"),
        ("My number is 943 476 5919, is that bad?", "long number"),
        ("x" * 2001, "2001 characters"),
    ],
)
def test_words_that_cannot_be_kept_come_back(server, journal, words, told):
    answer = ask(server, words, fields={"send": "1"})
    assert answer.status_code == 422
    assert told in answer.text
    assert 'href="#ask-question"' in answer.text
    assert 'id="ask-question-error"' in answer.text
    assert "<title>Error: " in answer.text
    if words.isprintable():
        assert f">{words}</textarea>" in answer.text
    assert rows(journal) == []


def test_an_address_is_kept_by_consent_and_sealed(answerable, journal):
    assert 'name="email"' in answerable.get(ASK).text
    fields = {"email": "ada@example.org", "send": "1"}
    refused = ask(answerable, fields=fields)
    assert refused.status_code == 422
    assert 'href="#ask-consent"' in refused.text
    assert 'value="ada@example.org"' in refused.text
    assert rows(journal) == []
    assert ask(answerable, fields=fields | {"consent": "yes"}).status_code == 303
    ((text, state, address),) = rows(journal)
    assert (text, state) == (QUESTION, "open")
    assert len(address) > 28
    ((wording, consented, asked),) = rows(journal, "wording, consented, asked")
    assert len(wording) == 32
    assert consented == asked


def test_an_address_leaves_no_trace_in_clear(answerable, journal):
    ask(answerable, fields={"email": "ada.canary@example.org", "consent": "yes", "send": "1"},
        headers={"User-Agent": "Canary/1.0"})  # fmt: skip
    kept = b"".join(file.read_bytes() for file in journal.path.parent.glob("*.sqlite*"))
    shown = journal.do("questions").output + journal.do("questions", "--format", "json").output
    for trace in ("ada.canary", "Canary/1.0"):
        assert trace.encode() not in kept
        assert trace not in answerable.errors()
        assert trace not in shown
    assert QUESTION not in answerable.errors()
    assert "a private answer is wanted" in shown


@pytest.mark.parametrize(
    "email",
    [
        "ada", "ada@example", "ada@example.org\r\nBcc: all@example.org", "<b>@example.org",
        "a" * 10_000 + "@example.org", "ada@exa mple.org",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_at_its_field(answerable, journal, email):
    answer = ask(answerable, fields={"email": email, "consent": "yes", "send": "1"})
    assert answer.status_code == 422
    assert 'href="#ask-email"' in answer.text
    assert "Bcc" not in str(answer.headers)
    assert f">{QUESTION}</textarea>" in answer.text
    assert rows(journal) == []


def test_an_address_of_letters_from_everywhere_is_taken(answerable, journal):
    fields = {"email": "zoe@münchen.example", "consent": "yes", "send": "1"}
    assert ask(answerable, fields=fields).status_code == 303


def take_back(server: Server, token: str, **headers) -> httpx.Response:
    headers = {"Sec-Fetch-Site": "same-origin"} | headers
    return httpx.post(f"{server.origin}/int/en/questions/asked", data={"t": token}, headers=headers)


def test_a_question_and_its_address_are_taken_back_by_whoever_asked(answerable, journal):
    fields = {"email": "reader@example.org", "consent": "yes", "send": "1"}
    sent = ask(answerable, fields=fields)
    ask(answerable, "How long does the scan take?", fields=fields)
    token = sent.headers["location"].split("t=")[1]
    page = answerable.get(sent.headers["location"])
    assert token in page.text and "Take my question back" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    # Nobody else can, and looking is not doing.
    assert take_back(answerable, token, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    for wrong in ["", "x", token[:-1] + ("0" if token[-1] != "0" else "1"), "0" * 96]:
        refused = take_back(answerable, wrong)
        assert refused.status_code == 404 and "not whole" in refused.text
    assert len(rows(journal)) == 2
    gone = take_back(answerable, token)
    assert (gone.status_code, gone.headers["location"]) == (303, "/int/en/questions/taken-back")
    assert "Nothing of it is kept here" in answerable.get(gone.headers["location"]).text
    assert [text for text, *_ in rows(journal)] == ["How long does the scan take?"]
    # Once more is no error: it is what they wanted.
    assert take_back(answerable, token).status_code == 303


def test_an_editor_forgets_an_address_for_whoever_has_no_link(answerable, journal):
    ask(answerable, fields={"email": "Reader@Example.org", "consent": "yes", "send": "1"})
    ask(answerable, "How long does the scan take?", fields={"email": "other@example.org", "consent": "yes", "send": "1"})
    told = hoofbeat("questions", "forget", "--database", journal.path, said="reader@example.org\n").output
    assert told == "taken back  1\n"
    assert [text for text, *_ in rows(journal)] == ["How long does the scan take?"]
    hoofbeat("questions", "forget", "--database", journal.path, said="reader\n", code=1)


def test_where_nobody_answers_for_addresses_none_is_kept(server, journal):
    answer = ask(server, fields={"email": "ada@example.org", "consent": "yes", "send": "1"})
    assert answer.status_code == 422
    assert "You can send your question without one" in answer.text
    assert rows(journal) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)
@pytest.mark.parametrize("field", ["send", "looking"])
def test_what_another_site_sends_is_not_kept(server, journal, headers, field):
    answer = ask(server, headers=headers, fields={field: "1"})
    assert answer.status_code == 403
    assert "did not come from a form of this site" in answer.text
    assert rows(journal) == []


def test_too_many_from_one_place_are_refused_and_what_was_typed_stays(serve, journal):
    with serve(journal, "--trusted-proxy", "127.0.0.1") as server:
        bot = {"X-Forwarded-For": "192.0.2.7"}
        statuses = [
            ask(server, f"Question number {n}, is it?", fields={"send": "1"}, headers=bot).status_code
            for n in range(15)
        ]
        assert statuses == [303] * 10 + [429] * 5
        refused = ask(server, fields={"send": "1"}, headers=bot)
        assert refused.headers["retry-after"] == "3600"
        assert f">{QUESTION}</textarea>" in refused.text
        other = {"X-Forwarded-For": "198.51.100.9"}
        assert ask(server, fields={"send": "1"}, headers=other).status_code == 303
    assert len(rows(journal)) == 11


@pytest.mark.parametrize(
    "path, status",
    [
        ("/xx/en/questions/ask", 404),
        ("/int/xx/questions/ask", 404),
        ("/int/en/questions/ask/", 405),
        ("/int/en/questions/taken-back", 405),
        ("/int/en/questions/airport", 405),
        ("/int/en/questions", 405),
    ],
)
def test_there_is_one_place_to_ask(server, journal, path, status):
    assert ask(server, path=path, fields={"send": "1"}).status_code == status
    assert rows(journal) == []


def test_other_bodies_are_refused(server, journal):
    def sent(**body) -> int:
        headers = {"Sec-Fetch-Site": "same-origin"} | body.pop("headers", {})
        return httpx.post(server.origin + ASK, headers=headers, **body).status_code

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert sent(json={"question": QUESTION}) == 415
    assert sent(files={"question": QUESTION}) == 415
    assert sent(content=b"question=one&question=two", headers=form) == 400
    assert sent(content=b"question=\xff", headers=form) == 400
    assert sent(content=b"question=%zz", headers=form) == 400
    assert sent(content=b"send=1&question=" + b"x" * 1_000_000, headers=form) == 413
    assert rows(journal) == []


def test_html_and_headers_stay_words(server, journal):
    nasty = '"><script>alert(1)</script></textarea> {{t.skip}} {{{body}}}\r\nSet-Cookie: a=b'
    page = ask(server, "Is the airport fine? " + nasty)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "{{{body}}}" in page.text
    assert "set-cookie" not in page.headers
    assert ask(server, nasty, fields={"send": "1", "form": nasty}).status_code == 303
    ((text, *_),) = rows(journal)
    assert text == nasty.replace("\r\n", "\n")


def test_a_script_is_answered_in_json(server, journal):
    asking = {"Accept": "application/json"}
    kept = ask(server, "Is the airport a problem?", headers=asking)
    assert kept.status_code == 200
    told = kept.json()
    assert told["detail"] == "Thank you. Your question is kept."
    assert "Take my question back" in server.get(told["href"]).text
    refused = ask(server, "why?", headers=asking)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    told = refused.json()
    assert (told["status"], told["type"]) == (422, "about:blank")
    assert [error["field"] for error in told["errors"]] == ["ask-question"]
    assert len(rows(journal)) == 1


def test_another_instant_takes_nothing(serve, journal):
    with serve(journal, "--now", "2027-01-01T00:00:00Z") as server:
        assert ASK not in server.get("/int/en/questions").text
        assert server.get(ASK).status_code == 404
        assert server.get("/int/en/questions/asked").status_code == 404
        assert ask(server).status_code == 405
    assert rows(journal) == []


def test_while_the_database_fails_what_was_typed_is_kept_in_the_page(serve, journal):
    with serve(journal) as server:
        with sqlite3.connect(journal.path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = ask(server, fields={"send": "1"}, timeout=30)
            other.execute("ROLLBACK")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert f">{QUESTION}</textarea>" in answer.text
        assert ask(server, fields={"send": "1", "form": mark(answer)}).status_code == 303
    assert len(rows(journal)) == 1


def test_no_page_may_lie_where_questions_are_asked(edition):
    for name in ("ask", "asked"):
        write_answer(edition, name, "Is this a page?", "It is not")
        told = hoofbeat("check", edition, code=1).output
        assert "HB114" in told
        (edition / f"en/questions/{name}.md").unlink()


# Editors


@pytest.fixture
def asked(server, journal) -> str:
    ask(server, fields={"send": "1"})
    return code(journal)


def test_the_queue_is_the_editors_to_read(answerable, journal):
    ask(answerable, fields={"send": "1"})
    ask(answerable, "Two\nlines of words", fields={"send": "1", "email": "a@b.example", "consent": "yes"})
    shown = journal.do("questions").output
    assert re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}  open  int/en  \S+Z, 0 minutes ago\n    How long", shown)
    assert "    Two\n    lines of words\n  - a private answer is wanted" in shown
    first, second = queue(journal)
    assert first["text"] == QUESTION
    assert second["wantsPrivateAnswer"] and not first["wantsPrivateAnswer"]
    assert re.fullmatch(r"[0-9a-f]{32}", first["id"])
    assert QUESTION not in answerable.get("/int/en/questions").text


def test_the_queue_is_filtered(server, journal, asked):
    ask(server, "Another one, is it?", fields={"send": "1"})
    journal.do("questions", "claim", asked, "--by", ADA)
    journal.do("questions", "side-effect", asked, "--by", ADA)
    for words, count in (
        (("--state", "open"), 1), (("--state", "claimed"), 1), (("--state", "merged"), 0),
        (("--market", "int"), 2), (("--market", "gb"), 0), (("--side-effects",), 1),
        (("--since", day(-1)), 2), (("--since", day(1)), 0),
        (("--since", "2026-01-01T00:00:00Z", "--state", "open"), 1),
    ):  # fmt: skip
        assert len(queue(journal, *words)) == count, words
    assert journal.do("questions", "--state", "lost", code=64)


def test_it_is_claimed_merged_and_closed_once(server, journal, asked):
    journal.do("questions", "claim", asked, "--by", ADA)
    assert "claimed by Ada Example" in journal.do("questions").output
    told = journal.do("questions", "merge", asked, "questions/nothing", "--by", ADA, code=1)
    assert "no item questions/nothing" in told.errors
    journal.withdraw("questions/hair")
    assert "no item" in journal.do("questions", "merge", asked, "questions/hair", "--by", BEA, code=1).errors
    journal.do("reinstate", "questions/hair", "--reason", "it was right", "--by", BEA)
    journal.do("questions", "merge", asked.lower(), "questions/hair", "--by", BEA)
    (one,) = queue(journal)
    assert (one["state"], one["item"], one["closed"]["by"]) == ("merged", "questions/hair", BEA)
    for words in (
        ("questions", "claim", asked), ("questions", "merge", asked, "questions/hair"),
        ("questions", "decline", asked, "--reason", "no"), ("answer", asked, "--slug", "new"),
    ):  # fmt: skip
        assert "closed already" in journal.do(*words, "--by", ADA, code=1).errors


def test_what_somebody_looks_after_is_taken_over_by_naming_them(server, journal, asked, edition):
    journal.do("questions", "claim", asked, "--by", ADA)
    journal.do("questions", "claim", asked, "--by", ADA.lower())
    told = journal.do("questions", "claim", asked, "--by", BEA, code=1).errors
    assert re.search(r"looked after by ada example, since \S+Z; .* --from \"ada example\"", told)
    words = "answer", asked, "--edition", edition, "--slug", "new", "--by", BEA
    assert "looked after by ada example" in journal.do(*words, code=1).errors
    assert not (edition / "en/questions/new.md").exists()
    reply = edition.parent / "reply.txt"
    reply.write_text("Dear reader")
    told = journal.do("questions", "reply", asked, reply, "--by", BEA, code=1).errors
    assert "looked after by ada example" in told
    journal.do("questions", "claim", asked, "--from", "Cleo Example", "--by", BEA, code=1)
    assert queue(journal)[0]["claimed"]["by"] == ADA.lower()
    journal.do("questions", "claim", asked, "--from", ADA, "--by", BEA)
    missing = "answer", asked, "--edition", edition / "nowhere", "--slug", "new", "--by", BEA
    journal.do(*missing, code=1)
    journal.do(*words)
    assert queue(journal)[0]["claimed"]["by"] == BEA


def test_it_is_declined_with_a_reason(server, journal, asked):
    journal.do("questions", "decline", asked, "--reason", " ", "--by", ADA, code=1)
    journal.do("questions", "decline", asked, "--reason", "only their team can say", "--by", ADA)
    (one,) = queue(journal)
    assert (one["state"], one["reason"]) == ("declined", "only their team can say")


def test_the_clock_of_a_side_effect_starts_once(server, journal, asked):
    told = journal.do("questions", "side-effect", asked, "--by", ADA).output
    assert re.search(r"received \S+Z, 0 minutes ago; marked by Ada Example", told)
    assert "Pass it on within the time that your rules set." in told
    assert "marked by Ada Example" in journal.do("questions", "side-effect", asked, "--by", BEA).output


def test_a_reply_is_kept_for_whoever_left_an_address(answerable, journal, tmp_path):
    ask(answerable, fields={"send": "1"})
    ask(answerable, "Privately, is it bad?", fields={"send": "1", "email": "a@b.example", "consent": "yes"})
    reply = tmp_path / "reply.txt"
    reply.write_text("Dear reader,\r\n\r\nno.\n")
    told = journal.do("questions", "reply", code(journal), reply, "--by", ADA, code=1)
    assert "has no address" in told.errors
    private = code(journal, "Privately, is it bad?")
    journal.do("questions", "reply", private, reply, "--by", ADA)
    assert ("Dear reader,\n\nno.",) in rows(journal, "reply")
    # Which of the two it is depends on who is faster; in the next test it is held back.
    assert re.search("waits to go out|went out", journal.do("questions").output)
    for bad in (b"", b"\xff", b"a\x1bb", b"x" * 10_001):
        reply.write_bytes(bad)
        assert "no plain text" in journal.do("questions", "reply", private, reply, "--by", ADA, code=1).errors


def test_a_reply_goes_out_once_to_whoever_left_an_address(serve, journal, edition, tmp_path):
    replace(edition / "edition.yaml", *CONTROLLER)
    journal.revise(edition)
    reply = tmp_path / "reply.txt"
    address = "ada@example.org"
    with Sink() as sink:
        mail = "--smtp", sink.address, "--mail-from", "Answers <answers@example.net>"
        with serve(journal, *mail) as server:
            ask(server, fields={"send": "1", "email": address, "consent": "yes"})
            ask(server, "Another one, is it?", fields={"send": "1", "email": "b@c.example", "consent": "yes"})
            sink.refusals[address] = "451 later"
            reply.write_text("Dear reader,\n\nfor an <hour>.\n")
            journal.do("questions", "reply", code(journal), reply, "--by", ADA)
            assert "waits to go out" in journal.do("questions").output
            # While it waits it can be replaced.
            reply.write_text("Dear reader,\n\n\nfor an <hour> or two.\n")
            journal.do("questions", "reply", code(journal), reply, "--by", ADA)
            sink.refusals.clear()
            (letter,) = eventually("the reply comes", lambda: sink.to(address), 60)
            eventually("it is noted", lambda: rows(journal, "handed")[0][0])
            assert "went out" in journal.do("questions").output
            told = journal.do("questions", "reply", code(journal), reply, "--by", ADA, code=1)
            assert "has gone out already" in told.errors
        with serve(journal, *mail):
            eventually("it has looked again", lambda: True)
        assert len(sink.taken) == 1
    assert letter["subject"] == "An answer for you"
    assert letter["from"] == "Answers <answers@example.net>"
    assert "Dear reader,\n\nfor an <hour> or two.\n\n--\n" in text(letter).replace("\r\n", "\n")
    assert "for an &lt;hour&gt; or two." in letter.get_body(("html",)).get_content()
    # What was asked is not on its way in clear; and who no longer wants it kept can say so.
    assert "hurt" not in letter.as_string()
    token = re.search(r"/int/en/questions/asked\?t=([0-9a-f]{96})", text(letter).replace("\r\n", "\n"))[1]
    with serve(journal) as server:
        assert take_back(server, token).status_code == 303
    assert "hurt" not in str(rows(journal)) and len(rows(journal)) == 1


@pytest.mark.parametrize("name", ["ZZZZ-ZZZZ", "0000-0000"])
def test_a_question_nobody_asked_is_named(journal, name):
    assert "there is no question" in journal.do("questions", "claim", name, "--by", ADA, code=1).errors


def test_a_name_that_is_none_is_not_understood(journal):
    journal.do("questions", "claim", "what", "--by", ADA, code=64)


def test_an_answer_begins_as_a_draft_that_cannot_be_published(server, journal, edition, asked):
    words = "--edition", edition, "--slug", "injection", "--by", ADA
    told = journal.do("answer", asked, *words).output
    file = edition / "en/questions/injection.md"
    assert str(file) in told and QUESTION in told
    # Nothing that the reader wrote is in the file, nor could get into the journal with it.
    assert "hurt" not in file.read_text()
    found = json.loads(hoofbeat("check", edition, "--format", "json", code=1).output)
    missing = [one["message"] for one in found if one["file"].endswith("injection.md")]
    for field in "title", "summary", "topics":
        assert any(f"`{field}` is missing" in message for message in missing)
    journal.revise(edition, code=1)
    # Nobody has answered it yet.
    (one,) = queue(journal)
    assert one["state"] == "claimed"
    # In somebody's own words it is an item like all others.
    draft = file.read_text()
    for old, new in (
        ("title:", 'title: "For how long is an injection felt?"'),
        ("summary:", "summary: For an hour or two."), ("topics:", "topics: [tests]"),
        ("ask:", "ask:\n  - Where?\n  - Which needle?\n  - Who gives it?"),
    ):  # fmt: skip
        assert old in draft
        draft = draft.replace(old, new)
    file.write_text(draft + "For an hour or two.\n")
    journal.revise(edition)
    page = "/int/en/questions/injection"
    eventually("the answer is there", lambda: server.get(page).status_code == 200)
    assert "hurt" not in server.get(page).text
    assert "answered" in journal.do("answer", asked, *words).output
    (one,) = queue(journal)
    assert (one["state"], one["item"]) == ("answered", "questions/injection")


def test_a_draft_overwrites_nothing_and_goes_on_after_a_crash(server, journal, edition, asked):
    ask(server, "Another one, is it?", fields={"send": "1"})
    other = code(journal, "Another one, is it?")
    known = journal.do("answer", asked, "--edition", edition, "--slug", "hair", "--by", ADA, code=1)
    assert "the journal has questions/hair already" in known.errors
    words = "--edition", edition, "--slug", "injection", "--by", ADA
    journal.do("answer", asked, *words)
    before = (edition / "en/questions/injection.md").read_text()
    told = journal.do("answer", other, *words, code=1).errors
    assert "is there already, and is left alone" in told
    assert (edition / "en/questions/injection.md").read_text() == before
    # As if it had been killed between the file and the database.
    with sqlite3.connect(journal.path) as database:
        database.execute("UPDATE questions SET state = 'open', claimed = NULL, claimed_by = NULL")
    journal.do("answer", asked, *words)
    assert len(queue(journal, "--state", "claimed")) == 1
    for bad in ("../evil", "A", "", "a/b", "ask"):
        journal.do("answer", other, "--edition", edition, "--slug", bad, "--by", ADA, code=1)
    gone = journal.do("answer", other, "--edition", edition / "no", "--slug", "x", "--by", ADA, code=1)
    assert "there is no folder" in gone.errors


def test_what_was_kept_for_long_enough_goes(serve, journal):
    with serve(journal) as server:
        for text in ("An old open question", "An old closed question", "A new question"):
            ask(server, text, fields={"send": "1"})
        closed = code(journal, "An old closed question")
        journal.do("questions", "decline", closed, "--reason", "no", "--by", ADA)
    days = 86_400_000
    with sqlite3.connect(journal.path) as database:
        database.execute("UPDATE questions SET asked = asked - ? WHERE text LIKE '%open%'", (366 * days,))
        database.execute("UPDATE questions SET closed = closed - ? WHERE closed > 0", (181 * days,))
    assert [one["text"] for one in queue(journal)] == ["A new question"]
    assert len(rows(journal)) == 3
    with serve(journal):
        eventually("they are gone", lambda: [row[0] for row in rows(journal)] == ["A new question"])


def test_what_was_acknowledged_survives_being_killed(journal, tmp_path, rounds):
    """Questions come in, some twice, while the server is killed, again and again. Each that was
    answered with 303 is there, once."""
    acknowledged: set[str] = set()
    for number in range(rounds):
        server = Server(
            tmp_path / f"killed-{number}.log", "serve", "--database", journal.path,
            "--trusted-proxy", "127.0.0.1",
        )  # fmt: skip
        stop = threading.Event()

        def write(source: int) -> None:
            count = 0
            while not stop.is_set() and count < 40:
                text = f"Question {number}-{source}-{count}, is it?"
                fields = {"send": "1", "form": f"{number:08x}{source:08x}{count:016x}"}
                where = {"X-Forwarded-For": f"10.{number}.{source}.{count}"}
                count += 1
                try:
                    answers = [ask(server, text, fields=fields, headers=where) for _ in range(2)]
                except httpx.HTTPError:
                    return
                if any(answer.status_code == 303 for answer in answers):
                    acknowledged.add(text)

        writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for writer in writers:
            writer.start()
        eventually("questions come in", lambda: len(acknowledged) > number * 5, 30)
        server.kill()
        stop.set()
        for writer in writers:
            writer.join()
    kept = [row[0] for row in rows(journal)]
    assert len(kept) == len(set(kept))
    assert acknowledged <= set(kept)
    journal.do("verify")

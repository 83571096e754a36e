"""Topics are followed by e-mail: what is asked, what is sent, what is kept, and how it ends."""

import re
import sqlite3
import threading
import time
from html.parser import HTMLParser

import httpx
import pytest
from aiosmtpd.smtp import AuthResult

from editions import replace, write_page, write_treatment
from harness import ADA, Journal, Server, eventually, hoofbeat, running
from mailing import Sink, certificate, later, letters, link, text

ADDRESS = "reader@example.org"
FROM = ("--mail-from", "Updates <updates@example.net>")


@pytest.fixture
def edition(edition):
    """The small edition, with somebody who answers for addresses."""
    replace(edition / "edition.yaml", "controller:", "controller: The testers, Example Street 1")
    return edition


@pytest.fixture
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture
def server(serve, journal: Journal, sink: Sink):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        yield server


def send(server: Server, path: str, fields=(), **headers: str) -> httpx.Response:
    """A form, as a browser sends it; nothing is followed."""
    headers = {"Sec-Fetch-Site": "same-origin"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return httpx.post(server.origin + path, data=dict(fields), headers=headers)


FORM = {"email": ADDRESS, "topic-tests": "1", "frequency": "now", "consent": "yes"}


def ask(server: Server, **fields: str) -> httpx.Response:
    values = FORM | {name.replace("_", "-"): value for name, value in fields.items()}
    return send(server, "/int/en/follow", {k: v for k, v in values.items() if v})


def confirmed(server: Server, sink: Sink, address: str = ADDRESS, **fields: str) -> str:
    """Follows, all the way; the path at which the follower looks after it."""
    assert ask(server, email=address, **fields).status_code == 303
    (letter,) = eventually("the letter comes", lambda: sink.to(address))
    answer = send(server, link(letter, "confirm"))
    assert answer.status_code == 303
    sink.taken.clear()
    return answer.headers["location"].removesuffix("&new")


def rows(journal: Journal, sql: str) -> list[tuple]:
    with sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True) as database:
        return database.execute(sql).fetchall()


class Words(HTMLParser):
    """The words of a page, without its head."""

    def __init__(self, html: str):
        super().__init__()
        self.words: list[str] = []
        self.isHead = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.isHead = self.isHead or tag == "head"

    def handle_endtag(self, tag):
        self.isHead = self.isHead and tag != "head"

    def handle_data(self, data):
        if not self.isHead:
            self.words += data.split()


# Asking and confirming


def test_a_letter_asks_first_and_opening_its_link_does_nothing(server, sink, journal):
    answer = ask(server)
    assert (answer.status_code, answer.headers["location"]) == (303, "/int/en/follow/asked")
    assert "no-store" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    (letter,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
    # A scanner opens every link, several times.
    for _ in range(3):
        page = server.get(link(letter, "confirm"))
        assert page.status_code == 200
        assert "no-store" in page.headers["cache-control"]
    assert rows(journal, "SELECT count(*) FROM followers") == [(0,)]
    answer = send(server, link(letter, "confirm"))
    assert answer.status_code == 303
    assert rows(journal, "SELECT count(*) FROM followers") == [(1,)]
    mine = server.get(answer.headers["location"])
    assert "You will be told what changes" in mine.text
    # Whoever presses twice follows once, and sees the same.
    again = send(server, link(letter, "confirm"))
    assert (again.status_code, again.headers["location"]) == (303, answer.headers["location"])
    assert rows(journal, "SELECT count(*) FROM followers") == [(1,)]
    # It does not begin anew what has ended.
    send(server, answer.headers["location"].replace("/mine", "/stop"))
    assert send(server, link(letter, "confirm")).status_code == 404


def test_the_answer_is_the_same_whether_or_not_the_address_was_known(server, sink):
    first = ask(server)
    confirmed_path = link(eventually("a letter", lambda: sink.to(ADDRESS))[0], "confirm")
    send(server, confirmed_path)
    second = ask(server)
    other = ask(server, email="nobody@example.org")
    for answer in (second, other):
        assert answer.status_code == first.status_code
        same = {name: value for name, value in answer.headers.items() if name != "date"}
        assert same == {name: value for name, value in first.headers.items() if name != "date"}
        assert answer.content == first.content
    # And so is the letter, but for its links.
    plain = [
        re.sub(r"[0-9a-f]{96}", "", text(eventually("it comes", lambda: sink.to(one))[-1]))
        for one in (ADDRESS, "nobody@example.org")
    ]
    assert plain[0] == plain[1]


def test_nobody_can_be_flooded(server, sink):
    for _ in range(12):
        assert ask(server).status_code == 303
    eventually("letters come", lambda: len(sink.to(ADDRESS)) >= 3)
    time.sleep(3)
    assert len(sink.to(ADDRESS)) == 3


def test_too_many_from_one_place_are_told_so_with_what_was_typed(server):
    answers = [ask(server, email=f"reader{n}@example.org") for n in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert answers[-1].headers["retry-after"] == "3600"
    assert 'value="reader30@example.org"' in answers[-1].text


BAD = [
    ({"email": ""}, "Enter your e-mail address"),
    ({"email": "reader"}, "No letter can be sent to this address"),
    ({"email": "a@example.org\r\nBcc: b@example.org"}, "No letter can be sent to this address"),
    ({"email": "a" * 10_000 + "@example.org"}, "No letter can be sent to this address"),
    ({"email": '"><script>alert(1)</script>@example.org'}, "No letter can be sent"),
    ({"topic_tests": ""}, "Choose at least one topic"),
    ({"topic_none-of-ours": "1"}, "Choose among the topics"),
    ({"topic_<script>": "1"}, "Choose among the topics"),
    ({"frequency": ""}, "Choose how often"),
    ({"frequency": "hourly"}, "Choose how often"),
    ({"consent": ""}, "Tick this box if you agree"),
    ({"consent": "no"}, "Tick this box if you agree"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    server, journal, fields, words
):
    answer = ask(server, **fields)
    assert answer.status_code == 422
    assert "no-store" in answer.headers["cache-control"]
    assert words in answer.text
    assert "<script>alert" not in answer.text
    if "topic_tests" not in fields:
        assert re.search(r'id="topic-tests" checked', answer.text)
    if "email" not in fields:
        assert f'value="{ADDRESS}"' in answer.text
    assert rows(journal, "SELECT count(*) FROM follow_requests") == [(0,)]


def test_an_address_in_another_script_is_written_as_the_network_writes_it(server, sink):
    assert ask(server, email="zoe@münchen.example").status_code == 303
    eventually("the letter comes", lambda: sink.to("zoe@xn--mnchen-3ya.example"))


def test_another_site_cannot_send_the_form(server, journal):
    for headers in {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}:
        answer = httpx.post(server.origin + "/int/en/follow", data=FORM, headers=headers)
        assert answer.status_code == 403
    assert rows(journal, "SELECT count(*) FROM follow_requests") == [(0,)]


@pytest.mark.parametrize("place", ["confirm", "mine", "stop", "erase"])
@pytest.mark.parametrize("token", ["", "0" * 96, "zz", "a" * 5000, "%00", "../../x"])
def test_a_link_that_is_not_ours_leads_nowhere(server, place, token):
    path = f"/int/en/follow/{place}?t={token}"
    assert server.get(path).status_code in (400, 404)
    assert send(server, path).status_code in (200, 400, 404)


def test_without_somebody_who_answers_no_address_is_taken(serve, tmp_path, journal, edition):
    replace(edition / "edition.yaml", "controller: The testers, Example Street 1", "controller:")
    other = Journal(tmp_path / "other.sqlite")
    other.revise(edition)
    with serve(other) as server:
        page = server.get("/int/en/follow")
        assert page.status_code == 200
        assert "This site sends no e-mail yet" in page.text
        assert "<form" not in page.text.split("<main")[1]
        assert ask(server).status_code == 403
        assert rows(other, "SELECT count(*) FROM follow_requests") == [(0,)]


# Letters


def test_what_changed_is_told_in_one_letter(serve, journal, sink, edition):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        mine = confirmed(server, sink)
    write_page(edition, "about", "About other tests", "The waiting is told.")
    write_treatment(edition, "resting", "Resting for long", "minor")
    journal.revise(edition)
    journal.withdraw("treatments/walking", reason="a figure was wrong")
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)):
        (letter,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
    words = text(letter)
    assert "About other tests" in words
    assert "Changed: The waiting is told." in words
    assert "a figure was wrong" in words
    assert "Resting" not in words
    assert "Not yet checked by a clinician" in words
    assert link(letter, "mine") == mine.replace("/int/en", "/int/en")


def test_headers_let_a_mail_program_end_it_and_tell_nobody_of_an_illness(
    serve, journal, sink, edition
):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink)
    write_page(edition, "about", "Tumours of the liver", "It is about tumours.")
    journal.revise(edition)
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)) as server:
        (letter,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
        heads = "\n".join(f"{name}: {value}" for name, value in letter.items())
        assert "umour" not in heads and "tests" not in heads
        assert "umour" in text(letter)
        assert letter["from"] == "Updates <updates@example.net>"
        assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
        assert letter["list-id"] and letter["auto-submitted"] == "auto-generated"
        assert letter["message-id"] and letter["date"].datetime
        raw = letter["list-unsubscribe"]
        address = re.fullmatch(r"<(http\S+)>", raw)[1]
        # No cookie, no site: only what RFC 8058 says, and a mail program's way of sending a form.
        path = address.removeprefix(server.origin)
        assert server.get(path).status_code == 200
        boundary = "x1"
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            f"One-Click\r\n--{boundary}--\r\n"
        )
        for _ in range(2):
            answer = httpx.post(
                address, content=body,
                headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
            )  # fmt: skip
            assert answer.status_code == 200
    assert rows(journal, "SELECT why FROM followers") == [("stopped",)]


def test_both_parts_say_the_same_and_ask_nobody_for_anything(serve, journal, sink, edition):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        ask(server)
        (first,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
        send(server, link(first, "confirm"))
        sink.taken.clear()
    write_page(edition, "about", "About “this” & other tests", "It's told <so> & 1 > 0.")
    journal.revise(edition)
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)):
        (second,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
    for letter in first, second:
        assert letter.get_content_type() == "multipart/alternative"
        plain, html = (part.get_content() for part in letter.iter_parts())
        assert [word for word in plain.split() if word != "--"] == Words(html).words
        for sign in "<img", "<link", "<script", "<style", "src=", "url(":
            assert sign not in html
        # Each link is shown as what it is.
        for target, shown in re.findall(r'<a href="([^"]+)">([^<]+)</a>', html):
            assert target == shown


def test_weekly_and_monthly_wait_for_their_day(serve, journal, sink, edition):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink, "weekly@example.org", frequency="weekly")
        confirmed(server, sink, "monthly@example.org", frequency="monthly")
        confirmed(server, sink, "now@example.org")
    write_page(edition, "about", "About other tests", "The waiting is told.")
    journal.revise(edition)
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)):
        eventually("the first comes", lambda: sink.to("now@example.org"))
    with serve(journal, "--smtp", sink.address, *FROM, **later(8 * 24 * 60)):
        eventually("the second comes", lambda: sink.to("weekly@example.org"))
    with serve(journal, "--smtp", sink.address, *FROM, **later(32 * 24 * 60)):
        eventually("the third comes", lambda: sink.to("monthly@example.org"))
        time.sleep(2)
    assert [len(sink.to(f"{name}@example.org")) for name in ("now", "weekly", "monthly")] == [1] * 3


def test_preferences_are_changed_with_one_link(server, sink, journal):
    mine = confirmed(server, sink)
    answer = send(server, mine, {"topic-tests": "1", "frequency": "monthly"})
    assert answer.status_code == 303
    page = server.get(answer.headers["location"])
    assert "Saved." in page.text
    assert re.search(r'value="monthly"[^>]* checked', page.text)
    assert rows(journal, "SELECT frequency FROM followers") == [("monthly",)]
    assert send(server, mine, {"frequency": "monthly"}).status_code == 422


def test_stopping_and_deleting(server, sink, journal):
    mine = confirmed(server, sink)
    assert send(server, mine.replace("/mine", "/stop")).status_code == 200
    assert "You get no more e-mails" in server.get(mine).text
    assert send(server, mine.replace("/mine", "/erase")).status_code == 200
    for table in "followers", "follows", "follow_requests":
        assert rows(journal, f"SELECT count(*) FROM {table}") == [(0,)]
    assert server.get(mine).status_code == 404


def test_an_address_is_gone_28_days_after_the_end(serve, journal, sink):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        mine = confirmed(server, sink)
        ask(server, email="never@example.org")
        send(server, mine.replace("/mine", "/stop"))
    with serve(journal, "--smtp", sink.address, *FROM, **later(27 * 24 * 60)):
        eventually(
            "the request is gone",
            lambda: rows(journal, "SELECT count(*) FROM follow_requests") == [(0,)],
        )
        assert rows(journal, "SELECT count(*) FROM followers") == [(1,)]
    with serve(journal, "--smtp", sink.address, *FROM, **later(28 * 24 * 60 + 1)):
        eventually(
            "the follower is gone",
            lambda: rows(journal, "SELECT count(*) FROM followers") == [(0,)],
        )


def test_the_database_holds_no_address_and_a_backup_no_key(server, sink, journal, tmp_path):
    confirmed(server, sink)
    copy = tmp_path / "copy.sqlite"
    journal.do("backup", copy)
    key = journal.path.with_name(journal.path.name + ".key").read_text().strip()
    for file in tmp_path.glob("*.sqlite*"):
        if file.suffix == ".key":
            continue
        content = file.read_bytes()
        assert b"reader@" not in content
        assert bytes.fromhex(key) not in content and key.encode() not in content


def test_nothing_about_a_reader_is_logged(server, sink):
    confirmed(server, sink)
    sink.refusals["gone@example.org"] = "550 5.1.1 gone@example.org: no such user"
    sink.refusals["full@example.org"] = "452 4.2.2 full@example.org: mailbox full"
    ask(server, email="gone@example.org")
    ask(server, email="full@example.org")
    eventually("the trouble is told", lambda: "Letters wait" in server.errors())
    assert "example.org" not in server.errors()


# The mail server


def test_a_letter_waits_for_a_mail_server_that_is_away(serve, journal):
    sink = Sink()
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        assert ask(server).status_code == 303
        eventually("the trouble is told", lambda: "Letters wait" in server.errors())
        with sink:
            eventually("the letter comes", lambda: sink.to(ADDRESS), seconds=60)
            time.sleep(2)
            assert len(sink.to(ADDRESS)) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", "553 5.1.3 Bad address", "552 5.2.2 Mailbox full"])
@pytest.mark.parametrize("is_with_letter", [False, True], ids=["to the address", "to the letter"])
def test_an_address_that_nobody_has_ends_the_follow(serve, journal, sink, edition, answer, is_with_letter):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink)
    write_page(edition, "about", "About other tests", "The waiting is told.")
    journal.revise(edition)
    if is_with_letter:
        sink.refusal = answer
    else:
        sink.refusals[ADDRESS] = answer
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)):
        eventually(
            "the follow ends",
            lambda: rows(journal, "SELECT why FROM followers") == [("bounced",)],
        )


@pytest.mark.parametrize(
    "answer", ["450 4.2.0 Try later", "550 5.7.1 We do not like you", "554 5.7.1 Spam"]
)
def test_any_other_refusal_ends_nothing_and_loses_nothing(
    serve, journal, sink, edition, answer
):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink)
        confirmed(server, sink, "other@example.org")
    write_page(edition, "about", "About other tests", "The waiting is told.")
    journal.revise(edition)
    sink.refusals[ADDRESS] = answer
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)) as server:
        # Others get theirs all the same.
        eventually("the other letter comes", lambda: sink.to("other@example.org"))
        eventually("the trouble is told", lambda: "Letters wait" in server.errors())
        sink.refusals.clear()
        eventually("the letter comes", lambda: sink.to(ADDRESS), seconds=60)
    assert len(sink.to("other@example.org")) == 1


def test_a_report_that_a_letter_came_back_ends_the_follow(
    serve, journal, sink, edition, tmp_path
):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink)
    write_page(edition, "about", "About other tests", "The waiting is told.")
    journal.revise(edition)
    with serve(journal, "--smtp", sink.address, *FROM, **later(20)):
        (letter,) = eventually("the letter comes", lambda: sink.to(ADDRESS))
    report = (
        "Subject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report\n\n"
        "Final-Recipient: rfc822; reader@example.org\nAction: {action}\nStatus: {status}\n\n"
        f"Message-ID: {letter['message-id']}\n"
    )
    file = tmp_path / "report.eml"
    file.write_text(report.format(action="delayed", status="4.4.1"))
    assert "no report" in journal.do("bounced", file, code=1).errors
    file.write_text(report.format(action="failed", status="5.1.1").replace(".seal", "x"))
    forged = report.format(action="failed", status="5.1.1")
    name = letter["message-id"].strip("<>").split("@")[0]
    file.write_text(forged.replace(name, name[:-1] + ("0" if name[-1] != "0" else "1")))
    assert journal.do("bounced", file, code=1).errors
    assert rows(journal, "SELECT why FROM followers") == [(None,)]
    file.write_text(forged)
    assert "has ended" in journal.do("bounced", file).errors
    assert rows(journal, "SELECT why FROM followers") == [("bounced",)]
    assert "any more" in journal.do("bounced", file).errors


def test_encryption_and_a_password(serve, journal, tmp_path):
    certificate_file, context = certificate(tmp_path)
    known = []

    def authenticate(server, session, envelope, mechanism, data):
        known.append((data.login, data.password))
        return AuthResult(success=data == type(data)(b"ada", b"secret"))

    settings = {
        "tls_context": context, "require_starttls": True, "authenticator": authenticate,
        "auth_required": True,
    }  # fmt: skip
    with Sink(**settings) as sink:
        address = sink.address.replace("//", "//ada@")
        words = ["--smtp", address, "--smtp-ca", certificate_file, *FROM]
        with serve(journal, *words, HOOFBEAT_SMTP_PASSWORD="secret") as server:
            ask(server)
            eventually("the letter comes", lambda: sink.to(ADDRESS))
            assert "secret" not in server.errors()
        assert set(known) == {(b"ada", b"secret")}
        # A server that nobody vouches for is told nothing.
        known.clear()
        with serve(journal, "--smtp", address, *FROM, HOOFBEAT_SMTP_PASSWORD="secret") as server:
            ask(server, email="second@example.org")
            eventually("the trouble is told", lambda: "Letters wait" in server.errors())
        assert known == [] and sink.to("second@example.org") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--smtp", "smtp://a:secret@host"], "HOOFBEAT_SMTP_PASSWORD"),
        (["--smtp", "http://host"], "--smtp names a mail server"),
        (["--smtp", "smtp://a@host"], "HOOFBEAT_SMTP_PASSWORD"),
    ],
)
def test_a_mail_server_that_cannot_be_one_is_refused(journal, words, sentence):
    ended = journal.do("serve", *words, *FROM, "--port", "0", code=1)
    assert sentence in ended.errors
    assert "secret" not in ended.errors


def test_without_a_mail_server_letters_lie_in_a_folder(serve, journal, tmp_path):
    with serve(journal) as server:
        ask(server)
        folder = tmp_path / "mail"
        (letter,) = eventually("the letter comes", lambda: letters(folder))
        assert letter["to"] == ADDRESS
        assert send(server, link(letter, "confirm")).status_code == 303
        (file,) = (folder / "new").iterdir()
        assert file.stat().st_mode & 0o077 == 0


# Crashes


def test_whatever_is_killed_every_follower_is_told_once(
    serve, journal, sink, edition, luck, rounds
):
    """A letter that comes twice, at a crash between taking it and noting it, has the same name."""
    count = 60
    with serve(journal, "--smtp", sink.address, *FROM, "--trusted-proxy", "127.0.0.1") as server:
        for number in range(count):
            ask_from(server, number)
        eventually("all letters come", lambda: len(sink.taken) == count, seconds=60)
        for _, letter in list(sink.taken):
            assert send(server, link(letter, "confirm")).status_code == 303
    sink.taken.clear()
    for number in range(max(3, rounds // 5)):
        write_page(edition, "about", "About other tests", f"Change {number}.")
        hoofbeat(
            "revise", edition, "--by", ADA, "--database", journal.path, **later(20 * number)
        )
        killed = kill_in_the_middle(serve, journal, sink, luck, later(20 * number + 19))
        with serve(journal, "--smtp", sink.address, *FROM, **later(20 * number + 19)):
            eventually(
                "everybody is told",
                lambda: len({recipient for recipient, _ in sink.taken}) == count,
                seconds=90,
            )
        names: dict[str, set[str]] = {}
        for recipient, letter in sink.taken:
            assert f"Change {number}." in text(letter)
            names.setdefault(recipient, set()).add(letter["message-id"])
        # At most those that were on their way came twice, and each under its one name.
        assert all(len(of_one) == 1 for of_one in names.values())
        assert len(sink.taken) - count <= 8 * killed
        sink.taken.clear()


def kill_in_the_middle(serve, journal, sink, luck, clock) -> int:
    """Kills a server when it has handed over some letters."""
    after = luck.randrange(1, 50)

    def count() -> bool:
        return len(sink.taken) >= after

    server = Server(
        journal.path.with_suffix(".log"), "serve", "--database", journal.path,
        "--smtp", sink.address, *FROM, **clock,
    )  # fmt: skip
    try:
        eventually("some letters come", count, seconds=90, every=0.001)
    finally:
        server.kill()
    return 1


def test_two_servers_on_one_database_send_each_letter_once(serve, journal, sink, edition):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        for number in range(6):
            confirmed(server, sink, f"reader{number}@example.org")
    write_page(edition, "about", "About other tests", "The waiting is told.")
    journal.revise(edition)
    words = ["--smtp", sink.address, *FROM]
    with serve(journal, *words, **later(20)), serve(journal, *words, **later(20)):
        eventually("all come", lambda: len(sink.taken) >= 6)
        time.sleep(3)
    assert len(sink.taken) == 6
    assert len({recipient for recipient, _ in sink.taken}) == 6


def test_two_nodes_on_one_postgresql_send_once_and_stand_in_for_each_other(
    filled, sink, edition, tmp_path
):
    """One is killed in the middle; the other tells the rest as soon as the first one's time is over."""
    words = ["serve", "--database", filled.path, "--smtp", sink.address, *FROM]
    count = 24
    with running(Server(tmp_path / "first.log", *words, "--trusted-proxy", "127.0.0.1")) as server:
        for number in range(count):
            ask_from(server, number)
        eventually("all letters come", lambda: len(sink.taken) == count, seconds=60)
        for _, letter in list(sink.taken):
            assert send(server, link(letter, "confirm")).status_code == 303
    sink.taken.clear()
    write_page(edition, "about", "About other tests", "The waiting is told.")
    filled.revise(edition)
    one = Server(tmp_path / "one.log", *words, **later(20))
    with running(Server(tmp_path / "two.log", *words, **later(20))):
        eventually("some letters come", lambda: len(sink.taken) >= 4, every=0.001)
        one.kill()
        eventually("all are told", lambda: len({to for to, _ in sink.taken}) == count, seconds=60)
    names = {letter["message-id"] for _, letter in sink.taken}
    assert len(names) == count
    assert len(sink.taken) <= count + 8


def ask_from(server: Server, number: int) -> None:
    """Somebody else, from another network."""
    answer = httpx.post(
        server.origin + "/int/en/follow",
        data=FORM | {"email": f"reader{number}@example.org"},
        headers={"X-Forwarded-For": f"192.0.2.{number}"},
    )
    assert answer.status_code == 303


def test_while_the_database_is_away_nothing_that_was_typed_is_lost(filled, postgres, sink, tmp_path):
    words = ["serve", "--database", filled.path, "--smtp", sink.address, *FROM]
    with running(Server(tmp_path / "away.log", *words)) as server:
        assert server.get("/int/en/follow").status_code == 200
        postgres.stop()
        try:
            answer = ask(server)
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
            assert f'value="{ADDRESS}"' in answer.text
            assert re.search(r'id="topic-tests" checked', answer.text)
            assert server.get(f"/int/en/follow/mine?t={'0' * 96}").status_code == 404
        finally:
            postgres.start()
        eventually("it is taken", lambda: ask(server).status_code == 303)
        eventually("the letter comes", lambda: sink.to(ADDRESS), seconds=60)


# One letter that is not taken


def test_one_address_that_cannot_be_written_to_just_now_holds_up_nobody(server, sink):
    sink.refusals["full@example.org"] = "452 4.2.2 mailbox full"
    ask(server, email="full@example.org")
    eventually("it is told", lambda: "answered 452" in server.errors(), 10)
    # So often that whoever waits with it would wait long.
    time.sleep(12)
    started = time.monotonic()
    ask(server, email="other@example.org")
    eventually("the letter comes", lambda: sink.to("other@example.org"), 5)
    assert time.monotonic() - started < 5
    assert server.errors().count("answered 452") == 1
    del sink.refusals["full@example.org"]
    eventually("it is tried again", lambda: sink.to("full@example.org"), 30)


def test_a_letter_that_is_never_answered_does_not_keep_the_server_from_stopping(serve, journal, sink):
    heard = threading.Event()
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        sink.before_answer = lambda: heard.wait(60)
        ask(server)
        eventually("it is on its way", lambda: sink.to(ADDRESS))
        started = time.monotonic()
        server.stop()
        assert time.monotonic() - started < 25
    heard.set()


def test_what_is_deleted_takes_other_requests_of_the_same_address_along(server, sink, journal):
    mine = confirmed(server, sink)
    ask(server)
    ask(server, email="other@example.org")
    assert rows(journal, "SELECT count(*) FROM follow_requests") == [(2,)]
    assert send(server, mine.replace("/mine", "/erase")).status_code == 200
    assert rows(journal, "SELECT count(*) FROM followers") == [(0,)]
    assert rows(journal, "SELECT count(*) FROM follow_requests") == [(1,)]


def test_a_report_needs_the_key_that_is_there_and_makes_none(journal, edition, tmp_path):
    journal.revise(edition)
    report = tmp_path / "report.eml"
    report.write_text("Action: failed\nStatus: 5.1.1\n\nMessage-ID: <a.b@example.org>\n")
    ended = hoofbeat("bounced", report, "--database", journal.path, code=1)
    assert "the operator's key is not there" in ended.errors
    assert not list(tmp_path.glob("**/*.key"))


def test_a_key_that_has_gone_is_not_replaced_while_somebody_follows(serve, journal, sink):
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        confirmed(server, sink)
    key = journal.path.with_name(journal.path.name + ".key")
    old = key.read_bytes()
    key.unlink()
    ended = hoofbeat("serve", "--database", journal.path, "--port", "0", code=1)
    assert "Put it back" in ended.errors
    assert not key.exists()
    # Nor does another one do, which a second machine may have.
    other = journal.path.with_name("other.key")
    other.write_text("42" * 32)
    ended = hoofbeat("serve", "--database", journal.path, "--key-file", other, "--port", "0", code=1)
    assert "needs the same one" in ended.errors
    key.write_bytes(old)
    with serve(journal, "--smtp", sink.address, *FROM) as server:
        assert server.get("/readyz").status_code == 200

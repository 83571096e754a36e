"""Whatever is sent gets the right refusal or a closed door, and the next reader a page."""

import re
import socket
import time

import pytest

from editions import small_edition
from harness import Journal, Server, running

HOME = b"/int/en/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("requests")
    journal = Journal(folder / "journal.sqlite")
    journal.revise(small_edition(folder))
    words = "serve", "--database", journal.path, "--origin", "https://nets.example"
    with running(Server(folder / "server.log", *words)) as server:
        yield server


def send(server: Server, *pieces: bytes, seconds: float = 30) -> bytes:
    """Sends bytes as they are, and takes whatever comes until the connection ends."""
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), seconds) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        try:
            while chunk := connection.recv(1 << 16):
                received += chunk
        except ConnectionError:
            pass
    return received


def statuses(received: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"^HTTP/1\.1 (\d{3}) ", received, re.MULTILINE)]


def get(target: bytes, *headers: bytes, method: bytes = b"GET", version: bytes = b"HTTP/1.1"):
    lines = [b" ".join([method, target, version]), b"Host: nets.example", *headers]
    return b"\r\n".join([*lines, b"", b""])


def post(size: int, sent: int | None = None, *headers: bytes) -> bytes:
    length = b"Content-Length: %d" % size
    return get(HOME, length, *headers, method=b"POST") + b"x" * (size if sent is None else sent)


CHUNK = b"10000\r\n" + b"x" * 65_536 + b"\r\n"

# What is sent, and which statuses are right. An empty set of answers, a closed connection, is right
# for whatever cannot be told apart from noise.
REQUESTS: dict[str, tuple[bytes, set[int]]] = {
    # Too much.
    "a request line over 8 KiB": (get(b"/" + b"a" * 9_000), {414}),
    "a request line over 8 KiB with the host in it": (
        get(b"http://" + b"h" * 9_000 + HOME), {414}),
    "a request line of a megabyte": (get(b"/" + b"a" * (1 << 20)), {414}),
    "a query over 8 KiB": (get(HOME + b"?q=" + b"a" * 9_000), {414}),
    "headers over 32 KiB": (get(HOME, *[b"X-%d: " % n + b"a" * 1_000 for n in range(40)]), {431}),
    "one header over 32 KiB": (get(HOME, b"X-Long: " + b"a" * 40_000), {431}),
    "a thousand headers": (get(HOME, *[b"X-%d: a" % n for n in range(1_000)]), {431}),
    "a body over 64 KiB": (post(70_000), {413}),
    "a body that says it is over 64 KiB": (post(70_000, 10), {413}),
    "a body of a length nobody can count": (post(10**18, 10), {413}),
    "a body in chunks over 64 KiB": (
        get(HOME, b"Transfer-Encoding: chunked", method=b"POST") + CHUNK * 2 + b"0\r\n\r\n", {413}),
    # Other places.
    "dots": (get(b"/int/en/../../etc/passwd"), {400}),
    "dots at the end": (get(b"/int/en/.."), {400}),
    "one dot": (get(b"/int/en/./about"), {400}),
    "coded dots": (get(b"/int/en/%2e%2e/about"), {400}),
    "one coded dot": (get(b"/int/en/%2e/about"), {400}),
    "twice coded dots": (get(b"/int/en/%252e%252e/about"), {404}),
    "a coded slash": (get(b"/int%2fen/"), {400}),
    "a backslash": (get(b"/int/en/..\\about"), {400}),
    "a coded backslash": (get(b"/int/en/%5c..%5cabout"), {400}),
    "an empty part": (get(b"//int/en/"), {400}),
    # Bytes that are no text.
    "a NUL": (get(b"/int/en/%00"), {400}),
    "a line break": (get(b"/int/en/%0d%0aSet-Cookie:%20a=b"), {400}),
    "half a code": (get(b"/int/en/%2"), {400}),
    "a code that is none": (get(b"/int/en/%zz"), {400}),
    "invalid UTF-8": (get(b"/int/en/%ff%fe"), {400}),
    "overlong UTF-8": (get(b"/int/en/%c0%ae%c0%ae/"), {400}),
    "a surrogate": (get(b"/int/en/%ed%a0%80"), {400}),
    "raw bytes": (get(b"/int/en/\xff\xfe"), {400}),
    "a raw NUL": (get(b"/int/en/\x00"), {400}),
    "a raw space": (get(b"/int/en/a b"), {400}),
    "right, but nowhere": (get(b"/int/en/gr%C3%B6%C3%9Fe"), {404}),
    # Words that are not spoken here.
    "an unknown method": (get(HOME, method=b"BREW"), {405}),
    "a method in small letters": (get(HOME, method=b"get"), {405}),
    "a known method that has no place here": (get(HOME, method=b"DELETE"), {405}),
    "a form that nobody asked for": (post(10), {405}),
    "TRACE": (get(HOME, method=b"TRACE"), {405}),
    "CONNECT": (get(b"nets.example:443", method=b"CONNECT"), {400, 405}),
    "OPTIONS for all": (get(b"*", method=b"OPTIONS"), {400, 405}),
    "HTTP/2 without asking": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 405, 505}),
    "HTTP/3": (get(HOME, version=b"HTTP/3.0"), {400, 505}),
    "HTTP/0.9": (b"GET /int/en/\r\n\r\n", {400, 505}),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64, {400, 405}),
    "noise": (bytes(range(256)) * 4, {400, 405}),
    # Heads that two readers could understand differently.
    "no host": (b"GET /int/en/ HTTP/1.1\r\n\r\n", {400}),
    "two hosts": (get(HOME, b"Host: other.example"), {400}),
    "two lengths": (post(5, 5, b"Content-Length: 6"), {400}),
    "a length that is no number": (get(HOME, b"Content-Length: five", method=b"POST"), {400}),
    "a length below nothing": (get(HOME, b"Content-Length: -5", method=b"POST"), {400}),
    "a length and chunks": (
        get(HOME, b"Content-Length: 5", b"Transfer-Encoding: chunked", method=b"POST")
        + b"0\r\n\r\n", {400, 405}),
    "a chunk of no size": (
        get(HOME, b"Transfer-Encoding: chunked", method=b"POST") + b"zz\r\n", {400}),
    "a header without a name": (get(HOME, b": nameless"), {400}),
    "a header with a space in its name": (get(HOME, b"Content Length: 5"), {400}),
    "a header that goes on in the next line": (get(HOME, b"X-A: a\r\n b"), {200, 400}),
    "an expectation nobody can meet": (get(HOME, b"Expect: miracles"), {417}),
}  # fmt: skip


def still_answers(server: Server) -> None:
    answer = server.get("/int/en/")
    assert answer.status_code == 200 and "A small site" in answer.text
    assert server.process.poll() is None


@pytest.mark.parametrize("name", REQUESTS)
def test_a_bad_request_gets_its_refusal(name, server):
    request, right = REQUESTS[name]
    received = send(server, request)
    answers = statuses(received)
    assert all(status < 500 or status == 505 for status in answers), received[:300]
    assert set(answers) <= right, received[:300]
    assert answers or name in ("TLS", "noise", "HTTP/0.9"), "no answer at all"
    assert b"set-cookie" not in received.lower().partition(b"\r\n\r\n")[0]
    still_answers(server)


def test_a_refusal_says_where_urgent_help_is_and_closes(server):
    received = send(server, get(b"/" + b"a" * 9_000))
    assert b"112" in received
    assert b"connection: close" in received.lower()


def test_every_refusal_has_the_headers_of_a_page(server):
    wanted = {
        name.lower() for name in server.get("/int/en/").headers
        if "policy" in name or name == "x-content-type-options"
    }  # fmt: skip
    assert len(wanted) >= 5
    for request in get(b"/int/en/%00"), get(HOME, method=b"BREW"), get(b"/" + b"a" * 9_000):
        head = send(server, request).lower().partition(b"\r\n\r\n")[0].decode()
        assert [name for name in wanted if f"\r\n{name}:" not in head] == []


def test_requests_sent_at_once_are_answered_in_turn(server):
    paths = [HOME, b"/int/en/nowhere", b"/int/en/about", b"/", b"/int/en/%00", HOME]
    requests = [get(path) for path in paths]
    requests[-1] = get(HOME, b"Connection: close")
    assert statuses(send(server, b"".join(requests))) == [200, 404, 200, 303, 400, 200]


def test_what_follows_a_request_that_cannot_be_understood_is_not_heard(server):
    """Nobody can tell where the next request begins, and guessing lets others be smuggled in."""
    received = send(server, post(5, 5, b"Content-Length: 6") + get(HOME))
    assert statuses(received) == [400]


def test_a_hundred_requests_at_once_are_all_answered(server):
    received = send(server, get(HOME) * 99 + get(HOME, b"Connection: close"))
    assert statuses(received) == [200] * 100


def test_head_answers_as_get_does_without_the_body(server):
    page = send(server, get(HOME, b"Connection: close"))
    head = send(server, get(HOME, b"Connection: close", method=b"HEAD"))
    fields, _, body = page.partition(b"\r\n\r\n")
    assert head.endswith(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())[1]
    assert int(length) == len(body)
    assert statuses(head) == [200]


def test_a_body_that_comes_with_get_is_not_taken_for_a_request(server):
    body = get(b"/int/en/smuggled")
    length = b"Content-Length: %d" % len(body)
    both = get(HOME, length) + body + get(b"/int/en/about", b"Connection: close")
    assert statuses(send(server, both)) == [200, 200]


def test_a_head_that_never_ends_is_given_up_in_ten_seconds(server):
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        connection.sendall(b"GET /int/en/ HTTP/1.1\r\n")
        received = b""
        connection.settimeout(0.5)
        while time.monotonic() - start < 25:
            try:
                connection.sendall(b"X-Slow: a\r\n")
                chunk = connection.recv(1 << 16)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            if not chunk:
                break
            received += chunk
            if statuses(received):
                break
    assert 8 < time.monotonic() - start < 20
    assert set(statuses(received)) <= {408}
    still_answers(server)


def test_many_slow_readers_leave_room_for_others(server):
    """Two hundred connections that say nothing more, and a page is there at once all the same."""
    slow = []
    try:
        for _ in range(200):
            connection = socket.create_connection(("127.0.0.1", server.port), 10)
            connection.sendall(b"GET /int/en/ HTTP/1.1\r\nX-")
            slow.append(connection)
        start = time.monotonic()
        still_answers(server)
        assert time.monotonic() - start < 5
    finally:
        for connection in slow:
            connection.close()


def test_nothing_of_it_is_in_the_log(server):
    """No address, no search words: neither of a request that was answered nor of a refused one."""
    server.get("/int/en/search?q=my-private-words")
    send(server, get(b"/int/en/%ff?my-private-words"), b"")
    send(server, get(b"/my-private-words" + b"a" * 9_000))
    assert "my-private-words" not in server.errors()
    assert "127.0.0.1:" not in server.errors().replace(f"127.0.0.1:{server.port}", "")

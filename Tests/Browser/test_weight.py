"""A page is light enough for a poor connection."""

import socket
from urllib.parse import urlsplit

import pytest

from kinds import COMPARISON, DESK, TREATMENTS
from watched import Watched

MOST_BYTES = 60_000


def wire_bytes(address: str) -> int:
    """What comes back over the wire, heads and all, for a browser that knows brotli."""
    parts = urlsplit(address)
    request = (
        f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Accept-Encoding: gzip, deflate, br\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((parts.hostname, parts.port), 60) as connection:
        connection.sendall(request.encode())
        received = b""
        while chunk := connection.recv(1 << 16):
            received += chunk
    assert received.startswith(b"HTTP/1.1 200"), received[:200]
    # What is smaller than this is not worth packing.
    if len(received) > 2_000:
        assert b"content-encoding: br\r\n" in received.lower(), received[:600]
    return len(received)


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_treatment_with_everything_it_needs(name, shipped, contexts):
    tab = contexts(DESK).new_page()
    watched = Watched(tab)
    tab.goto(f"{shipped.origin}/int/en/treatments/{name}")
    tab.close()
    needed = set(watched.requests)
    assert all(address.startswith(shipped.origin) for address in needed)
    weight = sum(wire_bytes(address) for address in needed)
    assert weight <= MOST_BYTES, f"{weight} bytes for {sorted(needed)}"


def test_the_table_of_all_treatments_is_light_too(shipped):
    assert wire_bytes(shipped.origin + COMPARISON) <= MOST_BYTES

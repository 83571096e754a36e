"""Mail as it arrives: a server that takes it, and a parser that reads it."""

import asyncio
import email
import email.policy
import re
import ssl
import subprocess
import threading
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

from harness import free_port


class Sink:
    """A mail server on this machine, and what it was given. It refuses whom it is told to refuse."""

    def __init__(self, seconds: float = 0, **settings: object):
        # How long it takes for a letter.
        self.seconds = seconds
        self.taken: list[tuple[str, EmailMessage]] = []
        # What it answers to an address, or to every letter.
        self.refusals: dict[str, str] = {}
        self.refusal: str | None = None
        # Told before each answer to a letter.
        self.before_answer = lambda: None
        self.lock = threading.Lock()
        self.settings = settings
        self.port = free_port()
        self.controller: Controller | None = None

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "Sink":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **self.settings)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refusal:
            return self.refusal
        await asyncio.sleep(self.seconds)
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.lock:
            self.taken.append((envelope.rcpt_tos[0], letter))
        self.before_answer()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        with self.lock:
            return [letter for recipient, letter in self.taken if recipient == address]


def letters(folder: Path) -> list[EmailMessage]:
    """What lies in a Maildir, the oldest first."""
    files = sorted((folder / "new").glob("*"), key=lambda file: file.stat().st_mtime_ns)
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files
    ]


def text(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def link(letter: EmailMessage, place: str) -> str:
    """The path of the link in a letter that leads to a place."""
    found = re.search(rf"https?://\S+/follow/{place}\?t=[0-9a-f]{{96}}", text(letter))
    assert found, text(letter)
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}"


def later(minutes: int) -> dict[str, str]:
    """The environment of a program whose clock is ahead: the tests need not wait for Monday."""
    return {"HOOFBEAT_CLOCK_AHEAD": str(minutes * 60)}


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """One of the tests' own for this machine, and a server's side of it."""
    cert, key = folder / "mail.pem", folder / "mail.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", key, "-out", cert, "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


"""What keeps a server from starting, in one clear sentence and exit code 1."""

import socket
import subprocess
from pathlib import Path

import pytest


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    made = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-out", made[0], "-keyout", made[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def refused(journal, *words: object) -> str:
    ended = journal.do("serve", *words, code=1)
    lines = ended.errors.strip().splitlines()
    assert len(lines) == 1, ended
    return lines[0]


def test_a_port_that_is_taken(journal):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        expected = f"hoofbeat: cannot listen at 127.0.0.1, port {port}: Address already in use"
        assert refused(journal, "--port", port) == expected


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_that_is_not_this_machines(journal, host):
    assert f"cannot listen at {host}, port 9: " in refused(journal, "--host", host, "--port", 9)


def test_certificates_that_do_not_fit(journal, tmp_path):
    (first, key), (_, other) = certificate(tmp_path, "one"), certificate(tmp_path, "two")
    nothing = tmp_path / "nothing.pem"
    for pem, secret, sentence in [
        (nothing, key, f"{nothing} cannot be read as a certificate"),
        (key, key, f"{key} cannot be read as a certificate"),
        (first, nothing, f"{nothing} cannot be read as a private key"),
        (first, other, f"the key {other} does not belong to the certificate {first}"),
    ]:
        assert sentence in refused(journal, "--port", 0, "--tls-cert", pem, "--tls-key", secret)


def test_templates_that_cannot_be_used(journal, tmp_path):
    assert f"there is no folder {tmp_path}/none" in refused(journal, "--templates", tmp_path / "none")
    (tmp_path / "page.mustache").write_text("<p>\n{{#open}}\n")
    assert "page.mustache cannot be used: line 3: " in refused(journal, "--templates", tmp_path)
    (tmp_path / "page.mustache").write_bytes(b"\xff\xfe")
    assert "page.mustache cannot be read: it is not text in UTF-8" in refused(journal, "--templates", tmp_path)
    (tmp_path / "page.mustache").unlink()
    (tmp_path / "pages.mustache").write_text("")
    assert "there is no template of this name" in refused(journal, "--templates", tmp_path)


def test_the_key_is_whole_from_the_moment_at_which_it_has_its_name(journal, serve, tmp_path: Path):
    """Whatever a crash left of making one stands in nobody's way."""
    journal.path.with_name(f"{journal.path.name}.key.0123456789abcdef").write_text("01")
    key = journal.path.with_name(f"{journal.path.name}.key")
    with serve(journal):
        assert len(key.read_text().strip()) == 64
        assert key.stat().st_mode & 0o077 == 0
        assert [file.name for file in tmp_path.glob("*.key.*")] == [
            f"{journal.path.name}.key.0123456789abcdef"]

"""An enforced market, and where readers are: from a file of the operator's, or a proxy's header."""

from pathlib import Path

import pytest

from countries import country_file
from editions import replace, small_edition
from harness import ADA, Journal

# Addresses that are set aside for documents (RFC 5737, RFC 3849): they belong to nobody.
BRITISH = "192.0.2.1"
FRENCH = "198.51.100.1"
FRENCH_BY_SIX = "2001:db8::1"
REGISTERED_ONLY = "203.0.113.1"


COUNTRIES = {
    "192.0.2.0/24": {"country": {"iso_code": "GB"}, "registered_country": {"iso_code": "FR"}},
    "198.51.100.0/24": "FR",
    "2001:db8::/32": "FR",
    "203.0.113.0/24": {"registered_country": {"iso_code": "FR"}},
}


@pytest.fixture
def enforced(tmp_path: Path) -> Journal:
    """A market of readers in the United Kingdom, and of nobody else."""
    edition = small_edition(tmp_path / "gb")
    replace(edition / "edition.yaml", "countries: { out: [GB] }", "countries: { in: [GB] }")
    replace(edition / "edition.yaml", "rule: stated", "rule: enforced")
    journal = Journal(tmp_path / "gb.sqlite")
    journal.revise(edition, "--by", ADA)
    return journal


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (BRITISH, 200), (FRENCH, 451), (FRENCH_BY_SIX, 451), (REGISTERED_ONLY, 200),
        ("127.0.0.1", 200), ("not an address", 200), (f"{FRENCH}, {BRITISH}", 200),
        (f"{BRITISH}, {FRENCH}", 451),
    ],
)  # fmt: skip
def test_a_file_tells_where_an_address_is(enforced, serve, tmp_path, address, status):
    file = country_file(tmp_path, COUNTRIES)
    with serve(enforced, "--country-file", file, "--trusted-proxy", "127.0.0.1") as server:
        for path in "/int/en/", "/int/en/treatments/resting", "/int/en/nowhere":
            answer = server.get(path, **{"X-Forwarded-For": address})
            expected = 404 if status == 200 and path.endswith("nowhere") else status
            assert answer.status_code == expected
            assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("countries", "status"),
    [(["FR"], 451), (["GB"], 200), ([], 451), (["GB", "FR"], 200), (["XX"], 200)],
)
def test_a_proxys_word_comes_first(enforced, serve, tmp_path, countries, status):
    """Where it says two things, or that it does not know, the file does not decide either."""
    words = "--country-file", country_file(tmp_path, COUNTRIES), "--trusted-proxy", "127.0.0.1"
    with serve(enforced, *words, "--country-header", "X-Country") as server:
        headers = [("X-Forwarded-For", FRENCH)] + [("X-Country", name) for name in countries]
        assert server.client.get("/int/en/", headers=headers).status_code == status


def test_a_stranger_cannot_say_where_they_are(enforced, serve, tmp_path):
    with serve(enforced, "--country-file", country_file(tmp_path, COUNTRIES)) as server:
        assert server.get("/int/en/", **{"X-Forwarded-For": FRENCH}).status_code == 200


def test_a_file_that_knows_no_countries_is_refused(enforced, tmp_path):
    """It would let everybody in."""
    file = country_file(tmp_path, COUNTRIES, "Test-ASN")
    ended = enforced.do("serve", "--country-file", file, code=1)
    assert "which does not tell countries" in ended.errors
    (tmp_path / "text.mmdb").write_text("This is a letter, not a database.")
    ended = enforced.do("serve", "--country-file", tmp_path / "text.mmdb", code=1)
    assert "cannot be read" in ended.errors

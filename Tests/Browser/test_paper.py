"""A printed page says all that a reader may need when there is no screen."""

import re
import shutil
import subprocess

import pytest

from crawl import words
from kinds import BY_NAME, HOME, TREATMENTS


@pytest.fixture
def printed(look, shipped, tmp_path):
    """The words of a page as it is printed on A4."""

    def printed(path: str) -> str:
        tab = look(shipped.origin + path)
        tab.emulate_media(media="print")
        file = tmp_path / "page.pdf"
        tab.pdf(path=file, format="A4", prefer_css_page_size=True)
        assert shutil.which("pdftotext"), "install poppler-utils"
        return subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True
        ).stdout

    return printed


def close(text: str) -> str:
    """Without white space: a printer breaks lines and addresses where it must."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", ["prrt", "in-development"])
def test_a_treatment_is_whole(name, printed, pages_of_int):
    path = f"/int/en/treatments/{name}"
    paper, page = close(printed(path)), pages_of_int[path]
    for sentence in (
        "In an emergency, call 112",
        "If you get a side effect, tell your doctor",
        "Not yet checked by a clinician.",
        "Last checked",
        "Written for readers outside the United Kingdom",
        "It never replaces your doctor",
        "Printed from",
    ):
        assert close(sentence) in paper, sentence
    # From the day on which the check was due, the page says that instead.
    assert close("Next check") in paper or close("should have been checked again") in paper
    # What leads elsewhere, or can only be sent, is of no use on paper.
    useless = page.all("nav", "details") + page.classed("rate")
    ways = {heading for part in useless for heading in part.iter()}
    for heading in page.all("h1", "h2"):
        if heading not in ways:
            assert close(words(heading)) in paper, words(heading)


def test_what_must_be_read_is_printed_in_full(printed, pages_of_int):
    path = "/int/en/treatments/prrt"
    paper = close(printed(path))
    cell = next(e for e in pages_of_int[path].all("section") if e.get("id") == "get-help")
    items = [words(item, without="meaning") for item in cell.iter("li")]
    assert len(items) >= 4
    assert [item for item in items if close(item) not in paper] == []


def test_references_are_printed_with_their_addresses(printed, pages_of_int):
    path = "/int/en/treatments/prrt"
    paper = close(printed(path))
    notes = pages_of_int[path].classed("notes")
    addresses = [a.get("href") for note in notes for a in note.iter("a")]
    outside = [address for address in addresses if address.startswith("http")]
    assert outside
    assert not [address for address in outside if close(address) not in paper]


def test_what_can_only_be_pressed_is_not_printed(printed):
    paper = printed("/int/en/treatments/prrt")
    assert "Skip to the content" not in paper
    assert "On this page" not in paper
    assert not re.search(r"^\s*Menu\s*$", paper, re.MULTILINE)


def test_the_comparison_is_printed_with_every_treatment_at_every_row(printed, pages_of_int):
    paper = close(printed(BY_NAME["comparison"].path))
    for name in TREATMENTS:
        title = words(pages_of_int[f"/int/en/treatments/{name}"].all("h1")[0])
        assert paper.count(close(title)) >= 12, title


def test_the_home_page_prints(printed):
    assert close("In an emergency, call 112") in close(printed(HOME))


def test_nothing_on_the_home_page_covers_what_stands_above_it(look, shipped):
    tab = look(shipped.origin + HOME)
    tab.emulate_media(media="print")
    notice = tab.get_by_text("Written for readers outside the United Kingdom").bounding_box()
    heading = tab.locator(".hero").bounding_box()
    assert notice["y"] + notice["height"] <= heading["y"]

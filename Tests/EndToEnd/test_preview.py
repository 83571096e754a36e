"""`hoofbeat preview` shows a writer what readers would see, whenever a file is saved."""

import re

import pytest

from editions import replace
from harness import Server, eventually, hoofbeat, running

HOME = "/int/en/"
RESTING = "/int/en/treatments/resting"


@pytest.fixture
def preview(edition, tmp_path):
    log = tmp_path / "preview.log"
    with running(Server(log, "preview", edition)) as server:
        yield server


def test_a_preview_shows_what_was_saved(preview, edition):
    assert "A preview: not published" in preview.get(RESTING).text
    replace(edition / "en/treatments/resting.md", "Resting for a while, in short.", "Lie down.")
    eventually("the page is new", lambda: "Lie down." in preview.get(RESTING).text)
    assert preview.get(RESTING).headers["cache-control"] == "no-store"


def test_a_preview_shows_what_to_mend_on_the_page_it_is_about(preview, edition):
    replace(edition / "en/pages/about.md", "Nobody has", "See [@nobody-2020]. Nobody has")
    page = eventually(
        "the finding is shown",
        lambda: "nobody-2020" in (text := preview.get("/int/en/about").text) and text,
    )  # fmt: skip
    assert "To mend in this file" in page
    assert re.search(r"HB\d+", page)
    assert "To mend in this file" not in preview.get(RESTING).text
    assert "en/pages/about.md:" in preview.errors()


def test_a_preview_outlives_a_file_that_cannot_be_read(preview, edition):
    file = edition / "edition.yaml"
    text = file.read_text()
    file.write_text("title: [")
    eventually("it says so", lambda: "edition.yaml:" in preview.errors())
    assert preview.get(RESTING).status_code == 200
    file.write_text(text.replace("Pages for tests", "Pages").replace("A small site", "A tiny site"))
    eventually("the title is new", lambda: "A tiny site" in preview.get(HOME).text)


def test_a_preview_leaves_nothing_behind(edition, tmp_path):
    before = {file for file in tmp_path.rglob("*")}
    with running(Server(tmp_path / "preview.log", "preview", edition)) as server:
        server.get(HOME)
    assert {file.name for file in set(tmp_path.rglob("*")) - before} == {"preview.log"}


def test_a_folder_that_is_not_there_has_no_preview(tmp_path):
    ended = hoofbeat("preview", tmp_path / "none", "--port", "0", code=1)
    assert "there is no folder" in ended.errors

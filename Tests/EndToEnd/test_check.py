"""`hoofbeat check` tells a writer what to mend, and a script whether to go on."""

import json
import shutil

import pytest

from editions import NETS, replace
from harness import hoofbeat

TODAY = "2026-12-01"


def check(edition, *words, code):
    return hoofbeat("check", edition, "--today", TODAY, *words, code=code)


def findings(edition, code) -> list[dict]:
    return json.loads(check(edition, "--format", "json", code=code).output)


def test_the_shipped_edition_is_without_a_finding():
    assert check(NETS, "--strict", code=0).output.strip() == "0 errors, 0 warnings"
    assert findings(NETS, code=0) == []


@pytest.fixture
def broken(edition):
    """The small edition, with a mistake in three of its files."""
    replace(edition / "en/treatments/resting.md", "harms-serious: |", "harms-seriously: |")
    replace(edition / "en/pages/about.md", "Nobody has", "See [@nobody-2020]. Nobody has")
    replace(edition / "en/pages/trust.md", "Nobody has", "See [this](/nowhere). Nobody has")
    return edition


def test_findings_name_a_file_a_line_and_a_remedy_and_the_exit_code_is_1(broken):
    found = findings(broken, code=1)
    files = {finding["file"] for finding in found}
    assert files == {
        "en/treatments/resting.md", "en/pages/about.md", "en/pages/trust.md"}  # fmt: skip
    for finding in found:
        assert set(finding) == {"code", "severity", "file", "line", "message", "remedy"}
        assert finding["code"].startswith("HB") and finding["code"][2:].isdigit()
        assert finding["severity"] in ("error", "warning")
        assert finding["line"] >= 1
        assert finding["message"] and finding["remedy"]


def test_text_and_json_say_the_same(broken):
    text = check(broken, code=1).output
    for finding in findings(broken, code=1):
        place = f"{finding['file']}:{finding['line']}: {finding['severity']} {finding['code']}"
        assert f"{place} {finding['message']}" in text
        assert finding["remedy"] in text


def test_there_are_no_colours_where_there_is_no_terminal(broken):
    assert "\x1b" not in hoofbeat("check", broken, code=1).output


def test_a_warning_stops_only_the_strict(edition):
    late = "2099-01-01"
    found = json.loads(hoofbeat("check", edition, "--today", late, "--format", "json").output)
    assert found and {finding["severity"] for finding in found} == {"warning"}
    hoofbeat("check", edition, "--today", late, "--strict", code=1)


def test_every_code_is_explained_in_the_documents(broken):
    explained = (NETS.parent.parent / "docs/findings.md").read_text()
    assert [f["code"] for f in findings(broken, code=1) if f["code"] not in explained] == []


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    ended = hoofbeat("check", tmp_path / "nowhere", code=1)
    assert ended.errors.count("\n") == 1
    assert "there is no folder" in ended.errors


# What a folder may hold that no writer meant: a finding, and never more than a moment.

MANY = 10_000
STRANGE = {
    "YAML that ends nowhere": ("en/pages/about.md", b"---\ntitle: [1, {\n---\nwords\n"),
    "front matter that ends nowhere": ("en/pages/about.md", b"---\ntitle: About\nwords\n"),
    "bytes that are not UTF-8": ("en/pages/about.md", b"---\ntitle: \xff\xfe\xc0\xaf\n---\n"),
    "a NUL": ("en/pages/about.md", b"---\ntitle: a\x00b\n---\nwor\x00ds\n"),
    "nothing": ("en/pages/about.md", b""),
    "nested quotes": ("en/pages/deep.md", b"---\ntitle: Deep\n---\n" + b">" * MANY + b" words\n"),
    "nested lists": (
        "en/pages/deep.md",
        b"---\ntitle: Deep\n---\n" + b"".join(b" " * n + b"- a\n" for n in range(500)),
    ),
    "brackets": ("en/pages/deep.md", b"---\ntitle: Deep\n---\n" + b"[" * MANY + b"](" * MANY),
    "stars": ("en/pages/deep.md", b"---\ntitle: Deep\n---\n" + b"*a **b " * MANY),
    "a file full of citations": (
        "en/pages/deep.md", b"---\ntitle: Deep\n---\n" + b"[@x]\n\n" * 9 * MANY
    ),
    "a file full of equal headings": (
        "en/pages/deep.md", b"---\ntitle: Deep\n---\n" + b"## Same\n\n" * 9 * MANY
    ),
    "a file of 100 MB": ("en/pages/large.md", b"---\ntitle: Large\n---\n" + b"words " * 17_500_000),
    "a YAML bomb": (
        "en/terms.yaml",
        b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"a%d: &a%d [" % (n, n) + b", ".join([b"*a%d" % (n - 1)] * 9) + b"]\n"
            for n in range(1, 12)
        ),
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_a_finding_and_no_more(name, edition):
    file, content = STRANGE[name]
    (edition / file).write_bytes(content)
    found = findings(edition, code=1)
    # The folders of a few runs are kept, and one of these files is large.
    (edition / file).unlink()
    assert file in {finding["file"] for finding in found}


def test_a_link_out_of_the_folder_is_not_followed(edition, tmp_path):
    secret = tmp_path / "secret.md"
    shutil.copy(edition / "en/pages/about.md", secret)
    (edition / "en/pages/about.md").unlink()
    (edition / "en/pages/about.md").symlink_to(secret)
    assert "en/pages/about.md" in {finding["file"] for finding in findings(edition, code=1)}


def test_a_folder_that_leads_into_itself_ends(edition):
    (edition / "en/pages/again").symlink_to(edition / "en/pages")
    assert findings(edition, code=1)


def test_a_name_moves_no_cursor(edition):
    (edition / "en/pages/a\nb\x1b[31m.md").write_text("x")
    told = hoofbeat("check", edition, code=1).output
    assert "\x1b" not in told and "a\nb" not in told
    assert "a\ufffdb\ufffd[31m.md:1: error HB110" in told

"""`hoofbeat score` counts as textstat does, which people know; and the edition is plain."""

import json
import re
import statistics

import pytest
import textstat

from editions import NETS, small_edition, write_page
from harness import hoofbeat

# Paragraphs of sentences, without markup; and without what textstat takes for a sentence's end, or
# for no sentence (one or two words).
PROSE = re.compile(r"[A-Z][^\[\]*_`|#>]+\.")
NO_END = re.compile(r"\d\.\d|\be\.g\.|\bDr\.|(?:^|[.!?:] )\W*[\w-]+(?: [\w-]+)?[.!?]")
CITATION = re.compile(r"\s*\[@[^\]]*\]")


def scores(edition) -> list[dict]:
    return json.loads(hoofbeat("score", edition, "--format", "json").output)["items"]


def prose(file) -> list[str]:
    text = CITATION.sub("", file.read_text().split("---\n", 2)[2])
    return [
        paragraph for paragraph in text.split("\n\n")
        if PROSE.fullmatch(paragraph) and not NO_END.search(paragraph)
    ]  # fmt: skip


@pytest.fixture
def sample(tmp_path):
    """Paragraphs of the shipped edition, page by page, and the edition of them."""
    texts = {}
    edition = small_edition(tmp_path)
    for file in sorted((NETS / "en/pages").rglob("*.md")):
        paragraphs = prose(file)
        if sum(len(paragraph.split()) for paragraph in paragraphs) < 100:
            continue
        name = f"sample/{file.stem}"
        page = write_page(edition, name, "A longer sample")
        page.write_text(page.read_text() + "\n" + "\n\n".join(paragraphs) + "\n")
        texts[name] = [
            "A longer sample, in a sentence.", "A longer sample. Nobody has to read it.", *paragraphs,
        ]  # fmt: skip
    return edition, texts


@pytest.fixture
def unrounded():
    """It rounds its averages, which moves the figures by up to four points, unless told not to."""
    textstat.set_rounding(False)
    yield
    textstat.set_rounding(True)


@pytest.mark.usefixtures("unrounded")
def test_it_agrees_with_textstat_to_a_point_of_reading_ease(sample):
    edition, texts = sample
    ours = {row["item"]: row for row in scores(edition)}
    assert len(texts) > 20
    for name, paragraphs in texts.items():
        row, text = ours[name], " ".join(paragraphs)
        assert row["ease"] == pytest.approx(textstat.flesch_reading_ease(text), abs=1), name
        assert row["grade"] == pytest.approx(textstat.flesch_kincaid_grade(text), abs=0.5), name
        assert row["smog"] == pytest.approx(textstat.smog_index(text), abs=0.5), name


def test_the_shipped_edition_is_in_plain_words():
    """65 and more is plain English; what stands in short is held to 75."""
    left_out = ("term", "clinic", "group")
    rows = [row for row in scores(NETS) if row["kind"] not in left_out]
    assert statistics.median(row["ease"] for row in rows) >= 65
    assert [row["item"] for row in rows if row["ease"] < 55] == []
    short = {row["item"]: row["inShortEase"] for row in rows if row["kind"] == "treatment"}
    assert len(short) == 11
    assert {item: ease for item, ease in short.items() if ease < 75} == {}


def test_the_table_says_the_same_as_the_json(edition):
    table = hoofbeat("score", edition).output
    for row in scores(edition):
        if row["kind"] != "term":
            assert re.search(rf"^{row['item']} +{row['words']} +{row['ease']:.1f} ", table, re.M)


def test_the_edition_as_a_whole_stands_in_a_few_figures():
    def score(today: str) -> dict:
        return json.loads(hoofbeat("score", NETS, "--format", "json", "--today", today).output)

    now, later = score("2026-12-01"), score("2090-01-01")
    assert (now["edition"]["pastReview"], later["edition"]["pastReview"]) == (0, 100)
    assert {row["isPastReview"] for row in later["items"]} == {True}
    rows = [row for row in now["items"] if row["kind"] not in ("term", "clinic", "group")]
    edition = now["edition"]
    assert edition["texts"] == len(rows)
    assert edition["medianEase"] == pytest.approx(statistics.median(row["ease"] for row in rows))
    assert edition["leastEase"] == pytest.approx(min(row["ease"] for row in rows))
    lists = {entry["checklist"]: entry for entry in edition["checklists"]}
    answers = [a for row in now["items"] for a in row["answers"] if a["checklist"] == "DISCERN"]
    said = [answer["answer"] for answer in answers]
    assert lists["DISCERN"]["met"] == said.count("yes")
    assert lists["DISCERN"]["of"] == said.count("yes") + said.count("no")
    assert lists["IPDASi"]["open"] == 3


def test_each_text_says_how_long_its_paragraphs_are_and_how_far_it_drifts():
    rows = {row["item"]: row for row in scores(NETS)}
    treatments = [row for row in rows.values() if row["kind"] == "treatment"]
    assert all(0 < row["balance"] <= 1.5 for row in treatments)
    assert all(row["longestParagraph"] >= row["sentencesPerParagraph"] > 0 for row in treatments)
    assert any(row["drift"] for row in rows.values())
    assert all(row["drift"] <= 25 for row in rows.values())


def test_without_a_dictionary_it_says_which_to_install(edition, tmp_path):
    ended = hoofbeat("score", edition, "--hyphenation", tmp_path / "none.dic", code=1)
    assert "hyphen-en-us" in ended.errors and ended.errors.count("\n") == 1


def test_the_shipped_edition_does_well_by_the_checklists():
    """What a program can answer; what it cannot stays open, and nobody has signed anything."""
    score = json.loads(hoofbeat("score", NETS, "--format", "json").output)
    core = [row for row in score["items"] if row["answers"]]
    assert len(core) > 100
    assert [row["item"] for row in core if row["understandable"] < 90] == []
    assert [row["item"] for row in core if row["actionable"] < 80] == []
    answers = [answer for row in core for answer in row["answers"]]
    jama = {
        number: {a["answer"] for a in answers if (a["checklist"], a["number"]) == ("JAMA benchmarks", number)}
        for number in "1234"
    }
    assert jama == {"1": {"no"}, "2": {"yes"}, "3": {"yes"}, "4": {"yes"}}
    aid = {answer["number"]: answer["answer"] for answer in score["decisionAids"]["en"]}
    needed = [f"Q{n}" for n in range(1, 7)] + [f"C{n}" for n in range(1, 7)]
    assert {number for number in needed if aid[number] != "yes"} == set()
    assert "open" in aid.values()


def test_the_page_of_figures_holds_every_text_and_needs_nothing_else(edition):
    page = hoofbeat("score", edition, "--format", "html").output
    for row in scores(edition):
        assert row["kind"] == "term" or f'<th scope="row">{row["item"]}</th>' in page
    assert "http" not in page and "<script" not in page

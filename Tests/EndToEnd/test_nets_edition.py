"""What the shipped edition has to hold, counted in its own files."""

import json
from functools import cache
from pathlib import Path

import pytest
import yaml

from editions import NETS, ROWS
from harness import hoofbeat

TREATMENTS = NETS / "en/treatments"
QUESTIONS = NETS / "en/questions"

# Every medicine and procedure that somebody with a NET may be offered, by a word that has to be there.
OFFERED = """
watch and wait; endoscop; right hemicolectomy; lymph node; enucleation; distal pancreatectomy; Whipple;
liver transplant; gallbladder; octreotide; lanreotide; telotristat; everolimus;
sunitinib; cabozantinib; belzutifan; lutetium; lysine; arginine; streptozocin; 5-FU; capecitabine;
temozolomide; cisplatin; carboplatin; etoposide; FOLFOX; FOLFIRI; irinotecan; interferon; stereotactic; embolisation; chemoembolisation; SIRT; ablation; diazoxide; omeprazole;
pancreatic enzymes; loperamide; colestyramine; ondansetron; nicotinamide; vitamin B12; denosumab;
anticoagulant; paltusotine; edotreotide; zanzalintinib; surufatinib; pembrolizumab;
tarlatamab; CAR-T; DOTAMTATE
""".replace("\n", " ").strip(" ").split(";")

# Every study that the edition rests on has a page of its own.
STUDIES = """
promid clarinet clarinet-ole spinet clarinet-forte radiant-2 radiant-3 radiant-4 sun-1111 netter-1
erasmus netter-2 compete compose cabinet-pnet cabinet-epnet e2211 seqtor nordic-nec nordic-nec-2
topic-nec telestar telecast swog-s0518 sirt-meta retnet milan-transplant aspen litespark-004
alphamedix-02 action-1
""".split()

# Hospitals that nobody could confirm: not shown until a source says so.
UNCONFIRMED = """
Oslo University; Helsinki; Sahlgrenska; Basel; Zurich; King's; Hammersmith; Queen Elizabeth; Coventry;
Orsola; San Martino; San Raffaele; Gemelli; Bellvitge; Hadassah
""".replace("\n", " ").split(";")


@cache
def data(name: str):
    return yaml.safe_load((NETS / name).read_text())


@cache
def texts(folder: Path) -> dict[str, str]:
    """Every file of a folder, without what markets read apart."""
    return {file.stem: file.read_text() for file in sorted(folder.glob("*.md"))}


def front_matter(text: str) -> dict:
    return yaml.safe_load(text.split("---\n")[1])


def test_eleven_treatments_fill_every_row_and_ask_what_to_ask():
    assert len(texts(TREATMENTS)) == 11
    for name, text in texts(TREATMENTS).items():
        matter = front_matter(text)
        assert all(len(matter[row].split()) >= 5 for row in ROWS), name
        assert len(matter["ask"]) >= 3, name


def test_every_row_of_a_treatment_but_the_short_one_is_cited():
    for name, text in texts(TREATMENTS).items():
        matter = front_matter(text)
        # Whom to call is the writers' own choice, and says so.
        for row in set(ROWS) - {"in-short", "get-help", "daily-life", "where"}:
            assert "[@" in matter[row], f"{name}: {row}"


@pytest.mark.parametrize("word", [word.strip() for word in OFFERED])
def test_what_somebody_may_be_offered_is_named_among_the_treatments(word):
    assert any(word.lower() in text.lower() for text in texts(TREATMENTS).values())


def test_questions_have_a_short_answer_sources_and_a_group():
    assert len(texts(QUESTIONS)) >= 60
    topics = set(data("edition.yaml")["topics"])
    for name, text in texts(QUESTIONS).items():
        matter = front_matter(text)
        assert 3 <= len(matter["summary"].split()) <= 60, name
        assert matter["topics"] and set(matter["topics"]) <= topics, name
        assert "[@" in text, f"{name} names no source"


def test_words_are_explained_and_the_hard_ones_are_said():
    terms = data("en/terms.yaml")["terms"]
    assert len(terms) >= 150
    said = [term for term in terms.values() if "say" in term]
    assert len(said) >= 150
    assert all(term["meaning"].strip() for term in terms.values())


def test_each_study_has_a_page_that_says_what_it_does_not_tell():
    studies = data("studies.yaml")
    assert set(STUDIES) <= set(studies)
    for name, study in studies.items():
        words = study["en"]
        assert all(words[part].strip() for part in ("who", "compared", "found", "not-told")), name
        assert study["references"], name


def test_no_hospital_is_shown_that_nobody_could_confirm():
    names = [clinic["name"] for clinic in data("clinics.yaml")["clinics"].values()]
    assert len(names) >= 30
    for word in UNCONFIRMED:
        assert not [name for name in names if word.strip() in name]


@pytest.mark.parametrize("directory", ["clinics", "groups"])
def test_an_entry_says_what_it_rests_on_since_when_and_what_to_ask(directory, tmp_path):
    file = data(f"{directory}.yaml")
    assert file["ask-about"]
    for name, entry in file[directory].items():
        assert entry["source"], name
        assert entry["dated"].strip(), name


def test_the_markets_differ_for_reasons_that_are_given():
    drift = json.loads(hoofbeat("drift", NETS, "--format", "json").output)
    assert drift["markets"] == ["int", "gb"]
    assert len(drift["settings"]) >= 4 and len(drift["passages"]) >= 20
    silent = [one for one in drift["settings"] + drift["passages"] if not one["why"]]
    assert not silent

"""Editions to try things on: the shipped one, and small ones of the tests' own."""

import shutil
from pathlib import Path

from harness import ROOT, day

NETS = ROOT / "Editions/nets"


def copy_of_nets(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped edition, with replacements in its edition.yaml."""
    edition = folder / "nets"
    shutil.copytree(NETS, edition)
    for old, new in changes:
        replace(edition / "edition.yaml", old, new)
    return edition


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text, f"{file.name} does not say {old!r}"
    file.write_text(text.replace(old, new))


ROWS = (
    "in-short what-it-is who-for how-given where benefits harms-common harms-serious get-help"
    " daily-life if-not how-sure standing"
).split()


def small_edition(folder: Path, unreviewed: str = "show-with-notice", pages: int = 0) -> Path:
    """An edition with one of each: three pages, two treatments, a term; and some more pages."""
    edition = folder / "small"
    (edition / "en/pages").mkdir(parents=True)
    (edition / "en/treatments").mkdir()
    (edition / "edition.yaml").write_text(CONFIGURATION.replace("UNREVIEWED", unreviewed))
    (edition / "en/terms.yaml").write_text(TERMS)
    for name, title in [("home", "A small site"), ("about", "About tests"), ("trust", "Trust")]:
        write_page(edition, name, title)
    for number in range(pages):
        write_page(edition, f"about/page-{number:03}", f"Page {number:03}")
    for name in "resting", "walking":
        write_treatment(edition, name, f"{name.capitalize()} for a while")
    return edition


def write_page(edition: Path, name: str, words: str, change: str = "First version.") -> Path:
    file = edition / f"en/pages/{name}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\n{matter(words, change)}---\n{words}. Nobody has to read it.\n")
    return file


def write_treatment(edition: Path, name: str, words: str, change: str = "First version.") -> Path:
    file = edition / f"en/treatments/{name}.md"
    rows = "".join(f"{row}: |\n  {words}, {row.replace('-', ' ')}.\n" for row in ROWS)
    ask = "ask:\n  - Why?\n  - How?\n  - When?\n"
    file.write_text(f"---\n{matter(words, change)}kind: practice\n{rows}{ask}---\n")
    return file


def matter(words: str, change: str) -> str:
    return (
        f"title: {words}\nsummary: {words}, in a sentence.\nreviewed: {day(-2)}\n"
        f"next-review: {day(300)}\nchange: {change}\ntopics: [tests]\n"
    )


CONFIGURATION = """\
format: 1
title: { en: A small site }
strapline: { en: Pages for tests }
publisher: { name: The testers }
funder: { en: Nobody pays for it. }
controller:
contact: { mistakes: , security: }
time-zone: Europe/Brussels
languages: [en]
unreviewed: UNREVIEWED
index-unreviewed: false
# Its texts are too short to be judged.
goals: { understandable: 0, actionable: 0, least-ease: 0, median-ease: 0, in-short-ease: 0 }
markets:
  int:
    name: { en: International }
    audience: { en: nobody at all }
    countries: { out: [GB] }
    rule: stated
    languages: [en]
    emergency: "112"
    side-effects: { en: Tell your doctor about any side effect. }
menu: [about, treatments, glossary, trust]
topics:
  tests: { en: Tests }
"""

TERMS = f"""\
defaults:
  reviewed: {day(-2)}
  next-review: {day(300)}
  change: First version.
  topics: [tests]
terms:
  while:
    term: A while
    meaning: Some time, nobody knows how long.
"""

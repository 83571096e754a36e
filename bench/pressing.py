"""Figures of the press: from text files, or from a journal, to every page printed."""

import shutil
import subprocess
import sys
from pathlib import Path

from measuring import Figure, Settings, mega
from programs import BENCH, median, run


def nets_press(settings: Settings) -> list[Figure]:
    """The NETs edition, from text files to every page printed and compressed."""
    command = [settings.hoofbeat, "measure", "press", "--edition", settings.nets]
    runs = [run(command, settings.work / "press.log") for _ in range(max(settings.rounds, 3))]
    for number, one in enumerate(runs):
        settings.note(f"NETs edition, round {number + 1}: {one.wall * 1000:.0f} ms; {one.parts}.")
    wall = median(one.wall for one in runs)
    return [
        Figure(
            f"NETs edition, from text files to all {runs[0].figures['pages']} pages printed and "
            "compressed", f"{wall * 1000:.0f} ms", "at most 2,000 ms", wall <= 2,
        )
    ]


def nets_check(settings: Settings) -> list[Figure]:
    """Everything that `hoofbeat check` says of the NETs edition."""
    command = [settings.hoofbeat, "check", settings.nets, "--strict", "--today", "2026-12-01"]
    times = [run(command, settings.work / "check.log").wall for _ in range(max(settings.rounds, 3))]
    settings.note("Checks: " + ", ".join(f"{time * 1000:.0f}" for time in times) + " ms.")
    return [
        Figure(
            "`hoofbeat check` on the whole NETs edition", f"{median(times) * 1000:.0f} ms",
            "at most 2,000 ms", median(times) <= 2,
        )
    ]


ROADS = {
    "hoofbeat": "Hoofbeat from text files", "journal": "Hoofbeat from a filled journal",
    "hugo": "Hugo",
}


def large_edition(settings: Settings) -> list[Figure]:
    """The generated edition: Hoofbeat with compression, Hugo without, in turns."""
    made = settings.work / f"edition-of-{settings.pages}"
    subprocess.run(
        [sys.executable, BENCH / "generate", "--pages", str(settings.pages), made], check=True
    )
    database = made / "journal.sqlite"
    for file in made.glob("journal.sqlite*"):
        file.unlink()
    # Neither of the two should be the one that finds the disk cold.
    for file in [*made.rglob("*.md"), *made.rglob("*.html")]:
        file.read_bytes()
    log = settings.work / "large.log"
    measure = [settings.hoofbeat, "measure"]
    fill = [settings.hoofbeat, "revise", made / "edition", "--database", database, "--by", "bench"]
    filled = run(fill, log)
    settings.note(f"Filling the journal: {filled.wall:.1f} s, {mega(filled.peak)} at most.")
    roads = {road: [] for road in ROADS}
    for number in range(settings.rounds):
        for folder in ("public", "resources"):
            shutil.rmtree(made / "hugo" / folder, ignore_errors=True)
        roads["hoofbeat"].append(run([*measure, "press", "--edition", made / "edition"], log))
        roads["journal"].append(run([*measure, "press", "--database", database], log))
        roads["hugo"].append(run(["hugo", "--quiet"], log, made / "hugo"))
        for road, runs in roads.items():
            one = runs[-1]
            parts = "" if road == "hugo" else f"; {one.parts}"
            settings.note(
                f"{settings.pages:,} pages, round {number + 1}, {ROADS[road]}: "
                f"{one.wall:.1f} s, {mega(one.peak)} at most{parts}."
            )
    wall = {road: median(one.wall for one in runs) for road, runs in roads.items()}
    peak = {road: median(one.peak for one in runs) for road, runs in roads.items()}
    return large_figures(settings, wall, peak) + edits(settings, made / "edition", database, log)


def large_figures(settings: Settings, wall: dict, peak: dict) -> list[Figure]:
    what = f"Edition of {settings.pages:,} pages"
    time, half, memory = (
        wall["hoofbeat"] / wall["hugo"], wall["journal"] / wall["hugo"],
        peak["hoofbeat"] / peak["hugo"],
    )
    against = f"{wall['hugo']:.1f} s"
    return [
        Figure(
            f"{what}, from text files to all pages printed and compressed, as a share of Hugo's "
            "time uncompressed", f"{time:.2f} ({wall['hoofbeat']:.1f} s against {against})",
            "at most 1.00", time <= 1,
        ),
        Figure(
            f"{what}, peak memory, as a share of Hugo's",
            f"{memory:.2f} ({mega(peak['hoofbeat'])} against {mega(peak['hugo'])})",
            "at most 0.50", memory <= 0.5,
        ),
        Figure(
            f"{what}, from a filled journal, as a share of Hugo's time",
            f"{half:.2f} ({wall['journal']:.1f} s against {against}; {mega(peak['journal'])})",
            "at most 0.50", half <= 0.5,
        ),
    ]


def edits(settings: Settings, edition: Path, database: Path, log: Path) -> list[Figure]:
    command = [
        settings.hoofbeat, "measure", "edit", "--edition", edition, "--database", database,
        "--item", "shelf-001/page-001",
    ]
    figures = run(command, log).figures
    times = [time for name, time in figures.items() if name.startswith("live")]
    settings.note("Edits: " + ", ".join(f"{time}" for time in times) + " ms.")
    settings.note(f"Withdrawal of that page: {figures['withdrawn_ms']} ms.")
    return [
        Figure(
            f"Edition of {settings.pages:,} pages, one page changed, from the fact recorded to "
            "the page live", f"{median(times):.0f} ms", "under 200 ms", median(times) < 200,
        )
    ]

"""The file of towns: its form, the names it keeps, and that its script makes the same bytes again."""

import gzip
import math
import subprocess
import sys
import unicodedata
import venv
from pathlib import Path

import pytest
import yaml

from editions import NETS
from harness import ROOT

FILE = ROOT / "Gazetteer/towns.tsv.gz"


def folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


@pytest.fixture(scope="module")
def towns() -> list[list[str]]:
    lines = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    assert "GeoNames" in lines[0] and "CC BY 4.0" in lines[0]
    return [line.split("\t") for line in lines[1:]]


@pytest.fixture(scope="module")
def places(towns) -> dict[str, list[tuple[float, float]]]:
    places = {}
    for town in towns:
        for name in [town[0], *town[7].split("|")]:
            places.setdefault(folded(name), []).append((float(town[3]), float(town[4])))
    return places


def test_its_form(towns):
    assert FILE.stat().st_size < 2_600_000
    assert all(len(town) == 8 and town[0] and town[6].isdigit() for town in towns)
    assert all(len(town[1]) == 2 and town[1].isupper() for town in towns)
    assert all(-90 <= float(town[3]) <= 90 and -180 <= float(town[4]) <= 180 for town in towns)
    people = [int(town[5]) for town in towns]
    assert people == sorted(people, reverse=True) and people[-1] >= 5_000


NAMES = """Wien Vienna Vienne København Copenhagen Köln Cologne Αθήνα Athens München Munich Praha Prague Warszawa
Lisboa Roma Rome Genève Genf Bruxelles Brussel Brussels Łódź Göteborg Gothenburg Leuven Louvain Löwen Вена Мюнхен Москва София
Львів Новосибирск القدس الرباط القاهرة طهران ירושלים Ιωάννινα Ypres Alost""".split()


@pytest.mark.parametrize("name", NAMES)
def test_towns_are_there_in_their_own_language_and_in_others(places, name: str):
    assert folded(name) in places


def test_every_town_of_the_directories_is_there_where_they_say(places):
    """Within some fifteen kilometres: they give the middles of towns."""
    for directory in "clinics", "groups":
        for key, entry in yaml.safe_load((NETS / f"{directory}.yaml").read_text())[directory].items():
            for place in [entry, *entry.get("also-in", [])]:
                if "lat" not in place:
                    continue
                found = places.get(folded(place["city"]), [])
                told = (place["lat"], place["lon"])
                assert any(math.dist(told, other) < 0.15 for other in found), (key, place["city"])


@pytest.mark.long  # It installs a package of sixty megabytes.
def test_the_script_makes_the_same_bytes(tmp_path: Path):
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    install = [python, "-m", "pip", "install", "-q", "-r", ROOT / "Gazetteer/requirements.txt"]
    subprocess.run(install, check=True, timeout=600)
    out = tmp_path / "towns.tsv.gz"
    subprocess.run([python, ROOT / "scripts/gazetteer", "--out", out], check=True, timeout=600)
    assert out.read_bytes() == FILE.read_bytes(), sys.version

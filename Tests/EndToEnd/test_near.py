"""Hospitals and groups by place: what comes first, what is said of it, bad input, and the tables."""

import csv
import io
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import yaml
from geographiclib.geodesic import Geodesic

from editions import NETS
from harness import ROOT, Journal, Server, hoofbeat, running

CLINICS = "/int/en/clinics"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("near")
    words = "serve", "--edition", NETS, "--database", folder / "nets.sqlite"
    towns = "--gazetteer", ROOT / "Gazetteer/towns.tsv.gz"
    with running(Server(folder / "server.log", *words, *towns)) as server:
        server.get(f"{CLINICS}?near=Leuven")
        yield server


def test_the_printed_list_is_still_there_with_the_form_above_it(server: Server):
    page = server.get(CLINICS)
    assert page.headers["Cache-Control"].startswith("public")
    assert 'name="near"' in page.text and 'id="about-be"' in page.text
    # A form that was sent empty is the same list.
    assert 'id="about-be"' in server.get(f"{CLINICS}?near=&country=&offers=&radius=").text


BAD = [
    ("lat=91&lon=0", "no place on the map"), ("lat=NaN&lon=0", "no place on the map"),
    ("lat=&lon=5", "no place on the map"), ("lat=1e400&lon=0", "no place on the map"),
    ("near=Leuven&radius=-1", "number of kilometres"), ("near=Leuven&radius=1000000000", "number of kilometres"),
    ("near=Leuven&radius=x", "number of kilometres"), ("country=XX", "Nothing is listed for this country"),
    ("near=Georgia", "Nothing is listed in Georgia"), ("offers=magic", "Nothing by this name"),
    ("near=xqzwvk", "No town of this name"), (f"near={'a' * 2000}", "too long"),
    ("near=%00%E2%80%AE", "No town of this name"), ("near=%F0%9F%98%80", "No town of this name"),
]  # fmt: skip


@pytest.mark.parametrize("query, reason", BAD, ids=lambda value: value[:24])
def test_bad_input_gets_a_page_with_the_reason_and_the_form(server: Server, query: str, reason: str):
    answer = server.get(f"{CLINICS}?{query}")
    assert answer.status_code == 200
    assert reason in answer.text
    assert 'name="near"' in answer.text and "The whole list" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "failed" not in server.errors() and "error" not in server.errors()


@pytest.mark.parametrize("name", ["Αθήνα", "Афины", "أثينا", "Athène", "athens"])
def test_a_place_in_any_script(server: Server, name: str):
    assert "from the middle of Athens, Greece" in server.get(f"{CLINICS}?near={quote(name)}").text


def field(page: str) -> str:
    return re.search(r'name="near" value="([^"]*)"', page)[1]


@pytest.mark.parametrize("query", ["country=BE", "country=be", "offers=prrt", "radius=50", "lat=50.9&lon=4.7", "near=Belgium"])
@pytest.mark.parametrize("directory", ["clinics", "groups"])
def test_where_no_town_was_written_the_field_is_empty(server: Server, directory: str, query: str):
    assert field(server.get(f"/int/en/{directory}?{query}").text) == ""


def test_a_country_written_as_a_place_is_that_country(server: Server):
    page = server.get(f"{CLINICS}?near=Belgium").text
    assert '<option value="BE" selected' in page
    assert set(re.findall(r'<h2><a href="/int/en/clinics/([^"]+)"', page)) == {
        key for key, entry in yaml.safe_load((NETS / "clinics.yaml").read_text())["clinics"].items()
        if entry["country"] == "BE"
    }


def test_a_town_that_was_chosen_stays_chosen(server: Server):
    page = server.get(f"{CLINICS}?near=Gillingham").text
    links = re.findall(r'href="(/int/en/clinics\?near=[^"]+town=\d+[^"]*)"', page)
    assert len(links) > 0
    for link in links:
        chosen = server.get(link.replace("&amp;", "&")).text
        origin = re.search(r"from the middle of ([^<]+?)\. A journey", chosen)[1]
        town = re.search(r'name="town" value="(\d+)"', chosen)[1]
        again = server.get(f"{CLINICS}?near={field(chosen)}&town={town}&offers=prrt").text
        assert f"from the middle of {origin}." in again
        # Another name is another town, whatever number is left in the form.
        assert "from the middle of Leuven, Belgium" in server.get(f"{CLINICS}?near=Leuven&town={town}").text


def test_a_page_says_no_words_that_an_address_makes_up(server: Server):
    page = server.get(f"{CLINICS}?near=+&lat=50.88&lon=4.7&town=CALL+NOW").text
    assert "CALL NOW" not in page and "from the place you gave" in page
    # A town that is written counts for more, and stands in its field alone.
    page = server.get(f"{CLINICS}?near=CALL+NOW&lat=50.88&lon=4.7").text
    assert page.count("CALL NOW") == 1 and 'value="CALL NOW"' in page


def test_groups_without_a_place_come_by_how_near_their_country_is(server: Server):
    page = server.get("/int/en/groups?near=Luxembourg&radius=50").text
    assert "km away" not in page and "Nothing is known within" not in page
    order = re.findall(r'class="where"><span>([^<]*)</span>', page)
    countries = [place.split(", ")[-1] for place in order]
    assert countries.index("Belgium") < countries.index("Sweden") < countries.index("Australia")


def test_where_the_reader_is_comes_in_a_body_from_our_own_page_alone(server: Server):
    sent = {"lat": "48.2085", "lon": "16.3721"}
    own = httpx.post(server.origin + CLINICS, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 200 and "from where you are" in own.text
    assert "Location" not in own.headers
    # Not more exactly than is needed when a filter is chosen.
    assert "48.2085" not in own.text and own.text.count("48.21") == 1
    assert 'method="post"' in own.text and own.headers["Cache-Control"] == "private, no-store"
    other = httpx.post(server.origin + CLINICS, data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403
    assert "48.2" not in server.errors()


def test_more_than_can_be_looked_up_gets_503_and_reading_goes_on(server: Server):
    with httpx.Client(base_url=server.origin, limits=httpx.Limits(max_connections=200)) as client:
        with ThreadPoolExecutor(120) as pool:
            answers = list(
                pool.map(
                    lambda number: client.get(f"{CLINICS}?country=BE&radius={number + 1}", timeout=60),
                    range(600)))  # fmt: skip
        assert {answer.status_code for answer in answers} == {200, 503}
        for answer in answers:
            if answer.status_code == 503:
                assert int(answer.headers["Retry-After"]) > 0
                assert "try again in a few seconds" in answer.text and '<a href="">' in answer.text
        assert client.get("/int/en/").status_code == 200


def test_distances_are_those_of_geographiclib(tmp_path: Path):
    """Pairs of all kinds: near and far, at the poles, across the antimeridian."""
    latitudes, longitudes = (-90, -89.9, -45, -0.5, 0, 30, 51, 89.5, 90), (-180, -179.9, -60, 0, 0.4, 90, 179.9, 180)
    points = [(latitude, longitude) for latitude in latitudes for longitude in longitudes]
    pairs = [(*a, *b) for a in points for b in points]
    file = tmp_path / "pairs.txt"
    file.write_text("".join(" ".join(map(str, pair)) + "\n" for pair in pairs))
    told = [float(line) for line in hoofbeat("measure", "distances", file).output.splitlines()]
    for pair, ours in zip(pairs, told, strict=True):
        theirs = Geodesic.WGS84.Inverse(*pair)["s12"] / 1000
        assert abs(ours - theirs) <= 0.005 * theirs + 1e-6, pair


FROM = [("Reykjavik", 64.15, -21.94), ("Auckland", -36.85, 174.76), ("Leuven", 50.88, 4.70), ("Suva, Fiji", -18.14, 178.44)]


@pytest.mark.parametrize("name, latitude, longitude", FROM)
def test_the_nearest_come_first_on_both_sides_of_the_date_line(server: Server, name, latitude, longitude):
    told = yaml.safe_load((NETS / "clinics.yaml").read_text())["clinics"]

    def kilometres(key: str) -> float:
        places = [told[key], *told[key].get("also-in", [])]
        return min(
            Geodesic.WGS84.Inverse(latitude, longitude, place["lat"], place["lon"])["s12"] / 1000
            for place in places if "lat" in place
        )

    page = server.get(f"{CLINICS}?near={quote(name)}").text
    order = re.findall(r'<h2><a href="/int/en/clinics/([^"]+)"', page)
    assert sorted(order) == sorted(told)
    distances = [kilometres(key) for key in order]
    # The town's middle is that of the gazetteer, a few kilometres from ours.
    assert all(first <= second + 15 for first, second in zip(distances, distances[1:]))


# Tables


@pytest.fixture
def nets(tmp_path: Path) -> Path:
    return shutil.copytree(NETS, tmp_path / "nets")


def table(nets: Path, directory: str = "clinics") -> list[dict]:
    out = hoofbeat("directory", "export", directory, "--edition", nets).output
    return list(csv.DictReader(io.StringIO(out)))


def write(rows: list[dict], path: Path) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("directory", ["clinics", "groups"])
def test_a_table_that_comes_back_as_it_went_changes_nothing(nets: Path, tmp_path: Path, directory: str):
    before = (nets / f"{directory}.yaml").read_bytes()
    file = write(table(nets, directory), tmp_path / "table.csv")
    same = hoofbeat("directory", "diff", directory, file, "--edition", nets).output
    assert same == "Nothing would change.\n"
    hoofbeat("directory", "import", directory, file, "--edition", nets)
    assert (nets / f"{directory}.yaml").read_bytes() == before


def test_what_changed_in_a_table_changes_in_the_file_and_nothing_else(nets: Path, tmp_path: Path):
    rows = table(nets)
    leuven = next(row for row in rows if row["id"] == "leuven-uz")
    leuven["url"], leuven["note"] = "https://www.example.org/nets", 'Ring first: "NET", then wait, please.'
    rows.append(leuven | {"id": "testtown", "name": "Test: hospital", "city": "Testtown", "lat": "-37.5", "lon": "144.9", "note": ""})
    file = write(rows, tmp_path / "table.csv")
    before = (nets / "clinics.yaml").read_text().splitlines()
    told = hoofbeat("directory", "diff", "clinics", file, "--edition", nets, code=1).output
    assert "testtown: a new entry" in told and "leuven-uz: note" in told
    assert (nets / "clinics.yaml").read_text().splitlines() == before
    hoofbeat("directory", "import", "clinics", file, "--edition", nets)
    after = (nets / "clinics.yaml").read_text().splitlines()
    assert [line for line in before if line.lstrip().startswith("#")] == [
        line for line in after if line.lstrip().startswith("#")]
    assert len([line for line in before if line not in after]) <= 2
    assert hoofbeat("check", nets, "--strict", "--today", "2026-12-01").code == 0
    again = {row["id"]: row for row in table(nets)}
    assert again["leuven-uz"]["note"] == 'Ring first: "NET", then wait, please.'
    assert again["testtown"]["name"] == "Test: hospital"


WRONG = [
    ("lat", "91", "column lat"), ("country", "Belgium", "column country"), ("name", "", "column name"),
    ("url", "javascript:alert(1)", "column url"), ("confirmed", "yesterday", "column confirmed"),
    ("offers", "prrt", "column offers"), ("note", "two\nlines", "column note"),
    ("confirmed", "2126-01-01", "has not come yet"),
]  # fmt: skip


@pytest.mark.parametrize("column, cell, reason", WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_written(nets: Path, tmp_path: Path, column, cell, reason):
    rows = table(nets)
    rows[3][column] = cell
    before = (nets / "clinics.yaml").read_bytes()
    ended = hoofbeat(
        "directory", "import", "clinics", write(rows, tmp_path / "t.csv"), "--edition", nets, code=1)
    assert reason in ended.errors and rows[3]["id"] in ended.errors
    assert (nets / "clinics.yaml").read_bytes() == before


@pytest.mark.parametrize("column, cell", [("source", "nosuch"), ("offers", "teleport @ enets-guidance"), ("lon", "")])
def test_what_the_edition_would_have_as_an_error_is_not_written(nets: Path, tmp_path: Path, column, cell):
    rows = table(nets)
    rows[3][column] = cell
    before = (nets / "clinics.yaml").read_bytes()
    ended = hoofbeat(
        "directory", "import", "clinics", write(rows, tmp_path / "t.csv"), "--edition", nets, code=1)
    assert "nothing was written" in ended.errors and "HB" in ended.errors
    assert (nets / "clinics.yaml").read_bytes() == before


def test_the_table_of_the_other_directory_is_not_taken_in(nets: Path, tmp_path: Path):
    file = write(table(nets), tmp_path / "t.csv")
    before = (nets / "groups.yaml").read_bytes()
    assert "nothing was written" in hoofbeat("directory", "import", "groups", file, "--edition", nets, code=1).errors
    assert (nets / "groups.yaml").read_bytes() == before


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_spreadsheets_of_other_countries_write_is_read(nets: Path, tmp_path: Path, delimiter: str):
    rows = table(nets)
    file = tmp_path / "t.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, delimiter=delimiter)
        names = list(rows[0])
        # Excel adds columns and rows without a word.
        writer.writerow([*map(str.upper, names), "", ""])
        writer.writerows([*(row[name] for name in names), "", ""] for row in rows)
        writer.writerow([""] * (len(names) + 2))
    assert hoofbeat("directory", "diff", "clinics", file, "--edition", nets).output == "Nothing would change.\n"


def test_a_file_that_is_not_there_or_not_in_utf8_is_told_apart(nets: Path, tmp_path: Path):
    file = tmp_path / "t.csv"
    assert "there is no file" in hoofbeat("directory", "diff", "clinics", file, "--edition", nets, code=1).errors
    file.write_bytes("id,name\na,Köln".encode("latin-1"))
    assert "CSV UTF-8" in hoofbeat("directory", "diff", "clinics", file, "--edition", nets, code=1).errors


@pytest.mark.parametrize("text", ['id,name\n"a,b', "id,name\na", "name\nx", "id,id\na,b", "id,colour\na,b", 'id,name\na,b"c'])
def test_a_table_that_is_none_is_refused(nets: Path, tmp_path: Path, text: str):
    file = tmp_path / "t.csv"
    file.write_text(text)
    hoofbeat("directory", "import", "clinics", file, "--edition", nets, code=1)


def test_formulas_are_disarmed_for_a_spreadsheet(nets: Path, tmp_path: Path):
    rows = table(nets)
    rows[0]["note"] = "=cmd()"
    hoofbeat("directory", "import", "clinics", write(rows, tmp_path / "t.csv"), "--edition", nets)
    assert table(nets)[0]["note"] == "'=cmd()"
    file = write(table(nets), tmp_path / "u.csv")
    assert hoofbeat("directory", "diff", "clinics", file, "--edition", nets).output == "Nothing would change.\n"


def test_a_doubtful_place_and_a_twin_under_another_name_are_told(nets: Path, tmp_path: Path):
    rows = table(nets)
    leuven = next(row for row in rows if row["city"] == "Leuven")
    melbourne = next(row for row in rows if row["city"] == "Melbourne" and row["lat"])
    ghent = leuven | {"id": "moved", "name": "Elsewhere", "url": "", "city": "Ghent"}
    twin = leuven | {"id": "twin", "name": "University Hospital Leuven", "url": ""}
    north = melbourne | {"id": "north", "name": "Quite Another", "url": "", "city": "Perth"}
    north["lat"] = north["lat"].removeprefix("-")
    file = write([*rows, ghent, twin, north], tmp_path / "t.csv")
    hoofbeat("directory", "import", "clinics", file, "--edition", nets)
    told = hoofbeat("directory", "check", "clinics", "--edition", nets, code=1).output.splitlines()
    assert any("HB524" in line and "“moved”" in line for line in told)
    assert any("HB524" in line and "“north” is far away" in line for line in told)
    assert any("HB522" in line and "“twin”" in line for line in told)


def test_what_to_look_into(nets: Path, tmp_path: Path):
    rows = table(nets)
    rows[0]["confirmed"] = "2020-01-01"
    twin = rows[1] | {"id": "twin", "lat": "", "lon": ""}
    hoofbeat("directory", "import", "clinics", write([*rows, twin], tmp_path / "t.csv"), "--edition", nets)
    told = hoofbeat("directory", "check", "clinics", "--edition", nets, code=1).output
    assert "HB521" in told and "“twin”" in told
    assert "HB522" in told and "HB523" in told and "since 2020-01-01" in told

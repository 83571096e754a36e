"""Two sites, one Chromium, and windows of every size."""

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab

from crawl import Page, crawl
from countries import country_file
from editions import NETS, copy_of_nets
from harness import BEA, Journal, Server, eventually, instant, running
from kinds import (
    APPROVED, BRITISH_HOME, CODE, DESK, ERASED, FAULTY, HOME, KINDS, LAPSED, MUCH_LATER, REASON, WITHDRAWN, Kind,
    View,
)  # fmt: skip

PICTURES = "test_pictures.py"

# What the shipped edition says of its British market, and with the strongest rule.
STATED = "in: [GB, GG, JE, IM]\n    rule: stated"
ENFORCED = "in: [GB, GG, JE, IM]\n    rule: enforced"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pictures are taken when they are asked for, and then nothing else is done."""
    if collection_path.suffix != ".py" or collection_path.parent != Path(__file__).parent:
        return None
    is_of_pictures = collection_path.name == PICTURES
    return True if is_of_pictures != bool(config.getoption("--shots")) else None


# Sites


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory):
    """The shipped edition, as a first start on an empty database shows it."""
    folder = tmp_path_factory.mktemp("shipped")
    words = "serve", "--edition", NETS, "--database", folder / "nets.sqlite"
    with running(Server(folder / "server.log", *words)) as server:
        # The first search makes the index, for which a debug build takes longer than a browser waits.
        assert server.get(f"{HOME}search?q=prrt").status_code == 200
        yield server


@pytest.fixture(scope="session")
def changed(shipped: Server, tmp_path_factory: pytest.TempPathFactory):
    """The same, after one treatment was approved, one withdrawn, and one's approval has ended."""
    folder = tmp_path_factory.mktemp("changed")
    journal = Journal(folder / "nets.sqlite")
    journal.revise(NETS)
    journal.approve(APPROVED, number=CODE)
    journal.withdraw(WITHDRAWN, reason=REASON)
    journal.do("erase", journal.article(ERASED), "--reason", REASON, "--by", BEA)
    journal.approve(LAPSED, expires=instant(time.time() + 3), number=CODE)
    log = folder / "server.log"
    with running(Server(log, "serve", "--database", journal.path)) as server:
        lapsed = f"/int/en/{LAPSED}"
        eventually("the approval ends", lambda: server.get(lapsed).status_code == 404)
        yield server


@pytest.fixture(scope="session")
def much_later(shipped: Server, tmp_path_factory: pytest.TempPathFactory):
    """The shipped edition on a day on which its reviews are overdue."""
    folder = tmp_path_factory.mktemp("later")
    words = "--edition", NETS, "--database", folder / "nets.sqlite", "--now", MUCH_LATER
    with running(Server(folder / "server.log", "serve", *words)) as server:
        yield server


@pytest.fixture(scope="session")
def enforced(tmp_path_factory: pytest.TempPathFactory):
    """The shipped edition with one market kept to its countries, seen from another one."""
    folder = tmp_path_factory.mktemp("markets")
    edition = copy_of_nets(folder, (STATED, ENFORCED))
    countries = country_file(folder, {"127.0.0.0/8": "FR"})
    words = "--edition", edition, "--database", folder / "nets.sqlite"
    with running(
        Server(folder / "server.log", "serve", *words, "--country-file", countries)
    ) as server:
        yield server


@pytest.fixture(scope="session")
def blind(tmp_path_factory: pytest.TempPathFactory):
    """A server whose journal has been taken away."""
    folder = tmp_path_factory.mktemp("blind")
    database = folder / "nets.sqlite"
    words = "--edition", NETS, "--database", database, "--blind-for", "1"
    with running(Server(folder / "server.log", "serve", *words)) as server:
        database.rename(folder / "away.sqlite")
        eventually("it is blind", lambda: server.get(HOME).status_code == 503)
        yield server


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory):
    """What a writer sees who has made a slip."""
    folder = tmp_path_factory.mktemp("preview")
    edition = copy_of_nets(folder)
    page = edition / f"en/pages/{FAULTY}.md"
    page.write_text(f"{page.read_text()}\nSee [@nobody-2020].\n")
    with running(Server(folder / "server.log", "preview", edition)) as server:
        yield server


@pytest.fixture(params=KINDS, ids=str)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest):
    """Where a kind of page is."""

    def address(kind: Kind) -> str:
        return request.getfixturevalue(kind.site).origin + kind.path

    return address


@pytest.fixture(scope="session")
def pages_of_int(shipped: Server) -> dict[str, Page]:
    """Every page of the shipped edition's first market, by its path."""
    return crawl(shipped.client, HOME)


@pytest.fixture(scope="session")
def british(shipped: Server) -> dict[str, Page]:
    """The same of its second."""
    return crawl(shipped.client, BRITISH_HOME)


# The browser


@pytest.fixture(scope="session")
def browser():
    executable = shutil.which("chromium")
    assert executable, "chromium is not installed; scripts/install --tests does that"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser):
    """One context for each view: making one takes longer than opening a page in it."""
    made: dict[View, BrowserContext] = {}

    def context(view: View) -> BrowserContext:
        if view not in made:
            made[view] = browser.new_context(
                viewport={"width": view.width, "height": view.height},
                device_scale_factor=view.scale,
                color_scheme=view.scheme,
                java_script_enabled=view.scripts,
                reduced_motion="reduce",
            )
            made[view].set_default_timeout(20_000)
            made[view].add_init_script(path=Path(__file__).with_name("watch.js"))
        return made[view]

    return context


@pytest.fixture
def look(contexts):
    """Opens an address in a window: `look(address, PHONE)`."""
    tabs: list[Tab] = []

    def look(address: str, view: View = DESK) -> Tab:
        tab = contexts(view).new_page()
        tabs.append(tab)
        tab.goto(address)
        return tab

    yield look
    for tab in tabs:
        tab.close()

"""Every page of a site, found as a reader finds it: by following links from the home page."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import httpx

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Page:
    path: str
    answer: httpx.Response
    # Paths with their fragments, as they stand in the page: within its market, and out of it.
    links: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return self.path

    @property
    def is_html(self) -> bool:
        return "html" in self.answer.headers.get("content-type", "")

    @cached_property
    def _parsed(self):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        return parser.parse(self.answer.text), parser.errors

    @property
    def tree(self):
        return self._parsed[0]

    @property
    def faults(self) -> list[str]:
        """What the parser of the HTML standard says is wrong."""
        return [f"line {line}, {column}: {code}" for (line, column), code, _ in self._parsed[1]]

    def all(self, *names: str) -> list:
        return [element for element in self.tree.iter() if element.tag in names]

    def classed(self, name: str) -> list:
        return [e for e in self.tree.iter() if name in (e.get("class") or "").split()]

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.tree.iter() if element.get("id")]

    @property
    def text(self) -> str:
        return words(self.tree)


def words(element, without: str | None = None) -> str:
    """What an element says, on one line; without the parts of a class."""

    def said(part) -> str:
        is_left_out = without is not None and without in (part.get("class") or "").split()
        inside = "" if is_left_out else (part.text or "") + "".join(map(said, part))
        return inside + (part.tail or "")

    return " ".join(((element.text or "") + "".join(map(said, element))).split())


def crawl(client: httpx.Client, start: str) -> dict[str, Page]:
    """Every page below the start that can be reached from it, by its path."""
    pages: dict[str, Page] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        page = pages[path] = Page(path, client.get(path))
        if not page.is_html:
            continue
        for link in page.all("a", "area"):
            target = urljoin(path, link.get("href") or "")
            if urlsplit(target).netloc or not target.startswith("/"):
                continue
            is_inside = target.startswith(start)
            (page.links if is_inside else page.out).append(target)
            if is_inside:
                waiting.append(urldefrag(target).url)
    return pages

"""Figures of a running server: speed, start, memory, and the weight of a page."""

import re

from measuring import PAGE, Figure, Settings, mega
from programs import Answer, fetch, median, nginx_server, wrk


def requests(settings: Settings) -> list[Figure]:
    """A treatment page, brotli: Hoofbeat and nginx in turns, in one run on the same cores."""
    with settings.server(settings.warm_database()) as ours:
        ours.wait_until_compressed(PAGE)
        page = fetch(ours.port, PAGE, "br")
        with nginx_server(PAGE, page, settings.work / "nginx") as theirs:
            theirs.wait_for(PAGE)
            require_same(page, fetch(theirs.port, PAGE, "br"))
            ratios, loads = [], []
            for number in range(settings.rounds):
                first, second = (wrk(s.port, PAGE, settings.seconds) for s in (ours, theirs))
                ratios.append(first.per_second / second.per_second)
                loads.append((first.per_second, second.per_second))
                settings.note(
                    f"Requests, round {number + 1}: Hoofbeat {first.per_second:,.0f}, nginx "
                    f"{second.per_second:,.0f} a second; ratio {ratios[-1]:.2f}."
                )
    ours_median, theirs_median = (median(load[side] for load in loads) for side in (0, 1))
    return [
        Figure(
            f"Requests of a treatment page ({len(page.body):,} bytes of brotli, 64 connections), "
            "as a share of nginx's",
            f"{median(ratios):.2f} ({ours_median:,.0f} against {theirs_median:,.0f} a second)",
            "at least 0.80", median(ratios) >= 0.8,
        )
    ]


def require_same(ours: Answer, theirs: Answer) -> None:
    """A comparison of different answers would be worth nothing."""
    def told(answer: Answer) -> dict[str, str]:
        left_out = {"date", "server", "connection"}
        return {k: v for k, v in answer.headers.items() if k not in left_out}

    if ours.body != theirs.body or told(ours) != told(theirs):
        raise RuntimeError(f"not the same answers:\n{told(ours)}\n{told(theirs)}")
    if ours.headers.get("content-encoding") != "br":
        raise RuntimeError("the page did not come in brotli")


def start_and_memory(settings: Settings) -> list[Figure]:
    """From the start of the process to a page, with a filled database; memory under load."""
    database = settings.warm_database()
    starts = []
    for _ in range(5):
        with settings.server(database) as server:
            starts.append(server.wait_for(PAGE) * 1000)
    settings.note("Starts: " + ", ".join(f"{start:.0f}" for start in starts) + " ms.")
    with settings.server(database) as server:
        server.wait_until_compressed(PAGE)
        at_start = server.memory()["VmRSS"]
        pages = settings.work / "pages.txt"
        pages.write_text("\n".join(linked_pages(server.port)) + "\n")
        answered = 0
        while answered < 100_000:
            answered += wrk(server.port, PAGE, 2, pages).requests
        memory = server.memory()
    settings.note(
        f"Memory: {mega(at_start)} after the start, {mega(memory['VmRSS'])} after {answered:,} "
        f"requests over all pages and encodings, {mega(memory['VmHWM'])} at most."
    )
    return [
        Figure(
            "Start to first page, warm database", f"{median(starts):.0f} ms", "at most 300 ms",
            median(starts) <= 300,
        ),
        Figure(
            "Resident memory after 100,000 requests", mega(memory["VmRSS"]), "at most 96 MB",
            memory["VmRSS"] <= 96e6,
        ),
    ]


def linked_pages(port: int) -> list[str]:
    """The home page and every page it leads to, one step and two steps away."""
    found, asked = {"/int/en/"}, set()
    for _ in range(2):
        for path in sorted(found - asked):
            asked.add(path)
            html = fetch(port, path).body.decode()
            found |= set(re.findall(r'href="(/int/en/[a-z0-9/-]*)[#"]', html))
    return sorted(path for path in found if fetch(port, path).status == 200)


def weight(settings: Settings) -> list[Figure]:
    """Each treatment page with everything a browser fetches for it, headers and all."""
    weights, strangers = {}, set()
    with settings.server(settings.warm_database()) as server:
        server.wait_until_compressed(PAGE)
        for path in linked_pages(server.port):
            if re.fullmatch(r"/int/en/treatments/[a-z-]+", path):
                parts, elsewhere = needed(server.port, path)
                strangers |= elsewhere
                weights[path] = sum(fetch(server.port, part, "br").wire for part in [path, *parts])
    heaviest = max(weights, key=weights.get)
    for path, wire in sorted(weights.items(), key=lambda pair: -pair[1]):
        settings.note(f"{path}: {wire:,} bytes.")
    return [
        Figure(
            f"Weight of the heaviest of {len(weights)} treatment pages ({heaviest}) with "
            "everything it needs", f"{weights[heaviest] / 1000:.1f} kB", "at most 60 kB",
            weights[heaviest] <= 60_000,
        ),
        Figure(
            "Requests to anyone else", ", ".join(sorted(strangers)) or "none", "none",
            not strangers,
        ),
    ]


def needed(port: int, path: str) -> tuple[list[str], set[str]]:
    """What a browser fetches by itself for a page: style sheets and what they name, pictures,
    scripts, icons. And whatever of it lies on another server."""
    html = fetch(port, path).body.decode()
    found = re.findall(r'<(?:img|script|source|iframe|video|audio)\b[^>]*?\bsrc="([^"]+)"', html)
    for tag in re.findall(r"<link\b[^>]*>", html):
        rel = re.search(r'\brel="([^"]+)"', tag)
        href = re.search(r'\bhref="([^"]+)"', tag)
        if rel and href and set(rel[1].split()) & {"stylesheet", "icon", "preload", "manifest"}:
            found.append(href[1])
    # Browsers ask for it unless the page names an icon of its own.
    if 'rel="icon"' not in html and fetch(port, "/favicon.ico").status == 200:
        found.append("/favicon.ico")
    for sheet in [one for one in found if one.startswith("/") and one.endswith(".css")]:
        css = fetch(port, sheet).body.decode()
        found += re.findall(r'url\(["\']?([^"\')]+)', css) + re.findall(r'@import "([^"]+)"', css)
    found = [one for one in dict.fromkeys(found) if not one.startswith("data:")]
    ours = [one for one in found if one.startswith("/") and not one.startswith("//")]
    return ours, set(found) - set(ours)

"""The kinds of page that a reader can meet, and the ways of looking at them."""

from dataclasses import dataclass

TREATMENTS = (
    "watch-and-wait surgery somatostatin-analogues targeted-therapy prrt chemotherapy interferon"
    " radiotherapy liver-directed symptom-control in-development"
).split()

HOME = "/int/en/"
COMPARISON = "/int/en/treatments"

# What the tests do to the second site (conftest.py), so that it has pages of every kind.
WITHDRAWN = "treatments/interferon"
LAPSED = "treatments/chemotherapy"
APPROVED = "treatments/surgery"
REASON = "A figure on it was wrong."
CODE = "TEST-INT-0001"


@dataclass(frozen=True)
class Kind:
    name: str
    path: str
    status: int = 200
    # On the site as it ships, or on the one where something has been withdrawn.
    is_changed: bool = False

    def __str__(self) -> str:
        return self.name


KINDS = [
    Kind("home", HOME),
    Kind("index", "/int/en/about"),
    Kind("article", "/int/en/about/grade-and-stage"),
    Kind("treatment", "/int/en/treatments/prrt"),
    Kind("investigational", "/int/en/treatments/in-development"),
    Kind("comparison", COMPARISON),
    Kind("side by side", "/int/en/compare?option=prrt&option=surgery"),
    Kind("refused choice", "/int/en/compare?option=prrt"),
    Kind("glossary", "/int/en/glossary"),
    Kind("term", "/int/en/glossary/ki-67"),
    Kind("evidence", "/int/en/evidence"),
    Kind("study", "/int/en/evidence/netter-1"),
    Kind("trust", "/int/en/trust"),
    Kind("unknown", "/int/en/treatments/prtt", 404),
    Kind("lapsed", f"/int/en/{LAPSED}", 404, is_changed=True),
    Kind("withdrawn", f"/int/en/{WITHDRAWN}", 410, is_changed=True),
    Kind("approved", f"/int/en/{APPROVED}", is_changed=True),
    Kind("being reviewed", COMPARISON, is_changed=True),
]

BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True)
class View:
    """A window, in CSS pixels."""

    width: int
    scheme: str = "light"
    height: int = 900
    # What 400 % zoom does: a quarter of the window's pixels, each four times as large.
    scale: int = 1
    scripts: bool = True

    def __str__(self) -> str:
        zoom = f" at {self.scale}00 %" if self.scale > 1 else ""
        return f"{self.width} {self.scheme}{zoom}"


PHONE = View(320, height=640)
DESK = View(1280)
ZOOMED = View(320, height=256, scale=4)
FOUR_VIEWS = [View(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]

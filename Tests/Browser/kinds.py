"""The kinds of page that a reader can meet, and the ways of looking at them."""

from dataclasses import dataclass

TREATMENTS = (
    "watch-and-wait surgery somatostatin-analogues targeted-therapy prrt chemotherapy interferon"
    " radiotherapy liver-directed symptom-control in-development"
).split()

HOME = "/int/en/"
BRITISH_HOME = "/gb/en/"
COMPARISON = "/int/en/treatments"

# What the tests do to the second site (conftest.py), so that it has pages of every kind.
WITHDRAWN = "treatments/interferon"
LAPSED = "treatments/chemotherapy"
APPROVED = "treatments/surgery"
ERASED = "what-people-say"
REASON = "A figure on it was wrong."
CODE = "TEST-INT-0001"
# A day on which every review of the shipped edition is overdue.
MUCH_LATER = "2029-03-01T09:00:00Z"
# The page on which a preview has something to mend.
FAULTY = "about/grade-and-stage"


@dataclass(frozen=True)
class Kind:
    name: str
    path: str
    status: int = 200
    # The fixture of the site that has it.
    site: str = "shipped"

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
    Kind("questions", "/int/en/questions"),
    Kind("question", "/int/en/questions/prrt-day"),
    Kind("asking", "/int/en/questions/ask"),
    Kind("asked", "/int/en/questions/asked"),
    Kind("taken-back", "/int/en/questions/taken-back"),
    Kind("searching", "/int/en/search"),
    Kind("found", "/int/en/search?q=the+runs+after+surgery"),
    Kind("found of one kind", "/int/en/search?q=diarea&kind=term"),
    Kind("nothing found", "/int/en/search?q=xqzwvk"),
    Kind("nearby", "/int/en/clinics?near=Leuven&offers=prrt"),
    Kind("which place", "/int/en/clinics?near=Newcastle"),
    Kind("no place", "/int/en/groups?near=xqzwvk&radius=100"),
    Kind("directory", "/int/en/clinics"),
    Kind("hospital", "/int/en/clinics/leuven-uz"),
    Kind("glossary", "/int/en/glossary"),
    Kind("term", "/int/en/glossary/ki-67"),
    Kind("evidence", "/int/en/evidence"),
    Kind("study", "/int/en/evidence/netter-1"),
    Kind("trust", "/int/en/trust"),
    Kind("unknown", "/int/en/treatments/prtt", 404),
    Kind("lapsed", f"/int/en/{LAPSED}", 404, site="changed"),
    Kind("withdrawn", f"/int/en/{WITHDRAWN}", 410, site="changed"),
    Kind("approved", f"/int/en/{APPROVED}", site="changed"),
    Kind("being reviewed", COMPARISON, site="changed"),
    Kind("erased", f"/int/en/{ERASED}", 410, site="changed"),
    Kind("overdue", "/int/en/treatments/prrt", site="much_later"),
    Kind("choice", "/"),
    Kind("the other market", "/gb/en/treatments/prrt"),
    Kind("outside", "/gb/en/treatments/prrt", 451, site="enforced"),
    Kind("blind", "/int/en/treatments/prrt", 503, site="blind"),
    Kind("preview", f"/int/en/{FAULTY}", site="preview"),
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

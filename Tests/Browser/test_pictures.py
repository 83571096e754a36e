"""Pictures of each kind of page, for a person to look at: pytest Tests/Browser --shots DIR."""

from pathlib import Path

import pytest

from kinds import View

VIEWS = [View(width, scheme) for width in (320, 768, 1280) for scheme in ("light", "dark")]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_picture_is_taken(kind, view, address, look, request):
    folder = Path(request.config.getoption("--shots"))
    folder.mkdir(parents=True, exist_ok=True)
    name = kind.name.replace(" ", "-")
    look(address(kind), view).screenshot(
        path=folder / f"{name}-{view.width}-{view.scheme}.png", full_page=True
    )

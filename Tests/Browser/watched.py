"""What went on in a tab."""

from playwright.sync_api import Page as Tab


class Watched:
    """A tab, and what went on in it that a reader would not want."""

    def __init__(self, tab: Tab):
        self.tab = tab
        self.complaints: list[str] = []
        self.requests: list[str] = []
        tab.on("console", self._hear)
        tab.on("pageerror", lambda error: self.complaints.append(f"an error: {error}"))
        tab.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, message) -> None:
        # That the page itself is a 404 or a 410 is what these pages are for.
        is_answer = message.text.startswith("Failed to load resource")
        if is_answer and message.location.get("url") == self.tab.url:
            return
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} {message.location}")

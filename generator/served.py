"""What is served: the folder, the page looked at last, and the last complaint."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Condition

__all__ = ["Served"]

WAIT_SECONDS = 25


class Served:
    """What is served now: the folder, the page looked at last, and the last complaint."""

    def __init__(self, folder: Path) -> None:
        """Serve `folder`."""
        self.folder = folder
        self.viewed = "/"
        self._complaint = ""
        self._changed = Condition()

    def say_changed(self, complaint: str = "") -> None:
        """Wake every page that waits."""
        with self._changed:
            self._complaint = complaint
            self._changed.notify_all()

    def state(self, path: str) -> dict[str, str]:
        """What a page compares: a digest of its HTML and of the style sheets, and the complaint."""
        page = self.folder / path.strip("/") / "index.html"
        digest = hashlib.sha256(page.read_bytes() if page.is_file() else b"")
        for sheet in sorted((self.folder / "assets" / "stylesheets").glob("*.css")):
            digest.update(sheet.read_bytes())
        return {"digest": digest.hexdigest(), "complaint": self._complaint}

    def wait(self, path: str, seen: dict[str, str]) -> dict[str, str]:
        """The page's state, as soon as it differs from what was seen, or after a while."""
        self.viewed = path
        with self._changed:
            self._changed.wait_for(lambda: self.state(path) != seen, timeout=WAIT_SECONDS)
            return self.state(path)

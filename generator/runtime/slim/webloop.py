"""In place of pyodide/webloop.py: no event loop, since no coroutine is ever awaited."""

from __future__ import annotations

# Unused: a snapshot of Pyodide expects this object of JavaScript to have been imported here.
from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]

__all__ = ["_initialize_event_loop", "scheduleCallback"]


def _initialize_event_loop() -> None:
    """Set none."""

"""In place of pyodide/webloop.py: no event loop, since no coroutine is ever awaited."""

from __future__ import annotations


def _initialize_event_loop() -> None:
    """Set none."""

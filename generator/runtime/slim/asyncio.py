"""In place of asyncio/__init__.py: Pyodide takes one name from it when it starts."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["get_event_loop"]


def get_event_loop() -> NoReturn:
    """There is none.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("no coroutine is ever awaited in the calculator")

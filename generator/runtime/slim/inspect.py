"""In place of inspect.py: the one question that Pyodide's core has for it."""

from __future__ import annotations

__all__ = ["iscoroutinefunction"]


def iscoroutinefunction(_function: object) -> bool:
    """No: no coroutine is ever awaited in the calculator."""
    return False

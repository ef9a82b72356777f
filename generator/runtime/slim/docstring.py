"""In place of _pyodide/docstring.py: methods of Pyodide's core get no documentation.

The original makes it up for each of them whenever Pyodide starts, with `inspect`.
"""

from __future__ import annotations

__all__ = ["get_cmeth_docstring"]


def get_cmeth_docstring(_func: object) -> str:
    """None."""
    return ""

"""In place of pyodide/code.py: the one function of it that Pyodide uses to start."""

from __future__ import annotations

from _pyodide._base import eval_code  # type: ignore[import-not-found]

__all__ = ["eval_code"]

"""Cells that no spreadsheet takes for something else."""

from __future__ import annotations

import re

__all__ = ["BOM", "FORMULAS", "safe_cell"]

BOM = "\ufeff"
"""Spreadsheets take a file with this mark before it for UTF-8."""

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet computes a cell that begins so, the wide forms included."""

_CONTROLS = dict.fromkeys((*range(32), 127), " ")
_RISKY = re.compile(rf'^[{"".join(map(re.escape, FORMULAS))}]|[\x00-\x1f\x7f,;"]|^\s|\s$')
"""What a text may have in it that cannot stay as it is."""


def safe_cell(text: str) -> str:
    """A text as a cell of a CSV file that is never a formula, quoted where it must be."""
    if not _RISKY.search(text):
        return text
    plain = text.translate(_CONTROLS).strip()
    if plain.startswith(FORMULAS):
        plain = f"'{plain}"
    if any(mark in plain for mark in ',;"'):
        return '"' + plain.replace('"', '""') + '"'
    return plain

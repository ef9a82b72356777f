"""What must hold of points: nobody loses any."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.checking import areas, finding, scored, under
from generator.findings import Finding
from generator.load import Loaded
from generator.references import find

__all__ = ["negative"]


def negative(loaded: Loaded) -> Iterator[Finding]:
    """Points and caps are 0 or more: what is missing earns nothing, and takes nothing away."""
    for key, area in areas(loaded):
        for field in ("points", "cap"):
            for path, value in under(("areas", key), find(scored(area), field)):
                if "readings" not in path and Fraction(str(value)) < 0:
                    message = f"'{field}' is {value}, and there are no negative points"
                    hint = "write 0 or more; give what brings no deduction the points instead"
                    yield finding(loaded, path, "number", message, hint)

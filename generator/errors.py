"""What can go wrong while building, for the person at the command line."""

from __future__ import annotations

from calculator.errors import SaitenError

__all__ = ["BuildError"]


class BuildError(SaitenError):
    """Something keeps the site from being built: one clear message, and what to do."""

    def __init__(self, problem: str, hint: str = "") -> None:
        """Keep the problem and the hint."""
        super().__init__(f"{problem} ({hint})" if hint else problem)

"""Chance that falls the same way on every run."""

from __future__ import annotations

from random import Random

__all__ = ["Random", "seeded"]


def seeded(seed: int) -> Random:
    """A source of chance that starts at `seed`."""
    return Random(seed)  # noqa: S311 (nothing is kept secret with it)

"""The editions in `rules/`, each read and checked once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.load import load_index
from generator.verify import Verified, verify

__all__ = ["AREAS", "EDITIONS", "FIRST", "RULES", "SETTLED", "verified_edition"]

RULES = Path(__file__).parent.parent / "rules"
EDITIONS = load_index(RULES).editions
AREAS = [
    "infrastructure",
    "data-ai",
    "digital-app-innovation",
    "modern-work",
    "security",
    "business-applications",
]
"""The areas of the settled editions, by the keys that links and other people's files depend on."""
SETTLED = ("2022-03-16", "2023-10-23", "2026-07-01")
"""The editions of which tests say by name what they hold.

An edition that is published later is held to what every edition must be, and needs no test of its
own: what it says is for its rule files to say.
"""
FIRST = "2022-03-16"
"""The edition that most tests are about; its rules are printed and do not change."""


@cache
def verified_edition(key: str) -> Verified:
    """An edition with everything found in it."""
    return verify(RULES, key)

"""The editions in `rules/`, each read and checked once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.load import load_index
from generator.verify import Verified, verify

__all__ = ["AREAS", "EDITIONS", "FIRST", "RULES", "verified_edition"]

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
"""The areas of every edition, by the keys that links and other people's files depend on."""
FIRST = "2022-03-16"
"""The edition that most tests are about; its rules are printed and do not change."""


@cache
def verified_edition(key: str) -> Verified:
    """An edition with everything found in it."""
    return verify(RULES, key)

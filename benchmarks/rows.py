"""Rows scored in one go, the same file in CPython and in the browser's worker.

The rows are made before the clock runs. `score_rows` is the place for a batch scorer of the
calculator's own: until it has one, each row is read and scored like a form.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping

from calculator import read, score
from calculator.edition import Edition

__all__ = ["score_rows", "seconds"]

AREA = "infrastructure"
HIGHEST = {
    "customers-gained": 6,
    "customers-lost": 4,
    "administrators": 5,
    "intermediate-holders": 8,
    "solutions-architects": 5,
    "advanced-holders": 8,
    "acr-now": 40_000,
    "acr-year-ago": 30_000,
    "deployments": 9,
}


def rows(count: int) -> Iterator[Mapping[str, object]]:
    """Different answers, the same ones every time."""
    seed = 1
    for _ in range(count):
        row: dict[str, object] = {}
        for key, highest in HIGHEST.items():
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
            row[key] = str((seed >> 8) % (highest + 1))
        yield row


def score_rows(edition: Edition, given: list[Mapping[str, object]]) -> list[str]:
    """HOOK: what scores many rows; gives each one's status."""
    area = edition.area(AREA)
    return [score(edition, area, read(edition, area, row)).status for row in given]


def seconds(rules: str, count: int) -> float:
    """How long scoring takes, without reading the rules and making the rows."""
    edition = Edition.from_dict(json.loads(rules))
    given = list(rows(count))
    began = time.perf_counter()
    score_rows(edition, given)
    return time.perf_counter() - began

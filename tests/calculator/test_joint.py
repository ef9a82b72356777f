"""Metrics that share an open answer: what is promised together is what some completion gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from calculator import answers, scoring
from calculator.area import Area
from calculator.edition import Edition
from calculator.scoring import Score
from generator.verify import verify
from tests.chance import seeded

PROGRAMMES = Path(__file__).resolve().parents[1] / "programmes"
GRID: dict[str, list[object]] = {
    "schooling": ["academy", "college", "none"],
    "seasons": ["0", "3", "5", "7", "10"],
    "age": ["20", "29", "30", "39", "40"],
    "pay": ["0", "299", "300", "500", "700", "900"],
    "local-academy": [True, False],
    "speech": ["fluent", "fair", "none"],
    "prizes": ["0", "1", "2", "3"],
}
"""Values that stand in for all others: every turn of every rule, and one on each side of it."""


@pytest.fixture(scope="module")
def gardeners() -> Edition:
    edition = verify(PROGRAMMES / "gardeners", "1955-05-05").edition
    assert edition is not None
    return edition


def score(edition: Edition, area: Area, typed: dict[str, object]) -> Score:
    return scoring.score(edition, area, answers.read(edition, area, typed))


def qualifies(edition: Edition, area: Area, typed: dict[str, object]) -> tuple[Fraction, str]:
    scored = score(edition, area, typed)
    return scored.adopted.counting.points, scored.status


@pytest.mark.parametrize("seed", range(6))
def test_what_is_reachable_and_decided_is_what_completions_give(
    gardeners: Edition, seed: int
) -> None:
    chance = seeded(seed)
    area = gardeners.areas["gardener"]
    for _ in range(4):
        left_open = chance.sample(sorted(GRID), 3)
        given: dict[str, object] = {
            name: chance.choice(values) for name, values in GRID.items() if name not in left_open
        }
        if "local-academy" in left_open:
            left_open.remove("local-academy")  # Not answered, it means no.
        completions = [
            qualifies(gardeners, area, {**given, **dict(zip(left_open, chosen, strict=True))})
            for chosen in product(*(GRID[name] for name in left_open))
        ]
        scored = score(gardeners, area, given)
        assert scored.reachable == max(points for points, _ in completions)
        verdicts = {status for _, status in completions}
        assert scored.status == (verdicts.pop() if len(verdicts) == 1 else "incomplete")


def test_an_age_cannot_be_young_for_one_metric_and_old_for_another(gardeners: Edition) -> None:
    """Local schooling earns 5 and rules fair speech out, so the two bonuses never come together."""
    area = gardeners.areas["gardener"]
    given: dict[str, object] = {
        "schooling": "academy",
        "seasons": "0",
        "age": "50",
        "pay": "300",
        "speech": "fair",
        "prizes": "0",
    }
    with_flag_open = area._replace(
        inputs={
            **area.inputs,
            "local-academy": area.inputs["local-academy"]._replace(unanswered=None),
        }
    )
    scored = score(gardeners, with_flag_open, given)
    metrics = scored.adopted.counting.metrics
    assert metrics["speech-points"].points.high == 4
    assert metrics["local"].points.high == 5
    assert scored.reachable == 15 + 5
    assert scored.status == "not-qualified"

"""What of a score is told of one among many partners: the verdict, without reasons."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator.area import Track
from calculator.levels import Level, Outcome
from calculator.ranges import Range
from calculator.scoring import Score, State, Status

__all__ = ["Verdict", "verdict_of"]


class Verdict(NamedTuple):
    """What is told of a partner.

    Attributes:
        points: those of the metrics that are settled, on the track that counts.
        metrics: the points of each metric of that track, and its state.
        level: the highest level reached; `following` is the outcome of the one after it.
        level_depends: whether another reading surely leads to another level.
        missing: the unanswered inputs that can still change points, or decide a level.
    """

    status: Status
    track: Track
    points: Fraction
    metrics: Mapping[str, tuple[Range, State]]
    level: Level | None
    following: Outcome | None
    missing: tuple[str, ...]
    level_depends: bool = False


def verdict_of(score: Score) -> Verdict:
    """The verdict of a score."""
    counting = score.adopted.counting
    metrics = {name: (each.points, each.state) for name, each in counting.metrics.items()}
    return Verdict(
        score.status,
        counting.track,
        counting.points,
        metrics,
        counting.level,
        counting.next_outcome,
        score.missing,
        score.level_depends,
    )

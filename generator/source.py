"""What pages and exports are made of: an edition as data, as a model, and its scored examples."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.edition import Edition
from generator.load import Fields
from generator.trials import Trial

__all__ = ["Source"]


@dataclass(frozen=True, eq=False)
class Source:
    """An edition as data, as a model, and its worked examples as scored.

    Equal only to itself, so that what is made from it can be kept.
    """

    fields: Fields
    edition: Edition
    cases: tuple[Trial, ...]

"""What pages and exports are made of: an edition as data, as a model, and its scored examples."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.edition import Edition
from generator.load import Fields
from generator.trials import Trial

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """An edition as data, as a model, and its worked examples as scored."""

    fields: Fields
    edition: Edition
    cases: tuple[Trial, ...]

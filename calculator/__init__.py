"""Score a programme's answers under one edition of its rules, exactly and with reasons.

Standard library only. `Edition.from_dict` reads an edition, `read` the answers, `score` scores
them, `to_json` gives the result as plain data, and `Wording` puts it into words. What scoring does
not need is imported by its own name: `calculator.planning` finds the cheapest ways to a level.
"""

from calculator.answers import read
from calculator.edition import Edition
from calculator.errors import InvalidEdition, RefusedAnswers, SaitenError, UnknownName
from calculator.scoring import Score, score
from calculator.wire import for_page, to_json
from calculator.wording import Wording

__all__ = [
    "Edition",
    "InvalidEdition",
    "RefusedAnswers",
    "SaitenError",
    "Score",
    "UnknownName",
    "Wording",
    "for_page",
    "read",
    "score",
    "to_json",
]

"""Score a programme's answers under one edition of its rules, exactly and with reasons.

Standard library only. `Edition.from_dict` reads an edition, `read` the answers, `score` scores
them, `to_json` gives the result as plain data, and `Wording` puts it into words. `plan` finds the
cheapest ways to a level.
"""

from calculator.answers import read
from calculator.edition import Edition
from calculator.errors import InvalidEdition, RefusedAnswers, SaitenError, UnknownName
from calculator.plan_wire import plan_for_page
from calculator.planning import Plan, plan
from calculator.scoring import Score, score
from calculator.wire import for_page, to_json
from calculator.wishes import Wishes
from calculator.wording import Wording

__all__ = [
    "Edition",
    "InvalidEdition",
    "Plan",
    "RefusedAnswers",
    "SaitenError",
    "Score",
    "UnknownName",
    "Wishes",
    "Wording",
    "for_page",
    "plan",
    "plan_for_page",
    "read",
    "score",
    "to_json",
]

"""The page's way in: text in, text out, so that no object of one language lives on in the other.

The worker imports this module alone. Whatever it imports is fetched before the first score.
"""

from __future__ import annotations

import json

from calculator.edition import Edition
from calculator.wire import for_page

__all__ = ["load", "plan", "score"]

_editions: dict[str, Edition] = {}


def load(name: str, text: str) -> None:
    """Read an edition from the JSON of its fields, to be scored by that name.

    Raises:
        InvalidEdition: the fields are not those of an edition.
    """
    _editions[name] = Edition.from_dict(json.loads(text))


def score(text: str) -> str:
    """Score a request, the JSON of a mapping as `for_page` takes it with the edition's name."""
    request = json.loads(text)
    other = _editions.get(request.get("compare_with"))
    return json.dumps(for_page(_editions[request["edition"]], request, other), ensure_ascii=False)


def plan(text: str) -> str:
    """Plan for a request, the JSON of a mapping as `plan_for_page` takes it with the edition."""
    from calculator.plan_wire import plan_for_page  # noqa: PLC0415 (only those who plan wait for it)

    request = json.loads(text)
    return json.dumps(plan_for_page(_editions[request["edition"]], request), ensure_ascii=False)

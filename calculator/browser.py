"""The page's way in: text in, text out, so that no object of one language lives on in the other.

The worker imports this module alone. Whatever it imports is fetched before the first score.
"""

from __future__ import annotations

import json

from calculator.edition import Edition
from calculator.wire import for_page

__all__ = ["load", "score"]

_editions: dict[str, Edition] = {}
_texts: dict[str, str] = {}


def load(name: str, text: str) -> None:
    """Read an edition from the JSON of its fields, to be scored by that name.

    Raises:
        InvalidEdition: the fields are not those of an edition.
    """
    _editions[name] = Edition.from_dict(json.loads(text))
    _texts[name] = text


def score(text: str) -> str:
    """Score a request, the JSON of a mapping as `for_page` takes it with the edition's name.

    A request that names a finder is answered by `find`, one with a forecast by `forecast`.
    """
    request = json.loads(text)
    if "finder" in request:
        from calculator.finders import find  # noqa: PLC0415 (scoring does without it)

        fields = json.loads(_texts[request["edition"]])
        return json.dumps(find(fields, request), ensure_ascii=False)
    if "forecast" in request:
        from calculator.forecast import forecast  # noqa: PLC0415 (scoring does without it)

        looked = forecast(_editions[request["edition"]], request)
        return json.dumps(looked, ensure_ascii=False)
    other = _editions.get(request.get("compare_with"))
    return json.dumps(for_page(_editions[request["edition"]], request, other), ensure_ascii=False)

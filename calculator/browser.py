"""The page's way in: text in, text out, so that no object of one language lives on in the other.

The worker imports this module alone. Whatever it imports is fetched before the first score.
"""

from __future__ import annotations

import json
from typing import Protocol

from calculator.edition import Edition
from calculator.wire import for_page

__all__ = [
    "batch_close",
    "batch_open",
    "batch_step",
    "batch_template",
    "carry",
    "load",
    "plan",
    "score",
]

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

    A request that names a finder is answered by `find`, one with a forecast by `forecast`,
    one with verdicts of areas by `overview`.
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
    if "overview" in request:
        from calculator.overview import overview  # noqa: PLC0415 (no form waits for it)

        fields = json.loads(_texts[request["edition"]])
        return json.dumps(overview(fields, request), ensure_ascii=False)
    other = _editions.get(request.get("compare_with"))
    return json.dumps(for_page(_editions[request["edition"]], request, other), ensure_ascii=False)


class Buffer(Protocol):
    """Bytes of JavaScript."""

    def to_bytes(self) -> bytes:
        """The bytes as Python has them."""


def batch_template(text: str) -> str:
    """A file of partners to fill in; the request is the JSON of a `BatchRequest`."""
    from calculator import batch_page  # noqa: PLC0415 (nobody waits for it with the first score)

    request = json.loads(text)
    return _json(batch_page.template(_editions[request["edition"]], request))


def batch_open(text: str, data: Buffer) -> str:
    """Begin to score a file of partners."""
    from calculator import batch_page  # noqa: PLC0415 (as above)

    request = json.loads(text)
    return _json(batch_page.open_file(_editions[request["edition"]], request, data.to_bytes()))


def batch_step(text: str) -> str:
    """Score more rows of that file, as many as `rows` of the request says."""
    from calculator import batch_page  # noqa: PLC0415 (as above)

    return _json(batch_page.step(json.loads(text)["rows"]))


def batch_close(_text: str) -> str:
    """The summary of that file, which is then forgotten."""
    from calculator import batch_page  # noqa: PLC0415 (as above)

    return _json(batch_page.close())


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def carry(text: str) -> str:
    """Write or read a file of answers, as `files.for_page` does, with the edition's name."""
    # Nobody waits for this before the first score.
    from calculator import files  # noqa: PLC0415

    request = json.loads(text)
    return json.dumps(files.for_page(_editions[request["edition"]], request), ensure_ascii=False)


def plan(text: str) -> str:
    """Plan for a request, the JSON of a mapping as `plan_for_page` takes it with the edition."""
    from calculator.plan_wire import plan_for_page  # noqa: PLC0415 (only those who plan wait for it)

    request = json.loads(text)
    return json.dumps(plan_for_page(_editions[request["edition"]], request), ensure_ascii=False)

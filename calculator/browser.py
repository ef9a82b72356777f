"""The page's way in: text in, text out, so that no object of one language lives on in the other.

The worker imports this module alone. Whatever it imports is fetched before the first score; what
the functions import is added by `extend` after it.
"""

from __future__ import annotations

import json
import sys
from typing import Protocol

from calculator.edition import Edition
from calculator.wire import for_page

__all__ = [
    "batch_close",
    "batch_open",
    "batch_step",
    "batch_template",
    "carry",
    "extend",
    "find",
    "forecast",
    "load",
    "overview",
    "plan",
    "rehearse",
    "score",
]

_editions: dict[str, Edition] = {}
_texts: dict[str, str] = {}


def load(name: str, text: str) -> None:
    """Read an edition from the JSON of its fields, to be scored by that name.

    Raises:
        InvalidEdition: the fields are not those of an edition.
    """
    _editions[name] = Edition.from_checked(json.loads(text))
    _texts[name] = text


def score(text: str) -> str:
    """Score a request, the JSON of a mapping as `for_page` takes it with the edition's name."""
    request = json.loads(text)
    other = _editions.get(request.get("compare_with"))
    return _json(for_page(_editions[request["edition"]], request, other))


def rehearse(text: str) -> None:
    """Score made-up answers to what a request asks about: what ran before takes less time."""
    request = json.loads(text)
    edition = _editions[request["edition"]]
    answers = dict.fromkeys(edition.area(request["area"]).inputs, "1")
    _json(for_page(edition, request | {"answers": answers}))


def extend(path: str) -> None:
    """Let everything else be imported from a zip: modules of the library, and of its packages."""
    sys.path.append(path)
    for name, module in sys.modules.items():
        folders = getattr(module, "__path__", None)
        if isinstance(folders, list):
            folders.append(f"{path}/{name.replace('.', '/')}")


def find(text: str) -> str:
    """Answer a finder, as `finders.find` does, with the edition's name."""
    from calculator import finders  # noqa: PLC0415 (scoring does without it, and comes first)

    request = json.loads(text)
    return _json(finders.find(json.loads(_texts[request["edition"]]), request))


def forecast(text: str) -> str:
    """Look ahead, as `forecast.forecast` does, with the edition's name."""
    from calculator import forecast as looking  # noqa: PLC0415 (as above)

    request = json.loads(text)
    return _json(looking.forecast(_editions[request["edition"]], request))


def overview(text: str) -> str:
    """Sum up the verdicts of all areas, as `overview.overview` does, with the edition's name."""
    from calculator import overview as summing  # noqa: PLC0415 (as above)

    request = json.loads(text)
    return _json(summing.overview(json.loads(_texts[request["edition"]]), request))


class Buffer(Protocol):
    """Bytes of JavaScript."""

    def to_bytes(self) -> bytes:
        """The bytes as Python has them."""


def batch_template(text: str) -> str:
    """A file of partners to fill in; the request is the JSON of a `BatchRequest`."""
    from calculator import batch_page  # noqa: PLC0415 (as above)

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
    from calculator import files  # noqa: PLC0415 (as above)

    request = json.loads(text)
    return _json(files.for_page(_editions[request["edition"]], request))


def plan(text: str) -> str:
    """Plan for a request, the JSON of a mapping as `plan_for_page` takes it with the edition."""
    from calculator import plan_wire  # noqa: PLC0415 (as above)

    request = json.loads(text)
    return _json(plan_wire.plan_for_page(_editions[request["edition"]], request))

"""Many partners for the page: a file is opened, scored slice by slice, and summed up."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TypedDict

from calculator import batch, days
from calculator.batch import Batch
from calculator.edition import Edition

__all__ = ["BatchRequest", "close", "open_file", "step", "template"]


class BatchRequest(TypedDict, total=False):
    """What the page asks: the area, the language of the results, the day of scoring, and a track.

    Without a day it is the edition's own; without a track the rules say which one counts.
    """

    edition: str
    area: str
    language: str
    as_of: str | None
    track: str | None


_open: dict[str, Batch] = {}
"""The file that is being scored; there is one at a time."""


def template(edition: Edition, request: BatchRequest) -> dict[str, object]:
    """A file to fill in, with its name."""
    area = edition.area(request["area"])
    return {
        "name": f"partners-{edition.name}-{area.name}.csv",
        "text": batch.template(area, request["language"]),
    }


def open_file(edition: Edition, request: BatchRequest, data: bytes) -> dict[str, object]:
    """Begin with a file in the place of the one before, and read its headings."""
    day, track = request.get("as_of"), request.get("track") or None
    day = day if day and days.is_day(day) and day != edition.name else None
    area = edition.area(request["area"])
    opened = Batch(edition, area, io.BytesIO(data), request["language"], track=track, as_of=day)
    _open["file"] = opened
    asked = [each for each in (edition.name, area.name, track, day) if each]
    return {
        "name": f"results-{'-'.join(asked)}.csv",
        "text": opened.head,
        "fatal": opened.fatal,
        "problems": _problems(opened),
        # Lines end in one of three ways; this is what progress is measured by.
        "lines": max(data.count(b"\n"), data.count(b"\r")) + 1,
    }


def step(most: int) -> dict[str, object]:
    """Score so many rows more of the open file."""
    opened = _open["file"]
    text = opened.step(most)
    return {
        "text": text,
        "done": opened.done,
        "rows": opened.rows,
        "line": opened.line,
        "refused": opened.refused,
        "problems": _problems(opened),
    }


def close() -> Mapping[str, object]:
    """The summary of what was scored of the open file, which is then forgotten."""
    opened = _open.pop("file", None)
    return {} if opened is None else opened.summary()


def _problems(opened: Batch) -> list[str]:
    return [each.words for each in opened.take_problems()]

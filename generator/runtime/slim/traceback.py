"""In place of traceback.py: an error as text, without the lines of source that are not there.

Pyodide imports it when it starts. The original brings in `dataclasses`, `inspect`, `ast`,
`tokenize` and `dis`: a third of all that Python needs to start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import TracebackType

__all__ = ["format_exception", "print_exception"]


def format_exception(
    kind: type[BaseException] | BaseException,
    value: BaseException | None = None,
    tb: TracebackType | None = None,
    /,
    **_others: object,
) -> list[str]:
    """Lines for an error, or for its type, itself and where it happened; the last one says what."""
    error = kind if isinstance(kind, BaseException) else value
    if error is None:
        return ["NoneType: None\n"]
    return [*_places(tb or error.__traceback__), *_what(error)]


def print_exception(
    kind: type[BaseException] | BaseException,
    value: BaseException | None = None,
    tb: TracebackType | None = None,
    /,
    **_others: object,
) -> None:
    """Write those lines to where errors go."""
    sys.stderr.write("".join(format_exception(kind, value, tb)))


def _places(tb: TracebackType | None) -> Iterator[str]:
    if tb is not None:
        yield "Traceback (most recent call last):\n"
    while tb is not None:
        code = tb.tb_frame.f_code
        yield f'  File "{code.co_filename}", line {tb.tb_lineno}, in {code.co_name}\n'
        tb = tb.tb_next


def _what(error: BaseException) -> Iterator[str]:
    kind = type(error)
    home = "" if kind.__module__ in ("__main__", "builtins") else f"{kind.__module__}."
    said = str(error)
    yield f"{home}{kind.__qualname__}{': ' if said else ''}{said}\n"
    yield from (f"{note}\n" for note in getattr(error, "__notes__", ()))

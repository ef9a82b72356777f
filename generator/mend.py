"""Lets reading go on where the YAML parser gives up.

Of all ways to indent one line near the place differently, the one that lets the parser read
furthest is taken, of several the smallest. Where none helps, an entry is left out and a hole
stands in its place. The lines that come out can be parsed; what had to be changed is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

__all__ = ["HOLE", "Complaint", "mend"]

HOLE = "\ue000"
"""Stands for what was left out: a value, or the keys that may have been lost with it."""

_BEGINS = re.compile(r"""(?: *)(?:(?P<item>- )|(?P<key>[\w.&-]+|"[^"]*"|'[^']*'):(?: |$))""")
_NEAR = 4
_AHEAD = 40
_WINDOW = 300
_PATIENCE = 60
_THE_END = 10**9
_UNLIKELY = 100


NO_COLON = "a key without a colon"


class Complaint(NamedTuple):
    """What is wrong at a place; lines and columns count from 0."""

    line: int
    column: int
    code: str
    message: str
    hint: str


class Change(NamedTuple):
    """A way to go on: other lines in the place of those that begin at `start`."""

    start: int
    lines: tuple[str, ...]
    complaint: Complaint
    size: int = 0

    @property
    def end(self) -> int:
        """The line after the changed ones."""
        return self.start + len(self.lines)


def mend(lines: Sequence[str]) -> tuple[list[str], list[Complaint]]:
    """Lines that can be parsed, and what was wrong with those given."""
    mended = list(lines)
    complaints: list[Complaint] = []
    error = _error(mended)
    while error is not None and len(complaints) < _PATIENCE:
        change, mended, error = _best(mended, error)
        complaints.append(change.complaint)
    return ([] if error else mended), complaints


def _best(
    lines: list[str], error: yaml.MarkedYAMLError
) -> tuple[Change, list[str], yaml.MarkedYAMLError | None]:
    """The change that lets the parser read furthest, with the lines and the error after it."""
    at = _line(error, lines)
    indented = [(_reach(lines, at, each), each) for each in _indented(lines, at)]
    indented.sort(key=lambda pair: (-pair[0], pair[1].size))
    *left_out, line_alone = _left_out(lines, at, error)
    without = [(_reach(lines, at, each), each) for each in left_out]
    without.sort(key=lambda pair: -pair[0])
    no_colon = line_alone.complaint.message == NO_COLON
    for reach, change in (*(() if no_colon else indented[:3]), *without):
        changed = _changed(lines, change)
        after = _error(changed) if reach > at else error
        if after is None or _line(after, changed) > at:
            return change, changed, after
    changed = _changed(lines, line_alone)
    return line_alone, changed, _error(changed)


def _changed(lines: list[str], change: Change) -> list[str]:
    return [*lines[: change.start], *change.lines, *lines[change.end :]]


def _error(lines: Sequence[str]) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse("\n".join(lines), Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _line(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> int:
    """The line of an error; of one at the end of the text, the last one with content."""
    place = error.problem_mark or error.context_mark
    line = min(place.line, len(lines) - 1) if place else 0
    return next((number for number in range(line, -1, -1) if _has_content(lines[number])), 0)


def _reach(lines: list[str], at: int, change: Change) -> int:
    """The line of the next error after a change, as far as the lines around show it."""
    start = _window(lines, min(at, change.start), _depth(change.lines[0]))
    end = next(
        (
            number
            for number in range(max(at, change.end) + 1, len(lines))
            if number > at + _AHEAD
            or (_has_content(lines[number]) and _depth(lines[number]) < _depth(lines[start]))
        ),
        len(lines),
    )
    window = _changed(lines, change)[start:end]
    error = _error(window)
    reached = start + _line(error, window) if error else _THE_END
    return _THE_END if error and end < len(lines) and reached >= end - 1 else reached


def _window(lines: Sequence[str], before: int, depth: int) -> int:
    """Where to begin parsing, for a line of some depth to have its surroundings."""
    outer = [
        number
        for number in range(before, max(before - _WINDOW, -1), -1)
        if _has_content(lines[number]) and _depth(lines[number]) <= 2
    ]
    top = [number for number in outer if _depth(lines[number]) == 0]
    start = min(top[1:2] or [*top, *outer[2:3]], default=0)
    return start if _depth(lines[start]) <= depth else 0


def _indented(lines: Sequence[str], at: int) -> Iterator[Change]:
    """The lines near the place, each indented like one of its neighbours or nearly so."""
    above = [number for number in range(at, -1, -1) if _has_content(lines[number])]
    near = above[: _NEAR + 1]
    depths = {_depth(lines[number]) for number in near}
    holder = next((n for n in above if _depth(lines[n]) < _depth(lines[at])), above[-1])
    beside = min((n for n in above[1:] if n > holder), key=lambda n: _depth(lines[n]), default=at)
    for number in dict.fromkeys((*near, holder, beside)):
        line, depth = lines[number], _depth(lines[number])
        for wanted in sorted(depths | {depth + step for step in (-2, -1, 1, 2)}):
            if _BEGINS.match(line) and 0 <= wanted != depth:
                message = f"indented by {depth} spaces instead of {wanted}"
                hint = "indent it like its neighbours"
                complaint = Complaint(number, depth, "indentation", message, hint)
                changed = (" " * wanted + line.lstrip(),)
                size = 10 * abs(wanted - depth) + _oddity(lines, number, wanted)
                yield Change(number, changed, complaint, size)


def _oddity(lines: Sequence[str], number: int, wanted: int) -> int:
    """How ill an indentation suits a line: its body, the entry before it, and steps of two."""
    uneven = 5 * (wanted % 2)
    if lines[number].rstrip().endswith(":"):
        below = next((_depth(each) for each in lines[number + 1 :] if _has_content(each)), 0)
        return uneven + (_UNLIKELY if below <= wanted else 5 * (below != wanted + 2))
    above = (each.rstrip() for each in reversed(lines[:number]) if _has_content(each))
    beside = next((each for each in above if _depth(each) == wanted), ":")
    return uneven + 5 * beside.endswith(":")


def _left_out(lines: Sequence[str], at: int, error: yaml.MarkedYAMLError) -> Iterator[Change]:
    """An entry near the place, left out; in the end the line itself, whatever it is."""
    complaint = _complaint(lines, at, error)
    begun = error.context_mark
    for number in dict.fromkeys((begun.line if begun else at, complaint.line, at)):
        end = next(
            (
                after
                for after in range(number + 1, len(lines))
                if _has_content(lines[after]) and _depth(lines[after]) <= _depth(lines[number])
            ),
            len(lines),
        )
        blank = ("",) * (end - number - 1)
        indentation = " " * _depth(lines[number])
        matched = _BEGINS.match(lines[number])
        lost = f"{indentation}{HOLE}: {HOLE}"
        if matched and matched["item"]:
            yield Change(number, (f"{indentation}- {HOLE}", *blank), complaint)
        elif matched:
            hole = f"{indentation}{matched['key']}: {HOLE}"
            yield Change(number, (hole, *((lost, *blank[1:]) if blank else ())), complaint)
        else:
            yield Change(number, (lost, *blank), complaint)
    yield Change(at, ("",), complaint)


def _complaint(lines: Sequence[str], at: int, error: yaml.MarkedYAMLError) -> Complaint:
    """The parser's complaint in words that fit what is usually wrong."""
    problem, context = error.problem or "this cannot be read", error.context or ""
    place, begun = error.problem_mark, error.context_mark
    line, column = (at, place.column) if place and place.line == at else (at, len(lines[at]))
    what = "quote" if "quoted" in context else "bracket" if "flow" in context else ""
    if what and begun and (begun.line < at or "end" in problem):
        opened = lines[begun.line].rfind('"') if lines[begun.line].count('"') % 2 else -1
        what, column = ("quote", opened) if opened >= 0 else (what, begun.column)
        message = f"a {what} that is not closed"
        return Complaint(begun.line, column, "syntax", message, f"close the {what}")
    above = next((n for n in range(at - 1, -1, -1) if _has_content(lines[n])), at)
    alike = _depth(lines[above]) == _depth(lines[at]) and not _BEGINS.match(lines[above])
    if alike or "could not find expected ':'" in problem:
        above = begun.line if begun and not alike else above
        hint = "write 'key: value', with a space after the colon"
        return Complaint(above, _depth(lines[above]), "syntax", NO_COLON, hint)
    if "cannot start any token" in problem:
        return Complaint(line, column, "syntax", problem, "put the value in double quotes")
    if "mapping values are not allowed" in problem:
        hint = "put the text in double quotes"
        return Complaint(line, column, "syntax", "a ':' where no key can stand", hint)
    hint = "check the quotes and the indentation around here"
    return Complaint(line, column, "syntax", problem, hint)


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

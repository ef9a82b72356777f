"""What must hold of the lines of conditions: each can hold for some answer of its input's type."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.nearest import nearest
from generator.checking import areas, asking, finding, levels_in
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import as_list, mapping, walk

__all__ = ["bounds_of_lines"]

Path = tuple[str, ...]


def bounds_of_lines(loaded: Loaded) -> Iterator[Finding]:
    """A line asks a flag for true or false, a choice for its options; a count is possible."""
    for key, area in areas(loaded):
        inputs = mapping(area.get("inputs"))
        parts = [(("areas", key), asking(area))]
        if "levels" not in area:
            parts.append((("score", "levels"), levels_in(loaded)))
        for at, fields in parts:
            for path, each in walk(fields):
                line = mapping(each)
                yield from _line(loaded, (*at, *path), line, inputs)
                yield from _count(loaded, (*at, *path), line)


def _line(loaded: Loaded, at: Path, line: Fields, inputs: Fields) -> Iterator[Finding]:
    question = mapping(inputs.get(str(line.get("input"))))
    if question.get("type") == "flag":
        known = ["true", "false"]
    elif question.get("type") == "choice" and question.get("options"):
        known = list(mapping(question.get("options")))
    else:
        return
    for test in ("is", "in"):
        for value in as_list(line.get(test)):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            if text not in known:
                message = f"'{line['input']}' is never '{value}'"
                near = nearest(text, known) if question.get("type") == "choice" else None
                hint = f"did you mean '{near}'?" if near else f"write one of: {', '.join(known)}"
                yield finding(loaded, (*at, test), "option", message, hint)


def _count(loaded: Loaded, at: Path, line: Fields) -> Iterator[Finding]:
    of = as_list(line.get("of"))
    least = str(line.get("count", ""))
    if of and least.isdecimal() and int(least) > len(of):
        message = f"{least} of {len(of)} lines can never hold"
        yield finding(loaded, (*at, "count"), "count", message, f"at most {len(of)}")

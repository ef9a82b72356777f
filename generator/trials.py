"""Checks that try the rules out: points that add up, rows that apply, cases that come true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import floor
from typing import NamedTuple

from calculator import answers, conditions, rules, scoring, steps
from calculator.conditions import Line
from calculator.edition import Edition
from calculator.errors import InvalidEdition, RefusedAnswers, UnknownName
from calculator.numeral import display, from_exact
from calculator.ranges import known
from calculator.rules import Rule, Table
from calculator.steps import Amount
from calculator.wire import to_json
from calculator.wording import refusal
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import as_list, mapping, metrics, rules_within

__all__ = ["CASE_DIFFERS", "Trial", "points_add_up", "rows_apply", "try_cases"]

CASE_DIFFERS = "case-differs"


def points_add_up(loaded: Loaded) -> Iterator[Finding]:
    """The metrics of every track add up to the maximum of the total, under the adopted readings."""
    total = mapping(mapping(loaded.fields.get("score")).get("total")).get("maximum")
    for key, area in mapping(loaded.fields.get("areas")).items():
        for path, group in metrics(mapping(area), ("areas", key)):
            parsed = [_parse(mapping(metric).get("rule")) for metric in group.values()]
            if total is None or None in parsed or not (parsed and loaded.is_whole(*path)):
                continue
            added = sum((rules.maximum(rule) for rule in parsed if rule is not None), Fraction(0))
            if added != from_exact(total):
                parts = " + ".join(
                    display(rules.maximum(rule)) for rule in parsed if rule is not None
                )
                message = (
                    f"the points of {_track(path, key)} add up to {display(added)}, not {total}"
                )
                yield Finding(loaded.mark(*path), "points", message, f"they are {parts}")


def _track(path: tuple[str, ...], area: str) -> str:
    return f"{area} ({path[4]})" if "tracks" in path else area


def _parse(fields: object) -> Rule | None:
    try:
        return rules.parse(mapping(fields))
    except InvalidEdition:
        return None


def rows_apply(loaded: Loaded) -> Iterator[Finding]:
    """Every row of a table applies to some answer that no earlier row takes."""
    for key, area in mapping(loaded.fields.get("areas")).items():
        asked = _questions(mapping(area))
        for path, group in metrics(mapping(area), ("areas", key)):
            for name, metric in group.items():
                for at, fields in rules_within(mapping(metric).get("rule"), (*path, name, "rule")):
                    rule = _parse(fields)
                    if isinstance(rule, Table):
                        yield from _idle_rows(loaded, rule, at, asked)


def _idle_rows(
    loaded: Loaded, table: Table, at: tuple[str, ...], asked: Fields
) -> Iterator[Finding]:
    lines = [line for row in table.rows for line in conditions.lines_of(row.when)]
    named = {each.name: [line for line in lines if line.name == each.name] for each in lines}
    if not named.keys() <= asked.keys():
        return
    samples = [tuple(_samples(mapping(asked[name]), asking)) for name, asking in named.items()]
    if any(map(_asks_for_no_option, named.values(), samples)):
        return
    taken = {
        _first_row(table, dict(zip(named, chosen, strict=True))) for chosen in product(*samples)
    }
    for place in range(len(table.rows)):
        if place not in taken:
            message = f"row {place + 1} of the table never applies: earlier rows take its answers"
            hint = "delete the row, or reorder the table"
            yield Finding(loaded.mark(*at, "table", str(place)), "unreachable", message, hint)


def _questions(area: Fields) -> Fields:
    """The inputs whose type could be read, and the derived inputs, which have none."""
    asked = mapping(area.get("inputs"))
    typed = {name: each for name, each in asked.items() if "type" in mapping(each)}
    return {**{name: {} for name in mapping(area.get("derived"))}, **typed}


def _samples(question: Fields, lines: list[Line]) -> Iterator[Amount]:
    """Every kind of answer to a question that some of the lines can tell apart."""
    if question.get("type") == "flag":
        yield from (True, False)
    elif question.get("type") == "choice":
        yield from mapping(question.get("options"))
    else:
        # What is computed may be less than nothing; what is typed may not.
        bounds = {bound for line in lines for bound in steps.numbers(line.bound)}
        lowest = Fraction(0) if question else min(bounds, default=Fraction(0)) - 1
        ordered = sorted({lowest, *bounds})
        between = [(low + high) / 2 for low, high in pairwise(ordered)]
        numbers = {*ordered, *between, ordered[-1] + 1}
        if question.get("type") == "count":
            numbers = {Fraction(floor(each) + step) for each in numbers for step in (0, 1)}
        yield from (known(each) for each in sorted(numbers) if each >= lowest)


def _asks_for_no_option(lines: list[Line], sample: tuple[Amount, ...]) -> bool:
    """Whether a line asks a flag or a choice for what is no answer to it."""
    bounds = {each for line in lines for each in steps.members(line.bound)}
    return all(isinstance(each, bool | str) for each in sample) and not bounds <= set(sample)


def _first_row(table: Table, values: Mapping[str, Amount]) -> int:
    for place, row in enumerate(table.rows):
        if conditions.check_all(row.when, lambda _space, name: values[name])[0].holds:
            return place
    return -1


class Trial(NamedTuple):
    """A worked example, scored: its result as JSON, and how it differs from its expectation."""

    name: str
    result: dict[str, object] | None
    findings: tuple[Finding, ...]


def try_cases(loaded: Loaded, edition: Edition) -> Iterator[Trial]:
    """Score the worked examples of the areas that `edition` holds, and compare them."""
    for name, case in mapping(loaded.fields.get("cases")).items():
        fields = mapping(case)
        if fields.get("area") not in edition.areas or not loaded.is_whole("cases", name):
            continue
        area = edition.area(str(fields["area"]))
        track, day = (str(fields[key]) if key in fields else None for key in ("track", "as_of"))
        try:
            amounts = answers.read(edition, area, mapping(fields["answers"]), day)
            result = to_json(scoring.score(edition, area, amounts, track=track, as_of=day))
        except RefusedAnswers as error:
            yield Trial(name, None, tuple(_refused(loaded, name, error)))
        except UnknownName as error:
            mark = loaded.mark("cases", name, error.kind)
            message = f"there is no {error.kind} '{error.name}'"
            hint = f"known: {', '.join(error.known) or 'none'}"
            yield Trial(name, None, (Finding(mark, error.kind, message, hint),))
        else:
            differences = _differences(loaded, name, mapping(fields["expect"]), result)
            yield Trial(name, result, tuple(differences))


def _refused(loaded: Loaded, name: str, error: RefusedAnswers) -> Iterator[Finding]:
    for each in error.refusals:
        problem, hint = refusal(each, "en")
        mark = loaded.mark("cases", name, "answers", each.key)
        yield Finding(
            mark,
            "answer",
            f"the answer '{each.key}' is refused: {problem}",
            hint or "see the area's inputs",
        )


def _differences(loaded: Loaded, name: str, expect: Fields, result: Fields) -> Iterator[Finding]:
    for path, expected, computed in _compared(expect, result):
        if _canonical(expected) != _canonical(computed):
            shown = _as_written(path, computed)
            written = _as_written(path, expected)
            message = f"'{name}' expects {'.'.join(path)}: {written}, the rules give {shown}"
            mark = loaded.mark("cases", name, "expect", *path)
            yield Finding(mark, CASE_DIFFERS, message, f"write {shown} if the rules are right")


def _as_written(path: tuple[str, ...], value: object) -> object:
    """A value as it is typed in the YAML; no level is null, no points are open."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(str, value))}]"
    if value is None:
        return "null" if path[-1] in ("level", "next_level", "track") else "open"
    return value


COMPARED = (
    "status",
    "level",
    "next_level",
    "points",
    "reachable",
    "track",
    "missing",
    "blocked",
)


def _compared(expect: Fields, result: Fields) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Each expectation with its path and what was computed."""
    for key in COMPARED:
        if key in expect:
            yield (key,), expect[key], result[key]
    scored = mapping(result["metrics"])
    for metric, points in mapping(expect.get("metrics")).items():
        computed = mapping(scored.get(metric)).get("points", "no such metric")
        yield ("metrics", metric), points, computed
    for place, reading in enumerate(as_list(expect.get("readings"))):
        wanted = mapping(reading)
        under = _under(mapping(wanted.get("choices")), as_list(result["readings"]))
        for key in ("status", "level", "points"):
            if key in wanted:
                yield ("readings", str(place), key), wanted[key], under.get(key, "no such reading")


def _under(choices: Fields, readings: list[object]) -> Fields:
    """The first outcome under some choices; readings that are not named are the adopted ones."""
    for each in readings:
        chosen = mapping(mapping(each)["choices"])
        if all(chosen.get(name) == value for name, value in choices.items()):
            return mapping(each)
    return {}


def _canonical(value: object) -> object:
    """Numbers as exact text, `open` for what is open, lists in any order of their members."""
    if value is None or value == "open":
        return "open"
    if isinstance(value, list):
        return sorted(str(each) for each in value)
    try:
        return str(from_exact(value))
    except ValueError:
        return value

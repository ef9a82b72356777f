"""How the rule of a metric differs: line by line, each under the kind of change that it is.

A rule is taken apart into lines: what each way of earning points is worth and asks, the conditions
of each, caps, and how the ways are put together. A way of earning is known by what it measures, so
that it is found again inside a sum or at another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from calculator.numeral import from_exact
from generator.comparison.changed import Kind, Line, Pair, bare, cites
from generator.comparison.directions import Names, renamed
from generator.comparison.pairing import differs, pairs
from generator.load import Fields
from generator.references import as_list, mapping, rules_within, walk

__all__ = ["line_changes", "rule_changes", "ways_of_earning", "whole_rule"]

TESTS = ("at_least", "more_than", "below", "is", "in")
RULE = ("points", "per", "full_at", "table", "best_of", "sum", "cap")
HEAD = ("when", "title", "cite", "see", "readings", "confidence", "from", "until")
ROW = ("points", "when", "cite", "readings")

Found = tuple[Kind, Line]


def rule_changes(
    old: Fields, new: Fields, names: tuple[Names, Names]
) -> Iterator[tuple[Kind, tuple[Pair, ...]]]:
    """The kinds of changes from one rule to another, each with the lines that differ.

    Args:
        old: the rule as it was.
        new: the rule as it is.
        names: for each side, the names by which inputs are known in every track.
    """
    before, after = list(_taken_apart(old, names[0])), list(_taken_apart(new, names[1]))
    settled: list[Pair] = []
    for kind in dict.fromkeys(kind for kind, _ in (*before, *after)):
        sides = [[line for each, line in side if each == kind] for side in (before, after)]
        paired = list(pairs(sides[0], sides[1], _owner_and_test, _owner, _kin))
        if kind != "threshold":
            settled += _settled(paired)
        found = tuple(each for each in paired if differs(each))
        if kind == "calculation":
            found = tuple(each for each in found if _is_calculated_otherwise(each))
        if kind in ("points", "threshold"):
            found = tuple(_told(kind, found, names))
        elif kind in ("name", "date", "source"):
            found = tuple(each for each in found if _on_both(each, before, after))
        if found:
            yield kind, found
    if settled:
        yield "reading", tuple(settled)


def _settled(found: Iterable[Pair]) -> Iterator[Pair]:
    """Lines of both sides of which another reading settles a field, or none does any more."""
    for pair in found:
        if pair.before is not None and pair.after is not None:
            sides = [
                Line(("settled", *line.key), mapping(line.value).get("readings"), line.cite)
                for line in (pair.before, pair.after)
            ]
            if bare(sides[0].value) != bare(sides[1].value):
                yield Pair(
                    sides[0] if sides[0].value else None, sides[1] if sides[1].value else None
                )


def _is_calculated_otherwise(pair: Pair) -> bool:
    """Whether a rule is put together otherwise, or the same rows stand in another order."""
    if pair.before is None or pair.after is None:
        return False
    rows = pair.before.compared, pair.after.compared
    ordered = isinstance(rows[0], list) and isinstance(rows[1], list)
    return not ordered or sorted(map(str, as_list(rows[0]))) == sorted(map(str, as_list(rows[1])))


def _on_both(pair: Pair, before: list[Found], after: list[Found]) -> bool:
    """Whether the way of earning that a line is about stands on both sides, alike put together.

    One that is new or gone is told as a whole.
    """
    line = pair.before or pair.after
    forms = [
        [each.value for kind, each in side if kind == "calculation"] for side in (before, after)
    ]
    owners = [{each.key[1] for kind, each in side if kind == "points"} for side in (before, after)]
    owner = line.key[1] if line is not None else ""
    composed = owner in ("sum", "best_of")
    return forms[0] == forms[1] and (composed or all(_among(owner, each) for each in owners))


def _among(owner: str, owners: Iterable[str]) -> bool:
    """Whether a way of earning is among others; the rows of a table are numbered."""
    return any(each == owner or each.startswith(f"{owner} ") for each in owners)


def ways_of_earning(rule: Fields, names: Names) -> set[str]:
    """What the ways of earning of a rule are known by."""
    return {_name(mapping(each.value), names) for each in rules_within(rule, ())}


def whole_rule(rule: Fields, names: Names) -> list[Line]:
    """A rule as lines, for a metric that only one edition has."""
    found = _taken_apart(rule, names)
    return [line for kind, line in found if kind in ("points", "prerequisite")]


def line_changes(
    old: object, new: object, names: tuple[Names, Names]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """How a list of conditions differs, line by line, and where another reading settles a line."""
    sides = [
        [_condition("", mapping(line), each) for line in as_list(side)]
        for side, each in ((old, names[0]), (new, names[1]))
    ]
    found = list(pairs(sides[0], sides[1], _owner_and_test, _owner))
    return tuple(each for each in found if differs(each)), tuple(_settled(found))


def _told(kind: Kind, found: Iterable[Pair], names: tuple[Names, Names]) -> Iterator[Pair]:
    """A way of earning is told once: one that is new, gone or of another type with its points."""
    for pair in found:
        if pair.before is None or pair.after is None:
            if kind == "points":
                yield pair
            continue
        sides = [mapping(pair.before.value), mapping(pair.after.value)]
        if _part(kind, sides[0], names[0]) != _part(kind, sides[1], names[1]):
            yield pair


def _part(kind: Kind, value: Fields, names: Names) -> object:
    """What of a way of earning belongs to a kind of change."""
    if kind == "points":
        return bare({key: value.get(key) for key in ("points", "cap")})
    return bare(renamed({key: value.get(key) for key in ("per", "full_at", "when")}, names))


def _taken_apart(rule: Fields, names: Names) -> Iterator[Found]:
    """The lines of a rule, each with the kind of change that a difference in it is."""
    yield from _members(rule, names, ())
    form = _form(rule)
    yield "calculation", Line(("form",), form, cites(rule), repr(form))


def _form(rule: Fields) -> object:
    """How a rule is put together, without the parts that earn points."""
    for form in ("sum", "best_of"):
        if form in rule:
            members = [_form(mapping(each)) for each in as_list(rule[form])]
            return {form: sorted({repr(each) for each in members if isinstance(each, Mapping)})}
    return "table" if "table" in rule else "linear"


def _members(rule: Fields, names: Names, path: tuple[str, ...]) -> Iterator[Found]:
    owner = _name(rule, names)
    yield from _of_head(rule, names, owner)
    if "per" in rule:
        told = ("points", "per", "full_at", "title", "from", "until", "readings")
        value = {key: rule[key] for key in told if key in rule}
        line = Line(("linear", owner), value, cites(rule), bare(renamed(value, names)))
        yield "points", line
        yield "threshold", line
    rows = as_list(rule.get("table"))
    for place, row in enumerate(rows):
        yield from _row(mapping(row), names, f"{owner} {place}", rule)
    if rows:
        # The first row that applies counts, so that their order is a part of the rule.
        order = [repr(bare(renamed(mapping(row), names))) for row in rows]
        yield "calculation", Line(("order", owner), rows, cites(rule), order)
    if "cap" in rule:
        value = {key: rule[key] for key in ("cap", "readings") if key in rule}
        at = ("cap", "/".join(path))
        yield "points", Line(at, value, cites(rule), bare({"cap": rule["cap"]}))
    elif "per" not in rule and rule.get("readings"):
        yield "reading", Line(("settled", owner), rule["readings"], cites(rule))
    for form in ("sum", "best_of"):
        for member in as_list(rule.get(form)):
            yield from _members(mapping(member), names, (*path, form))
    yield from _unknown(rule, owner, (*RULE, *HEAD))


def _of_head(rule: Fields, names: Names, owner: str) -> Iterator[Found]:
    for line in as_list(rule.get("when")):
        yield "prerequisite", _condition(owner, mapping(line), names)
    days = {key: rule[key] for key in ("from", "until") if key in rule}
    if days:
        yield "date", Line(("days", owner), {**days, "per": rule.get("per")}, cites(rule))
    if "title" in rule:
        yield "name", Line(("title", owner), rule["title"], cites(rule))
    if rule.get("confidence", "high") != "high":
        yield "source", Line(("confidence", owner), rule["confidence"], cites(rule))


def _row(row: Fields, names: Names, owner: str, rule: Fields) -> Iterator[Found]:
    value = {**{key: row[key] for key in ROW if key in row}, "title": rule.get("title")}
    told = {**value, "falls": _falls(rule)}
    line = Line(("row", owner), told, cites(row) or cites(rule), bare(renamed(value, names)))
    yield "points", line
    yield "threshold", line
    yield from _unknown(row, owner, ROW)


def _falls(rule: Fields) -> bool:
    """Whether no row of a table earns more than one before it."""
    points = [from_exact(mapping(row)["points"]) for row in as_list(rule.get("table"))]
    return all(one >= other for one, other in pairwise(points))


def _unknown(fields: Fields, owner: str, known: tuple[str, ...]) -> Iterator[Found]:
    """A field that nothing here knows: it is compared as it is."""
    for key, value in fields.items():
        if key not in known:
            yield "other", Line((key, owner), value, cites(fields))


def _condition(owner: str, line: Fields, names: Names) -> Line:
    places = cites(line) or tuple(
        dict.fromkeys(cite for each in as_list(line.get("of")) for cite in cites(each))
    )
    tested = next((test for test in TESTS if test in line), "count")
    named = str(line.get("input") or line.get("score") or line.get("every") or "")
    return Line(("when", owner, names(named), tested), line, places, bare(renamed(line, names)))


def _name(rule: Fields, names: Names) -> str:
    """What a way of earning is known by: the inputs that it measures."""
    if "per" in rule:
        return names(str(rule["per"]))
    if "table" in rule:
        tested = {
            names(str(mapping(each.value)["input"]))
            for row in as_list(rule["table"])
            for each in walk(mapping(row).get("when"))
            if "input" in mapping(each.value)
        }
        return " ".join(sorted(tested))
    return " ".join(key for key in ("sum", "best_of") if key in rule)


def _owner_and_test(line: Line) -> object:
    """The same way of earning, and for a condition the same limit, whatever its days."""
    value = mapping(line.alike if isinstance(line.alike, Mapping) else line.value)
    bound = [repr(bare(value.get(test))) for test in TESTS if test in value]
    if line.key[0] == "row":
        # A row is found again by what it asks, and next by what it is worth.
        return ("row", repr(bare(value.get("when"))))
    return (*line.key, *bound)


def _owner(line: Line) -> object:
    if line.key[0] == "row":
        return ("row", repr(mapping(line.alike).get("points")))
    return line.key


def _kin(line: Line) -> object:
    """What is left of one type stands beside what is left on the other side."""
    return ("row" if line.key[0] == "row" else line.key[0]) if line.key[0] != "when" else None

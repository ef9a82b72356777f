"""What must hold across the files of an edition. Each check's docstring is its rule.

A check yields findings and never stops at the first. What a file that cannot be read would have
defined is not reported as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from calculator.conditions import TESTS
from calculator.derive import FUNCTIONS
from calculator.nearest import nearest
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, as_list, find, mapping, metrics, rules_within, walk

__all__ = ["CHECKS", "check"]

Check = Callable[[Loaded], Iterator[Finding]]


def check(loaded: Loaded) -> list[Finding]:
    """Everything found in an edition, in the order of its files."""
    findings = [*loaded.findings, *(finding for each in CHECKS for finding in each(loaded))]
    return sorted(set(findings), key=lambda finding: finding.mark)


def _finding(loaded: Loaded, path: tuple[str, ...], code: str, message: str, hint: str) -> Finding:
    return Finding(loaded.mark(*path), code, message, hint)


def _unknown(
    loaded: Loaded, refers: Iterable[Found], known: Iterable[str], code: str, what: str
) -> Iterator[Finding]:
    """A finding for each value that is not known."""
    names = [str(each) for each in known]
    for path, value in refers:
        if str(value) not in names:
            near = nearest(str(value), names)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(names) or 'none'}"
            yield _finding(loaded, path, code, f"there is no {what} '{value}'", hint)


def cites(loaded: Loaded) -> Iterator[Finding]:
    """Every cited source is a place of sources.yml."""
    if "sources" not in loaded.unread:
        places = mapping(mapping(loaded.fields.get("sources")).get("places"))
        refers = [*find(loaded.fields, "cite"), *find(loaded.fields, "evidence")]
        yield from _unknown(loaded, refers, places, "source", "source")


def documents(loaded: Loaded) -> Iterator[Finding]:
    """Every place stands in a document of sources.yml."""
    sources = mapping(loaded.fields.get("sources"))
    refers = _under(("sources", "places"), find(mapping(sources.get("places")), "document"))
    yield from _unknown(loaded, refers, mapping(sources.get("documents")), "document", "document")


def readings(loaded: Loaded) -> Iterator[Finding]:
    """Every reading that is named exists."""
    if "readings" in loaded.unread:
        return
    settled = [
        Found((*path, "readings", key), reading)
        for path, fields in _settled(loaded.fields)
        for key, reading in mapping(mapping(fields).get("readings")).items()
    ]
    refers = [*find(loaded.fields, "see"), *settled]
    yield from _unknown(
        loaded, refers, mapping(loaded.fields.get("readings")), "reading", "reading"
    )


def _settled(fields: Fields) -> Iterator[Found]:
    """Every rule and line that a reading settles."""
    for part in ("score", "areas"):
        for found in walk(mapping(fields.get(part)), (part,)):
            if isinstance(mapping(found.value).get("readings"), dict):
                yield found


def adopted(loaded: Loaded) -> Iterator[Finding]:
    """A contradiction prints two different values, and the adopted one is among them."""
    for name, reading in mapping(loaded.fields.get("readings")).items():
        fields = mapping(reading)
        printed = [mapping(each).get("value") for each in as_list(fields.get("says"))]
        values = [value for value in printed if value is not None]
        if fields.get("kind") != "contradiction" or "adopted" not in fields:
            continue
        if len({str(value) for value in values}) < 2:
            message = f"'{name}' is a contradiction, but fewer than 2 different values are printed"
            yield _finding(
                loaded,
                ("readings", name, "says"),
                "reading",
                message,
                "add what is printed, or change kind",
            )
        if fields["adopted"] not in values:
            message = f"the adopted value '{fields['adopted']}' is not among those printed"
            hint = f"printed: {', '.join(str(value) for value in values) or 'none'}"
            yield _finding(loaded, ("readings", name, "adopted"), "adopted", message, hint)


def settled_fields(loaded: Loaded) -> Iterator[Finding]:
    """A field that a reading settles holds the reading's adopted value."""
    known = mapping(loaded.fields.get("readings"))
    for path, value in _settled(loaded.fields):
        fields = mapping(value)
        for key, reading in mapping(fields["readings"]).items():
            if "adopted" not in mapping(known.get(str(reading))):
                continue
            wanted = mapping(known[str(reading)])["adopted"]
            field, held = _held(fields, key)
            if held is None:
                message = f"'{reading}' settles '{key}', which is not here"
                hint = f"add '{key}: {wanted}'"
                yield _finding(loaded, (*path, "readings", key), "adopted", message, hint)
            elif held != wanted:
                message = f"'{key}' is {held}, but '{reading}' adopts {wanted}"
                hint = f"write {wanted}, or change the reading"
                yield _finding(loaded, (*path, field), "adopted", message, hint)


def _held(fields: Fields, settled: str) -> tuple[str, object]:
    """The field that a reading settles, and what it holds; a test is held as `at_least 1`."""
    if settled != "test":
        return settled, fields.get(settled)
    test = next((each for each in TESTS if each in fields), "")
    return test, f"{test} {fields[test]}" if test else None


def inputs(loaded: Loaded) -> Iterator[Finding]:
    """Every input that a derived input, a rule or a condition names exists."""
    for key, area in _areas(loaded):
        known = [*mapping(area.get("inputs")), *mapping(area.get("derived"))]
        at = ("areas", key)
        named = [found for name in ("per", "input") for found in find(_scored(area), name)]
        named = [found for found in named if "readings" not in found.path]
        yield from _unknown(loaded, _under(at, named), known, "input", "input or derived input")
        yield from _unknown(
            loaded, _under(at, _terms(area)), mapping(area.get("inputs")), "input", "input"
        )


def _terms(area: Fields) -> Iterator[Found]:
    """The inputs that derived inputs are computed from, and those that answer another input."""
    for name, derived in mapping(area.get("derived")).items():
        for function in FUNCTIONS:
            for term, value in mapping(mapping(derived).get(function)).items():
                yield Found(("derived", name, function, term), value)
    for name, each in mapping(area.get("inputs")).items():
        origin = mapping(mapping(each).get("from"))
        for term in mapping(origin.get("weighted")):
            yield Found(("inputs", name, "from", "weighted", term), term)
        for place, flag in enumerate(as_list(origin.get("count_of"))):
            yield Found(("inputs", name, "from", "count_of", str(place)), flag)


def _scored(area: Fields) -> Fields:
    return {key: area[key] for key in ("metrics", "tracks") if key in area}


def _under(at: tuple[str, ...], refers: Iterable[Found]) -> Iterator[Found]:
    return (Found((*at, *path), value) for path, value in refers)


def _areas(loaded: Loaded) -> Iterator[tuple[str, Fields]]:
    for key, area in mapping(loaded.fields.get("areas")).items():
        yield key, mapping(area)


def numeric_inputs(loaded: Loaded) -> Iterator[Finding]:
    """A rule measures a number, and a line's test fits the type of what it names."""
    for key, area in _areas(loaded):
        types = {
            name: mapping(each).get("type") for name, each in mapping(area.get("inputs")).items()
        }
        wordy = {name for name, kind in types.items() if kind in ("flag", "choice")}
        for path, name in _under(("areas", key), find(_scored(area), "per")):
            if name in wordy:
                message = f"'{name}' is a {types[str(name)]}, and a linear rule measures a number"
                yield _finding(loaded, path, "type", message, "use a table")
        for path, line in _under(("areas", key), walk(_scored(area))):
            fields = mapping(line)
            compared = next(
                (test for test in ("at_least", "below", "more_than") if test in fields), None
            )
            if fields.get("input") in wordy and compared:
                kind = types[str(fields["input"])]
                message = f"'{fields['input']}' is a {kind}, which has no '{compared}'"
                yield _finding(loaded, (*path, compared), "type", message, "use 'is' or 'in'")


def own_score(loaded: Loaded) -> Iterator[Finding]:
    """A rule's condition asks for inputs: a score must not depend on itself."""
    for key, area in _areas(loaded):
        for path, name in _under(("areas", key), find(_scored(area), "score")):
            metric = path[path.index("metrics") + 1] if "metrics" in path else ""
            source = "itself" if name in (metric, "total") else "another score"
            message = f"'{metric}' depends on {source} through 'score: {name}'"
            yield _finding(
                loaded, path, "own-score", message, "name an input; scores are for levels"
            )


def name_clashes(loaded: Loaded) -> Iterator[Finding]:
    """Inputs and derived inputs share one name space."""
    for key, area in _areas(loaded):
        for name in mapping(area.get("derived")):
            if name in mapping(area.get("inputs")) or name == "people":
                message = f"'{name}' is the name of an input, too"
                yield _finding(
                    loaded,
                    ("areas", key, "derived", name),
                    "name-clash",
                    message,
                    "rename one of the two",
                )
        if "people" in mapping(area.get("inputs")):
            path = ("areas", key, "inputs", "people")
            yield _finding(
                loaded, path, "name-clash", "'people' is the roster's name", "choose another key"
            )


def names(loaded: Loaded) -> Iterator[Finding]:
    """Every unit, abbreviation, certification, category, area and milestone exists."""
    fields, unread = loaded.fields, loaded.unread
    if "edition" not in unread:
        yield from _unknown(
            loaded, find(fields, "unit"), mapping(fields.get("units")), "unit", "unit"
        )
        known = mapping(fields.get("abbreviations"))
        yield from _unknown(
            loaded, find(fields, "attribution"), known, "abbreviation", "abbreviation"
        )
    if "certifications" not in unread:
        keys = ("holders", "holds", "certification")
        held = [found for key in keys for found in find(fields, key)]
        yield from _unknown(
            loaded, held, mapping(fields.get("certifications")), "certification", "certification"
        )
    if "score" not in unread:
        categories = mapping(mapping(fields.get("score")).get("categories"))
        used = _under(("areas",), find(mapping(fields.get("areas")), "category"))
        yield from _unknown(loaded, used, categories, "category", "category")
    if "areas" not in unread:
        areas = mapping(fields.get("areas"))
        listed = [found for found in find(fields, "areas") if found.path[0] != "areas"]
        cases = _under(("cases",), find(mapping(fields.get("cases")), "area"))
        yield from _unknown(loaded, [*listed, *cases], areas, "area", "area")
    transition = mapping(fields.get("transition"))
    refers = [
        Found(("transition", "situations", name, key), mapping(each)[key])
        for name, each in mapping(transition.get("situations")).items()
        for key in ("from", "until")
        if key in mapping(each)
    ]
    yield from _unknown(
        loaded, refers, mapping(transition.get("milestones")), "milestone", "milestone"
    )


def folder_names(loaded: Loaded) -> Iterator[Finding]:
    """An edition is named like its folder, and an area like its file."""
    if loaded.fields.get("edition", loaded.key) != loaded.key:
        message = f"the edition is '{loaded.fields['edition']}', its folder '{loaded.key}'"
        yield _finding(loaded, ("edition",), "edition", message, "name both by the same date")
    for key, area in _areas(loaded):
        if area.get("area", key) != key:
            message = f"the area is '{area['area']}', its file '{key}.yml'"
            yield _finding(loaded, ("areas", key, "area"), "area", message, "name both alike")


def unpublished(loaded: Loaded) -> Iterator[Finding]:
    """An area that asks for points says why no thresholds are published."""
    for key, area in _areas(loaded):
        asks = [
            name
            for name, each in mapping(area.get("inputs")).items()
            if mapping(each).get("type") == "points"
        ]
        if asks and "unpublished" not in area:
            message = f"'{asks[0]}' asks for points, and nothing says why"
            yield _finding(
                loaded,
                ("areas", key),
                "missing-key",
                message,
                "add 'unpublished: {text: …, cite: …}'",
            )


def unused_inputs(loaded: Loaded) -> Iterator[Finding]:
    """Every input is read by a rule, a condition or a derived input."""
    for key, area in _areas(loaded):
        scored = _scored(area)
        used = {str(found.value) for name in ("per", "input") for found in find(scored, name)}
        used |= {str(found.value) for found in _terms(area)}
        for name in mapping(area.get("inputs")):
            if name not in used:
                message = f"nothing reads the input '{name}'"
                yield _finding(
                    loaded,
                    ("areas", key, "inputs", name),
                    "unused",
                    message,
                    "use it, or delete it",
                )


def anchors(loaded: Loaded) -> Iterator[Finding]:
    """Keys are addresses: no two things on an area's page have the same anchor."""
    for key, area in _areas(loaded):
        seen: dict[str, tuple[str, ...]] = {}
        for path in _anchored(area):
            name = path[-1]
            if name in seen and seen[name] != path:
                message = f"'{name}' is the anchor of {'.'.join(seen[name][:-1])} too"
                yield _finding(
                    loaded, ("areas", key, *path), "anchor", message, "choose another key"
                )
            seen.setdefault(name, path)


def _anchored(area: Fields) -> Iterator[tuple[str, ...]]:
    for part in ("statements", "activities"):
        for name in mapping(area.get(part)):
            yield (part, name)
    for path, group in metrics(area, ()):
        shared = "tracks" not in area
        for name, metric in group.items():
            if shared:
                yield (*path, name)
            for definition in mapping(mapping(metric).get("definition")):
                yield (*path, name, "definition", definition)
    benefits = mapping(area.get("benefits"))
    for part in ("rows", "statements"):
        for name in mapping(benefits.get(part)):
            yield ("benefits", part, name)


def dated_lines(loaded: Loaded) -> Iterator[Finding]:
    """Two lines about one value that follow each other in time abut, and end after they begin."""
    for part in ("score", "areas"):
        for path, value in walk(mapping(loaded.fields.get(part)), (part,)):
            for key in ("when", "of", "requires", "holders"):
                yield from _gaps(loaded, (*path, key), as_list(mapping(value).get(key)))


def _gaps(loaded: Loaded, path: tuple[str, ...], members: list[object]) -> Iterator[Finding]:
    dated: dict[str, list[tuple[str, str, int]]] = {}
    for place, member in enumerate(members):
        fields = mapping(member)
        if "from" in fields or "until" in fields:
            name = str(fields.get("input") or fields.get("score") or fields.get("certification"))
            span = (str(fields.get("from", "")), str(fields.get("until", "")), place)
            dated.setdefault(name, []).append(span)
    for name, spans in dated.items():
        yield from _misfits(loaded, path, name, sorted(spans))


def _misfits(
    loaded: Loaded, path: tuple[str, ...], name: str, spans: list[tuple[str, str, int]]
) -> Iterator[Finding]:
    for first, last, place in spans:
        if first and last and first > last:
            message = f"'{name}' ends on {last}, before it begins on {first}"
            at = (*path, str(place), "until")
            yield _finding(loaded, at, "dates", message, "exchange the two dates")
    for (_, last, _), (first, _, place) in pairwise(spans):
        if not last or not first or _next_day(last) != first:
            message = f"'{name}' goes until {last or 'ever'}, and again from {first or 'ever'}"
            hint = f"begin on {_next_day(last)}" if last else "end the first one"
            at = (*path, str(place), "from")
            yield _finding(loaded, at, "dates", message, hint)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def linear_rules(loaded: Loaded) -> Iterator[Finding]:
    """A linear rule is full at more than 0."""
    for key, area in _areas(loaded):
        for path, group in metrics(area, ("areas", key)):
            for name, metric in group.items():
                for at, rule in rules_within(mapping(metric).get("rule"), (*path, name, "rule")):
                    full_at = mapping(rule).get("full_at")
                    if full_at is not None and str(full_at).lstrip("0./") == "":
                        yield _finding(
                            loaded,
                            (*at, "full_at"),
                            "number",
                            "'full_at' is 0",
                            "write more than 0",
                        )


CHECKS: tuple[Check, ...] = (
    cites,
    documents,
    readings,
    adopted,
    settled_fields,
    inputs,
    numeric_inputs,
    own_score,
    name_clashes,
    names,
    folder_names,
    unpublished,
    unused_inputs,
    anchors,
    dated_lines,
    linear_rules,
)

"""What must hold across the files of an edition. Each check's docstring is its rule.

A check yields findings and never stops at the first. What could not be read has been reported
where it stands: nothing is reported for lacking it, or for not being what it would have defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from calculator.conditions import ORDERED, TESTS
from calculator.derive import FUNCTIONS
from generator import (
    benefitchecks,
    finderchecks,
    inputchecks,
    orderchecks,
    pointchecks,
    windowchecks,
)
from generator.boundchecks import bounds_of_lines
from generator.checking import areas, asking, finding, levels_in, scored, under, unknown
from generator.findings import Finding
from generator.levelchecks import judged, level_lines
from generator.load import Fields, Loaded
from generator.references import Found, as_list, find, mapping, metrics, rules_within, walk

__all__ = ["CHECKS", "check"]

Check = Callable[[Loaded], Iterator[Finding]]
SPACES = ("input", "score", "every")


def check(loaded: Loaded) -> list[Finding]:
    """Everything found in an edition, in the order of its files."""
    findings = {*loaded.findings, *(finding for each in CHECKS for finding in each(loaded))}
    mistaken = {finding.mark.path for finding in findings}
    findings |= {each for each in unused_inputs(loaded) if each.mark.path not in mistaken}
    return sorted(findings, key=lambda finding: finding.mark)


# Sources and readings


def cites(loaded: Loaded) -> Iterator[Finding]:
    """Every cited source is a place of sources.yml."""
    refers = [*find(loaded.fields, "cite"), *find(loaded.fields, "evidence")]
    yield from unknown(loaded, refers, loaded.keys("sources", "places"), "source", "source")


def documents(loaded: Loaded) -> Iterator[Finding]:
    """Every place stands in a document of sources.yml."""
    sources = mapping(loaded.fields.get("sources"))
    refers = under(("sources", "places"), find(mapping(sources.get("places")), "document"))
    known = loaded.keys("sources", "documents")
    yield from unknown(loaded, refers, known, "document", "document")


def readings(loaded: Loaded) -> Iterator[Finding]:
    """Every reading that is named exists."""
    settled = [
        Found((*path, "readings", key), reading)
        for path, fields in _settled(loaded.fields)
        for key, reading in mapping(mapping(fields).get("readings")).items()
    ]
    refers = [*find(loaded.fields, "see"), *settled]
    yield from unknown(loaded, refers, loaded.keys("readings"), "reading", "reading")


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
        if fields.get("kind") != "contradiction" or not loaded.is_whole("readings", name, "says"):
            continue
        if len({str(value) for value in values}) < 2:
            message = f"'{name}' is a contradiction, but fewer than 2 different values are printed"
            path = ("readings", name, "says")
            hint = "add what is printed, or change kind"
            yield finding(loaded, path, "reading", message, hint)
        if "adopted" in fields and fields["adopted"] not in values:
            message = f"the adopted value '{fields['adopted']}' is not among those printed"
            hint = f"printed: {', '.join(str(value) for value in values) or 'none'}"
            yield finding(loaded, ("readings", name, "adopted"), "adopted", message, hint)


def settled_fields(loaded: Loaded) -> Iterator[Finding]:
    """A field that a reading settles holds the reading's adopted value."""
    known = mapping(loaded.fields.get("readings"))
    for path, value in _settled(loaded.fields):
        fields = mapping(value)
        for key, reading in mapping(fields["readings"]).items():
            settled = mapping(known.get(str(reading)))
            field, held = _held(fields, key)
            if not _is_adopted(settled) or loaded.keys(*path, field) is None:
                continue
            wanted = settled["adopted"]
            if held is None:
                message = f"'{reading}' settles '{key}', which is not here"
                hint = f"add '{key}: {wanted}'"
                yield finding(loaded, (*path, "readings", key), "adopted", message, hint)
            elif held != wanted:
                message = f"'{key}' is {held}, but '{reading}' adopts {wanted}"
                hint = f"write {wanted}, or change the reading"
                yield finding(loaded, (*path, field), "adopted", message, hint)


def _is_adopted(reading: Fields) -> bool:
    """Whether a reading adopts a value; a contradiction, one of those that are printed."""
    printed = [mapping(each).get("value") for each in as_list(reading.get("says"))]
    return "adopted" in reading and (
        reading.get("kind") != "contradiction" or reading["adopted"] in printed
    )


def _held(fields: Fields, settled: str) -> tuple[str, object]:
    """The field that a reading settles, and what it holds; a test is held as `at_least 1`."""
    if settled != "test":
        return settled, fields.get(settled)
    test = next((each for each in TESTS if each in fields), "")
    return test, f"{test} {fields[test]}" if test else None


# Inputs, rules and conditions


def inputs(loaded: Loaded) -> Iterator[Finding]:
    """Every input that a derived input, a rule or a condition names exists."""
    for key, area in areas(loaded):
        at = ("areas", key)
        asked, derived = loaded.keys(*at, "inputs"), loaded.keys(*at, "derived")
        known = None if asked is None or derived is None else (*asked, *derived)
        named = [found for name in ("per", "input") for found in find(scored(area), name)]
        named = [found for found in named if "readings" not in found.path]
        yield from unknown(loaded, under(at, named), known, "input", "input or derived input")
        yield from unknown(loaded, under(at, _terms(area)), asked, "input", "input")


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


def numeric_inputs(loaded: Loaded) -> Iterator[Finding]:
    """A rule measures a number, and a line's test fits the type of what it names."""
    for key, area in areas(loaded):
        types = {
            name: str(mapping(each).get("type"))
            for name, each in mapping(area.get("inputs")).items()
        }
        wordy = {name: kind for name, kind in types.items() if kind in ("flag", "choice")}
        for path, name in under(("areas", key), find(scored(area), "per")):
            if name in wordy:
                message = f"'{name}' is a {wordy[str(name)]}, and a linear rule measures a number"
                yield finding(loaded, path, "type", message, "use a table")
        for path, line in under(("areas", key), walk(asking(area))):
            fields = mapping(line)
            name = str(fields.get("input"))
            compared = next((test for test in ORDERED if test in fields), None)
            if name in wordy and compared:
                message = f"'{name}' is a {wordy[name]}, which has no '{compared}'"
                yield finding(loaded, (*path, compared), "type", message, "use 'is' or 'in'")


def line_tests(loaded: Loaded) -> Iterator[Finding]:
    """A line of a condition has exactly one test."""
    holders = [(("areas", key), asking(area)) for key, area in areas(loaded)]
    for at, holder in (*holders, (("score", "levels"), levels_in(loaded))):
        for path, each in under(at, walk(holder)):
            fields = mapping(each)
            named = any(isinstance(fields.get(space), str) for space in SPACES)
            if not named or path[-1] == "readings" or not loaded.is_whole(*path):
                continue
            tests = [test for test in TESTS if test in fields]
            if len(tests) != 1:
                message = f"{' and '.join(tests)} exclude each other" if tests else "no test"
                hint = f"write exactly one of {', '.join(TESTS)}"
                yield finding(loaded, path, "test", message, hint)


def own_score(loaded: Loaded) -> Iterator[Finding]:
    """A rule's condition asks for inputs: a score must not depend on itself."""
    for key, area in areas(loaded):
        scores = [found for name in ("score", "every") for found in find(scored(area), name)]
        for path, name in under(("areas", key), scores):
            metric = path[path.index("metrics") + 1] if "metrics" in path else ""
            source = "itself" if name in (metric, "total", "metric") else "another score"
            message = f"'{metric}' depends on {source} through '{path[-1]}: {name}'"
            hint = "name an input; scores are for levels"
            yield finding(loaded, path, "own-score", message, hint)


def linear_rules(loaded: Loaded) -> Iterator[Finding]:
    """A linear rule is full at more than 0, and a rule of rules has at least one."""
    for key, area in areas(loaded):
        for path, group in metrics(area, ("areas", key)):
            for name, metric in group.items():
                for at, rule in rules_within(mapping(metric).get("rule"), (*path, name, "rule")):
                    yield from _empty_rules(loaded, at, mapping(rule))


def _empty_rules(loaded: Loaded, at: tuple[str, ...], rule: Fields) -> Iterator[Finding]:
    if "full_at" in rule and Fraction(str(rule["full_at"])) <= 0:
        message = f"'full_at' is {rule['full_at']}"
        yield finding(loaded, (*at, "full_at"), "number", message, "write more than 0")
    for key in ("best_of", "sum", "table"):
        if rule.get(key) == [] and loaded.is_whole(*at, key):
            hint = "add one, or delete the rule"
            yield finding(loaded, (*at, key), "empty", f"'{key}' holds nothing", hint)


# Names


def name_clashes(loaded: Loaded) -> Iterator[Finding]:
    """Inputs and derived inputs share one name space."""
    for key, _ in areas(loaded):
        asked = loaded.keys("areas", key, "inputs") or ()
        for name in loaded.keys("areas", key, "derived") or ():
            if name in asked or name == "people":
                message = f"'{name}' is the name of an input, too"
                path = ("areas", key, "derived", name)
                yield finding(loaded, path, "name-clash", message, "rename one of the two")
        if "people" in asked:
            path = ("areas", key, "inputs", "people")
            message = "'people' is the roster's name"
            yield finding(loaded, path, "name-clash", message, "choose another key")


def names(loaded: Loaded) -> Iterator[Finding]:
    """Every unit, abbreviation, certification, category, area and milestone exists."""
    fields = loaded.fields
    areas = mapping(fields.get("areas"))
    units = loaded.keys("units")
    yield from unknown(loaded, find(fields, "unit"), units, "unit", "unit")
    known = loaded.keys("abbreviations")
    yield from unknown(loaded, find(fields, "attribution"), known, "abbreviation", "abbreviation")
    held = [found for key in ("holders", "holds", "certification") for found in find(fields, key)]
    known = loaded.keys("certifications")
    yield from unknown(loaded, held, known, "certification", "certification")
    used = under(("areas",), find(areas, "category"))
    known = loaded.keys("score", "categories")
    yield from unknown(loaded, used, known, "category", "category")
    listed = [found for found in find(fields, "areas") if found.path[0] != "areas"]
    scored = under(("cases",), find(mapping(fields.get("cases")), "area"))
    yield from unknown(loaded, [*listed, *scored], loaded.keys("areas"), "area", "area")
    transition = mapping(fields.get("transition"))
    refers = [
        Found(("transition", "situations", name, key), mapping(each)[key])
        for name, each in mapping(transition.get("situations")).items()
        for key in ("from", "until")
        if key in mapping(each)
    ]
    known = loaded.keys("transition", "milestones")
    yield from unknown(loaded, refers, known, "milestone", "milestone")


def area_order(loaded: Loaded) -> Iterator[Finding]:
    """edition.yml lists each area that has a file, and no other."""
    at, files = ("edition.yml", "areas"), loaded.keys("areas") or ()
    listed = [Found((*at, str(place)), name) for place, name in enumerate(loaded.order)]
    yield from unknown(loaded, listed, files, "area", "area")
    complete = loaded.is_whole(*at) and all(name in files for name in loaded.order)
    for name in files:
        if complete and name not in loaded.order:
            message = f"'{name}' is not in the list of areas of edition.yml"
            yield finding(loaded, ("areas", name), "area", message, "add it where it belongs")


def folder_names(loaded: Loaded) -> Iterator[Finding]:
    """An edition is named like its folder, and an area like its file."""
    if loaded.fields.get("edition", loaded.key) != loaded.key:
        message = f"the edition is '{loaded.fields['edition']}', its folder '{loaded.key}'"
        yield finding(loaded, ("edition",), "edition", message, "name both by the same date")
    for key, area in areas(loaded):
        if area.get("area", key) != key:
            message = f"the area is '{area['area']}', its file '{key}.yml'"
            yield finding(loaded, ("areas", key, "area"), "area", message, "name both alike")


def case_names(loaded: Loaded) -> Iterator[Finding]:
    """Every input, metric and reading that a worked example names exists."""
    for name, case in mapping(loaded.fields.get("cases")).items():
        at, fields = ("cases", name), mapping(case)
        area = ("areas", str(fields.get("area")))
        if area not in loaded.places:
            continue
        expect = mapping(fields.get("expect"))
        asked = loaded.keys(*area, "inputs")
        known = None if asked is None else (*asked, "people")
        answered = [Found((*at, "answers", key), key) for key in loaded.keys(*at, "answers") or ()]
        missing = under((*at, "expect"), find({"missing": expect.get("missing")}, "missing"))
        yield from unknown(loaded, [*answered, *missing], known, "input", "input")
        tracks = list(metrics(mapping(mapping(loaded.fields["areas"]).get(area[1])), area))
        keys = [loaded.keys(*path) for path, _ in tracks]
        scored = None if None in keys else [each for group in keys for each in group or ()]
        named = [
            Found((*at, "expect", "metrics", key), key) for key in mapping(expect.get("metrics"))
        ]
        yield from unknown(loaded, named, scored, "metric", "metric")
        chosen = [
            Found((*at, "expect", "readings", str(place), "choices", key), key)
            for place, each in enumerate(as_list(expect.get("readings")))
            for key in mapping(mapping(each).get("choices"))
        ]
        yield from unknown(loaded, chosen, loaded.keys("readings"), "reading", "reading")


# Completeness


def unpublished(loaded: Loaded) -> Iterator[Finding]:
    """An area that asks for points says why no thresholds are published."""
    for key, area in areas(loaded):
        asks = [
            name
            for name, each in mapping(area.get("inputs")).items()
            if mapping(each).get("type") == "points"
        ]
        if asks and "unpublished" not in area and loaded.is_whole("areas", key, "unpublished"):
            message = f"'{asks[0]}' asks for points, and nothing says why"
            hint = "add 'unpublished: {text: …, cite: …}'"
            yield finding(loaded, ("areas", key), "missing-key", message, hint)


def unused_inputs(loaded: Loaded) -> Iterator[Finding]:
    """Every input is read by a rule, a condition or a derived input, as far as none is mistaken."""
    shared = {str(found.value) for found in find(levels_in(loaded), "input")}
    for key, area in areas(loaded):
        asks = asking(area)
        used = {str(found.value) for name in ("per", "input") for found in find(asks, name)}
        used |= set() if "levels" in area else shared
        used |= {str(found.value) for found in _terms(area)}
        for name in mapping(area.get("inputs")):
            if name not in used:
                message = f"nothing reads the input '{name}'"
                path = ("areas", key, "inputs", name)
                yield finding(loaded, path, "unused", message, "use it, or delete it")


def anchors(loaded: Loaded) -> Iterator[Finding]:
    """Keys are addresses: no two things on an area's page have the same anchor."""
    for key, area in areas(loaded):
        seen: dict[str, tuple[str, ...]] = {}
        for path in _anchored(area):
            name = path[-1]
            if name in seen and seen[name] != path:
                message = f"'{name}' is the anchor of {'.'.join(seen[name][:-1])} too"
                at = ("areas", key, *path)
                yield finding(loaded, at, "anchor", message, "choose another key")
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
            yield finding(loaded, at, "dates", message, "exchange the two dates")
    for (_, last, _), (first, _, place) in pairwise(spans):
        if not last or not first or _next_day(last) != first:
            message = f"'{name}' goes until {last or 'ever'}, and again from {first or 'ever'}"
            hint = f"begin on {_next_day(last)}" if last else "end the first one"
            at = (*path, str(place), "from")
            yield finding(loaded, at, "dates", message, hint)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


CHECKS: tuple[Check, ...] = (
    cites,
    documents,
    readings,
    adopted,
    settled_fields,
    inputs,
    numeric_inputs,
    inputchecks.fitting,
    line_tests,
    own_score,
    bounds_of_lines,
    level_lines,
    judged,
    orderchecks.ascending,
    linear_rules,
    pointchecks.negative,
    name_clashes,
    names,
    area_order,
    folder_names,
    case_names,
    unpublished,
    anchors,
    dated_lines,
    finderchecks.questions,
    finderchecks.remains,
    benefitchecks.anchors,
    benefitchecks.units,
    benefitchecks.grants,
    benefitchecks.needed,
    windowchecks.anchors,
    windowchecks.lengths,
)

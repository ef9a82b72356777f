"""Open answers, against brute force: what a score promises is what its completions give.

A completion answers everything that was left open. Infrastructure is compared with a second
statement of its rules that shares no code with the calculator; every other area, and the invented
programme, with the calculator's own scores of complete answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from calculator import answers, rules, scoring
from calculator.area import Area
from calculator.edition import Edition
from calculator.rules import Rule
from calculator.scoring import Score
from tests.chance import Random, seeded

Typed = Mapping[str, object]


def score(edition: Edition, area: Area, typed: Typed) -> Score:
    return scoring.score(edition, area, answers.read(edition, area, typed))


def verdict_over(verdicts: Iterable[bool]) -> str:
    """The verdict of complete answers, from whether each reading qualifies."""
    distinct = set(verdicts)
    if len(distinct) == 2:
        return "depends-on-reading"
    return "qualified" if distinct == {True} else "not-qualified"


# Infrastructure of March 2022, stated once more: the metrics, each with the inputs that it reads.

READINGS = [
    {"administrators-minimum": a, "architects-minimum": b, "deployments-points": c}
    for a, b, c in product((2, 3), (2, 3), (10, 5))
]
METRICS = {
    "net-customer-adds": ("customers-gained", "customers-lost"),
    "intermediate-certifications": ("administrators", "intermediate-holders"),
    "advanced-certifications": ("solutions-architects", "advanced-holders"),
    "usage-growth": ("acr-now", "acr-year-ago"),
    "deployments": ("deployments",),
}
PASS, FLOOR = 70, 1


def infrastructure(
    metric: str, values: tuple[Fraction, ...], reading: Mapping[str, int]
) -> Fraction:
    """The points of one metric under one reading."""
    nothing = Fraction(0)
    if metric == "net-customer-adds":
        return min(max(values[0] - values[1], nothing), Fraction(3)) * 10
    if metric == "deployments":
        return min(values[0], Fraction(5)) * reading["deployments-points"] / 5
    if metric == "usage-growth":
        now, before = values
        growth = (now - before) * 100 / before if before >= 1000 else nothing
        return min(max(growth, nothing), Fraction(20))
    minimum = "administrators" if metric == "intermediate-certifications" else "architects"
    people, holders = values
    return min(holders, Fraction(5)) * 4 if people >= reading[f"{minimum}-minimum"] else nothing


# For each input: values that stand in for all others, the turning points and one far beyond among
# them. With every known value below, they reach both ends of what a metric can earn.
GRID = {
    "customers-gained": "0 1 2 3 5 9 99",
    "customers-lost": "0 1 2 3 4 9 99",
    "administrators": "0 1 2 3 9",
    "intermediate-holders": "0 1 4 5 9",
    "solutions-architects": "0 1 2 3 9",
    "advanced-holders": "0 1 4 5 9",
    "acr-now": "0 999 1000 1009 1010 1200 99999999",
    "acr-year-ago": "0 1 999 1000 1001 5000 99999999",
    "deployments": "0 1 2 5 9",
}
KNOWN = {
    "customers-gained": "0 1 2 3 5 8",
    "customers-lost": "5 3 2 1 0 0 0",
    "administrators": "0 1 2 3 5",
    "intermediate-holders": "0 1 3 5 7",
    "solutions-architects": "0 1 2 3 5",
    "advanced-holders": "0 1 3 5 7",
    "acr-now": "0 500 999.99 1000 1005 1009.99 1010 1100 1127 1200 5000 12000",
    "acr-year-ago": "0 500 999.99 10000 4000 1100 1000.01 1000",
    "deployments": "0 1 2.0 3 5 6",
}


def partial_answers(seed: int, times: int) -> Iterator[dict[str, str]]:
    """Answers to some of the questions: mostly to nearly all, sometimes to none."""
    chance = seeded(seed)
    for _ in range(times):
        answered = chance.choice([0.0, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0])
        yield {
            name: better(chance, values.split())
            for name, values in KNOWN.items()
            if chance.random() < answered
        }


def better(chance: Random, values: list[str]) -> str:
    """One of the values, the higher ones far more often, so that scores come near the limit."""
    return values[max(chance.randrange(len(values)) for _ in range(3))]


Outcome = tuple[Fraction, ...]
"""What a metric earns under each reading."""


@cache
def outcomes_of(metric: str, values: tuple[tuple[Fraction, ...], ...]) -> frozenset[Outcome]:
    """What a metric can earn, over every choice among the values of its inputs."""
    return frozenset(
        tuple(infrastructure(metric, chosen, reading) for reading in READINGS)
        for chosen in product(*values)
    )


def values_of(name: str, typed: Typed) -> tuple[Fraction, ...]:
    """The one value of an answered input, and the values that stand in for an open one."""
    written = str(typed[name]) if name in typed else GRID[name]
    return tuple(Fraction(value) for value in written.split())


def outcomes(typed: Typed) -> list[frozenset[Outcome]]:
    """For each metric, what it can earn over all completions."""
    return [
        outcomes_of(metric, tuple(values_of(name, typed) for name in names))
        for metric, names in METRICS.items()
    ]


def expected_status(typed: Typed) -> str:
    """The verdict of all completions, or `incomplete` as soon as two of them disagree."""
    found = ""
    for chosen in product(*outcomes(typed)):
        qualify = (
            sum(points) >= PASS and min(points) >= FLOOR for points in zip(*chosen, strict=True)
        )
        verdict = verdict_over(qualify)
        if found not in ("", verdict):
            return "incomplete"
        found = verdict
    return found


def moves(name: str, typed: Typed) -> bool:
    """Whether this input changes its metric under some reading, for some values of the others."""
    metric = next(metric for metric, names in METRICS.items() if name in names)
    others = [other for other in METRICS[metric] if other != name]
    for values in product(*(values_of(other, typed) for other in others)):
        held = dict(zip(others, ((value,) for value in values), strict=True))
        spread = tuple(held.get(each) or values_of(each, typed) for each in METRICS[metric])
        if len(outcomes_of(metric, spread)) > 1:
            return True
    return False


def test_complete_answers_earn_what_the_rules_say(edition: Edition) -> None:
    area = edition.area("infrastructure")
    chance = seeded(3)
    for _ in range(150):
        typed = {name: chance.choice(values.split()) for name, values in KNOWN.items()}
        for reading in score(edition, area, typed).readings:
            for metric, names in METRICS.items():
                values = tuple(Fraction(typed[name]) for name in names)
                expected = infrastructure(metric, values, as_numbers(reading.choices))
                assert reading.counting.metrics[metric].points.value == expected, (metric, typed)


def as_numbers(choices: Mapping[str, object]) -> dict[str, int]:
    return {name: value for name, value in choices.items() if isinstance(value, int)}


def test_the_readings_are_all_there_with_the_adopted_one_first(edition: Edition) -> None:
    scored = score(edition, edition.area("infrastructure"), {})
    assert scored.readings[0].choices == READINGS[0]
    assert [reading.choices for reading in scored.readings] == READINGS


def test_infrastructure_promises_what_its_completions_give(edition: Edition) -> None:
    area = edition.area("infrastructure")
    seen: dict[str, int] = {}
    for typed in partial_answers(seed=16, times=300):
        scored = score(edition, area, typed)
        expected = expected_status(typed)
        assert scored.status == expected, typed
        assert scored.reachable == sum(max(each)[0] for each in outcomes(typed)), typed
        assert scored.missing == tuple(
            name for name in area.inputs if name not in typed and moves(name, typed)
        ), typed
        seen[expected] = seen.get(expected, 0) + 1
    assert len(seen) == 4, seen
    assert min(seen.values()) >= 5, seen


# Every area, the invented ones included: complete answers are scored by the calculator itself.

TINY, FAR = "0.01", Fraction(10**9)


def turning_values(edition: Edition, area: Area) -> dict[str, list[object]]:
    """For each input, nothing, a far value, and where a rule that reads it turns."""
    found: dict[str, list[object]] = {}
    for name, question in area.inputs.items():
        if question.type == "flag":
            found[name] = [False, True]
        elif question.type == "choice":
            found[name] = list(question.options)
        else:
            turns = {turn for rule in rules_reading(area, name) for turn in turns_of(rule)}
            numbers = sorted(
                {Fraction(0), Fraction(1), FAR, *turns, *(turn - 1 for turn in turns if turn > 1)}
            )
            written = [str(number) for number in numbers if number.denominator == 1]
            written.append(TINY)
            found[name] = [each for each in written if is_accepted(edition, area, name, each)]
    return found


def is_accepted(edition: Edition, area: Area, name: str, typed: str) -> bool:
    return not answers.read_what_can_be_read(edition, area, {name: typed})[1]


def rules_reading(area: Area, name: str) -> Iterator[Rule]:
    """Every rule of the area that reads an input, itself or through a derived input."""
    reading = {name} | {key for key, derived in area.derived.items() if name in derived.terms}
    for track in area.tracks:
        for metric in track.metrics.values():
            for rule in metric.rules.values():
                read = {linear.per for linear in rules.linear_rules(rule)}
                if reading & (read | {line.name for line in rules.lines_of(rule)}):
                    yield rule


def turns_of(rule: Rule) -> Iterator[Fraction]:
    yield from (linear.full_at for linear in rules.linear_rules(rule))
    yield from (line.bound for line in rules.lines_of(rule) if isinstance(line.bound, Fraction))


def completed(typed: Typed, left_open: list[str], values: Typed) -> Iterator[dict[str, object]]:
    """Every way to answer what was left open with some of the values."""
    options = [values[name] for name in left_open]
    for chosen in product(*options):  # type: ignore[call-overload]
        yield {**typed, **dict(zip(left_open, chosen, strict=True))}


def earned(scored: Score) -> tuple[Fraction | None, ...]:
    """The points of every metric, on every track, under every reading."""
    return tuple(
        metric.points.value
        for reading in scored.readings
        for track in reading.tracks
        for metric in track.metrics.values()
    )


def movers(left_open: list[str], scores: Mapping[tuple[object, ...], Score]) -> set[str]:
    """The open inputs that change some metric while all others stay as they are."""
    found = set()
    for place, name in enumerate(left_open):
        outcomes: dict[tuple[object, ...], set[object]] = {}
        for chosen, scored in scores.items():
            others = chosen[:place] + chosen[place + 1 :]
            outcomes.setdefault(others, set()).add(earned(scored))
        if any(len(each) > 1 for each in outcomes.values()):
            found.add(name)
    return found


def compare_with_completions(edition: Edition, area: Area, seed: int, times: int) -> None:
    chance = seeded(seed)
    values = turning_values(edition, area)
    asked = [name for name, question in area.inputs.items() if question.unanswered is None]
    for _ in range(times):
        left_open = sorted(chance.sample(asked, chance.choice([1, 1, 2])), key=asked.index)
        typed = {
            name: chance.choice([each for each in options if each not in (TINY, str(FAR))])
            for name, options in values.items()
            if name not in left_open
        }
        scores = {
            tuple(each[name] for name in left_open): score(edition, area, each)
            for each in completed(typed, left_open, values)
        }
        possible = {each.status for each in scores.values()}
        scored = score(edition, area, typed)
        expected = next(iter(possible)) if len(possible) == 1 else "incomplete"
        assert scored.status == expected, typed
        assert scored.reachable == max(each.reachable for each in scores.values()), typed
        assert set(scored.missing) == movers(left_open, scores), typed


@pytest.mark.parametrize("area", ["harbour", "hill"])
def test_the_invented_areas_promise_what_their_completions_give(guild: Edition, area: str) -> None:
    compare_with_completions(guild, guild.area(area), seed=28, times=100)


def test_all_areas_promise_what_their_completions_give(edition: Edition) -> None:
    for area in edition.areas.values():
        compare_with_completions(edition, area, seed=2022, times=25)

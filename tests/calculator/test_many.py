"""Many partners are scored as `score` scores each of them, whatever was remembered before."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from calculator import answers, scoring
from calculator.answer_columns import answer_in
from calculator.area import Area
from calculator.edition import Edition
from calculator.errors import RefusedAnswers
from calculator.inputs import Input
from calculator.many import Scorer
from calculator.settled import Points, exact
from calculator.verdicts import Verdict, verdict_of
from tests.calculator.partners import AREAS, edition_of
from tests.chance import seeded

PLACES = list(dict.fromkeys((name, area) for name, area, _ in AREAS))
ROWS = 25


Told = Scorer[Verdict, object, Fraction | None]


def scorer(edition: Edition, area: Area, **more: str | None) -> Told:
    """A scorer that tells everything about a partner."""

    def tell(shape: Verdict, points: Points, earned: list[Fraction | None]) -> object:
        states = [state for _, state in shape.metrics.values()]
        metrics = dict(zip(shape.metrics, zip(earned, states, strict=True), strict=True))
        return facts(shape, exact(points), metrics)

    def show(points: Points | None) -> Fraction | None:
        return None if points is None else exact(points)

    return Scorer(edition, area, lambda verdict: verdict, tell, lambda _name: show, **more)


def facts(verdict: Verdict, points: Fraction, metrics: object) -> object:
    following = verdict.following
    failing = (
        [(each.kind, each.name, each.bound) for each in following.failing] if following else []
    )
    return (
        verdict.status,
        verdict.track.name,
        points,
        metrics,
        verdict.level.name if verdict.level else None,
        following.level.name if following else None,
        failing,
        verdict.missing,
    )


def at_length(
    edition: Edition, area: Area, texts: list[str], track: str | None, as_of: str | None
) -> object:
    """The same from `score`; None where an answer is refused."""
    typed = {
        name: answer_in(question, text)
        for (name, question), text in zip(area.inputs.items(), texts, strict=True)
    }
    try:
        amounts = answers.read(edition, area, typed, as_of)
    except RefusedAnswers:
        return None
    verdict = verdict_of(scoring.score(edition, area, amounts, track=track, as_of=as_of))
    metrics = {name: (each.value, state) for name, (each, state) in verdict.metrics.items()}
    return facts(verdict, verdict.points, metrics)


def compare(edition: Edition, area: Area, drawn: list[list[str]], **more: str | None) -> None:
    """Partners scored together, and one by one by the same scorer, beside `score`."""
    track, as_of = more.get("track"), more.get("as_of")
    many = scorer(edition, area, **more)
    expected = [at_length(edition, area, texts, track, as_of) for texts in drawn]
    for texts, told, wanted in zip(drawn, together(many, drawn), expected, strict=True):
        assert told == wanted, texts
    for texts, wanted in zip(drawn, expected, strict=True):
        assert together(many, [texts]) == [wanted], f"remembered: {texts}"


def together(many: Told, drawn: list[list[str]]) -> list[object]:
    return [*many.score([[*column] for column in zip(*drawn, strict=True)])]


def typed_by_chance(question: Input, chance: Random, blank: float, refused: float) -> str:
    if chance.random() < blank:
        return chance.choice(("", " ", "　"))
    if chance.random() < refused:
        return chance.choice(("1e3", "NaN", "-1", "=1+1", "x", "1,00", "0.5.5", "9" * 41))
    if question.type == "flag":
        return chance.choice(("yes", "No", "はい", "0", "TRUE"))
    if question.type == "choice":
        return chance.choice([*question.options])
    few = str(chance.randrange(8))
    many = str(chance.randrange(900, 1300))
    broken = "" if question.type == "count" else ".5"
    return chance.choice((few, few, many, f"{many}{broken}", "1,000", "０", "007", "1万"))


@pytest.mark.parametrize(("name", "key"), PLACES)
@pytest.mark.parametrize("blank", [0, 0.08, 0.5])
def test_partners_by_chance_come_out_as_one_by_one(name: str, key: str, blank: float) -> None:
    edition = edition_of(name)
    area = edition.area(key)
    chance = seeded(len(key) + int(blank * 100))
    drawn = [
        [typed_by_chance(each, chance, blank, 0.01) for each in area.inputs.values()]
        for _ in range(ROWS)
    ]
    compare(edition, area, drawn)


def wide_by_chance(question: Input, chance: Random) -> str:
    """Answers that hardly repeat, some with more decimals than columns keep whole."""
    if question.type in ("flag", "choice"):
        return typed_by_chance(question, chance, 0.02, 0)
    if question.type == "points":
        return f"{chance.randrange(4)}.{chance.randrange(10**8):08}"
    whole = chance.choice((chance.randrange(10), chance.randrange(10**4), chance.randrange(10**9)))
    if question.type == "count" or chance.random() < 0.3:
        return str(whole)
    return f"{whole:,}.{chance.randrange(10**8):0{chance.choice((2, 6, 8))}}"


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_answers_that_hardly_repeat_come_out_as_one_by_one(name: str, key: str) -> None:
    edition = edition_of(name)
    area = edition.area(key)
    chance = seeded(len(key))
    drawn = [[wide_by_chance(each, chance) for each in area.inputs.values()] for _ in range(ROWS)]
    compare(edition, area, drawn)


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_tracks_alone_and_other_days_come_out_as_one_by_one(name: str, key: str) -> None:
    edition = edition_of(name)
    area = edition.area(key)
    chance = seeded(7)
    for track in area.tracks:
        for day in (None, "2023-01-01", "2030-01-01"):
            drawn = [
                [typed_by_chance(each, chance, 0.1, 0) for each in area.inputs.values()]
                for _ in range(4)
            ]
            compare(edition, area, drawn, track=track.name, as_of=day)


@pytest.mark.parametrize("name", ["2022-03-16", "2023-10-23"])
def test_values_around_every_threshold_of_an_area_come_out_as_one_by_one(name: str) -> None:
    edition = edition_of(name)
    area = edition.area("infrastructure")
    choices = {
        "customers-gained": ("3",),
        "customers-lost": ("0", "2", ""),
        "administrators": ("1", "2", "3"),
        "intermediate-holders": ("5",),
        "solutions-architects": ("1", "2", "3"),
        "advanced-holders": ("2",),
        "acr-now": ("1000", "1119.99"),
        "acr-year-ago": ("999", "1000", "0"),
        "deployments": ("1", "5"),
    }
    compare(edition, area, [[*each] for each in product(*(choices[each] for each in area.inputs))])


def test_what_is_forgotten_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.many.MOST", 2)
    monkeypatch.setattr("calculator.remembered.MOST", 2)
    edition = edition_of("2022-03-16")
    area = edition.area("infrastructure")
    chance = seeded(3)
    drawn = [
        [typed_by_chance(each, chance, 0.05, 0) for each in area.inputs.values()] for _ in range(12)
    ]
    compare(edition, area, drawn * 2)

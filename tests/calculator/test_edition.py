"""The one door: an edition comes in whole and scorable, or is refused at the mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from calculator import answers, scoring, wire
from calculator.edition import Edition
from calculator.errors import InvalidEdition, UnknownName
from calculator.ranges import known
from calculator.readings import combinations
from calculator.steps import Amount
from tests.lanterns import lantern_guild

Fields = dict[str, object]
Path = tuple[str | int, ...]


def at(fields: object, *path: str | int) -> Fields:
    """The mapping at a path of keys."""
    for key in path:
        assert isinstance(fields, dict | list)
        fields = fields[key]  # type: ignore[index]
    assert isinstance(fields, dict)
    return fields


def refusal_of(fields: Fields) -> InvalidEdition:
    with pytest.raises(InvalidEdition) as error:
        Edition.from_dict(fields)
    return error.value


def test_an_edition_needs_no_maximum_and_may_have_several_levels(guild: Edition) -> None:
    assert guild.maximum is None
    assert [level.name for level in guild.levels.under({})] == ["journeyman", "master"]
    assert list(guild.areas) == ["harbour", "hill"]


def test_a_maximum_is_exact(guild_fields: Fields) -> None:
    at(guild_fields, "score")["total"] = {"maximum": "41/2"}
    assert Edition.from_dict(guild_fields).maximum == Fraction("41/2")


def test_the_adopted_value_comes_first_and_each_printed_value_once(guild: Edition) -> None:
    assert guild.readings["oil-needed"].values == (4, 6)
    assert guild.readings["bonus"].values == (2, "5/2")


def test_only_contradictions_that_a_rule_names_bear_on_an_area(guild: Edition) -> None:
    assert [reading.name for reading in guild.contradictions(guild.areas["harbour"])] == [
        "oil-needed"
    ]
    assert [reading.name for reading in guild.contradictions(guild.areas["hill"])] == ["bonus"]


def test_windows_may_lack_their_length_or_be_missing(guild_fields: Fields) -> None:
    assert Edition.from_dict(guild_fields).windows == {}
    at(guild_fields, "score")["windows"] = {"newcomers": {"months": 3}, "renewal": {}}
    assert Edition.from_dict(guild_fields).windows == {"newcomers": 3, "renewal": None}


def test_a_silence_that_a_rule_names_changes_nothing(guild_fields: Fields) -> None:
    rule = at(guild_fields, "areas", "hill", "metrics", "trade", "rule")
    rule["readings"] = {"points": "moonlight"}
    edition = Edition.from_dict(guild_fields)
    bearing = edition.contradictions(edition.area("hill"))
    assert [reading.name for reading in bearing] == ["bonus"]


def test_combinations_are_all_there_with_the_adopted_one_first(guild_fields: Fields) -> None:
    at(guild_fields, "areas", "hill", "metrics", "trade", "rule")["readings"] = {
        "points": "oil-needed"
    }
    edition = Edition.from_dict(guild_fields)
    assert combinations(edition.contradictions(edition.area("hill"))) == (
        {"oil-needed": 4, "bonus": 2},
        {"oil-needed": 4, "bonus": "5/2"},
        {"oil-needed": 6, "bonus": 2},
        {"oil-needed": 6, "bonus": "5/2"},
    )


def test_a_metric_has_a_rule_for_each_reading_that_touches_it(guild: Edition) -> None:
    sea, shore = guild.area("harbour").track("sea"), guild.area("harbour").track("shore")
    assert shore.metrics["trade"].readings == ("oil-needed",)
    assert set(shore.metrics["trade"].rules) == {(4,), (6,)}
    assert set(shore.metrics["light"].rules) == {()}
    assert set(sea.metrics["trade"].rules) == {()}


def test_an_unknown_area_or_track_is_named_with_those_there_are(guild: Edition) -> None:
    with pytest.raises(UnknownName) as error:
        guild.area("habour")
    assert (error.value.kind, error.value.known) == ("area", ("harbour", "hill"))
    with pytest.raises(UnknownName) as error:
        guild.area("harbour").track("land")
    assert (error.value.kind, error.value.known) == ("track", ("shore", "sea"))
    with pytest.raises(UnknownName) as error:
        guild.area("hill").track("shore")
    assert error.value.known == ()


Change = Callable[[Fields], object]
MISTAKES: dict[str, tuple[Change, str]] = {
    "no name": (lambda f: f.pop("edition"), ""),
    "a window of no month": (
        lambda f: at(f, "score").update(windows={"renewal": {"months": 0}}),
        "score.windows.renewal.months",
    ),
    "a window with half a month": (
        lambda f: at(f, "score").update(windows={"renewal": {"months": "3/2"}}),
        "score.windows.renewal.months",
    ),
    "a type that does not exist": (
        lambda f: at(f, "areas", "hill", "inputs", "lit").update(type="integer"),
        "areas.hill.inputs.lit.type",
    ),
    "a way to choose that does not exist": (
        lambda f: at(f, "areas", "harbour", "tracks").update(choose="worst"),
        "areas.harbour.tracks.choose",
    ),
    "a metric without a rule": (
        lambda f: at(f, "areas", "hill", "metrics", "trade").pop("rule"),
        "areas.hill.metrics.trade",
    ),
    "a rule per something unknown": (
        lambda f: at(f, "areas", "hill", "metrics", "trade", "rule").update(per="guild-point"),
        "areas.hill.metrics.trade.rule",
    ),
    "a rule per a choice": (
        lambda f: at(f, "areas", "hill", "metrics", "trade", "rule").update(per="season"),
        "areas.hill.metrics.trade.rule",
    ),
    "a condition on something unknown": (
        lambda f: at(f, "areas", "harbour", "tracks", "of", "sea", "when", 0).update(input="sea"),
        "areas.harbour.tracks.of.sea.when",
    ),
    "a condition on a score inside a rule": (
        lambda f: at(f, "areas", "hill", "metrics", "trade", "rule").update(
            when=[{"score": "trade", "at_least": 1}]
        ),
        "areas.hill.metrics.trade.rule",
    ),
    "an order asked of a choice": (
        lambda f: at(f, "areas", "hill", "metrics", "trade", "rule").update(
            when=[{"input": "season", "at_least": 1}]
        ),
        "areas.hill.metrics.trade.rule",
    ),
    "a derived input of something unknown": (
        lambda f: at(f, "areas", "hill", "derived", "others", "difference").update(before="lids"),
        "areas.hill.derived.others",
    ),
    "a derived input of a flag": (
        lambda f: at(f, "areas", "harbour", "derived", "shining", "net").update(lost="at-sea"),
        "areas.harbour.derived.shining",
    ),
    "a level on a score that an area lacks": (
        lambda f: at(f, "score", "levels", "master", "requires", 0).update(score="totl"),
        "score.levels.master",
    ),
    "a level on an input that an area lacks": (
        lambda f: at(f, "score", "levels", "journeyman").update(
            requires=[{"input": "oil", "at_least": 1}]
        ),
        "score.levels.journeyman",
    ),
    "a level of an area that compares a choice": (
        lambda f: at(f, "areas", "hill").update(
            levels={"lamp": {"title": {}, "requires": [{"input": "season", "below": 1}]}}
        ),
        "areas.hill.levels.lamp",
    ),
    "a level on the total where nothing is scored": (
        lambda f: at(f, "areas", "hill").update(metrics={}),
        "score.levels.journeyman",
    ),
    "a reading that gives a rule no number": (
        lambda f: at(f, "readings", "bonus", "says", 0).update(value="plenty"),
        "areas.hill.metrics.people.rule.sum.1.points",
    ),
}


@pytest.mark.parametrize(("change", "place"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_at_its_place(
    guild_fields: Fields, change: Change, place: str
) -> None:
    change(guild_fields)
    assert ".".join(refusal_of(guild_fields).place) == place


def test_an_error_reads_as_its_place_and_its_problem(guild_fields: Fields) -> None:
    at(guild_fields, "areas", "hill", "inputs", "lit")["type"] = "integer"
    assert str(refusal_of(guild_fields)).startswith("areas.hill.inputs.lit.type: one of count, ")


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Every path of keys, down to whole texts."""
    if path:
        yield path
    if isinstance(value, list):
        for place, member in enumerate(value):
            yield from paths_in(member, (*path, place))
    elif isinstance(value, dict) and "ja" not in value:
        for key, member in value.items():
            yield from paths_in(member, (*path, key))


def planted(path: Path, wrong: object) -> Fields:
    """The invented programme with one value replaced, or taken out when `wrong` is DELETED."""
    fields = lantern_guild()
    holder: object = fields
    for key in path[:-1]:
        holder = holder[key]  # type: ignore[index]
    if wrong is DELETED:
        del holder[path[-1]]  # type: ignore[attr-defined]
    else:
        holder[path[-1]] = wrong  # type: ignore[index]
    return fields


DELETED = object()
# Seven, and two of them at each path: a prime number, so that every kind meets every kind of place.
WRONG: tuple[object, ...] = (DELETED, None, "x", -5, [], {}, [[]])


def test_whatever_stands_anywhere_an_edition_is_refused_or_can_be_scored() -> None:
    accepted = 0
    for turn, path in enumerate(paths_in(lantern_guild())):
        for wrong in (WRONG[turn % len(WRONG)], WRONG[(turn + 3) % len(WRONG)]):
            try:
                edition = Edition.from_dict(planted(path, wrong))
            except InvalidEdition:
                continue
            accepted += 1
            score_everything(edition)
    assert accepted > 100


def score_everything(edition: Edition) -> None:
    """Score each area with nothing answered and with everything answered."""
    for area in edition.areas.values():
        wire.to_json(scoring.score(edition, area, answers.read(edition, area, {})))
        words: dict[str, Amount] = {"flag": True, "choice": "dark"}
        full = {
            name: words.get(each.type, known(Fraction(3))) for name, each in area.inputs.items()
        }
        wire.to_json(scoring.score(edition, area, full))


@pytest.mark.parametrize("given", [None, [], "edition", 5, [("edition", "x")]])
def test_an_edition_is_a_mapping(given: object) -> None:
    with pytest.raises(InvalidEdition):
        Edition.from_dict(given)  # type: ignore[arg-type]

"""Inputs: what may answer a question in the place of typing it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import answers
from calculator.edition import Edition
from calculator.errors import InvalidEdition, RefusedAnswers
from calculator.inputs import Certification, Holders, Person, count_holders, parse
from calculator.ranges import Range
from calculator.scoring import score
from tests.lanterns import lantern_guild

Fields = Mapping[str, object]

ASK = {"type": "count", "ask": {"ja": "何個", "en": "How many?"}, "cite": "scroll"}
KNOWN = {
    "wick-master": Certification("Wick Master", ""),
    "glass-blower": Certification("Glass Blower", "1811-06-30"),
}
ROSTER = (
    Person("Aya", ("wick-master", "glass-blower")),
    Person("Bo", ("glass-blower",)),
    Person("Aya", ("wick-master",)),
    Person("Cho", ()),
)
DAY = "1811-02-28"


def holders(*certifications: object) -> Holders:
    origin = parse("makers", {**ASK, "from": {"holders": list(certifications)}}).origin
    assert isinstance(origin, Holders)
    return origin


@pytest.mark.parametrize(
    ("certifications", "people"),
    [
        (("wick-master",), 1),
        (("glass-blower",), 2),
        (("wick-master", "glass-blower"), 2),
        ((), 0),
    ],
)
def test_each_person_is_counted_once_however_many_they_hold(
    certifications: tuple[str, ...], people: int
) -> None:
    assert count_holders(holders(*certifications), ROSTER, KNOWN, DAY) == people


@pytest.mark.parametrize(("day", "people"), [("1811-06-30", 2), ("1811-07-01", 0)])
def test_a_certification_counts_until_its_last_day(day: str, people: int) -> None:
    assert count_holders(holders("glass-blower"), ROSTER, KNOWN, day) == people


@pytest.mark.parametrize(
    ("day", "people"),
    [("1811-03-31", 0), ("1811-04-01", 1), ("1811-04-30", 1), ("1811-05-01", 0)],
)
def test_a_member_of_a_list_is_on_it_from_its_first_day_to_its_last(day: str, people: int) -> None:
    dated = {"certification": "wick-master", "from": "1811-04-01", "until": "1811-04-30"}
    assert count_holders(holders(dated), ROSTER, KNOWN, day) == people


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ({"makers": ["a"]}, "from"),
        ({"holders": [{"until": "1811-04-30"}]}, "from"),
        ({"weighted": {"lit": 0.5}}, "from.lit"),
    ],
)
def test_a_malformed_origin_names_its_place(origin: Fields, place: str) -> None:
    with pytest.raises(InvalidEdition) as error:
        parse("makers", {**ASK, "from": origin})
    assert ".".join(error.value.place) == place


def guild_with(**inputs: Fields) -> Edition:
    """The invented programme with some more inputs on the hill."""
    fields = lantern_guild()
    hill = fields["areas"]["hill"]  # type: ignore[index]
    hill["inputs"] |= {name.replace("_", "-"): each for name, each in inputs.items()}
    return Edition.from_dict(fields)


def amount(edition: Edition, typed: Fields, name: str) -> Range:
    found = answers.read(edition, edition.area("hill"), typed)[name]
    assert isinstance(found, Range)
    return found


RATES = {"brass": 3, "tin": "1/5"}


def weighing(**others: object) -> Edition:
    return guild_with(
        brass=ASK, tin=ASK, metal={**ASK, "type": "number", "from": {"weighted": RATES, **others}}
    )


def test_a_weighted_input_adds_its_terms_at_their_exact_rates() -> None:
    assert str(amount(weighing(), {"brass": "2", "tin": "7"}, "metal").value) == "37/5"


def test_a_term_that_is_not_answered_stays_open() -> None:
    found = amount(weighing(), {"brass": "2"}, "metal")
    assert (found.low, found.high) == (Fraction(6), None)
    assert found.open == {"tin"}


def test_a_blank_term_is_zero_where_the_edition_says_so_and_any_term_is_answered() -> None:
    edition = weighing(blank=0)
    assert amount(edition, {"brass": "2"}, "metal").value == 6
    assert amount(edition, {}, "metal").open == frozenset({"metal"})


def test_a_value_and_its_parts_exclude_each_other() -> None:
    with pytest.raises(RefusedAnswers) as error:
        amount(weighing(), {"metal": "5", "tin": "1"}, "metal")
    (refused,) = error.value.refusals
    assert (refused.key, refused.code) == ("metal", "both-typed-and-parts")


def test_flags_are_counted_and_open_ones_leave_a_range() -> None:
    flag = {**ASK, "type": "flag"}
    edition = guild_with(
        bell=flag, rope=flag, signs={**ASK, "from": {"count_of": ["bell", "rope"]}}
    )
    assert amount(edition, {"bell": True, "rope": False}, "signs").value == 1
    found = amount(edition, {"bell": True}, "signs")
    assert (found.low, found.high) == (Fraction(1), Fraction(2))
    assert found.open == {"rope"}


def test_a_rule_is_scored_as_it_stands_on_the_day() -> None:
    fields = lantern_guild()
    hill = fields["areas"]["hill"]  # type: ignore[index]
    hill["metrics"]["trade"]["rule"] = {
        "sum": [
            {"points": 4, "per": "lit", "full_at": 1, "until": "1811-03-31"},
            {"points": 6, "per": "lit", "full_at": 1, "from": "1811-04-01"},
        ]
    }
    edition = Edition.from_dict(fields)
    area = edition.area("hill")
    for day, points in (("1811-03-31", 4), ("1811-04-01", 6)):
        amounts = answers.read(edition, area, {"lit": "1"}, day)
        scored = score(edition, area, amounts, as_of=day)
        assert scored.adopted.counting.metrics["trade"].points.value == points


def test_a_line_of_a_condition_asks_nothing_on_other_days() -> None:
    fields = lantern_guild()
    hill = fields["areas"]["hill"]  # type: ignore[index]
    line = {"input": "lit", "at_least": 2, "from": "1811-04-01", "cite": "scroll"}
    hill["metrics"]["trade"]["rule"] = {"points": 4, "per": "lit", "full_at": 1, "when": [line]}
    edition = Edition.from_dict(fields)
    area = edition.area("hill")
    for day, points in (("1811-03-31", 4), ("1811-04-01", 0)):
        amounts = answers.read(edition, area, {"lit": "1"}, day)
        scored = score(edition, area, amounts, as_of=day)
        assert scored.adopted.counting.metrics["trade"].points.value == points


def test_a_reading_may_settle_the_test_of_a_level() -> None:
    fields = lantern_guild()
    fields["readings"]["floor"] = {  # type: ignore[index]
        "kind": "contradiction",
        "question": {"ja": "下限", "en": "Which floor?"},
        "says": [{"value": "at_least 1", "cite": "a"}, {"value": "more_than 0", "cite": "b"}],
        "adopted": "at_least 1",
    }
    line = {"every": "metric", "at_least": 1, "cite": "a", "readings": {"test": "floor"}}
    fields["score"]["levels"] = {  # type: ignore[index]
        "one": {"title": {"ja": "一", "en": "One"}, "requires": [line]}
    }
    edition = Edition.from_dict(fields)
    for floor, test in (("at_least 1", "at_least"), ("more_than 0", "more_than")):
        (level,) = edition.levels.under({"floor": floor})
        (requirement,) = level.requires
        assert requirement.test == test  # type: ignore[union-attr]
    bearing = edition.contradictions(edition.area("hill"))
    assert "floor" in [reading.name for reading in bearing]

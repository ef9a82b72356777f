"""What a plan shall look like, read from what the page or the command line gives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator import wishes
from calculator.edition import Edition
from calculator.wishes import Wishes


def test_nothing_said_is_the_usual(guild: Edition) -> None:
    assert wishes.read(guild.area("hill"), {}) == (Wishes(), ())


def test_everything_that_can_be_wished(guild: Edition) -> None:
    read, refusals = wishes.read(
        guild.area("hill"),
        {
            "level": "master",
            "costs": {"lit": "1,000", "makers": "2.5", "masters": ""},
            "steps": {"tally": 5},
            "locked": ["season", "guild-points"],
            "readings": "adopted",
            "limit": None,
            "track": "sea",
            "as_of": "1812-06-24",
        },
    )
    assert not refusals
    assert read == Wishes(
        "master",
        {"lit": Fraction(1000), "makers": Fraction(5, 2)},
        {"tally": Fraction(5)},
        frozenset({"season", "guild-points"}),
        adopted=True,
        limit=None,
        track="sea",
        as_of="1812-06-24",
    )


@pytest.mark.parametrize(
    ("given", "key", "code"),
    [
        ({"costs": {"lit": "many"}}, "costs.lit", "not-a-number"),
        ({"costs": {"lit": "-1"}}, "costs.lit", "negative"),
        ({"costs": {"lit": 1.5}}, "costs.lit", "not-text"),
        ({"costs": {"lit": True}}, "costs.lit", "not-text"),
        ({"costs": {"lti": "1"}}, "costs.lti", "unknown-input"),
        ({"steps": {"lit": "0"}}, "steps.lit", "not-a-step"),
        ({"steps": {"lit": "-2"}}, "steps.lit", "negative"),
        ({"locked": ["lti"]}, "locked.lti", "unknown-input"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused_alone(
    guild: Edition, given: dict[str, object], key: str, code: str
) -> None:
    read, (refusal,) = wishes.read(guild.area("hill"), given)
    assert (refusal.key, refusal.code) == (key, code)
    assert read == Wishes()


@pytest.mark.parametrize("given", [{"costs": []}, {"steps": "5"}, {"locked": "lit"}])
def test_what_is_no_list_of_wishes_is_none(guild: Edition, given: dict[str, object]) -> None:
    assert wishes.read(guild.area("hill"), given) == (Wishes(), ())

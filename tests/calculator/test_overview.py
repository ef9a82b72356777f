"""All areas at once: the badge, the specializations that open up, and what benefits add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest

from calculator.errors import UnknownName
from calculator.overview import overview
from generator.load import load_edition, load_index
from generator.references import as_list, mapping

RULES = Path(__file__).parents[2] / "rules"
EDITIONS = {key: load_edition(RULES, key).fields for key in load_index(RULES).editions}

# An invented club of three sports. Cups are capped, medals are not.
CLUB: Mapping[str, object] = {
    "areas": {"rowing": {}, "chess": {}, "choir": {}},
    "specializations": {
        "badge": {"areas": ["rowing", "chess"]},
        "groups": {
            "cups": {
                "cap": {"maximum": 2},
                "specializations": {
                    "silver": {"areas": ["rowing"]},
                    "gold": {"areas": ["rowing", "chess"]},
                    "both": {"areas": ["rowing", "chess"], "count": 2},
                },
            },
            "medals": {"specializations": {"bronze": {"areas": ["choir"]}}},
        },
    },
    "benefits": {
        "products": {
            "boats": {
                "grants": {
                    "each": {"areas": ["rowing", "chess"], "amount": 1500},
                    "cups": {"group": "cups", "amount": 10},
                }
            },
            "keys": {
                "grants": {"shared": {"areas": ["rowing", "chess"], "amount": 7, "once": True}}
            },
        }
    },
}


def told(fields: Mapping[str, object], held: Iterable[str], **others: object) -> dict[str, Any]:
    verdicts = dict.fromkeys(held, "qualified")
    return cast("dict[str, Any]", overview(fields, {"overview": verdicts, **others}))


def totals(fields: Mapping[str, object], held: Iterable[str], **others: object) -> dict[str, str]:
    return {each["product"]: each["total"] for each in told(fields, held, **others)["products"]}


def opened(fields: Mapping[str, object], held: Iterable[str]) -> list[str]:
    return [key for group in told(fields, held)["groups"] for key in group["open"]]


def test_only_what_is_certain_is_held() -> None:
    verdicts = {"rowing": "depends-on-reading", "chess": "incomplete", "choir": "not-qualified"}
    found = overview(CLUB, {"overview": verdicts})
    assert found["held"] == []
    assert found["products"] == []


def test_the_badge_says_what_it_lacks() -> None:
    assert told(CLUB, [])["badge"] == {"areas": 2, "held": 0, "lacking": ["rowing", "chess"]}
    assert told(CLUB, ["chess"])["badge"] == {"areas": 2, "held": 1, "lacking": ["rowing"]}
    assert told(CLUB, ["chess", "rowing"])["badge"] == {"areas": 2, "held": 2, "lacking": []}


def test_what_an_edition_does_not_say_is_not_nothing() -> None:
    bare: Mapping[str, object] = {"areas": {"rowing": {}}}
    assert overview(bare, {"overview": {"rowing": "qualified"}}) == {
        "held": ["rowing"],
        "badge": None,
        "groups": [],
        "products": None,
        "unsaid": [],
        "refusals": {},
    }


@pytest.mark.parametrize(
    ("held", "open_"),
    [
        ([], []),
        (["chess"], ["gold"]),
        (["rowing"], ["silver", "gold"]),
        (["rowing", "chess"], ["silver", "gold", "both"]),
        (["choir"], ["bronze"]),
    ],
)
def test_specializations_open_with_any_designation_or_as_many_as_they_need(
    held: list[str], open_: list[str]
) -> None:
    assert opened(CLUB, held) == open_


def test_benefits_add_up_and_shared_ones_are_granted_once() -> None:
    assert totals(CLUB, ["rowing"]) == {"boats": "1,500", "keys": "7"}
    assert totals(CLUB, ["rowing", "chess"]) == {"boats": "3,000", "keys": "7"}


@pytest.mark.parametrize(
    ("held", "given", "counted", "boats"),
    [
        (["rowing"], "1", "1", "1,510"),
        (["rowing", "chess"], "3", "2", "3,020"),  # no more than the cap
        (["chess"], "2", "1", "1,510"),  # no more than open up
        (["rowing"], "１", "1", "1,510"),
        (["rowing"], " ", None, "1,500"),
    ],
)
def test_specializations_count_up_to_the_cap(
    held: list[str], given: str, counted: str | None, boats: str
) -> None:
    found = told(CLUB, held, specializations={"cups": given})
    cups = found["groups"][0]
    assert (cups["counted"], cups["cap"]) == (counted, "2")
    assert found["products"][0]["total"] == boats


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "9" * 50])
def test_a_number_that_cannot_be_read_is_refused_and_counts_for_nothing(typed: str) -> None:
    found = told(CLUB, ["rowing"], specializations={"cups": typed}, language="en")
    assert found["refusals"]["cups"]["problem"]
    assert found["products"][0]["total"] == "1,500"


def test_a_held_area_that_no_product_names_is_told() -> None:
    assert told(CLUB, ["rowing", "choir"])["unsaid"] == ["choir"]


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownName):
        overview(CLUB, {"overview": {"golf": "qualified"}})
    with pytest.raises(UnknownName):
        overview(CLUB, {"overview": {}, "specializations": {"plates": "1"}})


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_choice_of_designations_adds_up_as_the_rules_say(edition: str) -> None:
    fields = EDITIONS[edition]
    areas = list(mapping(fields["areas"]))
    products = mapping(mapping(fields.get("benefits")).get("products"))
    groups = mapping(mapping(fields["specializations"])["groups"])
    for flags in product((False, True), repeat=len(areas)):
        held = [area for area, flag in zip(areas, flags, strict=True) if flag]
        assert opened(fields, held) == [
            key
            for group in groups.values()
            for key, each in mapping(mapping(group)["specializations"]).items()
            if len(set(held) & set(as_list(mapping(each)["areas"]))) >= _needed(mapping(each))
        ]
        sums = {key: _sum(mapping(each), held) for key, each in products.items()}
        assert (told(fields, held)["products"] or []) == [] or totals(fields, held) == {
            key: f"{amount:,}" for key, amount in sums.items() if amount
        }


def _needed(specialization: Mapping[str, object]) -> int:
    return int(str(specialization.get("count", 1)))


def _sum(product_: Mapping[str, object], held: list[str]) -> int:
    total = 0
    for each in mapping(product_["grants"]).values():
        grant = mapping(each)
        times = sum(area in held for area in as_list(grant.get("areas")))
        total += int(str(grant["amount"])) * (min(times, 1) if grant.get("once") else times)
    return total

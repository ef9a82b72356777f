"""The finders: what takes the place of competencies held, and what a transition offers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import cast

import pytest

from calculator.errors import UnknownName
from calculator.finders import find, guide, successors
from generator.load import load_edition, load_index
from generator.references import mapping

RULES = Path(__file__).parents[2] / "rules"
EDITIONS = {key: load_edition(RULES, key).fields for key in load_index(RULES).editions}
GUIDED = {
    key: fields
    for key, fields in EDITIONS.items()
    if mapping(fields.get("transition")).get("questions")
}

# An invented club moves its members from old cards to new ones, in spring.
MEMBER, KEEPS = {"input": "member", "is": True}, {"input": "keeps", "is": True}
CLUB: Mapping[str, object] = {
    "areas": {"rowing": {}, "chess": {}, "choir": {}},
    "timeline": {"dates": {"late": {"date": "2030-05-01"}, "early": {"date": "2030-04-01"}}},
    "competencies": {
        "competencies": {
            "oar": {"areas": ["rowing"]},
            "pawn": {"areas": ["chess", "rowing"]},
            "medal": {"areas": []},
        },
        "remains": {"dates": ["late", "early"], "timeline": ["soon"], "transition": ["kept"]},
    },
    "transition": {
        "questions": {"member": {}, "keeps": {}},
        "milestones": {
            "opens": {"date": "2030-04-01"},
            "own": {},
            "closes": {"date": "2031-01-01"},
        },
        "situations": {
            "before": {
                "from": "opens",
                "until": "own",
                "when": [MEMBER],
                "statements": {"wait": {}},
            },
            "swap": {
                "from": "own",
                "when": [MEMBER],
                "statements": {"pay": {}, "old": {"when": [KEEPS]}},
                "choices": {"new-card": {"when": [{**KEEPS, "is": False}]}, "old-card": {}},
            },
            "either": {
                "from": "closes",
                "when": [{"count": 1, "of": [MEMBER, KEEPS]}],
                "statements": {"end": {}},
            },
        },
        "restrictions": {"once": {}},
    },
}

Found = dict[str, list[dict[str, object]]]


def states(found: Mapping[str, object]) -> dict[str, object]:
    """The state of each situation and member."""
    told: dict[str, object] = {}
    for each in cast(Found, found)["situations"]:
        told[str(each["key"])] = each["state"]
        for one in cast(Found, each)["statements"] + cast(Found, each)["choices"]:
            told[f"{each['key']}/{one['key']}"] = one["state"]
    return told


def test_designations_stand_in_the_order_of_the_edition_with_what_they_follow() -> None:
    found = successors(CLUB, ["pawn", "oar"], "en")
    assert found["held"] == ["oar", "pawn"]
    assert found["areas"] == [
        {"area": "rowing", "for": ["oar", "pawn"]},
        {"area": "chess", "for": ["pawn"]},
    ]


def test_dates_come_the_earliest_first_and_statements_as_named() -> None:
    found = successors(CLUB, ["oar"], "en")
    assert found["dates"] == [
        {"key": "early", "date": "2030-04-01", "words": "1 April 2030"},
        {"key": "late", "date": "2030-05-01", "words": "1 May 2030"},
    ]
    assert found["statements"] == [
        {"part": "timeline", "key": "soon"},
        {"part": "transition", "key": "kept"},
    ]


def test_what_the_edition_does_not_name_is_not_an_empty_list() -> None:
    silent = {**CLUB, "competencies": {"competencies": {"oar": {"areas": ["rowing"]}}}}
    found = successors(silent, ["oar"], "ja")
    assert found["dates"] is None
    assert found["statements"] is None


def test_a_competency_that_nothing_follows_gives_no_designation() -> None:
    assert successors(CLUB, ["medal"], "ja")["areas"] == []


def test_nothing_held_gives_nothing() -> None:
    empty: dict[str, object] = {"held": [], "areas": [], "dates": [], "statements": []}
    assert successors(CLUB, [], "ja") == empty


@pytest.mark.parametrize("edition", [key for key in EDITIONS if "competencies" in EDITIONS[key]])
def test_every_competency_of_an_edition_leads_where_its_file_says(edition: str) -> None:
    known = mapping(mapping(EDITIONS[edition]["competencies"])["competencies"])
    for key, each in known.items():
        found = cast(Found, successors(EDITIONS[edition], [key], "ja"))
        assert {str(area["area"]) for area in found["areas"]} == {
            *cast(list[str], mapping(each)["areas"])
        }
        assert found["dates"]
        assert found["statements"]


def test_an_unanswered_question_stays_open() -> None:
    assert states(guide(CLUB, {}, {}, "ja")) == {
        "before": "open",
        "before/wait": "holds",
        "swap": "open",
        "swap/pay": "holds",
        "swap/old": "open",
        "swap/new-card": "open",
        "swap/old-card": "holds",
        "either": "open",
        "either/end": "holds",
    }


def test_a_no_is_another_answer_than_none() -> None:
    found = guide(CLUB, {"member": False, "keeps": None}, {}, "ja")
    told = states(found)
    assert (told["before"], told["swap"], told["either"]) == ("fails", "fails", "open")


def test_reasons_name_the_question_the_answer_wanted_and_whether_it_was_given() -> None:
    found = cast(Found, guide(CLUB, {"member": True}, {}, "ja"))
    before, swap, either = found["situations"]
    held = {"question": "member", "answer": True, "state": "holds"}
    assert before["reasons"] == [held]
    assert either["reasons"] == [held, {"question": "keeps", "answer": True, "state": "open"}]
    assert cast(Found, swap)["choices"][0]["reasons"] == [
        {"question": "keeps", "answer": False, "state": "open"}
    ]


def test_a_span_of_which_nothing_is_said_ends_where_something_is() -> None:
    found = cast(Found, guide(CLUB, {"member": False, "keeps": True}, {"own": "2030-06-30"}, "en"))
    spans = [
        (mapping(each["from"])["words"], mapping(each["until"])["words"])
        for each in found["unsaid"]
    ]
    assert spans == [("1 April 2030", "1 January 2031"), ("30 June 2030", "1 January 2031")]


def test_after_the_last_situation_a_span_has_no_end() -> None:
    found = cast(Found, guide(CLUB, {"member": False, "keeps": False}, {}, "en"))
    assert [each["until"] for each in found["unsaid"]] == [None, None, None]


def test_the_partner_gives_the_days_that_the_edition_does_not() -> None:
    found = cast(Found, guide(CLUB, {}, {"own": "2030-06-30", "opens": "1999-01-01"}, "en"))
    before = found["situations"][0]
    assert before["from"] == {"milestone": "opens", "date": "2030-04-01", "words": "1 April 2030"}
    assert before["until"] == {"milestone": "own", "date": "2030-06-30", "words": "30 June 2030"}


def test_a_day_not_given_is_not_guessed() -> None:
    found = cast(Found, guide(CLUB, {}, {"own": " "}, "en"))
    assert found["situations"][1]["from"] == {"milestone": "own", "date": None, "words": None}
    assert not found["refusals"]


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        ("2030-04-01", None),
        ("2030-03-31", {"code": "too-early", "after": "opens"}),
        ("2030-02-30", {"code": "not-a-day"}),
        ("soon", {"code": "not-a-day"}),
    ],
)
def test_a_day_is_refused_if_it_does_not_exist_or_comes_too_early(
    day: str, refusal: object
) -> None:
    found = guide(CLUB, {}, {"own": day}, "en")
    assert found["refusals"] == ({} if refusal is None else {"own": refusal})
    point = mapping(cast(Found, found)["situations"][1]["from"])
    assert point["date"] == (day if refusal is None else None)


@pytest.mark.parametrize("edition", GUIDED)
def test_open_means_exactly_that_the_answers_missing_can_still_decide(edition: str) -> None:
    fields = GUIDED[edition]
    questions = [*mapping(mapping(fields["transition"])["questions"])]
    for given in product((True, False, None), repeat=len(questions)):
        told = states(guide(fields, dict(zip(questions, given, strict=True)), {}, "ja"))
        completions = [
            states(guide(fields, dict(zip(questions, full, strict=True)), {}, "ja"))
            for full in product((True, False), repeat=len(questions))
            if all(one is None or one == other for one, other in zip(given, full, strict=True))
        ]
        for key, state in told.items():
            outcomes = {completion[key] for completion in completions}
            assert state == (outcomes.pop() if len(outcomes) == 1 else "open"), (given, key)


def test_the_deck_offers_a_partner_that_falls_short_to_pay_on_or_to_buy_the_other_pack() -> None:
    answers = {"meets-requirements": False, "keeps-legacy-benefits": True}
    told = states(guide(EDITIONS["2022-03-16"], answers, {"first-renewal": "2023-01-15"}, "ja"))
    assert {key for key, state in told.items() if state == "holds" and "still" in key} == {
        "still-not-met",
        "still-not-met/keep-by-paying",
    }
    assert told["still-not-met/action-pack"] == "fails"
    assert told["continuing"] == "fails"


def test_the_pages_of_2023_are_silent_on_the_time_before_the_anniversary() -> None:
    answers = {"meets-requirements": False}
    found = cast(Found, guide(EDITIONS["2023-10-23"], answers, {}, "ja"))
    assert [mapping(each["from"])["milestone"] for each in found["unsaid"]] == [
        "general-availability"
    ]
    assert mapping(found["unsaid"][0]["until"])["milestone"] == "anniversary"


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({"finder": "treasure"}, "finder"),
        ({"finder": "competencies", "held": ["crown"]}, "competency"),
        ({"finder": "transition", "answers": {"rich": True}}, "question"),
        ({"finder": "transition", "dates": {"payday": "2030-01-01"}}, "milestone"),
    ],
)
def test_a_name_that_the_edition_lacks_is_told(request_: dict[str, object], kind: str) -> None:
    with pytest.raises(UnknownName) as raised:
        find(CLUB, request_)
    assert raised.value.kind == kind


def test_find_answers_each_finder() -> None:
    held = {"finder": "competencies", "held": ["oar"], "language": "en"}
    assert find(CLUB, held) == successors(CLUB, ["oar"], "en")
    asked = {"finder": "transition", "answers": {"member": True}, "dates": {"own": "2030-06-01"}}
    assert find(CLUB, asked) == guide(CLUB, {"member": True}, {"own": "2030-06-01"}, "ja")

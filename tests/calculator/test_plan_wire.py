"""Plans as JSON and in words, and on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calculator.edition import Edition
from calculator.plan_wire import PlanRequest, plan_for_page
from tests.calculator.partners import edition_of
from tests.calculator.test_command_line import folder, run
from tests.calculator.test_planning import INFRASTRUCTURE, MODERN_WORK

__all__ = ["folder"]

HILL = {"season": "dark", "lit": "1", "makers": "1", "masters": "1", "tally": "0"}


def page(edition: Edition, **request: object) -> dict[str, dict[str, Any]]:
    """What the page gets, as it arrives there."""
    asked: PlanRequest = request  # type: ignore[assignment]
    told: dict[str, dict[str, Any]] = json.loads(json.dumps(plan_for_page(edition, asked)))
    return told


def test_a_plan_is_exact_text(edition: Edition) -> None:
    plan = page(edition, area="infrastructure", answers=INFRASTRUCTURE, limit=1)["plan"]
    assert {key: plan[key] for key in ("status", "level", "readings", "proven", "complete")} == {
        "status": "reachable",
        "level": "solutions-partner",
        "readings": "every",
        "proven": True,
        "complete": False,
    }
    assert plan["now"] == {
        "status": "not-qualified",
        "level": None,
        "track": None,
        "points": "208/9",
        "display": "23.11",
    }
    (way,) = plan["ways"]
    assert way["cost"] == "12"
    assert way["changes"][0] == {
        "input": "customers-gained",
        "from": "1",
        "to": "3",
        "by": "2",
        "steps": 2,
        "cost": "2",
    }
    assert way["score"]["status"] == "qualified"
    assert len(way["readings"]) == 8


def test_every_input_says_what_it_is_worth(edition: Edition) -> None:
    asked = {"area": "infrastructure", "answers": INFRASTRUCTURE, "locked": ["deployments"]}
    inputs = page(edition, **asked)["plan"]["inputs"]
    assert {name: each["kind"] for name, each in inputs.items()} == {
        "customers-gained": "planned",
        "customers-lost": "fact",
        "administrators": "planned",
        "intermediate-holders": "planned",
        "solutions-architects": "planned",
        "advanced-holders": "planned",
        "acr-now": "planned",
        "acr-year-ago": "fact",
        "deployments": "locked",
    }
    assert inputs["acr-now"] == {
        "kind": "planned",
        "now": "50000",
        "step": "1000",
        "cost": "1",
        "one_more": {"steps": 1, "points": "20/9", "display": "2.22", "reached": False},
        "next": {"steps": 1, "points": "20/9", "display": "2.22", "reached": False},
        "spare": "0",
        "slack": None,
        "losing": None,
        "reaching": None,
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            [
                "新規顧客をあと2社増やす (1社 → 3社)",
                "Azure Administrator Associate の有資格者をあと2名増やす (1名 → 3名)",
            ],
        ),
        (
            "en",
            [
                "2 more new customers, from 1 to 3",
                "2 more people with Azure Administrator Associate, from 1 to 3",
            ],
        ),
    ],
)
def test_a_way_is_told_in_words(edition: Edition, language: str, told: list[str]) -> None:
    asked = {"area": "infrastructure", "answers": INFRASTRUCTURE, "language": language}
    ways = page(edition, **asked)["words"]["ways"]
    assert ways[0]["changes"][:2] == told


def test_inputs_of_the_same_name_are_told_apart() -> None:
    edition = edition_of("2026-07-01")
    given = {**MODERN_WORK, "smb-cpor-active-users-now": 100}
    words = page(edition, area="modern-work", answers=given, language="en")["words"]
    nouns = [each["noun"] for each in words["inputs"].values()]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_loses_the_level_is_told(language: str) -> None:
    edition = edition_of("2026-07-01")
    given = {**MODERN_WORK, "smb-customers-gained": 4, "smb-cpor-active-users-now": 400}
    asked = {"area": "modern-work", "answers": given, "language": language, "limit": 8}
    ways = page(edition, **asked)["words"]["ways"]
    told = [each for way in ways for each in way["losing"]]
    expected = {
        "ja": "Enterprise の新規顧客がさらに1社増えると、"
        "Enterprise トラックの点数が上回って採用され、要件を満たさなくなります",
        "en": "new Enterprise customers: 1 customer more and the requirements are no longer met, "
        "because the Enterprise track would then score higher and count",
    }
    assert expected[language] in told


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_missing_is_asked_for(edition: Edition, language: str) -> None:
    told = page(edition, area="infrastructure", answers={}, language=language)
    assert told["plan"]["status"] == "unanswered"
    assert told["plan"]["ask"] == ["customers-lost", "acr-year-ago"]
    assert len(told["words"]["ask"]) == 2
    assert len(told["words"]["assumed"]) == 7


def test_what_is_refused_is_told_and_the_rest_is_planned(edition: Edition) -> None:
    told = page(
        edition,
        area="infrastructure",
        answers={**INFRASTRUCTURE, "deployments": "some"},
        costs={"acr-now": "cheap"},
        locked=["acr"],
        language="en",
    )
    assert set(told["refusals"]) == {"deployments", "costs.acr-now", "locked.acr"}
    assert told["plan"]["status"] == "reachable"


def test_a_level_without_points_is_planned_without_speaking_of_points() -> None:
    edition = edition_of("pilots")
    given = {"pilots": 3, "voyages": 90, "dues": 2500, "house": "rented", "pilot-boat": False}
    told = page(edition, area="river", answers=given, level="master", language="en")
    (way,) = told["words"]["ways"]
    assert way["changes"] == [
        "3 more licensed pilots, from 3 to 6",
        "10 more voyages in the year, from 90 to 100",
    ]
    assert way["after"] == ""
    assert told["plan"]["farthest"]["blocked"] == []
    assert "point" not in json.dumps(told["words"])
    higher = page(edition, area="river", answers=given, level="commodore")["plan"]
    assert (higher["status"], higher["ways"]) == ("out-of-reach", [])
    assert higher["farthest"]["blocked"] == ["pilot-boat", "house"]


def test_the_command_line_prints_a_plan_as_json(folder: Path) -> None:
    typed = json.dumps({**HILL, "guild-points": 1}).encode()
    asked = ("--plan", "--area", "hill", "--answers", "-", "--json")
    done = run(
        folder, *asked, "--cost", "lit=9", "--lock", "tally", "--level", "master", typed=typed
    )
    assert (done.returncode, done.stderr) == (0, b"")
    plan = json.loads(done.stdout)
    assert (plan["level"], plan["status"], plan["inputs"]["lit"]["cost"]) == (
        "master",
        "reachable",
        "9",
    )
    assert plan["inputs"]["tally"]["kind"] == "locked"


def test_the_command_line_tells_a_plan_in_words(folder: Path) -> None:
    typed = json.dumps({**HILL, "guild-points": 1}).encode()
    asked = ("--plan", "--area", "hill", "--answers", "-", "--ways", "1")
    told = run(folder, *asked, typed=typed).stdout.decode().splitlines()
    assert told[:3] == [
        "Hill 1811-02-28",
        "The cheapest way to Journeyman",
        "The requirements are met under every reading",
    ]
    assert told[3].startswith("1. cost ")
    assert told[4] == "   2 more makers, from 1 to 3"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--cost", "lit=much"), "-: costs.lit: this cannot be read as a number"),
        (("--step", "lit=0"), "-: steps.lit: a step of 0 moves nothing"),
        (("--lock", "lti"), "-: locked.lti: this area has no such question (did you mean lit?)"),
        (("--level", "mastr"), "--level: there is no 'mastr' (did you mean master?)"),
    ],
)
def test_a_wish_that_is_refused_is_one_line(
    folder: Path, options: tuple[str, ...], told: str
) -> None:
    asked = ("--plan", "--area", "hill", "--answers", "-")
    done = run(folder, *asked, *options, typed=json.dumps(HILL).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(told)


def test_a_cost_is_a_pair(folder: Path) -> None:
    done = run(folder, "--plan", "--area", "hill", "--answers", "-", "--cost", "lit", typed=b"{}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"'lit' is not a pair such as customers-gained=3" in done.stderr

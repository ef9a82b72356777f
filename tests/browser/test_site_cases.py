"""Every worked example, typed into the form of the built site and scored in Chromium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import pytest
from playwright.sync_api import Page

from generator.references import as_list, mapping
from generator.verify import Verified
from tests.browser.profile import Profile
from tests.built.browsing import Watched, ready
from tests.editions import AREAS

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser

Fields = Mapping[str, object]


@pytest.fixture
def watched(profile: Profile, address: str) -> Iterator[Watched]:
    with profile.page() as page:
        yield Watched(page, address)


def test_every_area_with_examples_is_tried(verified: Verified) -> None:
    cases = mapping(verified.loaded.fields["cases"])
    assert {str(mapping(case)["area"]) for case in cases.values()} == set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_examples_score_in_the_form_as_in_python_and_as_expected(
    watched: Watched, verified: Verified, area: str
) -> None:
    fields = verified.loaded.fields
    results = {case.name: case.result for case in verified.cases}
    inputs = mapping(mapping(mapping(fields["areas"])[area])["inputs"])
    page = watched.go(f"areas/{area}/")
    ready(page)
    shown, scored, expected = {}, {}, {}
    for name, case in mapping(fields["cases"]).items():
        if mapping(case)["area"] == area:
            enter(page, mapping(case), inputs)
            shown[name] = on_page(page)
            scored[name] = in_python(mapping(results[name]))
            expected[name] = scored[name] | in_file(mapping(mapping(case)["expect"]))
    assert shown == scored
    assert shown == expected
    assert watched.complaints() == []


def enter(page: Page, case: Fields, inputs: Fields) -> None:
    """Type answers by the names of their fields, into a form without any."""
    form = page.locator("form[data-calculator]")
    form.locator("[data-part=clear]").click()
    answers = mapping(case["answers"])
    by = form.locator(f"[name=by][value={'names' if 'people' in answers else 'numbers'}]")
    if "people" in answers or by.count():
        by.check(force=True)
    for key, answer in answers.items():
        field = form.locator(f"[name='{key}']")
        if key == "people":
            field.fill(as_a_spreadsheet(answer))
        elif isinstance(answer, bool):
            field.and_(page.locator(f"[value='{str(answer).lower()}']")).check(force=True)
        elif mapping(inputs[key])["type"] == "choice":
            field.select_option(str(answer), force=True)
        else:
            field.fill(str(answer), force=True)
    if "as_of" in case:
        form.locator("[name=as_of]").fill(str(case["as_of"]))
    page.wait_for_function(
        "form => form.dataset.scored === form.dataset.revision", arg=form.element_handle()
    )


def as_a_spreadsheet(people: object) -> str:
    """A roster as it is copied from a spreadsheet: a row for each certification of each person."""
    rows = [mapping(person) for person in as_list(people)]
    return "\n".join(f"{row['person']}\t{held}" for row in rows for held in as_list(row["holds"]))


def on_page(page: Page) -> dict[str, object]:
    """What the form shows, as exact values: its verdict, its total, and each metric's points."""
    return cast(
        "dict[str, object]",
        page.locator("form[data-calculator]").evaluate(
            """form => ({
              status: form.querySelector("[data-verdict]").dataset.verdict,
              points: form.querySelector("[data-part=total]").dataset.points,
              ...Object.fromEntries([...form.querySelectorAll("[data-metric]:not([hidden])")]
                .map((row) => [row.dataset.metric, row.dataset.points])),
            })"""
        ),
    )


def in_python(result: Fields) -> dict[str, object]:
    """What the calculator gives in CPython, in the same form."""
    metrics = mapping(result["metrics"])
    points = {key: mapping(metric)["points"] or "" for key, metric in metrics.items()}
    return {"status": result["status"], "points": result["points"], **points}


def in_file(expected: Fields) -> dict[str, object]:
    """What the example itself expects, as far as it says."""
    points = {key: _exact(value) for key, value in mapping(expected.get("metrics")).items()}
    said = {key: _exact(expected[key]) for key in ("status", "points") if key in expected}
    return {**said, **points}


def _exact(value: object) -> str:
    return "" if value == "open" else str(value)

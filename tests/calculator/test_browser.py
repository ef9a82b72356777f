"""The page's way in."""

from __future__ import annotations

import json

import pytest

from calculator import browser
from calculator.edition import Edition
from tests.lanterns import lantern_guild

REQUEST = json.dumps(
    {"edition": "rehearsed", "area": "hill", "language": "ja", "answers": {"lit": "2"}}
)


@pytest.fixture(autouse=True)
def _loaded() -> None:
    browser.load("rehearsed", json.dumps(lantern_guild()))


def test_a_rehearsal_answers_every_question(monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[dict[str, object]] = []

    def for_page(_edition: Edition, request: dict[str, object]) -> dict[str, object]:
        scored.append(request)
        return {}

    monkeypatch.setattr(browser, "for_page", for_page)
    browser.rehearse(REQUEST)
    (request,) = scored
    inputs = Edition.from_dict(lantern_guild()).area("hill").inputs
    assert request == {**json.loads(REQUEST), "answers": dict.fromkeys(inputs, "1")}


def test_a_rehearsal_changes_no_score() -> None:
    before = browser.score(REQUEST)
    browser.rehearse(REQUEST)
    assert browser.score(REQUEST) == before

"""The word that a misspelt one most likely means, or none where nothing is near."""

from __future__ import annotations

import pytest

from calculator.nearest import nearest

KNOWN = ("customers-gained", "customers-lost", "administrators", "deployments", "acr-now")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deploymnets", "deployments"),
        ("deployment", "deployments"),
        ("customers-gain", "customers-gained"),
        ("customer-lost", "customers-lost"),
        ("administrator", "administrators"),
        ("acr_now", "acr-now"),
        ("deployments", "deployments"),
    ],
)
def test_a_slip_finds_its_word(written: str, meant: str) -> None:
    assert nearest(written, KNOWN) == meant


@pytest.mark.parametrize("written", ["", "x", "people", "totally-different", "ＡＣＲ"])
def test_what_resembles_nothing_finds_nothing(written: str) -> None:
    assert nearest(written, KNOWN) is None


def test_without_any_words_there_is_none() -> None:
    assert nearest("deployments", ()) is None


def test_the_nearest_of_several_near_words_is_taken() -> None:
    assert nearest("sea-lion", ("sea-lions", "sea-liom", "sea-lion-x")) == "sea-liom"


def test_a_third_of_the_letters_is_the_limit() -> None:
    assert nearest("abcdxx", ("abcdef",)) == "abcdef"
    assert nearest("abcxxx", ("abcdef",)) is None

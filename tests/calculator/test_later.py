"""What is read later is the same as what is read at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.later import Later
from tests.editions import RULES

PUBLISHED = sorted((RULES / "published").glob("*.json"))


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_an_edition_is_the_same(path: Path) -> None:
    fields = json.loads(path.read_bytes())["edition"]
    at_once, later = Edition.from_dict(fields), Edition.from_checked(fields)
    assert later._replace(areas=dict(later.areas)) == at_once
    assert [*later.areas] == [*at_once.areas]
    with pytest.raises(UnknownName):
        later.area("nowhere")


def test_a_member_is_made_once_and_only_when_it_is_asked_for() -> None:
    made: list[str] = []

    def make(name: str) -> int:
        made.append(name)
        return len(name)

    members = Later(["one", "three"], make)
    assert len(members) == 2
    assert "three" in members
    assert made == []
    assert [members["three"], members["three"]] == [5, 5]
    assert made == ["three"]
    with pytest.raises(KeyError):
        members["two"]

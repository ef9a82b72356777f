"""What the checks say of benefits that are counted, and of designations that are needed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.benefitchecks import anchors, grants, needed, units
from generator.checks import check
from generator.load import load_edition
from tests.built.project import change
from tests.editions import EDITIONS, RULES

EDITION = "2026-07-01"
E5 = "modern-work: {areas: [modern-work], amount: 200, cite: [dossier00, dossier01]"
E3 = "digital-app-innovation], amount: 100, once: true,"
CREDIT = (
    "title: {ja: Azure クレジット, en: Azure credit}\n"
    '    unit: {ja: "年{amount}ドル", en: "{amount} US dollars'
)
BOTH = "areas: [modern-work, security], count: 2, cite:"


class Planted(NamedTuple):
    """A text of a file put in the place of another, and what is told of it."""

    file: str
    old: str
    new: str
    message: str
    hint: str


MISTAKES = {
    "an area that does not exist": Planted(
        "benefits",
        E5,
        E5.replace("modern-work]", "modern-wrok]"),
        "there is no area 'modern-wrok'",
        "did you mean 'modern-work'?",
    ),
    "a group that does not exist": Planted(
        "benefits",
        E5,
        E5.replace("areas: [modern-work]", "group: azur"),
        "there is no group of specializations 'azur'",
        "did you mean 'azure'?",
    ),
    "neither areas nor a group": Planted(
        "benefits",
        E5,
        E5.replace("areas: [modern-work], ", ""),
        "this has none of the keys that say what it is",
        "write exactly one of 'areas', 'group'",
    ),
    "both areas and a group": Planted(
        "benefits",
        E5,
        E5.replace("areas: [modern-work]", "areas: [modern-work], group: azure"),
        "areas and group exclude each other",
        "write exactly one of 'areas', 'group'",
    ),
    "once with a group": Planted(
        "benefits",
        E5,
        E5.replace("areas: [modern-work]", "group: azure, once: true"),
        "'once' goes with 'areas'",
        "leave it out: each specialization of the group brings the amount, up to its cap",
    ),
    "no area": Planted(
        "benefits",
        E5,
        E5.replace("[modern-work]", "[]"),
        "'areas' names no area",
        "name one or more",
    ),
    "an area twice": Planted(
        "benefits",
        E3,
        E3.replace("]", ", data-ai]"),
        "'data-ai' is named twice",
        "keep one of the two",
    ),
    "an amount of nothing": Planted(
        "benefits",
        E5,
        E5.replace("200", "0"),
        "'amount' is 0",
        "write more than 0",
    ),
    "a part of a licence": Planted(
        "benefits",
        E5,
        E5.replace("200", "1.5"),
        "'1.5' is not a whole number",
        "write it as 12",
    ),
    "a unit without its number": Planted(
        "benefits",
        '    title: {ja: Dynamics 365, en: Dynamics 365}\n    unit: {ja: "{amount}ユーザー"',
        '    title: {ja: Dynamics 365, en: Dynamics 365}\n    unit: {ja: "ユーザー"',
        "the unit 'ユーザー' does not hold {amount} exactly once",
        "write {amount} where the number stands",
    ),
    "a unit with its number twice": Planted(
        "benefits",
        CREDIT,
        CREDIT.replace("US dollars", "of {amount}"),
        "the unit '{amount} of {amount} a year' does not hold {amount} exactly once",
        "write {amount} where the number stands",
    ),
    "a key that another anchor has": Planted(
        "benefits",
        "  dynamics-365:\n",
        "  guide:\n",
        "'guide' is the anchor of statements too",
        "choose another key",
    ),
    "more areas than are named": Planted(
        "specializations",
        BOTH,
        BOTH.replace("2", "3"),
        "'count' is 3, and 2 areas are named",
        "write 1 to 2",
    ),
    "no area needed": Planted(
        "specializations",
        BOTH,
        BOTH.replace("2", "0"),
        "'count' is 0, and 2 areas are named",
        "write 1 to 2",
    ),
    "one area for two": Planted(
        "specializations",
        BOTH,
        BOTH.replace("security", "modern-work"),
        "'modern-work' is named twice",
        "keep one of the two",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES / EDITION, tmp_path / EDITION)
    return tmp_path / EDITION


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_editions_have_none_of_these_mistakes(edition: str) -> None:
    loaded = load_edition(RULES, edition)
    assert [each for rule in (units, grants, needed, anchors) for each in rule(loaded)] == []


@pytest.mark.parametrize("planted", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_once_at_its_line(folder: Path, planted: Planted) -> None:
    path = folder / f"{planted.file}.yml"
    change(path, planted.old, planted.new)
    (told,) = check(load_edition(folder.parent, EDITION))
    assert told.mark.path == path
    lines = path.read_text(encoding="utf-8").splitlines()
    assert planted.new.splitlines()[-1].strip() in lines[told.mark.line - 1]
    assert told.message == planted.message
    assert planted.hint in told.hint


def test_a_group_is_unknown_where_no_specializations_are_listed(folder: Path) -> None:
    change(folder / "benefits.yml", E5, E5.replace("areas: [modern-work]", "group: azure"))
    (folder / "specializations.yml").unlink()
    told = list(grants(load_edition(folder.parent, EDITION)))
    assert [each.message for each in told] == ["there is no group of specializations 'azure'"]
    assert [each.hint for each in told] == ["known: none"]


def test_what_could_not_be_read_is_told_once(folder: Path) -> None:
    change(folder / "specializations.yml", "groups:\n", "groops:\n")
    change(folder / "benefits.yml", E5, E5.replace("areas: [modern-work]", "group: azure"))
    assert [each.code for each in check(load_edition(folder.parent, EDITION))] == ["unknown-key"]

"""Partners drawn by chance: answers to an area, what may be planned, what a step costs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

from calculator import answers, scoring
from calculator.answers import Amounts
from calculator.area import Area
from calculator.edition import Edition
from calculator.inputs import CountOf, Input, Weighted
from calculator.ranges import Range
from calculator.wishes import Wishes
from generator.verify import verify
from tests.calculator.enumeration import Enumeration, Move
from tests.chance import seeded
from tests.editions import EDITIONS, RULES, verified_edition
from tests.lanterns import lantern_guild

__all__ = ["AREAS", "Partner", "draw", "edition_of"]

GUILD = "1811-02-28"
PROGRAMMES = {"pilots": "1890-04-01", "gardeners": "1955-05-05"}
"""Other programmes: tiers without points; points beside a least pay, with inputs read twice."""
UNDRAWN = {"bakers": "1720-06-01"}
"""Tiers whose sources contradict themselves, with numbers too large to try out one by one."""


@cache
def edition_of(name: str) -> Edition:
    """A published edition, or the invented programme."""
    if name == GUILD:
        return Edition.from_dict(lantern_guild())
    verified = (
        verify(RULES.parent / "tests" / "programmes" / name, (PROGRAMMES | UNDRAWN)[name])
        if name in PROGRAMMES | UNDRAWN
        else verified_edition(name)
    )
    edition = verified.edition
    assert edition is not None
    return edition


AREAS = [
    (name, area, level)
    for name in (*EDITIONS, GUILD, *PROGRAMMES)
    for area in edition_of(name).areas
    for level in range(
        len(next(iter(edition_of(name).levels_of(edition_of(name).area(area)).variants.values())))
    )
]
"""Every area of every edition, with every level."""


class Partner(NamedTuple):
    """A partner with wishes, and everything that its plan can be compared with."""

    edition: Edition
    area: Area
    amounts: Amounts
    wishes: Wishes
    everything: Enumeration


def draw(name: str, area: str, level: int, seed: int, most: int) -> Partner:
    """A partner whose possibilities are at most so many."""
    chance = seeded(seed)
    edition = edition_of(name)
    while True:
        partner = _draw(edition, edition.areas[area], level, chance)
        if partner is not None and partner.everything.box.size <= most:
            return partner


def _draw(edition: Edition, area: Area, level: int, chance: Random) -> Partner | None:
    amounts = answers.read(edition, area, _answers(area, chance))
    levels = next(iter(edition.levels_of(area).variants.values()))
    aim = levels[level].name
    read = _read(edition, area, amounts, aim)
    facts = _facts(area)
    free = [
        each for each in area.inputs if each in read and each not in facts and _is_free(area, each)
    ]
    locked = {each for each in free if chance.random() < 0.25 and not _is_open(amounts[each])}
    if any(_is_open(amounts[each]) for each in read - {*free} | locked):
        return None
    names = [each for each in free if each not in locked]
    steps = {each: _step(area.inputs[each], chance) for each in names}
    costs = _costs(names, chance)
    moves = {
        each: Move(_low(amounts[each]), steps[each], costs[each], _highest(area, each))
        for each in names
    }
    adopted = chance.random() < 0.3
    wishes = Wishes(aim, costs, steps, frozenset(locked), adopted, limit=None)
    everything = Enumeration(
        edition, area, amounts, moves, day=edition.name, adopted=adopted, level=level
    )
    return Partner(edition, area, amounts, wishes, everything)


def _facts(area: Area) -> set[str]:
    """What is lost or past, and what the tracks ask for: told here by the grammar of the keys."""
    past = ("lost", "year-ago", "before", "broken", "masters")
    tracks = {"track-workloads", "customers-smb-percent", "months-smb"}
    return {name for name in area.inputs if name.endswith(past) or name in tracks}


def _is_free(area: Area, name: str) -> bool:
    return area.inputs[name].type not in ("flag", "choice")


def _read(edition: Edition, area: Area, amounts: Amounts, level: str) -> set[str]:
    """The inputs that the tracks which count read, as the explanation of a score names them."""
    scored = scoring.score(edition, area, amounts)
    levels = scored.levels
    tracks = [each.track for each in scored.adopted.tracks]
    rules = [metric.rules for track in tracks for metric in track.metrics.values()]
    text = repr([rules, [each for each in levels if each.name == level]])
    named = {name for name in (*area.inputs, *area.derived) if f"'{name}'" in text}
    return {
        term
        for name in named
        for term in (area.derived[name].terms if name in area.derived else (name,))
    }


def _is_open(amount: object) -> bool:
    return amount is None or (isinstance(amount, Range) and bool(amount.open))


def _low(amount: object) -> Fraction:
    assert isinstance(amount, Range)
    return amount.low or Fraction(0)


def _highest(area: Area, name: str) -> Fraction | None:
    """The most points that can be typed; other numbers have no limit."""
    if area.inputs[name].type != "points":
        return None
    amount = answers.read_what_can_be_read(edition_of(GUILD), area, {})[0][name]
    return amount.high if isinstance(amount, Range) else None


def _answers(area: Area, chance: Random) -> dict[str, object]:
    computed = {
        part
        for each in area.inputs.values()
        if isinstance(each.origin, Weighted | CountOf)
        for part in (each.origin.rates if isinstance(each.origin, Weighted) else each.origin.flags)
    }
    given = {}
    for name, question in area.inputs.items():
        if name not in computed and (name in _facts(area) or chance.random() > 0.1):
            given[name] = _answer(area, question, chance)
    return given


def _answer(area: Area, question: Input, chance: Random) -> object:
    usual: dict[str, tuple[object, ...]] = {
        "flag": (True, True, False),
        "choice": tuple(question.options),
        "money": (0, 300, 1000, 5000, 6000, 21000),
        "number": (0, 10000, 30000, 35000, 70000),
        "percent": (0, 20, 50, 90),
        "points": (0, 2, 5, 12),
        "users": (0, 100, 500, 1200),
        "count": (0, 0, 1, 2, 3, 4, 6),
    }
    if question.name in _facts(area):
        usual |= {"money": (1000, 5000, 5000, 20000, 40, 0), "number": (30000, 60000, 60000, 0)}
    kind = "users" if question.unit == "users" else question.type
    answer = chance.choice(usual[kind])
    highest = _highest(area, question.name)
    return answer if highest is None else str(min(Fraction(str(answer)), highest))


def _step(question: Input, chance: Random) -> Fraction:
    usual = {"money": (500, 1000, 2500), "number": (5000,), "points": (3, 5, 7), "percent": (10,)}
    large = usual.get(question.type)
    if large is None:
        large = (250, 500, 700) if question.unit == "users" else (1, 1, 1, 2)
    return Fraction(chance.choice(large))


def _costs(names: list[str], chance: Random) -> Mapping[str, Fraction]:
    """Equal costs, or any; sometimes a step costs nothing."""
    if chance.random() < 0.3:
        return {name: Fraction(1) for name in names}
    usual = [Fraction(each) for each in (1, 1, 2, 3, "1/2", 7)]
    usual += [Fraction(0)] if chance.random() < 0.2 else []
    return {name: chance.choice(usual) for name in names}

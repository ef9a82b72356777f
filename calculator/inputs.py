"""Inputs: the questions to the partner, and what may answer one in the place of typing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import days
from calculator.days import ALWAYS, Days
from calculator.errors import InvalidEdition
from calculator.shapes import (
    Fields,
    cite,
    field,
    items,
    mapping,
    number,
    optional_text,
    text,
    within,
    word,
)
from calculator.steps import Cite, Text

__all__ = [
    "ROSTER",
    "Certification",
    "CountOf",
    "Held",
    "Holders",
    "Input",
    "Person",
    "Weighted",
    "count_holders",
    "days_counted",
    "offered",
    "parse",
]

ROSTER = "people"
TYPES = ("count", "number", "money", "percent", "flag", "choice", "points")
WORDS = ("flag", "choice")
"""The types whose answer is not a number."""


class Certification(NamedTuple):
    """A certification: its last day of counting, and when it retires, where these are set."""

    title: str
    counts_until: str
    retires: str = ""


class Person(NamedTuple):
    """One person of a roster, and the certifications that this person holds."""

    person: str
    holds: tuple[str, ...]


class Held(NamedTuple):
    """A certification of a list, and the days on which it is on that list."""

    certification: str
    days: Days


class Holders(NamedTuple):
    """Answered by the roster: the distinct people who hold any of these certifications."""

    certifications: tuple[Held, ...]


class Weighted(NamedTuple):
    """Answered by other inputs: their sum, each times its rate.

    With `blank_is_zero`, a term that is not answered is 0 once any term is.
    """

    rates: Mapping[str, Fraction]
    blank_is_zero: bool


class CountOf(NamedTuple):
    """Answered by flags: how many of them are true."""

    flags: tuple[str, ...]


Origin = Holders | Weighted | CountOf


class Input(NamedTuple):
    """A question to the partner.

    Attributes:
        type: what an answer is: a count, a number, money, a percentage, points, a flag, a choice.
        ask: the question in words; `noun` is the short name of what it counts or measures.
        origin: what may answer it when it is not typed.
        options: the choices of a `choice`.
        unanswered: what a flag means while it is not answered, if the edition says so.
        help: what counts, in words.
        step: by how much a plan moves it at a time, in its unit.
        fixed: whether the edition says that nobody can plan it.
    """

    name: str
    type: str
    ask: Text
    noun: Text | None
    unit: str
    origin: Origin | None
    options: Mapping[str, Text]
    unanswered: bool | None
    cite: Cite
    help: Text | None = None
    step: Fraction = Fraction(1)
    fixed: bool = False

    @property
    def is_number(self) -> bool:
        """Whether an answer is a number."""
        return self.type not in WORDS


def parse(name: str, fields: Fields) -> Input:
    """Read an input."""
    kind = word(fields, "type")
    if kind not in TYPES:
        raise InvalidEdition(f"one of {', '.join(TYPES)} is expected", ("type",))
    options = mapping(fields.get("options", {}))
    with within("from"):
        origin = _origin(mapping(fields["from"])) if "from" in fields else None
    return Input(
        name=name,
        type=kind,
        ask=text(fields, "ask"),
        noun=optional_text(fields, "noun"),
        unit=word(fields, "unit") if "unit" in fields else "",
        origin=origin,
        options={key: mapping(title) for key, title in options.items()},
        unanswered=bool(fields["unanswered"]) if "unanswered" in fields else None,
        cite=cite(fields),
        help=optional_text(fields, "help"),
        step=_step(fields),
        fixed=fields.get("fixed") is True,
    )


def offered(question: Input) -> dict[str, str]:
    """The options of a choice for a refusal: their keys, and in each language with their titles."""
    languages = dict.fromkeys(each for title in question.options.values() for each in title)
    listed = {
        f"options_{language}": "; ".join(
            key if title.get(language, key) == key else f"{key} ({title[language]})"
            for key, title in question.options.items()
        )
        for language in languages
    }
    return {"options": ", ".join(question.options), **listed}


def _step(fields: Fields) -> Fraction:
    step = number(fields, "step") if "step" in fields else Fraction(1)
    if step <= 0:
        raise InvalidEdition("more than 0 is expected", ("step",))
    return step


def _origin(fields: Fields) -> Origin:
    if "holders" in fields:
        return Holders(tuple(_held(each) for each in items(fields, "holders")))
    if "weighted" in fields:
        rates = mapping(field(fields, "weighted"))
        blank_is_zero = fields.get("blank") == 0 and "blank" in fields
        return Weighted({name: number(rates, name) for name in rates}, blank_is_zero)
    if "count_of" in fields:
        return CountOf(tuple(str(each) for each in items(fields, "count_of")))
    raise InvalidEdition("'holders', 'weighted' or 'count_of' is expected")


def _held(value: object) -> Held:
    if isinstance(value, str):
        return Held(value, ALWAYS)
    fields = mapping(value)
    return Held(word(fields, "certification"), days.parse(fields))


def count_holders(
    origin: Holders,
    roster: tuple[Person, ...],
    certifications: Mapping[str, Certification],
    day: str,
) -> int:
    """How many distinct people of a roster hold any of some certifications that count on a day."""
    counting = {
        held.certification
        for held in origin.certifications
        if days_counted(held, certifications).hold(day)
    }
    return len({each.person for each in roster if not counting.isdisjoint(each.holds)})


def days_counted(held: Held, certifications: Mapping[str, Certification]) -> Days:
    """The days on which a member of a list counts: while it is listed, and while it is eligible."""
    last = [
        each for each in (held.days.last, certifications[held.certification].counts_until) if each
    ]
    return Days(held.days.first, min(last, default=""))

"""Answers: what the partner typed, read into the amounts that rules measure.

Not answered, no and 0 are three things: an input that was not answered is open, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial

from calculator import numeral, rules
from calculator.derive import Person, holders
from calculator.edition import ROSTER, Area, Edition, Input
from calculator.errors import Refusal, RefusedAnswers, RefusedValue
from calculator.nearest import nearest
from calculator.ranges import known, unanswered
from calculator.steps import Amount

__all__ = ["Amounts", "read", "read_what_can_be_read"]

Amounts = Mapping[str, Amount]
"""An amount for every input of an area; open where it was not answered."""


def read(edition: Edition, area: Area, answers: Mapping[str, object]) -> Amounts:
    """Read all answers.

    Raises:
        RefusedAnswers: with every answer that cannot be read.
    """
    amounts, refusals = read_what_can_be_read(edition, area, answers)
    if refusals:
        raise RefusedAnswers(refusals)
    return amounts


def read_what_can_be_read(
    edition: Edition, area: Area, answers: Mapping[str, object]
) -> tuple[Amounts, tuple[Refusal, ...]]:
    """Read the answers that can be read; the refused ones stay open and are listed."""
    refusals: list[Refusal] = []

    def reading(key: str, read_value: Callable[[], Amount], otherwise: Amount) -> Amount:
        try:
            return read_value()
        except RefusedValue as error:
            refusals.append(Refusal(key, error.code, error.details))
            return otherwise

    known_keys = (*area.inputs, ROSTER)
    refusals += [
        _unknown("unknown-input", key, key, known_keys) for key in answers if key not in known_keys
    ]
    roster = _roster(edition, answers.get(ROSTER), refusals)
    amounts: dict[str, Amount] = {}
    for name, each in area.inputs.items():
        nothing = _unanswered(area, each)
        typed = answers.get(name)
        if _is_empty(typed):
            counted = roster is not None and each.holders
            amounts[name] = (
                known(Fraction(holders(roster or (), each.holders))) if counted else nothing
            )
        elif roster is not None and each.holders:
            refusals.append(Refusal(name, "both-typed-and-roster", {}))
            amounts[name] = nothing
        else:
            amounts[name] = reading(name, partial(_value, area, each, typed), nothing)
    return amounts, tuple(refusals)


def _is_empty(typed: object) -> bool:
    return typed is None or (isinstance(typed, str) and not typed.strip(" \t\u3000"))


def _unanswered(area: Area, question: Input) -> Amount:
    if question.type in ("flag", "choice"):
        return question.unanswered
    return unanswered(question.name, _highest(area, question))


def _highest(area: Area, question: Input) -> Fraction | None:
    """The most that an answer of type `points` can be: where the rule that measures it is full."""
    if question.type != "points":
        return None
    full = [
        linear.full_at
        for track in area.tracks
        for metric in track.metrics.values()
        for rule in metric.rules.values()
        for linear in rules.linear_rules(rule)
        if linear.per == question.name
    ]
    return max(full, default=None)


def _value(area: Area, question: Input, typed: object) -> Amount:
    if question.type == "flag":
        if not isinstance(typed, bool):
            raise RefusedValue("not-a-flag")
        return typed
    if question.type == "choice":
        if not isinstance(typed, str) or typed not in question.options:
            raise RefusedValue("not-an-option", options=", ".join(question.options))
        return typed
    return known(_number(area, question, typed))


def _number(area: Area, question: Input, typed: object) -> Fraction:
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        raise RefusedValue("not-text", given=type(typed).__name__)
    value = numeral.read(typed, percent=question.unit == "percent")
    highest = _highest(area, question)
    if value < 0:
        raise RefusedValue("negative")
    if question.type == "count" and value.denominator != 1:
        raise RefusedValue("not-whole", typed=str(typed))
    if highest is not None and value > highest:
        raise RefusedValue("above-highest", highest=numeral.display(highest))
    return value


def _roster(edition: Edition, people: object, refusals: list[Refusal]) -> tuple[Person, ...] | None:
    """The people, or None where no roster was given."""
    if _is_empty(people):
        return None
    if not isinstance(people, list):
        refusals.append(Refusal(ROSTER, "not-a-roster", {}))
        return None
    return tuple(_person(edition, each, refusals) for each in people)


def _person(edition: Edition, entry: object, refusals: list[Refusal]) -> Person:
    if not isinstance(entry, Mapping) or set(entry) != {"person", "holds"}:
        refusals.append(Refusal(ROSTER, "not-a-person", {}))
        return Person("", ())
    name, held = entry["person"], entry["holds"]
    if not isinstance(name, str) or not name.strip() or not isinstance(held, list):
        refusals.append(Refusal(ROSTER, "not-a-person", {}))
        return Person("", ())
    certifications = tuple(str(each) for each in held)
    refusals += [
        _unknown("unknown-certification", ROSTER, each, edition.certifications)
        for each in certifications
        if each not in edition.certifications
    ]
    return Person(name.strip(), certifications)


def _unknown(code: str, key: str, name: str, known_names: Iterable[str]) -> Refusal:
    near = nearest(name, known_names)
    return Refusal(key, code, {"name": name} | ({"suggestion": near} if near else {}))

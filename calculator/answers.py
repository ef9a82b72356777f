"""Answers: what the partner typed, read into the amounts that rules measure.

Not answered, no and 0 are three things: an input that was not answered is open, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from calculator import numeral, rules
from calculator.area import Area
from calculator.edition import Edition
from calculator.errors import Refusal, RefusedAnswers, RefusedValue
from calculator.inputs import (
    ROSTER,
    CountOf,
    Holders,
    Input,
    Person,
    Weighted,
    count_holders,
    offered,
)
from calculator.nearest import nearest
from calculator.ranges import ZERO, Range, add, known, scaled, unanswered
from calculator.steps import Amount, Text

__all__ = ["Amounts", "read", "read_what_can_be_read"]

PLAIN = frozenset("0123456789.,")
"""What most numbers are made of: behind these stands no unit."""

Amounts = Mapping[str, Amount]
"""An amount for every input of an area; open where it was not answered."""


def read(
    edition: Edition, area: Area, answers: Mapping[str, object], as_of: str | None = None
) -> Amounts:
    """Read all answers as they count on a day; the edition's own date if left out.

    Raises:
        RefusedAnswers: with every answer that cannot be read.
    """
    amounts, refusals = read_what_can_be_read(edition, area, answers, as_of)
    if refusals:
        raise RefusedAnswers(refusals)
    return amounts


def read_what_can_be_read(
    edition: Edition, area: Area, answers: Mapping[str, object], as_of: str | None = None
) -> tuple[Amounts, tuple[Refusal, ...]]:
    """Read the answers that can be read; the refused ones stay open and are listed."""
    known_keys = (*area.inputs, ROSTER)
    unknown = [key for key in answers if key not in known_keys]
    refusals = [_unknown("unknown-input", key, key, known_keys) for key in unknown]
    roster = _roster(edition, answers.get(ROSTER), refusals)
    typed = {
        name: _typed(edition, area, each, answers.get(name), refusals)
        for name, each in area.inputs.items()
    }
    amounts: dict[str, Amount] = {}
    for name, each in area.inputs.items():
        own, other = typed[name], _computed(edition, each, roster, typed, as_of or edition.name)
        if own is not None and other is not None:
            code = (
                "both-typed-and-roster"
                if isinstance(each.origin, Holders)
                else "both-typed-and-parts"
            )
            refusals.append(Refusal(name, code, {}))
            own = other = None
        given = other if own is None else own
        amounts[name] = _unanswered(area, each) if given is None else given
    return amounts, tuple(refusals)


def _typed(
    edition: Edition, area: Area, question: Input, answer: object, refusals: list[Refusal]
) -> Amount:
    """The answer as typed; None where there is none, or it is refused."""
    if _is_empty(answer):
        return None
    try:
        return _value(edition, area, question, answer)
    except RefusedValue as error:
        refusals.append(Refusal(question.name, error.code, error.details))
        return None


def _computed(
    edition: Edition,
    question: Input,
    roster: tuple[Person, ...] | None,
    typed: Mapping[str, Amount],
    day: str,
) -> Range | None:
    """What answers a question in the place of typing; None where nothing does."""
    origin = question.origin
    if isinstance(origin, Holders) and roster is not None:
        return known(Fraction(count_holders(origin, roster, edition.certifications, day)))
    if isinstance(origin, Weighted) and any(typed[name] is not None for name in origin.rates):
        return add(
            scaled(_term(typed[name], name, origin), rate) for name, rate in origin.rates.items()
        )
    if isinstance(origin, CountOf) and any(typed[name] is not None for name in origin.flags):
        return add(_flag(typed[name], name) for name in origin.flags)
    return None


def _term(amount: Amount, name: str, origin: Weighted) -> Range:
    if isinstance(amount, Range):
        return amount
    return ZERO if origin.blank_is_zero else unanswered(name)


def _flag(amount: Amount, name: str) -> Range:
    return unanswered(name, Fraction(1)) if amount is None else known(Fraction(amount is True))


def _is_empty(typed: object) -> bool:
    return typed is None or (isinstance(typed, str) and not typed.strip(" \t\u3000"))


def _unanswered(area: Area, question: Input) -> Amount:
    if not question.is_number:
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


def _value(edition: Edition, area: Area, question: Input, typed: object) -> Amount:
    if question.type == "flag":
        if not isinstance(typed, bool):
            raise RefusedValue("not-a-flag")
        return typed
    if question.type == "choice":
        if not isinstance(typed, str) or typed not in question.options:
            raise RefusedValue("not-an-option", **offered(question))
        return typed
    unit = edition.units.get(question.unit)
    return known(_number(area, question, typed if unit is None else _bare(typed, unit)))


def _bare(typed: object, unit: Text) -> object:
    """A typed number without the unit that may stand behind it: 3社, 600万円, 12 years.

    Raises:
        RefusedValue: the unit counts in 万 or 億 itself, and the number does so too.
    """
    if not isinstance(typed, str) or PLAIN.issuperset(typed):
        return typed
    words = [str(word) for forms in unit.values() for word in _forms(forms)]
    plain = typed.rstrip(" \t\u3000")
    for word in sorted(words, key=len, reverse=True):
        if word and word != "%" and plain.casefold().endswith(word.casefold()):
            plain = plain[: -len(word)].rstrip(" \t\u3000")
            break
    if any(word.startswith(("万", "億")) for word in words) and {"万", "億"} & set(plain):
        own = {f"unit_{language}": str(_forms(forms)[-1]) for language, forms in unit.items()}
        raise RefusedValue("scaled-unit", unit=" / ".join(own.values()), **own)
    return plain or typed


def _forms(words: object) -> tuple[object, ...]:
    """A word of the edition: the one form, or the forms for one and many."""
    return tuple(words) if isinstance(words, list | tuple) else (words,)


def _number(area: Area, question: Input, typed: object) -> Fraction:
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        raise RefusedValue("not-text", given=type(typed).__name__)
    value = numeral.read(typed, percent="percent" in (question.unit, question.type))
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

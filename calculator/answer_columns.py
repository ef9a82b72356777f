"""The answers of many partners, read column by column.

Numbers are whole numbers of ten-thousandths, so that columns of them are computed with at once;
what does not come out whole is a pair. Blank and refused cells are objects: nothing can be computed
with them by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import repeat
from math import gcd
from operator import mul

from calculator import answers
from calculator.area import Area
from calculator.batch_words import NO, YES
from calculator.edition import Edition
from calculator.inputs import CountOf, Input, Weighted
from calculator.ranges import Range, known
from calculator.remembered import Remembered
from calculator.steps import Amount

__all__ = [
    "REFUSED",
    "UNIT",
    "AnswerColumns",
    "Open",
    "Pair",
    "Value",
    "Values",
    "amount_of",
    "answer_in",
    "lowest",
    "ratio",
]

UNIT = 10_000
"""A number of 1 in the columns."""
DECIMALS = 4
ZEROS = tuple("0" * (DECIMALS - places) for places in range(DECIMALS + 1))

GROUPED = re.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?")
"""Digits in groups of three."""
WHOLE = re.compile("([0-9]{1,30})()")
DECIMAL = re.compile(f"([0-9]{{1,30}})(?:[.]([0-9]{{1,{DECIMALS}}}))?")
"""Numbers in plain digits; longer ones are left to those who read everything."""
LONGEST = 40
"""The most digits that a number may have, as `numeral` has it."""

Pair = tuple[int, int]
"""An exact number: its numerator, and its denominator, which is above 0."""


class Open:
    """An answer that is open, or refused: the amount that it is scored with."""

    __slots__ = ("amount",)

    def __init__(self, amount: Amount) -> None:
        """Keep the amount."""
        self.amount = amount


REFUSED = Open(None)

Value = int | Pair | bool | str | Open
"""A cell as it is read: a number in ten-thousandths, a flag, a choice, or what is open."""

Values = Mapping[str, Sequence[Value]]
"""For each input of an area the values of its column."""


def ratio(value: Value) -> Pair:
    """A number in ten-thousandths as numerator and denominator."""
    if isinstance(value, int):
        return value, 1
    if isinstance(value, tuple):
        return value
    raise TypeError(value)


def lowest(number: int, denominator: int) -> int | Pair:
    """A number in lowest terms: whole where it comes out so."""
    common = gcd(number, denominator)
    if common == denominator:
        return number // denominator
    return number // common, denominator // common


def amount_of(value: Value) -> Amount:
    """A value of a column as scoring takes it."""
    if isinstance(value, Open):
        return value.amount
    if isinstance(value, bool | str):
        return value
    number, denominator = ratio(value)
    return known(Fraction(number, denominator * UNIT))


class AnswerColumns:
    """Reads the columns of an area's answers."""

    def __init__(self, edition: Edition, area: Area, day: str) -> None:
        """Prepare the questions."""
        self._edition, self._area, self._day = edition, area, day
        self._columns = {
            name: _Column(self, question, place)
            for place, (name, question) in enumerate(area.inputs.items())
        }
        self.places = {name: place for place, name in enumerate(area.inputs)}

    def read(self, texts: Sequence[Sequence[str]]) -> tuple[dict[str, Sequence[Value]], set[str]]:
        """The values of all columns, and which of them have cells that are open or refused.

        Args:
            texts: for each input of the area, in its order, the cells of its column.
        """
        values: dict[str, Sequence[Value]] = {}
        partly = set()
        for name, column in self._columns.items():
            plain = column.whole(texts)
            values[name] = read = column.read(texts) if plain is None else plain
            if plain is None and Open in map(type, read):
                partly.add(name)
        return values, partly

    def amount(self, names: Sequence[str], typed: Sequence[str]) -> Value:
        """The answer to the first of some questions, which the others may answer in its place."""
        given = {
            name: answer_in(self._area.inputs[name], text)
            for name, text in zip(names, typed, strict=True)
        }
        asked = self._area._replace(inputs={name: self._area.inputs[name] for name in names})
        amounts, refusals = answers.read_what_can_be_read(self._edition, asked, given, self._day)
        return REFUSED if refusals else _value(amounts[names[0]])


def _value(amount: Amount) -> Value:
    if isinstance(amount, Range):
        if amount.value is None:
            return Open(amount)
        number, denominator = (amount.value * UNIT).as_integer_ratio()
        return number if denominator == 1 else (number, denominator)
    return Open(None) if amount is None else amount


class _Column:
    """The column of a question, together with those that may answer it in the place of typing."""

    def __init__(self, columns: AnswerColumns, question: Input, place: int) -> None:
        self._columns, self._place = columns, place
        self._names = (question.name, *_parts_of(question))
        # A number in plain digits needs no reading, except where more than its text decides.
        self._is_plain = question.is_number and question.type != "points" and len(self._names) == 1
        self._form = WHOLE if question.type == "count" else DECIMAL
        self._known: Remembered[str, Value] = Remembered(self._read)
        self._together: Remembered[tuple[str, ...], Value] = Remembered(self._read_together)

    def read(self, texts: Sequence[Sequence[str]]) -> list[Value]:
        """The values of the column."""
        own, known = texts[self._place], self._known
        if len(self._names) > 1:
            places = [self._columns.places[name] for name in self._names]
            together = zip(*(texts[at] for at in places), strict=True)
            return list(map(self._together.__getitem__, together))
        if self._form is WHOLE or not self._is_plain:
            return list(map(known.__getitem__, own))
        # Amounts hardly repeat: what is plain is not remembered.
        match = DECIMAL.fullmatch
        return [
            int(found[1] + (part := found[2] or "") + ZEROS[len(part)])
            if (found := match(text))
            else known[text]
            for text in own
        ]

    def whole(self, texts: Sequence[Sequence[str]]) -> list[Value] | None:
        """The values of a column that has nothing but whole numbers in plain digits."""
        own = texts[self._place]
        if not self._is_plain or not _are_digits(own):
            return None
        return list(map(mul, map(int, own), repeat(UNIT)))

    def _read(self, typed: str) -> Value:
        plain = typed
        if self._is_plain and len(typed) <= LONGEST and GROUPED.fullmatch(typed):
            plain = typed.replace(",", "")
        found = self._form.fullmatch(plain) if self._is_plain else None
        if found is None:
            return self._read_together((typed,))
        part = found[2] or ""
        return int(found[1] + part + ZEROS[len(part)])

    def _read_together(self, typed: tuple[str, ...]) -> Value:
        return self._columns.amount(self._names, typed)


def _are_digits(texts: Sequence[str]) -> bool:
    """Whether every text is a whole number in plain digits."""
    together = "".join(texts)
    return (
        together.isdigit()
        and together.isascii()
        and all(texts)
        and (len(together) <= LONGEST or max(map(len, texts)) <= LONGEST)
    )


def _parts_of(question: Input) -> tuple[str, ...]:
    """The inputs that may answer a question in the place of typing."""
    if isinstance(question.origin, Weighted):
        return tuple(question.origin.rates)
    return question.origin.flags if isinstance(question.origin, CountOf) else ()


def answer_in(question: Input, text: str) -> object:
    """A cell as an answer: flags by words for yes and no, choices also by their titles."""
    if question.is_number:
        return text
    plain = text.strip().casefold()
    if question.type == "flag":
        return True if plain in YES else False if plain in NO else text
    for key, titles in question.options.items():
        if plain in {key.casefold(), *(str(title).casefold() for title in titles.values())}:
            return key
    return text

"""Reading the mappings of an edition, one field at a time.

The build checks the rule files with file, line and column before it gets here. What arrives as JSON
is read by these few functions, and an error says which key it stands under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import TypeVar, cast

from calculator.errors import InvalidEdition
from calculator.numeral import from_exact
from calculator.steps import Cite, Text

__all__ = [
    "Fields",
    "cite",
    "each",
    "field",
    "items",
    "mapping",
    "number",
    "optional_text",
    "text",
    "within",
    "word",
]

Fields = Mapping[str, object]
T = TypeVar("T")


@contextmanager
def within(*keys: str) -> Iterator[None]:
    """Name the keys under which an error happened."""
    try:
        yield
    except InvalidEdition as error:
        raise error.within(*keys) from None


def field(fields: Fields, key: str) -> object:
    """The value of a key that must be there."""
    if key not in fields:
        raise InvalidEdition(f"'{key}' is missing")
    return fields[key]


def mapping(value: object) -> Fields:
    """A mapping with text keys."""
    if not isinstance(value, Mapping):
        raise InvalidEdition("a mapping is expected")
    return cast("Fields", value)


def each(fields: Fields, key: str, read: Callable[[str, Fields], T]) -> dict[str, T]:
    """Read every member of a mapping, keeping its order; a mapping left out is empty."""
    result = {}
    with within(key):
        for name, member in mapping(fields.get(key, {})).items():
            with within(name):
                result[name] = read(name, mapping(member))
    return result


def items(fields: Fields, key: str) -> tuple[object, ...]:
    """The members of a list; none where the key is left out."""
    value = fields.get(key, ())
    if not isinstance(value, list | tuple):
        raise InvalidEdition("a list is expected", (key,))
    return tuple(value)


def word(fields: Fields, key: str) -> str:
    """A text without language: a key, a name, a date."""
    value = field(fields, key)
    if not isinstance(value, str):
        raise InvalidEdition("text is expected", (key,))
    return value


def text(fields: Fields, key: str) -> Text:
    """Words by language."""
    with within(key):
        return mapping(field(fields, key))


def optional_text(fields: Fields, key: str) -> Text | None:
    """Words by language, where there are any."""
    return text(fields, key) if key in fields else None


def number(fields: Fields, key: str) -> Fraction:
    """An exact number."""
    value = field(fields, key)
    try:
        return from_exact(value)
    except ValueError:
        raise InvalidEdition("an exact number is expected", (key,)) from None


def cite(fields: Fields) -> Cite:
    """The places cited: none, one, or several."""
    value = fields.get("cite", ())
    return (value,) if isinstance(value, str) else tuple(str(key) for key in items(fields, "cite"))

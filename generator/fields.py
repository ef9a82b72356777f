"""The types of fields: how each reads a node, and what it says when it cannot.

A shape is a value made of these types; reading a node against it gives plain data (text, whole
numbers, flags, lists, mappings) together with the place of everything read. Nothing stops at the
first mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from calculator.nearest import nearest
from generator.findings import Finding, Mark
from generator.yamlsource import Hole, ListNode, MapNode, Node, Scalar

__all__ = [
    "MISSING",
    "Choice",
    "Either",
    "Flag",
    "KeyField",
    "ListOf",
    "MapOf",
    "Number",
    "OneOrMore",
    "Reader",
    "Record",
    "Shape",
    "Value",
    "Whole",
    "Word",
    "WordIn",
    "WordOr",
    "date_field",
    "read_with",
    "url_field",
]

Path = tuple[str, ...]


class _Missing:
    """What stands for a value that could not be read."""


MISSING = _Missing()


@dataclass
class Reader:
    """Collects what is found while reading.

    `places` has the place of each path of keys, `damaged` the paths whose value could not be read.
    """

    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, Mark] = field(default_factory=dict)
    damaged: set[Path] = field(default_factory=set)

    def refuse(self, mark: Mark, path: Path, code: str, message: str, hint: str) -> _Missing:
        """Note a mistake; the value at its path is missing."""
        self.findings.append(Finding(mark, code, message, hint))
        return self.lose(path)

    def lose(self, path: Path) -> _Missing:
        """Say that the value at a path cannot be read; why has been noted."""
        self.damaged.add(path)
        return MISSING


class Shape(Protocol):
    """Anything that can read a node."""

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The plain value of a node, or MISSING after noting why not."""
        ...


def _kind(node: Node) -> str:
    if isinstance(node, MapNode):
        return "a mapping"
    if isinstance(node, ListNode):
        return "a list"
    return "nothing" if isinstance(node, Hole) or node.is_null else "text"


def read_with(shape: Shape, node: Node, path: Path, reader: Reader) -> object:
    """What a shape reads from a node, if the node could be read at all."""
    return reader.lose(path) if isinstance(node, Hole) else shape.read(node, path, reader)


def _type(node: Node, path: Path, expected: str, reader: Reader, example: str) -> _Missing:
    message = f"{expected} is expected, not {_kind(node)}"
    return reader.refuse(node.mark, path, "type", message, example)


class Word(NamedTuple):
    """A text in no language: a name, a heading as printed."""

    example: str = "write it after the colon"

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The text as written."""
        if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
            return _type(node, path, "text", reader, self.example)
        return node.text


class WordIn(NamedTuple):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The word."""
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        written = node.text if isinstance(node, Scalar) else _kind(node)
        near = nearest(written, self.words)
        hint = f"did you mean '{near}'?" if near else f"one of {', '.join(self.words)}"
        return reader.refuse(node.mark, path, "word", f"'{written}' is not possible here", hint)


class Tested(NamedTuple):
    """A text that a function accepts or refuses."""

    accepts: Callable[[str], bool]
    code: str
    expected: str
    example: str

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The text as written, if it is accepted."""
        if not isinstance(node, Scalar) or node.is_null:
            return _type(node, path, self.expected, reader, self.example)
        if not self.accepts(node.text):
            return reader.refuse(
                node.mark, path, self.code, f"'{node.text}' is not {self.expected}", self.example
            )
        return node.text


def _is_key(text: str) -> bool:
    return (
        bool(text)
        and text.isascii()
        and text == text.lower()
        and all(map(str.isalnum, text.split("-")))
    )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_url(text: str) -> bool:
    return text.startswith("https://") and not set(text) & set(" <>\"'\\`\n")


KeyField = Tested(
    _is_key, "key", "a key", "lower-case ASCII words joined by hyphens, as in usage-growth"
)
date_field = Tested(_is_date, "date", "a day that exists", "write it as 2022-10-03")
url_field = Tested(_is_url, "url", "an https address", 'write it as "https://…" in quotes')


class Number(NamedTuple):
    """An exact number."""

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """A whole number as an int, any other as the text of a fraction."""
        example = "write digits, such as 30, 12.5 or 1/1250"
        if not isinstance(node, Scalar) or node.is_null:
            return _type(node, path, "a number", reader, example)
        value = exact_number(node) if node.plain else None
        if value is None:
            return reader.refuse(
                node.mark, path, "number", f"'{node.text}' is not a number", example
            )
        return value


def exact_number(node: Scalar) -> int | str | None:
    """A plain decimal or fraction, exactly; None for anything else, such as 1e3 or 1_000."""
    if not node.text or set(node.text) - set("0123456789./-"):
        return None
    try:
        value = Fraction(node.text)
    except (ValueError, ZeroDivisionError):
        return None
    return int(value) if value.denominator == 1 else str(value)


class Whole(NamedTuple):
    """A whole number of 0 or more."""

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The number as an int."""
        if isinstance(node, Scalar) and node.plain and node.text.isascii() and node.text.isdigit():
            return int(node.text)
        written = node.text if isinstance(node, Scalar) else _kind(node)
        return reader.refuse(
            node.mark, path, "number", f"'{written}' is not a whole number", "write it as 12"
        )


class Flag(NamedTuple):
    """True or false, and nothing that merely looks like it; `hint` says what else to know."""

    hint: str = "write true or false"

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The flag."""
        if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
            return node.text == "true"
        written = node.text if isinstance(node, Scalar) else _kind(node)
        return reader.refuse(
            node.mark, path, "flag", f"'{written}' is not true or false", self.hint
        )


class Value(NamedTuple):
    """A number, a flag, or a word: what a reading can say and an answer can be."""

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The value; quotes keep a number as text."""
        if not isinstance(node, Scalar) or node.is_null:
            return _type(node, path, "a value", reader, "write a number, true, false or a word")
        if not node.plain:
            return node.text
        if node.text in ("true", "false"):
            return node.text == "true"
        number = exact_number(node)
        return node.text if number is None else number


class Either(NamedTuple):
    """One shape for an empty value, another for all else."""

    otherwise: Shape

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """None for an empty value."""
        if isinstance(node, Scalar) and node.is_null:
            return None
        return self.otherwise.read(node, path, reader)


class ListOf(NamedTuple):
    """A list of one shape."""

    member: Shape

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The members that could be read."""
        if not isinstance(node, ListNode):
            return _type(
                node, path, "a list", reader, "write [one, two], or one '- ' for each member"
            )
        members: list[object] = []
        for item in node.items:
            inner = (*path, str(len(members)))
            reader.places[inner] = item.mark
            value = read_with(self.member, item, inner, reader)
            if value is not MISSING:
                members.append(value)
        return members


class WordOr(NamedTuple):
    """A word of one shape, or a mapping of another that says more."""

    word: Shape
    more: Shape

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The word, or the mapping."""
        return (self.more if isinstance(node, MapNode) else self.word).read(node, path, reader)


class OneOrMore(NamedTuple):
    """One value, or a list of several."""

    member: Shape

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The value, or the list."""
        return (ListOf(self.member) if isinstance(node, ListNode) else self.member).read(
            node, path, reader
        )


class MapOf(NamedTuple):
    """A mapping from keys of the maintainer's choice to one shape."""

    member: Shape
    key: Tested | WordIn | None = KeyField

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The members that could be read, by key, in the order of the file."""
        if not isinstance(node, MapNode):
            return _type(node, path, "a mapping", reader, "write 'key: value' lines, indented")
        if not node.whole:
            reader.lose(path)
        result = {}
        for key, item in node.entries.items():
            inner = (*path, key)
            reader.places[inner] = node.keys[key]
            if self.key is not None:
                self.key.read(Scalar(key, plain=True, mark=node.keys[key]), inner, reader)
            value = read_with(self.member, item, inner, reader)
            if value is not MISSING:
                result[key] = value
        return result


@dataclass(frozen=True)
class Record:
    """A mapping with known keys: those it must have, and those it may have.

    `instead` says for keys that it does not have what to write in their place.
    """

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)
    instead: Mapping[str, Callable[[Node], str]] = field(default_factory=dict)

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """The fields that could be read."""
        if not isinstance(node, MapNode):
            wanted = ", ".join(self.required) or ", ".join(self.optional)
            return _type(node, path, "a mapping", reader, f"write its keys: {wanted}")
        known = {**self.required, **self.optional}
        misspelt = self._misspelt(node, path, reader)
        result = {}
        for key, item in node.entries.items():
            inner = (*path, key)
            reader.places[inner] = node.keys[key]
            if key in known:
                value = read_with(known[key], item, inner, reader)
                if value is not MISSING:
                    result[key] = value
        for key in known:
            if key in misspelt or (key not in node.entries and not node.whole):
                reader.lose((*path, key))
            elif key in self.required and key not in node.entries:
                self._missing(key, reader.places.get(path, node.mark), path, reader)
        return result

    def _misspelt(self, node: MapNode, path: Path, reader: Reader) -> set[str]:
        """Note the unknown keys; the known keys that they most likely mean."""
        known = (*self.required, *self.optional)
        meant = set()
        for key, item in node.entries.items():
            if key in known or isinstance(item, Hole):
                continue
            if key in self.instead:
                message = f"there is no '{key}'"
                hint = self.instead[key](item)
                reader.refuse(node.keys[key], (*path, key), "unknown-key", message, hint)
                continue
            near = nearest(key, (each for each in known if each not in node.entries))
            hint = f"did you mean '{near}'?" if near else f"known here: {', '.join(known)}"
            message = f"'{key}' is not a key of this"
            if not near and _is_rest(key, item):
                message = f"'{key}' stands after a comma, and is not a key of this"
                hint = "quote a text that holds a comma; write a number without commas"
            reader.refuse(node.keys[key], (*path, key), "unknown-key", message, hint)
            if near:
                meant.add(near)
        return meant

    def _missing(self, key: str, mark: Mark, path: Path, reader: Reader) -> None:
        otherwise = ("missing-key", f"'{key}' is missing", f"add '{key}: …'")
        code, message, hint = MISSING_KEYS.get(key, otherwise)
        reader.refuse(mark, (*path, key), code, message, hint)


def _is_rest(key: str, item: Node) -> bool:
    """Whether a key without a value is the rest of a text or number that a comma cut in two."""
    is_empty = isinstance(item, Scalar) and item.is_null
    return is_empty and not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", key)


MISSING_KEYS = {
    "ja": ("missing-translation", "the Japanese text is missing", "add 'ja: …'"),
    "en": ("missing-translation", "the English text is missing", "add 'en: …'"),
    "cite": (
        "missing-source",
        "no source is cited",
        "add 'cite:' with a key of places in sources.yml",
    ),
}


@dataclass(frozen=True)
class Choice:
    """One of several records, told apart by the key that only it has."""

    options: Mapping[str, Shape]

    def read(self, node: Node, path: Path, reader: Reader) -> object:
        """What the record that fits reads."""
        if not isinstance(node, MapNode):
            return _type(node, path, "a mapping", reader, f"write one with {_any(self.options)}")
        fitting = [key for key in self.options if key in node.entries]
        if len(fitting) == 1:
            return self.options[fitting[0]].read(node, path, reader)
        if not node.whole:
            return reader.lose(path)
        mark = reader.places.get(path, node.mark)
        hint = f"write exactly one of {_any(self.options)}"
        if fitting:
            message = f"{' and '.join(fitting)} exclude each other"
            return reader.refuse(mark, path, "missing-key", message, hint)
        for key in node.entries:
            near = nearest(key, self.options)
            if near:
                message = f"'{key}' is not a key of this"
                hint = f"did you mean '{near}'?"
                return reader.refuse(node.keys[key], path, "unknown-key", message, hint)
        message = "this has none of the keys that say what it is"
        return reader.refuse(mark, path, "missing-key", message, hint)


def _any(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)

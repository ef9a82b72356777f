"""Field types: what each accepts, what it gives, and what it says of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.fields import (
    MISSING,
    Choice,
    Either,
    Flag,
    KeyField,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Reader,
    Record,
    Shape,
    Value,
    Whole,
    Word,
    WordIn,
    WordOr,
    date_field,
    read_with,
    url_field,
)
from generator.findings import Mark
from generator.yamlsource import Hole, MapNode, Scalar, read


def read_as(folder: Path, shape: Shape, written: str) -> tuple[object, Reader]:
    """What a shape makes of the value of `key:` in a file."""
    path = folder / "file.yml"
    path.write_text(f"key: {written}\n", encoding="utf-8")
    root, findings = read(path)
    assert findings == []
    assert root is not None
    reader = Reader()
    return read_with(shape, root.entries["key"], ("key",), reader), reader


ACCEPTED: dict[str, tuple[Shape, str, object]] = {
    "a word": (Word(), "Wick Master", "Wick Master"),
    "a word in quotes": (Word(), '"1811"', "1811"),
    "one of a few words": (WordIn(("high", "low")), "low", "low"),
    "a key": (KeyField, "net-customer-adds", "net-customer-adds"),
    "a key with digits": (KeyField, "m365-2", "m365-2"),
    "a date": (date_field, "2024-02-29", "2024-02-29"),
    "an address": (url_field, '"https://example.org/a?b=c#d"', "https://example.org/a?b=c#d"),
    "a whole number": (Number(), "30", 30),
    "a decimal that is whole": (Number(), "30.0", 30),
    "a decimal": (Number(), "12.50", "25/2"),
    "a fraction": (Number(), "1/1250", "1/1250"),
    "a fraction that is whole": (Number(), "6/3", 2),
    "a negative number": (Number(), "-1.5", "-3/2"),
    "a count": (Whole(), "012", 12),
    "yes": (Flag(), "true", True),
    "no": (Flag(), "false", False),
    "a value that is a number": (Value(), "3", 3),
    "a value that is a decimal": (Value(), "2.5", "5/2"),
    "a value that is a flag": (Value(), "true", True),
    "a value that is a word": (Value(), "no", "no"),
    "a value that is a date": (Value(), "2022-10-03", "2022-10-03"),
    "a value that is a time": (Value(), "12:30", "12:30"),
    "a number kept as text": (Value(), '"3"', "3"),
    "nothing": (Either(Word()), "null", None),
    "something": (Either(Word()), "x", "x"),
    "a list": (ListOf(Word()), "[a, b]", ["a", "b"]),
    "an empty list": (ListOf(Word()), "[]", []),
    "one": (OneOrMore(Word()), "a", "a"),
    "more": (OneOrMore(Word()), "[a, b]", ["a", "b"]),
    "the word": (WordOr(Word(), MapOf(Word())), "a", "a"),
    "more than the word": (WordOr(Word(), MapOf(Word())), "{b: c}", {"b": "c"}),
    "a mapping": (MapOf(Number()), "{a: 1, b: 1.5}", {"a": 1, "b": "3/2"}),
    "a record": (Record({"a": Word()}, {"b": Number()}), "{b: 2, a: x}", {"b": 2, "a": "x"}),
    "one of several records": (
        Choice({"a": Record({"a": Word()}), "b": Record({"b": Number()})}),
        "{b: 2}",
        {"b": 2},
    ),
}

QUOTES = "\"'"

REFUSED: dict[str, tuple[Shape, str, str, str]] = {
    "no word": (Word(), '""', "type", "colon"),
    "a list for a word": (Word(), "[a]", "type", "colon"),
    "another word": (WordIn(("high", "low")), "hihg", "word", "did you mean 'high'?"),
    "a far word": (WordIn(("high", "low")), "middling", "word", "one of high, low"),
    "a list for one of a few words": (WordIn(("high", "low")), "[high]", "word", "one of"),
    "a key with capitals": (KeyField, "Net-Adds", "key", "lower-case"),
    "a key with underscores": (KeyField, "net_adds", "key", "hyphens"),
    "a key with two hyphens": (KeyField, "net--adds", "key", "hyphens"),
    "a Japanese key": (KeyField, "純増", "key", "ASCII"),
    "a day that does not exist": (date_field, "2022-02-30", "date", "2022-10-03"),
    "a leap day in another year": (date_field, "2023-02-29", "date", "2022-10-03"),
    "a date without hyphens": (date_field, "20221003", "date", "2022-10-03"),
    "a date with slashes": (date_field, "2022/10/03", "date", "2022-10-03"),
    "a short date": (date_field, "2022-10-3", "date", "2022-10-03"),
    "a week": (date_field, "2022-W40-1", "date", "2022-10-03"),
    "an open address": (url_field, '"http://example.org"', "url", "https"),
    "a script": (url_field, '"javascript:alert(1)"', "url", "https"),
    "an address with a quote": (url_field, "'https://example.org/\"x'", "url", "https"),
    "an address with a space": (url_field, '"https://example.org/a b"', "url", "https"),
    "no number": (Number(), "many", "number", "digits"),
    "an exponent": (Number(), "1e3", "number", "digits"),
    "underscores": (Number(), "1_000", "number", "digits"),
    "commas": (Number(), '"1,000"', "number", "digits"),
    "full-width digits": (Number(), "３", "number", "digits"),
    "not a number": (Number(), ".nan", "number", "digits"),
    "infinity": (Number(), ".inf", "number", "digits"),
    "a fraction of nothing": (Number(), "1/0", "number", "digits"),
    "a number in quotes": (Number(), '"3"', "number", "digits"),
    "nothing for a number": (Number(), "", "type", "digits"),
    "a fraction for a count": (Whole(), "1.5", "number", "12"),
    "a negative count": (Whole(), "-1", "number", "12"),
    "a count in other digits": (Whole(), "१२", "number", "12"),
    "yes for true": (Flag(), "yes", "flag", "true or false"),
    "true in quotes": (Flag(), '"true"', "flag", "true or false"),
    "a capital True": (Flag(), "True", "flag", "true or false"),
    "nothing for a value": (Value(), "", "type", "word"),
    "a text for a list": (ListOf(Word()), "a", "type", "'- '"),
    "a list for a mapping": (MapOf(Word()), "[a]", "type", "indented"),
    "a text for a record": (Record({"a": Word()}), "x", "type", "write its keys: a"),
    "a missing key": (Record({"a": Word(), "b": Word()}), "{a: x}", "missing-key", "add 'b: …'"),
    "a missing translation": (Record({"ja": Word()}), "{}", "missing-translation", "'ja: …'"),
    "a missing source": (Record({"cite": Word()}), "{}", "missing-source", "sources.yml"),
    "an unknown key": (Record({}, {"a": Word()}), "{xyz: 1}", "unknown-key", "known here: a"),
    "a misspelt key": (Record({"title": Word()}), "{titel: x}", "unknown-key", "'title'"),
    "none of several": (Choice({"a": Word(), "b": Word()}), "{xyz: 1}", "missing-key", "one of"),
    "two of several": (Choice({"a": Word(), "b": Word()}), "{a: 1, b: 1}", "missing-key", "one of"),
    "a misspelt one of several": (
        Choice({"input": Word(), "score": Word()}),
        "{inptu: 1}",
        "unknown-key",
        "did you mean 'input'?",
    ),
}


@pytest.mark.parametrize(("shape", "written", "value"), ACCEPTED.values(), ids=ACCEPTED)
def test_what_fits_is_given_as_plain_data(
    tmp_path: Path, shape: Shape, written: str, value: object
) -> None:
    result, reader = read_as(tmp_path, shape, written)
    assert reader.findings == []
    assert result == value
    assert type(result) is type(value)
    assert reader.damaged == set()


@pytest.mark.parametrize(("shape", "written", "code", "hint"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_with_a_hint(
    tmp_path: Path, shape: Shape, written: str, code: str, hint: str
) -> None:
    _, reader = read_as(tmp_path, shape, written)
    (finding,) = reader.findings
    assert finding.code == code
    assert hint in finding.hint
    if code in ("number", "flag", "key", "date", "url"):
        assert f"'{written.strip(QUOTES)}'" in finding.message
    assert reader.damaged


def test_every_mistake_of_a_value_is_found_and_the_rest_is_read(tmp_path: Path) -> None:
    shape = Record({"a": Number(), "b": ListOf(Number()), "c": MapOf(Flag())}, {"d": Word()})
    result, reader = read_as(tmp_path, shape, "{a: x, b: [1, y, 3], c: {e: true, f: no}, z: 1}")
    assert result == {"b": [1, 3], "c": {"e": True}}
    assert sorted(each.code for each in reader.findings) == [
        "flag",
        "number",
        "number",
        "unknown-key",
    ]
    assert reader.damaged >= {("key", "a"), ("key", "c", "f"), ("key", "z")}


def test_the_places_of_a_list_are_those_of_what_could_be_read(tmp_path: Path) -> None:
    result, reader = read_as(tmp_path, ListOf(Number()), "[x, 20, y, 40]")
    assert result == [20, 40]
    assert reader.places["key", "0"].column == len("key: [x, ") + 1
    assert reader.places["key", "1"].column == len("key: [x, 20, y, ") + 1


def test_the_place_of_a_field_is_that_of_its_key(tmp_path: Path) -> None:
    _, reader = read_as(tmp_path, Record({"a": MapOf(Number())}), "{a: {b: 1}}")
    assert reader.places["key", "a"].column == len("key: {") + 1
    assert reader.places["key", "a", "b"].column == len("key: {a: {") + 1


def test_a_hole_is_not_complained_about_twice() -> None:
    mark = Mark(Path("file.yml"), 1, 1)
    reader = Reader()
    assert read_with(Number(), Hole(mark), ("key",), reader) is MISSING
    assert reader.findings == []
    assert reader.damaged == {("key",)}


def test_of_a_mapping_that_lost_keys_none_is_said_to_be_missing() -> None:
    mark = Mark(Path("file.yml"), 1, 1)
    node = MapNode({"a": Scalar("x", plain=True, mark=mark)}, {"a": mark}, mark, whole=False)
    reader = Reader()
    shape = Record({"a": Word(), "b": Word()}, {"c": Word()})
    assert shape.read(node, ("key",), reader) == {"a": "x"}
    assert reader.findings == []
    assert reader.damaged == {("key", "b"), ("key", "c")}


def test_an_entry_that_is_a_hole_is_not_an_unknown_key() -> None:
    mark = Mark(Path("file.yml"), 1, 1)
    node = MapNode({"z": Hole(mark)}, {"z": mark}, mark)
    reader = Reader()
    Record({}, {"a": Word()}).read(node, ("key",), reader)
    assert reader.findings == []

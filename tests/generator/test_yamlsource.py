"""Strict YAML: texts stay texts, places are exact, and nothing stops at the first mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.findings import Finding
from generator.yamlsource import Hole, ListNode, MapNode, Node, Scalar, read


def read_text(folder: Path, text: str | bytes) -> tuple[MapNode | None, list[Finding]]:
    path = folder / "file.yml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read(path)


def whole(folder: Path, text: str | bytes) -> MapNode:
    """What a text without mistakes is read as."""
    node, findings = read_text(folder, text)
    assert findings == []
    assert node is not None
    return node


def places(findings: list[Finding]) -> list[tuple[int, int, str]]:
    return [(each.mark.line, each.mark.column, each.code) for each in findings]


def plain(node: Node) -> object:
    """A node without its places; a hole is an ellipsis."""
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return ... if isinstance(node, Hole) else node.text


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "12:30", "2.10", "0o14", "0x1F", "1e3", ".inf", ".nan", "2022-03-16", "~"],
)
def test_every_scalar_stays_as_it_was_written(tmp_path: Path, written: str) -> None:
    assert plain(whole(tmp_path, f"key: {written}\n")) == {"key": written}


def test_quotes_are_told_apart(tmp_path: Path) -> None:
    node = whole(tmp_path, "a: 30\nb: \"30\"\nc: '30'\n")
    shown = {key: value for key, value in node.entries.items() if isinstance(value, Scalar)}
    assert {key: (value.text, value.plain) for key, value in shown.items()} == {
        "a": ("30", True),
        "b": ("30", False),
        "c": ("30", False),
    }


@pytest.mark.parametrize(
    ("written", "null"), [("", True), ("~", True), ("null", True), ('""', False)]
)
def test_nothing_is_told_from_an_empty_text(tmp_path: Path, written: str, *, null: bool) -> None:
    value = whole(tmp_path, f"key: {written}\n").entries["key"]
    assert isinstance(value, Scalar)
    assert value.is_null is null


def test_every_key_and_value_knows_its_place(tmp_path: Path) -> None:
    node = whole(tmp_path, "# first\na:\n  日本: [x, {b: yy}]\n")
    inner = node.entries["a"]
    assert isinstance(inner, MapNode)
    listed = inner.entries["日本"]
    assert isinstance(listed, ListNode)
    last = listed.items[1]
    assert isinstance(last, MapNode)
    assert [(mark.line, mark.column) for mark in (node.keys["a"], inner.keys["日本"])] == [
        (2, 1),
        (3, 3),
    ]
    assert (listed.mark.line, listed.mark.column) == (3, 7)
    assert (last.keys["b"].line, last.keys["b"].column) == (3, 12)
    value = last.entries["b"]
    assert (value.mark.line, value.mark.column) == (3, 15)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, ending: str) -> None:
    node, findings = read_text(tmp_path, f"a: 1{ending}b: 2{ending}a: 3{ending}".encode())
    assert node is not None
    assert plain(node) == {"a": "1", "b": "2"}
    assert places(findings) == [(3, 1, "duplicate-key")]


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    assert plain(whole(tmp_path, b"\xef\xbb\xbfa: 1\n")) == {"a": "1"}


def test_of_a_key_that_stands_there_twice_the_first_counts(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a: 1\nb: 2\na: 3\n")
    assert node is not None
    assert plain(node) == {"a": "1", "b": "2"}
    assert places(findings) == [(3, 1, "duplicate-key")]
    assert "first in line 1" in findings[0].message


def test_an_alias_is_refused_and_read_as_what_it_stands_for(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a: &x {b: 1}\nc: *x\nd: *y\n")
    assert node is not None
    assert plain(node) == {"a": {"b": "1"}, "c": {"b": "1"}, "d": ...}
    assert places(findings) == [(1, 4, "anchor"), (2, 4, "alias"), (3, 4, "alias")]


def test_an_alias_of_what_holds_it_does_not_go_round_for_ever(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a: &x\n  b: *x\n")
    assert node is not None
    assert plain(node) == {"a": {"b": ...}}
    assert {each.code for each in findings} == {"anchor", "alias"}


def test_tags_are_refused_and_their_values_read(tmp_path: Path) -> None:
    text = "a: !!int 5\nb: !!python/object:os.system {c: 1}\nd: ! e\n"
    node, findings = read_text(tmp_path, text)
    assert node is not None
    assert plain(node) == {"a": "5", "b": {"c": "1"}, "d": "e"}
    assert places(findings) == [(1, 4, "tag"), (2, 4, "tag"), (3, 4, "tag")]


def test_of_several_documents_the_first_counts(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "---\na: 1\n---\nb: 2\n---\nc: 3\n")
    assert node is not None
    assert plain(node) == {"a": "1"}
    assert places(findings) == [(3, 1, "document")]


def test_a_tab_is_found_in_each_of_its_lines_and_columns_stay_right(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a:\t1\nb:\n\tc: 1\n\tc:\t2\n")
    assert node is not None
    assert plain(node) == {"a": "1", "b": {"c": "1"}}
    assert sorted(places(findings)) == [
        (1, 3, "tab"),
        (3, 1, "tab"),
        (4, 1, "tab"),
        (4, 2, "duplicate-key"),
    ]


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x85", "\u2028", "\ufffe"])
def test_a_letter_that_no_rule_file_needs_is_found(tmp_path: Path, letter: str) -> None:
    node, findings = read_text(tmp_path, f"a: 1\nb: x{letter}y\nc: 3\n")
    assert places(findings) == [(2, 5, "character")]
    assert f"U+{ord(letter):04X}" in findings[0].message
    assert node is not None
    assert plain(node) == {"a": "1", "b": "x y", "c": "3"}


def test_shift_jis_is_named_and_read_on(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a: 1\nb: 表示\nb: 2\n".encode("cp932"))
    assert node is not None
    assert plain(node) == {"a": "1", "b": "表示"}
    assert places(findings) == [(2, 4, "encoding"), (3, 1, "duplicate-key")]
    assert "Shift_JIS" in findings[0].message


def test_another_encoding_is_refused_and_its_keys_are_read(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, b"a: \x81\nb: 2\n")
    assert places(findings) == [(1, 4, "encoding")]
    assert "Shift_JIS" not in findings[0].message
    assert node is not None
    assert list(node.entries) == ["a", "b"]


def test_utf_16_is_one_mistake_not_thousands(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a: 1\nb: 2\n".encode("utf-16"))
    assert node is None
    assert places(findings) == [(1, 1, "encoding")]


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\u2066", "\u00ad", "\u2060", "\U000e0041"])
def test_a_letter_that_cannot_be_seen_is_refused_as_written_and_as_an_escape(
    tmp_path: Path, letter: str
) -> None:
    _, findings = read_text(tmp_path, f"a: 1\nb: x{letter}y\n")
    assert places(findings) == [(2, 5, "character")]
    assert f"cannot be seen, U+{ord(letter):04X}" in findings[0].message
    _, findings = read_text(tmp_path, f'a: 1\nb: "x\\U{ord(letter):08X}y"\n')
    assert places(findings) == [(2, 4, "character")]


def test_a_control_character_is_refused_as_an_escape(tmp_path: Path) -> None:
    _, findings = read_text(tmp_path, 'b: "x\\x1b[2Jy"\n')
    assert places(findings) == [(1, 4, "character")]


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("# a\n", "empty"), ("~\n", "empty")])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, text: str, code: str) -> None:
    node, findings = read_text(tmp_path, text)
    assert node is None
    assert places(findings) == [(1, 1, code)]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n", "[a, b]\n"])
def test_a_file_is_a_mapping(tmp_path: Path, text: str) -> None:
    node, findings = read_text(tmp_path, text)
    assert node is None
    assert places(findings) == [(1, 1, "type")]


def test_what_cannot_be_read_leaves_a_hole_and_the_rest_stands(tmp_path: Path) -> None:
    text = "a:\n  b: {x: 1\n  c: 2\nd: 3\ne: f: g\nh: 4\n"
    node, findings = read_text(tmp_path, text)
    assert places(findings) == [(2, 6, "syntax"), (5, 5, "syntax")]
    assert node is not None
    assert plain(node) == {"a": {"b": ..., "c": "2"}, "d": "3", "e": ..., "h": "4"}


def test_a_mapping_that_lost_keys_says_that_it_is_not_whole(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a:\n  b: 1\n  lost\n  c: 2\nd: 3\n")
    assert places(findings) == [(3, 3, "syntax")]
    assert node is not None
    inner = node.entries["a"]
    assert isinstance(inner, MapNode)
    assert plain(inner) == {"b": "1", "c": "2"}
    assert not inner.whole
    assert node.whole


def test_an_item_of_a_list_that_cannot_be_read_is_a_hole(tmp_path: Path) -> None:
    node, findings = read_text(tmp_path, "a:\n  - {b: 1}\n  - {b: 2\n  - {b: 3}\nc: 4\n")
    assert places(findings) == [(3, 5, "syntax")]
    assert node is not None
    assert plain(node) == {"a": [{"b": "1"}, ..., {"b": "3"}], "c": "4"}


def test_a_file_read_again_after_a_change_is_read_anew(tmp_path: Path) -> None:
    assert plain(whole(tmp_path, "a: 1\n")) == {"a": "1"}
    assert plain(whole(tmp_path, "a: 2\n")) == {"a": "2"}


def test_a_mistake_stays_a_mistake_when_the_file_is_read_again(tmp_path: Path) -> None:
    _, first = read_text(tmp_path, "a: 1\na: 2\n")
    first.clear()
    _, again = read_text(tmp_path, "a: 1\na: 2\n")
    assert places(again) == [(2, 1, "duplicate-key")]

"""Strict YAML: every scalar stays text, and every node knows its place.

Read from the parser's events, because loaders silently accept duplicate keys, read `no` as False
and `12:30` as 750. Anchors, aliases, tags, tabs, several documents and encodings other than UTF-8
are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.findings import Finding, Mark

__all__ = ["ListNode", "MapNode", "Node", "Scalar", "read"]


class Scalar(NamedTuple):
    """A text as written; `plain` when it stands without quotes."""

    text: str
    plain: bool
    mark: Mark

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: an empty value, `~` or `null` without quotes."""
        return self.plain and self.text in ("", "~", "null")


class ListNode(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    mark: Mark


class MapNode(NamedTuple):
    """A mapping; `keys` has the place of each key."""

    entries: dict[str, Node]
    keys: dict[str, Mark]
    mark: Mark


Node = Scalar | ListNode | MapNode


def read(path: Path) -> tuple[MapNode | None, list[Finding]]:
    """Read a file; None where it cannot be read as one mapping."""
    root, findings = _read(path, path.read_bytes())
    return root, list(findings)


@lru_cache(maxsize=256)
def _read(path: Path, raw: bytes) -> tuple[MapNode | None, tuple[Finding, ...]]:
    """Read a file's bytes. Remembered, since most files stay as they are between two builds."""
    root, findings = _compose(path, raw)
    return root, tuple(findings)


def _compose(path: Path, raw: bytes) -> tuple[MapNode | None, list[Finding]]:
    text, findings = _decode(path, raw)
    if text is None:
        return None, findings
    findings += _tabs(path, text)
    composer = _Composer(path)
    try:
        root = composer.compose(yaml.parse(text.replace("\t", "  "), Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        if not findings:
            findings.append(_syntax(path, error))
        return None, findings + composer.findings
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        mark = Mark(path, line, error.position - (text.rfind("\n", 0, error.position) + 1) + 1)
        finding = Finding(mark, "character", "a character that YAML does not allow", "delete it")
        return None, [*findings, finding]
    findings += composer.findings
    if root is None or (isinstance(root, Scalar) and root.is_null):
        return None, [
            *findings,
            Finding(Mark(path, 1, 1), "empty", "the file is empty", "see rules/README.md"),
        ]
    if not isinstance(root, MapNode):
        finding = Finding(root.mark, "type", "the file is not a mapping", "begin with 'key: value'")
        return None, [*findings, finding]
    return root, findings


def _decode(path: Path, raw: bytes) -> tuple[str | None, list[Finding]]:
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")) + 1
        finding = Finding(
            Mark(path, line, column),
            "encoding",
            "the file is not UTF-8" + (" but Shift_JIS" if _is_shift_jis(raw) else ""),
            "save it as UTF-8",
        )
        return None, [finding]


def _is_shift_jis(raw: bytes) -> bool:
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _tabs(path: Path, text: str) -> list[Finding]:
    return [
        Finding(
            Mark(path, number, line.index("\t") + 1), "tab", "a tab", "use spaces, 2 for each level"
        )
        for number, line in enumerate(text.split("\n"), 1)
        if "\t" in line
    ]


def _syntax(path: Path, error: yaml.MarkedYAMLError) -> Finding:
    """The parser's complaint in words that fit what is usually wrong."""
    problem = error.problem or "this cannot be read"
    place = error.problem_mark or error.context_mark
    mark = Mark(path, place.line + 1, place.column + 1) if place else Mark(path, 1, 1)
    if "alias" in problem:
        return Finding(mark, "alias", "an alias", "write the value out")
    if "found character '%'" in problem or "cannot start any token" in problem:
        return Finding(mark, "syntax", problem, "put the value in double quotes")
    if "mapping values are not allowed" in problem:
        return Finding(
            mark,
            "indentation",
            "a ':' where no key can stand",
            "check the indentation, or quote the text",
        )
    return Finding(mark, "indentation", problem, "check the indentation and the quotes around here")


class _Composer:
    """Builds nodes from events and notes what a rule file must not contain."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.findings: list[Finding] = []

    def compose(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._note(
                        event, "document", "a second document", "keep one document in a file"
                    )
            elif not isinstance(
                event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent
            ):
                node = self._node(event, events)
                root = node if documents == 1 else root
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        mark = self._mark(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._note(event, "alias", f"an alias, *{anchor}", "write the value out")
            return Scalar("", plain=True, mark=mark)
        if anchor:
            self._note(
                event, "anchor", f"an anchor, &{anchor}", "write the value where it is needed"
            )
        if tag:
            self._note(event, "tag", f"a tag, {tag}", "leave it out: the field's type decides")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, event.style is None, mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(tuple(self._members(events, yaml.SequenceEndEvent)), mark)
        return self._mapping(mark, events)

    def _members(self, events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events)

    def _mapping(self, mark: Mark, events: Iterator[yaml.Event]) -> MapNode:
        node = MapNode({}, {}, mark)
        members = self._members(events, yaml.MappingEndEvent)
        for key in members:
            value = next(members)
            if not isinstance(key, Scalar):
                self.findings.append(
                    Finding(key.mark, "key", "a key that is not text", "write a plain key")
                )
            elif key.text in node.entries:
                first = node.keys[key.text].line
                message = f"'{key.text}' stands here twice (first in line {first})"
                self.findings.append(
                    Finding(key.mark, "duplicate-key", message, "keep one of the two")
                )
            else:
                node.entries[key.text] = value
                node.keys[key.text] = key.mark
        return node

    def _mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return (
            Mark(self._path, start.line + 1, start.column + 1) if start else Mark(self._path, 1, 1)
        )

    def _note(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(self._mark(event), code, message, hint))

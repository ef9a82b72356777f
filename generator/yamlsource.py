"""Strict YAML: every scalar stays text, and every node knows its place.

Read from the parser's events, because loaders silently accept duplicate keys, read `no` as False
and `12:30` as 750. Anchors, aliases, tags, tabs, several documents and encodings other than UTF-8
are refused. Reading goes on after a mistake: `mend` says how where the parser gives up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import yaml
from yaml.reader import Reader

from generator.findings import Finding, Mark
from generator.mend import HOLE, mend

__all__ = ["Hole", "ListNode", "MapNode", "Node", "Scalar", "read"]


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
    """A mapping; `keys` has the place of each key, `whole` says that nothing of it is unread."""

    entries: dict[str, Node]
    keys: dict[str, Mark]
    mark: Mark
    whole: bool = True


class Hole(NamedTuple):
    """What could not be read; a finding says why."""

    mark: Mark


Node = Scalar | ListNode | MapNode | Hole

FAST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser of sound files: libyaml's, where PyYAML was built with it."""

DEEPEST = 50
"""How deep mappings and lists may lie in one another; rules lie half as deep."""

# Beside what YAML refuses, the line breaks that editors do not show as such, and letters that
# cannot be seen or that turn the direction of those around them.
_UNSEEN = re.compile(
    "[\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_REFUSED = re.compile(f"[\x85\u2028\u2029]|{_UNSEEN.pattern}|{Reader.NON_PRINTABLE.pattern}")
_ESCAPED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]|{_UNSEEN.pattern}")
"""What no text may hold even where an escape such as \\u202E stands for it."""


def read(path: Path) -> tuple[MapNode | None, list[Finding]]:
    """Read a file; None where nothing of it can be read as a mapping."""
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
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        findings += _letters(path, number, line)
    composer = _Composer(path, lines)
    root = composer.compose()
    findings += composer.findings
    if root is None or (isinstance(root, Scalar) and root.is_null):
        empty = Finding(Mark(path, 1, 1), "empty", "the file is empty", "see rules/README.md")
        return None, [*findings, empty]
    if isinstance(root, Hole):
        return None, findings
    if not isinstance(root, MapNode):
        finding = Finding(root.mark, "type", "the file is not a mapping", "begin with 'key: value'")
        return None, [*findings, finding]
    return root, findings


def _decode(path: Path, raw: bytes) -> tuple[str | None, list[Finding]]:
    """The text; that of a file in another encoding too, as far as its structure can be told."""
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
    japanese = _shift_jis(raw)
    finding = Finding(
        Mark(path, line, column),
        "encoding",
        "the file is not UTF-8" + (" but Shift_JIS" if japanese else ""),
        "save it as UTF-8",
    )
    if b"\0" in raw:
        return None, [finding]
    return japanese or raw.decode("utf-8", errors="replace"), [finding]


def _shift_jis(raw: bytes) -> str | None:
    try:
        return raw.decode("cp932")
    except UnicodeDecodeError:
        return None


def _letters(path: Path, number: int, line: str) -> Iterator[Finding]:
    """The first tab of a line, and every letter that YAML does not allow."""
    if "\t" in line:
        place = Mark(path, number, line.index("\t") + 1)
        yield Finding(place, "tab", "a tab", "use spaces, 2 for each level")
    for found in _REFUSED.finditer(line):
        place = Mark(path, number, found.start() + 1)
        unseen = _UNSEEN.fullmatch(found.group())
        what = (
            "a character that cannot be seen" if unseen else "a character that YAML does not allow"
        )
        message = f"{what}, U+{ord(found.group()):04X}"
        yield Finding(place, "character", message, "delete it")


class _Place(Protocol):
    """A place of the parser; lines and columns count from 0."""

    line: int
    column: int


class _Composer:
    """Builds nodes from events and notes what a rule file must not contain."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        """Keep the lines as written, for the columns of lines with tabs."""
        self._path = path
        self._written = lines
        self._anchors: dict[str, Node] = {}
        self._depth = 0
        self.findings: list[Finding] = []

    def compose(self) -> Node | None:
        """The root of the first document."""
        lines = [_REFUSED.sub(" ", line).replace("\t", "  ") for line in self._written]
        try:
            return self._parse("\n".join(lines), FAST)
        except yaml.MarkedYAMLError:
            self.findings.clear()
        mended, complaints = mend(lines)
        for line, column, code, message, hint in complaints:
            if "\t" not in self._written[line]:
                self._note(self._mark(line, column), code, message, hint)
        text = "\n".join(mended)
        return self._parse(text, yaml.SafeLoader) if mended else Hole(Mark(self._path, 1, 1))

    def _parse(self, text: str, loader: type) -> Node | None:
        """The first document of a text."""
        root: Node | None = None
        documents = 0
        events = yaml.parse(text, Loader=loader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    hint = "keep one document in a file"
                    self._note(self._at(event.start_mark), "document", "a second document", hint)
            elif not isinstance(
                event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent
            ):
                node = self._node(event, events)
                root = node if documents == 1 else root
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        mark = self._at(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self._note(mark, "alias", f"an alias, *{event.anchor}", "write the value out")
            return self._anchors.get(event.anchor or "", Hole(mark))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            hint = "leave it out: the field's type decides"
            self._note(mark, "tag", f"a tag, {event.tag}", hint)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_escaped(mark, event.value)
            left_out = event.value == HOLE
            node: Node = Hole(mark) if left_out else Scalar(event.value, not event.style, mark)
        else:
            node = self._collection(event, mark, events)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            hint = "write the value where it is needed"
            self._note(mark, "anchor", f"an anchor, &{event.anchor}", hint)
            self._anchors[event.anchor] = node
        return node

    def _collection(self, event: yaml.Event, mark: Mark, events: Iterator[yaml.Event]) -> Node:
        """A list or a mapping; a hole where it lies too deep to be part of any rule."""
        if self._depth == DEEPEST:
            hint = "check the brackets and the indentation around here"
            message = "mappings and lists lie too deep in one another"
            self._note(mark, "depth", message, hint)
            _skip(events)
            return Hole(mark)
        self._depth += 1
        try:
            if isinstance(event, yaml.SequenceStartEvent):
                return ListNode(tuple(self._members(events, yaml.SequenceEndEvent)), mark)
            return self._mapping(mark, events)
        finally:
            self._depth -= 1

    def _members(self, events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events)

    def _mapping(self, mark: Mark, events: Iterator[yaml.Event]) -> MapNode:
        node = MapNode({}, {}, mark)
        members = self._members(events, yaml.MappingEndEvent)
        whole = True
        for key in members:
            value = next(members)
            if isinstance(key, Hole):
                whole = False
            elif not isinstance(key, Scalar):
                self._note(key.mark, "key", "a key that is not text", "write a plain key")
            elif key.text in node.entries:
                first = node.keys[key.text].line
                message = f"'{key.text}' stands here twice (first in line {first})"
                self._note(key.mark, "duplicate-key", message, "keep one of the two")
            else:
                node.entries[key.text] = value
                node.keys[key.text] = key.mark
        return node._replace(whole=whole)

    def _refuse_escaped(self, mark: Mark, text: str) -> None:
        """Note the first letter of a text that cannot be seen, although no line holds it."""
        found = _ESCAPED.search(text)
        if found:
            message = f"an escape for a character that cannot be seen, U+{ord(found.group()):04X}"
            self._note(mark, "character", message, "leave it out")

    def _note(self, mark: Mark, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(mark, code, message, hint))

    def _at(self, place: _Place | None) -> Mark:
        return self._mark(place.line, place.column) if place else Mark(self._path, 1, 1)

    def _mark(self, line: int, column: int) -> Mark:
        """The place as written, where a tab that was read as two spaces is one letter."""
        written = self._written[line] if line < len(self._written) else ""
        if "\t" in written:
            letters = [place for place, letter in enumerate(written) for _ in range(_width(letter))]
            column = (*letters, len(written))[min(column, len(letters))]
        return Mark(self._path, line + 1, column + 1)


def _skip(events: Iterator[yaml.Event]) -> None:
    """Pass over the rest of a list or mapping that has begun."""
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _width(letter: str) -> int:
    return 2 if letter == "\t" else 1

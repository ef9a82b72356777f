"""A file of many partners: bytes into rows of cells, and its headings into questions.

A spreadsheet's file may be UTF-8, UTF-16 or Shift_JIS, with commas, semicolons or tabs. A row that
cannot be read is told, and does not take the rows after it along.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from encodings import cp932, utf_8, utf_8_sig, utf_16  # noqa: F401 (the browser gets what is named)
from itertools import compress, islice
from typing import BinaryIO, NamedTuple

from calculator.area import Area
from calculator.batch_words import BATCH, PARTNER
from calculator.errors import Refusal
from calculator.nearest import nearest

__all__ = [
    "Columns",
    "Rows",
    "Slice",
    "columns",
    "encoding_of",
    "kind_of_file",
    "separator",
    "template",
]

BLOCK = 1 << 16
LONGEST = 130_000
"""The most characters of a cell."""
MOST_LINES = 100
"""The most lines of a row: a quotation mark that nobody closed ends there."""
UNENDED = "unexpected end of data"
"""What the CSV reader says of a row that ends within a quoted cell."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheets begin, of today and of old."""
CONTROLS = bytes((*range(7), *range(14, 27), *range(28, 32), 127))
"""Bytes that hardly stand in a text in any encoding."""
SHOWN = 60
"""The most characters of a heading that a refusal repeats."""


class Row(NamedTuple):
    """A row: the line on which it begins, its cells, and why it cannot be read, if so."""

    line: int
    cells: list[str]
    problem: str = ""


NO_ROW = Row(1, [])


class Slice(NamedTuple):
    """Some rows that follow one another: the lines on which they begin, and their cells.

    `problems` says by line why a row cannot be read.
    """

    lines: Sequence[int]
    cells: list[list[str]]
    problems: Mapping[int, str]


def _filled(lines: range, cells: list[list[str]]) -> Slice:
    """Lines that are a row each, without those that are empty."""
    filled = [*map(any, cells)]
    if all(filled):
        return Slice(lines, cells, {})
    return Slice([*compress(lines, filled)], [*compress(cells, filled)], {})


class Columns(NamedTuple):
    """What the headings mean.

    Attributes:
        headings: the headings as they stand.
        inputs: for each input of the area the place of its column, None where there is none.
        partner: the place of the column of partners, if any.
        problems: what is wrong, with the place of the column (None for the whole row).
        fatal: whether no row can be scored.
        line: the line on which the headings begin; 0 where there are none.
    """

    headings: tuple[str, ...]
    inputs: Mapping[str, int | None]
    partner: int | None
    problems: tuple[tuple[int | None, Refusal], ...]
    fatal: bool
    line: int = 0


def kind_of_file(stream: BinaryIO) -> str:
    """What a file is that is no text: a `workbook`, or something `binary`; empty for text."""
    start = stream.read(BLOCK)
    stream.seek(0)
    if start.startswith(WORKBOOKS):
        return "workbook"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    controls = len(start) - len(start.translate(None, CONTROLS))
    return "binary" if 20 * controls > len(start) else ""


def encoding_of(stream: BinaryIO) -> str:
    """How a file is encoded, read from its beginning and left there again.

    What is no valid UTF-8 is Shift_JIS, unless that fits even less.
    """
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.seek(0)
        return "utf-16"
    broken = _broken(stream, "utf-8")
    if not broken or start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "cp932" if _broken(stream, "cp932") <= broken else "utf-8-sig"


def _broken(stream: BinaryIO, encoding: str) -> int:
    """How many characters are not of an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    stream.seek(0)
    count = 0
    while block := stream.read(BLOCK):
        count += decoder.decode(block).count("\ufffd")
    count += decoder.decode(b"", final=True).count("\ufffd")
    stream.seek(0)
    return count


def _names_separator(cells: list[str]) -> bool:
    """Whether a row is what some spreadsheets begin a file with, such as `sep=;`."""
    whole = "".join(cells).casefold()
    return whole.startswith("sep=") and len(whole) <= len("sep=;")


class Rows:
    """The rows of a file that are not empty.

    `width` is set once the headings are known: a row that goes over several lines must have as many
    cells, or else a quotation mark was never closed, and the lines are rows of their own.
    """

    def __init__(self, stream: BinaryIO, encoding: str, delimiter: str) -> None:
        """Begin at the beginning of a file."""
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
        csv.field_size_limit(LONGEST)
        self._lines = iter(text)
        self._again: deque[str] = deque()
        self._next = 1
        self._line = 0
        self._is_open = False
        self._delimiter = delimiter
        self._reader = csv.reader(self._whole_rows(), delimiter=delimiter, strict=True)
        self.width: int | None = None
        self.ended = False

    def first(self) -> Row:
        """The row of headings, or an empty one; also one that cannot be read."""
        rows = self._carefully()
        first = next(rows, NO_ROW)
        return next(rows, NO_ROW) if _names_separator(first.cells) else first

    def take(self, most: int) -> Slice:
        """The rows of so many lines, or of a few more; at the end of the file, `ended` is set.

        Where each line is a row, as nearly always, the lines are read at once.
        """
        again = self._again
        lines = [again.popleft() for _ in range(min(most, len(again)))]
        lines += islice(self._lines, most - len(lines))
        if len(lines) < most:
            self.ended = True
        cells = self._at_once(lines)
        if cells is not None:
            first = self._next
            self._next += len(lines)
            return _filled(range(first, self._next), cells)
        end = self._next + len(lines)
        again.extendleft(reversed(lines))
        rows = []
        while self._next < end and (row := next(self._carefully(), None)):
            rows.append(row)
        problems = {row.line: row.problem for row in rows if row.problem}
        return Slice([row.line for row in rows], [row.cells for row in rows], problems)

    def _at_once(self, lines: list[str]) -> list[list[str]] | None:
        """A row for each line; None where that is not all there is to it."""
        if any(each.count('"') % 2 for each in lines if '"' in each):
            return None
        try:
            rows = [*csv.reader(lines, delimiter=self._delimiter, strict=True)]
        except csv.Error:
            return None
        return rows if len(rows) == len(lines) else None

    def _carefully(self) -> Iterator[Row]:
        """Each row, also those that cannot be read."""
        while True:
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                yield Row(self._line, [], "long" if "limit" in str(error) else "malformed")
                continue
            if cells is None:
                return
            if self._is_open:
                yield Row(self._line, [], "quote")
            elif any(cells):
                yield Row(self._line, cells)

    def _whole_rows(self) -> Iterator[str]:
        """Give the CSV reader one whole row at a time, and know on which line it began."""
        while (line := self._take()) is not None:
            self._line = self._next
            self._next += 1
            self._is_open = False
            yield self._whole(line) if '"' in line else line

    def _take(self) -> str | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _whole(self, line: str) -> str:
        """A row with quotation marks: up to the line on which the last of them is closed."""
        taken, length = [line], len(line)
        while self._problem(text := "".join(taken)) == UNENDED:
            more: str | None = ""
            while more is not None and '"' not in more:
                more = self._take()
                if more is not None:
                    taken.append(more)
                    length += len(more)
                if more is None or len(taken) > MOST_LINES or length > LONGEST:
                    return self._alone(taken)
        if len(taken) > 1 and not self._fits(text):
            return self._alone(taken)
        self._next += len(taken) - 1
        return text

    def _alone(self, taken: list[str]) -> str:
        """Give up a line with an open quotation mark, and read those after it as rows."""
        self._again.extendleft(reversed(taken[1:]))
        self._is_open = True
        return "\n"

    def _problem(self, text: str) -> str:
        """What is wrong with a row, in the words of the CSV reader; UNENDED where it goes on."""
        if text.count('"') % 2 == 0:
            return ""
        try:
            next(csv.reader([text], delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return str(error)
        return ""

    def _fits(self, text: str) -> bool:
        try:
            cells = next(csv.reader([text], delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        return self.width is None or len(cells) == self.width


def separator(stream: BinaryIO, encoding: str) -> str:
    """What stands between cells: of tabs, commas and semicolons, what the headings have most of."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
    first = ""
    for line in text:
        first = line[:LONGEST]
        if first.strip():
            break
    text.detach()
    stream.seek(0)
    return max(",\t;", key=first.count)


def _folded(text: object) -> str:
    """A heading without case, width and doubled spaces, to recognise it by."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def _names(area: Area) -> dict[str, dict[str, None]]:
    """The inputs by everything that a heading may call them."""
    found: dict[str, dict[str, None]] = {}
    for key, question in area.inputs.items():
        texts: list[object] = [key, *question.ask.values()]
        for noun in (question.noun or {}).values():
            texts += noun if isinstance(noun, list | tuple) else [noun]
        for text in texts:
            found.setdefault(_folded(text), {})[key] = None
    return found


def no_columns(area: Area, code: str, line: int = 0) -> Columns:
    """Of a file whose headings cannot be read, and why."""
    why = ((None, Refusal("", code, {})),)
    return Columns((), dict.fromkeys(area.inputs), None, why, fatal=True, line=line)


def columns(area: Area, headings: list[str], line: int) -> Columns:
    """What the headings of a file mean."""
    names = _names(area)
    partners = {
        _folded(each) for each in (*PARTNER, *(words["partner"] for words in BATCH.values()))
    }
    inputs: dict[str, int | None] = dict.fromkeys(area.inputs)
    partner: int | None = None
    problems: list[tuple[int | None, Refusal]] = []
    fatal = False
    for place, heading in enumerate(headings):
        folded = _folded(heading)
        keys = [*names.get(folded, ())]
        shown = heading.strip()[:SHOWN]
        if len(keys) == 1:
            first = inputs[keys[0]]
            if first is None:
                inputs[keys[0]] = place
                continue
            fatal = True
            given = {"heading": shown, "first": str(first + 1)}
            problems.append((place, Refusal(keys[0], "repeated-column", given)))
        elif keys:
            given = {"heading": shown, "keys": ", ".join(keys)}
            problems.append((place, Refusal("", "ambiguous-column", given)))
        elif folded in partners and partner is None:
            partner = place
        elif folded:
            problems.append((place, _unknown(shown, folded, [*names, *partners])))
    if not any(heading.strip() for heading in headings):
        return no_columns(area, "empty")
    if all(place is None for place in inputs.values()):
        problems.insert(0, (None, Refusal("", "no-columns", {})))
        fatal = True
    return Columns(tuple(headings), inputs, partner, tuple(problems), fatal, line)


def _unknown(shown: str, folded: str, known: Iterable[str]) -> Refusal:
    near = nearest(folded[:SHOWN], known)
    return Refusal(
        "", "unknown-column", {"heading": shown} | ({"suggestion": near} if near else {})
    )


def template(area: Area, language: str) -> list[str]:
    """The headings of a file to fill in: the short name of each question where it has one alone."""
    names = _names(area)
    headings = [BATCH[language]["partner"]]
    for key, question in area.inputs.items():
        noun = (question.noun or {}).get(language)
        forms = [noun[-1] if isinstance(noun, list | tuple) and noun else noun]
        texts = (*forms, question.ask.get(language))
        alone = (str(each) for each in texts if each and len(names[_folded(each)]) == 1)
        headings.append(next(alone, key))
    return headings

"""A roster: typed or pasted text into people, and which certification of whom counts where.

A line names a person and then the certifications, with commas or tabs between them. A table copied
from a spreadsheet is such text, with a row for each person or for each of their certifications.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from calculator.days import Days
from calculator.errors import Refusal
from calculator.inputs import ROSTER, Certification, Holders, Person, days_counted
from calculator.nearest import nearest
from calculator.words import HEADINGS

__all__ = ["Attribution", "attribute", "read"]

LONGEST = 100_000
"""The most characters of a roster: some thousand lines."""

SUGGESTED = 20
"""The most unknown names for which the nearest known one is looked for."""

SHOWN = 60
"""The most characters of an unknown name that a refusal repeats."""

# Full-width ASCII is 0xFEE0 above ASCII. Marks that nobody sees come along when text is copied.
_NORMAL = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(space): " " for space in "\u3000\u00a0\u202f"}
    | {ord(mark): None for mark in "\ufeff\u200b\u200e\u200f\u2060"}
)
# A line may hold a quoted cell with line breaks in it, as spreadsheets copy them.
_LINE = re.compile(r'(?:(?<![^\t,;\n])"(?:[^"]|""){0,2000}"(?=[\t,;\n]|$)|[^\n])*')
_CELLS = {
    separators: re.compile(rf'"((?:[^"]|"")*)"(?=[{separators}]|$)|([^{separators}]*)')
    for separators in ("\t", ",;、")
}
_LISTED = re.compile(r"[,;、\n]")
_BETWEEN = re.compile(r"[\W_]+")


class Attribution(NamedTuple):
    """A certification of a person that a question asks for.

    `days` are those on which it counts there; `when` tells how the day of scoring lies to them.
    """

    person: str
    certification: str
    days: Days
    when: Literal["counts", "later", "over"]


def read(
    text: str, certifications: Mapping[str, Certification]
) -> tuple[tuple[Person, ...], tuple[Refusal, ...]]:
    """The people of a roster written as text, each once, and what cannot be read.

    Certifications go by their titles or keys. A line without a name goes on with the person above
    it. A refusal says on which `line` it stands; the rest of the line still counts.
    """
    if len(text) > LONGEST:
        return (), (Refusal(ROSTER, "roster-too-long", {"longest": f"{LONGEST:,}"}),)
    reader = _Reader(certifications)
    for place, (line, cells) in enumerate(_rows(text)):
        if place == 0 and _folded(cells[0]) in HEADINGS:
            continue
        reader.row(line, cells)
    people = (Person(name, tuple(held)) for name, held in reader.people.values())
    return tuple(people), tuple(reader.refusals)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line that is not empty, with its number."""
    plain = text.translate(_NORMAL).replace("\r\n", "\n").replace("\r", "\n")
    line, place = 1, 0
    while place < len(plain):
        found = _LINE.match(plain, place)
        row = found.group() if found else ""
        cells = [cell.strip() for cell in _cells(row)]
        if any(cells):
            yield line, cells
        line += row.count("\n") + 1
        place += len(row) + 1


def _cells(row: str) -> Iterator[str]:
    pattern = _CELLS["\t" if "\t" in row else ",;、"]
    place = 0
    while place <= len(row):
        found = pattern.match(row, place)
        if found is None:
            return
        quoted, bare = found.groups()
        yield bare if quoted is None else quoted.replace('""', '"')
        place = found.end() + 1


def _folded(text: str) -> str:
    """A name without case, punctuation and width, to recognise it by."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


def _forms(title: str) -> tuple[str, ...]:
    """How a title may be written: as it is, and without who certifies it."""
    return tuple(filter(None, (_folded(title), _folded(title.partition(":")[2]))))


class _Reader:
    """Collects people line by line."""

    def __init__(self, certifications: Mapping[str, Certification]) -> None:
        self.people: dict[str, tuple[str, dict[str, None]]] = {}
        self.refusals: list[Refusal] = []
        self._above = ""
        self._titles = tuple(each.title for each in certifications.values())
        self._known = {_folded(key): key for key in certifications}
        for key, each in certifications.items():
            for form in _forms(each.title):
                self._known.setdefault(form, key)
        self._commas = max((title.count(",") for title in self._titles), default=0)

    def row(self, line: int, cells: list[str]) -> None:
        """Read one line: the person, then the certifications."""
        name, *others = cells
        if name and self._certification(name):
            self._refuse("roster-no-person", line)
            return
        if not name and not self._above:
            self._refuse("roster-no-person", line)
            return
        if name and not others:
            self._refuse("roster-no-certification", line)
        person = " ".join(name.split()) or self._above
        self._above = person
        held = self.people.setdefault(person.casefold(), (person, {}))[1]
        held.update(dict.fromkeys(self._listed(line, others)))

    def _listed(self, line: int, cells: list[str]) -> Iterator[str]:
        """The certifications in some cells; a title may itself hold a comma."""
        names = [each.strip() for cell in cells for each in _LISTED.split(cell)]
        while names:
            for length in range(min(len(names), self._commas + 1), 0, -1):
                key = self._certification(", ".join(names[:length]))
                if key is not None:
                    yield key
                    del names[:length]
                    break
            else:
                self._unknown(line, names.pop(0))

    def _certification(self, name: str) -> str | None:
        """The key of a certification by its title or key, with or without who certifies it."""
        return next((self._known[form] for form in _forms(name) if form in self._known), None)

    def _unknown(self, line: int, name: str) -> None:
        if not name:
            return
        looked_for = len(name) <= 2 * SHOWN and len(self.refusals) < SUGGESTED
        near = _nearest(name, self._titles) if looked_for else None
        shown = name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
        suggestion = {"suggestion": near} if near else {}
        self._refuse("unknown-certification", line, name=shown, **suggestion)

    def _refuse(self, code: str, line: int, **details: str) -> None:
        self.refusals.append(Refusal(ROSTER, code, {"line": str(line), **details}))


@lru_cache(maxsize=1000)
def _nearest(name: str, titles: tuple[str, ...]) -> str | None:
    """The title that a misspelt one most likely means; remembered, since every edit asks again."""
    known = {form: title for title in titles for form in _forms(title)}
    form = _forms(name)[-1:]
    close = [each for each in known for own in form if 3 * abs(len(each) - len(own)) <= len(each)]
    found = nearest(form[0], close) if form else None
    return known[found] if found else None


def attribute(
    origin: Holders,
    people: Iterable[Person],
    certifications: Mapping[str, Certification],
    day: str,
) -> tuple[Attribution, ...]:
    """Every certification of the people that a question asks for, on some day or other."""
    asked = {
        held.certification: days_counted(held, certifications) for held in origin.certifications
    }
    return tuple(
        Attribution(each.person, key, asked[key], _when(asked[key], day))
        for each in people
        for key in each.holds
        if key in asked
    )


def _when(days: Days, day: str) -> Literal["counts", "later", "over"]:
    if days.hold(day):
        return "counts"
    return "later" if day < days.first else "over"

"""Files of answers: one area's answers as JSON and as CSV, written and read again.

The JSON is what the command line scores. The CSV has a row for each answer: its key, then the
answer as typed. Reading says line by line what cannot be used, and keeps the rest.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from calculator import answers as answering
from calculator import days, roster
from calculator.area import Area
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.file_words import FILE_REFUSALS, FILE_WORDS, HEADINGS, NO, YES
from calculator.inputs import ROSTER, Person, offered
from calculator.nearest import nearest
from calculator.spreadsheets import BOM, FORMULAS
from calculator.wording import refusal

__all__ = ["Found", "Problem", "for_page", "read", "to_csv", "to_json"]

LONGEST = 1_000_000
"""The most characters of a file; answers of one area are a few hundred, a roster some thousand."""

LISTED = 20
"""The most problems of a file that the page lists."""

_FORMULA = (*FORMULAS, "\t", "\r", "\n")
_QUOTE = "'"
_KEPT_OUT = re.compile(r'[,;、"\t\n]')
_EDGES = " \t\u3000"

Answer = str | bool


class Problem(NamedTuple):
    """Something in a file that cannot be used: its line, counted from 1, or 0 for the whole."""

    line: int
    refusal: Refusal


class Found(NamedTuple):
    """What was read: answers as typed, a roster as text (None without one), and all problems."""

    answers: Mapping[str, Answer]
    roster: str | None
    problems: tuple[Problem, ...]


class _Row(NamedTuple):
    line: int
    key: str
    value: object


def for_page(edition: Edition, request: Mapping[str, object]) -> dict[str, object]:
    """Write or read a file for the page.

    Args:
        edition: the edition that asks.
        request: `area` and `language`; with `text`, a file to read; otherwise `answers`, `roster`
            and `as_of` of the form, and the `kind` of file to write, json or csv.

    Returns:
        Of a file that was read its `answers`, `roster` and `problems` in words; of one that was
        written its `name` and `text`.
    """
    area = edition.area(str(request["area"]))
    text = request.get("text")
    if isinstance(text, str):
        found = read(edition, area, text)
        return {
            "answers": dict(found.answers),
            "roster": found.roster,
            "problems": told(found.problems, str(request.get("language", "ja"))),
        }
    given = request["answers"]
    typed = {**given} if isinstance(given, Mapping) else {}
    people = request.get("roster")
    people = people if isinstance(people, str) and people.strip() else None
    kind = "csv" if request.get("kind") == "csv" else "json"
    write = to_csv if kind == "csv" else to_json
    day = str(request.get("as_of") or edition.name)
    parts = [edition.name, area.name]
    if days.is_day(day) and day != edition.name:
        parts.append(f"as-of-{day}")
    return {"name": f"{'-'.join(parts)}.{kind}", "text": write(edition, typed, people)}


def to_json(edition: Edition, answers: Mapping[str, Answer], people: str | None = None) -> str:
    """The answers as the command line takes them, with the people of a roster's text."""
    given: dict[str, object] = dict(answers)
    if people is not None:
        found, _ = roster.read(people, edition.certifications)
        given[ROSTER] = [{"person": each.person, "holds": [*each.holds]} for each in found]
    return json.dumps(given, ensure_ascii=False, indent=2) + "\n"


def to_csv(_edition: Edition, answers: Mapping[str, Answer], people: str | None = None) -> str:
    """The answers as a table that is safe to open in a spreadsheet, with a byte order mark."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(("key", "answer"))
    rows: dict[str, Answer] = {**answers, **({} if people is None else {ROSTER: people})}
    for key, value in rows.items():
        text = str(value).lower() if isinstance(value, bool) else value
        table.writerow((key, _safe(text)))
    return f"{BOM}{file.getvalue()}"


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"{_QUOTE}{cell}" if cell.startswith((*_FORMULA, _QUOTE)) else cell


def _typed(cell: str) -> str:
    """A cell as it was before it was made safe."""
    made_safe = cell.startswith(_QUOTE) and cell[1:].startswith((*_FORMULA, _QUOTE))
    return cell[1:] if made_safe else cell


def told(problems: Iterable[Problem], language: str) -> list[dict[str, str]]:
    """Problems in words, the first few of them."""
    return [_told(each, language) for each in list(problems)[:LISTED]]


def _told(found: Problem, language: str) -> dict[str, str]:
    own = FILE_REFUSALS[language].get(found.refusal.code)
    if own is None:
        problem, hint = refusal(found.refusal, language)
    else:
        problem, hint = (each.format(**found.refusal.details) for each in own)
    if found.line:
        form = FILE_WORDS[language]["at" if found.refusal.key else "line"]
        problem = form.format(line=found.line, key=_short(found.refusal.key), problem=problem)
    return {"problem": problem, "hint": hint}


def _short(key: str) -> str:
    return key if len(key) <= roster.SHOWN else f"{key[: roster.SHOWN]}…"


def read(edition: Edition, area: Area, text: str) -> Found:
    """Read a file's text, JSON or CSV by how it begins."""
    if len(text) > LONGEST:
        return _nothing("file-too-long", longest=f"{LONGEST:,}")
    if "\x00" in text:
        return _nothing("file-binary")
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = []
    rows = _json_rows if plain.lstrip()[:1] in ("{", "[") else _csv_rows
    found = _Reader(edition, area, problems)
    found.take(rows(plain, problems))
    if not found.rows and not problems:
        return _nothing("file-empty")
    return found.done()


def _nothing(code: str, **details: str) -> Found:
    return Found({}, None, (Problem(0, Refusal("", code, details)),))


def _json_rows(text: str, problems: list[Problem]) -> list[_Row]:
    """The answers of a JSON object, each with the line on which its key stands."""
    repeated: list[str] = []

    def pairs(each: list[tuple[str, object]]) -> dict[str, object]:
        first: dict[str, object] = {}
        for key, value in each:
            if key in first:
                repeated.append(key)
            first.setdefault(key, value)
        return first

    try:
        loaded = json.loads(text, object_pairs_hook=pairs, parse_int=str)
    except json.JSONDecodeError as error:
        details = {"column": str(error.colno)}
        problems.append(Problem(error.lineno, Refusal("", "file-broken", details)))
        return []
    except (ValueError, RecursionError):
        problems.append(Problem(0, Refusal("", "file-too-deep", {})))
        return []
    if not isinstance(loaded, dict):
        problems.append(Problem(1, Refusal("", "file-no-object", {})))
        return []
    problems += [Problem(_line_of(text, key), Refusal(key, "file-twice", {})) for key in repeated]
    return [_Row(_line_of(text, key), key, value) for key, value in loaded.items()]


def _line_of(text: str, key: str) -> int:
    """The line on which a key of a JSON object stands first."""
    for form in (json.dumps(key, ensure_ascii=False), json.dumps(key)):
        found = re.search(rf"{re.escape(form)}\s*:", text)
        if found:
            return text.count("\n", 0, found.start()) + 1
    return 1


def _csv_rows(text: str, problems: list[Problem]) -> list[_Row]:
    """The answers of a table, each with the line on which its row begins."""
    rows: dict[str, _Row] = {}
    for line, cells in _table(text, problems):
        key = cells[0].strip(_EDGES)
        if line == 1 and key.casefold() in HEADINGS:
            continue
        if len(cells) < 2:
            problems.append(Problem(line, Refusal(key, "file-one-cell", {})))
        elif key in rows:
            problems.append(Problem(line, Refusal(key, "file-twice", {})))
        else:
            rows[key] = _Row(line, key, _typed(cells[1]))
    return list(rows.values())


def _table(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Every row with anything in it."""
    head = text.partition("\n")[0]
    separator = next((each for each in "\t;" if each in head and "," not in head), ",")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error:
            problems.append(Problem(line, Refusal("", "file-quotes", {})))
            return
        if any(cell.strip(_EDGES) for cell in cells):
            yield line, cells
        line = table.line_num + 1


class _Reader:
    """Takes rows one by one, and looks at all of them together at the end."""

    def __init__(self, edition: Edition, area: Area, problems: list[Problem]) -> None:
        self._edition = edition
        self._area = area
        self._problems = problems
        self._answers: dict[str, Answer] = {}
        self._people: tuple[Person, ...] = ()
        self._roster: str | None = None
        self.rows: dict[str, int] = {}

    def take(self, rows: Iterable[_Row]) -> None:
        """Take every row that can be used."""
        for row in rows:
            self.rows[row.key] = row.line
            self._take(row)

    def done(self) -> Found:
        """All that was read, with what the answers themselves make a problem."""
        given: dict[str, object] = dict(self._answers)
        if self._roster is not None:
            given[ROSTER] = [{"person": each.person, "holds": []} for each in self._people]
        _, refusals = answering.read_what_can_be_read(self._edition, self._area, given)
        found = [Problem(self.rows[each.key], each) for each in refusals if each.key in self.rows]
        problems = sorted((*self._problems, *found), key=lambda each: each.line)
        return Found(self._answers, self._roster, tuple(problems))

    def _take(self, row: _Row) -> None:
        if row.value is None or (isinstance(row.value, str) and not row.value.strip(_EDGES)):
            return
        if row.key == ROSTER:
            self._take_people(row)
        elif row.key not in self._area.inputs:
            near = nearest(row.key, (*self._area.inputs, ROSTER)) if row.key else None
            details = {"suggestion": near} if near else {}
            self._refuse(row, "unknown-input", details)
        else:
            self._take_answer(row)

    def _take_answer(self, row: _Row) -> None:
        question = self._area.inputs[row.key]
        value = row.value
        if question.type == "flag":
            flag = _flag(value)
            if flag is None:
                self._refuse(row, "not-a-flag", {})
            else:
                self._answers[row.key] = flag
        elif not isinstance(value, str):
            self._refuse(row, "not-text", {"given": type(value).__name__})
        elif question.type == "choice" and value not in question.options:
            self._refuse(row, "not-an-option", offered(question))
        else:
            self._answers[row.key] = value

    def _take_people(self, row: _Row) -> None:
        if isinstance(row.value, str):
            self._roster = row.value
        elif isinstance(row.value, list):
            lines = (self._line(row, each) for each in row.value)
            self._roster = "".join(f"{line}\n" for line in lines if line is not None)
        else:
            self._refuse(row, "not-a-roster", {})
            return
        self._people, _ = roster.read(self._roster, self._edition.certifications)

    def _line(self, row: _Row, entry: object) -> str | None:
        """A person of a roster as it is typed."""
        person = entry.get("person") if isinstance(entry, Mapping) else None
        holds = entry.get("holds") if isinstance(entry, Mapping) else None
        if not isinstance(person, str) or not person.strip() or not isinstance(holds, list):
            self._refuse(row, "not-a-person", {})
            return None
        quoted = person.replace('"', '""')
        name = f'"{quoted}"' if _KEPT_OUT.search(person) else person
        known = self._edition.certifications
        titles = (known[str(key)].title if str(key) in known else str(key) for key in holds)
        return "\t".join([name, *titles])

    def _refuse(self, row: _Row, code: str, details: Mapping[str, str]) -> None:
        self._problems.append(Problem(row.line, Refusal(row.key, code, details)))


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = value.strip(_EDGES).casefold() if isinstance(value, str) else ""
    return True if word in YES else False if word in NO else None

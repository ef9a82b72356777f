"""Many partners from one file: scored in slices, with the results as the text of a CSV file.

Rows that cannot be read are told by line and column, and the others are scored. Nothing of a row is
kept once its result is told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from calculator import answers, batch_table, rules
from calculator.area import Area
from calculator.batch_table import Columns, Row
from calculator.batch_words import BATCH, PROBLEMS
from calculator.conditions import lines_of
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.levels import TOTAL
from calculator.many import Scorer, Verdict
from calculator.metric_memory import answer_in
from calculator.numeral import display
from calculator.readings import combinations
from calculator.scoring import TrackScore
from calculator.settled import Points
from calculator.wording import Wording, in_language, refusal
from calculator.words import WORDS

__all__ = ["BOM", "Batch", "Problem", "safe", "template"]

BOM = "\ufeff"
"""Spreadsheets take a file with this mark before it for UTF-8."""

STATUSES = ("qualified", "depends-on-reading", "incomplete", "not-qualified")
UNREAD = "not-read"
BANDS = 10
"""The bands of the points' distribution, where an edition has a maximum."""

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = dict.fromkeys((*range(32), 127), " ")


class Problem(NamedTuple):
    """Why a file, a row or a cell cannot be read, in words; places count from 1, 0 is no place."""

    line: int
    column: int
    heading: str
    problem: str
    hint: str
    words: str


class _Shape(NamedTuple):
    """What partners have in common who differ in points alone, as cells of the result."""

    head: str
    tail: str
    places: tuple[int, ...]
    limits: tuple[tuple[Fraction, ...], ...]
    states: tuple[str, ...]
    status: str


class _Told(NamedTuple):
    """The result of a partner: its cells after the name, and what it counts as."""

    cells: str
    counts: tuple[str, int, tuple[tuple[int, str], ...]]


def safe(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula, quoted where it must be."""
    plain = text.translate(_CONTROLS).strip()
    if plain.startswith(FORMULAS):
        plain = f"'{plain}"
    if any(mark in plain for mark in ',;"'):
        return '"' + plain.replace('"', '""') + '"'
    return plain


def template(area: Area, language: str) -> str:
    """A file to fill in: its headings alone."""
    return BOM + ",".join(safe(each) for each in batch_table.template(area, language)) + "\r\n"


class Batch:
    """A file of partners while it is scored.

    Attributes:
        rows: the rows that were read so far; `refused` of them cannot be scored.
        line: the line on which the last of them began.
        done: whether all are read.
        fatal: whether the file as a whole cannot be scored.
    """

    def __init__(  # noqa: PLR0913 (the first four are what it stands on)
        self,
        edition: Edition,
        area: Area,
        stream: BinaryIO,
        language: str,
        *,
        track: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """Read the headings.

        Args:
            edition: the edition whose rules apply.
            area: the area in which every partner is scored.
            stream: the file, which can be read from its beginning more than once.
            language: the language of the results.
            track: score this track alone.
            as_of: the day on which to score; the edition's own if left out.

        Raises:
            UnknownName: the area has no such track.
        """
        self._edition, self._area, self._as_of = edition, area, as_of
        self._language, self._words = language, BATCH[language]
        self._wording = Wording(edition, area, language)
        self._scorer: Scorer[_Shape, _Told] = Scorer(
            edition, area, self._shape, self._tell, track=track, as_of=as_of
        )
        tracks = area.tracks if track is None else (area.track(track),)
        self._metrics = list(dict.fromkeys(name for each in tracks for name in each.metrics))
        self._most = {
            name: max(
                rules.maximum(rule)
                for each in tracks
                if name in each.metrics
                for rule in [*each.metrics[name].rules.values()][:1]
            )
            for name in self._metrics
        }
        self._has_tracks = len(area.tracks) > 1
        self._bands = self._find_bands()
        self._counts: Counter[tuple[str, int, tuple[tuple[int, str], ...]]] = Counter()
        self._problems: list[Problem] = []
        self.rows = self.refused = self.line = 0
        self.done = False
        encoding = batch_table.encoding_of(stream)
        delimiter = batch_table.separator(stream, encoding)
        # Kept to the end: whoever opened the file closes it.
        self._read = read = batch_table.Rows(stream, encoding, delimiter)
        self._rows: Iterator[Row] = iter(read)
        first = next(self._rows, Row(1, []))
        read.width = len(first.cells)
        self.columns: Columns = batch_table.columns(area, first.cells)
        self.fatal = self.columns.fatal
        for place, each in self.columns.problems:
            self._refuse(first.line if first.cells else 1, place, each)
        self._width = len(first.cells)
        ends = (self._width if at is None else at for at in self.columns.inputs.values())
        self._take = itemgetter(*ends, self._width)

    @property
    def head(self) -> str:
        """The headings of the results, as the first line of their file."""
        words = self._words
        metrics = (
            words["metric"].format(
                title=self._wording.title(name), maximum=display(self._most[name])
            )
            for name in self._metrics
        )
        cells = (
            *(words[each] for each in ("line", "partner", "status", "verdict", "level")),
            *((words["track"],) if self._has_tracks else ()),
            words["points"],
            *metrics,
            *(words[each] for each in ("missing", "blocked", "problem")),
        )
        return BOM + ",".join(map(safe, cells)) + "\r\n"

    def take_problems(self) -> list[Problem]:
        """What was found wrong since this was last asked."""
        found, self._problems = self._problems, []
        return found

    def step(self, most: int) -> str:
        """Score so many rows; their results as lines of CSV. At the end, `done` is set."""
        if self.fatal:
            self.done = True
            return ""
        told = []
        before = self.rows
        for row in islice(self._rows, most):
            self.rows += 1
            told.append(self._row(row))
            self.line = row.line
        self.done = self.rows - before < most
        if self.done and not self.rows:
            self._refuse(0, None, Refusal("", "no-rows", {}))
        return "".join(told)

    def _row(self, row: Row) -> str:
        cells = row.cells
        if row.problem or len(cells) != self._width:
            extra = any(each.strip() for each in cells[self._width :])
            if row.problem or extra or len(cells) < self._width:
                return self._unread(row)
            cells = cells[: self._width]
        cells.append("")
        texts = self._take(cells)
        name = "" if self.columns.partner is None else cells[self.columns.partner]
        told = None if "\ufffd" in name else self._scorer.score(texts)
        if told is None:
            return self._unread(row)
        self._counts[told.counts] += 1
        return f"{row.line},{name if name.isalnum() else safe(name)}{told.cells}"

    def _unread(self, row: Row) -> str:
        """A row that cannot be scored, with every reason."""
        self.refused += 1
        named = len(self._problems)
        name = ""
        if row.problem:
            self._refuse(row.line, None, Refusal("", row.problem, {}))
        elif len(row.cells) < self._width or any(each.strip() for each in row.cells[self._width :]):
            given = {"found": str(len(row.cells)), "wanted": str(self._width)}
            self._refuse(row.line, None, Refusal("", "cells", given))
        else:
            self._refuse_cells(row)
        if self.columns.partner is not None and self.columns.partner < len(row.cells):
            name = row.cells[self.columns.partner]
        reasons = self._words["and"].join(each.words for each in self._problems[named:])
        empty = "," * (len(self._metrics) + self._has_tracks + 4)
        unread = safe(self._words["unread"])
        return f"{row.line},{safe(name)},{UNREAD},{unread}{empty},{safe(reasons)}\r\n"

    def _refuse_cells(self, row: Row) -> None:
        """Say of every cell of a row why it cannot be read."""
        partner = self.columns.partner
        if partner is not None and "\ufffd" in row.cells[partner]:
            self._refuse(row.line, partner, Refusal("", "broken", {}))
        typed = {
            name: answer_in(self._area.inputs[name], row.cells[at])
            for name, at in self.columns.inputs.items()
            if at is not None
        }
        _, refusals = answers.read_what_can_be_read(self._edition, self._area, typed, self._as_of)
        for each in refusals:
            at = self.columns.inputs.get(each.key)
            is_broken = at is not None and "\ufffd" in row.cells[at]
            self._refuse(row.line, at, Refusal("", "broken", {}) if is_broken else each)

    def _refuse(self, line: int, place: int | None, refused: Refusal) -> None:
        own = PROBLEMS[self._language].get(refused.code)
        if own is None:
            problem, hint = refusal(refused, self._language)
        else:
            fits = "{suggestion}" not in own[1] or "suggestion" in refused.details
            problem = own[0].format(**refused.details)
            hint = own[1].format(**refused.details) if fits else ""
        heading = "" if place is None else self.columns.headings[place].strip()[:60]
        told = problem + (self._words["hint"].format(hint=hint) if hint else "")
        if line:
            form = self._words["place.line" if place is None else "place"]
            column = "" if place is None else place + 1
            told = form.format(line=line, column=column, heading=heading, problem=told)
        number = 0 if place is None else place + 1
        self._problems.append(Problem(line, number, heading, problem, hint, told))

    def _shape(self, verdict: Verdict) -> _Shape:
        words, wording = self._words, self._wording
        counting = (
            TrackScore(
                verdict.track, {}, next(iter(verdict.metrics.values()))[0], (verdict.following,)
            )
            if verdict.following and verdict.metrics
            else None
        )
        blocked = wording.blocked(counting) if counting else []
        level = in_language(verdict.level.title, self._language) if verdict.level else ""
        head = [verdict.status, wording.verdict(verdict.status), level]
        if self._has_tracks:
            head.append(in_language(verdict.track.title, self._language))
        missing = [wording.noun(name) for name in verdict.missing]
        tail = [words["list"].join(missing), words["list"].join(blocked), ""]
        names = [*verdict.metrics]
        return _Shape(
            "," + ",".join(map(safe, head)) + ",",
            "," + ",".join(map(safe, tail)) + "\r\n",
            tuple(names.index(name) if name in names else -1 for name in self._metrics),
            tuple((*self._limits(name), self._most[name]) for name in names),
            tuple(state for _, state in verdict.metrics.values()),
            verdict.status,
        )

    def _tell(self, shape: _Shape, points: Points, earned: tuple[Points | None, ...]) -> _Told:
        shown = [
            "" if each is None else _display(each, limits)
            for each, limits in zip(earned, shape.limits, strict=True)
        ]
        cells = ",".join(["" if at < 0 else shown[at] for at in shape.places])
        total = _display(points, self._total_limits)
        middle = f"{total},{cells}" if shape.places else total
        band = bisect_right(self._bands, points) - 1
        states = tuple(
            (place, shape.states[at]) for place, at in enumerate(shape.places) if at >= 0
        )
        return _Told(f"{shape.head}{middle}{shape.tail}", (shape.status, band, states))

    def _limits(self, name: str) -> tuple[Fraction, ...]:
        """The points that levels require of the total or of a metric, as the result shows them."""
        choices = combinations(self._edition.contradictions(self._area))[0]
        levels = self._edition.levels_of(self._area).under(choices)
        return tuple(
            line.bound
            for level in levels
            for line in lines_of(level.requires)
            if isinstance(line.bound, Fraction)
            and (
                (line.space == "score" and line.name == name)
                or (line.space == "every" and name != TOTAL)
            )
        )

    def _find_bands(self) -> list[Fraction]:
        """The lowest points of each band: tenths of the maximum, and what levels ask for."""
        maximum, asked = self._edition.maximum, self._limits(TOTAL)
        self._total_limits = (*asked, *(() if maximum is None else (maximum,)))
        tenths = [] if maximum is None else [maximum * each / BANDS for each in range(BANDS)]
        return sorted({Fraction(0), *tenths, *asked})

    def summary(self) -> dict[str, object]:
        """How many partners were scored, and how they spread."""
        verdicts: Counter[str] = Counter()
        bands: Counter[int] = Counter()
        states: Counter[tuple[int, str]] = Counter()
        for (status, band, metrics), count in self._counts.items():
            verdicts[status] += count
            bands[band] += count
            for each in metrics:
                states[each] += count
        return {
            "rows": self.rows,
            "scored": self.rows - self.refused,
            "refused": self.refused,
            "verdicts": [
                {
                    "key": each,
                    "label": WORDS[self._language][f"status.{each}"],
                    "count": verdicts[each],
                }
                for each in STATUSES
            ],
            "bands": [
                {"label": self._band(place), "count": bands[place]}
                for place in range(len(self._bands))
            ]
            if self._metrics
            else [],
            "metrics": [
                {
                    "label": self._wording.title(name),
                    "counts": [states[place, state] for state in ("met", "unmet", "open")],
                }
                for place, name in enumerate(self._metrics)
            ],
            "states": [WORDS[self._language][f"state.{each}"] for each in ("met", "unmet", "open")],
        }

    def _band(self, place: int) -> str:
        low = display(self._bands[place])
        if place + 1 == len(self._bands):
            return self._words["band.last"].format(low=low)
        return self._words["band"].format(low=low, high=display(self._bands[place + 1]))


def _display(points: Points, limits: tuple[Fraction, ...]) -> str:
    return str(points) if isinstance(points, int) else display(points, limits)

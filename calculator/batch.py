"""Many partners from one file: scored in slices, with the results as the text of a CSV file.

Rows that cannot be read are told by line and column, and the others are scored. Nothing of a row is
kept once its result is told.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from calculator import answers, batch_table, level_words, rules
from calculator.answer_columns import answer_in
from calculator.area import Area
from calculator.batch_table import Columns, Slice
from calculator.batch_words import BATCH, PROBLEMS
from calculator.conditions import lines_of
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.levels import TOTAL
from calculator.many import Scorer
from calculator.numeral import display, display_pair
from calculator.ranges import ZERO
from calculator.readings import combinations
from calculator.remembered import Remembered
from calculator.scoring import Status, TrackScore
from calculator.settled import Points, exact
from calculator.spreadsheets import BOM, safe_cell
from calculator.verdicts import Verdict
from calculator.wording import Wording, in_language, refusal
from calculator.words import WORDS

__all__ = ["Batch", "Problem", "template"]

STATUSES: tuple[Status, ...] = ("qualified", "depends-on-reading", "incomplete", "not-qualified")
UNREAD = "not-read"
BANDS = 10
"""The bands of the points' distribution, where an edition has a maximum."""


class Problem(NamedTuple):
    """Why a file, a row or a cell cannot be read, in words; places count from 1, 0 is no place."""

    line: int
    column: int
    heading: str
    problem: str
    hint: str
    words: str


_Key = tuple[Status, str, int, tuple[tuple[int, str], ...]]
"""A status, a level (empty where none is reached), a band of points, and the metrics' states."""


class _Counted:
    """What a partner counts as in the summary: one object for all who count as the same."""

    __slots__ = ("band", "level", "states", "status")

    def __init__(self, key: _Key) -> None:
        self.status, self.level, self.band, self.states = key


class _Shape(NamedTuple):
    """What partners have in common who differ in points alone, as cells of the result.

    Attributes:
        places: for each metric of the result its place among those of the track, or None; nothing
            where these are the same.
        bands: what they count as in each band of points.
    """

    head: str
    tail: str
    places: tuple[int | None, ...]
    bands: tuple[_Counted, ...]


_Told = tuple[str, _Counted]
"""The result of a partner: its cells after the name, and what it counts as."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: there are none among what is remembered, and it is much."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def template(area: Area, language: str) -> str:
    """A file to fill in: its headings alone."""
    return BOM + ",".join(safe_cell(each) for each in batch_table.template(area, language)) + "\r\n"


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
        self._counted: Remembered[_Key, _Counted] = Remembered(_Counted)
        choices = combinations(edition.contradictions(area))[0]
        self._levels = edition.levels_of(area).under(choices)
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
        whole = all(each.denominator == 1 for each in self._bands)
        self._whole_bands = [each.numerator for each in self._bands] if whole else []
        self._total = _texts(self._total_limits)
        texts = {name: _texts((*self._limits(name), self._most[name])) for name in self._metrics}
        self._scorer: Scorer[_Shape, _Told, str] = Scorer(
            edition,
            area,
            self._shape,
            self._tell,
            texts.__getitem__,
            track=track,
            as_of=as_of,
        )
        self._counts: Counter[_Counted] = Counter()
        self._problems: list[Problem] = []
        self.rows = self.refused = self.line = 0
        self.done = False
        self.columns: Columns = self._begin(stream)
        self.fatal = self.columns.fatal
        self._width = len(self.columns.headings)
        for place, each in self.columns.problems:
            self._refuse(self.columns.line, place, each)

    def _begin(self, stream: BinaryIO) -> Columns:
        """Find out how a file is written, and read its headings."""
        unreadable = batch_table.kind_of_file(stream)
        if unreadable:
            return batch_table.no_columns(self._area, unreadable)
        encoding = batch_table.encoding_of(stream)
        delimiter = batch_table.separator(stream, encoding)
        # Kept to the end: whoever opened the file closes it.
        self._read = batch_table.Rows(stream, encoding, delimiter)
        first = self._read.first()
        self._read.width = len(first.cells)
        if first.problem:
            return batch_table.no_columns(self._area, first.problem, first.line)
        return batch_table.columns(self._area, first.cells, first.line)

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
            *((words["points"], *metrics) if self._metrics else ()),
            *(words[each] for each in ("missing", "blocked", "problem")),
        )
        return BOM + ",".join(map(safe_cell, cells)) + "\r\n"

    def take_problems(self) -> list[Problem]:
        """What was found wrong since this was last asked."""
        found, self._problems = self._problems, []
        return found

    def step(self, most: int) -> str:
        """Score so many rows; their results as lines of CSV. At the end, `done` is set."""
        if self.fatal:
            self.done = True
            return ""
        with _uncollected():
            found = self._read.take(most)
            self.rows += len(found.lines)
            self.line = found.lines[-1] if found.lines else self.line
            self.done = self._read.ended
            if self.done and not self.rows:
                self._refuse(0, None, Refusal("", "no-rows", {}))
            return "".join(self._results(found))

    def _results(self, found: Slice) -> Iterable[str]:
        """A line of the results for each row."""
        lines, cells, _ = found
        is_fine = {*map(len, cells)} <= {self._width}
        if not is_fine:
            cells = [self._trimmed(each) for each in cells]
            found = found._replace(cells=cells)
            cells = [each for each in cells if len(each) == self._width]
        columns = [*zip(*cells, strict=True)] or [()] * self._width
        blank = ("",) * len(cells)
        texts = [blank if at is None else columns[at] for at in self.columns.inputs.values()]
        names = blank if self.columns.partner is None else columns[self.columns.partner]
        told = self._scorer.score(texts)
        every = [each for each in told if each]
        if not is_fine or len(every) < len(told) or "\ufffd" in "".join(names):
            return self._apart(found, iter(names), iter(told))
        self._counts.update(map(itemgetter(1), every))
        return (
            f"{line},{name}{each[0]}"
            for line, name, each in zip(lines, map(safe_cell, names), every, strict=True)
        )

    def _apart(
        self, found: Slice, names: Iterator[str], told: Iterator[_Told | None]
    ) -> Iterator[str]:
        """The same where some rows cannot be read: those of another length are told nothing."""
        for line, cells in zip(found.lines, found.cells, strict=True):
            if len(cells) != self._width:
                yield self._unread(line, cells, found.problems.get(line, "cells"))
                continue
            name, each = next(names), next(told)
            if each is None or "\ufffd" in name:
                yield self._unread(line, cells, "")
                continue
            self._counts[each[1]] += 1
            yield f"{line},{safe_cell(name)}{each[0]}"

    def _trimmed(self, cells: list[str]) -> list[str]:
        """A row without empty cells beyond the headings."""
        if any(each.strip() for each in cells[self._width :]):
            return cells
        return cells[: self._width]

    def _unread(self, line: int, cells: list[str], problem: str) -> str:
        """A row that cannot be scored, with every reason."""
        self.refused += 1
        named = len(self._problems)
        if problem:
            given = {"found": str(len(cells)), "wanted": str(self._width)}
            self._refuse(line, None, Refusal("", problem, given))
        else:
            self._refuse_cells(line, cells)
        at = self.columns.partner
        name = cells[at] if at is not None and at < len(cells) else ""
        reasons = self._words["and"].join(each.words for each in self._problems[named:])
        points = len(self._metrics) + 1 if self._metrics else 0
        empty = "," * (points + self._has_tracks + 3)
        unread = safe_cell(self._words["unread"])
        return f"{line},{safe_cell(name)},{UNREAD},{unread}{empty},{safe_cell(reasons)}\r\n"

    def _refuse_cells(self, line: int, cells: list[str]) -> None:
        """Say of every cell of a row why it cannot be read."""
        partner = self.columns.partner
        if partner is not None and "\ufffd" in cells[partner]:
            self._refuse(line, partner, Refusal("", "broken", {}))
        typed = {
            name: answer_in(self._area.inputs[name], cells[at])
            for name, at in self.columns.inputs.items()
            if at is not None
        }
        _, refusals = answers.read_what_can_be_read(self._edition, self._area, typed, self._as_of)
        for each in refusals:
            at = self.columns.inputs.get(each.key)
            is_broken = at is not None and "\ufffd" in cells[at]
            self._refuse(line, at, Refusal("", "broken", {}) if is_broken else each)

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
        blocked = []
        if verdict.following:
            points = (each for each, _ in verdict.metrics.values())
            counting = TrackScore(verdict.track, {}, next(points, ZERO), (verdict.following,))
            lacking = level_words.lacking(wording, counting, verdict.following)
            blocked = [level_words.inline(each, wording) for each in lacking]
        level = in_language(verdict.level.title, self._language) if verdict.level else ""
        head = [verdict.status, self._verdict(verdict), level]
        if self._has_tracks:
            head.append(in_language(verdict.track.title, self._language))
        missing = [wording.noun(name) for name in verdict.missing]
        tail = [words["list"].join(missing), words["list"].join(blocked), ""]
        names = [*verdict.metrics]
        states = tuple(
            (place, verdict.metrics[name][1])
            for place, name in enumerate(self._metrics)
            if name in verdict.metrics
        )
        places = tuple(names.index(name) if name in names else None for name in self._metrics)
        reached = verdict.level.name if verdict.level else ""
        return _Shape(
            "," + ",".join(map(safe_cell, head)),
            "," + ",".join(map(safe_cell, tail)) + "\r\n",
            () if names == self._metrics else places,
            tuple(
                self._counted[verdict.status, reached, band, states]
                for band in range(len(self._bands))
            ),
        )

    def _verdict(self, verdict: Verdict) -> str:
        """The verdict in words; of several levels it names one."""
        if verdict.level_depends and len(self._levels) > 1:
            return self._wording.say("status.level-depends.row")
        return level_words.of_status(self._wording, self._levels, verdict.status, verdict.level)

    def _tell(self, shape: _Shape, points: Points, shown: list[str]) -> _Told:
        if shape.places:
            shown = ["" if at is None else shown[at] for at in shape.places]
        counted = shape.bands[self._band_of(points)]
        cells = [self._total(points), *shown] if self._metrics else []
        return f"{','.join([shape.head, *cells])}{shape.tail}", counted

    def _band_of(self, points: Points) -> int:
        """The band in which points lie; among whole numbers, whole points decide."""
        if self._whole_bands:
            return (
                bisect_right(
                    self._whole_bands, points if isinstance(points, int) else points[0] // points[1]
                )
                - 1
            )
        return bisect_right(self._bands, exact(points)) - 1

    def _limits(self, name: str) -> tuple[Fraction, ...]:
        """The points that levels require of the total or of a metric, as the result shows them."""
        return tuple(
            line.bound
            for level in self._levels
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
        levels: Counter[str] = Counter()
        bands: Counter[int] = Counter()
        states: Counter[tuple[int, str]] = Counter()
        for counted, count in self._counts.items():
            verdicts[counted.status] += count
            levels[counted.level] += count
            bands[counted.band] += count
            for each in counted.states:
                states[each] += count
        return {
            "rows": self.rows,
            "scored": self.rows - self.refused,
            "refused": self.refused,
            "verdicts": [
                {
                    "key": each,
                    "label": level_words.of_status(self._wording, self._levels, each, None),
                    "count": verdicts[each],
                }
                for each in STATUSES
            ],
            "levels": [
                {"key": key, "label": label, "count": levels[key]}
                for key, label in self._level_labels()
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

    def _level_labels(self) -> list[tuple[str, str]]:
        """The levels by their keys, the highest first, then none; nothing where there is one."""
        if len(self._levels) < 2:
            return []
        titles = [(each.name, in_language(each.title, self._language)) for each in self._levels]
        return [*reversed(titles), ("", self._words["no-level"])]

    def _band(self, place: int) -> str:
        low = display(self._bands[place])
        if place + 1 == len(self._bands):
            return self._words["band.last"].format(low=low)
        return self._words["band"].format(low=low, high=display(self._bands[place + 1]))


def _texts(limits: tuple[Fraction, ...]) -> Callable[[Points | None], str]:
    """How points are shown beside some limits; those that are open are not."""
    ends = [each.as_integer_ratio() for each in limits]

    def text(points: Points | None) -> str:
        if isinstance(points, tuple):
            return display_pair(*points, ends)
        return "" if points is None else str(points)

    return text

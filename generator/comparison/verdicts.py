"""The verdicts of two editions in words: counts, shares, what was varied and what was not."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from calculator.numeral import display
from calculator.wording import Wording, grouped
from generator.comparison.outcomes import Outcome, outcomes
from generator.comparison.quantities import Varied
from generator.prose import in_language
from generator.source import Source
from generator.words import Word, word_in

__all__ = ["Cell", "Verdict", "shared_ranges", "verdicts"]


class Cell(NamedTuple):
    """How many combinations, as an exact number, in words, and their share."""

    name: str
    exact: int
    number: str
    share: str


class Verdict(NamedTuple):
    """A row of the table: an area or a track of it, its counts, or why there are none."""

    area: str
    title: str
    cells: tuple[Cell, ...]
    changed: str
    ranges: tuple[str, ...]
    reason: str


def verdicts(old: Source, new: Source, language: str) -> list[Verdict]:
    """The verdicts of every area that both editions have."""
    words = _Words(old, new, language)
    found = outcomes(old.edition, new.edition)
    levels = {outcome.level[1].name for outcome in found if outcome.level is not None}
    return [words.verdict(outcome, several=len(levels) > 1) for outcome in found]


def shared_ranges(found: list[Verdict]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The ranges that were counted, each list once, with the titles of all that share it."""
    titles: dict[tuple[str, ...], list[str]] = {}
    for each in found:
        if each.ranges:
            titles.setdefault(each.ranges, []).append(each.title)
    return [(tuple(dict.fromkeys(named)), ranges) for ranges, named in titles.items()]


class _Words:
    """Puts verdicts into words."""

    def __init__(self, old: Source, new: Source, language: str) -> None:
        self._sources = (old, new)
        self._language = language
        self._word: Word = word_in(language, new.fields)

    def verdict(self, outcome: Outcome, *, several: bool) -> Verdict:
        """A row of the table."""
        tally = outcome.tally
        cells: tuple[Cell, ...] = ()
        changed = ""
        if tally is not None:
            cells = tuple(
                Cell(name, number, f"{number:,}", self._share(number, tally.all))
                for name, number in zip(tally._fields, tally, strict=True)
            )
            changed = self._share(tally.only_old + tally.only_new, tally.all)
        return Verdict(
            area=outcome.area,
            title=self._title(outcome, several=several),
            cells=cells,
            changed=changed,
            ranges=tuple(self._range(outcome, each) for each in outcome.varied),
            reason=self._reason(outcome) if tally is None else "",
        )

    def _share(self, number: int, of: int) -> str:
        """A share in percent, never rounded to nothing or to all."""
        percent = Fraction(number * 100, of)
        return f"{display(percent, (Fraction(100),))}%"

    def _title(self, outcome: Outcome, *, several: bool) -> str:
        area = self._sources[1].edition.areas[outcome.area]
        title = in_language(area.title, self._language)
        names = [
            in_language(track.title, self._language)
            for source, name in zip(self._sources, outcome.tracks, strict=True)
            if name is not None
            for track in (source.edition.areas[outcome.area].track(name),)
        ]
        if names:
            title = f"{title} ({' → '.join(dict.fromkeys(names))})"
        if several and outcome.level is not None:
            title = f"{title}, {in_language(outcome.level[1].title, self._language)}"
        return title

    def _range(self, outcome: Outcome, varied: Varied) -> str:
        """What was varied, and over which values."""
        name = varied.asked[1] or varied.asked[0] or varied.name
        place = 1 if varied.asked[1] else 0
        noun = self._noun(outcome.area, place, name)
        if varied.asked[0] is None or varied.asked[1] is None:
            edition = in_language(self._sources[place].fields["title"], self._language)
            noun = self._word("changes.asked-by-one", noun=noun, edition=edition)
        return f"{noun}{self._word('site.colon')}{self._values(outcome, varied, place, name)}"

    def _values(self, outcome: Outcome, varied: Varied, place: int, name: str) -> str:
        values = varied.values
        wording = self._wording(outcome.area, place)
        if isinstance(values[0], bool):
            return self._word("changes.yes-and-no")
        if not isinstance(values[0], Fraction):
            options = self._sources[place].edition.areas[outcome.area].inputs[name].options
            named = [
                in_language(options.get(str(each)), self._language) or str(each) for each in values
            ]
            return self._word("site.list-options").join(named)
        numbers = [each for each in values if isinstance(each, Fraction)]
        if varied.step is None:
            return self._word("site.list-comma").join(grouped(each) for each in numbers)
        last = wording.quantity(numbers[-1], name)
        form = "range" if varied.step == 1 else "range-steps"
        return self._word(
            f"changes.{form}", first=grouped(numbers[0]), last=last, step=grouped(varied.step)
        )

    def _reason(self, outcome: Outcome) -> str:
        """Why the verdicts cannot be compared, with the names of what differs."""
        why = self._word(f"changes.apart-{outcome.reason}")
        asked = [
            self._word(
                "changes.asked-only",
                edition=in_language(source.fields["title"], self._language),
                names=self._word("site.list-comma").join(
                    dict.fromkeys(self._noun(outcome.area, place, name) for name in names)
                ),
            )
            for place, (source, names) in enumerate(zip(self._sources, outcome.apart, strict=True))
            if names
        ]
        return " ".join([self._word("changes.not-comparable", why=why), *asked])

    def _wording(self, area: str, place: int) -> Wording:
        edition = self._sources[place].edition
        return Wording(edition, edition.areas[area], self._language)

    def _noun(self, area: str, place: int, name: str) -> str:
        known = self._sources[place].edition.areas[area]
        for track in known.tracks:
            if track.name == name:
                return in_language(track.title, self._language)
        if name not in known.inputs and name not in known.derived:
            return name
        return self._wording(area, place).noun(name)

"""What each input and metric is worth: what one more buys, what is wasted, what could be lost.

All of it is exact. What can be lost is how far one number may fall, all others staying as they
are, while the level still stands; where the better of two tracks counts, more can lose as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions, moves, rules, targets
from calculator.area import Track
from calculator.earnings import Ground, Scenario, Values, alternatives
from calculator.levels import TOTAL
from calculator.moves import Move
from calculator.ranges import Range
from calculator.rules import Rule

__all__ = ["Allowance", "Gain", "InputOutlook", "Outlook", "Slack"]


class Gain(NamedTuple):
    """What some more steps of one input bring: points under the adopted readings, and the level."""

    steps: int
    points: Fraction
    reached: bool


class Slack(NamedTuple):
    """How much an input may lose, in whole units: the last value with which the level stands.

    `falls` is False where the level stands whatever the input loses.
    """

    units: Fraction
    value: Fraction
    falls: bool


class Allowance(NamedTuple):
    """How many points a metric may lose; `inclusive` tells whether exactly so many are allowed."""

    points: Fraction
    inclusive: bool
    falls: bool


class InputOutlook(NamedTuple):
    """What an input is worth.

    Attributes:
        one_more: what one more step brings; None where it cannot be planned.
        following: the fewest steps that bring points; None where no number of them does.
        spare: how much could be taken away, in whole units, without changing any points.
        slack: how much it may lose (or, of what is lost, still gain); None without the level.
        losing: the fewest more steps with which the level is lost; None where gaining is safe.
        reaching: the fewest more steps that alone reach the level; None where none do, or it is
            reached already.
    """

    name: str
    one_more: Gain | None
    following: Gain | None
    spare: Fraction
    slack: Slack | None
    losing: int | None
    reaching: int | None = None


class Outlook:
    """An area at some values, looked at in every direction."""

    def __init__(self, ground: Ground, scenarios: Sequence[Scenario], values: Values) -> None:
        """Look at the level that the scenarios require, from the given values."""
        self._ground = ground
        self._adopted = scenarios[0]
        self._scenarios = targets.distinct(ground, scenarios)
        self._values = dict(values)
        self.reached = self._stands({})

    def _stands(self, values: Values) -> bool:
        merged = {**self._values, **values}
        return all(self._ground.reaches(each, merged) for each in self._scenarios)

    def _totals(self, values: Values) -> dict[str | None, Fraction]:
        """The points of the tracks that may count, under the adopted readings."""
        merged = {**self._values, **values}
        contenders = self._ground.contenders
        counting = [each for each in contenders if each.certain] or contenders[:1]
        if self._ground.area.choose == "assigned":
            counting = list(contenders[:1])
        scores = (self._ground.scores(each.track, self._adopted, merged) for each in counting)
        return {
            each.track.name: own[TOTAL].low or Fraction(0)
            for each, own in zip(counting, scores, strict=True)
        }

    def _total(self, values: Values) -> Fraction:
        return max(self._totals(values).values())

    def counting(self, values: Values) -> str | None:
        """The track with the most points under the adopted readings."""
        totals = self._totals(values)
        return max(totals, key=lambda name: totals[name])

    def _turns(self, move: Move) -> tuple[tuple[int, ...], bool]:
        read = self._rules_reading(move.name)
        return moves.turns(self._ground.area, self._ground.amounts, move, read, self._lines())

    def _rules_reading(self, name: str) -> list[Rule]:
        return [each.rule for each in self._ground.earnings.values() if name in each.reads]

    def _lines(self) -> list[conditions.Line]:
        return [
            line
            for scenario in self._scenarios
            for line in conditions.lines_of(scenario.requires)
            if line.space == "input"
        ]

    def _is_rising(self, name: str) -> bool:
        """Whether more of an input never takes points or a requirement from any track."""
        return all(
            moves.is_rising(earning.rule)
            for earning in self._ground.earnings.values()
            if name in earning.reads
        ) and all(
            line.test in moves.RISING
            for scenario in self._scenarios
            for line in conditions.lines_of(scenario.requires)
        )

    def _is_safe(self, name: str) -> bool:
        """Whether more of an input can never lose the level, nor less of it win it."""
        alone = self._ground.area.choose == "assigned" or len(self._ground.contenders) == 1
        return alone and self._is_rising(name)

    def input(self, move: Move, *, planned: bool) -> InputOutlook:
        """What an input is worth that is now where the move starts."""
        here = self._total({})
        return InputOutlook(
            move.name,
            self._gain(move, 1, here) if planned and move.value(1) > move.start else None,
            self._following(move, here) if planned else None,
            self._spare(move),
            self._slack(move) if self.reached else None,
            self.losing(move) if planned and self.reached else None,
            self._reaching(move) if planned and not self.reached else None,
        )

    def _gain(self, move: Move, steps: int, here: Fraction) -> Gain:
        values = {move.name: move.value(steps)}
        return Gain(steps, self._total(values) - here, self._stands(values))

    def _following(self, move: Move, here: Fraction) -> Gain | None:
        for steps in self._turns(move)[0][1:]:
            if self._total({move.name: move.value(steps)}) > here:
                return self._gain(move, steps, here)
        return None

    def _reaching(self, move: Move) -> int | None:
        """The fewest more steps that alone reach the level."""
        turning = self._turns(move)[0][1:]
        return next((s for s in turning if self._stands({move.name: move.value(s)})), None)

    def losing(self, move: Move) -> int | None:
        """The fewest more steps with which the level is lost."""
        turning = self._turns(move)[0][1:]
        if not turning or self._is_safe(move.name) or self._stays_behind(move, turning[-1]):
            return None
        for steps in turning:
            if not self._stands({move.name: move.value(steps)}):
                return steps
        return None

    def _stays_behind(self, move: Move, steps: int) -> bool:
        """Whether no other track overtakes one that is met, though an input rises so far."""
        return self._is_rising(move.name) and all(
            self._leads(each, move, steps) for each in self._scenarios
        )

    def _leads(self, scenario: Scenario, move: Move, steps: int) -> bool:
        raised = {**self._values, move.name: move.value(steps)}
        met, others = [], []
        for each in self._ground.contenders:
            own = self._ground.scores(each.track, scenario, self._values)
            holds = self._ground.meets(scenario.requires, own, self._values)
            if holds and each.certain:
                met.append(own[TOTAL].low or Fraction(0))
            if not holds:
                later = self._ground.scores(each.track, scenario, raised)
                others.append(later[TOTAL].high or Fraction(0))
        return bool(met) and all(other <= max(met) for other in others)

    def _spare(self, move: Move) -> Fraction:
        """What could be taken away without changing any points in any track under any reading."""
        read = [earning for earning in self._ground.earnings.values() if move.name in earning.reads]
        if not read:
            return Fraction(0)
        fall = _Fall(move, most=_units(move))

        def earned(units: int) -> list[Range]:
            values = {**self._values, move.name: fall.value(units)}
            return [each.points(values) for each in read]

        now = earned(0)
        if all(moves.is_rising(each.rule) for each in read):
            place = bisect_left(range(fall.most + 1), 1, key=lambda units: earned(units) != now)
        else:
            turning = self._turning_down(fall, [each.rule for each in read], ())
            place = next((u for u in turning if earned(u) != now), fall.most + 1)
        return move.start - fall.value(place - 1)

    def _slack(self, move: Move) -> Slack:
        rising = self._is_rising(move.name)
        return self._until_lost(_Fall(move, most=_units(move)), in_order=rising)

    def losses(self, move: Move, gained: Fraction) -> Slack:
        """How much what is subtracted from a gain may still grow, until nothing of it is left."""
        named = {line.name for line in self._lines()} | {
            line.name
            for earning in self._ground.earnings.values()
            for line in rules.lines_of(earning.rule)
        }
        most = max(-((move.start - gained) // 1), 0)
        fall = _Fall(move, most=int(most), sign=1)
        return self._until_lost(fall, in_order=move.name not in named)

    def _until_lost(self, fall: _Fall, *, in_order: bool) -> Slack:
        """Lose unit by unit, looking only where something turns.

        Where every requirement and the order of the tracks turn at most once on the way, the
        turning points are found by halving; otherwise every unit is looked at.
        """

        def values(units: int) -> dict[str, Fraction]:
            return {fall.move.name: fall.value(units)}

        name, best = fall.move.name, self._ground.area.choose == "best"
        shared = sum(self._reads(each.track, name) for each in self._ground.contenders) > 1
        if in_order and not (best and shared):
            turning: Iterable[int] = _flips(lambda units: self._signs(values(units)), fall.most)
        else:
            turning = self._falling(fall)
        lost = next((units for units in turning if not self._stands(values(units))), None)
        units = fall.most if lost is None else lost - 1
        return Slack(abs(fall.move.start - fall.value(units)), fall.value(units), lost is not None)

    def _falling(self, fall: _Fall) -> Iterable[int]:
        """The units at which a rule or the level can turn on the way."""
        if fall.sign > 0:
            return range(1, fall.most + 1)
        return self._turning_down(fall, self._rules_reading(fall.move.name), self._lines())

    def _turning_down(
        self, fall: _Fall, read: Iterable[Rule], lines: Iterable[conditions.Line]
    ) -> Iterable[int]:
        """The units at which rules or lines can turn; every unit where that is unsure."""
        move, most = fall.move, fall.most
        lowest = move._replace(start=move.start - most * move.unit, step=move.unit, highest=None)
        turning, whole = moves.turns(self._ground.area, self._ground.amounts, lowest, read, lines)
        if not whole:
            return range(1, most + 1)
        return sorted(most - each + 1 for each in turning[1:] if each <= most)

    def _reads(self, track: Track, name: str) -> bool:
        return any(
            view.track == track.name and name in earning.reads
            for view, earning in self._ground.earnings.items()
        )

    def _signs(self, values: Values) -> tuple[bool, ...]:
        """Every comparison that decides the level: each line, and the order of the tracks."""
        merged = {**self._values, **values}
        signs = []
        for scenario in self._scenarios:
            scored = [
                (each, self._ground.scores(each.track, scenario, merged))
                for each in self._ground.contenders
            ]
            for each, own in scored:
                signs += self._ground.signs(scenario.requires, own, merged)
                if self._ground.area.choose == "best":
                    signs += [
                        (own[TOTAL].low or 0) >= (other[TOTAL].high or 0)
                        for rival, other in scored
                        if rival is not each
                    ]
        return tuple(signs)

    def metrics(self, track: Track) -> Iterator[tuple[str, Allowance | None]]:
        """How many points each metric of a track may lose; None while the level is not reached."""
        for name in track.metrics:
            yield name, self._allowance(track, name) if self.reached else None

    def _allowance(self, track: Track, name: str) -> Allowance:
        """Try every loss at which a comparison turns, and one between each two of them."""
        turning = self._turning(track, name)
        for place, loss in enumerate(turning):
            if not self._stands_without(track, name, loss):
                return Allowance(loss, inclusive=False, falls=True)
            if place + 1 < len(turning):
                between = (loss + turning[place + 1]) / 2
                if not self._stands_without(track, name, between):
                    return Allowance(loss, inclusive=True, falls=True)
        return Allowance(turning[-1], inclusive=True, falls=False)

    def _stands_without(self, track: Track, name: str, loss: Fraction) -> bool:
        change = {(track.name, name): -loss}
        return all(self._ground.reaches(each, self._values, change) for each in self._scenarios)

    def _turning(self, track: Track, name: str) -> list[Fraction]:
        """The losses of points at which a requirement or the order of the tracks can turn."""
        most = Fraction(0)
        found = {Fraction(0)}
        for scenario in self._scenarios:
            own = self._ground.scores(track, scenario, self._values)
            most = max(most, own[name].low or Fraction(0))
            for lines in alternatives(scenario.requires, tuple(track.metrics)):
                for line in lines:
                    if line.name in (name, TOTAL) and isinstance(line.bound, Fraction):
                        found |= {end - line.bound for end in _ends(own[line.name])}
            for each in self._ground.contenders:
                other = self._ground.scores(each.track, scenario, self._values)[TOTAL]
                found |= {mine - its for mine in _ends(own[TOTAL]) for its in _ends(other)}
        return sorted(each for each in {*found, most} if 0 <= each <= most)


class _Fall(NamedTuple):
    """A number that is lost unit by unit: an input that falls, or one that counts losses rising."""

    move: Move
    most: int
    sign: int = -1

    def value(self, units: int) -> Fraction:
        """The value after some units."""
        return max(self.move.start + self.sign * units * self.move.unit, Fraction(0))


def _units(move: Move) -> int:
    """How many units lie above 0, the last perhaps not whole."""
    return int(-(-move.start // move.unit))


def _flips(signs: Callable[[int], tuple[bool, ...]], most: int) -> list[int]:
    """The places up to `most` at which signs, each of which turns at most once, turn."""
    found: list[int] = []
    spans = [(0, most, signs(0), signs(most))] if most else []
    while spans:
        first, last, before, after = spans.pop()
        if before == after:
            continue
        if last - first == 1:
            found.append(last)
            continue
        middle = (first + last) // 2
        between = signs(middle)
        spans += [(first, middle, before, between), (middle, last, between, after)]
    return sorted(found)


def _ends(points: Range) -> tuple[Fraction, ...]:
    return tuple(end for end in (points.low, points.high) if end is not None)

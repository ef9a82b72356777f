"""The cheapest way to a level: which answers to raise, by how much, and what it costs.

A way is a set of raised inputs, in whole steps, with which the level is reached; it is minimal if
no smaller raise of the same inputs reaches it. Ways are found in the order of their cost, and each
is verified with `scoring.score` on the whole area. Where the better of two tracks counts, gaining
can lose: a track that overtakes may lack a metric. So a way holds for exactly what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from heapq import merge
from itertools import islice
from typing import NamedTuple

from calculator import choices, conditions, moves, parts, targets
from calculator.answers import Amounts
from calculator.area import Area
from calculator.choices import Menu
from calculator.earnings import Contender, Ground, Scenario
from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.frontier import Search
from calculator.moves import Move
from calculator.ranges import Range, known
from calculator.scoring import Score, score
from calculator.sums import ledgers, sums, whole_by
from calculator.wishes import Wishes

__all__ = ["Change", "Plan", "Way", "is_reached", "plan", "verdict"]

BUDGET = 200_000
ONE = Fraction(1)


class Change(NamedTuple):
    """One input that a way raises."""

    name: str
    start: Fraction
    end: Fraction
    steps: int
    cost: Fraction


class Way(NamedTuple):
    """One way to the level: what changes, what it costs, and the score after it."""

    changes: tuple[Change, ...]
    cost: Fraction
    score: Score


class Plan(NamedTuple):
    """What it takes to reach a level.

    Attributes:
        level: the level that is aimed at.
        reached: whether it is reached already.
        ways: the minimal ways in the order of their cost, the cheapest first.
        complete: whether `ways` holds all of them.
        proven: whether the order of the cost is proven over all whole steps.
        moves: the inputs that may be raised; those not answered are planned from their least.
        farthest: the score with every one of them raised as far as it can be of use.
        ask: facts that the metrics read and that are not answered; no way relies on them.
    """

    edition: Edition
    area: Area
    wishes: Wishes
    level: str
    now: Score
    reached: bool
    ways: tuple[Way, ...]
    complete: bool
    proven: bool
    moves: Mapping[str, Move]
    farthest: Score
    ask: tuple[str, ...]
    ground: Ground


def plan(
    edition: Edition,
    area: Area,
    amounts: Amounts,
    wishes: Wishes | None = None,
) -> Plan:
    """Find the cheapest ways to a level.

    Args:
        edition: the edition whose rules apply.
        area: an area of that edition.
        amounts: the answers, as `answers.read` gives them. A number that can be planned and is not
            answered is taken as the least that it can be; facts that are not answered stay open.
        wishes: the level, the costs and what stays as it is.

    Raises:
        UnknownName: there is no such level or track.
    """
    return _Planner(edition, area, amounts, wishes or Wishes()).plan()


def is_reached(scored: Score, level: str, *, adopted: bool = False) -> bool:
    """Whether a score surely reaches a level, under the adopted readings or under every one."""
    for reading in scored.readings[:1] if adopted else scored.readings:
        levels = [
            each.name for each in scored.edition.levels_of(scored.area).under(reading.choices)
        ]
        if levels[0] == level:
            if reading.status != "qualified":
                return False
            continue
        place = levels.index(level)
        met = {each.track.name: each.outcomes[place].truth.holds is True for each in reading.tracks}
        lows = {each.track.name: each.total.low or Fraction(0) for each in reading.tracks}
        if scored.area.choose == "assigned":
            reached = all(met.values())
        else:
            best = max((lows[name] for name in met if met[name]), default=Fraction(-1))
            reached = all(met[name] or low <= best for name, low in lows.items())
        if not reached:
            return False
    return True


def verdict(made: Plan) -> str:
    """What a plan comes to: `reached`, `reachable`, `unanswered` or `out-of-reach`.

    `unanswered` means that no way is sure while some facts are not answered.
    """
    if made.reached:
        return "reached"
    if made.ways:
        return "reachable"
    return "unanswered" if made.ask else "out-of-reach"


class _Planner:
    """One plan in the making."""

    def __init__(self, edition: Edition, area: Area, amounts: Amounts, wishes: Wishes) -> None:
        self._edition, self._area, self._wishes = edition, area, wishes
        self._day = wishes.as_of or edition.name
        variants = edition.levels_of(area).variants
        names = [level.name for level in next(iter(variants.values()))]
        if not names or (wishes.level is not None and wishes.level not in names):
            raise UnknownName("level", wishes.level or "", names)
        self._level = wishes.level or names[0]
        contenders = self._contenders(amounts)
        self._moves = self._movable(amounts, contenders)
        started = {name: known(move.start) for name, move in self._moves.items()}
        self._amounts: Amounts = {**amounts, **started}
        self._ground = Ground(edition, area, self._amounts, contenders, self._day)
        self._proven = True

    def _score(self, values: Mapping[str, Fraction]) -> Score:
        amounts = {**self._amounts, **{name: known(value) for name, value in values.items()}}
        return score(self._edition, self._area, amounts, track=self._wishes.track, as_of=self._day)

    def _contenders(self, amounts: Amounts) -> tuple[Contender, ...]:
        """The tracks that count or may: no plan changes what decides that."""
        scored = score(
            self._edition, self._area, amounts, track=self._wishes.track, as_of=self._day
        )
        given = parts.given(self._area, amounts)
        found = []
        for each in scored.adopted.tracks:
            when = conditions.in_force(each.track.when, self._day)
            holds = conditions.check_all(when, given.look_up)[0].holds
            found.append(Contender(each.track, holds is True))
        return tuple(found)

    def _read(self, contenders: tuple[Contender, ...]) -> set[str]:
        """The inputs that the contending tracks or the level read."""
        metrics = {
            name
            for each in contenders
            for metric in each.track.metrics.values()
            for rule in metric.rules.values()
            for name in moves.read_by(self._area, rule)
        }
        level = {
            name
            for levels in self._edition.levels_of(self._area).variants.values()
            for level in levels
            if level.name == self._level
            for line in conditions.lines_of(conditions.in_force(level.requires, self._day))
            if line.space == "input"
            for name in moves.terms(self._area, line.name)
        }
        return metrics | level

    def _movable(self, amounts: Amounts, contenders: tuple[Contender, ...]) -> dict[str, Move]:
        """The numbers that are read and that can be planned."""
        read = self._read(contenders)
        still = moves.facts(self._area) | self._wishes.locked
        found = {}
        for name, question in self._area.inputs.items():
            if name in read and question.is_number and name not in still:
                start, highest, assumed = moves.stands(self._area, name, amounts[name])
                step = self._wishes.steps.get(name, question.step)
                cost = self._wishes.costs.get(name, ONE)
                found[name] = Move(name, start, step, highest, cost, assumed, moves.unit(question))
        return found

    def plan(self) -> Plan:
        """Search, verify, and say what is known."""
        adopted = self._wishes.adopted
        now = self._score({})
        menus = self._menus()
        farthest = self._score(
            {
                move.name: move.value(max(steps[at] for steps in menu.rows))
                for menu in menus
                for at, move in enumerate(menu.group.moves)
            }
        )
        reached = is_reached(now, self._level, adopted=adopted)
        found = self._ways(menus)
        limit = self._wishes.limit
        ways = tuple(islice(found, limit))
        complete = limit is None or next(found, None) is None
        return Plan(
            edition=self._edition,
            area=self._area,
            wishes=self._wishes,
            level=self._level,
            now=now,
            reached=reached,
            ways=ways,
            complete=complete and self._proven,
            proven=self._proven,
            moves=self._moves,
            farthest=farthest,
            ask=self._unknown_facts(),
            ground=self._ground,
        )

    def _unknown_facts(self) -> tuple[str, ...]:
        """What metrics or the level read, no plan moves, and nobody has answered."""
        read = self._read(self._ground.contenders)
        amounts = {name: self._amounts[name] for name in self._area.inputs if name in read}
        return tuple(
            name
            for name, amount in amounts.items()
            if amount is None or (isinstance(amount, Range) and amount.open)
        )

    def _menus(self) -> list[Menu]:
        scenarios = self._ground.scenarios(self._level, adopted=self._wishes.adopted)
        asked = dict.fromkeys(
            line
            for scenario in scenarios
            for line in conditions.lines_of(scenario.requires)
            if line.space == "input"
        )
        grouped = choices.groups(self._ground, self._moves, asked)
        menus = [choices.menu(self._ground, group) for group in grouped]
        self._proven = self._proven and all(menu.whole for menu in menus)
        return menus

    def _ways(self, menus: list[Menu]) -> Iterator[Way]:
        """The minimal ways in the order of their cost, then of how many steps they take."""
        scenarios = self._ground.scenarios(self._level, adopted=self._wishes.adopted)
        branches, all_of_them = targets.branches(
            self._ground, targets.distinct(self._ground, scenarios)
        )
        self._proven = self._proven and all_of_them and not self._is_cautious(scenarios)
        kept, scale = ledgers(menus, branches, self._weights(menus))
        searches = []
        for branch in branches:
            problem = sums(self._ground, kept, scale, branch)
            searches.append(Search(problem.groups, problem.targets, BUDGET))
        accepted: list[dict[str, int]] = []
        for _, chosen in merge(*(each.found() for each in searches)):
            steps = {
                move.name: each
                for menu, own in zip(menus, chosen, strict=True)
                for move, each in zip(menu.group.moves, own, strict=True)
                if each
            }
            if not any(_is_within(other, steps) for other in accepted):
                accepted.append(steps)
                yield self._way(steps)
        self._proven = self._proven and not any(each.exhausted for each in searches)

    def _is_cautious(self, scenarios: Iterable[Scenario]) -> bool:
        """Whether an open fact may keep ways away that would do.

        Points that depend on it are taken one by one, at their least or most. Where two metrics, or
        a metric and a level, read it, these do not come together; where the better of two tracks
        counts, one that is behind whenever it fails need not be behind always.
        """
        facts = set(self._unknown_facts())
        several = self._area.choose == "best" and len(self._ground.contenders) > 1
        reads: dict[str, set[object]] = {name: set() for name in facts}
        for view, earning in self._ground.earnings.items():
            for name in facts.intersection(earning.reads):
                reads[name].add(view.metric)
        for scenario in scenarios:
            for line in conditions.lines_of(scenario.requires):
                if line.space == "input":
                    for name in facts.intersection(moves.terms(self._area, line.name)):
                        reads[name].add(line.space)
        return any(several or len(each) > 1 for each in reads.values() if each)

    def _weights(self, menus: list[Menu]) -> dict[str, int]:
        """The cost of a step as a whole number; of equal costs, fewer steps come first."""
        most = 1 + sum(
            max(steps[at] for steps in menu.rows)
            for menu in menus
            for at in range(len(menu.group.moves))
        )
        scale = whole_by(move.cost.denominator for move in self._moves.values())
        return {name: int(move.cost * scale) * most + 1 for name, move in self._moves.items()}

    def _way(self, steps: Mapping[str, int]) -> Way:
        changes = tuple(
            Change(
                move.name,
                move.start,
                move.value(steps[name]),
                steps[name],
                steps[name] * move.cost,
            )
            for name, move in self._moves.items()
            if name in steps
        )
        scored = self._score({each.name: each.end for each in changes})
        if not is_reached(scored, self._level, adopted=self._wishes.adopted):
            raise AssertionError(
                f"{self._area.name}: a way does not reach {self._level}: {changes}"
            )
        return Way(changes, sum((each.cost for each in changes), Fraction(0)), scored)


def _is_within(smaller: Mapping[str, int], steps: Mapping[str, int]) -> bool:
    return all(steps.get(name, 0) >= each for name, each in smaller.items())

"""Plans as plain mappings: the JSON that the command line prints and that the page draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from calculator import moves, plan_filling, wishes, wording
from calculator.edition import Edition
from calculator.level_words import Said, indented, lacking
from calculator.levels import Outcome
from calculator.moves import Move
from calculator.numeral import display, exact
from calculator.outlook import Allowance, Gain, InputOutlook, Outlook, Slack
from calculator.page import PageRequest, read_request
from calculator.plan_words import PlanWording
from calculator.planning import Plan, Way, plan, verdict
from calculator.ranges import Range
from calculator.scoring import Score
from calculator.wire import to_json

__all__ = ["Seen", "plan_for_page", "plan_to_json", "report"]


class PlanRequest(PageRequest, total=False):
    """What the page asks: answers as typed, and the wishes that `wishes.read` reads.

    The level may also be `next`: the lowest that is not surely reached, or the highest.
    """

    level: str | None
    costs: Mapping[str, object]
    steps: Mapping[str, object]
    locked: list[str]
    readings: str
    limit: int | None


class Seen:
    """A plan with everything that can be seen from where the partner stands, and after each way."""

    def __init__(self, made: Plan) -> None:
        """Look at every input and metric once."""
        self.plan = made
        adopted = made.wishes.adopted
        self._scenarios = made.ground.scenarios(made.level, adopted=adopted)
        here = Outlook(made.ground, self._scenarios, {})
        self.moves = dict(self._looked_at())
        self.lost = {
            derived.terms[1]: derived.terms[0]
            for derived in made.area.derived.values()
            if derived.function == "net"
        }
        self.inputs = {name: self._input(here, move) for name, move in self.moves.items()}
        self.metrics = dict(here.metrics(made.now.adopted.counting.track))
        self.risks = [tuple(self._risks(way)) for way in made.ways]

    def _looked_at(self) -> Iterator[tuple[str, Move]]:
        """The numbers that the contending tracks read and that are known, or may be planned."""
        made = self.plan
        read = {name for each in made.ground.earnings.values() for name in each.reads}
        for name, question in made.area.inputs.items():
            amount = made.ground.amounts[name]
            if name in made.moves:
                yield name, made.moves[name]
            elif name in read and isinstance(amount, Range) and amount.value is not None:
                step = made.wishes.steps.get(name, question.step)
                yield (
                    name,
                    Move(
                        name,
                        amount.value,
                        step,
                        None,
                        Fraction(0),
                        assumed=False,
                        unit=moves.unit(question),
                    ),
                )

    def _input(self, here: Outlook, move: Move) -> InputOutlook:
        ground = self.plan.ground
        if move.name in self.lost:
            gained = ground.amount(self.lost[move.name], {})
            known = gained.value if isinstance(gained, Range) else None
            slack = None
            if here.reached and known is not None:
                slack = here.losses(move, known)
            return InputOutlook(move.name, None, None, Fraction(0), slack, None)
        if move.name in moves.facts(self.plan.area):
            return InputOutlook(move.name, None, None, Fraction(0), None, None)
        return here.input(move, planned=move.name in self.plan.moves)

    def _risks(self, way: Way) -> Iterator[tuple[Move, int, str | None]]:
        """With how much more of an input the level is lost after a way, and what counts then."""
        values = {each.name: each.end for each in way.changes}
        after = Outlook(self.plan.ground, self._scenarios, values)
        for name, move in self.plan.moves.items():
            raised = move._replace(start=values.get(name, move.start))
            steps = after.losing(raised)
            if steps is not None:
                then = after.counting({name: raised.value(steps)})
                before = way.score.adopted.counting.track.name
                yield raised, steps, then if then != before else None


def plan_to_json(seen: Seen) -> dict[str, object]:
    """A plan as one JSON object."""
    made = seen.plan
    return {
        "edition": made.edition.name,
        "area": made.area.name,
        "as_of": made.now.as_of,
        "level": made.level,
        "readings": "adopted" if made.wishes.adopted else "every",
        "contradictions": [each.name for each in made.now.contradictions],
        "status": verdict(made),
        "proven": made.proven,
        "complete": made.complete,
        "now": _score(made.now),
        "farthest": _score(made.farthest) | {"blocked": _blocked(made)},
        "ways": [_way(way, risks) for way, risks in zip(made.ways, seen.risks, strict=True)],
        "inputs": {name: _input(seen, name) for name in seen.moves},
        "metrics": {
            name: None if each is None else _allowance(each) for name, each in seen.metrics.items()
        },
        "assumed": [move.name for move in made.moves.values() if move.assumed],
        "ask": list(made.ask),
    }


def _score(score: Score) -> dict[str, object]:
    told = to_json(score)
    return {key: told[key] for key in ("status", "level", "track", "points", "display")}


def _blocked(made: Plan) -> list[str]:
    """What keeps the level out of reach with everything raised, as answered."""
    return list(dict.fromkeys(step.name for step in _aim(made).failing))


def _aim(made: Plan) -> Outcome:
    """How the level comes out with everything raised that can be raised."""
    outcomes = made.farthest.adopted.counting.outcomes
    return next(each for each in outcomes if each.level.name == made.level)


def _lacking(made: Plan, words: PlanWording) -> list[Said]:
    return lacking(words, made.farthest.adopted.counting, _aim(made))


def _way(way: Way, risks: tuple[tuple[Move, int, str | None], ...]) -> dict[str, object]:
    return {
        "cost": exact(way.cost),
        "changes": [
            {
                "input": each.name,
                "from": exact(each.start),
                "to": exact(each.end),
                "by": exact(each.end - each.start),
                "steps": each.steps,
                "cost": exact(each.cost),
            }
            for each in way.changes
        ],
        "score": _score(way.score),
        "readings": to_json(way.score)["readings"],
        "losing": [
            {"input": move.name, "steps": steps, "to": exact(move.value(steps)), "track": track}
            for move, steps, track in risks
        ],
    }


def _input(seen: Seen, name: str) -> dict[str, object]:
    """What an input is worth; `kind` says whether it may be planned and, if not, why."""
    made, move, each = seen.plan, seen.moves[name], seen.inputs[name]
    locked = "locked" if name in made.wishes.locked else "fact"
    return {
        "kind": "planned" if name in made.moves else locked,
        "now": None if move.assumed else exact(move.start),
        "step": exact(move.step),
        "cost": exact(move.cost) if name in made.moves else None,
        "one_more": _gain(each.one_more),
        "next": _gain(each.following),
        "spare": exact(each.spare),
        "slack": _slack(each.slack),
        "losing": each.losing,
        "reaching": each.reaching,
    }


def _gain(gain: Gain | None) -> dict[str, object] | None:
    if gain is None:
        return None
    return {
        "steps": gain.steps,
        "points": exact(gain.points),
        "display": display(gain.points),
        "reached": gain.reached,
    }


def _slack(slack: Slack | None) -> dict[str, object] | None:
    if slack is None:
        return None
    return {"by": exact(slack.units), "to": exact(slack.value), "falls": slack.falls}


def _allowance(allowance: Allowance) -> dict[str, object]:
    return {
        "points": exact(allowance.points),
        "display": display(allowance.points),
        "inclusive": allowance.inclusive,
        "falls": allowance.falls,
    }


def plan_for_page(edition: Edition, request: PlanRequest) -> dict[str, object]:
    """Plan with what can be read, with everything that the page says about it in words.

    Refused answers count as not answered; refused wishes as not wished. Both are listed, the
    wishes as `costs.KEY`, `steps.KEY` or `locked.KEY`.

    Raises:
        UnknownName: there is no such area, track or level.
    """
    area = edition.area(request["area"])
    language = request.get("language", "ja")
    read = read_request(edition, request)
    wished, more = wishes.read(area, request)
    wished = wished._replace(as_of=read.day)
    if wished.level == plan_filling.NEXT:
        wished = wished._replace(level=plan_filling.next_level(edition, area, read.amounts, wished))
    seen = Seen(plan(edition, area, read.amounts, wished))
    words = {each.key: wording.refusal(each, language) for each in (*read.refusals, *more)}
    return {
        "plan": plan_to_json(seen),
        "words": _words(seen, PlanWording(edition, area, language)),
        "fills": [plan_filling.fill(seen.plan, way, request) for way in seen.plan.ways],
        "refusals": {
            key: {"problem": problem, "hint": hint} for key, (problem, hint) in words.items()
        },
    }


def _words(seen: Seen, words: PlanWording) -> dict[str, object]:
    """The sentences of a plan, in the shape of its JSON."""
    made = seen.plan
    return {
        "status": words.status(made, verdict(made)),
        "level": words.level(made),
        "readings": words.readings(made) if made.now.contradictions and made.ways else "",
        "blocked": [each.to_json() for each in _lacking(made, words)],
        "ways": [
            {
                "cost": words.cost(way.cost),
                "changes": [words.change(each) for each in way.changes],
                "after": words.after(way, str(to_json(way.score)["display"])),
                "losing": [words.losing(*risk) for risk in risks],
            }
            for way, risks in zip(made.ways, seen.risks, strict=True)
        ],
        "inputs": {
            name: {
                "noun": words.named(name),
                "now": "" if move.assumed else words.quantity(move.start, name),
                "step": words.quantity(move.step, name),
                "more": words.more(move, seen.inputs[name], words.level(made)),
                "less": words.less(move, seen.inputs[name], lost=name in seen.lost),
            }
            for name, move in seen.moves.items()
        },
        "metrics": {
            name: "" if each is None else words.allowance(each)
            for name, each in seen.metrics.items()
        },
        "assumed": [words.assumed(move) for move in made.moves.values() if move.assumed],
        "ask": [words.ask(name) for name in made.ask],
    }


def report(seen: Seen, language: str) -> list[str]:
    """A plan for reading in a terminal: the verdict, what is assumed, and the ways."""
    made = seen.plan
    words = PlanWording(made.edition, made.area, language)
    status = verdict(made)
    told = [
        f"{wording.in_language(made.area.title, language)} {made.edition.name}",
        words.status(made, status),
    ]
    if status == "unanswered":
        told += [f"- {words.ask(name)}" for name in made.ask]
    if status == "out-of-reach":
        told += indented(_lacking(made, words))
    if status != "reachable":
        return told
    if made.now.contradictions:
        told.append(words.readings(made))
    told += [f"- {words.assumed(move)}" for move in made.moves.values() if move.assumed]
    for place, (way, risks) in enumerate(zip(made.ways, seen.risks, strict=True), start=1):
        after = words.after(way, str(to_json(way.score)["display"]))
        told.append(f"{place}. {words.cost(way.cost)}{after and f': {after}'}")
        told += [f"   {words.change(each)}" for each in way.changes]
        told += [f"   ! {words.losing(*risk)}" for risk in risks]
    return told

"""Plans in words, in Japanese and English: what to raise, what it brings, what could be lost."""

from __future__ import annotations

from fractions import Fraction

from calculator import moves, rules
from calculator.levels import Level
from calculator.moves import Move
from calculator.numeral import display
from calculator.outlook import Allowance, Gain, InputOutlook, Slack
from calculator.planning import Change, Plan, Way
from calculator.wording import Wording, grouped, in_language

__all__ = ["PlanWording"]


class PlanWording(Wording):
    """The words for the plans of one area of an edition in one language."""

    def named(self, name: str, number: Fraction | None = None) -> str:
        """What an input counts, told apart from other inputs that are called the same."""
        noun = self.noun(name, number)
        called_so = [each for each in self._area.inputs if self.noun(each) == self.noun(name)]
        details = self._details(name) if len(called_so) > 1 else []
        if not details:
            return noun
        told = self._words["plan.and"].join(details)
        return self._words["plan.named"].format(noun=noun, details=told)

    def _details(self, name: str) -> list[str]:
        """The track, the metric and the member of its rule that read an input."""
        tracks, metrics, members = [], [], []
        for track in self._area.tracks:
            for metric in track.metrics.values():
                for rule in metric.rules.values():
                    if name in moves.read_by(self._area, rule):
                        tracks.append(track.title)
                        metrics.append(metric.title)
                        members += [
                            linear.head.title
                            for linear in rules.linear_rules(rule)
                            if name in moves.read_by(self._area, linear)
                        ]
        own = metrics if self._unit(name) == "points" else members
        several = tracks if len({track.name for track in self._area.tracks}) > 1 else []
        told = (in_language(each, self._language) for each in (*several, *own))
        return [each for each in dict.fromkeys(told) if each]

    def status(self, plan: Plan, status: str) -> str:
        """Whether the level is reached, can be, or what stands in the way."""
        unproven = status == "reachable" and not plan.proven
        key = f"plan.{status}{'.unproven' if unproven else ''}"
        return self._words[key].format(level=self.level(plan))

    def level(self, plan: Plan) -> str:
        """The name of the level that is aimed at."""
        levels: tuple[Level, ...] = plan.now.levels
        title = next(each.title for each in levels if each.name == plan.level)
        return in_language(title, self._language)

    def readings(self, plan: Plan) -> str:
        """For which readings the plan holds."""
        return self._words["plan.adopted" if plan.wishes.adopted else "plan.every"]

    def assumed(self, move: Move) -> str:
        """From where an input is planned that was not answered."""
        noun, amount = self.named(move.name), self.quantity(move.start, move.name)
        return self._words["plan.assumed"].format(noun=noun, amount=amount)

    def ask(self, name: str) -> str:
        """A question that should be answered first."""
        question = in_language(self._area.inputs[name].ask, self._language)
        return self._words["plan.ask"].format(ask=question)

    def change(self, change: Change) -> str:
        """What to raise, by how much."""
        by = change.end - change.start
        start, end = (self.quantity(each, change.name) for each in (change.start, change.end))
        if self._is_counted(change.name) and self._language != "ja":
            start, end = grouped(change.start), grouped(change.end)
            return self._words["plan.change.counted"].format(
                amount=grouped(by), noun=self.named(change.name, by), start=start, end=end
            )
        return self._words["plan.change"].format(
            noun=self.named(change.name),
            amount=self.quantity(by, change.name),
            start=start,
            end=end,
        )

    def cost(self, cost: Fraction) -> str:
        """What a change or a way costs; its unit is the user's own."""
        return self._words["plan.cost"].format(cost=grouped(cost))

    def after(self, way: Way, points: str) -> str:
        """The score after a way; empty where nothing earns points."""
        if not way.score.adopted.counting.metrics:
            return ""
        track = way.score.adopted.counting.track
        key = "plan.after.track" if track.name else "plan.after"
        title = in_language(track.title, self._language)
        return self._words[key].format(points=points, track=title)

    def losing(self, move: Move, steps: int, overtaking: str | None) -> str:
        """With how much more of an input the level is lost, and which track counts then."""
        by = self.quantity(move.value(steps) - move.start, move.name)
        titles = {track.name: track.title for track in self._area.tracks}
        key = "plan.losing.track" if overtaking else "plan.losing"
        return self._words[key].format(
            noun=self.named(move.name),
            amount=by,
            track=in_language(titles.get(overtaking), self._language),
        )

    def more(self, move: Move, seen: InputOutlook, level: str) -> list[str]:
        """What more of an input brings, and whether it can reach or lose the level."""
        told = []
        if seen.reaching is not None:
            by = self.quantity(move.value(seen.reaching) - move.start, move.name)
            told.append(self._words["plan.reaching"].format(amount=by, level=level))
        if seen.one_more is not None and self._earns():
            told.append(self._gain(move, seen.following))
        if seen.losing is not None:
            told.append(self.losing(move, seen.losing, None))
        return told

    def less(self, move: Move, seen: InputOutlook, *, lost: bool = False) -> list[str]:
        """What of an input earns nothing, and how much of it could be lost."""
        told = []
        if seen.spare and self._earns() and not lost:
            spare = self.quantity(seen.spare, move.name)
            told.append(self._words["plan.spare"].format(amount=spare))
        if seen.slack is not None and (lost or move.start):
            told.append(self._slack(move, seen.slack, "losses" if lost else "slack"))
        return told

    def _earns(self) -> bool:
        return any(track.metrics for track in self._area.tracks)

    def _gain(self, move: Move, gain: Gain | None) -> str:
        if gain is None:
            return self._words["plan.gain.none"]
        amount = self.quantity(move.value(gain.steps) - move.start, move.name)
        key = "plan.gain.one" if gain.points == 1 else "plan.gain"
        return self._words[key].format(amount=amount, points=display(gain.points))

    def _slack(self, move: Move, slack: Slack, form: str) -> str:
        if not slack.falls:
            return self._words[f"plan.{form}.all"]
        if not slack.units:
            return self._words[f"plan.{form}.none"]
        return self._words[f"plan.{form}"].format(
            amount=self.quantity(slack.units, move.name),
            value=self.quantity(slack.value, move.name),
        )

    def allowance(self, allowance: Allowance) -> str:
        """How many points a metric may lose."""
        if not allowance.falls:
            return self._words["plan.allowance.all"]
        key = "plan.allowance" if allowance.inclusive else "plan.allowance.below"
        return self._words[key].format(points=display(allowance.points))

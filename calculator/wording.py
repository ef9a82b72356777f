"""Steps and refusals in words, in Japanese and English.

The words between the numbers stand in `words`; names, nouns and units come from the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from calculator.area import Area
from calculator.conditions import Condition, Line
from calculator.derive import Derived
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.inputs import Input
from calculator.levels import TOTAL, Level
from calculator.numeral import display
from calculator.ranges import Range
from calculator.scoring import MetricScore, Status, TrackScore
from calculator.steps import Bound, Step, Text, numbers
from calculator.words import DAYS, MONTHS, REFUSALS, WORDS

__all__ = ["Wording", "day_in_words", "in_language", "in_words", "refusal"]


def in_language(text: Text | None, language: str, number: Fraction | None = None) -> str:
    """A text in one language; of a noun the one or the many, as `number` asks (or the many)."""
    words = (text or {}).get(language, "")
    if isinstance(words, list | tuple):
        return str(words[0] if number == 1 else words[-1])
    return str(words)


def day_in_words(day: object, language: str) -> str:
    """A day, given as YYYY-MM-DD."""
    year, month, date = (int(part) for part in str(day).split("-"))
    return DAYS[language].format(year=year, month=month, day=date, name=MONTHS[month - 1])


def refusal(refused: Refusal, language: str) -> tuple[str, str]:
    """Why an answer was refused, and what would do (empty where nothing is near)."""
    problem, hint = REFUSALS[language][refused.code]
    details = dict(refused.details)
    ending = f"_{language}"
    own = {key: words for key, words in details.items() if key.endswith(ending)}
    details |= {key.removesuffix(ending): words for key, words in own.items()}
    fits = "{suggestion}" not in hint or "suggestion" in details
    return problem.format(**details), hint.format(**details) if fits else ""


def grouped(value: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """A number for people, with commas between thousands."""
    whole, point, part = display(value, limits).partition(".")
    return f"{int(whole):,}{point}{part}" if whole != "-0" else f"-0{point}{part}"


def in_words(value: str, words: Mapping[str, str]) -> str:
    """A value of a reading: a test such as `at_least 1` in words, a number with its commas."""
    test, _, bound = value.partition(" ")
    form = words.get(f"test.{test}", "")
    if form and bound:
        return form.format(bound=in_words(bound, words))
    return f"{int(value):,}" if value.isascii() and value.isdigit() else value


class Wording:
    """The words for one area of an edition in one language."""

    def __init__(self, edition: Edition, area: Area, language: str) -> None:
        """Bind the words of `language` to the names of an area."""
        self._edition = edition
        self._area = area
        self._language = language
        self._words = WORDS[language]

    def title(self, metric: str) -> str:
        """The title of a metric; that of the first track which has it."""
        titles = (
            track.metrics[metric].title for track in self._area.tracks if metric in track.metrics
        )
        return in_language(next(titles, None), self._language) or metric

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values filled in."""
        return self._words[key].format(**values)

    def text(self, text: Text | None) -> str:
        """A text of the edition."""
        return in_language(text, self._language)

    def title_of(self, level: Level | None) -> str:
        """The title of a level, or that none is reached."""
        if level is None:
            return self._words["level.none"]
        return self._words["level.title"].format(title=in_language(level.title, self._language))

    def choice(self, words: Sequence[str]) -> str:
        """Several things, of which one applies."""
        first = self._words["choice.comma"].join(words[:-1])
        return self._words["choice"].format(first=first, last=words[-1]) if first else words[-1]

    def group(self, least: int, of: int, title: Text | None = None) -> str:
        """What stands above several lines of which at least so many must hold."""
        form = "least"
        if least >= of:
            form = "all"
        elif least == 1:
            form = "either" if of == 2 else "any"
        words = self._words[f"group.{form}"].format(least=least)
        if title is None:
            return words
        return self._words["group.titled"].format(title=self.text(title), group=words)

    def together(self, group: str, lines: Sequence[str]) -> str:
        """A group and its lines in one sentence; of two without a title, one or the other."""
        if len(lines) == 2 and group == self.group(1, 2):
            return self._words["group.inline.either"].format(first=lines[0], last=lines[1])
        told = self._words["group.comma"].join(lines)
        return self._words["group.inline"].format(group=group, lines=told)

    def verdict(self, status: Status) -> str:
        """The verdict by its status alone."""
        return self._words[f"status.{status}"]

    def state(self, metric: MetricScore) -> str:
        """Whether a metric reaches its floor."""
        return self._words[f"state.{metric.state}"]

    def points(self, points: Range, maximum: Fraction, limits: Iterable[Fraction] = ()) -> str:
        """Points out of a maximum, or that they are still open."""
        if points.value is None:
            return self._words["points.open"].format(maximum=grouped(points.high or maximum))
        return self._words["points"].format(
            points=grouped(points.value, (*limits, maximum)), maximum=grouped(maximum)
        )

    def reading_value(self, value: object) -> str:
        """A value of a reading: a test such as `at_least 1` in words, a number with its commas."""
        return in_words(str(value), self._words)

    def certain(self, counting: TrackScore) -> str:
        """How many points are certain, where open metrics earn some whatever is answered."""
        low = counting.total.low or Fraction(0)
        if low <= counting.points:
            return ""
        return self._words["certain"].format(points=grouped(low))

    def blocked_by(self, counting: TrackScore, step: Step) -> str:
        """A requirement of the next level that a score or an answer falls short of."""
        if step.kind == "line":
            test = self.test(step.test, self._bound(step.bound, step.name))
            return self._words["blocked.answer"].format(noun=self.noun(step.name), test=test)
        test = self.points_asked(step.test, step.bound)
        if step.name == TOTAL:
            return self._words["blocked.total"].format(test=test)
        return self._words["blocked.metric"].format(title=self._scored(counting, step), test=test)

    def _scored(self, track: TrackScore, step: Step) -> str:
        """The name of a score."""
        if step.name == TOTAL:
            return self._words["score.total"]
        return in_language(track.track.metrics[step.name].title, self._language)

    def points_asked(self, test: str, bound: Bound) -> str:
        """What a score is asked for, such as: at least 1 point."""
        number = "points.number.one" if bound == 1 else "points.number"
        points = self._words[number].format(points=self._bound(bound, ""))
        return self.test(test, points)

    def level_line(self, step: Step, track: TrackScore) -> str:
        """What a level asks of a score or an answer, and how far that has come."""
        return self._score_line(step, track) if step.kind == "score" else self._line(step)

    def _score_line(self, step: Step, track: TrackScore) -> str:
        """What a level asks of a score, and how far that has come."""
        title = self._scored(track, step)
        test = self.points_asked(step.test, step.bound)
        value = step.amount.value if isinstance(step.amount, Range) else None
        if value is None:
            return self._words["score.open"].format(title=title, test=test)
        amount = grouped(value, numbers(step.bound))
        holds = self.holds(step)
        return self._words["score"].format(title=title, amount=amount, test=test, holds=holds)

    def test(self, test: str, bound: str) -> str:
        """A test of a bound, such as: at least 3 customers."""
        return self._words[f"test.{test}"].format(bound=bound)

    def answer(self, value: Bound, name: str) -> str:
        """An answer, or what an answer is compared with."""
        return self._bound(value, name)

    def requirement(self, line: Line) -> str:
        """What a line of a rule's condition asks, apart from any answer."""
        test = self._words[f"test.{line.test}"].format(bound=self._bound(line.bound, line.name))
        return self._words["requirement"].format(noun=self.noun(line.name), test=test)

    def required(self, condition: Condition) -> str:
        """What a condition asks: a line, or so many of several."""
        if isinstance(condition, Line):
            return self.requirement(condition)
        group = self.group(condition.least, len(condition.of), condition.title)
        return self.together(group, [self.required(each) for each in condition.of])

    def reasons(self, metric: MetricScore) -> list[str]:
        """Why a metric earns what it earns, a sentence for each step."""
        return list(self._explain(metric.step))

    def _explain(self, step: Step) -> Iterator[str]:
        """The sentences of a rule: its conditions, what it was made of, and what it earns."""
        limits = [limit for each in (step, *step.steps) for limit in numbers(each.bound)]
        for each in step.steps:
            if each.kind == "line":
                yield self._line(each)
            elif each.kind == "derived":
                yield self._derived(each, limits)
            elif each.kind == "count":
                least = int(each.bound) if isinstance(each.bound, Fraction) else 0
                group = self.group(least, len(each.steps), each.title)
                yield self._words["group.held"].format(group=group, holds=self.holds(each))
                yield from self._explain(each)
            elif each.kind != "row":
                yield from (self._member(each, sentence) for sentence in self._explain(each))
        if step.points is not None and step.maximum is not None:
            yield self._rule(step, self.points(step.points, step.maximum))

    def _member(self, step: Step, sentence: str) -> str:
        if step.title is None:
            return sentence
        title = in_language(step.title, self._language)
        return self._words["member"].format(title=title, sentence=sentence)

    def _rule(self, step: Step, points: str) -> str:
        """What a rule earns; while its condition does not hold, that is all there is to say."""
        if step.holds is not True:
            return self._words["gate.closed" if step.holds is False else "gate.open"].format(
                points=points
            )
        rows = [each for each in step.steps if each.kind == "row"]
        if step.kind == "table" and not any(row.holds is not False for row in rows):
            return self._words["table.none"].format(points=points)
        if step.kind != "linear":
            return self._words[step.kind].format(points=points)
        bound = self._bound(step.bound, step.name)
        if isinstance(step.amount, Range) and step.amount.undefined == "always":
            return self._words["linear.undefined"].format(noun=self.noun(step.name), points=points)
        value = step.amount.value if isinstance(step.amount, Range) else None
        form = "read" if self._unit(step.name) == "points" else "linear"
        if value is None:
            return self._words[f"{form}.open"].format(
                noun=self.noun(step.name), bound=bound, points=points
            )
        limits = numbers(step.bound)
        return self._measured(form, step.name, value, limits, bound=bound, points=points)

    def _line(self, step: Step) -> str:
        """One test of one value, and whether it holds."""
        test = self._words[f"test.{step.test}"].format(bound=self._bound(step.bound, step.name))
        amount, noun = step.amount, self.noun(step.name)
        if amount is None or (isinstance(amount, Range) and amount.open):
            return self._words["line.open"].format(noun=noun, test=test)
        holds = self.holds(step)
        if not isinstance(amount, Range):
            shown = self._bound(amount, step.name)
            form = "line.is" if step.test == "is" and step.holds else "line"
            return self._words[form].format(noun=noun, amount=shown, test=test, holds=holds)
        if amount.value is None:
            return self._words["line.undefined"].format(noun=noun, test=test, holds=holds)
        limits = numbers(step.bound)
        return self._measured("line", step.name, amount.value, limits, test=test, holds=holds)

    def _measured(
        self, form: str, name: str, value: Fraction, limits: Iterable[Fraction], **others: str
    ) -> str:
        """A sentence about a number: counted things follow the number, measures precede it."""
        noun = self.noun(name, value)
        if form != "read" and self._is_counted(name):
            amount = grouped(value, limits)
            return self._words[f"{form}.counted"].format(noun=noun, amount=amount, **others)
        amount = self.quantity(value, name, limits)
        return self._words[form].format(noun=noun, amount=amount, **others)

    def _derived(self, step: Step, limits: Sequence[Fraction]) -> str:
        """How a derived input was computed, with nouns in the place of what is not answered."""
        shown = [
            self.counted(each.amount.value, each.name, limits)
            if isinstance(each.amount, Range) and each.amount.value is not None
            else self.noun(each.name)
            for each in (step, *step.steps)
        ]
        undefined = isinstance(step.amount, Range) and step.amount.undefined == "always"
        key = f"derived.{step.test}" + (".undefined" if undefined else "")
        return self._words[key].format(amount=shown[0], first=shown[1], second=shown[2])

    def holds(self, step: Step) -> str:
        """Whether a step holds, in words."""
        return self._words[{True: "holds.yes", False: "holds.no", None: "holds.open"}[step.holds]]

    def _asked(self, name: str) -> Input | Derived:
        return self._area.derived.get(name) or self._area.inputs[name]

    def noun(self, name: str, number: Fraction | None = None) -> str:
        """What an input or derived input counts or measures."""
        asked = self._asked(name)
        if not self._is_counted(name):
            number = Fraction(1)
        return in_language(asked.noun or getattr(asked, "ask", None), self._language, number)

    def _is_counted(self, name: str) -> bool:
        """Whether the noun stands behind a number: one and many of what is counted in wholes.

        A measure with a unit of its own (money, years) is told by that unit.
        """
        asked = self._asked(name)
        forms = (asked.noun or {}).get(self._language)
        if not isinstance(forms, list | tuple) or forms[0] == forms[-1]:
            return False
        if isinstance(asked, Derived):
            return asked.function != "growth" and all(map(self._is_whole, asked.terms))
        return not asked.unit or self._is_whole(name)

    def _is_whole(self, name: str) -> bool:
        """Whether an input is a number of things, not a measure."""
        asked = self._area.inputs.get(name)
        return asked is not None and asked.type == "count"

    def _unit(self, name: str) -> str:
        return self._asked(name).unit

    def quantity(self, value: Fraction, name: str, limits: Iterable[Fraction] = ()) -> str:
        """A number with the unit of what it measures: 3社, 3 customers, 20%."""
        words = in_language(self._edition.units.get(self._unit(name)), self._language, value)
        if not words and getattr(self._asked(name), "type", "") == "percent":
            words = "%"
        spaced = words and self._language != "ja" and words != "%"
        return f"{grouped(value, limits)}{' ' if spaced else ''}{words}"

    def counted(self, value: Fraction, name: str, limits: Iterable[Fraction] = ()) -> str:
        """A number standing alone: with its noun where it counts something, else with its unit."""
        if self._is_counted(name):
            return f"{grouped(value, limits)} {self.noun(name, value)}"
        return self.quantity(value, name, limits)

    def _bound(self, bound: Bound, name: str) -> str:
        """What a value is compared with, in the words of what it is compared with."""
        if isinstance(bound, tuple):
            listed = [self._bound(each, name) for each in bound]
            return (" / " if {",", "、"} & set("".join(listed)) else ", ").join(listed)
        if isinstance(bound, bool):
            return self._words["yes" if bound else "no"]
        if not isinstance(bound, Fraction):
            options = self._area.inputs[name].options if name in self._area.inputs else {}
            return in_language(options.get(str(bound)), self._language) or str(bound)
        if not name or (self._is_counted(name) and self._language != "ja"):
            return grouped(bound)
        return self.quantity(bound, name)

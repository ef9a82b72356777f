"""Levels in words: which one is reached, what the next one lacks, and what each requires.

What asks for so many of several things keeps them together, as a line with lines below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from calculator.levels import Level, Outcome
from calculator.scoring import ReadingScore, Score, Status, TrackScore
from calculator.steps import Step, numbers
from calculator.wording import Wording

__all__ = [
    "Said",
    "differs",
    "indented",
    "inline",
    "lacking",
    "lacking_report",
    "of_status",
    "other_readings",
    "reading_verdict",
    "report",
    "required",
    "verdict",
]


class Said(NamedTuple):
    """A requirement in words, whether it holds (None while that is open), and what it is made of.

    Lines below it are those of which it asks so many; all others have none.
    """

    words: str
    holds: bool | None
    lines: tuple[Said, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The same as a plain mapping."""
        return {
            "words": self.words,
            "holds": self.holds,
            "lines": [each.to_json() for each in self.lines],
        }


def indented(said: Iterable[Said], depth: int = 0) -> Iterator[str]:
    """Lines for a terminal, those of a group below it."""
    for each in said:
        yield f"{'  ' * depth}- {each.words}{':' if each.lines else ''}"
        yield from indented(each.lines, depth + 1)


def inline(said: Said, wording: Wording) -> str:
    """A requirement on one line, those of a group in brackets."""
    if not said.lines:
        return said.words
    return wording.together(said.words, [inline(each, wording) for each in said.lines])


# Which level is reached


def verdict(wording: Wording, score: Score) -> str:
    """The verdict over all readings; where an area has several levels, it names those reached."""
    if len(score.levels) > 1 and (score.level_depends or score.status == "depends-on-reading"):
        listed = [wording.title_of(each) for each in score.reached]
        return wording.say("status.level-depends", levels=wording.choice(listed))
    return of_status(wording, score.levels, score.status, score.adopted.counting.level)


def reading_verdict(wording: Wording, score: Score, reading: ReadingScore) -> str:
    """The verdict under one combination of readings."""
    return of_status(wording, score.levels, reading.status, reading.counting.level)


def of_status(
    wording: Wording, levels: Sequence[Level], status: Status, level: Level | None
) -> str:
    """A verdict by its status: of the level that is reached, or else of the lowest of several."""
    if len(levels) < 2:
        return wording.verdict(status)
    named = level if status == "qualified" and level else levels[0]
    return wording.say(f"status.{status}.of", level=wording.title_of(named))


def report(wording: Wording, score: Score) -> Iterator[str]:
    """Where several levels or answers alone judge: the level reached, and the one after it."""
    counting = score.adopted.counting
    if len(score.levels) > 1 or not counting.metrics:
        yield wording.say("level.reached", level=wording.title_of(counting.level))
        if counting.next_level:
            yield wording.say("level.next", level=wording.title_of(counting.next_level))


def lacking_report(wording: Wording, score: Score) -> Iterator[str]:
    """What the next level lacks, under the name of that level where there are several."""
    counting = score.adopted.counting
    said = lacking(wording, counting)
    if said and len(score.levels) > 1:
        yield wording.say("level.lacking", level=wording.title_of(counting.next_level))
    yield from indented(said)


def other_readings(wording: Wording, score: Score) -> Iterator[str]:
    """The outcomes of single readings that differ from that of the adopted ones."""
    adopted = score.adopted
    for reading in score.readings[1:]:
        changed = [
            each
            for each in score.contradictions
            if reading.choices[each.name] != adopted.choices[each.name]
        ]
        if len(changed) == 1 and differs(reading, adopted):
            yield wording.say(
                "reading.instead",
                question=wording.text(changed[0].question),
                adopted=wording.reading_value(adopted.choices[changed[0].name]),
                value=wording.reading_value(reading.choices[changed[0].name]),
                verdict=reading_verdict(wording, score, reading),
            )


def differs(one: ReadingScore, other: ReadingScore) -> bool:
    """Whether two readings lead to different verdicts or levels."""
    levels = [each.counting.level for each in (one, other)]
    names = {each.name if each else None for each in levels}
    return one.status != other.status or len(names) > 1


# What the next level lacks


def lacking(wording: Wording, counting: TrackScore, outcome: Outcome | None = None) -> list[Said]:
    """What keeps a level (the next one) out of reach: of several limits of one thing, the highest.

    Of so many among several, those that do not hold stand together, with how many are still needed.
    """
    aim = outcome or counting.next_outcome
    found: dict[object, Step] = {}
    for place, step in enumerate(aim.steps if aim else ()):
        if step.holds is not False:
            continue
        key: object = place if step.kind == "count" else (step.kind, step.name)
        before = found.setdefault(key, step)
        if step.kind != "count" and _highest(step) > _highest(before):
            found[key] = step
    return [_lack(wording, counting, each) for each in found.values()]


def _highest(step: Step) -> Fraction:
    return max(numbers(step.bound), default=Fraction(-1))


def _lack(wording: Wording, counting: TrackScore, step: Step) -> Said:
    if step.kind != "count":
        return Said(wording.blocked_by(counting, step), step.holds)
    missing = [each for each in step.steps if each.holds is not True]
    needed = _least(step) - (len(step.steps) - len(missing))
    if needed == len(missing) == 1 and step.title is None:
        return _lack(wording, counting, missing[0])
    words = wording.group(needed, len(missing), step.title)
    return Said(words, step.holds, tuple(_lack(wording, counting, each) for each in missing))


def _least(step: Step) -> int:
    """How many of its lines a group asks for."""
    return int(step.bound) if isinstance(step.bound, Fraction) else 0


# What a level requires


def required(wording: Wording, outcome: Outcome, counting: TrackScore) -> list[Said]:
    """What a level requires, a sentence for each line, and whether that holds."""
    return [_required(wording, counting, each) for each in outcome.steps]


def _required(wording: Wording, counting: TrackScore, step: Step) -> Said:
    if step.kind != "count":
        return Said(wording.level_line(step, counting), step.holds)
    group = wording.group(_least(step), len(step.steps), step.title)
    words = wording.say("group.held", group=group, holds=wording.holds(step))
    return Said(words, step.holds, tuple(_required(wording, counting, each) for each in step.steps))

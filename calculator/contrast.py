"""The same answers under two editions, side by side, and what made the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import cast

from calculator import differences, level_words
from calculator.differences import Difference, Side
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.inputs import ROSTER, Holders, Input
from calculator.levels import TOTAL
from calculator.numeral import display, exact
from calculator.page import AS_OF, PageRequest, Scored, score_request
from calculator.scoring import MetricScore
from calculator.wording import Wording, day_in_words, grouped, in_language, refusal
from calculator.words import WORDS

__all__ = ["contrast"]

NONE = "–"
LISTED = 20
"""The most answers of which the page says that the other edition cannot read them."""


def contrast(scored: Scored, other: Edition, request: PageRequest) -> dict[str, object]:
    """What the page shows of another edition beside the score of its own.

    The other edition is scored on its own day, unless the reader chose a day. Answers that it does
    not ask for are left out and named; those that it alone asks for are named, too.
    """
    language = request.get("language", "ja")
    area = scored.score.area.name
    if area not in other.areas:
        title = in_language(scored.score.area.title, language)
        return {"absent": WORDS[language]["contrast.absent"].format(area=title)}
    asked = other.areas[area].inputs
    own_day = request.get("as_of") in (None, "", scored.score.edition.name)
    again = cast(PageRequest, {**request, "as_of": None if own_day else request["as_of"]})
    # A track that the other edition does not have cannot be asked of it.
    if again.get("track") not in {track.name for track in other.areas[area].tracks}:
        again["track"] = None
    again["answers"] = {key: each for key, each in request["answers"].items() if key in asked}
    before = _side(scored, language)
    after = _side(score_request(other, again), language)
    return {
        "absent": "",
        "sides": [_summary(each) for each in (before, after)],
        "difference": _difference(_total(before), _total(after)),
        "level": _changes(before, [differences.requirements(before, after)]),
        "metrics": [_metric(before, after, name) for name in _metrics(before, after)],
        "not_asked": [
            *_asks(before, (key for key in request["answers"] if key not in asked)),
            *_unused_roster(before, after),
        ],
        "asked": _asks(after, _asked_only(before, after)),
        "questions": [*_questions(before, after, request["answers"])],
        "refused": _refused(before, after),
    }


def _side(scored: Scored, language: str) -> Side:
    score = scored.score
    return Side(scored, Wording(score.edition, score.area, language), language)


def _total(side: Side) -> Fraction:
    return side.scored.score.adopted.counting.points


def _summary(side: Side) -> dict[str, object]:
    """The total, the verdict and the track that counts."""
    score = side.scored.score
    limits = (
        *score.limits(TOTAL),
        *(() if score.edition.maximum is None else (score.edition.maximum,)),
    )
    return {
        "edition": score.edition.name,
        "day": side.words("contrast.day", day=day_in_words(score.as_of, side.language)),
        "points": exact(_total(side)),
        "display": grouped(_total(side), limits),
        "maximum": "" if score.edition.maximum is None else grouped(score.edition.maximum),
        "status": score.status,
        "verdict": level_words.verdict(side.wording, score),
        "track": in_language(score.adopted.counting.track.title, side.language),
    }


def _difference(before: Fraction, after: Fraction) -> dict[str, str]:
    """By how many points the other edition gives more or less."""
    change = after - before
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return {"points": exact(change), "display": f"{sign}{display(abs(change), (Fraction(0),))}"}


def _changes(side: Side, found: Iterable[Difference | None]) -> list[dict[str, object]]:
    return [
        {
            "about": each.about,
            "label": side.words(f"about.{each.about}"),
            "before": [*each.before],
            "after": [*each.after],
        }
        for each in found
        if each is not None
    ]


def _scores(side: Side) -> Mapping[str, MetricScore]:
    return side.scored.score.adopted.counting.metrics


def _metrics(before: Side, after: Side) -> dict[str, None]:
    return dict.fromkeys([*_scores(before), *_scores(after)])


def _metric(before: Side, after: Side, name: str) -> dict[str, object]:
    """A metric on both sides; a metric that one edition lacks says so."""
    both = [_scores(side).get(name) for side in (before, after)]
    having = next(side for side, each in zip((before, after), both, strict=True) if each)
    values = [each.points.value if each else None for each in both]
    row: dict[str, object] = {
        "metric": name,
        "title": having.wording.title(name),
        "points": [_points(side, each) for side, each in zip((before, after), both, strict=True)],
        "exact": ["" if each is None else exact(each) for each in values],
        "difference": None,
        "changes": [],
        "only": "",
    }
    if None in both:
        row["only"] = having.words("contrast.only", edition=having.scored.score.edition.name)
    else:
        row["changes"] = _changes(before, differences.metric_differences(before, after, name))
    if values[0] is not None and values[1] is not None:
        row["difference"] = _difference(values[0], values[1])
    return row


def _points(side: Side, metric: MetricScore | None) -> str:
    if metric is None:
        return NONE
    return side.wording.points(metric.points, metric.maximum, side.scored.score.limits(metric.name))


def _asks(side: Side, keys: Iterable[str]) -> list[dict[str, str]]:
    """Questions of a side by their keys."""
    inputs = side.scored.score.area.inputs
    return [
        {"input": key, "ask": in_language(inputs[key].ask, side.language)}
        for key in keys
        if key in inputs
    ]


def _unused_roster(before: Side, after: Side) -> Iterator[dict[str, str]]:
    """The roster, where no question of the other edition counts people by what they hold."""
    inputs = after.scored.score.area.inputs.values()
    if before.scored.people is not None and not any(
        isinstance(each.origin, Holders) for each in inputs
    ):
        yield {"input": ROSTER, "ask": before.words("contrast.roster")}


def _asked_only(before: Side, after: Side) -> Iterator[str]:
    """What only the other edition asks and could still change its score."""
    return (key for key in after.scored.score.missing if key not in before.scored.score.area.inputs)


def _questions(
    before: Side, after: Side, answers: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    """Answered questions that the other edition puts in other words, or about other things."""
    inputs, others = before.scored.score.area.inputs, after.scored.score.area.inputs
    for key, question in inputs.items():
        by_roster = isinstance(question.origin, Holders) and before.scored.people is not None
        if key in others and (key in answers or by_roster):
            found = [
                Difference(about, was, now)
                for about, was, now in _texts(question, others[key], before, after)
                if was != now
            ]
            if found:
                ask = in_language(question.ask, before.language)
                yield {"input": key, "ask": ask, "changes": _changes(before, found)}


def _texts(
    was: Input, now: Input, before: Side, after: Side
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What is compared of a question."""
    for about, texts in (("ask", (was.ask, now.ask)), ("help", (was.help, now.help))):
        first, second = (in_language(text, before.language) for text in texts)
        yield about, (first,) if first else (), (second,) if second else ()
    yield "unit", (_unit(before, was),), (_unit(after, now),)


def _unit(side: Side, question: Input) -> str:
    return in_language(side.scored.score.edition.units.get(question.unit), side.language)


def _refused(before: Side, after: Side) -> list[dict[str, str]]:
    """What the other edition alone cannot read."""
    told = {_identity(each) for each in before.scored.refusals}
    fresh = {_identity(each): each for each in after.scored.refusals if each.key != AS_OF}
    return [_told(after, each) for key, each in fresh.items() if key not in told][:LISTED]


def _identity(refused: Refusal) -> tuple[str, ...]:
    """What makes two refusals the same; on which line of a roster it stands does not."""
    return (refused.key, refused.code, refused.details.get("name", ""))


def _told(side: Side, refused: Refusal) -> dict[str, str]:
    problem, hint = refusal(refused, side.language)
    question = side.scored.score.area.inputs.get(refused.key)
    return {
        "ask": in_language(question.ask, side.language) if question else "",
        "problem": problem,
        "hint": hint,
    }

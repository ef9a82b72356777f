"""Score answers, or plan from them: `python -m calculator EDITION.json [--plan] …`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from calculator import answers, level_words, plan_filling, planning, scoring, wishes
from calculator.batch_command import score_file
from calculator.edition import Edition
from calculator.errors import InvalidEdition, RefusedAnswers, UnknownName
from calculator.nearest import nearest
from calculator.plan_wire import Seen, plan_to_json, report
from calculator.scoring import Score
from calculator.wire import to_json
from calculator.wording import Wording, grouped, in_language, refusal

__all__ = [
    "add_arguments",
    "add_plan_arguments",
    "day",
    "main",
    "plan_answers",
    "score_answers",
    "told_whole",
]

REFUSED = 2
NOT_TOLD = 1
NOBODY_READS = 128 + 13
"""The code that a shell gives for a program that a closed pipe ended."""


class UnreadableError(Exception):
    """A file of answers that is not a JSON object."""


def told_whole(program: str, run: Callable[[], int]) -> int:
    """Run a command and see to it that all it prints arrives; gives its exit code.

    Whoever closes the pipe early, as `head` does, has read enough: then nothing more is said. A
    full disk, or a file that cannot be written, is said in one line.
    """
    try:
        try:
            return run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _print_nothing_more()
        return NOBODY_READS
    except OSError as error:
        _print_nothing_more()
        where = f"{error.filename}: " if error.filename else ""
        with suppress(OSError):
            print(f"{program}: {where}{error.strerror or error}", file=sys.stderr)
        return NOT_TOLD


def _print_nothing_more() -> None:
    """Drop what is still to be printed, since Python tries once more at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)


def add_arguments(parser: argparse.ArgumentParser, *, many: bool = True) -> None:
    """The options of scoring, shared with `saiten score`; `many` adds those for many partners."""
    parser.add_argument("--area", required=True, metavar="KEY", help="the area to score")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--answers", metavar="FILE", help="a JSON object, - for standard input")
    if many:
        given.add_argument(
            "--csv", metavar="FILE", help="many partners, a row each, - for standard input"
        )
        parser.add_argument(
            "--out", metavar="FILE", help="where the results of --csv go (default: standard output)"
        )
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--track", metavar="KEY", help="score this track alone")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day on which to score (default: the edition's)",
    )


def add_plan_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of planning, shared with `saiten plan`."""
    add_arguments(parser, many=False)
    parser.add_argument("--level", metavar="KEY", help="the level to reach (default: the next one)")
    pairs = (
        ("--cost", "what a step of an input costs, in days, money or people (default: 1 each)"),
        ("--step", "by how much an input moves at a time (default: as the edition says)"),
    )
    for name, what in pairs:
        parser.add_argument(
            name, action="append", default=[], type=_pair, metavar="KEY=NUMBER", help=what
        )
    parser.add_argument(
        "--lock", action="append", default=[], metavar="KEY", help="an input that stays as it is"
    )
    parser.add_argument(
        "--adopted", action="store_true", help="plan for the adopted readings, not for every one"
    )
    parser.add_argument(
        "--ways", type=int, default=5, metavar="N", help="list so many ways (default: 5; 0: all)"
    )


def _pair(text: str) -> tuple[str, str]:
    key, equals, number = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"'{text}' is not a pair such as customers-gained=3")
    return key.strip(), number


def day(text: str) -> str:
    """A day that exists, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2022-10-03") from None


def score_answers(edition: Edition, options: argparse.Namespace, language: str) -> int:
    """Score the answers in a file and print the result; 0 when scored, 2 when one is refused."""
    if options.csv is not None:
        return _score_many(edition, options, language)
    if options.out is not None:
        _complain("--out: it goes with --csv", "")
        return REFUSED

    def scored() -> str:
        area = edition.area(options.area)
        amounts = answers.read(edition, area, _load(options.answers), options.as_of)
        score = scoring.score(edition, area, amounts, track=options.track, as_of=options.as_of)
        return _json(to_json(score)) if options.json else _report(score, language)

    return _print_or_refuse(scored, options, language)


def _score_many(edition: Edition, options: argparse.Namespace, language: str) -> int:
    if options.json:
        _complain("--json: the results of --csv are a CSV file", "")
        return REFUSED
    try:
        return score_file(edition, options, language)
    except UnknownName as error:
        return _unknown(error)


def plan_answers(edition: Edition, options: argparse.Namespace, language: str) -> int:
    """Plan from the answers in a file and print the ways; 2 when an answer or wish is refused."""

    def planned() -> str:
        area = edition.area(options.area)
        amounts = answers.read(edition, area, _load(options.answers), options.as_of)
        wished, refusals = wishes.read(
            area,
            {
                "level": options.level,
                "costs": dict(options.cost),
                "steps": dict(options.step),
                "locked": options.lock,
                "readings": "adopted" if options.adopted else "every",
                "limit": options.ways,
                "track": options.track,
                "as_of": options.as_of,
            },
        )
        if refusals:
            raise RefusedAnswers(refusals)
        if wished.level is None:
            wished = wished._replace(level=plan_filling.next_level(edition, area, amounts, wished))
        made = planning.plan(edition, area, amounts, wished)
        seen = Seen(made)
        return _json(plan_to_json(seen)) if options.json else "\n".join(report(seen, language))

    return _print_or_refuse(planned, options, language)


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _print_or_refuse(told: Callable[[], str], options: argparse.Namespace, language: str) -> int:
    """Print what is told, or why it cannot be."""
    try:
        print(told())
    except RefusedAnswers as error:
        for each in error.refusals:
            problem, hint = refusal(each, language)
            _complain(f"{options.answers}: {each.key}: {problem}", hint)
        return REFUSED
    except UnknownName as error:
        return _unknown(error)
    except UnreadableError as error:
        _complain(f"{options.answers}: {error}", 'give an object such as {"customers-gained": "3"}')
        return REFUSED
    return 0


def _unknown(error: UnknownName) -> int:
    near = nearest(error.name, error.known)
    known = ", ".join(error.known) or "none"
    _complain(
        f"--{error.kind}: there is no '{error.name}'",
        f"did you mean {near}?" if near else f"known: {known}",
    )
    return REFUSED


def _complain(problem: str, hint: str) -> None:
    print(f"{problem} ({hint})" if hint else problem, file=sys.stderr)


def _load(path: str) -> Mapping[str, object]:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        loaded = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_repetition)
    except OSError as error:
        raise UnreadableError(error.strerror or "this file cannot be read") from None
    except UnicodeDecodeError:
        raise UnreadableError("this is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise UnreadableError("a number is too long, or lists lie too deep") from None
    if not isinstance(loaded, dict):
        raise UnreadableError("this is not a JSON object")
    return loaded


def _without_repetition(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise UnreadableError(f"'{twice}' is answered twice")
    return result


def _report(score: Score, language: str) -> str:
    """The score in words, for reading in a terminal."""
    wording = Wording(score.edition, score.area, language)
    counting = score.adopted.counting
    lines = [
        f"{in_language(score.area.title, language)} {score.edition.name}",
        level_words.verdict(wording, score),
        *level_words.report(wording, score),
    ]
    if counting.metrics:
        maximum = "" if score.edition.maximum is None else f" / {grouped(score.edition.maximum)}"
        lines.append(f"{to_json(score)['display']}{maximum}")
    lines += level_words.other_readings(wording, score)
    lines += level_words.lacking_report(wording, score)
    for metric in counting.metrics.values():
        lines.append(in_language(counting.track.metrics[metric.name].title, language))
        lines += [f"  {reason}" for reason in wording.reasons(metric)]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m calculator`."""
    return told_whole("calculator", lambda: _main(arguments))


def _main(arguments: Sequence[str] | None) -> int:
    parser = argparse.ArgumentParser(
        prog="calculator", description="Score answers under an edition's rules, or plan from them."
    )
    parser.add_argument("edition", type=Path, help="the edition as JSON")
    parser.add_argument("--lang", choices=("ja", "en"), default="en")
    parser.add_argument("--plan", action="store_true", help="plan instead of scoring")
    add_plan_arguments(parser)
    options = parser.parse_args(arguments)
    try:
        edition = Edition.from_dict(json.loads(options.edition.read_text(encoding="utf-8")))
    except (OSError, ValueError, InvalidEdition) as error:
        _complain(f"{options.edition}: {error}", "")
        return REFUSED
    options.csv = options.out = None
    run = plan_answers if options.plan else score_answers
    return run(edition, options, options.lang)


if __name__ == "__main__":
    sys.exit(main())

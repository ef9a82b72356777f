"""What the page's scripts need beside a form: words, titles and worked examples, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.inputs import ROSTER
from generator.carrying import carry
from generator.form import Form
from generator.load import Fields
from generator.prose import in_language
from generator.references import as_list, mapping
from generator.source import Source
from generator.words import Word, sentences

__all__ = ["failures", "island"]

WORDS: Mapping[str, tuple[str, ...]] = {
    "bytes": ("loaded", "total"),
    "starting": (),
    "detail": ("detail",),
    "level": ("level",),
    "next": ("level",),
    "missing": ("count",),
    "step": ("place", "count"),
    "step-all": (),
    "step-one": (),
    "others": ("count",),
    "all-readings": ("count",),
    "outcome": ("points", "verdict"),
    "instead": ("adopted", "value"),
    "reached-yes": (),
    "reached-no": (),
    "reached-open": (),
    "counts": (),
    "closed": (),
    "announcement": ("points", "verdict"),
    "announcement-level": ("verdict",),
    "refused": ("count",),
    "announcement-other": ("edition", "points", "verdict"),
    "announcement-other-level": ("edition", "verdict"),
    "edition-draft": ("title",),
    "edition-withdrawn": ("title",),
    "whole": (),
    "causes": ("count",),
    "not-asked": ("edition",),
    "asked": ("edition",),
    "changed-questions": ("count",),
    "not-read": ("edition",),
    "nothing": (),
    "read-people": ("count",),
    "holds-nothing": (),
}
PLAN: Mapping[str, tuple[str, ...]] = {
    "busy": (),
    "waiting": (),
    "detail": ("detail",),
    "use": (),
    "untyped": (),
    "used": (),
    "undone": (),
    "farthest": ("points",),
    "more": ("count",),
    "all": (),
    "cut": (),
    "unproven": (),
    "assumed": ("count",),
    "cost-of": ("input", "step"),
    "step": ("step",),
    "lock": (),
    "lock-of": ("input",),
    "unanswered": (),
    "nothing": (),
}
"""The sentences that scripts complete, each with the names of what they put in."""

FAILURES = (
    "no-webassembly",
    "no-worker",
    "missing",
    "wrong-hash",
    "network",
    "stalled",
    "outdated",
    "python",
)


def island(form: Form, source: Source, language: str, word: Word) -> dict[str, object]:
    """The data of a form's scripts."""
    area = source.edition.area(form.area)
    levels = next(iter(source.edition.levels_of(area).variants.values()))

    def text(words: object) -> str:
        return in_language(words, language)

    return {
        "words": sentences(word, "calculator", WORDS),
        "plan": sentences(word, "plan", PLAN),
        "failures": failures(word),
        "levels": {level.name: text(level.title) for level in levels},
        "metrics": {
            track.name or "": {name: text(each.title) for name, each in track.metrics.items()}
            for track in area.tracks
        },
        "tracks": {track.name: text(track.title) for track in area.tracks if track.name},
        "values": {
            name: text(question.noun)
            for name, question in area.inputs.items()
            if question.noun is not None
        },
        "examples": {key: _example(source, mapping(case)) for key, case in form.examples.items()},
        "carry": carry(source, area, language, word),
    }


def failures(word: Word) -> dict[str, dict[str, str]]:
    """What is said of each way in which Python may fail, and what to do."""
    wanted = {f"{part}-{code}": ("file",) for code in FAILURES for part in ("failed", "remedy")}
    said = sentences(word, "calculator", wanted)
    return {
        code: {"problem": said[f"failed-{code}"], "remedy": said[f"remedy-{code}"]}
        for code in FAILURES
    }


def _example(source: Source, case: Fields) -> dict[str, object]:
    """What an example types: its answers, its roster as text, and its day."""
    answers = dict(mapping(case["answers"]))
    people = [mapping(person) for person in as_list(answers.pop(ROSTER, None))]
    lines = (_line(source, str(each["person"]), as_list(each["holds"])) for each in people)
    return {"answers": answers, "roster": "\n".join(lines), "as_of": case.get("as_of", "")}


def _line(source: Source, person: str, holds: Iterable[object]) -> str:
    """A person of a roster as it is typed."""
    quoted = person.replace('"', '""')
    name = f'"{quoted}"' if set(person) & set(',;、"\t\n') else person
    return ", ".join([name, *(source.edition.certifications[str(key)].title for key in holds)])

"""Changes in words: what was, what is, and where both are stated, in groups and with a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.comparison.by_identity import ByIdentity
from generator.comparison.change_words import LineWords
from generator.comparison.changed import KINDS, Change, Kind, Line, Pair, bare, is_text
from generator.comparison.compare import compare
from generator.comparison.marks import marked
from generator.prose import in_language
from generator.references import mapping
from generator.source import Source
from generator.words import load_words, word_in

__all__ = [
    "Count",
    "Described",
    "Group",
    "Said",
    "Section",
    "Sides",
    "changes",
    "describe",
    "titles_of",
]

EVIDENCE: tuple[Kind, ...] = ("reading", "source")
WHOLE: tuple[Kind, ...] = ("part", "name", "level", "category", "points", "metric", "area")
"""Kinds of the score and the programme as a whole; the rest of what has no area are its parts."""

PAGES: Mapping[Kind, str] = {
    "level": "score",
    "category": "score",
    "points": "score",
    "statement": "programme",
    "benefit": "benefits",
    "specialization": "specializations",
    "competency": "competencies",
    "date": "timeline",
    "option": "transition",
    "reading": "readings",
    "source": "sources",
}
"""The page of an edition that prints what changed, where no area does."""

SECTIONS: Mapping[str, tuple[Kind, ...]] = {
    "texts": ("definition", "statement", "reading", "source"),
    "questions": ("question",),
    "offers": ("benefit",),
}
"""What comes after the rules of an area; everything else is a rule."""


class Said(NamedTuple):
    """A line in words: pieces, of which those that differ from the other side are marked."""

    pieces: tuple[tuple[str, bool], ...]
    cite: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line without marks."""
        return "".join(piece for piece, _ in self.pieces)


class Sides(NamedTuple):
    """A line as it was and as it is; None where there is none."""

    before: Said | None
    after: Said | None


class Described(NamedTuple):
    """A change in one language.

    `key` is its address on the comparison's page; `page` is where an edition prints what changed.
    """

    key: str
    kind: Kind
    label: str
    title: str
    track: str
    direction: str
    page: str
    lines: tuple[Sides, ...]


class Section(NamedTuple):
    """Some of the changes of a group: its rules, texts, questions or benefits, or one kind."""

    key: str
    title: str
    changes: tuple[Described, ...]


class Count(NamedTuple):
    """How many changes of a kind a group has, and the address of the first."""

    kind: Kind
    label: str
    number: int
    first: str


class Group(NamedTuple):
    """The changes of an area, or those of no area."""

    key: str
    area: str | None
    title: str
    sections: tuple[Section, ...]
    counts: tuple[Count, ...]

    @property
    def number(self) -> int:
        """How many changes it has."""
        return sum(count.number for count in self.counts)


def changes(old: Source, new: Source) -> tuple[Change, ...]:
    """The changes between two editions, which do not depend on the language."""
    return _changes(ByIdentity(old, new))


@lru_cache(maxsize=64)
def _changes(pair: ByIdentity[Source]) -> tuple[Change, ...]:
    return tuple(compare(pair.old.fields, pair.new.fields))


def describe(old: Source, new: Source, language: str) -> list[Group]:
    """All changes between two editions in words, grouped: the programme, its areas, the rest."""
    words = _Words(old, new, language)
    grouped: dict[str, list[Change]] = {"programme": []}
    grouped |= {key: [] for key in dict.fromkeys([*new.edition.areas, *old.edition.areas])}
    for change in changes(old, new):
        grouped.setdefault(_group(change), []).append(change)
    groups = (words.group(key, within) for key, within in _last(grouped))
    return [group for group in groups if group.sections]


def titles_of(old: Source, new: Source, language: str) -> tuple[str, str]:
    """What the two editions are called; by their dates, if both are called the same."""
    before, after = (in_language(each.fields["title"], language) for each in (old, new))
    return (before, after) if before != after else (old.edition.name, new.edition.name)


def _group(change: Change) -> str:
    if change.area is not None:
        return change.area
    if change.kind in EVIDENCE:
        return "evidence"
    return "programme" if change.kind in WHOLE else "parts"


def _last(grouped: dict[str, list[Change]]) -> list[tuple[str, list[Change]]]:
    """Parts and evidence after everything else."""
    late = ("parts", "evidence")
    return sorted(grouped.items(), key=lambda each: late.index(each[0]) if each[0] in late else -1)


class _Words:
    """Puts the changes between two editions into words."""

    def __init__(self, old: Source, new: Source, language: str) -> None:
        self._old = old
        self._new = new
        self._language = language
        self._word = word_in(language, new.fields)
        self._known = load_words(language)
        self._sides = LineWords(old, language, self._word), LineWords(new, language, self._word)
        self._used: Counter[str] = Counter()

    def group(self, key: str, changes: list[Change]) -> Group:
        """A group with its sections, in which every change has an address of its own."""
        area = None if key in ("programme", "parts", "evidence") else key
        said = [each for each in map(self._change, changes) if each is not None]
        sections = tuple(self._sections(key, area, said))
        ordered = [each for section in sections for each in section.changes]
        first: dict[Kind, str] = {}
        for each in ordered:
            first.setdefault(each.kind, each.key)
        numbers = Counter(each.kind for each in ordered)
        counts = tuple(
            Count(kind, self._label(kind), numbers[kind], first[kind])
            for kind in KINDS
            if kind in numbers
        )
        return Group(key, area, self._group_title(key, area), sections, counts)

    def _group_title(self, key: str, area: str | None) -> str:
        if area is None:
            return self._word(f"changes.{key}")
        areas = mapping(self._new.fields["areas"]), mapping(self._old.fields["areas"])
        return self._text(mapping(areas[0].get(area) or areas[1].get(area))["title"])

    def _sections(self, key: str, area: str | None, changes: list[Described]) -> Iterator[Section]:
        """The rules of an area before its texts, questions and benefits; elsewhere by kind."""
        names: dict[str, str] = {}
        placed: dict[str, list[Described]] = {}
        order = ["rules", *SECTIONS] if area else list(KINDS)
        for change in changes:
            name = _section(change.kind) if area else str(change.kind)
            names[name] = (
                self._word(f"changes.section-{name}") if area else self._heading(change.kind)
            )
            placed.setdefault(name, []).append(change)
        for name in order:
            if name in placed:
                yield Section(f"{key}-{name}", names[name], tuple(placed[name]))

    def _label(self, kind: Kind) -> str:
        return self._word(f"changes.{kind}")

    def _heading(self, kind: Kind) -> str:
        label = self._label(kind)
        return label[:1].upper() + label[1:]

    def _text(self, text: object) -> str:
        return in_language(text, self._language)

    def _change(self, change: Change) -> Described | None:
        """A change in words; None where only the other language differs."""
        lines = tuple(
            each for pair in change.pairs if (each := self._pair(change, pair)) is not None
        )
        if not lines:
            return None
        return Described(
            key=self._key(change),
            kind=change.kind,
            label=self._label(change.kind),
            title=self._title(change),
            track=self._track(change),
            direction=change.direction or "",
            page=_page(change),
            lines=lines,
        )

    def _key(self, change: Change) -> str:
        parts = [change.area or "programme", change.track or "", change.subject, change.kind]
        key = re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower()).strip("-")
        self._used[key] += 1
        return key if self._used[key] == 1 else f"{key}-{self._used[key]}"

    def _title(self, change: Change) -> str:
        title = change.title
        if isinstance(title, str):
            for key in (f"changes.title-{title}", f"site.{title}"):
                if key in self._known:
                    return self._word(key)
        return self._text(title)

    def _track(self, change: Change) -> str:
        if change.track is None or change.area is None:
            return ""
        for source in (self._new, self._old):
            tracks = mapping(mapping(source.fields["areas"]).get(change.area)).get("tracks")
            of = mapping(mapping(tracks).get("of"))
            if change.track in of:
                return self._text(mapping(of[change.track])["title"])
        return change.track

    def _pair(self, change: Change, pair: Pair) -> Sides | None:
        """Both sides of a line in words; None where this language says the same on both."""
        said = [
            None if line is None else words.line(change.kind, change.area, line)
            for words, line in zip(self._sides, pair, strict=True)
        ]
        if pair.before is not None and pair.after is not None and said[0] == said[1]:
            if self._says_the_same(pair.before, pair.after):
                return None
            said = [
                f"{shown} [{words.raw(line.value)}]"
                for shown, words, line in zip(
                    said, self._sides, (pair.before, pair.after), strict=True
                )
            ]
        before, after = marked(said[0], said[1])
        return Sides(
            Said(before, pair.before.cite) if pair.before is not None else None,
            Said(after, pair.after.cite) if pair.after is not None else None,
        )

    def _says_the_same(self, old: Line, new: Line) -> bool:
        """Whether two lines differ in the words of another language alone."""
        if is_text(old.value) and is_text(new.value):
            forms = [mapping(each.value)[self._language] for each in (old, new)]
            if all(isinstance(each, list) for each in forms):
                return bool(forms[0] == forms[1])  # the one of a noun, not only its many
        return self._in_language(old.value) == self._in_language(new.value)

    def _in_language(self, value: object) -> object:
        """A value with its texts in this language alone."""
        if is_text(value):
            return self._text(value)
        if isinstance(value, Mapping):
            kept = mapping(bare(value))
            return {key: self._in_language(value[key]) for key in kept}
        if isinstance(value, list | tuple):
            return [self._in_language(each) for each in value]
        return bare(value)


def _page(change: Change) -> str:
    """The page of an edition that a change is about."""
    if change.area is not None:
        return f"areas/{change.area}"
    if change.kind == "part":
        return {"sections": "programme"}.get(change.subject, change.subject)
    if change.subject == "score-statements":
        return "score"
    return PAGES.get(change.kind, "")


def _section(kind: Kind) -> str:
    return next((name for name, kinds in SECTIONS.items() if kind in kinds), "rules")

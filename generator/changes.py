"""Changes in words: what was, what is, and where both are stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from calculator.words import WORDS
from generator import tables
from generator.compare import Change, Side, added_and_gone, compare
from generator.load import Fields
from generator.prose import in_language
from generator.references import as_list, mapping
from generator.source import Source
from generator.tables import Requirement
from generator.words import word_in

__all__ = ["Described", "Group", "as_markdown", "describe"]


class Described(NamedTuple):
    """A change in one language: its kind and title, and the lines before and after."""

    kind: str
    label: str
    title: str
    track: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cite_before: tuple[str, ...]
    cite_after: tuple[str, ...]


class Group(NamedTuple):
    """The changes of an area, or those of no area."""

    area: str | None
    title: str
    changes: tuple[Described, ...]


def describe(old: Source, new: Source, language: str) -> list[Group]:
    """All changes between two editions in words, grouped by area."""
    words = _Words(old, new, language)
    changes = compare(old.fields, new.fields)
    areas = dict.fromkeys(change.area for change in changes)
    return [
        Group(
            area,
            words.area(area),
            tuple(words.change(each) for each in changes if each.area == area),
        )
        for area in areas
    ]


class _Words:
    """Puts the changes between two editions into words."""

    def __init__(self, old: Source, new: Source, language: str) -> None:
        self._old = old
        self._new = new
        self._language = language
        self._word = word_in(language, new.fields)

    def area(self, key: str | None) -> str:
        """The title of an area, or of what belongs to none."""
        if key is None:
            return self._word("changes.programme")
        areas = mapping(self._new.fields["areas"]), mapping(self._old.fields["areas"])
        return self._text(mapping(areas[0].get(key) or areas[1].get(key))["title"])

    def change(self, change: Change) -> Described:
        """A change in words."""
        before, after = (
            self._lines(change, self._old, change.before),
            self._lines(change, self._new, change.after),
        )
        if change.kind == "certification":
            added, gone = added_and_gone(before, after)
            before, after = [str(each) for each in gone], [str(each) for each in added]
        return Described(
            kind=change.kind,
            label=self._word(f"changes.{change.kind}"),
            title=self._text(change.title),
            track=self._track(change),
            before=tuple(before),
            after=tuple(after),
            cite_before=change.before.cite if change.before else (),
            cite_after=change.after.cite if change.after else (),
        )

    def _text(self, text: object) -> str:
        return in_language(text, self._language)

    def _track(self, change: Change) -> str:
        if change.track is None or change.area is None:
            return ""
        area = mapping(mapping(self._new.fields["areas"])[change.area])
        return self._text(mapping(mapping(mapping(area["tracks"])["of"])[change.track])["title"])

    def _lines(self, change: Change, source: Source, side: Side | None) -> list[str]:
        """One side of a change, a line for each thing."""
        if side is None:
            return []
        if change.kind in ("threshold", "prerequisite"):
            return self._requirement(change, source)
        if change.kind == "level":
            return [self._level_line(mapping(line)) for line in as_list(side.value)]
        if change.kind == "benefit" and isinstance(side.value, Mapping) and "product" in side.value:
            return self._benefit(change, source, side.value)
        if change.kind in ("specialization", "competency"):
            areas = mapping(source.fields["areas"])
            return [self._text(mapping(areas[str(key)])["title"]) for key in as_list(side.value)]
        return [self._text(each) for each in as_list(side.value)]

    def _requirement(self, change: Change, source: Source) -> list[str]:
        """The cell of the requirement table that a change is about."""
        area = str(change.area)
        groups = tables.requirements(source.edition, source.fields, area, self._language)
        group = next((each for each in groups if each.key == change.track), groups[0])
        rows = [
            row
            for category in group.categories
            for row in category.rows
            if row.key == change.subject
        ]
        read: Callable[[Requirement], Iterable[tables.Line]] = (
            (lambda row: row.thresholds)
            if change.kind == "threshold"
            else (lambda row: row.conditions)
        )
        lines = [
            f"{self._text(line.title)}: {line.words}" if line.title else line.words
            for row in rows
            for line in read(row)
        ]
        return lines or [self._word("changes.none")]

    def _level_line(self, line: Fields) -> str:
        words = WORDS[self._language]
        test = next(test for test in ("at_least", "more_than", "below", "is") if test in line)
        bound = words["points.number"].format(points=line[test])
        asked = "every" if "every" in line else "total" if line.get("score") == "total" else "score"
        return self._word(
            f"site.requires-{asked}",
            test=words[f"test.{test}"].format(bound=bound),
            name=line.get("score", ""),
        )

    def _benefit(self, change: Change, source: Source, row: Fields) -> list[str]:
        area = mapping(mapping(source.fields["areas"])[str(change.area)])
        columns = mapping(mapping(area["benefits"])["columns"])
        return [
            f"{self._text(title)}: {self._text(row[key]) if row.get(key) else '–'}"
            for key, title in columns.items()
        ]


def as_markdown(old: Source, new: Source, language: str) -> str:
    """All changes as Markdown, for `saiten diff`."""
    word = word_in(language, new.fields)
    lines = [f"# {word('changes.title', before=old.edition.name, after=new.edition.name)}", ""]
    for group in describe(old, new, language):
        lines += [f"## {group.title}", ""]
        for each in group.changes:
            track = f" ({each.track})" if each.track else ""
            before = "; ".join(each.before) or word("changes.none")
            after = "; ".join(each.after) or word("changes.none")
            lines.append(f"- **{each.title}**{track}, {each.label}: {before} → {after}")
            lines.append(
                f"  ({', '.join(each.cite_before) or '–'} → {', '.join(each.cite_after) or '–'})"
            )
        lines.append("")
    return "\n".join(lines)

"""What scripts need for links, files and reports: words, and the sources of each metric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculator.area import Area
from generator.load import Fields
from generator.prose import in_language
from generator.references import as_list, mapping
from generator.source import Source
from generator.words import Word, sentences

__all__ = ["carry"]

WORDS: Mapping[str, tuple[str, ...]] = {
    "copied": (),
    "copy-by-hand": (),
    "link-private": (),
    "link-names": (),
    "link-long": ("count",),
    "opened": (),
    "unopened": (),
    "link-version": (),
    "link-unnamed": (),
    "link-broken": ("name",),
    "link-twice": ("name",),
    "link-unknown": ("name",),
    "link-impossible": ("name",),
    "link-edition": ("name",),
    "link-area": ("name",),
    "link-other": ("name",),
    "link-offline": (),
    "more": ("count",),
    "not-ready": (),
    "file-read": ("name", "count"),
    "file-partly": ("name", "count"),
    "file-unread": ("name",),
    "file-too-large": ("name", "most"),
    "file-no-text": ("name",),
    "device-on": (),
    "device-off": (),
    "device-none": (),
    "erased": (),
    "report-meta": ("edition", "day", "made"),
    "report-unanswered": (),
    "report-refused": (),
    "report-reading": ("question", "adopted", "value"),
    "report-outcome": ("points", "verdict"),
    "report-code": (),
    "report-no-code": (),
}
"""The sentences that scripts complete, each with the names of what they put in."""


def carry(source: Source, area: Area, language: str, word: Word) -> dict[str, object]:
    """The data of the scripts that carry answers, for the form of an area."""
    fields = mapping(mapping(source.fields["areas"])[area.name])
    cites = {
        track: {name: list(dict.fromkeys(_cites(each))) for name, each in metrics.items()}
        for track, metrics in _metrics(fields)
    }
    levels = mapping(fields.get("levels")) or mapping(
        mapping(source.fields.get("score")).get("levels")
    )
    by_level = {key: list(dict.fromkeys(_cites(level))) for key, level in levels.items()}
    named = {place for metrics in cites.values() for each in metrics.values() for place in each}
    named.update(place for each in by_level.values() for place in each)
    return {
        "words": sentences(word, "carry", WORDS),
        "cites": cites,
        "levels": by_level,
        "places": {place: _title(source, place, language) for place in sorted(named)},
    }


def _metrics(fields: Fields) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The metrics of each track as data; the track without a name is the empty text."""
    if "tracks" not in fields:
        yield "", mapping(fields.get("metrics"))
        return
    for name, track in mapping(mapping(fields["tracks"])["of"]).items():
        yield name, mapping(mapping(track)["metrics"])


def _cites(value: object) -> Iterator[str]:
    """Every place that a metric or a part of it cites, its readings' and definition's left out."""
    if isinstance(value, Mapping):
        yield from (str(each) for each in as_list(value.get("cite")))
        for key, member in value.items():
            if key not in ("cite", "definition", "statements"):
                yield from _cites(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _cites(member)


def _title(source: Source, place: str, language: str) -> str:
    """A place with its document, as a report prints it."""
    sources = mapping(source.fields.get("sources"))
    found = mapping(mapping(sources.get("places")).get(place))
    document = mapping(mapping(sources.get("documents")).get(str(found.get("document"))))
    titles = [in_language(each["title"], language) for each in (document, found) if "title" in each]
    page = found.get("page")
    return ", ".join(dict.fromkeys(titles)) + (f", p. {page}" if page else "") or place

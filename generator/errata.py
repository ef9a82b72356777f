"""Errata: known errors of a published edition, in `errata.yml` beside the files that have them.

They lie outside the canonical form, so that an error can be told without changing what was
published. Readers see each as a dated note on the pages that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from calculator.nearest import nearest
from generator.fields import Reader
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import as_list, mapping
from generator.shape import ERRATA, ERRATA_FILE, FILES
from generator.yamlsource import read

__all__ = ["Erratum", "read_errata"]

WITHOUT_A_PAGE = ("edition", "certifications", "cases")
"""Files of an edition that no page is named after."""


@dataclass(frozen=True)
class Erratum:
    """A known error: when it was told, what is wrong, where that is stated, and on which pages."""

    key: str
    date: str
    text: Mapping[str, str]
    cite: tuple[str, ...]
    pages: tuple[str, ...]


def read_errata(loaded: Loaded) -> tuple[tuple[Erratum, ...], tuple[Finding, ...]]:
    """The errata of an edition in the order of their file, and the mistakes in that file."""
    path = loaded.folder / ERRATA_FILE
    if not path.is_file():
        return (), ()
    reader = Reader()
    root, findings = read(path)
    fields = mapping(None if root is None else ERRATA.read(root, (), reader))
    found = mapping(fields.get("errata"))
    findings += [*reader.findings, *_unknown(loaded, found, reader)]
    if findings:
        return (), tuple(findings)
    return tuple(_erratum(key, mapping(each)) for key, each in found.items()), ()


def _erratum(key: str, fields: Fields) -> Erratum:
    return Erratum(
        key=key,
        date=str(fields["date"]),
        text=cast("Mapping[str, str]", fields["text"]),
        cite=tuple(str(each) for each in as_list(fields["cite"])),
        pages=tuple(str(each) for each in as_list(fields["pages"])),
    )


def _unknown(loaded: Loaded, errata: Fields, reader: Reader) -> Iterator[Finding]:
    """Places and pages that the edition does not have."""
    known = {"cite": loaded.keys("sources", "places"), "pages": _pages(loaded)}
    for key, each in errata.items():
        for name, names in known.items():
            for place, value in enumerate(as_list(mapping(each).get(name))):
                if names is None or value in names:
                    continue
                at = ("errata", key, name, str(place))
                mark = reader.places.get(at, reader.places[at[:-1]])
                near = nearest(str(value), names)
                hint = f"did you mean '{near}'?" if near else f"known: {', '.join(names)}"
                what = "source" if name == "cite" else "page"
                yield Finding(mark, what, f"there is no {what} '{value}'", hint)


def _pages(loaded: Loaded) -> tuple[str, ...]:
    """The pages of an edition, by their addresses; its first page is `home`."""
    files = (name for name in FILES if name not in WITHOUT_A_PAGE)
    pages = [name for name in files if (loaded.folder / f"{name}.yml").is_file()]
    areas = [f"areas/{key}" for key in mapping(loaded.fields.get("areas"))]
    return ("home", *pages, *areas, "calculator")

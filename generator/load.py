"""Reads the rule files of an edition into one plain mapping, and keeps each thing's place.

The mapping is the edition's canonical form: what `Edition.from_dict` reads, what the pages are made
of, and what the API publishes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.errors import BuildError
from generator.fields import MISSING, Reader, Shape
from generator.findings import Finding, Mark
from generator.shape import AREA, FILES, INDEX, REQUIRED_FILES
from generator.yamlsource import read

__all__ = ["Fields", "Index", "Loaded", "load_edition", "load_index"]

Fields = Mapping[str, object]

UNWRAPPED = {"certifications": "certifications", "cases": "cases", "programme": "sections"}
"""Files that hold nothing but one mapping, which stands for the file under its own key."""


@dataclass(frozen=True)
class Loaded:
    """An edition as read.

    Attributes:
        key: the edition's date.
        fields: the canonical mapping; what could not be read is left out.
        findings: every mistake found while reading.
        unread: the parts whose file could not be read at all.
    """

    key: str
    folder: Path
    fields: Fields
    findings: tuple[Finding, ...]
    places: Mapping[tuple[str, ...], Mark]
    unread: frozenset[str]

    def mark(self, *path: str) -> Mark:
        """The place of a path of keys, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Mark(self.folder, 1, 1)


@dataclass(frozen=True)
class Index:
    """The editions in order, and the current one."""

    current: str
    editions: tuple[str, ...]
    findings: tuple[Finding, ...]


def load_index(rules: Path) -> Index:
    """Read `index.yml`.

    Raises:
        BuildError: the folder has no index.
    """
    path = rules / "index.yml"
    if not path.is_file():
        raise BuildError(
            f"{path} is missing", "the folder of the rules holds index.yml; see --rules"
        )
    reader = Reader()
    value = _read(path, INDEX, (), reader)
    fields = value if isinstance(value, Mapping) else {}
    editions = tuple(cast("list[str]", fields.get("editions", [])))
    for key in editions:
        if not (rules / key).is_dir():
            mark = reader.places.get(("editions", str(editions.index(key))), Mark(path, 1, 1))
            reader.refuse(
                mark, "edition", f"there is no folder '{key}'", "an edition is a folder of rules"
            )
    current = str(fields.get("current", ""))
    if editions and current not in editions:
        mark = reader.places.get(("current",), Mark(path, 1, 1))
        reader.refuse(
            mark, "edition", f"'{current}' is not in the list of editions", "name one of them"
        )
    return Index(current, editions, tuple(reader.findings))


def load_edition(rules: Path, key: str) -> Loaded:
    """Read the files of an edition; nothing stops at the first mistake."""
    folder = rules / key
    reader = Reader()
    parts: dict[str, object] = {}
    unread: set[str] = set()
    for name, shape in FILES.items():
        path = folder / f"{name}.yml"
        if not path.is_file():
            unread.add(name)
            if name in REQUIRED_FILES:
                reader.refuse(
                    Mark(path, 1, 1),
                    "missing-file",
                    f"{name}.yml is missing",
                    "see rules/README.md",
                )
            continue
        value = _read(path, shape, () if name in ("edition", *UNWRAPPED) else (name,), reader)
        if value is MISSING:
            unread.add(name)
        else:
            parts[name] = value
    areas = dict(_areas(folder, reader, unread))
    for path in sorted(folder.glob("*.yml")):
        if path.stem not in FILES:
            hint = f"an edition holds {', '.join(f'{name}.yml' for name in FILES)}"
            reader.refuse(
                Mark(path, 1, 1), "unknown-file", f"'{path.name}' is no file of an edition", hint
            )
    return Loaded(
        key=key,
        folder=folder,
        fields=_merge(parts, areas),
        findings=tuple(reader.findings),
        places=reader.places,
        unread=frozenset(unread),
    )


def _areas(folder: Path, reader: Reader, unread: set[str]) -> Iterator[tuple[str, object]]:
    for path in sorted((folder / "areas").glob("*.yml")):
        value = _read(path, AREA, ("areas", path.stem), reader)
        if value is MISSING:
            unread.add("areas")
        else:
            yield path.stem, value


def _read(path: Path, shape: Shape, at: tuple[str, ...], reader: Reader) -> object:
    root, findings = read(path)
    reader.findings += findings
    reader.places[at] = Mark(path, 1, 1)
    return MISSING if root is None else shape.read(root, at, reader)


def _merge(parts: Mapping[str, object], areas: Mapping[str, object]) -> Fields:
    """One mapping: the edition's own fields, then each part under its name."""
    edition = dict(cast("Fields", parts.get("edition", {})))
    order = [str(key) for key in cast("list[str]", edition.pop("areas", []))]
    for name, value in parts.items():
        if name == "edition":
            continue
        fields = cast("Fields", value)
        if name in UNWRAPPED:
            edition[UNWRAPPED[name]] = fields.get(UNWRAPPED[name], {})
        else:
            edition[name] = fields
    listed = [key for key in order if key in areas]
    edition["areas"] = {
        key: areas[key] for key in (*listed, *(key for key in areas if key not in listed))
    }
    return edition

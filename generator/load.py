"""Reads the rule files of an edition into one plain mapping, and keeps each thing's place.

The mapping is the edition's canonical form: what `Edition.from_dict` reads, what the pages are made
of, and what the API publishes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from generator.errors import BuildError
from generator.fields import MISSING, Reader, Record, Shape
from generator.findings import Finding, Mark
from generator.shape import AREA, ERRATA_FILE, FILES, INDEX, REQUIRED_FILES
from generator.yamlsource import read

__all__ = ["UNWRAPPED", "Fields", "Index", "License", "Loaded", "load_edition", "load_index"]

Fields = Mapping[str, object]
Keys = tuple[str, ...]

UNWRAPPED = {"certifications": "certifications", "cases": "cases", "programme": "sections"}
"""Files that hold nothing but one mapping, which stands for the file under its own key."""


NEEDED_BY = {"score": ("category",), "readings": ("see", "readings")}
"""Files that an edition may lack, each with the keys that refer to what it would define."""


@dataclass(frozen=True)
class Loaded:
    """An edition as read.

    Attributes:
        key: the edition's date.
        fields: the canonical mapping; what could not be read is left out.
        order: the areas as `edition.yml` lists them.
        findings: every mistake found while reading.
        places: where each path of keys stands.
        damaged: the paths whose value could not be read, whole files among them.
    """

    key: str
    folder: Path
    fields: Fields
    order: tuple[str, ...]
    findings: tuple[Finding, ...]
    places: Mapping[Keys, Mark]
    damaged: frozenset[Keys]

    def mark(self, *path: str) -> Mark:
        """The place of a path of keys, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Mark(self.folder, 1, 1)

    def keys(self, *path: str) -> tuple[str, ...] | None:
        """The keys that stand under a path, readable or not; None if others may stand there too."""
        return None if self._is_damaged(path) else self._children.get(path, ())

    def is_whole(self, *path: str) -> bool:
        """Whether everything at a path and under it could be read."""
        return not self._is_damaged(path) and path not in self._around_damage

    def _is_damaged(self, path: Keys) -> bool:
        return any(path[:length] in self.damaged for length in range(1, len(path) + 1))

    @cached_property
    def _around_damage(self) -> frozenset[Keys]:
        return frozenset(path[:length] for path in self.damaged for length in range(len(path)))

    @cached_property
    def _children(self) -> Mapping[Keys, tuple[str, ...]]:
        children: dict[Keys, list[str]] = {}
        for path in self.places:
            if path:
                children.setdefault(path[:-1], []).append(path[-1])
        return {path: tuple(keys) for path, keys in children.items()}


class License(NamedTuple):
    """The licence of the rules: its name and its address."""

    name: str
    url: str


@dataclass(frozen=True)
class Index:
    """The editions in order, and the current one; where the list and the current one stand."""

    current: str
    editions: tuple[str, ...]
    license: License | None
    findings: tuple[Finding, ...]
    place: Mark
    current_place: Mark


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
            message = f"there is no folder '{key}'"
            reader.refuse(mark, (), "edition", message, "an edition is a folder of rules")
    current = str(fields.get("current", ""))
    if editions and current not in editions:
        mark = reader.places.get(("current",), Mark(path, 1, 1))
        message = f"'{current}' is not in the list of editions"
        reader.refuse(mark, (), "edition", message, "name one of them")
    places = (reader.places.get((key,), Mark(path, 1, 1)) for key in ("editions", "current"))
    stated = fields.get("license")
    licence = License(**stated) if isinstance(stated, dict) and len(stated) == 2 else None
    return Index(current, editions, licence, tuple(reader.findings), *places)


def load_edition(rules: Path, key: str) -> Loaded:
    """Read the files of an edition; nothing stops at the first mistake."""
    folder = rules / key
    reader = Reader()
    parts: dict[str, object] = {}
    for name, shape in FILES.items():
        path = folder / f"{name}.yml"
        if path.is_file():
            parts[name] = _read_part(path, name, shape, reader)
        elif name in REQUIRED_FILES:
            _miss(reader, folder, name)
    edition = _fields(parts.pop("edition", MISSING))
    order = tuple(str(area) for area in cast(list[str], edition.pop("areas", [])))
    _move(reader, ("areas",), ("edition.yml", "areas"))
    areas = dict(_areas(folder, reader))
    for name, keys in NEEDED_BY.items():
        if name not in parts and any(_mentions((parts, areas), key) for key in keys):
            _miss(reader, folder, name)
    reader.findings += _unknown_files(folder)
    return Loaded(
        key=key,
        folder=folder,
        fields=_merge(edition, parts, areas, order),
        order=order,
        findings=tuple(reader.findings),
        places=reader.places,
        damaged=frozenset(reader.damaged),
    )


def _unknown_files(folder: Path) -> Iterator[Finding]:
    """Rule files under a name that is not read; what begins with a dot is an editor's own."""
    known = [f"{name}.yml" for name in FILES]
    for path in sorted([*folder.glob("[!.]*"), *folder.glob("areas/[!.]*")]):
        name = path.relative_to(folder).as_posix()
        if name in (*known, ERRATA_FILE, "areas") or _is_area(path, folder):
            is_read = path.is_dir() == (name == "areas")
            if is_read:
                continue
        if path.is_dir():
            message = f"'{name}' is a folder, and no folder of an edition"
            hint = "an edition has one folder, areas, with a file in it for each area"
        elif path.suffix == ".yaml":
            message = f"'{name}' is not read, since its name ends with .yaml"
            hint = f"call it {path.stem}.yml"
        elif path.suffix == ".yml":
            message = f"'{name}' is no file of an edition"
            hint = f"an edition holds {', '.join(known)}"
        else:
            continue
        yield Finding(Mark(path, 1, 1), "unknown-file", message, hint)


def _is_area(path: Path, folder: Path) -> bool:
    return path.parent != folder and path.suffix == ".yml"


def _miss(reader: Reader, folder: Path, name: str) -> None:
    """Note that a file is missing."""
    message = f"{name}.yml is missing"
    mark = Mark(folder / f"{name}.yml", 1, 1)
    reader.refuse(mark, (), "missing-file", message, "see rules/README.md")
    _spread(reader, name, FILES[name])


def _mentions(value: object, key: str) -> bool:
    """Whether a key stands anywhere in a value."""
    if isinstance(value, Mapping):
        return key in value or any(_mentions(member, key) for member in value.values())
    return isinstance(value, list | tuple) and any(_mentions(member, key) for member in value)


def _read_part(path: Path, name: str, shape: Shape, reader: Reader) -> object:
    """Read a file of an edition."""
    value = _read(path, shape, () if name in ("edition", *UNWRAPPED) else (name,), reader)
    if () in reader.damaged:
        _spread(reader, name, shape)
    return value


def _spread(reader: Reader, name: str, shape: Shape) -> None:
    """Of a file that cannot be read, everything that it holds is damaged."""
    reader.damaged.discard(())
    if name == "edition" and isinstance(shape, Record):
        reader.damaged |= {(key,) for key in (*shape.required, *shape.optional)}
    else:
        reader.damaged.add((name,))


def _move(reader: Reader, path: Keys, to: Keys) -> None:
    """Give what was read at a path another one, where two files hold the same key."""
    for each in [each for each in reader.places if each[: len(path)] == path]:
        reader.places[(*to, *each[len(path) :])] = reader.places.pop(each)
    for each in [each for each in reader.damaged if each[: len(path)] == path]:
        reader.damaged.remove(each)
        reader.damaged.add((*to, *each[len(path) :]))


def _areas(folder: Path, reader: Reader) -> Iterator[tuple[str, object]]:
    for path in sorted((folder / "areas").glob("[!.]*.yml")):
        if not path.is_file():
            continue
        value = _read(path, AREA, ("areas", path.stem), reader)
        if value is not MISSING:
            yield path.stem, value


def _read(path: Path, shape: Shape, at: Keys, reader: Reader) -> object:
    root, findings = read(path)
    reader.findings += findings
    reader.places[at] = Mark(path, 1, 1)
    return reader.lose(at) if root is None else shape.read(root, at, reader)


def _merge(
    edition: dict[str, object],
    parts: Mapping[str, object],
    areas: Mapping[str, object],
    order: tuple[str, ...],
) -> Fields:
    """One mapping: the edition's own fields, then each part under its name."""
    for name, value in parts.items():
        if value is not MISSING:
            fields = _fields(value)
            own = UNWRAPPED.get(name)
            edition[own or name] = fields.get(own, {}) if own else fields
    listed = [key for key in order if key in areas]
    edition["areas"] = {
        key: areas[key] for key in (*listed, *(key for key in areas if key not in listed))
    }
    return edition


def _fields(value: object) -> dict[str, object]:
    return dict(cast(Fields, value)) if value is not MISSING else {}

"""Published editions: what was published stays, and a change to it is a mistake with a name.

`rules/published/<edition>.json` holds the canonical edition. It exists exactly when the edition is
published and is written by one rename, so that a process killed at any moment leaves the old or the
new state. Words may be corrected later, with a dated note; figures never.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from generator.errors import BuildError
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import mapping

__all__ = [
    "Note",
    "Published",
    "correct",
    "damage",
    "differences",
    "digest",
    "publish",
    "read",
    "withdraw",
]

FOLDER = "published"
SHORT = 12
LANGUAGES = {"ja", "en"}


@dataclass(frozen=True)
class Note:
    """A correction of words, or the withdrawal of a publication: its day and its reason."""

    date: str
    text: str


@dataclass(frozen=True)
class Published:
    """An edition as it was published.

    Attributes:
        date: the day of publication.
        edition: the canonical edition, with later corrections of words.
        corrections: those corrections, the oldest first.
        withdrawn: why and when the publication was withdrawn, if it was.
    """

    date: str
    edition: Fields
    corrections: tuple[Note, ...] = field(default=())
    withdrawn: Note | None = None


def digest(edition: Fields) -> str:
    """The digest of an edition's canonical form."""
    canonical = json.dumps(edition, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(rules: Path, key: str) -> Published | None:
    """The publication of an edition, or None if it is a draft.

    Raises:
        BuildError: the file cannot be read as a publication.
    """
    path = _path(rules, key)
    if not path.is_file():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        withdrawn = stored["withdrawn"]
        return Published(
            date=stored["published"],
            edition=stored["edition"],
            corrections=tuple(Note(**note) for note in stored["corrections"]),
            withdrawn=Note(**withdrawn) if withdrawn else None,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{path} is damaged: {error}", "restore it from version control") from None


def publish(rules: Path, loaded: Loaded, today: str) -> Published:
    """Publish an edition.

    Raises:
        BuildError: it is published already.
    """
    if read(rules, loaded.key) is not None:
        raise BuildError(
            f"{loaded.key} is published already",
            "correct words with --wording; a changed figure is a new edition",
        )
    published = Published(today, loaded.fields)
    _write(rules, loaded.key, published)
    return published


def correct(rules: Path, loaded: Loaded, note: Note) -> Published:
    """Take over corrected words of a published edition, with a dated note.

    Raises:
        BuildError: nothing was changed, or more than words.
    """
    published = _required(rules, loaded.key)
    changes = list(differences(published.edition, loaded.fields))
    if not changes:
        raise BuildError(f"no word of {loaded.key} has changed", "edit the rule files first")
    figures = [path for path, old, new in changes if not _same_figures(path, old, new)]
    if figures:
        raise BuildError(
            f"{'.'.join(figures[0])} of {loaded.key} changes more than words",
            "a published figure never changes: make a new edition",
        )
    corrected = replace(
        published, edition=loaded.fields, corrections=(*published.corrections, note)
    )
    _write(rules, loaded.key, corrected)
    return corrected


def withdraw(rules: Path, key: str, note: Note) -> Published:
    """Withdraw a publication; its pages stay, with the reason.

    Raises:
        BuildError: the edition is not published, or was withdrawn already.
    """
    published = _required(rules, key)
    if published.withdrawn is not None:
        raise BuildError(
            f"{key} was withdrawn on {published.withdrawn.date}", "nothing is left to do"
        )
    withdrawn = replace(published, withdrawn=note)
    _write(rules, key, withdrawn)
    return withdrawn


def damage(rules: Path, loaded: Loaded) -> Iterator[Finding]:
    """The first difference between a published edition and its files."""
    published = read(rules, loaded.key)
    if published is None:
        return
    for path, old, new in differences(published.edition, loaded.fields):
        digests = f"digest {_short(loaded.fields)}, published with {_short(published.edition)}"
        message = f"'{'.'.join(path)}' is {_shown(new)}, published as {_shown(old)} ({digests})"
        hint = "restore it; correct words with 'saiten publish --wording', figures by a new edition"
        yield Finding(loaded.mark(*path), "published", message, hint)
        return


def _short(edition: Fields) -> str:
    return digest(edition)[:SHORT]


def differences(
    old: object, new: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Every place where two editions differ: its path, the old value and the new, None for none."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), (*path, str(key)))
        kept_old = [key for key in old if key in new]
        kept_new = [key for key in new if key in old]
        if kept_old != kept_new:
            yield path, kept_old, kept_new
    elif isinstance(old, list) and isinstance(new, list):
        for place in range(max(len(old), len(new))):
            before = old[place] if place < len(old) else None
            after = new[place] if place < len(new) else None
            yield from differences(before, after, (*path, str(place)))
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):
        yield path, old, new


def _same_figures(path: tuple[str, ...], old: object, new: object) -> bool:
    """Whether a change is one of words alone: a text in a language, with the same figures."""
    if path[-1] not in LANGUAGES or not isinstance(old, str) or not isinstance(new, str):
        return False
    return re.findall(r"\d+", old) == re.findall(r"\d+", new)


def _shown(value: object) -> str:
    if value is None:
        return "missing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _required(rules: Path, key: str) -> Published:
    published = read(rules, key)
    if published is None:
        raise BuildError(f"{key} is not published", "a draft may be changed or deleted as it is")
    return published


def _path(rules: Path, key: str) -> Path:
    return rules / FOLDER / f"{key}.json"


def _write(rules: Path, key: str, published: Published) -> None:
    """Write a publication whole, by one rename."""
    stored = {
        "published": published.date,
        "digest": digest(published.edition),
        "corrections": [vars(note) for note in published.corrections],
        "withdrawn": vars(published.withdrawn) if published.withdrawn else None,
        "edition": cast(dict[str, object], mapping(published.edition)),
    }
    path = _path(rules, key)
    path.parent.mkdir(exist_ok=True)
    half = path.with_suffix(".json.new")
    with half.open("w", encoding="utf-8") as file:
        json.dump(stored, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

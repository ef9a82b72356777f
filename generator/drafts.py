"""`saiten new`: a draft edition that begins as a copy of another one."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from generator.errors import BuildError

__all__ = ["new_edition"]

EDITION_LINE = re.compile(r"(?m)^edition:.*$")
EDITIONS = re.compile(r"(?m)^editions:\s*\[(?P<listed>[^\]]*)\]")


def new_edition(rules: Path, key: str, origin: str) -> Path:
    """Copy the edition `origin` to a new draft and list it in the index; gives the draft's folder.

    The copy is made beside its place and moved there, so that a half-made draft never stands there.

    Raises:
        BuildError: the name is no date, is taken, or the origin does not exist.
    """
    _check(rules, key, origin)
    folder = rules / key
    half = rules / f".{key}.new"
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(rules / origin, half)
    edition = half / "edition.yml"
    text = edition.read_text(encoding="utf-8")
    edition.write_text(EDITION_LINE.sub(f"edition: {key}", text, count=1), encoding="utf-8")
    half.rename(folder)
    _list(rules / "index.yml", key)
    return folder


def _check(rules: Path, key: str, origin: str) -> None:
    try:
        date.fromisoformat(key)
    except ValueError:
        raise BuildError(
            f"'{key}' is not a date", "an edition is named by its date, as 2027-01-01"
        ) from None
    if (rules / key).exists():
        raise BuildError(
            f"{rules / key} exists already", "choose another date, or delete the draft first"
        )
    if not (rules / origin / "edition.yml").is_file():
        raise BuildError(
            f"there is no edition '{origin}'", "name one of those in index.yml after --from"
        )


def _list(index: Path, key: str) -> None:
    """Add an edition to the list, keeping the file's comments."""
    text = index.read_text(encoding="utf-8")
    found = EDITIONS.search(text)
    if found is None:
        raise BuildError(f"{index} has no list 'editions: […]'", f"add {key} to it by hand")
    listed = sorted({*(each.strip() for each in found["listed"].split(",") if each.strip()), key})
    changed = text[: found.start()] + f"editions: [{', '.join(listed)}]" + text[found.end() :]
    half = index.with_suffix(".yml.new")
    half.write_text(changed, encoding="utf-8")
    half.replace(index)

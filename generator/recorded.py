"""Errata stay told: the journal keeps which errata of a published edition were told, and how.

Their file lies outside the canonical edition, so nothing else would notice an erratum that is
taken back or changed after readers have seen it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from generator.errata import Erratum, read_errata
from generator.errors import BuildError
from generator.findings import Finding, Mark
from generator.journal import NOTED, Event, Journal, read_journal
from generator.load import Loaded
from generator.lock import locked
from generator.published import append
from generator.shape import ERRATA_FILE

__all__ = ["ERRATA", "record", "unrecorded"]

ERRATA = "errata"
"""The code of errata that the journal does not know as they are; the site can be looked at."""


def record(rules: Path, loaded: Loaded, today: str) -> tuple[str, ...]:
    """Note the errata of a published edition in the journal as told; gives their keys.

    Raises:
        BuildError: the edition is a draft, an erratum is dated later than today, one that was told
            is gone, or nothing has changed.
    """
    with locked(rules):
        journal = read_journal(rules)
        if not journal.knows(loaded.key):
            raise BuildError(f"{loaded.key} is not published", "correct the draft itself")
        errata, _ = read_errata(loaded)
        later = [each.key for each in errata if each.date > today]
        if later:
            raise BuildError(
                f"the date of '{later[0]}' lies after {today}", "write the day on which you tell it"
            )
        lost = _lost(journal, loaded.key, errata)
        if lost:
            raise BuildError(
                f"the erratum '{lost[0]}' was told and is gone from {ERRATA_FILE}",
                "put it back; if it was wrong, tell that in another one",
            )
        event = _event(loaded.key, errata, today)
        last = journal.noted(loaded.key)
        if not errata or (last is not None and last.digest == event.digest):
            raise BuildError(f"the errata of {loaded.key} have not changed", f"edit {ERRATA_FILE}")
        append(rules, event)
    return tuple(each.key for each in errata)


def unrecorded(rules: Path, loaded: Loaded, errata: tuple[Erratum, ...]) -> Iterator[Finding]:
    """What the errata of a published edition say that the journal does not know, or knew."""
    journal = read_journal(rules)
    if not journal.knows(loaded.key):
        return
    path = loaded.folder / ERRATA_FILE
    mark = Mark(path, 1, 1) if path.is_file() else journal.mark(loaded.key, NOTED)
    lost = _lost(journal, loaded.key, errata)
    for key in lost:
        message = f"the erratum '{key}' of '{loaded.key}' was told and is gone from {ERRATA_FILE}"
        hint = "restore it from version control; if it was wrong, tell that in another one"
        yield Finding(mark, ERRATA, message, hint)
    last = journal.noted(loaded.key)
    known = _event(loaded.key, (), "").digest if last is None else last.digest
    if not lost and _event(loaded.key, errata, "").digest != known:
        message = f"the errata of '{loaded.key}' are not as {journal.path.name} knows them"
        hint = f"take them over with 'saiten publish {loaded.key} --errata', or restore them"
        yield Finding(mark, ERRATA, message, hint)


def _lost(journal: Journal, key: str, errata: tuple[Erratum, ...]) -> list[str]:
    """The errata that were told and are no longer there."""
    last = journal.noted(key)
    told = [] if last is None else last.note.split()
    return [each for each in told if each not in {erratum.key for erratum in errata}]


def _event(key: str, errata: tuple[Erratum, ...], today: str) -> Event:
    """What the journal says of errata: the digest of them all, and their keys."""
    held = [[each.key, each.date, dict(each.text), each.cite, each.pages] for each in errata]
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Event(today, NOTED, key, digest, " ".join(each.key for each in errata))

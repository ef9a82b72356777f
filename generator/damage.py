"""What became of publications: every difference from what was published is a finding.

An edition's files are compared with its publication, and the publication with the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.findings import Finding, Mark
from generator.journal import Event, Journal, read_journal
from generator.load import UNWRAPPED, Loaded
from generator.published import (
    MISSING,
    Order,
    Published,
    differences,
    digest,
    events,
    is_wording,
    parse,
    place,
    told,
)
from generator.shape import FILES

__all__ = ["CODE", "WORDING", "damage"]

CODE = "published"
WORDING = "wording"
"""The code of a difference in words alone, which keeps no site from being built."""

SHOWN = 20
SHORT = 12
WIDTH = 60
RESTORE = "restore it from version control"
REPAIR = "restore it; correct words with 'saiten publish --wording', figures by a new edition"
TAKE_OVER = "take the correction over with 'saiten publish --wording', or restore the words"


def damage(rules: Path, loaded: Loaded) -> Iterator[Finding]:
    """Every difference between an edition and its publication, the first ones each by name."""
    path = place(rules, loaded.key)
    journal = read_journal(rules)
    if not path.is_file():
        return
    try:
        publication, stated = parse(path.read_bytes())
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        yield Finding(Mark(path, line, 1), CODE, f"the publication is damaged: {error}", RESTORE)
        return
    known = told(journal, loaded.key, publication)
    if not known:
        hint = "restore journal.txt; only 'saiten publish' makes a publication"
        yield Finding(Mark(path, 1, 1), CODE, f"{journal.path.name} does not know of it", hint)
    else:
        yield from _rewritten(path, publication, stated, known, journal)
    now = digest(loaded.fields)
    if now == publication.digest:
        return
    if known and now == known[-1].digest:
        yield from _changed_publication(path, publication, loaded, known)
    else:
        yield from _changed_files(loaded, publication, now)


def _rewritten(
    path: Path, publication: Published, stated: str, known: Sequence[Event], journal: Journal
) -> Iterator[Finding]:
    """Whatever a publication says of itself that is not what the journal tells."""
    key = known[0].edition
    line = journal.mark(key).line
    found = publication.digest
    for what, has in (("states", stated), ("gives", found)):
        if has != known[-1].digest:
            message = (
                f"'edition' was changed after it was published: the file {what} the digest"
                f" {has[:SHORT]}, {journal.path.name}:{line} has {known[-1].digest[:SHORT]}"
            )
            yield Finding(Mark(path, _line(path, "digest"), 2), CODE, message, RESTORE)
            break
    says = [replace(event, digest="") for event in events(key, publication)]
    wanted = [replace(event, digest="") for event in known]
    for name, what in (
        ("published", "published"),
        ("corrections", "corrected"),
        ("withdrawn", "withdrawn"),
    ):
        here = [f"{each.day} {each.note}".strip() for each in says if each.what == what]
        there = [f"{each.day} {each.note}".strip() for each in wanted if each.what == what]
        if here != there:
            message = (
                f"'{name}' is {_shown(here)}, {journal.path.name}:{line} tells of {_shown(there)}"
            )
            yield Finding(Mark(path, _line(path, name), 2), CODE, message, RESTORE)


def _line(path: Path, key: str) -> int:
    """The line of one of a publication's own fields."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    start = f'"{key}":'
    return next((at for at, line in enumerate(lines, 1) if line.strip().startswith(start)), 1)


def _changed_publication(
    path: Path, publication: Published, loaded: Loaded, known: Sequence[Event]
) -> Iterator[Finding]:
    """The fields of a publication that were changed while the rule files stayed as published."""
    found = list(differences(loaded.fields, publication.edition))
    now, then = publication.digest[:SHORT], known[-1].digest[:SHORT]
    for at, was, has in found[:SHOWN]:
        line = _line(path, "edition") + _lines_before(publication.edition, at)
        what = _differs(at, was, has, "the rule files have")
        message = f"{what} (digest {now}, published with {then})"
        yield Finding(Mark(path, line, 1), CODE, message, _first(len(found), RESTORE))


def _lines_before(value: object, path: tuple[str, ...]) -> int:
    """How many lines below its own line a value within an indented JSON text stands."""
    if not path:
        return 0
    members = list(value.items() if isinstance(value, Mapping) else _numbered(value))
    before = 1
    for key, member in members:
        if str(key) == path[0]:
            return before + _lines_before(member, path[1:])
        before += json.dumps(member, indent=1).count("\n") + 1
    return 0


def _numbered(value: object) -> Iterator[tuple[int, object]]:
    yield from enumerate(value if isinstance(value, list) else [])


def _changed_files(loaded: Loaded, publication: Published, digest_now: str) -> Iterator[Finding]:
    """The fields of the rule files that are not as published."""
    found = list(differences(publication.edition, loaded.fields))
    now, then = digest_now[:SHORT], publication.digest[:SHORT]
    for at, old, new in found[:SHOWN]:
        words = is_wording(at, old, new)
        message = f"{_differs(at, old, new, 'published as')} (digest {now}, published with {then})"
        code, hint = (WORDING, TAKE_OVER) if words else (CODE, REPAIR)
        yield Finding(_mark(loaded, at), code, message, _first(len(found), hint))


def _first(found: int, hint: str) -> str:
    """What to do; where many fields differ, also how many."""
    if found <= SHOWN:
        return hint
    return f"{found} fields differ, the first {SHOWN} are shown: {RESTORE}"


def _mark(loaded: Loaded, path: tuple[str, ...]) -> Mark:
    """The place of a path; of what stood in a file that is gone, that file."""
    mark = loaded.mark(*(("edition.yml", "areas") if path == ("areas",) else path))
    if mark.path != loaded.folder:
        return mark
    return Mark(loaded.folder / f"{_file(path)}.yml", 1, 1)


def _file(path: tuple[str, ...]) -> str:
    """The name of the file that holds what stands at a path."""
    if path[:1] == ("areas",) and len(path) > 1:
        return "/".join(path[:2])
    names = {own: name for name, own in UNWRAPPED.items()}
    names |= {name: name for name in FILES if name not in UNWRAPPED}
    return names.get(path[0], "edition") if path else "edition"


def _differs(path: tuple[str, ...], old: object, new: object, was: str) -> str:
    """A difference in words."""
    name = ".".join(path) or "the edition"
    if isinstance(old, Order) and isinstance(new, Order):
        at = next(at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
        return f"the order of '{name}' has '{new[at]}' at place {at + 1}, {was} '{old[at]}'"
    if old is MISSING:
        return f"'{name}' was added: {_shown(new)}"
    if isinstance(old, str) and isinstance(new, str):
        return f"'{name}' is {_around(new, old)}, {was} {_around(old, new)}{_letters(old, new)}"
    return f"'{name}' is {_shown(new)}, {was} {_shown(old)}"


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (here, there) in enumerate(pairs) if here != there), min(len(one), len(other))
    )


def _around(text: str, other: str) -> str:
    """A text, cut to what stands around its first difference from another."""
    if len(text) <= WIDTH:
        return json.dumps(text, ensure_ascii=False)
    start = max(0, _first_difference(text, other) - WIDTH // 3)
    cut = text[start : start + WIDTH]
    before, after = "…" if start else "", "…" if start + WIDTH < len(text) else ""
    return json.dumps(f"{before}{cut}{after}", ensure_ascii=False)


def _letters(old: str, new: str) -> str:
    """The letters that differ, where they may look alike."""
    at = _first_difference(old, new)
    letters = [text[at] if at < len(text) else "" for text in (new, old)]
    if all(letter.isascii() and letter.isalnum() for letter in letters):
        return ""
    now, then = (f"U+{ord(each):04X}" if each else "its end" for each in letters)
    return f"; letter {at + 1} is {now}, was {then}"


def _shown(value: object) -> str:
    if value is MISSING:
        return "missing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"

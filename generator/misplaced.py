"""What is wrong with the folder of the rules as a whole: its index, journal and publications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from generator.damage import CODE
from generator.findings import Finding, Mark
from generator.journal import read_journal
from generator.load import Index, Loaded
from generator.published import FOLDER, parse, place, publications_in
from generator.references import find, mapping

__all__ = ["CURRENT", "misplaced", "notes"]

CURRENT = "current"
"""The code of a current edition that should not be current; it keeps no site from being built."""


def misplaced(rules: Path, index: Index) -> Iterator[Finding]:
    """What is wrong with the index, the journal and the publications as a whole."""
    yield from _order(index)
    journal = read_journal(rules)
    yield from journal.findings
    publications = publications_in(rules)
    told = dict.fromkeys(each.edition for each in journal.events if journal.knows(each.edition))
    for key in told:
        if key not in publications:
            message = f"'{key}' was published, but {FOLDER}/{key}.json is gone"
            hint = (
                "restore it from version control; 'saiten publish --withdraw' takes an edition back"
            )
            yield Finding(journal.mark(key), CODE, message, hint)
    for key in dict.fromkeys((*told, *publications)):
        if key not in index.editions:
            message = f"'{key}' is published, but not in the list of editions"
            hint = "list it again; 'saiten publish --withdraw' takes an edition back"
            yield Finding(index.place, CODE, message, hint)
    if index.current in publications or index.current not in told:
        yield from _current(rules, index, set(publications))


def notes(rules: Path, editions: Sequence[Loaded]) -> Iterator[Finding]:
    """What a maintainer may have forgotten; it is worth a word, and no mistake."""
    yield from _announced(rules)
    yield from _left(rules)
    listed = {each.key for each in editions}
    for path in sorted(rules.glob("[!.]*/edition.yml")):
        if path.parent.name not in listed:
            message = f"index.yml does not list '{path.parent.name}', so it was not looked at"
            yield Finding(Mark(path, 1, 1), "note", message, "list it there, or delete it")
    titles: dict[str, str] = {}
    for each in editions:
        yield from _uncited(each)
        for language, title in mapping(each.fields.get("title")).items():
            other = titles.setdefault(str(title), each.key)
            if other != each.key:
                message = f"'{title}' is the title of '{other}', too"
                hint = "give each edition a title of its own: readers choose by it"
                yield Finding(each.mark("title", language), "note", message, hint)
                break


def _uncited(loaded: Loaded) -> Iterator[Finding]:
    """Listed places that nothing cites, and documents of which no place is listed."""
    if not loaded.is_whole():
        return
    sources = mapping(loaded.fields.get("sources"))
    cited = {str(each.value) for key in ("cite", "evidence") for each in find(loaded.fields, key)}
    used = {str(each.value) for each in find(mapping(sources.get("places")), "document")}
    for part, names, what in (
        ("places", cited, "cited"),
        ("documents", used, "the home of a place"),
    ):
        for key in mapping(sources.get(part)):
            if key not in names:
                message = f"'{key}' is listed among the {part} and nowhere {what}"
                hint = "take it out of the list, or cite it where it states something"
                yield Finding(loaded.mark("sources", part, key), "note", message, hint)


def _announced(rules: Path) -> Iterator[Finding]:
    """What was announced in the journal and never noted as done, since the command was killed."""
    journal = read_journal(rules)
    for event, line in zip(journal.events, journal.lines, strict=True):
        if not event.is_done:
            message = (
                f"'{event.what}' of '{event.edition}' was begun on {event.day} and not finished"
            )
            hint = "give the command again; it says what is left to do"
            yield Finding(Mark(journal.path, line, 1), "note", message, hint)


def _left(rules: Path) -> Iterator[Finding]:
    """What a command left half written when it was killed."""
    for pattern in ("*.new", f"{FOLDER}/*.new"):
        for path in sorted(rules.glob(pattern)):
            message = f"'{path.name}' was left by a command that was killed"
            yield Finding(Mark(path, 1, 1), "note", message, "nothing needs it: delete it")


def _order(index: Index) -> Iterator[Finding]:
    """The index lists each edition once, in order of date."""
    seen: set[str] = set()
    for key in index.editions:
        if key in seen:
            message = f"'{key}' stands twice in the list of editions"
            yield Finding(index.place, "edition", message, "keep one of the two")
        seen.add(key)
    for one, other in pairwise(index.editions):
        if one > other:
            message = f"'{other}' stands after '{one}'"
            yield Finding(index.place, "edition", message, "list the editions in order of date")
            return


def _current(rules: Path, index: Index, publications: set[str]) -> Iterator[Finding]:
    """The current edition is published and not withdrawn, as soon as any is."""
    mark = index.current_place
    if index.current not in index.editions:
        return
    if index.current not in publications:
        if publications:
            message = f"the current edition '{index.current}' is a draft"
            hint = f"publish it with 'saiten publish {index.current}', or name a published one"
            yield Finding(mark, CURRENT, message, hint)
        return
    withdrawn = {key for key in publications if _is_withdrawn(place(rules, key))}
    if index.current in withdrawn and withdrawn != set(index.editions):
        message = f"the current edition '{index.current}' was withdrawn"
        yield Finding(mark, CURRENT, message, "name one that was not")


def _is_withdrawn(path: Path) -> bool:
    try:
        return parse(path.read_bytes())[0].withdrawn is not None
    except ValueError:
        return False

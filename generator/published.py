"""Published editions: what was published stays.

`rules/published/<edition>.json` holds the canonical edition. It exists exactly when the edition is
published and is written by one rename, so that a process killed at any moment leaves the old or the
new state; `journal.txt` is what it is checked against. Words may be corrected later, with a
dated note; figures never.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from generator.errors import BuildError
from generator.journal import Event, Journal, read_journal, write_journal, write_whole
from generator.load import Fields, Loaded
from generator.lock import locked
from generator.references import as_list, mapping

__all__ = [
    "FOLDER",
    "MISSING",
    "Note",
    "Order",
    "Published",
    "append",
    "correct",
    "differences",
    "digest",
    "events",
    "is_wording",
    "parse",
    "place",
    "publications_in",
    "publish",
    "read",
    "told",
    "withdraw",
]

FOLDER = "published"
LANGUAGES = ("ja", "en")
DEEPEST = 50
"""How deep mappings and lists may lie in one another; those of an edition lie half as deep."""
TOO_DEEP = "mappings and lists lie too deep in one another"
FIGURE = re.compile(r"[-+−]?\d+(?:[^\w\s]\d+)*[%％]?")
KEYS = ("published", "digest", "corrections", "withdrawn", "edition")


@dataclass(frozen=True)
class Note:
    """A correction of words, or the withdrawal of a publication: its day and its reason."""

    date: str
    ja: str
    en: str

    @property
    def text(self) -> str:
        """The reason in both languages, on one line."""
        return self.ja if self.ja == self.en else f"{self.ja} / {self.en}"

    @property
    def words(self) -> Mapping[str, str]:
        """The reason by language."""
        return {"ja": self.ja, "en": self.en}


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

    @cached_property
    def digest(self) -> str:
        """The digest of its edition."""
        return digest(self.edition)


class _Missing:
    """Stands for what is not there, where None is a value."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class Order(list[str]):
    """The keys of a mapping in their order, where the order alone differs."""


def digest(edition: Fields) -> str:
    """The digest of an edition's canonical form."""
    canonical = json.dumps(edition, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def place(rules: Path, key: str) -> Path:
    """The file of an edition's publication."""
    return rules / FOLDER / f"{key}.json"


def publications_in(rules: Path) -> dict[str, Path]:
    """The file of every publication, by edition; what begins with a dot is an editor's own."""
    found = sorted((rules / FOLDER).glob("[!.]*.json"))
    return {path.stem: path for path in found if path.is_file()}


def read(rules: Path, key: str) -> Published | None:
    """The publication of an edition, or None if it is a draft.

    Raises:
        BuildError: the file cannot be read as a publication.
    """
    path = place(rules, key)
    if not path.is_file():
        return None
    try:
        return parse(path.read_bytes())[0]
    except ValueError as error:
        raise BuildError(f"{path} is damaged: {error}", "restore it from version control") from None


@lru_cache(maxsize=16)
def parse(content: bytes) -> tuple[Published, str]:
    """A publication from its file's bytes, and the digest that the file states.

    Remembered, since it is looked at several times, and hardly ever changes.

    Raises:
        ValueError: it is not what `publish` writes; says why.
    """
    try:
        stored = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_float=_refused,
            parse_constant=_refused,
        )
        json.dumps(stored, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    except UnicodeEncodeError as error:
        half = ord(str(error.object)[error.start])
        raise ValueError(f"U+{half:04X} is half a letter") from None
    if _is_deeper(stored, DEEPEST):
        raise ValueError(TOO_DEEP)
    if not isinstance(stored, dict) or tuple(stored) != KEYS:
        raise ValueError(f"it does not hold {', '.join(KEYS)}, in this order and nothing else")
    withdrawn = stored["withdrawn"]
    publication = Published(
        date=_text(stored, "published"),
        edition=mapping(stored["edition"]),
        corrections=tuple(_note(note) for note in as_list(stored["corrections"])),
        withdrawn=None if withdrawn is None else _note(withdrawn),
    )
    return publication, _text(stored, "digest")


def _is_deeper(value: object, levels: int) -> bool:
    """Whether mappings and lists lie in one another more than so many levels deep."""
    layer = [value]
    for _ in range(levels):
        layer = [
            member
            for each in layer
            for member in (each.values() if isinstance(each, dict) else as_list(each))
            if isinstance(member, dict | list)
        ]
    return bool(layer)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"'{key}' stands there twice")
        found[key] = value
    return found


def _refused(written: str) -> object:
    raise ValueError(f"{written} is not a number that an edition holds")


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ValueError(f"'{key}' is not a text")  # noqa: TRY004
    return value


def _note(value: object) -> Note:
    fields = mapping(value)
    if tuple(fields) != ("date", "ja", "en"):
        raise ValueError("a note does not hold date, ja and en")
    return Note(*(_text(fields, key) for key in fields))


def events(key: str, publication: Published) -> tuple[Event, ...]:
    """What the journal says of a publication; only the last event knows the digest."""
    happened = [(publication.date, "published", "")]
    happened += [(note.date, "corrected", note.text) for note in publication.corrections]
    if publication.withdrawn:
        happened.append((publication.withdrawn.date, "withdrawn", publication.withdrawn.text))
    now = publication.digest
    return tuple(Event(day, what, key, now, note) for day, what, note in happened)


def told(journal: Journal, key: str, publication: Published) -> tuple[Event, ...]:
    """What the journal tells of an edition, with what was announced if its publication is there."""
    found = journal.of(key)
    done = tuple(event for event in found if event.is_done)
    with_announced = (*done, *(event.done() for event in found if not event.is_done))
    return with_announced if events(key, publication)[-1:] == with_announced[-1:] else done


def publish(rules: Path, loaded: Loaded, today: str) -> Published:
    """Publish an edition; whether it is published already, the journal knows, too.

    Raises:
        BuildError: it is published already.
    """
    with locked(rules):
        _finish(rules)
        if read(rules, loaded.key) is not None:
            raise BuildError(
                f"{loaded.key} is published already",
                "correct words with --wording; a changed figure is a new edition",
            )
        _refuse_lost(rules, loaded.key)
        published = Published(today, loaded.fields)
        _write(rules, loaded.key, published, "publishing")
    return published


def correct(rules: Path, loaded: Loaded, note: Note) -> Published:
    """Take over corrected words of a published edition, with a dated note.

    Raises:
        BuildError: nothing was changed, or more than words.
    """
    with locked(rules):
        _finish(rules)
        published = _required(rules, loaded.key)
        changes = list(differences(published.edition, loaded.fields))
        if not changes:
            raise BuildError(f"no word of {loaded.key} has changed", "edit the rule files first")
        figures = [path for path, old, new in changes if not is_wording(path, old, new)]
        if figures:
            raise BuildError(
                f"{'.'.join(figures[0])} of {loaded.key} changes more than words",
                "a published figure never changes: make a new edition",
            )
        corrected = replace(
            published, edition=loaded.fields, corrections=(*published.corrections, note)
        )
        _write(rules, loaded.key, corrected, "correcting")
    return corrected


def withdraw(rules: Path, key: str, note: Note) -> Published:
    """Withdraw a publication; its pages stay, with the reason.

    Raises:
        BuildError: the edition is not published, or was withdrawn already.
    """
    with locked(rules):
        _finish(rules)
        published = _required(rules, key)
        if published.withdrawn is not None:
            raise BuildError(
                f"{key} was withdrawn on {published.withdrawn.date}", "nothing is left to do"
            )
        withdrawn = replace(published, withdrawn=note)
        _write(rules, key, withdrawn, "withdrawing")
    return withdrawn


Difference = tuple[tuple[str, ...], object, object]


def differences(old: object, new: object, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Every place where two editions differ: its path, the old value and the new.

    What is not there is MISSING; where only the order of keys differs, the values are an Order.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key, MISSING), new.get(key, MISSING), (*path, str(key)))
        kept_old = Order(key for key in old if key in new)
        kept_new = Order(key for key in new if key in old)
        if kept_old != kept_new:
            yield path, kept_old, kept_new
    elif isinstance(old, list) and isinstance(new, list):
        for at in range(max(len(old), len(new))):
            before = old[at] if at < len(old) else MISSING
            after = new[at] if at < len(new) else MISSING
            yield from differences(before, after, (*path, str(at)))
    elif old != new or type(old) is not type(new):
        yield path, old, new


def is_wording(path: tuple[str, ...], old: object, new: object) -> bool:
    """Whether a change is one of words alone: a text in a language, with the same figures.

    Figures are digits with what joins them, a sign before and a percent sign after them; what words
    say of them, as "at least" does, is for people to compare.
    """
    in_a_language = path[-1] in LANGUAGES or (path[-1].isdigit() and path[-2] in LANGUAGES)
    if not in_a_language or not isinstance(old, str) or not isinstance(new, str):
        return False
    return FIGURE.findall(old) == FIGURE.findall(new)


def _required(rules: Path, key: str) -> Published:
    published = read(rules, key)
    if published is None:
        _refuse_lost(rules, key)
        raise BuildError(f"{key} is not published", "a draft may be changed or deleted as it is")
    known = told(read_journal(rules), key, published)
    if known[-1:] != events(key, published)[-1:]:
        raise BuildError(f"{place(rules, key)} is not as the journal tells", "see 'saiten check'")
    return published


def append(rules: Path, event: Event) -> None:
    """Add an event to the journal that no publication follows from."""
    write_journal(rules, (*_settled(rules), event))


def _finish(rules: Path) -> None:
    """Note in the journal what became of a command that was killed."""
    if not all(event.is_done for event in read_journal(rules).events):
        write_journal(rules, _settled(rules))


def _refuse_lost(rules: Path, key: str) -> None:
    """Of an edition without its file: refuse it if the journal tells that it was published."""
    journal = read_journal(rules)
    if journal.knows(key):
        raise BuildError(
            f"{key} is published already, says {journal.path.name}:{journal.mark(key).line},"
            f" but {place(rules, key)} is gone",
            "restore it from version control",
        )


def _write(rules: Path, key: str, published: Published, what: str) -> None:
    """Announce in the journal, write the publication by one rename, and note it as done."""
    before = tuple(_settled(rules))
    known = {key, *(event.edition for event in before)}
    for edition, path in publications_in(rules).items():
        if edition not in known:
            problem = f"{path} is not in {read_journal(rules).path.name}"
            raise BuildError(problem, "restore the journal from version control first")
    announced = replace(events(key, published)[-1], what=what)
    write_journal(rules, (*before, announced))
    stored = {
        "published": published.date,
        "digest": published.digest,
        "corrections": [vars(note) for note in published.corrections],
        "withdrawn": vars(published.withdrawn) if published.withdrawn else None,
        "edition": cast(dict[str, object], mapping(published.edition)),
    }
    write_whole(place(rules, key), json.dumps(stored, ensure_ascii=False, indent=1) + "\n")
    write_journal(rules, (*before, announced.done()))


def _settled(rules: Path) -> Iterator[Event]:
    """The journal's events; an announcement stays exactly if its publication is there."""
    journal = read_journal(rules)
    for event in journal.events:
        publication = None if event.is_done else read(rules, event.edition)
        there = publication and event.done() in told(journal, event.edition, publication)
        if event.is_done or there:
            yield event.done()

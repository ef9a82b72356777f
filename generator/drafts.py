"""`saiten new` and `saiten drop`: a draft begins as a copy of an edition, and can be deleted."""

from __future__ import annotations

import re
import shutil
from datetime import date
from filecmp import dircmp
from pathlib import Path

from generator.dates import day_in_words
from generator.errors import BuildError
from generator.journal import read_journal, write_whole
from generator.load import load_index
from generator.lock import locked
from generator.published import place
from generator.shape import ERRATA_FILE
from generator.words import LANGUAGES

__all__ = ["drop_draft", "new_edition"]

EDITION_LINE = re.compile(r"(?m)^edition:.*$")
TITLE = re.compile(r"(?m)^title:.*(?:\n[ #].*)*")
FLOW = re.compile(r"(?m)^editions:\s*\[(?P<listed>[^\]#]*)\]")
BLOCK = re.compile(r"(?m)^editions:[ ]*(?:#.*)?\n(?P<listed>(?:[ ]*- .*(?:\n|\Z))+)")


def new_edition(rules: Path, key: str, origin: str) -> Path:
    """Copy the edition `origin` to a new draft and list it in the index; gives the draft's folder.

    The errata stay with the origin, whose they are. The copy is made beside its place and moved
    there when it is whole, and the index, which makes it a draft, is written last: killed before,
    nothing is seen of it, and it can be begun again.

    Raises:
        BuildError: the name is no date, is taken, or the origin does not exist.
    """
    with locked(rules):
        return _new_edition(rules, key, origin)


def drop_draft(rules: Path, key: str) -> None:
    """Take a draft out of the index, and delete its folder.

    Raises:
        BuildError: there is no such draft, it is published, or it is the current edition.
    """
    with locked(rules):
        _drop_draft(rules, key)


def _new_edition(rules: Path, key: str, origin: str) -> Path:
    index = rules / "index.yml"
    listed = load_index(rules).editions
    _check(rules, key, origin, listed)
    with_it = _with(index, sorted({*listed, key}))
    folder, half = rules / key, rules / f".{key}.new"
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(rules / origin, half, ignore=shutil.ignore_patterns(ERRATA_FILE, ".*"))
    edition = half / "edition.yml"
    edition.write_bytes(_renamed(edition.read_bytes().decode("utf-8"), key, origin).encode())
    if not folder.exists():
        half.rename(folder)
    elif _are_equal(folder, half):
        shutil.rmtree(half)
    else:
        shutil.rmtree(half)
        problem = f"{folder} exists already, though index.yml does not list it"
        raise BuildError(problem, "list it there, or delete it first")
    write_whole(index, with_it)
    return folder


def _drop_draft(rules: Path, key: str) -> None:
    index = load_index(rules)
    if place(rules, key).exists() or read_journal(rules).of(key):
        hint = "'saiten publish --withdraw' takes it back; its pages stay, with the reason"
        raise BuildError(f"{key} is published", hint)
    if key == index.current:
        raise BuildError(f"{key} is the current edition", "name another one in index.yml first")
    if key not in index.editions:
        known = ", ".join(index.editions)
        raise BuildError(f"there is no edition '{key}' in index.yml", f"known: {known}")
    kept = [each for each in index.editions if each != key]
    write_whole(rules / "index.yml", _with(rules / "index.yml", kept))
    shutil.rmtree(rules / key, ignore_errors=True)


def _check(rules: Path, key: str, origin: str, listed: tuple[str, ...]) -> None:
    if not _is_date(key):
        raise BuildError(f"'{key}' is not a date", "an edition is named by its date, as 2027-01-01")
    if key in listed or place(rules, key).exists():
        hint = "choose another date, or delete the draft first with 'saiten drop'"
        raise BuildError(f"{rules / key} exists already", hint)
    journal = read_journal(rules)
    if journal.knows(key):
        problem = f"{key} was published, says {journal.path.name}:{journal.mark(key).line}"
        raise BuildError(problem, "restore it from version control, or choose another date")
    if not (rules / origin / "edition.yml").is_file():
        raise BuildError(
            f"there is no edition '{origin}'", f"after --from, name one of {', '.join(listed)}"
        )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _renamed(text: str, key: str, origin: str) -> str:
    """The text of `edition.yml` under another date, which its title names in words, too."""
    title = TITLE.search(text)
    if title is not None:
        words = title[0]
        for language in LANGUAGES:
            old, new = (day_in_words(each, language) for each in (origin, key))
            words = words.replace(old, new)
        text = text[: title.start()] + words.replace(origin, key) + text[title.end() :]
    return EDITION_LINE.sub(f"edition: {key}", text, count=1)


def _are_equal(one: Path, other: Path) -> bool:
    def equal(compared: dircmp[str]) -> bool:
        differ = (compared.left_only, compared.right_only, compared.diff_files)
        return not any(differ) and all(equal(each) for each in compared.subdirs.values())

    return equal(dircmp(one, other))


def _with(index: Path, editions: list[str]) -> str:
    """The text of the index with another list of editions; its comments stay.

    Raises:
        BuildError: the list stands there in a form that is not known.
    """
    text = index.read_bytes().decode("utf-8")
    flow, block = FLOW.search(text), BLOCK.search(text)
    if flow is not None:
        return f"{text[: flow.start()]}editions: [{', '.join(editions)}]{text[flow.end() :]}"
    if block is None:
        raise BuildError(f"{index} has no list 'editions: […]'", "write it in one line")
    lines = {_named(line): line for line in block["listed"].splitlines()}
    indent = next(iter(lines.values())).partition("-")[0]
    listed = "".join(f"{lines.get(key, f'{indent}- {key}')}\n" for key in editions)
    return text[: block.start("listed")] + listed + text[block.end("listed") :]


def _named(line: str) -> str:
    """The edition that a line of a list names."""
    return line.partition("- ")[2].partition("#")[0].strip().strip("\"'")

"""The journal of publications: one line for each event, in order, each sealed with all before it.

`rules/journal.txt` is what the publications are checked against: one that was rewritten together
with its rule files, or deleted, no longer fits the journal. An event is first announced, then the
publication is renamed into place, and then the event is noted as done: killed in between, an
announcement counts exactly when its publication is there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from generator.errors import BuildError
from generator.findings import Finding, Mark

__all__ = ["DONE", "NOTED", "Event", "Journal", "read_journal", "write_journal", "write_whole"]

NAME = "journal.txt"
SEAL = 16
HEAD = (
    "# What was published, corrected and withdrawn, in order. Written by 'saiten publish' alone.\n"
    "# day, what, edition, digest of the edition, seal of this line and all before it, note\n"
)
DONE = {"publishing": "published", "correcting": "corrected", "withdrawing": "withdrawn"}
"""What is announced, and what it is called once it is done."""
NOTED = "noted"
"""What is said of errata that were told; the digest is theirs, and the note has their keys."""
LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<what>[a-z]+) (?P<edition>\S+) (?P<digest>[0-9a-f]{64})"
    rf" (?P<seal>[0-9a-f]{{{SEAL}}})(?: (?P<note>.*))?"
)


@dataclass(frozen=True)
class Event:
    """One event: its day, what happened to which edition, the edition's digest, and the note."""

    day: str
    what: str
    edition: str
    digest: str
    note: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was noted as done; otherwise it was announced."""
        return self.what not in DONE

    def done(self) -> Event:
        """The same event, noted as done."""
        return replace(self, what=DONE.get(self.what, self.what))

    @property
    def sealed(self) -> str:
        """What its seal covers: whether it was done or only announced, too."""
        return f"{self.day} {self.what} {self.edition} {self.digest} {self.note}"


@dataclass(frozen=True)
class Journal:
    """The events in order, the line of each, and what is wrong with the file."""

    path: Path
    events: tuple[Event, ...]
    lines: tuple[int, ...]
    findings: tuple[Finding, ...]

    def of(self, edition: str) -> tuple[Event, ...]:
        """The events of an edition, its errata aside."""
        return tuple(
            event for event in self.events if event.edition == edition and event.what != NOTED
        )

    def noted(self, edition: str) -> Event | None:
        """What was last noted of an edition's errata."""
        found = [each for each in self.events if (each.edition, each.what) == (edition, NOTED)]
        return found[-1] if found else None

    def knows(self, edition: str) -> bool:
        """Whether an edition was published, by what was noted as done."""
        return any(event.is_done for event in self.of(edition))

    def mark(self, edition: str, what: str = "") -> Mark:
        """The place of an edition's last event; of one of its errata, if `what` asks for it."""
        lines = [
            line
            for event, line in zip(self.events, self.lines, strict=True)
            if event.edition == edition and (event.what == NOTED) is (what == NOTED)
        ]
        return Mark(self.path, lines[-1] if lines else 1, 1)


def read_journal(rules: Path) -> Journal:
    """Read the journal; without a file it is empty."""
    path = rules / NAME
    if not path.is_file():
        return Journal(path, (), (), ())
    text = path.read_bytes().decode("utf-8", errors="replace")
    events: list[Event] = []
    lines: list[int] = []
    findings: list[Finding] = []
    seal = ""
    for number, line in enumerate(text.split("\n"), 1):
        written = line.rstrip("\r")
        if not written or written.startswith("#"):
            continue
        mark, found = Mark(path, number, 1), LINE.fullmatch(written)
        if found is None or found["what"] not in {*DONE, *DONE.values(), NOTED}:
            findings.append(_damaged(mark, "the journal has a line that no command wrote"))
            continue
        event = Event(
            found["day"], found["what"], found["edition"], found["digest"], found["note"] or ""
        )
        seal = _seal(seal, event)
        if seal != found["seal"] and not findings:
            message = (
                f"the seal of this line is {found['seal']}, its content gives {seal}:"
                " it was changed, or a line before it was changed, moved or deleted"
            )
            findings.append(_damaged(mark, message))
        events.append(event)
        lines.append(number)
    return Journal(path, tuple(events), tuple(lines), tuple(findings))


def _damaged(mark: Mark, message: str) -> Finding:
    return Finding(mark, "journal", message, "restore the journal from version control")


def _seal(before: str, event: Event) -> str:
    return hashlib.sha256(f"{before} {event.sealed}".encode()).hexdigest()[:SEAL]


def write_journal(rules: Path, events: Iterable[Event]) -> None:
    """Write the journal whole.

    Raises:
        BuildError: the journal that stands there is damaged.
    """
    standing = read_journal(rules)
    if standing.findings:
        line = standing.findings[0].mark.line
        raise BuildError(f"{standing.path}:{line} is damaged", "see 'saiten check'")
    write_whole(rules / NAME, HEAD + "".join(_lines(list(events))))


def _lines(events: list[Event]) -> Iterator[str]:
    seals = accumulate(events, _seal, initial="")
    next(seals)
    for event, seal in zip(events, seals, strict=True):
        start = f"{event.day} {event.what} {event.edition} {event.digest} {seal}"
        yield f"{start} {event.note}".rstrip() + "\n"


def write_whole(path: Path, text: str) -> None:
    """Write a file by one rename, so that it is never seen half written."""
    path.parent.mkdir(exist_ok=True)
    half = path.with_name(f"{path.name}.new")
    with half.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

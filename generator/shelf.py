"""The shelf: every edition of a programme, which one is current, and which are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator import published
from generator.errata import Erratum
from generator.errors import BuildError
from generator.findings import Finding
from generator.load import License
from generator.published import Published
from generator.source import Source
from generator.verify import WARNINGS, Verified, verify_all

__all__ = ["Shelf", "Status", "UnsoundError", "read_shelf"]

Status = Literal["current", "superseded", "draft", "withdrawn"]


class UnsoundError(BuildError):
    """Rules that cannot be built, with all findings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings for whoever prints them."""
        super().__init__("the rules have mistakes" if findings else "there is no edition to build")
        self.findings = findings


@dataclass(frozen=True)
class Shelf:
    """The editions in order of date.

    Attributes:
        current: the edition that addresses without a date show.
        publications: the publication of each edition, None for a draft.
        errata: the known errors of each edition.
        license: the licence of the rules, if the index states one.
        findings: what was found that does not keep the editions from being built.
    """

    current: str
    sources: Mapping[str, Source]
    publications: Mapping[str, Published | None]
    errata: Mapping[str, tuple[Erratum, ...]]
    license: License | None
    findings: tuple[Finding, ...]

    def status(self, key: str) -> Status:
        """What readers should know of an edition."""
        publication = self.publications[key]
        if publication is not None and publication.withdrawn is not None:
            return "withdrawn"
        if key == self.current:
            return "current"
        return "draft" if publication is None else "superseded"

    def newest_with(self, part: str) -> str | None:
        """The newest edition that has a part, drafts and withdrawn ones aside."""
        having = [key for key, source in self.sources.items() if source.fields.get(part)]
        aside = ("draft", "withdrawn")
        return max((key for key in having if self.status(key) not in aside), default=None)

    def pairs(self) -> list[tuple[str, str]]:
        """Every pair of editions in order, drafts aside."""
        public = [key for key in sorted(self.sources) if self.status(key) != "draft"]
        return [(old, new) for place, old in enumerate(public) for new in public[place + 1 :]]


def read_shelf(rules: Path) -> Shelf:
    """Read and verify every edition.

    Raises:
        UnsoundError: with every finding that keeps an edition from being built.
    """
    index, editions = verify_all(rules)
    verified = list(editions)
    obstacles = [each for each in index.findings if each.code not in WARNINGS]
    obstacles += [finding for one in verified for finding in one.obstacles]
    if obstacles or not verified:
        raise UnsoundError(tuple(obstacles))
    return Shelf(
        current=index.current,
        sources={one.loaded.key: _source(one) for one in verified},
        publications={one.loaded.key: published.read(rules, one.loaded.key) for one in verified},
        errata={one.loaded.key: one.errata for one in verified},
        license=index.license,
        findings=(*index.findings, *(finding for one in verified for finding in one.findings)),
    )


def _source(verified: Verified) -> Source:
    if verified.edition is None:
        raise UnsoundError(verified.findings)
    return Source(verified.loaded.fields, verified.edition, verified.cases)

"""Everything that `saiten check` looks at, for one edition or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from calculator.edition import Edition
from calculator.errors import InvalidEdition
from generator import checks, trials
from generator.damage import WORDING, damage
from generator.errata import Erratum, read_errata
from generator.findings import Finding
from generator.journal import NAME as JOURNAL
from generator.load import Fields, Index, Loaded, load_edition, load_index
from generator.misplaced import CURRENT, misplaced
from generator.published import place
from generator.recorded import ERRATA, unrecorded
from generator.references import mapping
from generator.trials import Trial

__all__ = ["WARNINGS", "Verified", "verify", "verify_all"]

WARNINGS = {trials.CASE_DIFFERS, WORDING, CURRENT, ERRATA}
"""The codes of findings that fail `saiten check` and keep nothing from being built."""

SHARED = ("edition", "score", "readings", "certifications")
"""The files that the score of every area rests on."""


@dataclass(frozen=True)
class Verified:
    """An edition with all its findings; `edition` is None where its rules hold a mistake."""

    loaded: Loaded
    edition: Edition | None
    cases: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    errata: tuple[Erratum, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being built."""
        return tuple(finding for finding in self.findings if finding.code not in WARNINGS)


def verify(rules: Path, key: str) -> Verified:
    """Read and check one edition; worked examples wait until what they rest on is right.

    The answer is kept for as long as the files hold the same: while a site is being served, a
    change concerns one edition, and the others need not be scored again.
    """
    return _verify(rules, key, _held(rules, key))


def _held(rules: Path, key: str) -> tuple[tuple[Path, bytes], ...]:
    """All files that the answer depends on, with what they hold."""
    files = sorted([*(rules / key).rglob("*"), place(rules, key), rules / JOURNAL])
    return tuple((path, path.read_bytes() if path.is_file() else b"") for path in files)


@lru_cache(maxsize=64)
def _verify(rules: Path, key: str, _files: tuple[tuple[Path, bytes], ...]) -> Verified:
    loaded = load_edition(rules, key)
    mistakes = checks.check(loaded)
    mistakes += [*trials.points_add_up(loaded), *trials.rows_apply(loaded)]
    edition: Edition | None = None
    cases: tuple[Trial, ...] = ()
    try:
        sound = replace(loaded, fields=_without_mistakes(loaded, mistakes))
        edition = Edition.from_dict(sound.fields)
    except InvalidEdition as error:
        if not mistakes:
            mark = loaded.mark(*error.place)
            mistakes.append(Finding(mark, "edition", error.problem, "see rules/README.md"))
    else:
        cases = tuple(trials.try_cases(sound, edition))
    findings = {*mistakes, *(finding for case in cases for finding in case.findings)}
    errata, mistaken = read_errata(loaded)
    findings |= {*damage(rules, loaded), *mistaken}
    if not mistaken:
        findings |= {*unrecorded(rules, loaded, errata)}
    ordered = tuple(sorted(findings, key=lambda each: each.mark))
    return Verified(loaded, None if mistakes else edition, cases, ordered, errata)


def _without_mistakes(loaded: Loaded, mistakes: list[Finding]) -> Fields:
    """The edition with the areas and cases that hold no mistake.

    It has no areas if a mistake lies in what all of them share.
    """
    marks = {finding.mark for finding in mistakes}
    wrong = {mark.path for mark in marks}
    shared = {loaded.folder / f"{name}.yml" for name in SHARED}
    areas = {
        key: area
        for key, area in mapping(loaded.fields.get("areas")).items()
        if not wrong & {*shared, loaded.folder / "areas" / f"{key}.yml"}
    }
    doubtful = {
        path[1:2]
        for path, mark in loaded.places.items()
        if path[:1] == ("cases",) and mark in marks
    }
    cases = {
        name: case
        for name, case in mapping(loaded.fields.get("cases")).items()
        if (name,) not in doubtful
    }
    return {**loaded.fields, "areas": areas, "cases": cases}


def verify_all(rules: Path) -> tuple[Index, Iterator[Verified]]:
    """Check every edition of the index, in its order."""
    index = load_index(rules)
    index = replace(index, findings=(*index.findings, *misplaced(rules, index)))
    editions = [key for key in dict.fromkeys(index.editions) if (rules / key).is_dir()]
    return index, (verify(rules, key) for key in editions)

"""Everything that `saiten check` looks at, for one edition or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.edition import Edition
from calculator.errors import InvalidEdition
from generator import checks, published, trials
from generator.findings import Finding
from generator.load import Fields, Index, Loaded, load_edition, load_index
from generator.references import mapping
from generator.trials import Trial

__all__ = ["Verified", "verify", "verify_all"]

SHARED = ("edition", "score", "readings", "certifications")
"""The files that the score of every area rests on."""


@dataclass(frozen=True)
class Verified:
    """An edition with all its findings; `edition` is None where its rules hold a mistake."""

    loaded: Loaded
    edition: Edition | None
    cases: tuple[Trial, ...]
    findings: tuple[Finding, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being built; a case that differs does not."""
        return tuple(finding for finding in self.findings if finding.code != trials.CASE_DIFFERS)


def verify(rules: Path, key: str) -> Verified:
    """Read and check one edition; where an area holds a mistake, its worked examples wait."""
    loaded = load_edition(rules, key)
    mistakes = checks.check(loaded)
    mistakes += [*trials.points_add_up(loaded), *trials.rows_apply(loaded)]
    edition: Edition | None = None
    try:
        edition = Edition.from_dict(_without_mistakes(loaded, mistakes))
    except InvalidEdition as error:
        if not mistakes:
            mark = loaded.mark(*error.place)
            mistakes.append(Finding(mark, "edition", error.problem, "see rules/README.md"))
    cases = tuple(trials.try_cases(loaded, edition)) if edition is not None else ()
    findings = {*mistakes, *(finding for case in cases for finding in case.findings)}
    findings |= set(published.damage(rules, loaded))
    ordered = tuple(sorted(findings, key=lambda each: each.mark))
    return Verified(loaded, None if mistakes else edition, cases, ordered)


def _without_mistakes(loaded: Loaded, mistakes: list[Finding]) -> Fields:
    """The edition with the areas that hold no mistake; with none if one lies in what they share."""
    wrong = {finding.mark.path for finding in mistakes}
    shared = {loaded.folder / f"{name}.yml" for name in SHARED}
    areas = {
        key: area
        for key, area in mapping(loaded.fields.get("areas")).items()
        if not wrong & {*shared, loaded.folder / "areas" / f"{key}.yml"}
    }
    return {**loaded.fields, "areas": areas}


def verify_all(rules: Path) -> tuple[Index, Iterator[Verified]]:
    """Check every edition of the index, in its order."""
    index = load_index(rules)
    return index, (verify(rules, key) for key in index.editions if (rules / key).is_dir())

"""Everything that `saiten check` looks at, for one edition or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.edition import Edition
from calculator.errors import InvalidEdition
from generator import checks, published, trials
from generator.findings import Finding
from generator.load import Index, Loaded, load_edition, load_index
from generator.trials import Trial

__all__ = ["Verified", "verify", "verify_all"]


@dataclass(frozen=True)
class Verified:
    """An edition with all its findings; `edition` is None where it cannot be scored."""

    loaded: Loaded
    edition: Edition | None
    cases: tuple[Trial, ...]
    findings: tuple[Finding, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being built; a case that differs does not."""
        return tuple(finding for finding in self.findings if finding.code != trials.CASE_DIFFERS)


def verify(rules: Path, key: str) -> Verified:
    """Read and check one edition."""
    loaded = load_edition(rules, key)
    findings = checks.check(loaded)
    findings += [*trials.points_add_up(loaded), *trials.rows_apply(loaded)]
    edition: Edition | None = None
    try:
        edition = Edition.from_dict(loaded.fields)
    except InvalidEdition as error:
        if not findings:
            mark = loaded.mark(*error.place)
            findings.append(Finding(mark, "edition", error.problem, "see rules/README.md"))
    scorable = edition is not None and "areas" not in loaded.unread
    cases = tuple(trials.try_cases(loaded, edition)) if edition and scorable else ()
    findings += [finding for case in cases for finding in case.findings]
    findings += published.damage(rules, loaded)
    return Verified(
        loaded, edition, cases, tuple(sorted(set(findings), key=lambda each: each.mark))
    )


def verify_all(rules: Path) -> tuple[Index, Iterator[Verified]]:
    """Check every edition of the index, in its order."""
    index = load_index(rules)
    return index, (verify(rules, key) for key in index.editions if (rules / key).is_dir())

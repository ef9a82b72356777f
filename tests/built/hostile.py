"""Rules whose every text tries to be more than text."""

from __future__ import annotations

import yaml

from tests.built.project import Project

__all__ = ["HOSTILE", "make_hostile"]

HOSTILE = (
    "<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }} </script><script> "
    "</template> **b** _i_ `c` # h &lt; ~d~ 'e' \"f\""
)
NAMES = {"title", "heading"}
"""Fields that hold a name in no language."""


def make_hostile(project: Project) -> None:
    """Append what is hostile to every text and name of the edition."""
    for path in sorted(project.edition.rglob("*.yml")):
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(_dumped(_hostile(fields)), encoding="utf-8")


def _dumped(fields: object) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)


def _hostile(value: object) -> object:
    if isinstance(value, dict):
        if set(value) == {"ja", "en"}:
            return {language: _appended(text) for language, text in value.items()}
        return {
            key: _appended(each) if key in NAMES and isinstance(each, str) else _hostile(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_hostile(each) for each in value]
    return value


def _appended(text: object) -> object:
    """The text, or each form of a noun, and what is hostile."""
    if isinstance(text, list):
        return [_appended(each) for each in text]
    return f"{text} {HOSTILE}"

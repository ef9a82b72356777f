"""What must hold of questions: each has what its type needs, and no field foreign to it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking import areas, finding
from generator.findings import Finding
from generator.load import Loaded
from generator.references import mapping

__all__ = ["fitting"]

WORDY = ("flag", "choice")
OUT_OF_PLACE = {
    "unanswered": (("flag",), "only a flag takes 'unanswered'", "delete it"),
    "options": (
        ("choice",),
        "only a choice takes 'options'",
        "delete them, or write 'type: choice'",
    ),
    "fixed": (
        None,
        "'fixed' is for numbers",
        "delete it: plans leave flags and choices as they are",
    ),
    "step": (None, "'step' is for numbers", "delete it: plans leave flags and choices as they are"),
    "unit": (None, "'unit' is for numbers", "delete it"),
}
"""Fields with the types that take them (None: all numbers), what is wrong elsewhere, what to do."""


def fitting(loaded: Loaded) -> Iterator[Finding]:
    """A question has no field that means nothing to its type, and a choice has options."""
    for key, area in areas(loaded):
        for name, value in mapping(area.get("inputs")).items():
            at, fields = ("areas", key, "inputs", name), mapping(value)
            kind = fields.get("type")
            if kind is None:
                continue
            for field, (types, message, hint) in OUT_OF_PLACE.items():
                fits = kind in types if types else kind not in WORDY
                if field in fields and not fits:
                    told = f"{message}, and '{name}' is a {kind}"
                    yield finding(loaded, (*at, field), "type", told, hint)
            if kind == "choice" and not fields.get("options") and loaded.is_whole(*at):
                hint = "add 'options: {key: {ja: …, en: …}}'"
                yield finding(loaded, at, "empty", f"'{name}' is a choice without options", hint)

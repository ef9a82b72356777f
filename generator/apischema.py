"""The JSON Schemas of the API's own files: its index, and the worked examples of an edition."""

from __future__ import annotations

from collections.abc import Mapping

from generator.schema import DIALECT, SCHEMA_VERSION

__all__ = ["cases_schema", "index_schema"]

Schema = dict[str, object]

TEXT: Schema = {
    "type": "object",
    "properties": {"ja": {"type": "string"}, "en": {"type": "string"}},
    "required": ["ja", "en"],
    "additionalProperties": False,
}
DATE: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
EXACT: Schema = {"type": "string", "pattern": r"^-?\d+(/\d+)?$"}


def _record(fields: Mapping[str, tuple[str, Schema]]) -> Schema:
    """An object with exactly these fields, each with what it means."""
    return {
        "type": "object",
        "properties": {
            name: {
                "title": name.replace("_", " ").capitalize(),
                "description": means,
                **schema,
            }
            for name, (means, schema) in fields.items()
        },
        "required": list(fields),
        "additionalProperties": False,
    }


def _optional(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


WORD: Schema = {"type": "string"}
NOTE = _record({"date": ("The day of the note.", DATE), "text": ("What it says.", TEXT)})
ERRATUM = _record(
    {
        "key": ("Its key, which stays the same.", WORD),
        "date": ("The day on which the error was told.", DATE),
        "text": ("What is wrong, and what is right.", TEXT),
        "cite": ("Keys of the edition's sources.places.", _list(WORD)),
        "pages": ("The pages that show it.", _list(WORD)),
    }
)
EDITION = _record(
    {
        "edition": ("The edition's date, which names it.", DATE),
        "title": ("What readers call it.", TEXT),
        "status": (
            "Drafts may still change; a withdrawn edition stays, with the reason.",
            {"enum": ["current", "superseded", "draft", "withdrawn"]},
        ),
        "published": ("The day of publication, null for a draft.", _optional(DATE)),
        "digest": (
            "SHA-256 of the edition as JSON without spaces, keys in their order, UTF-8.",
            {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        ),
        "url": ("The edition, relative to this file.", WORD),
        "cases": ("Its worked examples, relative to this file.", WORD),
        "corrections": ("Corrections of wording since then; figures never change.", _list(NOTE)),
        "withdrawn": ("When and why the publication was withdrawn, if it was.", _optional(NOTE)),
        "errata": ("Known errors that the published edition still has.", _list(ERRATUM)),
    }
)
CALCULATOR = _record(
    {
        "url": ("The wheel, relative to this file.", WORD),
        "version": ("Its version.", WORD),
        "requires_python": ("The Python that it needs.", WORD),
        "sha256": ("SHA-256 of the wheel.", {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        "license": ("The licence of the program, as an SPDX identifier.", WORD),
    }
)


def index_schema() -> Schema:
    """The schema of `index.json`."""
    fields: dict[str, tuple[str, Schema]] = {
        "schema": ("The schema of an edition.", WORD),
        "index_schema": ("The schema of this file.", WORD),
        "cases_schema": ("The schema of worked examples.", WORD),
        "schema_version": ("The version of these schemas.", WORD),
        "license": ("The address of the licence of the rules, if they state one.", _optional(WORD)),
        "license_name": ("The name of that licence.", _optional(WORD)),
        "calculator": ("The scoring module as a Python wheel.", CALCULATOR),
        "current": ("The edition that addresses without a date show.", DATE),
        "editions": ("Every edition, in order of date.", _list(EDITION)),
    }
    return _named("The index of the API", _record(fields))


def cases_schema() -> Schema:
    """The schema of `cases.json`: answers, and the whole result that they give."""
    result: Schema = {
        "type": "object",
        "properties": {
            "status": {"enum": ["qualified", "not-qualified", "depends-on-reading", "incomplete"]},
            "points": _optional(EXACT),
            "reachable": _optional(EXACT),
            "display": {"type": ["string", "null"]},
            "missing": _list(WORD),
            "blocked": _list(WORD),
            "metrics": {"type": "object"},
            "readings": {"type": "array"},
        },
        "required": ["status", "points", "metrics", "missing", "blocked", "readings"],
    }
    case = _record(
        {
            "key": ("The case's key.", WORD),
            "title": ("What it shows.", TEXT),
            "area": ("The area that is scored.", WORD),
            "track": ("Score this track alone; null for all.", {"type": ["string", "null"]}),
            "as_of": ("The day on which to score.", DATE),
            "answers": ("The answers as typed, by input.", {"type": "object"}),
            "result": ("What `saiten score --json` prints for them.", result),
        }
    )
    fields = {
        "edition": ("The edition that scores them.", DATE),
        "cases": ("The worked examples: a port that gives every result is right.", _list(case)),
    }
    return _named("Worked examples of an edition", _record(fields))


def _named(title: str, schema: Schema) -> Schema:
    about = f"Schema version {SCHEMA_VERSION}."
    return {"$schema": DIALECT, "title": title, "description": about, **schema}

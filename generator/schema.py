"""The JSON Schema of the rule files and of the canonical edition, derived from their shape.

Editors complete and check rule files with it; whoever reuses the API validates editions with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from generator.fields import (
    Choice,
    Either,
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Record,
    Shape,
    Tested,
    Value,
    Whole,
    Word,
    WordIn,
    WordOr,
)
from generator.shape import AREA, FILES, INDEX, Answer, Later

__all__ = ["SCHEMA_VERSION", "edition_schema", "file_schemas"]

SCHEMA_VERSION = "1.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXACT = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+(/\d+)?$"}]}
SCALAR = {"type": ["string", "integer", "boolean"]}

Schema = dict[str, object]


class _Definitions:
    """The shapes that hold others of their kind, each written once."""

    def __init__(self) -> None:
        self.named: dict[int, str] = {}
        self.schemas: Schema = {}

    def reference(self, shape: Later) -> Schema:
        """A reference to a shape, which is written when it is first met."""
        if id(shape) not in self.named:
            name = f"shape{len(self.named) + 1}"
            self.named[id(shape)] = name
            self.schemas[name] = _schema(shape.known, self)
        return {"$ref": f"#/$defs/{self.named[id(shape)]}"}


def edition_schema() -> Schema:
    """The schema of an edition as the API publishes it."""
    definitions = _Definitions()
    properties: Schema = {}
    for name, shape in FILES.items():
        schema = _schema(shape, definitions)
        inner = schema.get("properties")
        if name == "edition" and isinstance(inner, dict):
            properties |= {key: each for key, each in inner.items() if key != "areas"}
        elif name in ("certifications", "cases") and isinstance(inner, dict):
            properties[name] = inner[name]
        elif name == "programme" and isinstance(inner, dict):
            properties["sections"] = inner["sections"]
        else:
            properties[name] = schema
    area = _schema(AREA, definitions)
    properties["areas"] = {"type": "object", "additionalProperties": area}
    return {
        "$schema": DIALECT,
        "title": "An edition of a scoring programme's rules",
        "description": f"Schema version {SCHEMA_VERSION}.",
        "type": "object",
        "properties": properties,
        "required": ["edition", "areas"],
        "additionalProperties": False,
        "$defs": definitions.schemas,
    }


def file_schemas() -> Mapping[str, Schema]:
    """A schema for each rule file, by the file's name, for editors."""
    shapes = {**FILES, "area": AREA, "index": INDEX}
    return {name: _file_schema(name, shape) for name, shape in shapes.items()}


def _file_schema(name: str, shape: Shape) -> Schema:
    definitions = _Definitions()
    schema = _schema(shape, definitions)
    return {"$schema": DIALECT, "title": f"{name}.yml", **schema, "$defs": definitions.schemas}


@singledispatch
def _schema(shape: object, _definitions: _Definitions) -> Schema:
    """The schema of a shape."""
    raise TypeError(shape)


@_schema.register
def _(shape: Later, definitions: _Definitions) -> Schema:
    return definitions.reference(shape)


@_schema.register
def _(shape: Record, definitions: _Definitions) -> Schema:
    fields = {**shape.required, **shape.optional}
    return {
        "type": "object",
        "properties": {key: _schema(each, definitions) for key, each in fields.items()},
        "required": list(shape.required),
        "additionalProperties": False,
    }


@_schema.register
def _(shape: Choice, definitions: _Definitions) -> Schema:
    options = [
        {"required": [key], **_schema(each, definitions)}
        if isinstance(each, Later)
        else {**_schema(each, definitions), "required": _required(key, each)}
        for key, each in shape.options.items()
    ]
    return {"oneOf": options}


def _required(key: str, shape: Shape) -> list[str]:
    required = list(shape.required) if isinstance(shape, Record) else []
    return list(dict.fromkeys([key, *required]))


@_schema.register
def _(shape: MapOf, definitions: _Definitions) -> Schema:
    return {"type": "object", "additionalProperties": _schema(shape.member, definitions)}


@_schema.register
def _(shape: ListOf, definitions: _Definitions) -> Schema:
    return {"type": "array", "items": _schema(shape.member, definitions)}


@_schema.register
def _(shape: WordOr, definitions: _Definitions) -> Schema:
    return {"anyOf": [_schema(shape.word, definitions), _schema(shape.more, definitions)]}


@_schema.register
def _(shape: OneOrMore, definitions: _Definitions) -> Schema:
    member = _schema(shape.member, definitions)
    return {"anyOf": [member, {"type": "array", "items": member}]}


@_schema.register
def _(shape: Either, definitions: _Definitions) -> Schema:
    return {"anyOf": [{"type": "null"}, _schema(shape.otherwise, definitions)]}


@_schema.register
def _(_shape: Word, _definitions: _Definitions) -> Schema:
    return {"type": "string", "minLength": 1}


@_schema.register
def _(shape: WordIn, _definitions: _Definitions) -> Schema:
    return {"enum": list(shape.words)}


@_schema.register
def _(shape: Tested, _definitions: _Definitions) -> Schema:
    return {"type": "string", "description": shape.example}


@_schema.register
def _(_shape: Number, _definitions: _Definitions) -> Schema:
    return dict(EXACT)


@_schema.register
def _(_shape: Whole, _definitions: _Definitions) -> Schema:
    return {"type": "integer", "minimum": 0}


@_schema.register
def _(_shape: Flag, _definitions: _Definitions) -> Schema:
    return {"type": "boolean"}


@_schema.register
def _(_shape: Value, _definitions: _Definitions) -> Schema:
    return dict(SCALAR)


@_schema.register
def _(_shape: Answer, _definitions: _Definitions) -> Schema:
    people = {
        "type": "object",
        "properties": {
            "person": {"type": "string"},
            "holds": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["person", "holds"],
        "additionalProperties": False,
    }
    return {"anyOf": [dict(SCALAR), {"type": "array", "items": people}]}

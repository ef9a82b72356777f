"""The JSON Schema of the rule files and of the canonical edition, derived from their shape.

Editors complete and check rule files with it; whoever reuses the API validates editions with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from generator.descriptions import describe
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
from generator.shape import AREA, ERRATA, FILES, INDEX, Answer, Later

__all__ = ["DIALECT", "SCHEMA_VERSION", "edition_schema", "file_schemas"]

Schema = dict[str, object]

SCHEMA_VERSION = "1.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXACT = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+(/\d+)?$"}]}
EXACT_WRITTEN = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[\d.]+(/\d+)?$"}]}
PATTERNS: Mapping[str, Schema] = {
    "key": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "date": {"pattern": r"^\d{4}-\d\d-\d\d$", "format": "date"},
    "url": {"pattern": "^https://", "format": "uri"},
}
"""What a text must look like, by the code of its mistake."""
SCALAR = {"type": ["string", "integer", "boolean"]}
SCALAR_WRITTEN = {"type": ["string", "number", "boolean"]}


class _Definitions:
    """The shapes that hold others of their kind, each written once.

    Attributes:
        as_written: whether numbers stand as in the rule files, where 12.5 is a number, not a text.
        parent: the name of the field around the one that is being described.
    """

    def __init__(self, parent: str, *, as_written: bool) -> None:
        self.named: dict[int, str] = {}
        self.schemas: Schema = {}
        self.as_written = as_written
        self.parent = parent

    def field(self, name: str, shape: Shape) -> Schema:
        """The schema of a field, with its title and what it means."""
        parent, self.parent = self.parent, name
        schema = _schema(shape, self)
        self.parent = parent
        return {**_titled(parent, name), **schema}

    def reference(self, shape: Later) -> Schema:
        """A reference to a shape, which is written when it is first met."""
        if id(shape) not in self.named:
            name = f"shape{len(self.named) + 1}"
            self.named[id(shape)] = name
            self.schemas[name] = _schema(shape.known, self)
        return {"$ref": f"#/$defs/{self.named[id(shape)]}"}


def _titled(parent: str, name: str) -> Schema:
    means = describe(parent, name)
    title = name.replace("_", " ").capitalize()
    return {"title": title, "description": means} if means else {"title": title}


def edition_schema() -> Schema:
    """The schema of an edition as the API publishes it."""
    definitions = _Definitions("", as_written=False)
    properties: Schema = {}
    for name, shape in FILES.items():
        schema = definitions.field(name, shape)
        inner = schema.get("properties")
        if name == "edition" and isinstance(inner, dict):
            properties |= {key: each for key, each in inner.items() if key != "areas"}
        elif name in ("certifications", "cases") and isinstance(inner, dict):
            properties[name] = inner[name]
        elif name == "programme" and isinstance(inner, dict):
            properties["sections"] = inner["sections"]
        else:
            properties[name] = schema
    area = definitions.field("area", AREA)
    properties["areas"] = {
        "title": "Areas",
        "description": "The areas by key, in the order of the site.",
        "type": "object",
        "additionalProperties": area,
    }
    return {
        "$schema": DIALECT,
        "title": "An edition of a scoring programme's rules",
        "description": f"Schema version {SCHEMA_VERSION}; see CHANGELOG.md beside it.",
        "type": "object",
        "properties": properties,
        "required": ["edition", "areas"],
        "additionalProperties": False,
        "$defs": definitions.schemas,
    }


def file_schemas() -> Mapping[str, Schema]:
    """A schema for each rule file, by the file's name, for editors."""
    shapes = {**FILES, "errata": ERRATA, "area": AREA, "index": INDEX}
    return {name: _file_schema(name, shape) for name, shape in shapes.items()}


def _file_schema(name: str, shape: Shape) -> Schema:
    definitions = _Definitions(name, as_written=True)
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
        "properties": {key: definitions.field(key, each) for key, each in fields.items()},
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
    schema: Schema = {"type": "object", "additionalProperties": _schema(shape.member, definitions)}
    if shape.key is not None:
        schema["propertyNames"] = _schema(shape.key, definitions)
    return schema


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
    return {"type": "string", **PATTERNS[shape.code]}


@_schema.register
def _(_shape: Number, definitions: _Definitions) -> Schema:
    return dict(EXACT_WRITTEN if definitions.as_written else EXACT)


@_schema.register
def _(_shape: Whole, _definitions: _Definitions) -> Schema:
    return {"type": "integer", "minimum": 0}


@_schema.register
def _(_shape: Flag, _definitions: _Definitions) -> Schema:
    return {"type": "boolean"}


@_schema.register
def _(_shape: Value, definitions: _Definitions) -> Schema:
    return dict(SCALAR_WRITTEN if definitions.as_written else SCALAR)


@_schema.register
def _(_shape: Answer, definitions: _Definitions) -> Schema:
    people = {
        "type": "object",
        "properties": {
            "person": {**_titled("people", "person"), "type": "string"},
            "holds": {
                **_titled("people", "holds"),
                "type": "array",
                "items": {"type": "string"},
            },
        },
        "required": ["person", "holds"],
        "additionalProperties": False,
    }
    scalar = SCALAR_WRITTEN if definitions.as_written else SCALAR
    return {"anyOf": [dict(scalar), {"type": "array", "items": people}]}

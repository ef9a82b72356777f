"""The JSON Schemas say what the strict reader says, and describe every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.apischema import cases_schema, index_schema
from generator.init import init
from generator.schema import edition_schema, file_schemas
from generator.schemafiles import outdated
from generator.yamlsource import Hole, ListNode, MapNode, Node, read
from tests.editions import EDITIONS, RULES, verified_edition
from tests.generator.guild import FILES

SCHEMAS = {**file_schemas(), "edition of the API": edition_schema()}
API = {"index of the API": index_schema(), "cases of the API": cases_schema()}
RULE_FILES = sorted(RULES.rglob("*.yml"))
COMMENT = re.compile(r"# yaml-language-server: \$schema=(?P<schema>\S+)")


def plain(node: Node) -> object:
    """A rule file as an editor reads it: plain scalars by the core schema of YAML 1.2."""
    if isinstance(node, MapNode):
        return {key: plain(each) for key, each in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain(each) for each in node.items]
    assert not isinstance(node, Hole)
    if node.is_null or (node.plain and node.text in ("true", "false")):
        return None if node.is_null else node.text == "true"
    if node.plain and re.fullmatch(r"[-+]?\d+(\.\d+)?", node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return node.text


def complaints(schema: object, value: object) -> list[str]:
    assert isinstance(schema, dict)
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("name", [*SCHEMAS, *API])
def test_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema({**SCHEMAS, **API}[name])


@pytest.mark.parametrize("name", [*SCHEMAS, *API])
def test_every_field_has_a_title_and_a_description(name: str) -> None:
    schema = {**SCHEMAS, **API}[name]
    assert schema["title"]
    bare = sorted({field for field, each in fields(schema) if not described(each)})
    assert not bare, f"add to generator/descriptions.py: {bare}"


def described(field: object) -> bool:
    return isinstance(field, dict) and {"title", "description"} <= set(field)


def fields(schema: object) -> Iterator[tuple[str, object]]:
    """Every field that a schema describes, results of scoring aside."""
    if isinstance(schema, dict):
        if schema.get("title") == "Result":
            return
        properties = schema.get("properties")
        if isinstance(properties, dict) and set(properties) != {"ja", "en"}:
            yield from properties.items()
        for each in schema.values():
            yield from fields(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from fields(each)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_rule_file_names_its_schema_and_fits_it(path: Path) -> None:
    named = COMMENT.match(path.read_text(encoding="utf-8"))
    assert named is not None
    schema = path.parent / named["schema"]
    assert schema.resolve().parent == RULES / "schemas"
    expected = "area" if path.parent.name == "areas" else path.stem
    assert schema.stem == expected
    root, findings = read(path)
    assert root is not None
    assert findings == []
    assert complaints(json.loads(schema.read_text(encoding="utf-8")), plain(root)) == []


@pytest.mark.parametrize("file", FILES)
def test_rules_of_another_programme_fit(file: str, tmp_path: Path) -> None:
    path = tmp_path / Path(file).name
    path.write_text(FILES[file], encoding="utf-8")
    root, _ = read(path)
    assert root is not None
    schema = file_schemas()["area" if file.startswith("areas/") else path.stem]
    assert complaints(schema, plain(root)) == []


@pytest.mark.parametrize("key", EDITIONS)
def test_edition_fits_the_schema_of_the_api(key: str) -> None:
    assert complaints(edition_schema(), verified_edition(key).loaded.fields) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("index", {"current": "2027-01-01", "editions": ["next"]}),
        ("index", {"current": "2027-01-01", "editions": ["2027-01-01"], "else": 1}),
        ("cases", {"cases": {"A B": {}}}),
        ("errata", {"errata": {"a": {"date": "2027-01-01", "text": {"ja": "x"}}}}),
    ],
)
def test_mistake_does_not_fit(name: str, value: object) -> None:
    assert complaints(file_schemas()[name], value)


def test_schemas_beside_the_rules_are_those_of_this_version() -> None:
    assert list(outdated(RULES)) == [], "run 'saiten schemas'"


def test_new_programme_has_schemas_and_names_them(tmp_path: Path) -> None:
    init(tmp_path / "guild", "2027-01-01")
    rules = tmp_path / "guild" / "rules"
    assert list(outdated(rules)) == []
    for path in rules.rglob("*.yml"):
        named = COMMENT.match(path.read_text(encoding="utf-8"))
        assert named is not None
        assert (path.parent / named["schema"]).is_file()


def test_outdated_schema_is_noted(tmp_path: Path) -> None:
    init(tmp_path / "guild", "2027-01-01")
    rules = tmp_path / "guild" / "rules"
    (rules / "schemas" / "area.json").write_text("{}", encoding="utf-8")
    (note,) = outdated(rules)
    assert note.code == "note"
